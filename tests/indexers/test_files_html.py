"""HTML pages: every item and cell is kept and reads alone, nothing hidden gets in, and no page hangs the reader."""

import gzip
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from evidence.model import Document, Identifiers, Published, Section
from indexers.files.html import read_html
from indexers.files.read import read_file
from indexers.intake import Refused

PDQ = Path(__file__).parents[3] / "shared" / "data" / "guidelines" / "nci_pdq"
PDQ_PAGES = sorted(PDQ.glob("*.html.gz"))


def page(source: str | bytes) -> Document:
    document = read_html(source if isinstance(source, bytes) else source.encode(), "set", "name")
    assert isinstance(document, Document), document
    return document


def body(source: str | bytes) -> str:
    """The text after the title."""
    return page(source).text.partition("\n\n")[2]


def refused(source: str | bytes) -> str:
    found = read_html(source if isinstance(source, bytes) else source.encode(), "set", "name")
    assert isinstance(found, Refused)
    return found.reason


def test_a_page_becomes_a_document_with_its_headings_as_sections() -> None:
    document = page(
        "<html lang='en-GB'><head><title>T - Site</title></head><body><nav>Menu</nav><main><h1>Atrial fibrillation</h1>"
        "<p>Intro.</p><h2>Dose</h2><p>Give 15 mg.</p><h2>Harms</h2><h3>Bleeding</h3><p>It bleeds.</p></main>"
    )
    assert document == Document(
        id="file:set/name",
        title="Atrial fibrillation",
        text="\n\n".join(["Atrial fibrillation", "Intro.", "Dose", "Give 15 mg.", "Harms", "Bleeding", "It bleeds."]),
        source="set",
        form="html",
        languages=("eng",),
        sections=(Section("Title", 0, 19), Section("", 21, 27), Section("Dose", 35, 46), Section("Bleeding", 65, 75)),
    )
    assert document.text[65:75] == "It bleeds."


def test_each_list_item_has_a_line_of_its_own() -> None:
    source = "<p>Give:</p><ul><li>aspirin</li><li><p>statin</p><ol><li>high dose</ol></li></ul><p>Then wait.</p>"
    assert body(source) == "Give:\n\naspirin\nstatin\nhigh dose\n\nThen wait."


def test_each_table_row_keeps_the_heads_of_its_cells() -> None:
    source = (
        "<table><caption>Dosing</caption><tr><th>Renal function<th>Dose</tr>"
        "<tr><td>30-49 mL/min<td>15 mg</tr><tr><td>15-29 mL/min<td><ul><li>10 mg<li>or less</ul></tr></table>"
    )
    assert body(source).split("\n") == [
        "Dosing",
        "Renal function; Dose",
        "Renal function: 30-49 mL/min; Dose: 15 mg",
        "Renal function: 15-29 mL/min; Dose: 10 mg, or less",
    ]


def test_spanning_cells_and_two_rows_of_heads_reach_every_cell() -> None:
    source = (
        "<table><thead><tr><th rowspan=2>Renal<th colspan=2>Dose</tr><tr><th>Oral<th>IV</tr></thead>"
        "<tr><th rowspan=2>Low<td>15 mg<td>10 mg</tr><tr><td colspan=2>avoid</tr></table>"
    )
    assert body(source).split("\n")[2:] == [
        "Renal: Low; Dose Oral: 15 mg; Dose IV: 10 mg",
        "Renal: Low; Dose Oral / Dose IV: avoid",
    ]


def test_a_table_that_only_lays_out_the_page_is_read_as_text() -> None:
    source = "<table><tr><td><h2>Dose</h2><p>Give 15 mg.</p></td><td><p>Wait.</p></td></tr></table>"
    assert body(source) == "Dose\n\nGive 15 mg.\n\nWait."


