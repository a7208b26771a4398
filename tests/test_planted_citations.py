"""Issue 6, "It must show" 1: planted errors in papers that no judge was trained on, made with the held-out word list.

Failures are told as rates by kind alone: whoever mends a judge must not see the held-out sentences.
"""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from benchmarks.planted.caught import by_kind, outcomes
from benchmarks.planted.make import CONTROLS, planted
from benchmarks.planted.manuscripts import KINDS, Expected, PlantedText, manuscripts
from benchmarks.planted.model import Planted
from benchmarks.planted.references import checked_outcomes, planted_texts
from benchmarks.planted.sources import sources
from benchmarks.planted.words_held_out import WORDS
from evidence.checked import Checked, CheckedCitation, CheckedClaim
from evidence.model import Author, Document, Identifiers, Journal, Passage, Published, Section, Support
from research.check import panel_of

SEED = 6
MOST = 80  # of each kind
SHARE = 3  # every so many-th document
FLOORS = {  # share flagged, issue 6
    "number": 0.98, "unit": 0.98, "quote": 0.98, "figure-not-in-it": 0.98, "other-paper": 0.98, "related-paper": 0.97,
    "direction": 0.95, "negation": 0.95, "comparison": 0.95, "wrong-arm": 0.70, "subgroup": 0.70,
}  # fmt: skip
VERBATIM, REPHRASED = 0.005, 0.05  # shares flagged that are allowed
IN_MANUSCRIPTS = 0.98


@pytest.fixture(scope="module")
def flagged(shared: Path) -> dict[str, tuple[int, int]]:
    """By kind how many claims were flagged, and of how many; every `SHARE`-th odd document, judged by words alone."""
    found = sources(shared, "odd")[::SHARE]
    panel = panel_of(None)
    counts: dict[str, tuple[int, int]] = {}
    for pair in planted(found, WORDS, SEED, MOST):
        flags, of = counts.get(pair.kind, (0, 0))
        counts[pair.kind] = flags + _is_flagged(panel.judge, pair), of + 1
    return counts


def _is_flagged(judge: Callable[..., object], pair: Planted) -> bool:
    verdict = judge(pair.claim, (Passage(pair.document_id, 0, len(pair.passage), pair.passage),))
    return getattr(verdict, "support", "") != "supported"


def test_there_are_enough_of_each_kind(flagged: dict[str, tuple[int, int]]) -> None:
    """At least 20 of every kind that a floor is set for."""
    assert {
        kind: flagged.get(kind, (0, 0))[1] for kind in (*FLOORS, *CONTROLS) if flagged.get(kind, (0, 0))[1] < 20
    } == {}


@pytest.mark.parametrize("kind", FLOORS)
def test_errors_are_flagged(flagged: dict[str, tuple[int, int]], kind: str) -> None:
    """At least the issue's share of each kind."""
    flags, of = flagged[kind]
    assert flags >= FLOORS[kind] * of, f"{kind}: {flags} of {of}"


def test_what_is_true_is_let_through(flagged: dict[str, tuple[int, int]]) -> None:
    """Untouched sentences: at most one in 200 flagged; light rephrasings together: at most one in 20."""
    assert flagged["verbatim"][0] <= VERBATIM * flagged["verbatim"][1]
    rephrased = [flagged[kind] for kind in CONTROLS if kind != "verbatim"]
    assert sum(flags for flags, _ in rephrased) <= REPHRASED * sum(of for _, of in rephrased), rephrased


def test_faults_of_references_are_flagged(shared: Path, folder: Path) -> None:
    """Manuscripts over a library of real articles: every kind of fault caught, and no true claim accused."""
    counts = by_kind(checked_outcomes(planted_texts(shared, "held-out", SEED), folder))
    assert set(counts) == set(KINDS)
    assert counts["verbatim"][0] == counts["verbatim"][1], counts
    errors = [count for kind, count in counts.items() if kind != "verbatim"]
    assert sum(right for right, _ in errors) >= IN_MANUSCRIPTS * sum(of for _, of in errors), counts


@functools.cache
def _article(number: int) -> Document:
    """An article of plain sentences in words of its own, half of them with figures."""
    own = "".join(chr(ord("b") + int(digit)) + "o" for digit in str(number))
    matter = f"{own}lin"
    told = [
        f"The {own}{end} group of {7 * k + number} adults slept for {k + 3} hours more."
        for k, end in enumerate(("ra", "ne"))
    ]
    plain = [
        f"Without {own}{end} the {own}mot was higher in tired adults than in {own}per." for end in ("ra", "ne", "ti")
    ]
    body = " ".join((*told, *plain))
    title = f"Sleep and {matter} in report {number}"
    text = f"{title}\n\n{body}"
    return Document(
        f"pubmed:{number}", title, text, "pubmed", "jats",
        sections=(Section("Title", 0, len(title)), Section("Results", len(title) + 2, len(text), "RESULTS")),
        published=Published("2015", "year"), authors=(Author(f"Writer{number}", "", "A"),),
        journal=Journal("Journal of Sleep", "J Sleep"),
        identifiers=Identifiers(str(number), f"PMC{number + 5000}", f"10.1000/{number}"),
    )  # fmt: skip


def test_manuscripts_cite_each_document_once_and_say_what_is_wrong() -> None:
    """Eight claims a text, one reference each; only verbatim ones are no error; retracted documents are so in the library."""
    made = manuscripts([_article(n) for n in range(101, 141)], WORDS, 1, 2)
    assert [len(text.expected) for text in made.texts] == [8, 8]
    for text in made.texts:
        body, _, references = text.markdown.partition("## References")
        assert all(f"[{n}]" in body and f"\n{n}. " in references for n in range(1, 9))
        assert [e.is_error for e in text.expected] == [e.kind != "verbatim" for e in text.expected]
        assert all(e.claim.rstrip(".") in body for e in text.expected)
    kinds = [e.kind for text in made.texts for e in text.expected]
    assert kinds == [*KINDS, *KINDS][:16]
    retracted = [d for d in made.documents if d.status == "retracted"]
    assert len(retracted) == kinds.count("retracted")
    assert len({d.id for d in made.documents}) == len(made.documents)


def test_an_outcome_is_right_when_errors_alone_are_flagged() -> None:
    """Flagged error and supported truth are right; a claim that the check did not find is neither."""
    expected = (
        Expected("One.", "number", True),
        Expected("Two.", "verbatim", False),
        Expected("Three.", "number", True),
    )
    text = PlantedText("x.md", "", expected)
    found = outcomes(text, _of_claims(("One.", "1", "undecided"), ("Two.", "2", "supported")))
    assert [o.is_right for o in found] == [True, True, False]
    accused = outcomes(text, _of_claims(("One.", "1", "supported"), ("Two.", "2", "partial")))
    assert [o.is_right for o in accused] == [False, False, False]
    assert by_kind(found) == {"number": (1, 2), "verbatim": (1, 1)}


def _of_claims(*claims: tuple[str, str, Support]) -> Checked:
    made: Sequence[CheckedClaim] = [
        CheckedClaim(said, 0, 1, support, "", (CheckedCitation(f"[{key}]", key, "", support, "support", ""),))
        for said, key, support in claims
    ]
    return Checked("", tuple(made), (), (), None)
