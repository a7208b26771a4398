"""The real files of shared/data: every record is read, and agrees with an independent, simpler reading of it."""

import functools
import json
import re
from collections import Counter
from xml.etree import ElementTree

import pytest

from evidence.model import Document
from indexers.pubmed.records import Deleted, Refused, open_pubmed, read_pubmed
from tests.conftest import SHARED

XML = SHARED / "pubmed_xml"
INDEX = XML / "INDEX.tsv"
pytestmark = pytest.mark.skipif(
    not INDEX.is_file(), reason=f"the real PubMed files are not here ({INDEX}); set EVIDENCE_SHARED"
)
ROWS = [line.split("\t") for line in INDEX.read_text().splitlines()[1:]] if INDEX.is_file() else []


@functools.cache
def items(name: str) -> list[Document | Deleted | Refused]:
    with open_pubmed(XML / name) as stream:
        return list(read_pubmed(stream, name))


def test_the_index_counts_what_it_says() -> None:
    assert (len(ROWS), sum(int(row[1]) for row in ROWS), sum(int(row[2]) for row in ROWS)) == (205, 1273, 8)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_record_of_a_file_is_read(row: list[str]) -> None:
    """INDEX.tsv counts articles, book records and DeleteCitation elements."""
    name, articles, books, deletions, _size = row
    found = items(name)
    assert [item for item in found if isinstance(item, Refused)] == []
    assert sum(isinstance(item, Document) for item in found) == int(articles) + int(books)
    assert any(isinstance(item, Deleted) for item in found) == (int(deletions) > 0)


def test_all_of_them_together() -> None:
    found = [item for row in ROWS for item in items(row[0])]
    assert len({item.id for item in found if isinstance(item, Document)}) == 1266
    assert Counter(type(item) for item in found) == {Document: 1281, Deleted: 26}


def records(name: str) -> list[ElementTree.Element]:
    """An independent reading of the same file."""
    with open_pubmed(XML / name) as stream:
        content = stream.read().decode("utf-8").strip()
    if content.startswith('"'):
        content = json.loads(content, strict=False)
    root = ElementTree.fromstring(content.lstrip("\ufeff").encode())
    return [child for child in root if child.tag in ("PubmedArticle", "PubmedBookArticle")]


def words(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def texts(element: ElementTree.Element, path: str) -> list[str]:
    return ["".join(found.itertext()).strip() for found in element.findall(path)]


@pytest.mark.parametrize("name", [row[0] for row in ROWS])
def test_fields_agree_with_elementtree(name: str) -> None:
    documents = [item for item in items(name) if isinstance(item, Document)]
    for document, record in zip(documents, records(name), strict=True):
        body = record.find("MedlineCitation")
        body = body if body is not None else record.find("BookDocument")
        assert body is not None
        article = body.find("Article") if record.tag == "PubmedArticle" else body
        assert article is not None
        assert document.id == f"pubmed:{body.findtext('PMID')}"
        agrees(document, record, body, article)
        for section in document.sections:
            body_text = document.text[section.start : section.end]
            assert body_text.strip(" \n\t") == body_text != ""


def agrees(
    document: Document, record: ElementTree.Element, body: ElementTree.Element, article: ElementTree.Element
) -> None:
    title, *_rest = texts(article, "ArticleTitle")
    if title and title != "[Not Available].":
        assert words(document.title) == words(title)
    abstract = "".join(texts(article, "Abstract/AbstractText"))
    assert words(document.text[len(document.title) :]) == words(abstract)
    types = texts(article, "PublicationTypeList/PublicationType") or texts(article, "PublicationType")
    assert [term.name for term in document.publication_types] == types
    assert len(document.mesh) == len(body.findall("MeshHeadingList/MeshHeading"))
    assert [heading.name for heading in document.mesh] == texts(body, "MeshHeadingList/MeshHeading/DescriptorName")
    assert sum(len(heading.qualifiers) for heading in document.mesh) == len(body.findall(".//QualifierName"))
    assert len(document.links) == len(body.findall("CommentsCorrectionsList/CommentsCorrections"))
    listed = article.findall("AuthorList/Author")
    assert len(document.authors) == sum(author.get("ValidYN") != "N" for author in listed)
    own = [e.text for e in record.findall("PubmedData/ArticleIdList/ArticleId") if e.get("IdType") == "doi"]
    own += [e.text for e in article.findall("ELocationID") if e.get("EIdType") == "doi" and e.get("ValidYN") != "N"]
    assert document.identifiers.doi == next((doi.strip() for doi in own if doi), "")
    years = [*texts(article, "ArticleDate/Year"), *texts(article, "Journal/JournalIssue/PubDate/Year")]
    years += re.findall(r"\d{4}", "".join(texts(article, "Journal/JournalIssue/PubDate/MedlineDate")))
    years += texts(body, "ContributionDate/Year")
    assert document.published.year == (int(years[0]) if years else None)


REPLIES = SHARED / "entrez_replies"


@pytest.mark.parametrize(
    ("name", "pmids"),
    [
        ("pubmed1.xml", ["12091962", "9997"]),
        ("pubmed2.xml", ["11748933", "11700088"]),
        ("pubmed4.xml", ["27797938"]),
        ("pubmed5.xml", ["28775130"]),
        ("pubmed6.xml", ["30108519"]),
        ("pubmed7.xml", ["29963580"]),
    ],
)
def test_replies_of_the_e_utilities(name: str, pmids: list[str]) -> None:
    with open_pubmed(REPLIES / name) as stream:
        found = list(read_pubmed(stream, name))
    assert sorted(item.id for item in found if isinstance(item, Document)) == sorted(f"pubmed:{pmid}" for pmid in pmids)
    assert len(found) == len(pmids)


@pytest.mark.parametrize("name", ["einfo2.xml", "elink1.xml", "esearch2.xml", "esearch5.xml", "esummary1.xml"])
def test_other_replies_are_refused(name: str) -> None:
    with open_pubmed(REPLIES / name) as stream:
        (found,) = read_pubmed(stream, name)
    assert isinstance(found, Refused)