def test_words_of_a_table_outside_its_cells_are_not_lost() -> None:
    source = "<table><tr><td>a<td>b</tr><tfoot><p>Stray note</p></tfoot></table>"
    assert "Stray note" in body(source)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>9</sup>/L", "10^9/L"),
        ("kg/m<sup>2</sup>", "kg/m2"),
        ("CO<sub>2</sub>", "CO2"),
        ("mortality<sup>12</sup>", "mortality^12"),
        ("in all.<sup><a href='#r1'>1,2</a></sup>", "in all.[1,2]"),
        ("1<sup>st</sup>", "1st"),
        ("aspi\u00adrin\u200b 15&#160;mg 30&#150;49", "aspirin 15 mg 30\u201349"),
        ("one<br>two", "one\ntwo"),
        ("<b>bo</b>ld", "bold"),
    ],
)
def test_inline_markup_changes_no_number_and_glues_no_word(markup: str, text: str) -> None:
    assert body(f"<p>{markup}</p>") == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='DISPLAY : none'>secret</p>",
        "<p style='color:red;visibility:hidden'>secret</p>",
        "<p style='font-size:0px'>secret</p>",
        "<p hidden>secret</p>",
        "<div aria-hidden='true'><p>secret</p></div>",
        "<!-- secret --><script>secret</script><style>secret</style><template>secret</template>",
        "<style>.x, .y {display:none}</style><p class='a x'>secret</p>",
        "<noscript>secret</noscript><svg><text>secret</text></svg><textarea>secret</textarea>",
        "<table><tr><td>a<td>b<td hidden>secret</tr><tr style='display:none'><td>secret</tr></table>",
        "<ul><li hidden>secret</ul><h2 hidden>secret</h2>",
        "<nav>secret</nav><footer>secret</footer><aside>secret</aside><form><p>secret</p></form>",
    ],
)
def test_what_a_reader_does_not_see_does_not_enter(hidden: str) -> None:
    document = page(f"<h1>T</h1><p>Visible words.</p>{hidden}<p>More of them.</p>")
    assert "secret" not in document.text
    assert "Visible words." in document.text
    assert document.text.endswith("More of them.")


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='opacity:0.5'>seen</p>",
        "<style>@media print{.x{display:none}}</style><p class=x>seen</p>",
        "<i>seen</i>",
    ],
)
def test_what_looks_hidden_but_is_seen_stays(shown: str) -> None:
    assert "seen" in page(f"<h1>T</h1><p>Visible words.</p>{shown}").text


def test_a_form_around_the_whole_page_does_not_hide_it() -> None:
    assert body("<form><h1>T</h1><p>Give 15 mg.</p><select><option>noise</select></form>") == "Give 15 mg."


def test_without_main_the_content_is_found_and_menus_are_left_out() -> None:
    menu = "".join(f"<li><a href='/{n}'>Menu {n}</a></li>" for n in range(30))
    text = "<p>Patients with atrial fibrillation should receive an anticoagulant unless bleeding forbids it.</p>" * 8
    source = (
        f"<body><div class='menu'><ul>{menu}</ul></div><div class='text'><h1>T</h1>{text}<ul><li>One item.</ul></div>"
    )
    document = page(source)
    assert "Menu 7" not in document.text
    assert document.text.endswith("One item.")


def test_without_main_no_table_is_left_outside_the_content() -> None:
    text = "<p>Patients with atrial fibrillation should receive an anticoagulant unless bleeding forbids it.</p>" * 8
    table = "<div class='t'><table><tr><th>Renal<th>Dose</tr><tr><td>Low<td>15 mg</tr></table></div>"
    assert "Renal: Low; Dose: 15 mg" in body(f"<body><div class='x'><h1>T</h1>{text}</div>{table}</body>")


def test_the_facts_of_the_head_are_read() -> None:
    document = page(
        "<html lang='fr'><head><link rel='canonical' href='https://example.org/g'><link rel='license' href='https://cc.org/by'>"
        "<meta name='DC.Date' content='2021-03-15'><meta name='dcterms.modified' content='2022-01-02'>"
        "<meta property='og:site_name' content='Haute Autorité'><meta name='citation_doi' content='doi:10.1/x'></head>"
        "<body><h1>Titre</h1><p>Texte.</p>"
    )
    assert document.published == Published("2021-03-15", "day", "dc.date")
    assert (document.revised, document.languages, document.url) == ("2022-01-02", ("fre",), "https://example.org/g")
    assert (document.journal.title, document.licence) == ("Haute Autorité", "https://cc.org/by")
    assert document.identifiers == Identifiers(doi="10.1/x")


def test_a_visible_date_is_used_where_the_head_has_none() -> None:
    assert page("<h1>T</h1><p>x <time datetime='2020-05'>May</time></p>").published == Published(
        "2020-05", "month", "time"
    )


