"""Records of one article from several sources are one document, however and in whatever order they come."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.library.library import Library
from evidence.model import Author, Document, Filters, Identifiers, Journal, Link, Published
from indexers.ingest import IngestResult, Input, ingest
from indexers.inputs import pubmed_inputs
from tests.conftest import Fill, ids
from tests.fakes import document

TITLE = "Aspirin for primary prevention of cardiovascular events in people with diabetes"
JOURNAL = Journal("The New England journal of medicine", "N Engl J Med", volume="12", pages="1008-12")
NONE = {"identifier": 0, "doi": 0, "title": 0}


def pubmed(number: int = 1, **changes: object) -> Document:
    """PubMed's record of the article."""
    values: dict[str, object] = {
        "title": f"{TITLE}.",
        "authors": (Author("Müller", "Anna", "A"),),
        "journal": JOURNAL,
        "published": Published("2010-03", "month", "PubDate"),
        "identifiers": Identifiers(str(number), "PMC7", "10.1/a"),
    }
    return document(number, **(values | changes))  # type: ignore[arg-type]


def copy(name: str = "set/1", form: str = "ris", **changes: object) -> Document:
    """A record of it that a user has, without a PMID and, unless it is given, without a DOI."""
    values: dict[str, object] = {
        "id": f"file:{name}",
        "form": form,
        "source": name.partition("/")[0],
        "title": TITLE,
        "identifiers": Identifiers(),
    }
    return pubmed(**(values | changes))


def full_text(**changes: object) -> Document:
    """Its full text from PubMed Central, which states no PMID."""
    values: dict[str, object] = {
        "id": "pmc:PMC7",
        "form": "jats",
        "source": "articles",
        "body": "All that the article says. " * 20,
        "identifiers": Identifiers("", "PMC7"),
        "licence": "CC BY 4.0",
    }
    return copy(**(values | changes))


BY_RULE = {
    "identifier": full_text(title="Another title altogether, in the article"),
    "doi": copy(authors=(), journal=Journal(), identifiers=Identifiers(doi="10.1/A")),
    "title": copy(),
}


def load(folder: Path, *items: Document) -> IngestResult:
    """One command."""
    return ingest(folder, [Input("file", repr(items), lambda: iter(items))])


