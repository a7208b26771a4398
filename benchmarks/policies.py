"""Thirty real questions under five policies: is anything outside a policy retrieved or cited, and do the pages say why?

Run: python -m benchmarks.policies SHARED_DATA LIBRARY [--embedder minilm|none]

LIBRARY is made where it is not there: the 205 PubMed files, 242 JATS articles, the PDQ pages, the USPSTF statements, and
BioASQ's 536 articles as a collection of their own. Each policy is checked by a rule written here once more, not by the
program's own filter. Beside it stands what a tool gives that filters after retrieval: how many of the best 40 of an
unfiltered search pass.
"""

import argparse
import gzip
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from benchmarks import to_beir
from evidence.library.library import Library
from evidence.library.manifest import MANIFEST
from evidence.model import Document, Filters, Query
from evidence.settings import Settings
from indexers.inputs import file_inputs, pubmed_inputs
from research.load import load
from research.loop import run
from research.plan import make_plan
from research.policy import Asked, policy_for
from research.report.html import to_html
from research.report.markdown import to_markdown
from research.wiring import Engine, open_engine

QUESTIONS = 30
DEPTH = 40
LIST = """
[[source]]
name = "nci-pdq"
kind = "folder"
address = "/data/nci_pdq"
tier = 1

[[source]]
name = "uspstf"
kind = "folder"
address = "/data/uspstf"
tier = 1

[[source]]
name = "pubmed"
kind = "pubmed-query"
address = "all[sb]"
tier = 2

[[source]]
name = "pmc"
kind = "folder"
address = "/data/jats"
tier = 3
"""
Rule = Callable[[Document], bool]


def _held(d: Document) -> set[str]:
    return {d.source, *d.also_in}


def _in_force(d: Document) -> bool:
    return d.status in ("current", "corrected") and not d.is_preprint


def _years(d: Document, first: int, last: int) -> bool:
    return d.published.year is not None and first <= d.published.year <= last


POLICIES: dict[str, tuple[str, Rule]] = {
    "tier 2 or better": ("tier = 2", lambda d: bool(_held(d) & {"nci-pdq", "uspstf", "pubmed"}) and _in_force(d)),
    "only the full texts": ('only = ["pmc"]', lambda d: "pmc" in _held(d) and _in_force(d)),
    "without BioASQ": ('exclude = ["bioasq"]', lambda d: "bioasq" not in _held(d) and _in_force(d)),
    "trials, 2000 to 2012": (
        'designs = ["rct"]\nsince = 2000\nuntil = 2012',
        lambda d: d.design == "rct" and _years(d, 2000, 2012) and _in_force(d),
    ),
    "French or German": (
        'languages = ["fre", "ger"]',
        lambda d: bool({"fre", "ger"} & set(d.languages)) and _in_force(d),
    ),
}


def build(shared: Path, folder: Path, embedder: str) -> Settings:
    """The library of real records and its source list, made once."""
    settings = Settings(library=folder, embedder=embedder)
    if (folder / MANIFEST).is_file():
        return settings
    with tempfile.TemporaryDirectory() as made:
        with tarfile.open(shared / "jats" / "ccby_articles.tar.gz") as archive:
            archive.extractall(Path(made) / "pmc", filter="data")
        (Path(made) / "bioasq").mkdir()
        to_beir.bioasq(shared, Path(made) / "bioasq")
        load(settings, pubmed_inputs([shared / "pubmed_xml"]))
        load(settings, file_inputs([Path(made) / "pmc"], "pmc"))
        load(settings, file_inputs([Path(made) / "bioasq" / "corpus.jsonl"], "bioasq"))
        load(settings, file_inputs([shared / "guidelines" / "nci_pdq"], "nci-pdq"))
        load(settings, file_inputs([shared / "guidelines" / "uspstf"], "uspstf"))
    (folder / "sources.toml").write_text(LIST, encoding="utf-8")
    return settings


def questions(shared: Path) -> list[str]:
    """The first of BioASQ's, each once, and three that guidelines answer."""
    with gzip.open(shared / "bioasq" / "snippet_extraction.jsonl.gz") as lines:
        asked = dict.fromkeys(msgspec.json.decode(line)["question"] for line in lines)
    own = ("Does screening mammography reduce breast cancer mortality?", "Should adults be screened for hypertension?")
    return [*own, *asked][:QUESTIONS]


def measure(shared: Path, settings: Settings) -> list[tuple[str, int, int, int, int, int, float]]:
    """For each policy: hits, those outside it; citations, those outside it; pages that do not say it; and the share of
    the best DEPTH of an unfiltered search that the policy admits."""
    engine = open_engine(settings)
    rows = []
    with tempfile.TemporaryDirectory() as made:
        for name, (text, rule) in POLICIES.items():
            file = Path(made) / "policy.toml"
            file.write_text(f'name = "{name}"\n{text}', encoding="utf-8")
            rows.append((name, *_under(settings, engine, file, rule, questions(shared))))
    return rows


def _under(
    settings: Settings, engine: Engine, file: Path, rule: Rule, asked: Sequence[str]
) -> tuple[int, int, int, int, int, float]:
    policy = policy_for(settings, Asked(file=file))
    hits = outside = cited = cited_outside = silent = passing = taken = 0
    _, retriever = engine.retriever()
    for question in asked:
        found = _documents(engine.library, retriever.search(Query(question, policy.filters), DEPTH))
        hits, outside = hits + len(found), outside + sum(not rule(d) for d in found)
        free = _documents(engine.library, retriever.search(Query(question, Filters()), DEPTH))
        taken, passing = taken + len(free), passing + sum(rule(d) for d in free)
        report = run(make_plan(question, policy.filters), engine, policy)
        documents = list(engine.library.documents(d.id for d in report.documents).values())
        cited, cited_outside = cited + len(documents), cited_outside + sum(not rule(d) for d in documents)
        said = (policy.name, policy.source_list)
        silent += sum(any(words not in page for words in said) for page in (to_markdown(report), to_html(report)))
    return hits, outside, cited, cited_outside, silent, passing / max(1, taken)


def _documents(library: Library, hits: Sequence[object]) -> list[Document]:
    return list(library.documents(h.passage.document_id for h in hits).values())  # type: ignore[attr-defined]


def main() -> None:
    """Print the table; exit 1 where anything is outside a policy, or a page does not say it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--embedder", default="minilm")
    given = parser.parse_args()
    settings = build(given.shared, given.library, given.embedder)
    print("| policy | hits | outside | cited | outside | silent pages | an unfiltered search's best 40 that pass |")
    print("|---|---|---|---|---|---|---|")
    bad = 0
    for name, hits, outside, cited, cited_outside, silent, share in measure(given.shared, settings):
        print(f"| {name} | {hits} | {outside} | {cited} | {cited_outside} | {silent} | {share:.0%} |")
        bad += outside + cited_outside + silent
    raise SystemExit(1 if bad else 0)


if __name__ == "__main__":
    main()
