"""One contract for every retriever: what it may return, in which order, and that it never returns what is gone."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.library.library import Library
from evidence.library.where import admits
from evidence.model import STATUSES, Document, Filters, Hit, Published, Query
from evidence.ports import Retriever
from indexers.embed import catch_up
from indexers.hashing import HashingEmbedder
from indexers.hybrid import HybridRetriever
from indexers.ingest import Input, ingest
from indexers.intake import Deleted
from indexers.lexical import LexicalRetriever
from indexers.scan import ScanRetriever
from indexers.vectors import DenseRetriever
from tests.fakes import document

EMBEDDER = HashingEmbedder()


def _hybrid(library: Library, fusion: str) -> Retriever:
    return HybridRetriever(library, LexicalRetriever(library), DenseRetriever(library, EMBEDDER), fusion)


RETRIEVERS: dict[str, Callable[[Library], Retriever]] = {
    "lexical": LexicalRetriever,
    "dense": lambda library: DenseRetriever(library, EMBEDDER),
    "hybrid min-max": lambda library: _hybrid(library, "min-max"),
    "hybrid rrf": lambda library: _hybrid(library, "rrf"),
    "scan lexical": ScanRetriever,
    "scan dense": lambda library: ScanRetriever(library, EMBEDDER),
}
BY_WORDS = ("lexical", "scan lexical")  # these find only what shares a word with the query
every = pytest.mark.parametrize("name", RETRIEVERS)

YEARS = ("", "1999", "2018-05", "2020", "2020-12-31", "2024")
DESIGNS = ("", "rct", "cohort", "meta-analysis")
SOURCES = ("pubmed", "mine", "mine too")
LANGUAGES = ("eng", "fre", "ger")


def _document(i: int) -> Document:
    """The i-th of a corpus in which every value meets every other; one in four does not say warfarin."""
    sources = SOURCES[i % 3 :] + SOURCES[: i % 3]
    return document(
        i,
        title=f"Trial number {i}",
        body=("Heparin" if i % 4 == 3 else "Warfarin" + " and warfarin" * (i % 7)) + " in elderly patients.",
        published=Published(YEARS[i % 6], "year" if YEARS[i % 6] else ""),
        design=DESIGNS[i // 2 % 4],
        source=sources[0],
        also_in=tuple(sorted(sources[1 : 1 + i // 3 % 3])),
        languages=LANGUAGES[: i // 5 % 4],
        status=STATUSES[i // 4 % 6],
        is_preprint=i % 7 == 2,
    )


CORPUS = [_document(i) for i in range(72)]


def load(folder: Path, name: str, *items: Document | Deleted) -> Library:
    """Load items and make their vectors."""
    ingest(folder, [Input(name, name, lambda: iter(items))])
    catch_up(folder, EMBEDDER)
    return Library.open(folder)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The corpus in three segments."""
    folder = tmp_path_factory.mktemp("corpus")
    for part in range(3):
        library = load(folder, f"part {part}", *CORPUS[part::3])
    return library


@pytest.fixture(scope="module")
def retrievers(corpus: Library) -> dict[str, Retriever]:
    """Every retriever over the corpus."""
    return {name: make(corpus) for name, make in RETRIEVERS.items()}


def ids(hits: list[Hit]) -> list[str]:
    """Their documents, in order."""
    return [hit.passage.document_id for hit in hits]


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    """None, some or all of the values, and one that nothing has."""
    return st.lists(st.sampled_from([*values, "nothing has this"]), max_size=3, unique=True).map(tuple)


FILTERS = st.builds(
    Filters,
    since=st.none() | st.integers(1998, 2025),
    until=st.none() | st.integers(1998, 2025),
    designs=some(*DESIGNS),
    sources=some(*SOURCES),
    languages=some(*LANGUAGES),
    statuses=some(*STATUSES),
    not_sources=some(*SOURCES),
    preprints=st.booleans(),
)


def _check_filters(name: str, retriever: Retriever, filters: Filters) -> None:
    wanted = {d.id for d in CORPUS if admits(filters, d) and (name not in BY_WORDS or "arfarin" in d.text)}
    found = ids(retriever.search(Query("warfarin", filters), 100))
    assert len(found) == len(set(found))
    assert set(found) == wanted


