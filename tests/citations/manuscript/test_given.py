"""Reference lists in files of their own, and what marks make of them."""

import json

import pytest

from citations.manuscript.given import read_references
from citations.manuscript.read import read_manuscript
from evidence.errors import RecordRefusedError, UsageError

CSL = json.dumps(
    [
        {
            "id": "adler2011",
            "title": "Zinc for colds in adults",
            "author": [{"family": "Adler", "given": "M"}, {"literal": "Sample Cold Group"}],
            "issued": {"date-parts": [[2011, 3]]},
            "container-title": "Fict Med",
            "DOI": "10.5555/ZINC.2011",
            "PMID": "990100001",
        },
        {
            "id": "berg2018",
            "title": "Honey for colds",
            "author": [{"family": "Berg", "non-dropping-particle": "van der"}],
            "issued": {"raw": "2018-05-01"},
            "PMCID": "9910002",
        },
    ]
)
RIS = """TY  - JOUR
AU  - Adler, Mia
AU  - Bose, R
TI  - Zinc for colds
  in adults
PY  - 2011/03//
T2  - Fict Med
DO  - https://doi.org/10.5555/ZINC.2011
AN  - 990100001
DB  - PubMed
ER  -

TY  - JOUR
AU  - Carr, L
TI  - Honey for colds
Y1  - 2013
AN  - 990100002
DB  - Embase
C2  - PMC9910002
UR  - https://pubmed.ncbi.nlm.nih.gov/990100003/
"""


def test_csl_json_is_read() -> None:
    """Every field that a check needs; a DOI in lower case, a PMCID with its prefix, a particle before its name."""
    first, second = read_references(CSL.encode(), "refs.json")
    assert (first.key, first.title, first.authors, first.year) == (
        "adler2011", "Zinc for colds in adults", ("Adler", "Sample Cold Group"), "2011",
    )  # fmt: skip
    assert (first.doi, first.pmid, first.pmcid, first.journal) == ("10.5555/zinc.2011", "990100001", "", "Fict Med")
    assert (second.authors, second.year, second.pmcid) == (("van der Berg",), "2018", "PMC9910002")


def test_ris_is_read() -> None:
    """Wrapped titles, two ways to state a year; an accession number is a PMID only where the database is PubMed."""
    first, second = read_references(RIS.replace("\n", "\r\n").encode("utf-8-sig"), "refs.ris")
    assert (first.key, first.title, first.authors, first.year) == (
        "1",
        "Zinc for colds in adults",
        ("Adler", "Bose"),
        "2011",
    )
    assert (first.doi, first.pmid, first.journal) == ("10.5555/zinc.2011", "990100001", "Fict Med")
    assert (second.key, second.year, second.pmid, second.pmcid) == ("2", "2013", "990100003", "PMC9910002")


def test_json_lines_name_documents() -> None:
    """A marker as it is written in the text becomes the key that its marks get."""
    lines = [
        {"marker": "[1]", "document_id": "pubmed:990100001"},
        {"marker": "(Smith & Jones, 2020a)", "document_id": "guideline:x/y@2020"},
        {"marker": "[^note]", "document_id": "pmc:PMC9910002"},
    ]
    found = read_references("\n".join(map(json.dumps, lines)).encode(), "refs.jsonl")
    assert [(r.key, r.document_id) for r in found] == [
        ("1", "pubmed:990100001"), ("smith 2020a", "guideline:x/y@2020"), ("^note", "pmc:PMC9910002"),
    ]  # fmt: skip
    assert [(r.pmid, r.pmcid) for r in found] == [("990100001", ""), ("", ""), ("", "PMC9910002")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Adler M. Zinc for colds.", "is no list of references that can be read"),
        (b'{"marker": "[1]"}', "line 1 needs both a marker and a document_id"),
        (b'{"marker": "[1]", "document_id": "pubmed:1"}\n{oops', "line 2 is no JSON"),
        (b"[1, 2]", "entry 1 is no reference"),
        (b"[]", "holds no reference"),
        (b"[" * 100_000, "line 1 is no JSON"),
    ],
)
def test_a_list_that_cannot_be_read_is_told_in_words(data: bytes, words: str) -> None:
    """With the file's name, the line, and the three forms."""
    with pytest.raises(UsageError) as error:
        read_references(data, "refs.jsonl")
    assert words in str(error.value) and "CSL-JSON, RIS, or JSON lines" in str(error.value)


def test_an_empty_list_is_refused() -> None:
    """Nothing in it at all."""
    with pytest.raises(RecordRefusedError, match="it is empty"):
        read_references(b"", "refs.ris")


def test_marks_find_given_references() -> None:
    """By their id, by author and year, or as the first and second of the file; no note says that a list is missing."""
    given = read_references(CSL.encode(), "refs.json")
    for text, name in (
        ("# Colds\n\nZinc helps [@adler2011]. Honey helps [@berg2018].", "x.md"),
        ("Zinc helps (Adler, 2011). Honey helps (van der Berg 2018).", "x.txt"),
        ("Zinc helps [1]. Honey helps [2].", "x.txt"),
    ):
        found = read_manuscript(text.encode(), name, given)
        assert [m.keys for s in found.statements for m in s.marks] == [("adler2011",), ("berg2018",)]
        assert found.references == given
        assert found.notes == ()


def test_a_given_reference_stands_for_the_text_s_own() -> None:
    """Marker [1] is taken from the file, [2] from the list of the text."""
    text = "Zinc helps [1]. Honey helps [2].\n\nReferences\n1. Adler M. Zinc. Fict Med. 2011.\n2. Carr L. Honey. Fict Med. 2013."
    given = read_references(b'{"marker": "[1]", "document_id": "pubmed:990100001"}', "refs.jsonl")
    found = read_manuscript(text.encode(), "x.txt", given)
    assert [(r.key, r.document_id, r.authors) for r in found.references] == [
        ("1", "pubmed:990100001", ()),
        ("2", "", ("Carr",)),
    ]


def test_of_two_with_one_marker_the_first_is_meant_and_it_is_told() -> None:
    """The last would be taken in silence."""
    twice = b'{"marker": "[1]", "document_id": "pubmed:1"}\n{"marker": "[1]", "document_id": "pubmed:2"}\n'
    made = read_manuscript(b"Zinc helps in colds [1].", "x.md", read_references(twice, "list.jsonl"))
    assert [(r.key, r.document_id) for r in made.references] == [("1", "pubmed:1")]
    assert any("more than one" in note for note in made.notes)
    same = twice.replace(b"pubmed:2", b"pubmed:1")
    assert not any(
        "more than one" in note
        for note in read_manuscript(b"Zinc helps in colds [1].", "x.md", read_references(same, "list.jsonl")).notes
    )
