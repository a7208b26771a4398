"""A document's state is what all records and lists of the library say of it, whichever came first, and only that."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.library.library import Library
from evidence.model import STATUSES, Document, Filters, Identifiers, Link, Notice, Query, Status
from evidence.ports import Retriever
from indexers.embed import catch_up
from indexers.hashing import HashingEmbedder
from indexers.hybrid import HybridRetriever
from indexers.ingest import Input, ingest, load_inputs, loading
from indexers.intake import Deleted
from indexers.lexical import LexicalRetriever
from indexers.vectors import DenseRetriever
from tests.conftest import Fill
from tests.fakes import document


@pytest.fixture(autouse=True)
def lists_may_shrink(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists here are a line or two long: the guard against half a file would refuse every change of them."""
    monkeypatch.setattr("research.reference.SHRINKS", 1.0)


ARTICLE = "pubmed:1"
SAYS: list[tuple[str, Status]] = [
    ("RetractionOf", "retracted"),
    ("PartialRetractionOf", "retracted"),
    ("RetractedandRepublishedFrom", "retracted"),
    ("ExpressionOfConcernFor", "concern"),
    ("UpdateOf", "superseded"),
    ("ErratumFor", "corrected"),
    ("CorrectedandRepublishedFrom", "corrected"),
]
ORDERS = ["article first", "notice first", "one file, article first", "one file, notice first"]


def says(number: int, *links: tuple[str, int], body: str = "It is said here.", **changes: object) -> Document:
    """A record that speaks about others: (RefType, their number)."""
    made = tuple(Link(kind, f"pubmed:{target}") for kind, target in links)
    return document(number, title=f"Record {number}", body=body, links=made, **changes)


def state(folder: Path, document_id: str = ARTICLE) -> tuple[str, list[str]]:
    """(status, who says something of it) as the library gives the document, with the columns that filters read."""
    library = Library.open(folder)
    found = library.get(document_id)
    assert found
    assert library.heads([document_id])[document_id].status == found.status
    assert [h.id for h in library.listing(Filters(statuses=(found.status,)), 100)[0]].count(document_id) == 1
    library.close()
    return found.status, [notice.by for notice in found.notices]


def retrievers(folder: Path) -> list[Retriever]:
    """Every way to search, with vectors."""
    catch_up(folder, HashingEmbedder())
    library = Library.open(folder)
    lexical, dense = LexicalRetriever(library), DenseRetriever(library, HashingEmbedder())
    return [lexical, dense, HybridRetriever(library, lexical, dense)]


def found(retriever: Retriever, *statuses: Status) -> list[str]:
    """What a search within these states gives."""
    hits = retriever.search(Query("aspirin bleeding said here", Filters(statuses=statuses)), 10)
    return sorted(hit.passage.document_id for hit in hits)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("kind", "status"), SAYS)
def test_the_order_of_arrival_does_not_count(folder: Path, fill: Fill, kind: str, status: Status, order: str) -> None:
    """Article and notice, in two commands or one file, either first: the state, who says so, and what searches see."""
    records = [document(1), says(2, (kind, 1))]
    if "notice first" in order:
        records.reverse()
    for each in [records] if order.startswith("one file") else [[record] for record in records]:
        fill(*each)
    assert state(folder) == (status, ["pubmed:2"])
    library = Library.open(folder)
    made = library.get(ARTICLE)
    assert made
    assert made.notices == (Notice(status, "pubmed:2", "pubmed"),)
    assert library.counts("status") == dict(sorted({status: 1, "current": 1}.items()))
    for retriever in retrievers(folder):
        assert found(retriever, status) == [ARTICLE], retriever.name
        assert found(retriever, "current") == ["pubmed:2"], retriever.name
        assert found(retriever) == [ARTICLE, "pubmed:2"], retriever.name


def test_what_a_notice_changes_is_counted(folder: Path, fill: Fill) -> None:
    """An article that was there is updated, and the change of its status is told and kept with who brought it."""
    fill(document(1), document(3))
    result = fill(says(2, ("RetractionOf", 1)))
    assert (result.read, result.added, result.updated, result.unchanged) == (1, 1, 1, 0)
    assert result.status_changed == {"retracted": 1}
    library = Library.open(folder)
    assert [(c.id, c.old, c.new, c.by) for c in library.changes()] == [(ARTICLE, "current", "retracted", "pubmed:2")]


@pytest.mark.parametrize("order", ["notice first", "one file, article first"])
def test_an_article_that_arrives_retracted_has_not_changed(folder: Path, fill: Fill, order: str) -> None:
    """It was never here in another state."""
    records = [document(1), says(2, ("RetractionOf", 1))]
    results = [fill(*records)] if order.startswith("one") else [fill(records[1]), fill(records[0])]
    assert [r.status_changed for r in results] == [{}] * len(results)
    assert sum(r.added for r in results) == 2
    assert Library.open(folder).changes() == []


