"""RIS, BibTeX, CSL-JSON and NBIB: what is written is read again as it was.

In RIS, BibTeX and CSL-JSON all of these fields come back equal: id, title, text, sections (offsets, labels, categories),
authors, journal, date with its precision, identifiers, languages, vernacular title, publication types by name, keywords,
preprint or not, address. None of the three has room for: from which element a date was read, the ids of publication
types, MeSH headings (and so a design that rests on them alone), substances, grants, trial registrations, and links to
other records. A record with a PMID or a PMCID and no address of its own gets the address of that. An id of another
kind than PMID, PMCID and file becomes a file's.

NBIB has, besides, no room for a record without PMID and PMCID (it is refused), an address of its own, a category or
free label of a section (the words of the abstract come back, in one string), a journal whose title is missing while its
abbreviation is there, and names that its own conventions take for something else.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citations.entry import entry_of
from citations.export import EXPORTERS, with_names_of_their_own
from evidence.model import Author, Document, Identifiers, Journal, Notice, Published, Status
from indexers.files.bibtex import read_bibtex
from indexers.files.csl import read_csl
from indexers.files.nbib import read_nbib
from indexers.files.ris import read_ris
from indexers.intake import Refused
from tests.bibliographic import COLLECTION, dates, documents
from tests.fakes import document

Reader = Callable[[BinaryIO, str], Iterator[Document | Refused]]
READERS: dict[str, Reader] = {"ris": read_ris, "bibtex": read_bibtex, "csl-json": read_csl, "nbib": read_nbib}
WHOLE = ("ris", "bibtex", "csl-json")  # formats that hold every field
EQUAL = (
    "id", "title", "text", "sections", "authors", "journal", "identifiers", "languages", "vernacular_title", "keywords",
    "is_preprint", "url",
)  # fmt: skip


def again(form: str, *written: Document, collection: str = COLLECTION) -> list[Document | Refused]:
    """What the format's reader makes of what its writer wrote."""
    text = EXPORTERS[form](with_names_of_their_own(map(entry_of, written)))
    return list(READERS[form](io.BytesIO(text.encode()), collection))


def facts(document: Document) -> dict[str, object]:
    """The fields that have to come back."""
    return {name: getattr(document, name) for name in EQUAL} | {
        "date": (document.published.date, document.published.precision),
        "types": [term.name for term in document.publication_types],
    }


@pytest.mark.parametrize("form", WHOLE)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(document=documents())
def test_every_field_comes_back(form: str, document: Document) -> None:
    """For every document and each of the three formats; the fields that have no room are named at the top."""
    (found,) = again(form, document)
    assert isinstance(found, Document)
    assert facts(found) == facts(document)


@pytest.mark.parametrize("form", WHOLE)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(several=st.lists(documents(), max_size=5, unique_by=lambda d: d.id))
def test_no_record_swallows_another(form: str, several: list[Document]) -> None:
    """As many come back as were written, in their order, whatever their texts hold."""
    found = again(form, *several)
    assert [d.title if isinstance(d, Document) else d for d in found] == [d.title for d in several]


NBIB_NAMES = st.sampled_from(
    [
        Author("Hellinger", "Frank R", "FR", suffix="Jr"),
        Author("de Hoon", "M J L", "MJ"),
        Author("Smith", "", "JA"),
        Author(collective="STRATIS Investigators"),
        Author("李", "明", "明"),
    ]
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    document=documents(),
    authors=st.lists(NBIB_NAMES, max_size=3),
    pmid=st.integers(1, 99_999_999),
    date=st.one_of(st.just(""), dates, dates.map(lambda day: day[:7]), dates.map(lambda day: day[:4])),
)
def test_nbib_comes_back(document: Document, authors: list[Author], pmid: int, date: str) -> None:
    """Identifiers, title, words of the abstract, authors, journal, date, languages, types and keywords."""
    from dataclasses import replace

    precision = {0: "", 4: "year", 7: "month", 10: "day"}[len(date)]
    fields = {
        "authors": tuple(authors),
        "identifiers": Identifiers(str(pmid), document.identifiers.pmcid, "10.1234/a_b.c"),
        "published": Published(date, precision),  # type: ignore[arg-type]
        "journal": Journal("Stroke; a journal", "Stroke", "0039-2499", "50", "3 Suppl", "697-704"),
        "keywords": tuple(dict.fromkeys(k.lstrip("*") for k in document.keywords if k.lstrip("*"))),
    }
    written = replace(document, id=f"pubmed:{pmid}", **fields)
    (found,) = again("nbib", written)
    assert isinstance(found, Document)
    kept = ("id", "title", "authors", "journal", "identifiers", "languages", "vernacular_title")
    assert [getattr(found, name) for name in kept] == [getattr(written, name) for name in kept]
    assert (found.published.date, found.published.precision) == (date, precision)
    assert [term.name for term in found.publication_types] == [term.name for term in written.publication_types]
    assert found.keywords == tuple(k.strip() for k in written.keywords)
    words = (entry_of(each).abstract_text for each in (written, found))
    assert len({"".join(c for c in text if c.isalnum()) for text in words}) == 1


@pytest.fixture(scope="module")
def records(shared: Path) -> list[Document]:
    """Every record of the real NBIB files."""
    found: list[Document] = []
    for path in sorted((shared / "nbib").iterdir()):
        with path.open("rb") as stream:
            read = list(read_nbib(stream, COLLECTION))
        assert [r for r in read if isinstance(r, Refused)] == []
        found += [r for r in read if isinstance(r, Document)]
    return found


@pytest.mark.parametrize("form", [*WHOLE, "nbib"])
def test_real_records_come_back(form: str, records: list[Document]) -> None:
    """87 records from NBIB through each format, each for itself: the same fields, structured abstracts included."""
    assert len(records) == 87
    for record in records:
        (found,) = again(form, record)
        assert isinstance(found, Document)
        assert facts(found) == facts(record)


def test_locators_are_apart(records: list[Document]) -> None:
    """No DOI has a blank, a bracket or the publisher's own number in it: LID's two are taken apart."""
    dois = [record.identifiers.doi for record in records if record.identifiers.doi]
    assert len(dois) > 70
    assert [doi for doi in dois if not doi.startswith("10.") or set(doi) & set(" []")] == []


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("status", ["retracted", "concern", "superseded", "current"])
@pytest.mark.parametrize("by", ["pubmed:77", "10.1000/a(1)2", ""])
def test_a_state_comes_back(form: str, status: Status, by: str) -> None:
    """What somebody else says of a record goes out with it, and the one who reads it in knows it too."""
    notices = (Notice(status, by, "pubmed"),) if status != "current" else ()
    written = document(1, identifiers=Identifiers("1"), status=status, notices=notices)
    (found,) = again(form, written)
    assert isinstance(found, Document)
    assert (found.id, found.title, found.status) == (written.id, written.title, status)
