"""References in Vancouver style, after NLM's Citing Medicine; every line worked out by hand."""

import pytest

from citations.references import vancouver
from evidence.model import Author, Document, Identifiers, Journal, Published
from tests.fakes import document

JOURNAL = Journal("The Lancet", "Lancet", volume="12", issue="3", pages="1-9")


def record(**changes: object) -> Document:
    """An article with a journal, a date, a PMID and no authors."""
    values = {"title": "Aspirin in stroke.", "journal": JOURNAL, "published": Published("2020-03", "month"), "url": ""}
    return document(1, **(values | changes))  # type: ignore[arg-type]


def authors(n: int) -> tuple[Author, ...]:
    """A1 X, A2 X, ..."""
    return tuple(Author(f"A{k}", "Xaver", "X") for k in range(1, n + 1))


REST = "Aspirin in stroke. Lancet. 2020;12(3):1-9. PMID: 1."


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"authors": authors(6)}, f"A1 X, A2 X, A3 X, A4 X, A5 X, A6 X. {REST}"),
        ({"authors": authors(7)}, f"A1 X, A2 X, A3 X, A4 X, A5 X, A6 X, et al. {REST}"),
        ({"authors": (Author(collective="SPRINT Research Group"),)}, f"SPRINT Research Group. {REST}"),
        ({"authors": (Author(collective="SPRINT Research Group."), *authors(1))}, f"SPRINT Research Group; A1 X. {REST}"),
        ({"authors": (Author("Smith", "Jo", "J", suffix="Jr"),)}, f"Smith J Jr. {REST}"),
        ({"authors": (Author("Plato"),)}, f"Plato. {REST}"),
        ({"authors": ()}, REST),
        ({"authors": (Author(),)}, REST),
        ({"journal": Journal()}, "Aspirin in stroke. 2020. PMID: 1."),
        ({"journal": Journal("The Lancet")}, "Aspirin in stroke. The Lancet. 2020. PMID: 1."),
        ({"journal": Journal("J", pages="e12")}, "Aspirin in stroke. J. 2020:e12. PMID: 1."),
        ({"journal": Journal("J.", volume="4")}, "Aspirin in stroke. J. 2020;4. PMID: 1."),
        ({"published": Published()}, "Aspirin in stroke. Lancet. 12(3):1-9. PMID: 1."),
        ({"journal": Journal(), "published": Published()}, "Aspirin in stroke. PMID: 1."),
        ({"title": "Is aspirin safe?"}, "Is aspirin safe? Lancet. 2020;12(3):1-9. PMID: 1."),
        ({"title": "Aspirin: “not for all.”"}, "Aspirin: “not for all.” Lancet. 2020;12(3):1-9. PMID: 1."),
        ({"title": "[Aspirin bei Schlaganfall]"}, "[Aspirin bei Schlaganfall]. Lancet. 2020;12(3):1-9. PMID: 1."),
        ({"identifiers": Identifiers("1", doi="10.1/x")}, "Aspirin in stroke. Lancet. 2020;12(3):1-9. doi: 10.1/x. PMID: 1."),
        (
            {"identifiers": Identifiers(), "url": "https://example.org/a", "journal": Journal()},
            "Aspirin in stroke. 2020. Available from: https://example.org/a",
        ),
    ],
)  # fmt: skip
def test_reference(changes: dict[str, object], line: str) -> None:
    """No invented part, no double full stop, six authors and then et al."""
    assert vancouver(record(**changes)) == line
