"""Where a quote stands: its page, and its table, row and column."""

from dataclasses import replace

import pytest

from evidence.model import Cell, Document, Page
from evidence.places import place_of

#       0         10        20        30
TEXT = "Title\n\nAge; Placebo: 12; Drug: 15\nSex; Placebo: 7"
PLAIN = Document("file:a/b", "Title", TEXT, "a", "jats")
CELLS = (
    Cell(7, 10, "Age", "", "Table 2"),
    Cell(21, 23, "Age", "Placebo (n = 50)", "Table 2"),
    Cell(31, 33, "Age", "Drug", "Table 2"),
    Cell(34, 37, "Sex", "", "Table 2"),
    Cell(48, 49, "Sex", "Placebo (n = 50)", "Table 2"),
)
TABLE = replace(PLAIN, cells=CELLS)


def place(document: Document, quote: str) -> str:
    start = document.text.index(quote)
    return place_of(document, start, start + len(quote))


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("12", "Table 2, row Age, column Placebo (n = 50)"),
        ("Drug: 15", "Table 2, row Age, column Drug"),
        ("Age; Placebo: 12; Drug: 15", "Table 2, row Age"),
        ("15\nSex; Placebo: 7", "Table 2"),
        ("Title", ""),
        ("; Placebo: ", ""),  # between cells: no cell is quoted
    ],
)
def test_a_quote_in_a_table_names_the_heads_that_its_cells_share(quote: str, said: str) -> None:
    """Row and column where all of the quote's cells have the same, the table alone otherwise."""
    assert place(TABLE, quote) == said


def test_an_edge_is_not_shared() -> None:
    """A quote that ends where a cell begins, or begins where one ends, is not in it; nor is an empty one."""
    assert place_of(TABLE, 12, 21) == ""
    assert place_of(TABLE, 23, 31) == ""
    assert place_of(TABLE, 22, 22) == ""
    assert place_of(TABLE, 20, 22) == "Table 2, row Age, column Placebo (n = 50)"


def test_pages_are_named_as_the_file_labels_them() -> None:
    """One page, a span of pages, and none where the quote stands on no page."""
    paged = replace(PLAIN, pages=(Page("iv", 0, 20), Page("5", 20, 40)))
    assert place(paged, "Age") == "p. iv"
    assert place(paged, "Age; Placebo: 12") == "pp. iv-5"
    assert place(paged, ": 7") == ""


def test_a_table_on_a_page_has_both() -> None:
    """The page first: it is where a reader turns to."""
    both = replace(TABLE, pages=(Page("12", 0, 60),))
    assert place(both, "15") == "p. 12, Table 2, row Age, column Drug"


def test_tables_without_a_number_and_quotes_over_two_tables() -> None:
    """A table is named as it can be, and several are all named."""
    bare = replace(PLAIN, cells=(Cell(7, 10, "Age", "", ""),))
    assert place(bare, "Age") == "a table without a number, row Age"
    two = replace(PLAIN, cells=(CELLS[0], replace(CELLS[1], table="Table 3")))
    assert place(two, "Age; Placebo: 12") == "Table 2 and Table 3"


def test_a_head_that_is_a_paragraph_is_cut() -> None:
    """A place is one line that can be read: 120 characters of a head, the last of them an ellipsis."""
    long = replace(PLAIN, cells=(Cell(7, 10, "x" * 500, "", "Table 2"),))
    assert place(long, "Age") == f"Table 2, row {'x' * 119}…"
