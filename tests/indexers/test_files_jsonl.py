"""JSONL files: BEIR's names and SciFact's own, ids, refusals by name, and any bytes at all."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Document, Identifiers, Published, Section, Term
from indexers.files.jsonl import own_names
from indexers.files.read import read_file
from indexers.intake import Refused
from tests.conftest import SHARED

SCIFACT = SHARED / "scifact" / "corpus.jsonl.gz"


def write(folder: Path, *lines: object, name: str = "trials.jsonl") -> Path:
    path = folder / name
    path.write_bytes(
        b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    )
    return path


def one(folder: Path, line: object, name: str = "trials.jsonl") -> Document:
    (document,) = read_file(write(folder, line, name=name))
    assert isinstance(document, Document)
    return document


def refusals(folder: Path, *lines: object) -> list[Refused]:
    return [found for found in read_file(write(folder, *lines)) if isinstance(found, Refused)]


def test_own_names_are_those_of_the_documents_that_are_read(tmp_path: Path) -> None:
    """By our id the line's own, whatever it holds; where an id comes twice, that of the line that is taken."""
    path = write(
        tmp_path,
        {"_id": "a/b c", "title": "One"},
        {"_id": "no text", "pmid": 7},
        {"_id": "taken", "pmid": "007", "title": "Two"},
        {"_id": "again", "pmid": 7, "title": "Three"},
        b"no json",
        {"pmid": 8, "title": "Four"},
    )
    with path.open("rb") as stream:
        names = own_names(stream, "trials")
    assert names == {"file:trials/a/b%20c": "a/b c", "pubmed:7": "taken", "pubmed:8": "8"}
    assert list(names) == [item.id for item in read_file(path) if isinstance(item, Document)]


def test_a_beir_line_becomes_title_blank_line_body(tmp_path: Path) -> None:
    document = one(tmp_path, {"_id": "7", "title": "Aspirin", "text": "It bled.\r\nTwice  so."})
    assert document == Document(
        id="file:trials/7",
        title="Aspirin",
        text="Aspirin\n\nIt bled.\nTwice  so.",
        source="trials",
        form="jsonl",
        sections=(Section("Title", 0, 7), Section("Body", 9, 28)),
    )


def test_scifacts_own_form_is_read(tmp_path: Path) -> None:
    document = one(tmp_path, {"doc_id": 4983, "title": "White matter", "abstract": ["One.", "Two."]})
    assert (document.id, document.text) == ("file:trials/4983", "White matter\n\nOne. Two.")


def test_without_a_body_the_title_is_the_text(tmp_path: Path) -> None:
    document = one(tmp_path, {"_id": "7", "title": "Aspirin", "text": None})
    assert (document.text, document.sections) == ("Aspirin", (Section("Title", 0, 7),))


def test_without_a_title_the_first_sentence_stands_in_and_the_text_is_the_body(tmp_path: Path) -> None:
    document = one(tmp_path, {"_id": "7", "text": "It bled 1.5 times. Then not."})
    assert (document.title, document.text) == ("It bled 1.5 times.", "It bled 1.5 times. Then not.")
    assert document.sections == (Section("Body", 0, 28),)


@pytest.mark.parametrize("pmid", [31883958, "31883958", " 031883958 ", 31883958.0])
def test_a_numeric_pmid_names_the_document(tmp_path: Path, pmid: object) -> None:
    document = one(tmp_path, {"_id": "7", "title": "T", "pmid": pmid, "url": "https://example.org"})
    assert document.id == "pubmed:31883958"
    assert document.identifiers == Identifiers(pmid="31883958")
    assert document.url == "https://pubmed.ncbi.nlm.nih.gov/31883958/"


@pytest.mark.parametrize("pmid", ["PMC128915", "WOS:A1997XU89300013", "", None, True, 0, -5, 1.5, [31883958]])
def test_what_is_no_pmid_never_becomes_one(tmp_path: Path, pmid: object) -> None:
    """PMC128915 read as PMID 128915, and "verified", is a real failure of a real tool."""
    document = one(tmp_path, {"_id": "7", "title": "T", "pmid": pmid})
    assert (document.id, document.identifiers.pmid) == ("file:trials/7", "")


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("a#1-2", "a%231-2"),
        ("a b", "a%20b"),
        ("a\tb", "a%09b"),
        ("a\u2028b", "a%E2%80%A8b"),
        ("5%", "5%25"),
        ("é/ü", "é/ü"),
    ],
)
def test_ids_are_safe_to_cite(tmp_path: Path, name: str, escaped: str) -> None:
    assert one(tmp_path, {"_id": name, "title": "T"}).id == f"file:trials/{escaped}"


