"""Tables of articles: each row reads alone, each cell knows its heads, and no markup moves an offset."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Document
from evidence.places import place_of
from indexers.files.jats.read import read_jats
from indexers.intake import Refused


def read(table: str) -> Document:
    """An article whose body is one table."""
    source = (
        '<article article-type="research-article" xmlns:oasis="http://oasis/"><front><article-meta><title-group><article-title>T'
        f"</article-title></title-group></article-meta></front><body>{table}</body></article>"
    )
    (found,) = read_jats(source.encode(), "set", "name")
    assert isinstance(found, Document), found
    return found


def lines(table: str) -> list[str]:
    """The rows of a bare table."""
    return read(f"<table>{table}</table>").text.split("\n")[2:]


def row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def cells(document: Document) -> list[tuple[str, str, str, str]]:
    return [(document.text[c.start : c.end], c.row, c.column, c.table) for c in document.cells]


HEAD = f"<thead>{row('Trait', 'Placebo (n = 50)')}</thead>"


def test_a_table_stands_with_label_caption_heads_rows_and_notes() -> None:
    """In this order, as a section of its own; each cell's offsets give its own text, and a citation its place."""
    document = read(
        "<sec><title>Results</title><p>See <table-wrap><label>Table 2.</label><caption><p>Patients</p></caption>"
        f"<alternatives><graphic/><table>{HEAD}<tbody>{row('Age', '65<sup>a</sup>')}</tbody></table></alternatives>"
        "<table-wrap-foot><fn><label>a</label><p>Years.</p></fn></table-wrap-foot></table-wrap>below.</p></sec>"
    )
    assert document.text.split("\n\n")[1:] == [
        "Results",
        "See below.",
        "Table 2. Patients",
        "Trait; Placebo (n = 50)\nTrait: Age; Placebo (n = 50): 65^a",
        "a Years.",
    ]
    assert [s.label for s in document.sections] == ["Title", "Results", "Table 2"]
    assert cells(document) == [
        ("Age", "Age", "Trait", "Table 2"),
        ("65^a", "Age", "Placebo (n = 50)", "Table 2"),
    ]
    cell = document.cells[1]
    assert place_of(document, cell.start, cell.end) == "Table 2, row Age, column Placebo (n = 50)"


def test_heads_over_heads_and_cells_that_span() -> None:
    """Two rows of heads are joined; a cell that spans rows is in each of them, and names them with the next."""
    table = (
        "<thead><tr><th rowspan='2'>Week</th><th rowspan='2'>Arm</th><th colspan='2'>Dose</th></tr>"
        "<tr><th>Oral</th><th>IV</th></tr></thead>"
        "<tbody><tr><td rowspan='2'>4</td><td>Drug</td><td>1</td><td>2</td></tr><tr><td>Placebo</td><td colspan='2'>0</td></tr></tbody>"
    )
    assert lines(table)[2:] == [
        "Week: 4; Arm: Drug; Dose Oral: 1; Dose IV: 2",
        "Week: 4; Arm: Placebo; Dose Oral / Dose IV: 0",
    ]
    found = read(f"<table>{table}</table>")
    assert cells(found)[-1] == ("0", "4: Placebo", "Dose Oral / Dose IV", "")


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        # a row across the table, over all that follows
        (["<tr><td colspan='2'>Harms</td></tr>", row("Bleeding", "3"), row("Death", "1")], ["Harms: Bleeding", "Harms: Death"]),
        # indented rows stand under the row before them, by a space that XML keeps, a dash or a style
        ([row("Sex", ""), row("\u2003Male", "3"), row("Age", "60")], ["Sex: Male", "Age"]),
        ([row("Sex", ".7"), row("- Male", "3"), row("Age", "60")], ["Sex", "Sex: - Male", "Age"]),
        ([row("Sex", ""), "<tr><td style='padding-left: 1em'>Male</td><td>3</td></tr>", row("Age", "6")], ["Sex: Male", "Age"]),
        # a label in bold over rows that are not, until the next in bold
        ([row("<bold>Sex</bold>", ""), row("Male", "3"), row("<bold>Age</bold>", "60")], ["Sex: Male", "Age"]),
        # a plain label: over what reads as its values, and over nothing that could stand alone
        ([row("Years:", ""), row("&lt; 5", "3"), row("5-9", "1"), row("Smoker", "2")], ["Years: < 5", "Years: 5-9", "Smoker"]),
        # indented more and more, and back
        ([row("A", "1"), row("\u2003B", "2"), row("\u2003\u2003C", "3"), row("\u2003D", "4")], ["A", "A: B", "A: B: C", "A: D"]),
        # the first cell left empty: the row before goes on
        ([row("One", "text"), row("", "more")], ["One", "One"]),
    ],
)  # fmt: skip
def test_rows_know_what_they_stand_under(rows: list[str], heads: list[str]) -> None:
    """The heads of the rows with data, as the layout shows them; where it does not, none is made up."""
    document = read(f"<table>{HEAD}<tbody>{''.join(rows)}</tbody></table>")
    assert [c.row for c in document.cells if c.column == "Placebo (n = 50)"] == heads


