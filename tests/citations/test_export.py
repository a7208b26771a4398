"""Exports as other programs read them: rispy, bibtexparser, a spreadsheet, Zotero's rules. All documents are fictional."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest
import rispy
from Bio import Medline
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citations.entry import entry_of, without_abstract
from citations.export import EXPORTERS, exporter, with_names_of_their_own
from citations.export_bibtex import escaped
from citations.export_csv import COLUMNS, harmless, to_csv
from evidence.bibliography import Kept, KeptPart, kept_json, read_kept
from evidence.errors import UsageError
from evidence.model import Author, Document, Identifiers, Journal, Link, MeshHeading, Notice, Published, Section, Term
from evidence.state_notes import noted
from indexers.files.latex import plain
from tests.bibliographic import documents, words

TITLE = "Aspirin & bleeding: a fictional 100% {trial}_1"
TEXT = f"{TITLE}\n\nIt bleeds.\nWe counted."
TRIAL = Document(
    id="pubmed:123",
    title=TITLE,
    text=TEXT,
    source="pubmed",
    form="pubmed-xml",
    sections=(
        Section("Title", 0, len(TITLE)),
        Section("BACKGROUND", len(TITLE) + 2, len(TITLE) + 12, "BACKGROUND"),
        Section("METHODS", len(TITLE) + 13, len(TEXT), "METHODS"),
    ),
    published=Published("2019-03-05", "day", "ArticleDate"),
    authors=(
        Author("Muster", "Erika Anna", "EA"),
        Author("Doe", "John", "J", suffix="Jr"),
        Author(collective="The Invented Investigators"),
    ),
    journal=Journal("Journal of Invented Results", "J Invent Res", "1234-567X", "12", "3", "697-704"),
    identifiers=Identifiers("123", "PMC9", "10.1234/a_b"),
    languages=("eng",),
    publication_types=(Term("D016428", "Journal Article"), Term("D016449", "Randomized Controlled Trial")),
    mesh=(MeshHeading("", "Aspirin", True, (Term("", "adverse effects"),)), MeshHeading("", "Humans")),
    keywords=("aspirin", "bleeding, major"),
    url="https://pubmed.ncbi.nlm.nih.gov/123/",
)
OTHERS = ("pubmed:123", "file:mine/a", "file:yours/a", "file:mine/ü{b}, c", "guideline:who/x@2020")


def export(form: str, *documents_: Document) -> str:
    return EXPORTERS[form](with_names_of_their_own(map(entry_of, documents_)))


def test_ris_by_hand() -> None:
    """Every field on a line of its own, in the tags of Zotero and EndNote; PMID in AN with its database."""
    assert export("ris", TRIAL).splitlines()[:-2] == [
        "TY  - JOUR",
        "ID  - pmid123",
        f"TI  - {TITLE}",
        "AU  - Muster, Erika Anna",
        "AU  - Doe, John, Jr",
        "AU  - The Invented Investigators",
        "PY  - 2019",
        "DA  - 2019/03/05/",
        "T2  - Journal of Invented Results",
        "J2  - J Invent Res",
        "SN  - 1234-567X",
        "VL  - 12",
        "IS  - 3",
        "SP  - 697",
        "EP  - 704",
        "DO  - 10.1234/a_b",
        "AN  - 123",
        "DB  - PubMed",
        "C2  - PMC9",
        "LA  - eng",
        "M3  - Journal Article",
        "M3  - Randomized Controlled Trial",
        "KW  - aspirin",
        "KW  - bleeding, major",
        "AB  - BACKGROUND: It bleeds. METHODS: We counted.",
        "UR  - https://pubmed.ncbi.nlm.nih.gov/123/",
    ]
    assert export("ris", TRIAL).splitlines()[-1] == "ER  - "


def test_bibtex_by_hand() -> None:
    """LaTeX's own characters escaped, braces balanced, the group in braces, the page range with two hyphens."""
    lines = export("bibtex", TRIAL).splitlines()
    assert lines[0] == "@article{pmid123,"
    for line in (
        r"  title = {{Aspirin \& bleeding: a fictional 100\% \textbraceleft{}trial\textbraceright{}\_1}},",
        "  author = {Muster, Erika Anna and Doe, Jr, John and {The Invented Investigators}},",
        "  journal = {Journal of Invented Results},",
        "  month = mar,",
        "  pages = {697--704},",
        "  doi = {10.1234/a_b},",
        "  pmid = {123},",
        "  keywords = {aspirin, {bleeding, major}},",
        "  pubtypes = {Journal Article; Randomized Controlled Trial},",
        "  abstract = {BACKGROUND: It bleeds. METHODS: We counted.},",
    ):
        assert line in lines


def test_csl_by_hand() -> None:
    """Names taken apart, date parts as numbers, identifiers under the names that Zotero gives them."""
    (item,) = json.loads(export("csl-json", TRIAL))
    assert item["id"] == "pmid123"
    assert item["type"] == "article-journal"
    assert item["author"] == [
        {"family": "Muster", "given": "Erika Anna"},
        {"family": "Doe", "given": "John", "suffix": "Jr"},
        {"literal": "The Invented Investigators"},
    ]
    assert item["issued"] == {"date-parts": [[2019, 3, 5]]}
    assert (item["PMID"], item["PMCID"], item["DOI"], item["page"]) == ("123", "PMC9", "10.1234/a_b", "697-704")