def held(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Of every document, the id and its other sources."""
    return sorted((d.id, d.also_in) for d in Library.open(folder).all_documents())


@pytest.mark.parametrize("rule", BY_RULE)
@pytest.mark.parametrize("order", ["record first", "copy first", "one command", "one command, copy first"])
def test_a_copy_goes_into_pubmeds_record(folder: Path, rule: str, order: str) -> None:
    """By each rule and in each order: one document, found under both sources, with what the copy knows."""
    record, other = pubmed(identifiers=Identifiers("1", "PMC7", "10.1/a")), BY_RULE[rule]
    first, second = (record, other) if not order.endswith("copy first") else (other, record)
    results = [load(folder, first, second)] if order.startswith("one") else [load(folder, first), load(folder, second)]
    assert held(folder) == [("pubmed:1", (other.source,))]
    assert results[-1].duplicates == NONE | {rule: 1}
    assert results[-1].deleted == (1 if order == "copy first" else 0)
    library = Library.open(folder)
    assert [head.id for head in library.listing(Filters(sources=(other.source,)), 9)[0]] == ["pubmed:1"]
    assert len(library) == 1


def test_counts(folder: Path) -> None:
    """A copy that was read and put into a record of the library: the record is updated, nothing is added."""
    load(folder, pubmed())
    result = load(folder, copy())
    assert (result.read, result.added, result.updated, result.unchanged, result.deleted) == (1, 0, 1, 0, 0)
    result = load(folder, copy("b/1"), copy("c/1"))
    assert (result.read, result.added, result.updated, result.unchanged) == (2, 0, 1, 1)
    assert result.duplicates == NONE | {"title": 2}


def test_it_is_idempotent(folder: Path) -> None:
    """Loaded again they change nothing, and are counted as what they are."""
    load(folder, pubmed(), copy())
    revision = load(folder, full_text()).revision
    for again in ([copy()], [full_text()], [pubmed()], [full_text(), pubmed(), copy()]):
        result = load(folder, *again)
        assert (result.revision, result.unchanged) == (revision, len(again))
    assert result.duplicates == NONE | {"identifier": 1, "title": 1}


def test_missing_identifiers_and_the_full_text(folder: Path) -> None:
    """They go with the copy into the record, which keeps all else."""
    load(folder, pubmed(identifiers=Identifiers("1", "PMC7")))
    load(folder, full_text(identifiers=Identifiers("", "PMC7", "10.1/a"), authors=()))
    found = Library.open(folder).get("pubmed:1")
    assert found
    assert found.identifiers == Identifiers("1", "PMC7", "10.1/a")
    assert (found.form, found.text_form, found.licence, found.title) == (
        "pubmed-xml", "jats", "CC BY 4.0", f"{TITLE}.",
    )  # fmt: skip
    assert found.text == full_text().text
    assert found.authors == pubmed().authors
    assert load(folder, copy("late/1", title=TITLE, identifiers=Identifiers(doi="10.1/a"))).duplicates["doi"] == 1


def test_a_corrected_full_text_stands(folder: Path) -> None:
    """Under its own id it is no longer there; it is known by its PMCID."""
    load(folder, pubmed())
    load(folder, full_text())
    load(folder, full_text(body="All that it says, corrected. " * 10))
    found = Library.open(folder).get("pubmed:1")
    assert found
    assert found.text.endswith("corrected. ")


def test_a_retraction_reaches_the_copy(folder: Path) -> None:
    """They are one document: PubMed's retraction is the full text's."""
    load(folder, full_text())
    load(
        folder, pubmed(), pubmed(2, title="Retraction: it", links=(Link("RetractionOf", "pubmed:1"),), design="notice")
    )
    found = Library.open(folder).get("pubmed:1")
    assert found
    assert (found.status, found.text_form) == ("retracted", "jats")


def test_a_copy_that_knows_of_a_retraction(folder: Path) -> None:
    """The poorer record may be the one that says it."""
    load(folder, pubmed())
    load(folder, copy(title=f"RETRACTED: {TITLE}"))
    assert held(folder) == [("pubmed:1", ("set",))]
    assert Library.open(folder).heads(["pubmed:1"])["pubmed:1"].status == "retracted"


NEAR_MISSES = {
    "same DOI, another title": copy(title="Warfarin in the old", identifiers=Identifiers(doi="10.1/a")),
    "another DOI": copy(identifiers=Identifiers(doi="10.1/b")),
    "an erratum with its DOI": copy(title=f"Erratum: {TITLE}", identifiers=Identifiers(doi="10.1/a")),
    "a notice of the same title": copy(identifiers=Identifiers(doi="10.1/a"), design="notice"),
    "a preprint": copy(is_preprint=True),
    "a preprint with its DOI": copy(is_preprint=True, identifiers=Identifiers(doi="10.1/a")),
    "a part": copy(title=f"{TITLE}. Part II"),
    "another year": copy(published=Published("2012", "year", "PY")),
    "another page": copy(journal=replace(JOURNAL, pages="1013")),
    "another author": copy(authors=(Author("Okonkwo"),)),
    "another PMCID": full_text(id="pmc:PMC8", identifiers=Identifiers(pmcid="PMC8")),
    "a page": copy(form="html", identifiers=Identifiers(doi="10.1/a")),
    "a guideline": copy(form="pdf", id="guideline:body/it@1", identifiers=Identifiers(doi="10.1/a")),
    "another PMID": pubmed(2),
    "a reply": copy(title="Reply"),
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_misses_stay_apart(folder: Path, name: str) -> None:
    """In one command and in two."""
    other = NEAR_MISSES[name]
    assert load(folder, pubmed(), other).duplicates == NONE
    assert ids(Library.open(folder)) == sorted(["pubmed:1", other.id])
    second = folder.with_name("second")
    load(second, other)
    assert load(second, pubmed()).duplicates == NONE
    assert len(Library.open(second)) == 2


def test_two_short_titles_stay_apart(folder: Path) -> None:
    """Replies in one issue, of one author, without pages: their title tells nothing."""
    reply = copy(title="Authors' reply", journal=replace(JOURNAL, pages=""))
    assert load(folder, reply, replace(reply, id="file:set/2")).duplicates == NONE


def test_copies_without_a_pmid(folder: Path) -> None:
    """The richer stays; of equals the one with an abstract, then the id that sorts first; a PMCID before all."""
    for items, kept in (
        ([copy("b/1"), copy("a/1", form="jsonl")], "file:b/1"),
        ([copy("b/1"), copy("a/1")], "file:a/1"),
        ([copy("b/1"), copy("a/1", text=TITLE)], "file:b/1"),
        ([copy("a/1"), full_text()], "pmc:PMC7"),
    ):
        for n, order in enumerate([items, items[::-1]]):
            home = folder.with_name(f"{kept.replace(':', '_').replace('/', '_')}{len(order[0].text)}{n}")
            for item in order:
                load(home, item)
            assert ids(Library.open(home)) == [kept]


def test_a_copy_is_not_made_of_two_articles(folder: Path) -> None:
    """PubMed's record and a copy share a title, and the copy's DOI is that of another article's copy: two documents."""
    load(folder, pubmed(identifiers=Identifiers("1")), pubmed(2, identifiers=Identifiers("2", "", "10.1/z")))
    result = load(folder, copy(identifiers=Identifiers(doi="10.1/z")))
    assert held(folder) == [("pubmed:1", ()), ("pubmed:2", ("set",))]
    assert result.duplicates == NONE | {"doi": 1}


def test_across_batches(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit after each record gives what one commit gives."""
    monkeypatch.setattr("indexers.ingest.BATCH", 1)
    monkeypatch.setattr("indexers.prepare.CHUNK", 1)
    result = load(folder, copy(), full_text(), pubmed(), copy("b/1"))
    assert held(folder) == [("pubmed:1", ("articles", "b", "set"))]
    assert (result.read, result.added, result.updated, result.deleted) == (4, 1, 0, 0)
    assert sum(result.duplicates.values()) == 3


def test_pubmeds_own_records_ask_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of PubMed's alone, which may hold 38 million, is not searched for copies."""
    load(folder, pubmed())
    monkeypatch.setattr(Library, "having", None)
    assert load(folder, pubmed(2)).added == 1
    with pytest.raises(TypeError):
        load(folder, copy())


POOL = [
    pubmed(),
    full_text(identifiers=Identifiers("", "PMC7", "10.1/a")),
    copy("a/1"),
    copy("b/1", form="csl-json", identifiers=Identifiers(doi="10.1/a")),
    copy("b/2", form="bibtex", text=f"{TITLE}\n\nAs the database has it."),
    copy("c/1", form="pdf", text=f"{TITLE}\n\n{'As printed. ' * 200}"),
    pubmed(2, title=f"Erratum: {TITLE}", design="notice"),
    copy("d/1", title=f"{TITLE}. Part II"),
]


@settings(max_examples=30, deadline=None)
@given(st.permutations(POOL), st.lists(st.integers(1, 7), max_size=3))
def test_order_does_not_count(order: Sequence[Document], cuts: list[int]) -> None:
    """Any order, in one command or several: the same documents with the same sources, text and identifiers."""
    with tempfile.TemporaryDirectory() as home:
        edges = sorted({0, *cuts, len(order)})
        for start, end in pairwise(edges):
            load(Path(home), *order[start:end])
        library = Library.open(Path(home))
        assert held(Path(home)) == [
            ("file:d/1", ()), ("pubmed:1", ("a", "articles", "b", "c")), ("pubmed:2", ()),
        ]  # fmt: skip
        found = library.get("pubmed:1")
        library.close()
    assert found
    assert (found.text, found.text_form, found.form) == (full_text().text, "jats", "pubmed-xml")
    assert (found.identifiers, found.title) == (Identifiers("1", "PMC7", "10.1/a"), f"{TITLE}.")


@settings(max_examples=30, deadline=None)
@given(st.permutations(POOL[2:6]), st.sets(st.integers(1, 3)))
def test_order_does_not_count_without_a_pmid(order: Sequence[Document], cuts: set[int]) -> None:
    """The same where no copy has a PMID: which id stays is told by the records alone."""
    with tempfile.TemporaryDirectory() as home:
        edges = sorted({0, *cuts, len(order)})
        for start, end in pairwise(edges):
            load(Path(home), *order[start:end])
        assert held(Path(home)) == [("file:a/1", ("b", "c"))]


def test_real_records(shared: Path, tmp_path: Path) -> None:
    """PubMed's own records, 1,281 in 205 files: in two orders the same documents, and none is taken for a copy."""
    inputs = pubmed_inputs([shared / "pubmed_xml"])
    made = []
    for name, order in (("one", inputs), ("two", inputs[::-1])):
        result = ingest(tmp_path / name, order)
        assert result.duplicates == NONE
        assert ingest(tmp_path / name, order).revision == result.revision
        made.append(ids(Library.open(tmp_path / name)))
    assert made[0] == made[1]
    assert len(made[0]) > 1000


def test_copies_of_real_records(shared: Path, folder: Path) -> None:
    """Each as RIS would have it, without DOI and PMID, with its pages in short: nearly all find their record, none
    finds another's, and loaded again they change nothing."""
    ingest(folder, pubmed_inputs([shared / "pubmed_xml"]))
    records = list(Library.open(folder).all_documents())
    copies = {f"ris/{d.id.removeprefix('pubmed:')}": _as_ris(d) for d in records if d.title and d.authors}
    result = load(folder, *copies.values())
    merged = [d for d in Library.open(folder).all_documents() if "ris" in d.also_in]
    assert sum(result.duplicates.values()) == result.duplicates["title"] == len(merged)
    assert len(merged) > 0.85 * len(copies)
    assert len(Library.open(folder)) == len(records) + len(copies) - len(merged)
    left = {d.id for d in Library.open(folder).all_documents() if d.id.startswith("file:")}
    assert not {f"file:ris/{d.id.removeprefix('pubmed:')}" for d in merged} & left
    assert load(folder, *reversed(copies.values())).updated == 0


def _as_ris(record: Document) -> Document:
    return replace(
        record,
        id=f"file:ris/{record.id.removeprefix('pubmed:')}",
        form="ris",
        source="ris",
        title=record.title.rstrip("."),
        identifiers=Identifiers(),
        links=(),
        mesh=(),
        journal=replace(record.journal, title=record.journal.abbreviation, issn=""),
    )


def test_a_file_is_told_once(fill: Fill) -> None:
    """A file that is known is not read again: what of it went into others is not counted anew."""
    fill(pubmed(), copy(), name="a")
    assert fill(pubmed(), copy(), name="a").duplicates == NONE
