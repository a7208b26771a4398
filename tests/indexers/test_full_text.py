"""An article's record and its full text are one document, whichever came first and however often."""

import itertools
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.library.library import Library
from evidence.model import (
    Cell,
    Document,
    Filters,
    Identifiers,
    Link,
    MeshHeading,
    Page,
    Published,
    Query,
    Section,
    Term,
)
from indexers.ingest import Input, ingest
from indexers.intake import Deleted
from indexers.lexical import LexicalRetriever
from indexers.resolve import RICHNESS, resolve
from tests.conftest import Fill, ids
from tests.fakes import document

RECORD = document(
    1,
    title="Aspirin and bleeding: a randomised trial.",
    body="Aspirin increased major bleeding.",
    mesh=(MeshHeading("D001241", "Aspirin"),),
    publication_types=(Term("D016449", "Randomized Controlled Trial"),),
    design="rct",
    published=Published("2020-03", "month", "PubDate"),
    identifiers=Identifiers(pmid="1", doi="10.1/a"),
    links=(Link("CommentIn", "pubmed:9"),),
    revised="2020-05-01",
)
TITLE = "Aspirin and bleeding: a randomised trial"
TEXT = f"{TITLE}\n\nAspirin increased major bleeding.\n\nIn the aspirin group 12 of 100 bled, most of them at night."
TWELVE = TEXT.index("12 of")
FULL = Document(
    id="pubmed:1",
    title=TITLE,
    text=TEXT,
    source="articles",
    form="jats",
    sections=(Section("Abstract", 42, 75), Section("Results", 77, len(TEXT))),
    published=Published("2020", "year", "pub-date"),
    identifiers=Identifiers(pmid="1", pmcid="PMC77", doi="10.1/a"),
    links=(Link("Cites", "pubmed:5"),),
    licence="CC BY 4.0",
    cells=(Cell(TWELVE, TWELVE + 2, "Aspirin", "Bled", "Table 1"),),
)
OTHERS = {
    "nbib": document(1, form="nbib", source="set", title="Aspirin and bleeding", body="Short."),
    "pdf": document(1, form="pdf", source="prints", body="All of it, as printed. " * 20, pages=(Page("12", 0, 9),)),
    "jsonl": document(1, form="jsonl", source="lines", body="A line."),
}


def loaded(folder: Path, *items: Document | Deleted) -> Document:
    """The article after each item was loaded by a command of its own."""
    for n, item in enumerate(items):
        ingest(folder, [Input(str(n), f"{item!r} {n}", lambda item=item: iter([item]))])  # type: ignore[misc]
    found = Library.open(folder).get("pubmed:1")
    assert found
    return found


@pytest.mark.parametrize("order", ["record first", "text first", "one command", "again", "text, record, text"])
def test_metadata_of_the_record_and_the_text_of_the_article(folder: Path, fill: Fill, order: str) -> None:
    """What each is better at, with the way the text was read and both sources."""
    ways = {
        "record first": [[RECORD], [FULL]],
        "text first": [[FULL], [RECORD]],
        "one command": [[RECORD, FULL]],
        "again": [[RECORD], [FULL], [RECORD], [FULL], [FULL]],
        "text, record, text": [[FULL, RECORD, FULL]],
    }
    for items in ways[order]:
        fill(*items)
    (found,) = Library.open(folder).all_documents()
    assert found == replace(
        RECORD,
        text=TEXT,
        sections=FULL.sections,
        cells=FULL.cells,
        licence="CC BY 4.0",
        text_form="jats",
        also_in=("articles",),
        identifiers=Identifiers("1", "PMC77", "10.1/a"),
        links=(Link("Cites", "pubmed:5"), Link("CommentIn", "pubmed:9")),
    )
    assert found.text[found.cells[0].start : found.cells[0].end] == "12"
    head = Library.open(folder).heads(["pubmed:1"])["pubmed:1"]
    assert (head.form, head.text_form, head.pmcid, head.preprint) == ("pubmed-xml", "jats", "PMC77", 0)


def test_loaded_again_it_is_unchanged(fill: Fill) -> None:
    """Neither the article nor its record makes a revision the second time."""
    fill(RECORD)
    revision = fill(FULL).revision
    for again in (FULL, RECORD):
        result = fill(again)
        assert (result.revision, result.unchanged) == (revision, 1)


def test_a_later_revision_of_the_record_keeps_the_text(folder: Path) -> None:
    """Its metadata are replaced; an earlier revision that comes late changes nothing."""
    revised = replace(RECORD, title="Aspirin and bleeding, corrected.", mesh=(), revised="2021-01-01")
    found = loaded(folder, RECORD, FULL, revised, RECORD)
    assert (found.title, found.mesh, found.text, found.text_form) == (revised.title, (), TEXT, "jats")
    assert found.also_in == ("articles",)


def test_a_revised_article_replaces_its_text(folder: Path) -> None:
    """Also by a shorter one, where it comes from the same source."""
    shorter = replace(FULL, text=TEXT[:90], sections=(), cells=())
    assert loaded(folder, RECORD, FULL, shorter).text == TEXT[:90]


