"""Thirty questions under five policies: what is outside a policy is neither retrieved nor cited, and the search says why.

The corpus is built against filtering after retrieval: for every question hundreds of documents outside a policy match
better than the few inside it, so whoever takes the best first and filters then is left with nothing.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.errors import UsageError
from evidence.library.library import Library
from evidence.library.where import admits
from evidence.model import Document, Filters, Query, Status
from evidence.report import Policy, Report
from evidence.settings import Settings
from evidence.source_list import read_list
from evidence.trust import SourceList
from indexers.embed import catch_up
from indexers.hashing import HashingEmbedder
from indexers.hybrid import HybridRetriever
from indexers.ingest import Input, ingest
from indexers.lexical import LexicalRetriever
from indexers.vectors import DenseRetriever
from research.gather import MAIN_DEPTH
from research.loop import run
from research.plan import make_plan
from research.policy import Asked, policy_of
from research.report.html import to_html
from research.report.markdown import to_markdown
from research.wiring import Engine
from tests.fakes import Published, document

DRUGS = [
    f"{a}{b}mab" for a in ("alvo", "brixi", "cento", "dulva", "ermo", "fosti") for b in ("ri", "lu", "ta", "ze", "no")
]
QUESTIONS = [f"Does {drug} reduce stroke in adults with migraine?" for drug in DRUGS]
LIST = """
# what the hospital's librarian trusts
[[source]]
name = "national-body"
kind = "guideline-site"
address = "https://guidelines.example.org/"
tier = 1

[[source]]
name = "pubmed"
kind = "pubmed-query"
address = "all[sb]"
tier = 3

[[source]]
name = "vendor-pages"
kind = "guideline-site"
address = "https://vendor.example.com/"
tier = 4
"""
POLICIES = {
    "only": 'name = "only the national body"\nonly = ["national-body"]',
    "tier": "tier = 1",
    "exclude": 'exclude = ["pubmed", "vendor-pages"]\nuntil = 2030',
    "years and languages": 'since = 2019\nuntil = 2021\nlanguages = ["fre"]',
    "designs and states": 'designs = ["cohort"]\nallow = ["superseded"]',
}
FACTS: dict[str, dict[str, object]] = {  # of the one document for each question that a policy admits
    "only": {"source": "national-body", "design": "guideline"},
    "tier": {"source": "national-body", "design": "guideline"},
    "exclude": {"source": "national-body", "design": "guideline"},
    "years and languages": {"languages": ("fre",), "published": Published("2020", "year")},
    "designs and states": {"design": "cohort", "status": "superseded"},
}
OUTSIDE: tuple[dict[str, object], ...] = (
    {"languages": ("eng",), "published": Published("2020", "year")},
    {"languages": ("fre",), "published": Published("2012", "year")},
    {"source": "vendor-pages", "languages": ("eng",), "also_in": ("pubmed",)},
    {"design": "cohort", "status": "retracted", "languages": ("eng",)},
)
MATCHING = MAIN_DEPTH + 30  # documents of each kind outside: more than any search takes


def _corpus() -> Iterator[Document]:
    number = 1
    for drug in DRUGS:
        best = f"{drug} reduces stroke in adults with migraine"
        for facts in OUTSIDE:
            for _ in range(MATCHING):
                yield document(
                    number, title=best, body=f"{best} (HR 0.{number % 90 + 10}).", **{"design": "rct", **facts}
                )
                number += 1
        for facts in FACTS.values():
            padding = "The trial was long and its report says much else about how it was done in many places. " * 6
            words = (
                f"{padding}\n\nIn adults with migraine {drug} reduced stroke by a fifth over {number % 7 + 2} years."
            )
            yield document(number, title="A trial in neurology", body=words, **{"languages": ("eng",), **facts})
            number += 1


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> SourceList:
    """The librarian's list."""
    path = tmp_path_factory.mktemp("list") / "sources.toml"
    path.write_text(LIST, encoding="utf-8")
    return read_list(path)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, trusted: SourceList) -> Engine:
    """The corpus, found by words, by vectors and by both."""
    folder = tmp_path_factory.mktemp("library")
    ingest(folder, [Input("corpus", "corpus", lambda: _corpus())])
    embedder = HashingEmbedder()
    catch_up(folder, embedder)
    library = Library.open(folder)
    lexical, dense = LexicalRetriever(library), DenseRetriever(library, embedder)
    found = {"lexical": lexical, "dense": dense, "hybrid": HybridRetriever(library, lexical, dense)}
    return Engine(library, lexical, found, None, trusted)