@pytest.mark.parametrize(
    "notice",
    [
        "This guideline has been replaced by NG196.",
        "This NICE guideline was withdrawn and replaced by NG196 in 2021.",
        "Please note: this recommendation statement has been superseded.",
        "Withdrawn: replaced by NG196",
        "Withdrawn (January 2021) and replaced by NG196",
        "These guidelines are now superseded by the 2023 edition.",
        # as NICE, USPSTF and AHRQ word their banners
        "This guideline has been updated and replaced by NG123.",
        "This guideline has been updated and replaced by NICE guideline NG123.",
        "We have withdrawn this guideline.",
        "NICE has withdrawn this guideline because the evidence has changed.",
        "This guideline was stood down in May 2020.",
        "Archived",
        "ARCHIVED: Aspirin to Prevent Cardiovascular Disease",
        "[Archived] Aspirin to prevent heart attacks",
        "Archived: May 2012",
        "Archived guideline",
        "Status: Archived",
        "This guideline has been archived.",
        "This topic is inactive.",
        "Inactive topic",
        "This recommendation statement on carotid stenosis is out of date and no longer current.",
        "This guideline was rescinded in 2019.",
        "Rescinded",
        "Retired: do not use",
        "No longer current",
        "This report is no longer current.",
        "It was current when produced and may now be outdated.",
        "Findings may be used for research purposes, but should not be considered current.",
    ],
)
def test_a_notice_near_the_top_marks_the_page_as_superseded(notice: str) -> None:
    assert page(f"<h1>T</h1><p>{notice}</p><p>Text.</p>").status == "superseded"
    assert (
        page(f"<div class='banner'>{notice}</div><main><h1>T</h1><p>{'Text. ' * 9}</p></main>").status == "superseded"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "This guideline replaces CG180.",
        "This guideline has replaced CG180.",
        "Warfarin has been replaced by apixaban in most patients.",
        "In this cohort, valves were replaced.",
        "Withdrawn patients were replaced by others.",
        "This guideline has been updated.",
        "This guideline has been updated and replaces CG180.",
        "This topic is being updated.",
        "This guideline is current; the 2010 version was withdrawn.",
        "The 2016 guideline is no longer current.",
        "We have withdrawn our 2010 guideline.",
        "Other societies have withdrawn this recommendation.",
        "This guideline covers people whose disease is inactive.",
        "This guideline explains why rofecoxib was withdrawn.",
        "This guideline updates the 2016 statement, now archived.",
        "This guideline lists drugs that were withdrawn.",
        "This guideline is not out of date.",
        "Recommendations 1.1 to 1.3 of this guideline have been replaced by NG12.",
        "Some links on this page are out of date.",
        "Check whether this guideline has been withdrawn.",
        "View archived versions",
        "Archived versions",
        "Archived: see earlier versions",
        "Rescinded consent was recorded.",
        "Retired nurses took part.",
        "No longer current smokers were asked.",
        "Former smokers should not be considered current smokers.",
        "Inactive adults were asked to walk.",
        "Guidelines are outdated in many countries.",
    ],
)
def test_what_replaces_another_or_replaces_drugs_is_current(sentence: str) -> None:
    assert page(f"<h1>T</h1><p>{sentence}</p>").status == "current"
    assert (
        page(f"<h1>T</h1><p>{'Long text. ' * 400}</p><p>This guideline has been replaced by X.</p>").status == "current"
    )


@pytest.mark.parametrize(
    "menu",
    [
        "<nav><div><a>Archived</a></div></nav>",
        "<ul><li>Current</li><li>Archived</li></ul>",
        "<footer><p>Archived</p></footer>",
        "<main><h1>T</h1><table><tr><th>Status<th>n</tr><tr><td>Inactive<td></tr></table></main>",
    ],
)
def test_a_word_of_a_menu_or_of_a_table_is_no_notice(menu: str) -> None:
    assert page(f"{menu}<main><h1>T</h1><p>{'Text. ' * 9}</p></main>").status == "current"


@pytest.mark.parametrize(
    ("title", "design"),
    [
        ("Atrial fibrillation: NICE Guideline", "guideline"),
        ("Final Recommendation Statement", "guideline"),
        ("Aspirin", ""),
    ],
)
def test_a_title_that_says_guideline_makes_one(title: str, design: str) -> None:
    assert page(f"<title>{title}</title><p>Text.</p>").design == design