def test_nbib_by_hand_and_by_biopython() -> None:
    """No line is wrapped, whatever its length (Zotero takes "AB - " in a wrapped line for a field)."""
    long = replace(TRIAL, text=f"{TITLE}\n\n" + "word " * 500 + "end", sections=())
    text = export("nbib", TRIAL, long)
    assert all(len(line) > 6 and line[4] == "-" for line in text.splitlines() if line)
    first, second = Medline.parse(io.StringIO(text))
    assert (first["PMID"], first["TI"], first["FAU"]) == ("123", TITLE, ["Muster, Erika Anna", "Doe, John Jr"])
    assert (first["AU"], first["CN"], first["DP"]) == (
        ["Muster EA", "Doe J Jr"],
        ["The Invented Investigators"],
        "2019 Mar 5",
    )
    assert (first["MH"], first["AID"]) == (["Aspirin/*adverse effects", "Humans"], ["10.1234/a_b [doi]"])
    assert second["AB"].endswith("word end")


def test_csv_by_hand() -> None:
    """One row a document under a header that names every column."""
    header, row = csv.reader(io.StringIO(export("csv", TRIAL)))
    cells = dict(zip(header, row, strict=True))
    assert tuple(header) == COLUMNS
    assert (cells["id"], cells["pmid"], cells["title"], cells["year"]) == ("pubmed:123", "123", TITLE, "2019")
    assert cells["authors"] == "Muster, Erika Anna; Doe, John, Jr; The Invented Investigators"
    assert cells["abstract"] == "BACKGROUND: It bleeds. METHODS: We counted."


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "\r="])
def test_no_cell_is_a_formula(start: str) -> None:
    """Whatever a spreadsheet would compute begins with an apostrophe, in every column."""
    attack = f"{start}HYPERLINK(1)"
    assert harmless(attack) == f"'{attack}"
    hostile = replace(TRIAL, title=attack, journal=Journal(*[attack] * 6), keywords=(attack,))
    for row in csv.reader(io.StringIO(to_csv([entry_of(hostile)]))):
        assert [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))] == []
    assert harmless("p = 0.05") == "p = 0.05"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(several=st.lists(documents(), min_size=1, max_size=3, unique_by=lambda d: d.id))
def test_rispy_reads_our_ris(several: list[Document]) -> None:
    """As many records, with the same titles, families and keywords."""
    theirs = rispy.loads(export("ris", *several))
    assert [each["title"] for each in theirs] == [d.title for d in several]
    for each, document in zip(theirs, several, strict=True):
        names = [a.collective or a.family for a in document.authors]
        assert [n for n, printed in zip(names, each.get("authors", []), strict=True) if not printed.startswith(n)] == []
        assert tuple(each.get("keywords", ())) == document.keywords
        assert each.get("doi", "") == document.identifiers.doi


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(several=st.lists(documents(), min_size=1, max_size=3, unique_by=lambda d: d.id))
def test_bibtexparser_reads_our_bibtex(several: list[Document]) -> None:
    """No block fails, the keys are unique, and with LaTeX undone the titles are the same."""
    theirs = bibtexparser.parse_string(export("bibtex", *several))
    assert theirs.failed_blocks == []
    assert [plain(entry["title"]) for entry in theirs.entries] == [d.title for d in several]
    assert len({entry.key for entry in theirs.entries}) == len(several)


@given(text=words)
def test_escapes_keep_braces_balanced(text: str) -> None:
    """TeX counts braces even after a backslash, so none of the text's own is left as it is."""
    assert escaped(text).count("{") == escaped(text).count("}")
    assert "\\{" not in escaped(text)
    assert plain(escaped(text)) == text


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl-json"])
def test_keys_are_unique_and_stable(form: str) -> None:
    """Two collections' documents of one name stay apart; the same documents get the same keys again."""
    several = [replace(TRIAL, id=each, identifiers=Identifiers()) for each in OTHERS]
    text = export(form, *several)
    assert text == export(form, *several)
    if form == "csl-json":
        keys = [item["id"] for item in json.loads(text)]
    elif form == "ris":
        keys = [each["id"] for each in rispy.loads(text)]
    else:
        keys = [entry.key for entry in bibtexparser.parse_string(text).entries]
    assert len(keys) == len({key.casefold() for key in keys}) == len(OTHERS)


@pytest.mark.parametrize("form", EXPORTERS)
def test_empty_and_withheld(form: str) -> None:
    """Nothing is nothing; an abstract that may not be passed on is in no format's text, the rest of the record is."""
    assert len(EXPORTERS[form]([])) < 200
    text = EXPORTERS[form]([without_abstract(entry_of(TRIAL))])
    assert "It bleeds" not in text
    assert "METHODS" not in text
    assert "123" in text