def _policy(name: str, folder: Path, engine: Engine) -> Policy:
    file = folder / "policy.toml"
    file.write_text(POLICIES[name], encoding="utf-8")
    return policy_of(Asked(file=file), engine.trusted, frozenset(engine.library.sources()))


def _kept(name: str, d: Document) -> bool:
    """The policies of POLICIES once more, by hand."""
    held = {d.source, *d.also_in}
    states: dict[str, set[Status]] = {"designs and states": {"superseded", "corrected", "current"}}
    if d.status not in states.get(name, {"corrected", "current"}):
        return False
    if name in ("only", "tier"):
        return "national-body" in held
    if name == "exclude":
        return held.isdisjoint({"pubmed", "vendor-pages"})
    if name == "years and languages":
        return "fre" in d.languages and d.published.year in (2019, 2020, 2021)
    return d.design == "cohort"


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("mode", ["lexical", "dense", "hybrid"])
def test_nothing_outside_a_policy_is_retrieved(engine: Engine, tmp_path: Path, name: str, mode: str) -> None:
    """Every hit keeps to the policy, and hits there are, although hundreds of others match better."""
    policy = _policy(name, tmp_path, engine)
    _, retriever = engine.retriever(mode)
    for drug, question in zip(DRUGS, QUESTIONS, strict=True):
        hits = retriever.search(Query(question, policy.filters), 10)
        documents = engine.library.documents(h.passage.document_id for h in hits)
        assert all(_kept(name, d) for d in documents.values())
        assert any(drug in d.text for d in documents.values())


def test_the_corpus_would_catch_a_filter_after_retrieval(engine: Engine, tmp_path: Path) -> None:
    """Without the filters, the best of a search as deep as a report's hold nothing that a policy admits."""
    for name in POLICIES:
        policy = _policy(name, tmp_path, engine)
        for question in QUESTIONS:
            hits = engine.lexical.search(Query(question, Filters()), MAIN_DEPTH)
            documents = engine.library.documents(h.passage.document_id for h in hits)
            assert not any(admits(policy.filters, d) for d in documents.values())


@pytest.mark.parametrize("name", POLICIES)
def test_nothing_outside_a_policy_is_cited(engine: Engine, tmp_path: Path, name: str) -> None:
    """Each of 30 reports answers from inside the policy alone; its searches and its appendix say so."""
    policy = _policy(name, tmp_path, engine)
    for question in QUESTIONS:
        report = run(make_plan(question, policy.filters), engine, policy, mode="lexical")
        assert report.answered
        cited = engine.library.documents(d.id for d in report.documents)
        assert cited and all(_kept(name, d) for d in cited.values())
        _check_shown(report, policy, engine, name)


def _check_shown(report: Report, policy: Policy, engine: Engine, name: str) -> None:
    for search in report.searches:
        if search.facet != "left out":
            assert search.filters.statuses == policy.filters.statuses
            assert set(search.filters.sources) == set(policy.filters.sources)
            assert search.filters.not_sources == policy.filters.not_sources
            assert (search.filters.since, search.filters.until) == (policy.filters.since, policy.filters.until)
    for page in (to_markdown(report), to_html(report)):
        assert engine.trusted.version in page
        for d in report.documents:
            assert d.admitted_by == (("national-body",) if name in ("only", "tier", "exclude") else ("pubmed",))
            assert d.id in page
        if name == "only":
            assert "only the national body" in page and "sources: national-body" in page
        if name == "exclude":
            assert "without the sources pubmed, vendor-pages" in page


