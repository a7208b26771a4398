"""Exports of hostile records: whatever stands in a field, other programs read as many records, and the same title."""

import csv
import io
import json

import bibtexparser
import pytest
import rispy
from Bio import Medline

from citations.entry import entry_of
from citations.export import EXPORTERS, with_names_of_their_own
from citations.export_csv import harmless
from evidence.model import Author, Document, Journal
from indexers.files.bibtex import read_bibtex
from indexers.files.csl import read_csl
from indexers.files.latex import plain
from indexers.files.nbib import read_nbib
from indexers.files.ris import read_ris
from tests.fakes import document

READERS = {"ris": read_ris, "nbib": read_nbib, "bibtex": read_bibtex, "csl-json": read_csl}
HOSTILE = (
    "Aspirin\nTI  - another title", "Aspirin\r\nER  - \r\nTY  - JOUR", "Aspirin\nPMID- 99\nTI  - y", "Aspirin\n\nPMID- 3",
    "AB  - ", "ER  -", "TI  - in", "@article{x, title = {y}}", "%comment", "{a} } { \\ % $x$ #_^~", "a\\", "\\textbackslash{}",
    "\"quoted\" 'x' ``y''", "=1+1", "@SUM(A1)", "-1", "tab\tin it", "\u200fRTL עברית", "🧪 emoji", "x" * 5000, "w " * 2500 + "end",
    "a and b", "a; b", "</i><b>", "&lt;", "|", "''", "--- -- -", "'=1",
)  # fmt: skip
BREAKS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85")  # what programs end a line at


def hostile(text: str) -> Document:
    """The text wherever a record holds text."""
    return document(
        7, title=text, body=f"Body {text} body", authors=(Author(text, "Jo", "J"), Author(collective=text)),
        journal=Journal(text, text, "", text, text, text), keywords=(text, "z"), organisation=f"Body {text}", edition=text,
    )  # fmt: skip


def export(form: str, text: str) -> str:
    return EXPORTERS[form](with_names_of_their_own(map(entry_of, (hostile(text), document(8, title="Second")))))


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_others_read_two_records_with_their_titles(text: str) -> None:
    """rispy, Biopython's Medline, bibtexparser, Python's csv and json."""
    ris = rispy.loads(export("ris", text))
    nbib = [each for each in Medline.parse(io.StringIO(export("nbib", text))) if each]
    bibtex = bibtexparser.parse_string(export("bibtex", text))
    csl = json.loads(export("csl-json", text))
    table = list(csv.DictReader(io.StringIO(export("csv", text), newline="")))
    assert bibtex.failed_blocks == []
    assert [words(each["title"]) for each in ris] == [words(text), "Second"]
    assert [words(each["TI"]) for each in nbib] == [words(text), "Second"]
    assert [words(plain(each["title"])) for each in bibtex.entries] == [words(text), "Second"]
    assert [words(row["title"]).removeprefix("'") for row in table] == [words(text).removeprefix("'"), "Second"]
    assert [each["id"] for each in csl] == ["pmid7", "pmid8"]


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_we_read_them_again(text: str, form: str) -> None:
    """Our own readers give the same two titles."""
    found = list(READERS[form](io.BytesIO(export(form, text).encode()), "again"))
    titles = [words(each.title) for each in found if isinstance(each, Document)]
    assert titles == [words(text.replace("\u200f", "") if text.startswith("\u200f") else text), "Second"]


@pytest.mark.parametrize("form", ["ris", "nbib"])
@pytest.mark.parametrize("line_break", BREAKS)
def test_no_character_of_a_record_begins_a_line(line_break: str, form: str) -> None:
    """Whatever a program ends a line at, none begins with a tag that a record smuggled in (zotero/translators 2224)."""
    text = export(form, f"Aspirin{line_break}TI  - planted{line_break}AU  - planted")
    assert len(text.splitlines()) == len(text.split("\n")) - 1
    assert [line for line in text.splitlines() if line[6:].startswith("planted")] == []


@pytest.mark.parametrize("unseen", ["\u2003", "\u200b", "\ufeff", "\u200f", "\u2060", "\u202e", " \u200b "])
def test_a_formula_behind_what_cannot_be_seen(unseen: str) -> None:
    """Gets its apostrophe as well; words behind the same characters do not."""
    assert harmless(f"{unseen}=HYPERLINK(1)") == f"'{unseen}=HYPERLINK(1)"
    assert harmless(f"{unseen}word") == f"{unseen}word"


def test_a_cell_gives_no_orders_to_a_terminal() -> None:
    """Escape sequences are gone, line breaks stay within the cell's quotation marks."""
    assert harmless("a\x1b[31mb\x00c\nd") == "a[31mbc\nd"