def test_an_article_that_comes_with_the_command_has_not_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where the command makes a commit between the article and its notice: counts do not depend on the batch."""
    monkeypatch.setattr("indexers.prepare.CHUNK", 1)
    with loading(folder, batch=1) as load:
        records = [document(1), says(2, ("RetractionOf", 1))]
        load_inputs(folder, load, [Input("a", "a", lambda: iter(records))])
        result = load.result()
    assert (result.revision, result.added, result.updated, result.status_changed) == (2, 2, 0, {})


def test_a_record_that_is_reached_and_then_read_counts_as_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notice in one commit and the article's own revision in the next: two read, none of them unchanged."""
    ingest(folder, [Input("before", "before", lambda: iter([document(1)]))])
    monkeypatch.setattr("indexers.prepare.CHUNK", 1)
    with loading(folder, batch=1) as load:
        records = [says(2, ("RetractionOf", 1)), document(1, body="Aspirin, revised.")]
        load_inputs(folder, load, [Input("a", "a", lambda: iter(records))])
        result = load.result()
    assert (result.read, result.added, result.updated, result.unchanged) == (2, 1, 1, 0)


def test_a_deleted_notice_no_longer_counts(folder: Path, fill: Fill) -> None:
    """The state goes back to what is left to be said, and that change is told, too."""
    fill(document(1), says(2, ("RetractionOf", 1)), says(3, ("ErratumFor", 1)))
    assert state(folder) == ("retracted", ["pubmed:2", "pubmed:3"])
    assert fill(Deleted("pubmed:2")).status_changed == {"corrected": 1}
    assert state(folder) == ("corrected", ["pubmed:3"])
    assert fill(Deleted("pubmed:3")).status_changed == {"current": 1}
    assert state(folder) == ("current", [])
    assert found(retrievers(folder)[0], "current") == [ARTICLE]


def test_a_notice_that_is_revised_speaks_as_it_now_does(folder: Path, fill: Fill) -> None:
    """It pointed to the wrong article: that one is free again, and the right one is not."""
    fill(document(1), document(4), says(2, ("RetractionOf", 1)))
    result = fill(says(2, ("RetractionOf", 4)))
    assert result.status_changed == {"current": 1, "retracted": 1}
    assert state(folder) == ("current", [])
    assert state(folder, "pubmed:4") == ("retracted", ["pubmed:2"])
    fill(says(2, ("ErratumFor", 4)))
    assert state(folder, "pubmed:4") == ("corrected", ["pubmed:2"])
    for retriever in retrievers(folder):
        assert found(retriever, "retracted") == []
        assert found(retriever, "corrected") == ["pubmed:4"]


def test_an_article_that_is_loaded_again_stays_retracted(folder: Path, fill: Fill) -> None:
    """The same record changes nothing; a revised one brings its text, and not its innocence."""
    revision = fill(document(1), says(2, ("RetractionOf", 1))).revision
    again = fill(document(1))
    assert (again.revision, again.unchanged, again.updated, again.status_changed) == (revision, 1, 0, {})
    revised = fill(document(1, body="Aspirin, as revised."))
    assert (revised.updated, revised.status_changed) == (1, {})
    assert state(folder) == ("retracted", ["pubmed:2"])
    text = Library.open(folder).get(ARTICLE)
    assert text
    assert text.text.endswith("Aspirin, as revised.")


def test_an_article_that_comes_back_finds_its_notice(folder: Path, fill: Fill) -> None:
    """Deleted, in its absence the notice stands alone; given again, it is what it was."""
    fill(document(1), says(2, ("RetractionOf", 1)))
    fill(Deleted(ARTICLE))
    assert Library.open(folder).counts("status") == {"current": 1}
    fill(document(1))
    assert state(folder) == ("retracted", ["pubmed:2"])


def test_both_gone_in_one_file(folder: Path, fill: Fill) -> None:
    """An article and its notice deleted together, and the article given again after that: nothing is said of it."""
    fill(document(1), says(2, ("RetractionOf", 1)))
    assert fill(Deleted(ARTICLE), Deleted("pubmed:2")).deleted == 2
    fill(document(1))
    assert state(folder) == ("current", [])


def test_a_record_does_not_speak_about_itself(folder: Path, fill: Fill) -> None:
    """A notice that is linked to its own PMID, as some are."""
    fill(says(1, ("RetractionOf", 1)))
    assert state(folder) == ("current", [])
    fill(says(1, ("RetractionOf", 1), body="Revised."))
    assert state(folder) == ("current", [])


