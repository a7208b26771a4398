"""242 articles of PubMed Central: all are read, no paragraph and no cell is lost, and what stands in tables is found."""

import gzip
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from evidence.library.library import Library
from evidence.model import Document, Query
from evidence.places import place_of
from indexers.files.jats.categories import of_abstract
from indexers.files.jats.read import read_jats
from indexers.ingest import ingest
from indexers.inputs import file_inputs
from indexers.lexical import LexicalRetriever

# what stands on lines of its own or is written in another form: the text around it is looked for in parts
APART = frozenset(
    {
        "p",
        "list",
        "def-list",
        "fig",
        "table-wrap",
        "boxed-text",
        "supplementary-material",
        "media",
        "disp-quote",
        "math",
    }
    | {
        "tex-math",
        "alternatives",
        "inline-formula",
        "disp-formula",
        "{http://www.w3.org/1998/Math/MathML}math",
        "fn",
        "label",
    }
)
MARKS = re.compile(r"[\s\[\]^_\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u0080-\u009f]")


@pytest.fixture(scope="session")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles, unpacked."""
    made = tmp_path_factory.mktemp("jats")
    with tarfile.open(shared / "jats" / "ccby_articles.tar.gz") as packed:
        packed.extractall(made, filter="data")
    return made


@pytest.fixture(scope="session")
def documents(folder: Path) -> dict[str, Document]:
    """Each article's document by its file's name."""
    found = {}
    for path in sorted(folder.rglob("*.nxml")):
        (document,) = read_jats(path.read_bytes(), "pmc", path.stem)
        assert isinstance(document, Document), (path.name, document)
        found[path.stem] = document
    return found


def bare(text: str) -> str:
    """Without white space, and without the marks that set scripts and references apart."""
    return MARKS.sub("", text)


def pieces(element: etree._Element) -> Iterator[str]:
    """The text of an element between what stands apart in it."""
    parts = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag == "graphic":
            pass
        elif child.tag in APART:
            yield "".join(parts)
            parts = []
        else:
            inner = list(pieces(child))
            parts.append(inner[0])
            if len(inner) > 1:
                yield "".join(parts)
                yield from inner[1:-1]
                parts = [inner[-1]]
        parts.append(child.tail or "")
    yield "".join(parts)


def trees(folder: Path) -> Iterator[tuple[str, etree._Element]]:
    for path in sorted(folder.rglob("*.nxml")):
        yield path.stem, etree.parse(path).getroot()


def read_parts(article: etree._Element, *tags: str) -> Iterator[etree._Element]:
    for part in article.iterchildren("body", "floats-group"):
        yield from part.iter(*tags)


def test_all_are_read_by_their_own_ids(documents: dict[str, Document]) -> None:
    """242 articles, one without a PMID; each names the PMCID of its file, a date, authors, a journal, a licence."""
    assert len(documents) == 242
    assert Counter(d.id.partition(":")[0] for d in documents.values()) == {"pubmed": 241, "pmc": 1}
    for name, document in documents.items():
        assert document.identifiers.pmcid == name
        assert document.authors
        assert document.journal.title
        assert document.languages == ("eng",)
    assert sum("creativecommons.org" in d.licence for d in documents.values()) > 200


def test_dates_are_those_of_the_articles(folder: Path, documents: dict[str, Document]) -> None:
    """The year is one that the article states for its publication, as precise as it says; most state a day."""
    for name, article in trees(folder):
        published = documents[name].published
        stated = article.findall("front/article-meta/pub-date")
        assert published.date[:4] in {date.findtext("year") for date in stated}, name
        assert published.precision == {4: "year", 7: "month", 10: "day"}[len(published.date)], name
        has_day = any(date.find("day") is not None for date in stated)
        assert has_day or published.precision != "day", name
    assert sum(document.published.precision == "day" for document in documents.values()) > 0.9 * len(documents)


def test_no_paragraph_is_lost(folder: Path, documents: dict[str, Document]) -> None:
    """Every <p> of body and floats is in its document's text: some 12,000 of them."""
    seen = 0
    for name, article in trees(folder):
        text = bare(documents[name].text)
        for paragraph in read_parts(article, "p"):
            if next(paragraph.iterancestors("ref-list", "permissions"), None) is not None:
                continue
            seen += 1
            for piece in pieces(paragraph):
                assert bare(piece) in text, (name, piece)
    assert seen > 10_000