def test_a_row_under_another_says_so_in_its_line() -> None:
    """The line reads alone; what it stands under is no part of a cell's own text."""
    table = f"<table>{HEAD}{row('Sex', '')}{row('- Male', '3 (6%)')}</table>"
    document = read(table)
    assert document.text.split("\n")[2:] == [
        "Trait; Placebo (n = 50)",
        "Trait: Sex",
        "Trait: Sex: - Male; Placebo (n = 50): 3 (6%)",
    ]
    assert cells(document)[1] == ("- Male", "Sex: - Male", "Trait", "")


def test_a_table_without_thead_has_heads_only_where_it_marks_them() -> None:
    """A first row in bold, of <th>, or with an empty corner and no number; otherwise its first row is data."""
    bold = row("<bold>Trait</bold>", "<bold>Arm</bold>")
    for first in (bold, "<tr><th>Trait</th><th>Arm</th></tr>"):
        assert lines(first + row("Age", "60")) == ["Trait; Arm", "Trait: Age; Arm: 60"]
    assert lines(row("", "Drug") + row("Age", "60")) == ["Drug", "Age; Drug: 60"]
    assert lines(row("Sex", "3") + row("Age", "60")) == ["Sex; 3", "Age; 60"]


def test_oasis_tables_are_read_alike() -> None:
    """CALS: entries placed by their columns' names, spans by name and by morerows."""
    table = (
        "<table-wrap><label>Table 1</label><oasis:table><oasis:tgroup cols='3'><oasis:colspec colname='c1'/>"
        "<oasis:colspec colname='c2'/><oasis:colspec colname='c3'/><oasis:thead><oasis:row><oasis:entry morerows='1'>Trait</oasis:entry>"
        "<oasis:entry namest='c2' nameend='c3'>Arm</oasis:entry></oasis:row><oasis:row><oasis:entry colname='c2'>A</oasis:entry>"
        "<oasis:entry colname='c3'>B</oasis:entry></oasis:row></oasis:thead><oasis:tbody><oasis:row><oasis:entry>Age</oasis:entry>"
        "<oasis:entry colname='c3'>60</oasis:entry></oasis:row></oasis:tbody></oasis:tgroup></oasis:table></table-wrap>"
    )
    assert read(table).text.split("\n")[-1] == "Trait: Age; Arm B: 60"
    assert cells(read(table))[-1] == ("60", "Age", "Arm B", "Table 1")


def test_a_picture_of_a_table_leaves_its_caption() -> None:
    """No cells are made up where there are none."""
    document = read("<table-wrap><label>Table 3</label><caption><p>Harms</p></caption><graphic/></table-wrap>")
    assert document.text == "T\n\nTable 3. Harms"
    assert document.cells == ()


