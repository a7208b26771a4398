"""What stands beside a citation: the page, the table's heads, and a recommendation's grade in its body's own words."""

import pytest

from evidence.model import Cell, Citation, Claim, Page, Recommendation
from research.report.placing import grade_in_words, placed
from tests.fakes import document

BODY = "Offer statins to adults at high risk.\n\nBleeding; Aspirin: 12 (6%); Placebo: 3 (1%)\n\nMost were men."


def quoted(words: str, **changes: object) -> Citation:
    """A citation of these words of a document with that body, as it is placed."""
    made = document(1, title="Statins", body=BODY, **changes)
    start = made.text.index(words)
    citation = Citation(made.id, f"{made.id}#0-{len(made.text)}", start, start + len(words), words)
    (claim,) = placed([Claim("c1", words, (citation,))], {made.id: made})
    return claim.citations[0]


def at(words: str) -> tuple[int, int]:
    """Where words stand in the document's text: after the title and a blank line."""
    start = len("Statins\n\n") + BODY.index(words)
    return start, start + len(words)


def test_a_quote_of_a_cell_names_its_heads() -> None:
    """Table, row and column lead a reader there."""
    cells = (
        Cell(*at("12 (6%)"), "Bleeding", "Aspirin", "Table 2"),
        Cell(*at("3 (1%)"), "Bleeding", "Placebo", "Table 2"),
    )
    assert quoted("12 (6%)", cells=cells).place == "Table 2, row Bleeding, column Aspirin"
    assert quoted("Aspirin: 12 (6%); Placebo: 3 (1%)", cells=cells).place == "Table 2, row Bleeding"
    assert quoted("Most were men.", cells=cells).place == ""


def test_a_quote_of_a_paginated_file_names_its_page() -> None:
    """By the file's own labels."""
    start, end = at("Most were men.")
    pages = (Page("iv", 0, start - 2), Page("5", start, end))
    assert quoted("Most were men.", pages=pages).place == "p. 5"
    assert quoted("Offer statins", pages=pages).place == "p. iv"


def test_a_recommendation_keeps_its_grade() -> None:
    """The whole, or a part of it; what stands outside has none."""
    r = Recommendation(*at("Offer statins to adults at high risk."), "NICE", "offer", "", "adults at high risk")
    assert (
        quoted("Offer statins to adults at high risk.", recommendations=(r,)).grade
        == "NICE: offer, for: adults at high risk"
    )
    assert quoted("statins to adults", recommendations=(r,)).grade.startswith("NICE: offer")
    assert quoted("Most were men.", recommendations=(r,)).grade == ""


def test_a_quote_over_two_recommendations_names_both_grades() -> None:
    """Neither stands for the other's words."""
    one = Recommendation(*at("Offer statins to adults at high risk."), "NICE", "offer")
    two = Recommendation(*at("Most were men."), "NICE", "consider")
    start, end = at("Offer statins")[0], at("Most were men.")[1]
    words = f"Statins\n\n{BODY}"[start:end]
    assert quoted(words, recommendations=(one, two)).grade == "NICE: offer; NICE: consider"


@pytest.mark.parametrize(
    ("recommendation", "words"),
    [
        (Recommendation(0, 1, "USPSTF", "B", era="since July 2012"), "USPSTF grade B (definition since July 2012)"),
        (Recommendation(0, 1, "USPSTF", "I"), "USPSTF grade I"),
        (Recommendation(0, 1, "USPSTF", "B", "moderate"), "USPSTF grade B, certainty: moderate"),
        (Recommendation(0, 1, "GRADE", "strong", "moderate"), "GRADE: strong, certainty: moderate"),
        (Recommendation(0, 1, "ACC/AHA", "COR 2a", "LOE B-R"), "ACC/AHA: COR 2a, certainty: LOE B-R"),
        (Recommendation(0, 1, "", "", ""), "recommendation, no grade stated"),
    ],
)
def test_grades_in_words(recommendation: Recommendation, words: str) -> None:
    """Nothing is converted into another system."""
    assert grade_in_words(recommendation) == words
