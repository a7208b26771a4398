"""Study facts against labels made by hand: how many took part, how long, where, and the trial's own numbers.

Run: python -m benchmarks.reading_facts LIBRARY [HALF]     (HALF: choose or report; the library of benchmarks.reports)

`reading_facts_labels.tsv` holds ids and labels, no words of the sources beyond a key: 127 abstracts drawn at random by
design (half randomised trials) and 16 articles of `jats/`, all by one reader. The rules were chosen on "choose", which
took in two halves that were first reported on; the 31 of "report" were labelled before their first run (participants:
14 of 19 right), and what was wrong there was mended afterwards too, so that a new figure needs new labels.
A fact is right where its numbers are one of the label's sets ("14+581845"), or where it holds one of the label's keys.
Precision counts the facts given, recall those that a reader found stated.
"""

import argparse
import re
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence.library.library import Library
from evidence.model import Document
from evidence.text.typography import even
from indexers.files.jats.read import read_jats
from research.reading.facts.people import NUMBER, value_of
from research.reading.facts.study import StudyFacts, facts_of

LABELS = Path(__file__).with_name("reading_facts_labels.tsv")
NOT_LABELLED = ("?",)  # of an article whose abstract does not say it, and whose text was not read for it
FIELDS = ("participants", "follow_up", "setting", "registrations")


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader found, one set of alternatives for each of FIELDS; empty where nothing is stated."""

    document_id: str
    half: str
    wanted: Mapping[str, tuple[str, ...]]


def labels(half: str = "report", path: Path = LABELS) -> list[Label]:
    """The labels of one half, in the order of the file."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        Label(row[0], row[1], dict(zip(FIELDS, map(_alternatives, row[2:]), strict=True)))
        for row in rows
        if row[1] == half
    ]


def _alternatives(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split("|"))


def is_right(field: str, facts: StudyFacts, wanted: tuple[str, ...]) -> bool | None:
    """Whether the fact is right; None where none is given."""
    if wanted == NOT_LABELLED:
        return None
    if field == "registrations":
        return set(facts.registrations) == set(wanted) if facts.registrations else None
    stated = getattr(facts, field)
    if stated is None:
        return None
    if field == "participants":
        return numbers_in(stated.text) in wanted
    return any(key.lower() in even(stated.text).lower() for key in wanted)


def numbers_in(text: str) -> str:
    """ "14+581845" for "14 unique RCTs with 581 845 participants"; the 2 of "type 2 diabetes" counts nobody."""
    text = re.sub(r"\b(type|phase|stage|grade|class) \d\b", r"\1", even(text), flags=re.IGNORECASE)
    return "+".join(str(value_of(m.group())) for m in re.finditer(NUMBER, text, re.IGNORECASE))


def score(documents: Mapping[str, Document], wanted: Iterable[Label]) -> dict[str, float]:
    """Precision and recall of each field, and how many facts were given, over the documents at hand."""
    answers = [(label, facts_of(documents[label.document_id])) for label in wanted if label.document_id in documents]
    figures: dict[str, float] = {"documents": float(len(answers))}
    for field in FIELDS:
        verdicts = [is_right(field, facts, label.wanted[field]) for label, facts in answers]
        given, right = sum(v is not None for v in verdicts), sum(v is True for v in verdicts)
        stated = sum(label.wanted[field] not in ((), NOT_LABELLED) for label, _ in answers)
        figures[f"{field} given"] = float(given)
        figures[f"{field} precision"] = right / given if given else 1.0
        figures[f"{field} recall"] = right / stated if stated else 1.0
    return figures


def documents_of(library: Path, articles: Path | None, wanted: Iterable[Label]) -> dict[str, Document]:
    """The labelled documents: abstracts of the library, full texts ("jats:" before the id) of the archive."""
    ids = {label.document_id for label in wanted}
    found = dict(Library.open(library).documents(i for i in ids if not i.startswith("jats:")))
    if articles is not None:
        with tarfile.open(articles) as archive:
            for member in archive.getmembers():
                stream = archive.extractfile(member) if member.name.endswith(".nxml") else None
                for each in read_jats(stream.read(), "jats", member.name[:-5]) if stream else ():
                    if isinstance(each, Document) and f"jats:{each.id}" in ids:
                        found[f"jats:{each.id}"] = each
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("library", type=Path)
    parser.add_argument("half", nargs="?", default="report")
    parser.add_argument("--articles", type=Path)
    given = parser.parse_args()
    wanted = labels(given.half)
    for name, figure in score(documents_of(given.library, given.articles, wanted), wanted).items():
        print(f"{name:28} {figure:.3f}")


if __name__ == "__main__":
    main()