def test_another_sources_copy_replaces_it_if_it_is_longer(folder: Path) -> None:
    """So that it does not depend on which came first."""
    longer = replace(FULL, text=TEXT + "\n\nMore.", source="elsewhere")
    for n, order in enumerate(itertools.permutations([RECORD, FULL, longer])):
        found = loaded(folder.with_name(f"library{n}"), *order)
        assert (found.text, found.also_in) == (longer.text, ("articles", "elsewhere"))


def test_a_retraction_of_the_record_reaches_the_text(folder: Path) -> None:
    """It is one document: in either order, and although the article does not say so."""
    retracted = replace(RECORD, status="retracted")
    for n, order in enumerate([(retracted, FULL), (FULL, retracted)]):
        found = loaded(folder.with_name(f"library{n}"), *order)
        assert (found.status, found.text) == ("retracted", TEXT)


def test_an_articles_notice_reaches_the_record(folder: Path) -> None:
    """And the other way round: the full text may be the one that says it."""
    found = loaded(folder, replace(FULL, status="retracted"), RECORD)
    assert (found.status, found.form) == ("retracted", "pubmed-xml")


def test_pubmed_takes_back_its_record_and_the_article_stays(folder: Path) -> None:
    """As with every record that another source holds as well."""
    assert loaded(folder, RECORD, FULL, Deleted("pubmed:1")).text == TEXT


def test_an_article_without_its_text_is_no_full_text(folder: Path) -> None:
    """Some hold a title and no more: the abstract stays."""
    bare = replace(FULL, text=TITLE, sections=(), cells=())
    found = loaded(folder, RECORD, bare)
    assert (found.text, found.text_form, found.identifiers.pmcid) == (RECORD.text, "", "PMC77")


def test_a_printed_page_gives_its_text_until_the_article_comes(folder: Path) -> None:
    """PDF before an abstract, JATS before PDF; the pages go with the text."""
    printed = OTHERS["pdf"]
    found = loaded(folder, RECORD, printed)
    assert (found.form, found.text_form, found.text, found.pages) == ("pubmed-xml", "pdf", printed.text, printed.pages)
    found = loaded(folder, FULL, printed)
    assert (found.text_form, found.text, found.pages) == ("jats", TEXT, ())
    assert found.also_in == ("articles", "prints")


def test_any_order_gives_the_same_document() -> None:
    """Five records of one article in all 120 orders."""
    records = [RECORD, FULL, *OTHERS.values()]
    made = set()
    for order in itertools.permutations(records):
        found, *rest = order
        for each in rest:
            found = resolve(found, each)
        made.add(found)
    (only,) = made
    assert (only.form, only.text_form, only.source) == ("pubmed-xml", "jats", "pubmed")
    assert only.also_in == ("articles", "lines", "prints", "set")


def test_orders_of_commands_give_the_same_document() -> None:
    """The same through the library, which compares heads before it reads a body."""
    made = set()
    for order in itertools.permutations([RECORD, FULL, OTHERS["nbib"], OTHERS["jsonl"]]):
        with tempfile.TemporaryDirectory() as home:
            made.add(loaded(Path(home), *order, *order))
    assert len(made) == 1


def test_richness() -> None:
    """Of records, as issue 4 orders them; of one level by the older rule."""
    levels = ["pubmed-xml", "nbib", "jats", "csl-json", "html", "pdf", "jsonl"]
    assert sorted(levels, key=lambda form: -RICHNESS[form]) == levels
    assert RICHNESS["csl-json"] == RICHNESS["ris"] == RICHNESS["bibtex"]
    assert RICHNESS["html"] == RICHNESS["section-tree"]


def test_its_words_are_found(folder: Path, fill: Fill) -> None:
    """Words of the full text and the record's headings, in one hit, and within either source."""
    fill(RECORD)
    fill(FULL)
    retriever = LexicalRetriever(Library.open(folder))
    for words in ("bled at night", "randomised aspirin trial"):
        for source in ("pubmed", "articles"):
            (hit,) = retriever.search(Query(words, Filters(sources=(source,))), 10)
            assert TEXT[hit.passage.start : hit.passage.end] == hit.passage.text
    assert ids(Library.open(folder)) == ["pubmed:1"]


def test_a_page_takes_no_text_from_elsewhere(folder: Path) -> None:
    """Guidelines and pages are what they are at their address."""
    page = document(1, form="html", source="site", body="The page.")
    line = document(1, form="jsonl", source="lines", body="A long line. " * 30)
    assert loaded(folder, page, line).text == page.text


def test_a_record_of_the_numbered_files_stays_one(folder: Path) -> None:
    """A full text beside it does not take away that the order of the files decides."""
    with_number = [Input("pubmed26n0001.xml", "one", lambda: iter([RECORD]), 0, "26:0001")]
    ingest(folder, with_number)
    ingest(folder, [Input("article", "article", lambda: iter([FULL]))])
    assert Library.open(folder).heads(["pubmed:1"])["pubmed:1"].ordered == 1
    earlier = replace(RECORD, title="Dated earlier, issued later.", revised="2019-01-01")
    ingest(folder, [Input("pubmed26n0002.xml", "two", lambda: iter([earlier]), 0, "26:0002")])
    found = Library.open(folder).get("pubmed:1")
    assert found
    assert (found.title, found.text) == (earlier.title, TEXT)