def test_full_text_is_no_abstract() -> None:
    """Of an article's full text only the section that is called an abstract is exported."""
    whole = "T\n\nShort.\nLong body."
    sections = (Section("Title", 0, 1), Section("Abstract", 3, 9), Section("Methods", 10, 20))
    article = replace(TRIAL, form="jats", title="T", text=whole, sections=sections)
    assert entry_of(article).abstract_text == "Short."
    page = replace(article, form="html", sections=(Section("Title", 0, 1), Section("Methods", 10, 20)))
    assert entry_of(page).abstract == ()


def test_unknown_format() -> None:
    """An unknown name lists those there are."""
    with pytest.raises(UsageError, match="ris, nbib, bibtex, csl-json, csv"):
        exporter("endnote")


@given(text=st.text())
def test_kept_is_one_harmless_line(text: str) -> None:
    """What no field holds survives in ASCII, on one line, with the braces of its strings escaped."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    kept = Kept(name=text, vernacular=text, parts=(KeptPart(text, "", 3, (1,)),), authors=(Author(text),))
    line = kept_json(kept)
    assert line.isascii() and line.isprintable()
    assert line.count("{") == line.count("}") == 3
    assert read_kept(line) == kept


@pytest.mark.parametrize("text", ["", "x", "[1]", '{"parts": 3}', "{" * 100_000, '{"name": {}}'])
def test_foreign_kept_is_nothing(text: str) -> None:
    """Something else in that field is passed over."""
    assert read_kept(text) == Kept()


RETRACTED = replace(TRIAL, status="retracted", notices=(Notice("retracted", "pubmed:77", "pubmed"),))


def test_no_retracted_article_leaves_as_a_clean_reference() -> None:
    """Every format says so in words that people see, and names the notice."""
    note = "RETRACTED (notice: pubmed:77)"
    assert f"N1  - {note}" in export("ris", RETRACTED).splitlines()
    assert f"  note = {{{note}}}," in export("bibtex", RETRACTED).splitlines()
    assert json.loads(export("csl-json", RETRACTED))[0]["note"] == note
    lines = export("nbib", RETRACTED).splitlines()
    assert "PT  - Retracted Publication" in lines
    assert "RIN - RETRACTED. PMID: 77" in lines
    (row,) = csv.DictReader(io.StringIO(export("csv", RETRACTED)))
    assert (row["status"], row["status_by"]) == ("retracted", "pubmed:77")
    for form in EXPORTERS:
        assert "retracted" not in export(form, TRIAL).casefold()


@pytest.mark.parametrize(
    ("changes", "note", "field"),
    [
        ({"status": "concern", "links": (Link("ExpressionOfConcernIn", "pubmed:5"),)},
         "EXPRESSION OF CONCERN (notice: pubmed:5)", "ECI - EXPRESSION OF CONCERN. PMID: 5"),
        ({"status": "superseded", "links": (Link("UpdateIn", "pubmed:6"),)},
         "SUPERSEDED (by: pubmed:6)", "UIN - SUPERSEDED. PMID: 6"),
        ({"status": "retracted", "notices": (Notice("retracted", "10.1000/x", "crossref"),)},
         "RETRACTED (notice: 10.1000/x)", "RIN - RETRACTED. 10.1000/x"),
        ({"status": "retracted"}, "RETRACTED", "RIN - RETRACTED"),
    ],
)  # fmt: skip
def test_other_states(changes: dict[str, Any], note: str, field: str) -> None:
    """A concern, a newer version, a notice that only a DOI names, and one that nobody names."""
    changed = replace(TRIAL, **changes)
    assert f"N1  - {note}" in export("ris", changed).splitlines()
    assert field in export("nbib", changed).splitlines()
    assert noted(note) == changed.status


def test_a_guideline_goes_with_its_body_and_edition() -> None:
    """The body that issues it is the collective author, once, after the persons who are named."""
    body = Author(collective="Imaginary College")
    guideline = replace(TRIAL, authors=(), organisation="Imaginary College", edition="Version 2.1")
    assert entry_of(guideline).authors == (body,)
    assert entry_of(replace(guideline, authors=(body,))).authors == (body,)
    assert entry_of(replace(guideline, authors=TRIAL.authors)).authors == (*TRIAL.authors, body)
    ris = export("ris", guideline).splitlines()
    assert "AU  - Imaginary College" in ris
    assert "ET  - Version 2.1" in ris
    assert "  author = {{Imaginary College}}," in export("bibtex", guideline).splitlines()
    assert "  edition = {Version 2.1}," in export("bibtex", guideline).splitlines()
    (item,) = json.loads(export("csl-json", guideline))
    assert (item["author"], item["edition"]) == ([{"literal": "Imaginary College"}], "Version 2.1")
    assert "EN  - Version 2.1" in export("nbib", guideline).splitlines()
    (row,) = csv.DictReader(io.StringIO(export("csv", guideline)))
    assert (row["authors"], row["edition"]) == ("Imaginary College", "Version 2.1")
