"""RIS: every field by hand, what other programs write, and what a hostile file may try. All records are fictional."""

import io
from pathlib import Path

import pytest
import rispy

from evidence.model import Author, Document, Identifiers, Journal, Published
from indexers.files.kind import kind_of
from indexers.files.lines import MAX_LINE
from indexers.files.read import read_file
from indexers.files.ris import read_ris
from indexers.files.ris_records import MAX_FIELDS
from indexers.intake import Refused

RECORD = """TY  - JOUR
ID  - Muster2019
T1  - Aspirin and bleeding: a fictional trial
AU  - Muster, Erika Anna
A1  - Doe, John, Jr
AU  - Smith JA
AU  - World Health Organization
AU  - The INVENTED Investigators
PY  - 2019
DA  - 2019/03/05/
T2  - Journal of Invented Results
J2  - J Invent Res
SN  - 1234-567X
VL  - 12
IS  - 3
SP  - 697
EP  - 704
DO  - https://doi.org/10.1234/AbC.1
LA  - English
KW  - aspirin
KW  - bleeding, major
AB  - BACKGROUND: It bleeds. METHODS: We counted 12 patients,
 wrapped by an old program.
UR  - https://example.org/a;b
ER  -
"""


def read(text: str | bytes) -> list[Document | Refused]:
    return list(read_ris(io.BytesIO(text.encode() if isinstance(text, str) else text), "mine"))


def one(text: str | bytes) -> Document:
    (found,) = read(text)
    assert isinstance(found, Document), found
    return found


def titles(items: list[Document | Refused]) -> list[str]:
    return [item.title if isinstance(item, Document) else "refused" for item in items]


def test_every_field_by_hand() -> None:
    """Names in all their forms, a DOI as an address, a wrapped line, a labelled abstract, an address with ";"."""
    found = one(RECORD)
    assert (found.id, found.source, found.form) == ("file:mine/Muster2019", "mine", "ris")
    title = "Aspirin and bleeding: a fictional trial"
    assert found.text == f"{title}\n\nIt bleeds.\nWe counted 12 patients, wrapped by an old program."
    assert [s.label for s in found.sections] == ["Title", "BACKGROUND", "METHODS"]
    assert found.authors == (
        Author("Muster", "Erika Anna", "EA"),
        Author("Doe", "John", "J", suffix="Jr"),
        Author("Smith", "", "JA"),
        Author(collective="World Health Organization"),
        Author(collective="The INVENTED Investigators"),
    )
    assert found.journal == Journal("Journal of Invented Results", "J Invent Res", "1234-567X", "12", "3", "697-704")
    assert found.published == Published("2019-03-05", "day", "DA")
    assert found.identifiers == Identifiers(doi="10.1234/AbC.1")
    assert (found.languages, found.keywords) == (("eng",), ("aspirin", "bleeding, major"))
    assert [t.name for t in found.publication_types] == ["Journal Article"]
    assert found.url == "https://example.org/a;b"


@pytest.mark.parametrize(
    ("fields", "identifier"),
    [
        ("AN  - 123\nDB  - PubMed", "pubmed:123"),
        ("AN  - 0123\nDP  - National Library of Medicine", "pubmed:123"),
        ("AN  - 123\nDB  - MEDLINE", "pubmed:123"),
        ("AN  - 123\nDB  - Embase", "file:mine/k"),
        ("AN  - 123", "file:mine/k"),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/123/", "pubmed:123"),
        ("UR  - http://www.ncbi.nlm.nih.gov/pubmed/123", "pubmed:123"),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/?term=123", "file:mine/k"),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov.example.org/123", "file:mine/k"),
        ("C2  - PMC128915", "pmc:PMC128915"),
        ("C2  - 128915", "file:mine/k"),
        ("N1  - PMID: 123", "pubmed:123"),
        ("N1  - cites PMID: 123 in its text", "file:mine/k"),
        ("DO  - 10.1234/31883958", "file:mine/k"),
    ],
)
def test_identifier_is_never_guessed(fields: str, identifier: str) -> None:
    """A PMID only from a field that says it is one; a bare number, another database's or a cited one never is."""
    assert one(f"TY  - JOUR\nID  - k\nTI  - T\n{fields}\nER  - \n").id == identifier