@every
@given(filters=FILTERS)
@settings(max_examples=25, deadline=None)
def test_every_filter_is_honoured(retrievers: dict[str, Retriever], name: str, filters: Filters) -> None:
    """Exactly the documents that the filters admit come back, from an index as from a scan."""
    _check_filters(name, retrievers[name], filters)


@every
@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(since=2020),
        Filters(until=2018),
        Filters(since=2021, until=2019),
        Filters(designs=("",)),
        *(Filters(designs=(d,)) for d in DESIGNS),
        *(Filters(sources=(s,)) for s in SOURCES),
        *(Filters(languages=(la,)) for la in LANGUAGES),
        *(Filters(statuses=(s,)) for s in STATUSES),
        *(Filters(not_sources=(s,)) for s in SOURCES),
        Filters(preprints=False),
    ],
    ids=str,
)
def test_each_filter_is_honoured_alone(retrievers: dict[str, Retriever], name: str, filters: Filters) -> None:
    """Each kind of filter by itself; a bound on years leaves out the documents without a year."""
    _check_filters(name, retrievers[name], filters)


@every
@pytest.mark.parametrize("k", [0, 1, 5, 54, 72, 1000])
def test_at_most_k_and_best_first(retrievers: dict[str, Retriever], name: str, k: int) -> None:
    """The first k of the whole ranking; scores never rise, equal ones are in the order of ids."""
    whole = retrievers[name].search(Query("warfarin in elderly patients"), 100)
    found = retrievers[name].search(Query("warfarin in elderly patients"), k)
    assert len(found) == min(k, 72)
    assert all((-a.score, a.passage.document_id) < (-b.score, b.passage.document_id) for a, b in pairwise(found))
    if not name.startswith("hybrid"):  # whose scores depend on how deep its rankings go
        assert ids(found) == ids(whole)[:k]


@every
def test_passage_is_the_document_s_own_text(retrievers: dict[str, Retriever], corpus: Library, name: str) -> None:
    """`passage.text == document.text[start:end]`, for every hit."""
    found = retrievers[name].search(Query("warfarin trial"), 100)
    assert found
    for passage in (hit.passage for hit in found):
        whole = corpus.get(passage.document_id)
        assert whole is not None
        assert passage.text == whole.text[passage.start : passage.end] != ""


@every
@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", '( ) " * ^ ~ : - + && || !', "🙂", "\0", "\ud800", "…", "—"], ids=ascii
)
def test_query_without_a_word_finds_nothing(retrievers: dict[str, Retriever], name: str, text: str) -> None:
    """Nothing was asked for."""
    assert retrievers[name].search(Query(text), 10) == []


@every
@pytest.mark.parametrize(
    "text",
    [
        "AND OR NOT", "NOT warfarin", "field:x", "body:warfarin", "title:(a OR b)", "+warfarin -elderly", "warfarin~2",
        "warf*", '"warfarin', "[a TO b]", "{", "\\", "IN [a b]", "/war.*/", "*", "α", "μ", "½", "①", "ﬁ", "🙂 warfarin",
        "warfarin\0elderly", "warf\ud800arin", "ẞ", "İ", "क्ष", "華法林", "x" * 100_000, "١٢٣", "e\u0301",
    ],
    ids=lambda text: ascii(text[:20]),
)  # fmt: skip
def test_no_query_is_a_command(retrievers: dict[str, Retriever], name: str, text: str) -> None:
    """Operators of query languages and odd characters are words or nothing, never an error."""
    found = retrievers[name].search(Query(text), 100)
    assert len(found) == len(set(ids(found)))
    if "warfarin" in text:
        wanted = {d.id for d in CORPUS if "arfarin" in d.text}
        assert wanted <= set(ids(found))


@every
def test_ten_thousand_words_are_a_query(retrievers: dict[str, Retriever], name: str) -> None:
    """Whoever pastes a paper gets an answer."""
    text = " ".join(f"word{i} warfarin" for i in range(5_000))
    assert len(retrievers[name].search(Query(text), 100)) >= 54


@every
def test_empty_library_has_no_hits(folder: Path, name: str) -> None:
    """Neither before the first load nor after the last deletion."""
    assert RETRIEVERS[name](Library.empty(folder)).search(Query("aspirin"), 10) == []
    load(folder, "in", document(1))
    library = load(folder, "out", Deleted("pubmed:1"))
    assert RETRIEVERS[name](library).search(Query("aspirin"), 10) == []