def test_the_collection_is_the_stem_the_folder_or_the_argument(tmp_path: Path) -> None:
    line = {"_id": "7", "title": "T"}
    folder = tmp_path / "nfcorpus"
    folder.mkdir()
    assert one(folder, line, name="corpus.jsonl").id == "file:nfcorpus/7"
    assert one(folder, line, name="covid.v2.jsonl").id == "file:covid.v2/7"
    assert one(folder, line, name="no-ending").source == "no-ending"
    (named,) = read_file(folder / "corpus.jsonl", "mine")
    assert isinstance(named, Document)
    assert (named.id, named.source) == ("file:mine/7", "mine")


def test_gzip_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "trials.pdf"
    path.write_bytes(gzip.compress(b'{"_id": "7", "title": "T"}\n'))
    assert [found.id for found in read_file(path) if isinstance(found, Document)] == ["file:trials.pdf/7"]


def test_optional_fields_are_read_at_the_top_or_in_metadata(tmp_path: Path) -> None:
    document = one(
        tmp_path,
        {
            "_id": "7",
            "title": "T",
            "date": "2021-03",
            "doi": "10.1/x",
            "licence": "CC BY 4.0",
            "publication_types": ["Review", {"ui": "D016449", "name": "Randomized Controlled Trial"}, 5],
            "metadata": {"url": "https://example.org/7", "date": "1999"},
        },
    )
    assert document.published == Published("2021-03", "month", "date")
    assert (document.identifiers.doi, document.licence, document.url) == (
        "10.1/x",
        "CC BY 4.0",
        "https://example.org/7",
    )
    assert document.publication_types == (Term("", "Review"), Term("D016449", "Randomized Controlled Trial"))
    assert document.design == "rct"


def test_a_retracted_publication_is_retracted(tmp_path: Path) -> None:
    assert (
        one(tmp_path, {"_id": "7", "title": "T", "publication_types": ["Retracted Publication"]}).status == "retracted"
    )


@pytest.mark.parametrize(
    ("value", "published"),
    [
        (2021, Published("2021", "year", "year")),
        ("15 March 2021", Published("2021", "year", "year")),
        ("2021-02-30", Published("2021", "year", "year")),
        ("2021/3/5", Published("2021-03-05", "day", "year")),
        ("unknown", Published()),
        ([2021], Published()),
    ],
)
def test_dates_are_as_precise_as_they_are_stated(tmp_path: Path, value: object, published: Published) -> None:
    assert one(tmp_path, {"_id": "7", "title": "T", "year": value}).published == published


@pytest.mark.parametrize(
    ("line", "record", "reason"),
    [
        (b"[1, 2]", "line 2", "not an object"),
        (b'{"_id": ', "line 2", "not JSON"),
        (b'{"_id": "7", "text": "\xff"}', "line 2", "not UTF-8"),
        (b'{"a":' + b"[" * 100_000, "line 2", "not JSON"),
        ({"title": "T"}, "line 2", "no _id"),
        ({"_id": "7", "title": " ", "text": ""}, "7 (line 2)", "no title and no text"),
        ({"_id": "7", "text": 5}, "7 (line 2)", "neither a string nor a list"),
        ({"_id": "7", "text": "a\x00b"}, "7 (line 2)", "NUL"),
        ({"_id": "7", "text": "a\ud800b"}, "7 (line 2)", "surrogate"),
        ({"_id": "\ud800", "text": "a"}, "? (line 2)", "surrogate"),
        ({"_id": "1", "title": "Again"}, "file:trials/1 (line 2)", "came before"),
    ],
)
def test_a_bad_line_is_refused_by_name_and_the_rest_goes_on(
    tmp_path: Path, line: object, record: str, reason: str
) -> None:
    first, last = {"_id": "1", "title": "First"}, {"_id": "9", "title": "Last"}
    found = list(read_file(write(tmp_path, first, line, last)))
    assert [one.id for one in found if isinstance(one, Document)] == ["file:trials/1", "file:trials/9"]
    (refused,) = (one for one in found if isinstance(one, Refused))
    assert refused.record == record
    assert reason in refused.reason