def test_name_without_a_key() -> None:
    """The DOI names a record that has no ID, the title one that has neither; the same on every reading."""
    assert one("TY  - JOUR\nTI  - A b\nDO  - 10.1234/Ab\nER  - ").id == "file:mine/10.1234/ab"
    assert one("TY  - JOUR\nTI  - A b\nER  - ").id == "file:mine/A%20b"


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("PY  - 2019", "2019"),
        ("PY  - 2019///", "2019"),
        ("PY  - 2019/03//", "2019-03"),
        ("Y1  - 2019/03/05/Spring", "2019-03-05"),
        ("PY  - 2019\nDA  - 2019-03-05", "2019-03-05"),
        ("PY  - 2019\nDA  - 5 Mar", "2019-03-05"),
        ("PY  - 2019\nDA  - MAR", "2019-03"),
        ("PY  - 2019\nDA  - 2020/01/01", "2019"),
        ("PY  - 2019/13/45", "2019"),
        ("PY  - in press", ""),
    ],
)
def test_dates(given: str, date: str) -> None:
    """As precise as the record is, and never of another year than PY says."""
    assert one(f"TY  - JOUR\nTI  - T\n{given}\nER  - ").published.date == date


def test_record_ends() -> None:
    """Without its ER a record ends where the next begins, or the file does: none is lost, none swallows another."""
    text = "TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nER  - \nTY  - JOUR\nTI  - Three"
    assert titles(read(text)) == ["One", "Two", "Three"]


def test_one_bad_record_costs_no_other() -> None:
    """A record without title and abstract is refused by its key and line; those around it are read."""
    text = "TY  - JOUR\nTI  - One\nER  - \nTY  - JOUR\nID  - empty\nAU  - X\nER  - \nTY  - JOUR\nTI  - Two\nER  - "
    first, bad, last = read(text)
    assert isinstance(bad, Refused)
    assert (bad.record, "neither a title nor an abstract" in bad.reason) == ("empty (line 4)", True)
    assert titles([first, last]) == ["One", "Two"]


def test_repeated_records() -> None:
    """The same record twice is refused; two records under one key are both kept, as is fit for a careless numbering."""
    same = "TY  - JOUR\nID  - 1\nTI  - One\nER  - \n"
    other = "TY  - JOUR\nID  - 1\nTI  - Two\nER  - \n"
    assert titles(read(same + other + same)) == ["One", "Two", "refused"]
    first, second = (d.id for d in read(same + other) if isinstance(d, Document))
    assert first == "file:mine/1"
    assert second.startswith("file:mine/1~")


def test_encodings(tmp_path: Path) -> None:
    """A byte order mark, the line ends of any system, and windows-1252; UTF-16 is refused with what to do."""
    text = "TY  - JOUR\nTI  - Über Aglaé\nER  - \n"
    for data in (
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
        text.encode("windows-1252"),
    ):
        path = tmp_path / "mine.ris"
        path.write_bytes(data)
        assert titles(list(read_file(path))) == ["Über Aglaé"]
    (refused,) = read(text.encode("utf-16"))
    assert isinstance(refused, Refused)
    assert "UTF-8" in refused.reason


def test_unknown_tags_and_text_around_records() -> None:
    """What stands before the first record or between two belongs to none; an unknown tag is passed over."""
    text = "Provider: Invented\nContent: text\n\nTY  - JOUR\nTI  - One\nZ9  - what\nER  - \nstray\nTY  - JOUR\nTI  - Two\nER  - "
    assert kind_of(text.encode()) == "ris"
    assert titles(read(text)) == ["One", "Two"]