def test_no_cell_is_lost(folder: Path, documents: dict[str, Document]) -> None:
    """Every <td> and <th> is in the text; those below the heads are cells with offsets, as often as the table has them."""
    seen = 0
    for name, article in trees(folder):
        document = documents[name]
        text = bare(document.text)
        cells = Counter(bare(document.text[c.start : c.end]) for c in document.cells)
        wanted: Counter[str] = Counter()
        for cell in read_parts(article, "td", "th"):
            seen += 1
            for piece in pieces(cell):
                assert bare(piece) in text, (name, piece)
            table = next(cell.iterancestors("table"))
            plain = not any(child.tag in APART for child in cell.iter() if isinstance(child.tag, str))
            if plain and table.find("thead") is not None and next(cell.iterancestors("thead"), None) is None:
                wanted[bare("".join(cell.itertext()))] += 1
        del wanted[""]
        assert not wanted - cells, (name, wanted - cells)
    assert seen > 55_000


def test_every_reference_with_a_pmid_is_a_link(folder: Path, documents: dict[str, Document]) -> None:
    """As many links to PubMed as the reference lists state PMIDs; none of them is the article's own id."""
    for name, article in trees(folder):
        ids = article.xpath("back//ref-list//pub-id[@pub-id-type='pmid']")
        stated = {f"pubmed:{i.text.strip()}" for i in ids}
        assert {link.target for link in documents[name].links if link.kind == "Cites" and link.target} == stated


def test_most_cells_know_their_heads(documents: dict[str, Document]) -> None:
    """Nine of ten cells have a row's head, eight of ten a column's: the rest have none in the article."""
    cells = [cell for document in documents.values() for cell in document.cells]
    assert len(cells) > 45_000
    assert sum(bool(cell.row) for cell in cells) > 0.9 * len(cells)
    assert sum(bool(cell.column) for cell in cells) > 0.8 * len(cells)


def test_evidence_sentences_stand_in_the_text(shared: Path, documents: dict[str, Document]) -> None:
    """94 of 100 sentences that readers marked are there to the letter. The rest run through a table's cells or over a float."""
    texts = {name: "".join(document.text.split()) for name, document in documents.items()}
    with gzip.open(shared / "jats" / "effects.jsonl.gz", "rt") as lines:
        marked = [json.loads(line) for line in lines]
    found = sum("".join(row["evidence"].split()) in texts[row["pmcid"]] for row in marked)
    assert len(marked) == 1172
    assert found / len(marked) > 0.94


def test_sections_have_nlms_categories(documents: dict[str, Document]) -> None:
    """Nearly every article has methods and results that are known as such."""
    for category, least in (("METHODS", 235), ("RESULTS", 235), ("BACKGROUND", 235), ("CONCLUSIONS", 190)):
        having = sum(any(s.category == category for s in d.sections) for d in documents.values())
        assert having >= least, category


def test_labels_of_abstracts_get_the_category_that_nlm_gave_them(shared: Path) -> None:
    """Of some 770 labels that NLM's indexers put into a category, 96 of 100 get the same from their words."""
    labelled = re.compile(rb'<AbstractText Label="([^"]*)" NlmCategory="([A-Z]+)"')
    pairs = []
    for path in sorted((shared / "pubmed_xml").iterdir()):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        pairs += [(label.decode(), category.decode()) for label, category in labelled.findall(data)]
    stated = [(label, category) for label, category in pairs if category != "UNASSIGNED"]
    assert len(stated) > 700
    assert sum(of_abstract("", label) == category for label, category in stated) > 0.96 * len(stated)


def test_what_stands_only_in_a_table_is_found(folder: Path, documents: dict[str, Document], tmp_path: Path) -> None:
    """By words of one row: its article comes first, the passage holds the row, and a quote of a cell has its place."""
    some = ("PMC4590915", "PMC3580725", "PMC1326200", "PMC1550632", "PMC3474842", "PMC5732507")
    paths = [next(folder.rglob(f"{name}.nxml")) for name in some]
    result = ingest(tmp_path / "library", file_inputs(paths, None))
    assert (result.added, result.refused) == (6, ())
    document = documents["PMC4590915"]
    tables = [s for s in document.sections if s.label.startswith("Table")]
    at = document.text.index("thirst")
    assert document.text.count("thirst") == 1
    assert any(s.start <= at < s.end for s in tables)
    best = LexicalRetriever(Library.open(tmp_path / "library")).search(Query("excessive thirst"), 5)[0].passage
    assert best.document_id == document.id
    assert "ADR recorded: Excessive thirst; Control (n = 71): 0; Rhubarb (n = 74): 1;" in best.text
    start = best.start + best.text.index("(n = 74): 1;", best.text.index("thirst")) + len("(n = 74): ")
    place = place_of(document, start, start + 1)
    assert place == "Table 3, row 6: Excessive thirst, column Rhubarb (n = 74)"