def test_what_is_left_out_for_its_state_is_named(engine: Engine, tmp_path: Path) -> None:
    """A search for the record finds the retracted that match, and names them with their reason; nothing of it is cited."""
    policy = policy_of(Asked(), engine.trusted)
    drug = DRUGS[0]
    lone = document(900_001, title=f"{drug} and stroke in migraine", body=f"{drug} halved stroke.", status="retracted")
    folder = tmp_path / "library"
    ok = document(900_002, title=f"{drug} again", body=f"In adults with migraine {drug} did not reduce stroke.")
    ingest(folder, [Input("few", "few", lambda: iter([lone, ok]))])
    library = Library.open(folder)
    lexical = LexicalRetriever(library)
    small = Engine(library, lexical, {"lexical": lexical}, None, engine.trusted)
    report = run(make_plan(QUESTIONS[0], policy.filters), small, policy)
    assert [(e.document_id, e.reason.split(":")[0]) for e in report.excluded] == [("pubmed:900001", "retracted")]
    assert [d.id for d in report.documents] == ["pubmed:900002"]


def test_settings_name_a_list(tmp_path: Path, trusted: SourceList) -> None:
    """A list that the settings name is the one in force; its version stands in the policy of every run."""
    from research.policy import policy_for

    path = tmp_path / "mine.toml"
    path.write_text(LIST, encoding="utf-8")
    policy = policy_for(Settings(library=tmp_path / "none", sources=path), Asked())
    assert policy.source_list == trusted.version
    assert policy.source_list_place == str(path)


NO_QUOTES = """
[[source]]
name = "pubmed"
kind = "pubmed-query"
address = "all[sb]"

[[source]]
name = "national-body"
kind = "guideline-site"
address = "https://guidelines.example.org/"
allows = ["index"]
"""


def test_what_a_licence_does_not_allow_to_quote_takes_no_place_in_the_search(engine: Engine, tmp_path: Path) -> None:
    """Hits of a report are of other sources alone; a search, which quotes nothing, still finds the others."""
    path = tmp_path / "list.toml"
    path.write_text(NO_QUOTES, encoding="utf-8")
    trusted, known = read_list(path), frozenset(engine.library.sources())
    quoting = policy_of(Asked(), trusted, known)
    assert quoting.filters.sources == ("pubmed", "vendor-pages")
    assert policy_of(Asked(), trusted, known, to_quote=False).filters.sources == ()
    with pytest.raises(UsageError, match="does not allow quotation"):
        policy_of(Asked(Filters(sources=("national-body",))), trusted, known)


def test_admission_names_only_what_the_policy_admits(tmp_path: Path) -> None:
    """A document that two entries hold is let in by the one that the tier admits; a collection by its name."""
    path = tmp_path / "list.toml"
    path.write_text(LIST, encoding="utf-8")
    trusted = read_list(path)
    folder = tmp_path / "library"
    words = "In adults with migraine alvorimab did not reduce stroke."
    both = document(1, title="Alvorimab", body=words, source="vendor-pages", also_in=("national-body",))
    own = document(2, title="Alvorimab too", body=words.replace("did not reduce", "reduced"), source="mine")
    ingest(folder, [Input("few", "few", lambda: iter([both, own]))])
    library = Library.open(folder)
    lexical = LexicalRetriever(library)
    small = Engine(library, lexical, {"lexical": lexical}, None, trusted)
    for asked, let_in, said in (
        (Asked(tier=1), ("national-body",), "by national-body of the source list"),
        (Asked(Filters(sources=("mine",))), (), "by the collection mine, which the policy admits"),
        (Asked(), ("national-body", "vendor-pages"), "by national-body, vendor-pages of the source list"),
    ):
        policy = policy_of(asked, trusted, frozenset({"mine", "vendor-pages", "national-body"}))
        report = run(make_plan("Does alvorimab reduce stroke in adults with migraine?", policy.filters), small, policy)
        assert report.documents[0].admitted_by == let_in
        assert said in to_markdown(report)