def test_hidden_and_marked_up_text_is_defused() -> None:
    """Characters that nobody sees do not get into the text."""
    assert one("TY  - JOUR\nTI  - Plain\u202e\u200b text\x00\nER  - ").title == "Plain text"


def test_endless_line_and_record() -> None:
    """A line or a record that is too long is refused by its line, in bounded memory, and the next is read."""
    last = "\nER  - \nTY  - JOUR\nTI  - Two\nER  - "
    long = "TY  - JOUR\nTI  - One\nAB  - " + "x" * (MAX_LINE + 10)
    many = "TY  - JOUR\nTI  - One\n" + "AU  - A, B\n" * (MAX_FIELDS + 10)
    wrapped = "TY  - JOUR\nTI  - One\nAB  - x\n" + ("y" * 1_000_000 + "\n") * 12
    for text in (long, many, wrapped):
        assert titles(read(text + last)) == ["refused", "Two"]


def test_agrees_with_rispy() -> None:
    """rispy, which reads sound files, finds the same title, names, year, DOI and keywords."""
    (theirs,) = rispy.loads(RECORD)
    ours = one(RECORD)
    assert theirs["primary_title"] == ours.title
    assert theirs["year"] == ours.published.date[:4]
    assert theirs["doi"].endswith(ours.identifiers.doi)
    assert tuple(theirs["keywords"]) == ours.keywords
    assert len(theirs["authors"]) + len(theirs["first_authors"]) == len(ours.authors)
    assert (theirs["volume"], theirs["start_page"]) == (ours.journal.volume, "697")


def test_state_in_words() -> None:
    """The kind of record implies its publication type where M3 names none; a preprint is one where it says so."""
    assert [t.name for t in one("TY  - RPRT\nTI  - T\nER  - ").publication_types] == ["Technical Report"]
    assert one("TY  - GEN\nTI  - T\nER  - ").publication_types == ()
    assert one("TY  - UNPB\nTI  - T\nDB  - medRxiv\nER  - ").is_preprint
    assert not one("TY  - UNPB\nTI  - T\nER  - ").is_preprint
    assert one("TY  - JOUR\nTI  - T\nM3  - Randomized Controlled Trial\nER  - ").design == "rct"


@pytest.mark.parametrize(
    ("fields", "is_preprint"),
    [
        ("TY  - JOUR\nJF  - medRxiv", True), ("TY  - JOUR\nJO  - bioRxiv", True), ("TY  - JOUR\nT2  - Research Square", True),
        ("TY  - JOUR\nT2  - Preprints\nJA  - Preprints.org", True), ("TY  - GEN\nPB  - arXiv", True),
        ("TY  - JOUR\nDO  - 10.1101/2020.03.22.20040956", True), ("TY  - UNPB\nDP  - SSRN", True),
        ("TY  - JOUR\nJF  - F1000Research", False), ("TY  - JOUR\nJF  - Genome Res\nDO  - 10.1101/gr.1.2", False),
        ("TY  - JOUR\nJF  - BMJ\nDB  - medRxiv", False),
    ],
)  # fmt: skip
def test_a_preprint_by_where_it_appeared(fields: str, is_preprint: bool) -> None:
    """Servers' own exports call it JOUR. The database alone makes no preprint of a journal's article."""
    assert one(f"{fields}\nTI  - T\nER  - ").is_preprint is is_preprint


def test_the_state_that_an_export_of_ours_notes() -> None:
    """A note is one only whole; a remark that speaks of a retraction is a remark."""
    assert one("TY  - JOUR\nTI  - T\nN1  - RETRACTED (notice: pubmed:9)\nER  - ").status == "retracted"
    assert one("TY  - JOUR\nTI  - T\nN1  - mine\nN1  - SUPERSEDED\nER  - ").status == "superseded"
    assert one("TY  - JOUR\nTI  - T\nN1  - RETRACTED papers cite this\nER  - ").status == "current"