@pytest.mark.parametrize(
    "source",
    [
        "<meta charset=utf-8><p>30\u201349 \u00b5g</p>".encode(),
        "<meta charset='windows-1252'><p>30\u201349 \u00b5g</p>".encode("cp1252"),
        "<meta charset='iso-8859-1'><p>30\u201349 \u00b5g</p>".encode("cp1252"),
        "<p>30\u201349 \u00b5g</p>".encode("cp1252"),
        "\ufeff<p>30\u201349 \u00b5g</p>".encode("utf-16-le"),
        "<meta charset='no-such'><p>30\u201349 \u00b5g</p>".encode(),
    ],
)
def test_any_usual_encoding_reads_the_same(source: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_bytes(source)
    (document,) = read_file(path)
    assert isinstance(document, Document)
    assert document.text.endswith("30\u201349 \u00b5g")


def test_the_name_and_the_collection_come_from_the_path(tmp_path: Path) -> None:
    folder = tmp_path / "nice 2021"
    folder.mkdir()
    path = folder / "ng196.html.gz"
    path.write_bytes(gzip.compress(b"<!doctype html><p>Text."))
    (document,) = read_file(path)
    assert isinstance(document, Document)
    assert (document.id, document.source, document.title) == ("file:nice%202021/ng196", "nice 2021", "ng196")


def test_pages_that_would_hang_or_break_a_reader_are_refused_in_seconds() -> None:
    started = time.process_time()
    assert "nested more than 256 deep" in refused("<main>" + "<div>" * 100_000 + "x")
    assert "larger than 20 MB" in refused(b"<p>" + b"word " * (10 * 1024 * 1024))
    assert "10 MB" in refused("<p>" + "a" * 11_000_000)
    assert "no text" in refused("<html><body><script>x</script></body></html>")
    assert "characters of text" in refused("<table><tr><th>" + "h" * 300 + "<th>b</tr>" + "<tr><td>a<td>x" * 140_000)
    assert time.process_time() - started < 60  # CPU seconds, on any machine


def test_cells_that_claim_to_span_everything_cost_little() -> None:
    started = time.process_time()
    assert page("<table>" + "<tr>" + "<td rowspan=65534 colspan=1000000>x" * 500 + "</table>").text.count("x") == 500
    assert time.process_time() - started < 20


TAG_NAMES = "p div ul li table tr td th h1 h2 sup br main article span header form style title dl dd"
TAGS = st.sampled_from(TAG_NAMES.split())
PIECES = st.one_of(
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        ["<td colspan=3 rowspan=2>", "<p hidden>", "<!--", "-->", "&#0;", "&#xD800;", "&#150;", "<![CDATA["]
    ),
    st.text(max_size=8),
)


@settings(deadline=None)  # the first page loads trafilatura
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_soup_of_tags_gives_a_document_or_a_refusal(source: str) -> None:
    found = read_html(source.encode("utf-8", "surrogatepass"), "set", "name")
    if isinstance(found, Document):
        found.text.encode()
        edges = [edge for section in found.sections for edge in (section.start, section.end)]
        assert edges == sorted(edges)
        assert all(found.text[section.start : section.end].strip() for section in found.sections)
        assert found.text.startswith(found.title)
        assert "\x00" not in found.text


def whole_text(element: etree._Element) -> str:
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def squeezed(text: str) -> str:
    """Letters and digits: the words in order, whatever stands between them."""
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.skipif(not PDQ_PAGES, reason="the shared NCI PDQ pages are not at hand")
@pytest.mark.parametrize("path", PDQ_PAGES, ids=lambda path: path.name)
def test_every_item_cell_and_paragraph_of_a_real_guideline_is_kept(path: Path) -> None:
    """Compared with lxml's own reading of the page's <main>, and every heading with a body is a section."""
    (document,) = read_file(path)
    assert isinstance(document, Document)
    main = next(html.fromstring(gzip.decompress(path.read_bytes()).decode()).iter("main"))
    text = squeezed(document.text)
    parts = [
        squeezed(whole_text(part)) for part in main.iter("li", "td", "th", "p", "caption") if not part.findall(".//li")
    ]
    assert len(parts) > 50
    assert [part for part in parts if part not in text] == []
    headings = [squeezed(whole_text(heading)) for heading in main.iter("h2", "h3", "h4", "h5", "h6")]
    assert [heading for heading in headings if heading not in text] == []
    labels = [section.label for section in document.sections[2:]]
    assert len(labels) > len(headings) / 2
    assert {squeezed(label) for label in labels} <= set(headings)


def test_a_page_of_a_preprint_server_is_a_preprint() -> None:
    """By the journal or the DOI that its head states."""
    head = '<meta name="citation_journal_title" content="medRxiv"><meta name="citation_doi" content="10.1101/2020.01.02.20000001">'
    assert page(f"<head>{head}</head><h1>Aspirin</h1><p>Aspirin was given to many people.</p>").is_preprint
    assert not page("<h1>Aspirin</h1><p>Aspirin was given to many people.</p>").is_preprint