def test_two_lines_with_the_same_pmid_are_one_document(tmp_path: Path) -> None:
    (refused,) = refusals(tmp_path, {"_id": "1", "title": "A", "pmid": 5}, {"_id": "2", "title": "B", "pmid": "5"})
    assert refused.record == "pubmed:5 (line 2)"


def test_a_line_too_long_to_hold_is_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexers.files.jsonl.MAX_LINE", 100)
    path = write(tmp_path, {"_id": "1", "text": "a" * 1000}, {"_id": "2", "text": "short"})
    refused, document = read_file(path)
    assert isinstance(refused, Refused)
    assert refused.record == "line 1"
    assert isinstance(document, Document)
    assert document.id == "file:trials/2"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7\n", "the file is broken or cut off"),
        (b"PK\x03\x04", "Office files are not read"),
        (b"\x00\x01\x02binary", "binary"),
        (b'<?xml version="1.0"?>\n<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>', "`evidence ingest pubmed`"),
        (b'<?xml version="1.0"?><rss></rss>', "XML of a kind"),
        (b'[\n {"_id": "1"}\n]', "one object on each line"),
        (b'{\n  "_id": "1"\n}', "one object on each line"),
        (b"Dear reader,", "none of the kinds of file"),
        (gzip.compress(b'{"_id": "1", "title": "T"}\n' * 99)[:-9], "damaged or cut short"),
    ],
)
def test_what_is_not_read_is_refused_with_a_plain_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(content)
    refused = [found for found in read_file(path) if isinstance(found, Refused)]
    assert refused[-1].record == str(path)
    assert reason in refused[-1].reason


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    (refused,) = read_file(tmp_path / "absent.jsonl")
    assert refused == Refused(str(tmp_path / "absent.jsonl"), "it cannot be opened or read: No such file or directory")


def holds(found: Document | Refused) -> bool:
    """Offsets within the text, in order, and everything fit to be written as UTF-8."""
    if isinstance(found, Refused):
        return bool(found.record.encode() and found.reason.encode())
    found.text.encode()
    edges = [edge for section in found.sections for edge in (section.start, section.end)]
    return (
        edges == sorted(edges)
        and all(0 <= edge <= len(found.text) for edge in edges)
        and not set(found.id) & set("# \n")
    )


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())
FIELDS = ["_id", "doc_id", "title", "text", "abstract", "pmid", "year", "date", "metadata", "publication_types"]
ROWS = st.dictionaries(
    st.sampled_from(FIELDS), st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)


@given(st.lists(ROWS.map(lambda row: json.dumps(row).encode()) | st.binary(), max_size=5), st.booleans())
def test_any_lines_give_documents_or_refusals(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], packed: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    content = b"\n".join(lines)
    path.write_bytes(gzip.compress(content) if packed else content)
    assert all(holds(found) for found in read_file(path))


@settings(deadline=None)  # the first page loads trafilatura
@given(st.sampled_from([b"", b"\x1f\x8b", b"{", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf{"]), st.binary())
def test_any_bytes_give_documents_or_refusals(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(start + rest)
    assert all(holds(found) for found in read_file(path))


@pytest.mark.skipif(not SCIFACT.exists(), reason="the shared SciFact corpus is not at hand")
def test_the_whole_of_scifact_is_read() -> None:
    """5,183 documents, as the publisher counts them; the first is 4983."""
    documents = [found for found in read_file(SCIFACT) if isinstance(found, Document) and holds(found)]
    assert len(documents) == len({document.id for document in documents}) == 5183
    assert documents[0].id == "file:scifact/4983"


def test_a_preprint_by_its_journal_or_doi(tmp_path: Path) -> None:
    """Where no publication type says so."""
    for fields in ({"journal": "bioRxiv"}, {"doi": "10.21203/rs.3.rs-1/v1"}, {"metadata": {"journal": "medRxiv"}}):
        assert one(tmp_path, {"_id": "a", "text": "It bled."} | fields).is_preprint, fields
    assert not one(tmp_path, {"_id": "a", "text": "It bled.", "journal": "BMJ"}).is_preprint