@every
def test_ids_decide_between_equals(folder: Path, name: str) -> None:
    """Twelve equal documents, loaded in two parts and backwards: the first five ids come back."""
    load(folder, "a", *(document(i) for i in range(12, 6, -1)))
    library = load(folder, "b", *(document(i) for i in range(6, 0, -1)))
    found = RETRIEVERS[name](library).search(Query("aspirin"), 5)
    assert ids(found) == [f"pubmed:{i}" for i in (1, 10, 11, 12, 2)]


@every
def test_what_is_gone_never_comes_back(folder: Path, name: str) -> None:
    """A deleted document is not found, a replaced one only with its new text; nor do they take a better one's place."""
    old = [document(i, title="Colchicine", body="Colchicine colchicine.") for i in range(30)]
    load(folder, "old", *old, document(99, title="Gout", body="Colchicine and other drugs against gout."))
    new = [document(i, title="Penguins", body="Emperor penguins.") for i in range(15)]
    library = load(folder, "new", *new, *(Deleted(f"pubmed:{i}") for i in range(15, 30)))
    assert ids(RETRIEVERS[name](library).search(Query("colchicine"), 1)) == ["pubmed:99"]
    found = RETRIEVERS[name](library).search(Query("colchicine"), 100)
    assert {*ids(found)} <= {"pubmed:99", *(f"pubmed:{i}" for i in range(15))}
    assert [hit for hit in found if "Colchicine colchicine" in hit.passage.text] == []
    back = load(folder, "back", old[20])
    assert ids(RETRIEVERS[name](back).search(Query("colchicine"), 1)) == ["pubmed:20"]


@every
def test_one_hit_for_a_long_document(folder: Path, name: str) -> None:
    """A document of eighty passages takes one place of five, and does not crowd the others out."""
    sentence = "Warfarin was compared with placebo in patients who had a stroke of one kind or another before."
    library = load(
        folder,
        "all",
        document(1, title="Warfarin", body=" ".join([sentence] * 1200)),
        *(document(i, title="Other", body="Warfarin, mentioned in passing among penguins.") for i in range(2, 12)),
    )
    assert library.manifest.segments[0].passages > 80
    found = RETRIEVERS[name](library).search(Query("warfarin placebo stroke"), 5)
    assert len(set(ids(found))) == 5


@pytest.fixture(scope="module")
def loaded_twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Library]:
    """Thirty documents in one load, and in thirty."""
    once = load(tmp_path_factory.mktemp("once"), "all", *CORPUS[:30])
    folder = tmp_path_factory.mktemp("often")
    for d in CORPUS[:30]:
        often = load(folder, d.id, d)
    assert (len(once.segments), len(often.segments) < 15) == (1, True)
    return once, often


@every
def test_the_way_a_library_was_loaded_changes_nothing(loaded_twice: tuple[Library, Library], name: str) -> None:
    """One load or thirty with merging, opened once or again: the same hits with the same scores."""
    once, often = (RETRIEVERS[name](library) for library in loaded_twice)
    again = RETRIEVERS[name](Library.open(loaded_twice[1].folder))
    for text in ("warfarin", "heparin in elderly patients", "trial number 7"):
        wanted = once.search(Query(text), 20)
        found = often.search(Query(text), 20)
        assert [hit.passage for hit in found] == [hit.passage for hit in wanted]
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in wanted], abs=1e-5)
        assert again.search(Query(text), 20) == found


@pytest.mark.parametrize(("name", "reference"), [("lexical", "scan lexical"), ("dense", "scan dense")])
def test_an_index_ranks_as_a_scan_does(retrievers: dict[str, Retriever], name: str, reference: str) -> None:
    """The best document is the same; cosines agree to what float16 holds."""
    for text in ("warfarin and warfarin", "heparin", "elderly patients"):
        found, wanted = (retrievers[n].search(Query(text), 20) for n in (name, reference))
        assert found[0].passage == wanted[0].passage
        if name == "dense":
            assert [h.score for h in found] == pytest.approx([h.score for h in wanted], abs=1e-3)