@pytest.mark.parametrize("at_once", [True, False])
def test_circles_end(folder: Path, fill: Fill, at_once: bool) -> None:
    """Two records that each say that they update the other: each is superseded, and deleting one frees the other."""
    pair = [says(1, ("UpdateOf", 4)), says(4, ("UpdateOf", 1))]
    for each in [pair] if at_once else [[record] for record in pair]:
        fill(*each)
    assert state(folder) == ("superseded", ["pubmed:4"])
    assert state(folder, "pubmed:4") == ("superseded", [ARTICLE])
    fill(Deleted("pubmed:4"))
    assert state(folder) == ("current", [])


def test_a_chain_of_republications(folder: Path, fill: Fill) -> None:
    """An article, retracted and republished, and that one corrected and republished: the last stands as it is."""
    fill(says(3, ("CorrectedandRepublishedFrom", 2)), document(1), says(2, ("RetractedandRepublishedFrom", 1)))
    assert [state(folder, f"pubmed:{n}")[0] for n in (1, 2, 3)] == ["retracted", "corrected", "current"]


def test_what_a_record_states_itself_is_not_taken_back_by_others(folder: Path, fill: Fill) -> None:
    """An article whose own record says retracted stays so when a milder notice comes and goes."""
    fill(document(1, status="retracted"), says(2, ("ErratumFor", 1)))
    assert state(folder) == ("retracted", ["pubmed:2"])
    fill(Deleted("pubmed:2"))
    assert state(folder) == ("retracted", [])
    fill(document(1))
    assert state(folder) == ("current", [])


def test_links_that_say_nothing_of_a_state(folder: Path, fill: Fill) -> None:
    """A comment, a citation, a link without a target: the article is as it was and is not written anew."""
    fill(document(1))
    result = fill(
        says(2, ("CommentOn", 1), ("Cites", 1), ("RetractionIn", 1)), document(3, links=(Link("RetractionOf"),))
    )
    assert (result.added, result.updated) == (2, 0)
    assert state(folder) == ("current", [])


def test_a_state_does_not_change_what_another_source_holds(folder: Path, fill: Fill) -> None:
    """A document of two sources is reached by a notice: both sources are still named and found."""
    other = document(1, source="mine", form="jsonl")
    fill(document(1), other)
    fill(says(2, ("RetractionOf", 1)))
    library = Library.open(folder)
    made = library.get(ARTICLE)
    assert made
    assert (made.source, made.also_in, made.status) == ("pubmed", ("mine",), "retracted")
    in_mine = LexicalRetriever(library).search(Query("aspirin", Filters(sources=("mine",))), 5)
    assert [hit.passage.document_id for hit in in_mine] == [ARTICLE]


def test_a_notice_reaches_many_across_segments(folder: Path, fill: Fill) -> None:
    """Thirty articles in thirty commits, merged on the way, and one record that retracts the odd ones."""
    for n in range(100, 130):
        fill(document(n))
    odd = [n for n in range(100, 130) if n % 2]
    result = fill(says(2, *(("RetractionOf", n) for n in odd)))
    assert result.status_changed == {"retracted": 15}
    library = Library.open(folder)
    heads, total = library.listing(Filters(statuses=("retracted",)), 100)
    assert (total, [h.id for h in heads]) == (15, [f"pubmed:{n}" for n in odd])
    assert library.counts("status") == {"current": 16, "retracted": 15}


# Any split, any order


