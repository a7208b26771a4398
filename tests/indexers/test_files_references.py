"""Files of references that mean harm, or are none: every reader ends, in documents or in refusals with a plain reason."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model import Document
from indexers.files.bibtex import read_bibtex
from indexers.files.bibtex_records import MAX_STARTS
from indexers.files.csl import read_csl
from indexers.files.languages import language_codes
from indexers.files.nbib import read_nbib
from indexers.files.ris import read_ris
from indexers.files.stated import MAX_TEXT
from indexers.intake import Refused

READERS = {"ris": read_ris, "bibtex": read_bibtex, "csl-json": read_csl}
PIECES = (
    "TY  - JOUR\n", "TI  - T\n", "ER  - \n", "C8  - ", "PY  - 2019\n", "@article{k,\n", "title = {", "}", "{", '"', ",", "=",
    "#", "@string{a = a # a}\n", "\\\\", "\\'", "$", "[", "]", '{"title": "T"}', '"author": [', "null", "1e999", "\n", "\r",
    '{"parts":[{"length":9}]}', "pmid = {1}", "author = {a and b}", "\\textit", "\u202e", "\ufeff", "é",
)  # fmt: skip
REPEATED = (
    "a",
    " ",
    "- ",
    "A ",
    "1",
    "\\",
    "and ",
    ",",
    ". methods /",
    "Methods: x. ",
    "{}",
    "$x$",
    "~",
    "<i>",
    "\t;",
    "[",
)

RIS_TAGS = ("AB", "AU", "SN", "PY", "DA", "UR", "DO", "LA", "N1", "C8", "AN", "DB", "SP")
BIBTEX_FIELDS = ("abstract", "author", "url", "doi", "pages", "keywords", "note", "issn", "date", "month")
CSL_FIELDS = ("abstract", "keyword", "note", "URL", "DOI", "PMID", "page", "ISSN", "language", "genre", "issued")


def sound(found: Document | Refused) -> bool:
    """Fit to be stored: UTF-8, sections within the text, an id without what breaks one; or a reason."""
    if isinstance(found, Refused):
        return bool(found.record.encode() and found.reason)
    found.text.encode()
    edges = [edge for section in found.sections for edge in (section.start, section.end)]
    return edges == sorted(edges) and all(e <= len(found.text) for e in edges) and not set(found.id) & set("# \n")


@pytest.mark.parametrize("form", READERS)
@given(data=st.one_of(st.binary(), st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode())))
def test_no_bytes_crash_a_reader(form: str, data: bytes) -> None:
    """Whatever a file holds."""
    assert all(map(sound, READERS[form](io.BytesIO(data), "mine")))


@pytest.mark.parametrize("piece", REPEATED)
def test_long_fields_are_read_in_linear_time(piece: str) -> None:
    """200,000 characters of what patterns may stumble over, in every field; in more than linear time this never ends."""
    long = piece * (200_000 // len(piece))
    ris = "TY  - JOUR\nTI  - T\n" + "".join(f"{tag}  - {long}\n" for tag in RIS_TAGS)
    bibtex = "@article{k, title = {T}" + "".join(f", {name} = {{{long}}}" for name in BIBTEX_FIELDS)
    item = {"title": "T", **dict.fromkeys(CSL_FIELDS, long), "author": [{"literal": long}, {"given": long}]}
    nbib = f"PMID- 1\nTI  - T\nAB  - methods {long}\nFAU - {long}\nAID - {long}\n"
    for reader, text in (
        (read_ris, ris),
        (read_bibtex, f"{bibtex}}}"),
        (read_csl, json.dumps([item])),
        (read_nbib, nbib),
    ):
        found = list(reader(io.BytesIO(text.encode()), "mine"))
        assert found
        assert all(map(sound, found))


def test_many_entries_on_one_line() -> None:
    """As many as are held at once are read; of more, the line is refused, and the next one is read."""
    few, many = "@misc{a, title={T}}" * 3, "@misc{a, title={T}}" * (MAX_STARTS + 1)
    first, *_ = read_bibtex(io.BytesIO(few.encode()), "mine")
    assert isinstance(first, Document)
    refused, last = read_bibtex(io.BytesIO(f"{many}\n@misc{{b, title={{U}}}}".encode()), "mine")
    assert isinstance(refused, Refused)
    assert isinstance(last, Document)


def test_endless_text() -> None:
    """A title that is no title is refused, and the next record is read."""
    items = [{"id": "long", "title": "x" * (MAX_TEXT + 1)}, {"title": "T"}]
    refused, last = read_csl(io.BytesIO(json.dumps(items).encode()), "mine")
    assert isinstance(refused, Refused)
    assert "long" in refused.record
    assert isinstance(last, Document)


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["English"], ("eng",)),
        (["en-US", "fr"], ("eng", "fre")),
        (["deu; spa"], ("ger", "spa")),
        (["eng and eng"], ("eng",)),
        (["mul"], ("mul",)),
        (["Klingon", ""], ()),
    ],
)
def test_languages(names: list[str], codes: tuple[str, ...]) -> None:
    """Names and codes of any kind become PubMed's, by which searches are filtered."""
    assert language_codes(names) == codes