def test_a_table_that_repeats_itself_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long heads over many cells: the text is bounded, and heads that are paragraphs are not repeated."""
    monkeypatch.setattr("indexers.files.jats.layout.MAX_TEXT", 100_000)
    head = f"<thead>{row(*('x' * 250 for _ in range(100)))}</thead>"
    source = (
        "<article article-type='a'><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta>"
        f"</front><body><table>{head}{row(*'y' * 100) * 100}</table></body></article>"
    )
    (found,) = read_jats(source.encode(), "set", "name")
    assert isinstance(found, Refused)
    assert "more than 100,000 characters" in found.reason


def test_absurd_spans_end() -> None:
    """A cell may claim any span: it is held to 100 columns and 1,000 rows, and a number that is none counts as 1."""
    table = "<tr><td colspan='999999999999'>a</td><td rowspan='-3' colspan='x'>b</td></tr>" + row("c", "d")
    assert lines(table)[-1] == "c; d"


WORD = st.text(alphabet="ab1 ;:.<&\u200b\u2003\u2028\xad-", max_size=6).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
_TAGS = (
    "sec title p list list-item def-list def-item term def table-wrap table thead tbody tr td th fig caption label boxed-text sup sub xref "
    "bold alternatives disp-quote fn fn-group table-wrap-foot tgroup row entry break media array disp-formula body ref-list app unknown"
)
ATTRIBUTES = st.sampled_from(
    ["", ' colspan="3"', ' rowspan="2"', ' ref-type="bibr"', ' morerows="1"', ' style="text-indent:1em"']
)
MARKUP = st.recursive(
    WORD,
    lambda inner: st.builds(
        lambda tag, attribute, children: f"<{tag}{attribute}>{''.join(children)}</{tag}>",
        st.sampled_from(_TAGS.split()),
        ATTRIBUTES,
        st.lists(inner, max_size=5),
    ),
    max_leaves=40,
)  # fmt: skip


@given(st.lists(MARKUP, max_size=6))
@settings(max_examples=300, deadline=None)
def test_no_markup_breaks_an_offset(blocks: list[str]) -> None:
    """Whatever is nested in whatever: sections and cells lie in the text in order, do not overlap, and are clean."""
    document = read(f"<sec><p>start</p></sec>{''.join(blocks)}")
    text = document.text
    for spans in (document.sections, document.cells):
        ends = [0, *(span.end for span in spans)]
        assert all(end <= span.start < span.end <= len(text) for end, span in zip(ends, spans, strict=False))
    for span in (*document.sections, *document.cells):
        assert text[span.start : span.end] == text[span.start : span.end].strip()
    assert not set(text) & set("\u200b\xad\u2028\t\r")
    assert all("\n" not in text[cell.start : cell.end] for cell in document.cells)


@given(
    st.lists(
        st.lists(st.sampled_from(["", "a", "b c", "1.5", "<bold>x</bold>", "- d"]), min_size=1, max_size=5), max_size=8
    )
)
@settings(deadline=None)
def test_no_cell_is_lost(rows: list[list[str]]) -> None:
    """As many cells as the table has that hold a text, each with that text, in the order of the table."""
    table = HEAD + "<tbody>" + "".join(row(*texts) for texts in rows) + "</tbody>"
    document = read(f"<p>x</p><table>{table}</table>")
    bare = [text.replace("<bold>", "").replace("</bold>", "") for texts in rows for text in texts if text]
    assert [document.text[c.start : c.end] for c in document.cells] == bare


WIDE = "<td colspan='100'>a</td>"
HOSTILE = {
    "nested sections": "<sec>" * 230 + "<p>x</p>" + "</sec>" * 230,
    "nested boxes": "<boxed-text>" * 230 + "<p>x</p>" + "</boxed-text>" * 230,
    "nested marks": "<p>" + "<bold>" * 240 + "x" + "</bold>" * 240 + "</p>",
    "one long word": f"<p>{'a' * 1_000_000} <sup>1</sup>x</p>",
    "wide heads": f"<table><thead><tr>{WIDE * 5000}</tr></thead>{row(*'x' * 5000)}</table>",
    "preambles": "<p>x<tex-math>" + "\\begin{document}" * 50_000 + "</tex-math></p>",
    "deep indentation": "<table>" + "".join(row("\u2003" * i + "x", "1") for i in range(300)) + "</table>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_ends_in_a_document(body: str) -> None:
    """Depth, length and repetition: each is read to its end, and its text is there."""
    assert "x" in read(body).text.partition("\n\n")[2]


def test_headings_are_not_repeated_without_end() -> None:
    """A section's label holds 200 characters of a heading, though the heading itself is whole in the text."""
    document = read(f"<sec><title>{'t' * 5000}</title><sec><title>Own</title><p>x</p></sec></sec>")
    assert document.sections[-1].label == "t" * 200 + ": Own"
    assert "t" * 5000 in document.text