@dataclass(frozen=True)
class History:
    """What happens to each record, in its own order, and how the whole is dealt out: files of items, commands of files."""

    records: dict[int, list[Document | Deleted]]
    dealt: list[list[list[Document | Deleted]]]

    @property
    def final(self) -> dict[str, Document]:
        """The last that was given of each record that was not taken back."""
        last = {f"pubmed:{number}": items[-1] for number, items in self.records.items()}
        return {i: item for i, item in last.items() if isinstance(item, Document)}

    @property
    def states(self) -> dict[str, tuple[str, frozenset[str]]]:
        """By the plain rule: the gravest of what the record states and what the others that are left say of it."""
        given = dict(SAYS)
        found = {}
        for i, record in self.final.items():
            speaking = {
                (given[link.kind], by.id)
                for by in self.final.values()
                for link in by.links
                if link.target == i and by.id != i and link.kind in given
            }
            status = min([record.status, *(s for s, _ in speaking)], key=STATUSES.index)
            found[i] = status, frozenset(by for _, by in speaking)
        return found


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to six records that speak about each other, each given, revised and taken back up to three times."""
    numbers = draw(st.lists(st.integers(1, 6), min_size=2, max_size=6, unique=True))
    kinds = st.sampled_from([*(kind for kind, _ in SAYS), "CommentOn"])
    link = st.tuples(kinds, st.sampled_from(numbers))
    records: dict[int, list[Document | Deleted]] = {}
    for number in numbers:
        items: list[Document | Deleted] = []
        for n in range(draw(st.integers(1, 3))):
            if draw(st.integers(0, 3)) == 0:
                items.append(Deleted(f"pubmed:{number}"))
                continue
            status = draw(st.sampled_from(["current", "current", "notice", "retracted"]))
            links = draw(st.lists(link, max_size=2, unique=True))
            items.append(says(number, *links, body=f"Text {n}.", status=status))
        records[number] = items
    turns = draw(st.permutations([number for number, items in records.items() for _ in items]))
    ordered = [items.pop(0) for items in map({n: list(i) for n, i in records.items()}.__getitem__, turns)]
    return History(records, [draw(split(file)) for file in draw(split(ordered))])


@st.composite
def split(draw: st.DrawFn, items: Sequence[object]) -> list[list[object]]:
    """The items in their order, in up to three parts."""
    cuts = sorted(draw(st.lists(st.integers(0, len(items)), max_size=2)))
    parts = [list(items[a:b]) for a, b in zip([0, *cuts], [*cuts, len(items)], strict=True)]
    return [part for part in parts if part]


def library_of(history: History, folder: Path, batch: int) -> Library:
    """Load it as it was dealt: each part a command, each part of that a file."""
    for command, files in enumerate(history.dealt):
        with loading(folder, batch) as load:
            inputs = [
                Input(f"{command}.{n}", f"{command}.{n}", lambda items=items: iter(items))  # type: ignore[misc]
                for n, items in enumerate(files)
            ]
            load_inputs(folder, load, inputs)
    return Library.open(folder)


@given(histories(), st.sampled_from([1, 20_000]))
@settings(max_examples=40, deadline=None)
def test_any_split_and_any_order_end_in_the_same_states(history: History, batch: int) -> None:
    """However articles, notices and deletions are dealt to files, commits and commands: states as the plain rule has them,
    in the records, in the columns, in BM25's filter and in the counts."""
    if not history.final:
        return
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as place:
        patch.setattr("indexers.prepare.CHUNK", 1 if batch == 1 else 200)
        library = library_of(history, Path(place) / "library", batch)
        documents = {d.id: d for d in library.all_documents()}
        seen = {i: (d.status, frozenset(n.by for n in d.notices)) for i, d in documents.items()}
        assert seen == history.states
        assert {i: d.text for i, d in documents.items()} == {i: d.text for i, d in history.final.items()}
        lexical = LexicalRetriever(library)
        for status in STATUSES:
            wanted = sorted(i for i, (s, _) in history.states.items() if s == status)
            assert [h.id for h in library.listing(Filters(statuses=(status,)), 10)[0]] == wanted
            hits = lexical.search(Query("record text", Filters(statuses=(status,))), 10)
            assert sorted(h.passage.document_id for h in hits) == wanted
            assert library.counts("status").get(status, 0) == len(wanted)
        library.close()


def test_a_retraction_that_a_poorer_source_states_survives_the_richer_record(folder: Path, fill: Fill) -> None:
    """PubMed's record, loaded again, does not undo what another source that holds the article says of it."""
    fill(document(1))
    fill(document(1, source="mine", form="jsonl", status="retracted"))
    for name in ("again", "and again"):
        fill(document(1), name=name)
        found = Library.open(folder).get("pubmed:1")
        assert found is not None
        assert (found.status, found.also_in) == ("retracted", ("mine",))
    assert fill(document(1), name="a last time").updated == 0


@pytest.mark.parametrize("notice_first", [True, False])
def test_a_notice_that_names_its_article_by_doi_reaches_it(folder: Path, fill: Fill, notice_first: bool) -> None:
    """As full texts of notices do; in either order, whatever the case of the DOI, and no other article."""
    article = document(1, identifiers=Identifiers("1", "", "10.1000/AA"))
    other = document(2, identifiers=Identifiers("2", "", "10.1000/ab"))
    links = (Link("RetractionOf", "", "doi:10.1000/aa"),)
    notice = document(3, title="Retraction: it", identifiers=Identifiers("3", "", "10.1000/no"), links=links)
    for item in (notice, article, other) if notice_first else (article, other, notice):
        fill(item)
    assert state(folder, "pubmed:1") == ("retracted", ["pubmed:3"])
    assert state(folder, "pubmed:2") == ("current", [])
    ingest(folder, [Input("gone", "gone", lambda: iter([Deleted("pubmed:3")]))])
    assert state(folder, "pubmed:1") == ("current", [])
