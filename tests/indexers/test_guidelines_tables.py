"""Tables: every cell has its offsets, its own heads and its table's label, wherever the table comes from."""

import pytest

from evidence.model import Cell, Document
from indexers.files.html import read_html
from indexers.files.table_text import TableCell, label_of, lay_out_row, moved


def cells(body: str) -> list[tuple[str, str, str, str]]:
    """The words, row head, column head and table of each cell, as the text has it at the cell's offsets."""
    document = read_html(f"<html><body><main><h1>T</h1>{body}</main>".encode(), "set", "name")
    assert isinstance(document, Document), document
    return [(document.text[c.start : c.end], c.row, c.column, c.table) for c in document.cells]


def test_a_row_is_laid_out_with_the_offsets_of_its_cells() -> None:
    laid = lay_out_row(
        [TableCell("Low", "", "Renal"), TableCell("", "Low", "Oral"), TableCell("15 mg", "Low", "IV")], "Table 2"
    )
    assert laid.text == "Renal: Low; IV: 15 mg"
    assert laid.cells == (Cell(7, 10, "", "Renal", "Table 2"), Cell(16, 21, "Low", "IV", "Table 2"))
    assert moved(laid.cells, 100)[1] == Cell(116, 121, "Low", "IV", "Table 2")


def test_a_head_too_long_to_repeat_is_left_out() -> None:
    laid = lay_out_row([TableCell("x", "r" * 301, "c" * 301)])
    assert (laid.text, laid.cells) == ("x", (Cell(0, 1),))


@pytest.mark.parametrize(
    ("caption", "label"),
    [
        ("Table 2. Doses by age", "Table 2"),
        ("Table 1.  Estimated Benefits", "Table 1"),
        ("TABLE A1: Arms", "TABLE A1"),
        ("Doses", "Doses"),
        ("Tables are fun " * 9, ""),
    ],
)
def test_the_label_is_the_number_or_a_short_caption(caption: str, label: str) -> None:
    assert label_of(caption) == label


def test_each_cell_has_its_own_text_and_its_heads() -> None:
    table = (
        "<p>Before.</p><table><caption>Table 2. Dosing</caption><tr><th>Renal function<th>Dose</tr>"
        "<tr><td>30-49 mL/min<td>15 <b>mg</b></tr><tr><td>15-29 mL/min<td></tr></table><p>After.</p>"
    )
    assert cells(table) == [
        ("30-49 mL/min", "", "Renal function", "Table 2"),
        ("15 mg", "30-49 mL/min", "Dose", "Table 2"),
        ("15-29 mL/min", "", "Renal function", "Table 2"),
    ]


def test_heads_over_heads_and_cells_over_rows_reach_each_cell() -> None:
    table = (
        "<table><thead><tr><th rowspan=2>Renal<th colspan=2>Dose</tr><tr><th>Oral<th>IV</tr></thead>"
        "<tr><th rowspan=2>Low<td>15 mg<td>10 mg</tr><tr><td colspan=2>avoid</tr></table>"
    )
    assert cells(table) == [
        ("Low", "", "Renal", ""),
        ("15 mg", "Low", "Dose Oral", ""),
        ("10 mg", "Low", "Dose IV", ""),
        ("Low", "", "Renal", ""),
        ("avoid", "Low", "Dose Oral / Dose IV", ""),
    ]


def test_a_caption_may_stand_before_its_table() -> None:
    table = "<h3>Table 3. Harms</h3><table><tr><th>Arm<th>Bleeds</tr><tr><td>Aspirin<td>4</tr></table>"
    assert cells(table)[1] == ("4", "Aspirin", "Bleeds", "Table 3")


def test_the_feet_of_a_table_follow_its_rows() -> None:
    table = (
        "<table><tr><th>Arm<th>n</tr><tfoot><tr><td colspan=2>n: number</tr></tfoot><tbody><tr><td>A<td>4</tr></table>"
    )
    assert [words for words, *_ in cells(table)] == ["A", "4", "n: number"]


def test_raised_letters_by_class_are_set_apart_like_those_by_element() -> None:
    table = "<table><tr><th>Age<th>Deaths<span class='sup'>b</span></tr><tr><td>40<td>1</tr></table>"
    assert cells(table)[1][2] == "Deaths^b"


def test_more_cells_than_a_document_may_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexers.files.layout.MAX_CELLS", 3)
    found = read_html(b"<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>", "set", "name")
    assert not isinstance(found, Document)
    assert "cells" in found.reason


def test_a_table_that_claims_a_million_columns_costs_little() -> None:
    wide = "<table><tr><th colspan=1000000>Dose<th>n</tr>" + "<tr><td colspan=1000000>a<td>b</tr>" * 300 + "</table>"
    assert len(cells(wide)) == 600


@pytest.mark.parametrize(
    ("adults", "children"),
    [
        ("<tr><td colspan=2>Adults</tr>", "<tr><td colspan=2>Children</tr>"),
        ("<tr><th colspan=2>Adults</tr>", "<tr><th colspan=2>Children</tr>"),
        ("<tr><td><b>Adults</b><td></tr>", "<tr><td><b>Children</b><td></tr>"),
    ],
)
def test_rows_under_a_row_of_their_group_say_so(adults: str, children: str) -> None:
    """In each cell's row head, and in the line, which reads alone; the group is no part of a cell's text."""
    table = (
        "<table><tr><th>Weight<th>Dose</tr>"
        f"{adults}<tr><td>Any<td>10 mg</tr>{children}<tr><td>Low<td>5 mg</tr><tr><td>High<td>8 mg</tr></table>"
    )
    rows = {words: (row, column) for words, row, column, _ in cells(table)}
    assert rows["10 mg"] == ("Adults: Any", "Dose")
    assert rows["5 mg"] == ("Children: Low", "Dose")
    assert rows["8 mg"] == ("Children: High", "Dose")
    assert rows["High"] == ("Children", "Weight")
    document = read_html(f"<main><h1>T</h1>{table}</main>".encode(), "set", "name")
    assert isinstance(document, Document)
    assert document.text.endswith("Children: Weight: High; Dose: 8 mg")


def test_a_first_row_in_bold_is_one_of_heads() -> None:
    """Where the next is bold too, bold says nothing."""
    first = "<tr><td><b>Weight</b><td><p><strong>Dose</strong></p></tr>"
    assert cells(f"<table>{first}<tr><td>Low<td>5 mg</tr></table>") == [
        ("Low", "", "Weight", ""),
        ("5 mg", "Low", "Dose", ""),
    ]
    assert len(cells(f"<table>{first}<tr><td><b>Low</b><td><b>5 mg</b></tr></table>")) == 4
