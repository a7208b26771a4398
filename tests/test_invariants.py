"""Every report keeps the invariants of docs/architecture.md: all sample questions, with policies, and any text at all."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from evidence.errors import UsageError, WeightsMissingError
from evidence.library.library import Library
from evidence.model import Filters, Identifiers, Link, Term
from evidence.report import Policy
from evidence.settings import Settings
from research.loop import run
from research.plan import make_plan
from research.quick import AT_THE_BEDSIDE, quick, quick_plan
from research.report.as_json import report_json
from research.wiring import Engine, open_embedder, open_engine
from tests.conftest import Fill
from tests.fakes import document
from tests.invariants import SAMPLE, Json, build_sample, violations, without_run

QUESTIONS = [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
EMBEDDERS = ("none", "minilm")
POLICIES = {
    "none": Policy(),
    "since": Policy(Filters(since=2018)),
    "years": Policy(Filters(since=2015, until=2020)),
    "trials": Policy(Filters(designs=("rct",))),
    "guidelines and reviews": Policy(Filters(designs=("guideline", "systematic-review"))),
    "pages": Policy(Filters(sources=("guidelines",))),
    "french": Policy(Filters(languages=("fre",))),
    "concern": Policy(allow=("concern",)),
    "preprint": Policy(allow=("preprint",)),
    "superseded": Policy(allow=("superseded",)),
    "all that can be": Policy(allow=("concern", "preprint", "superseded")),
    "old and superseded": Policy(Filters(until=2017), allow=("superseded",)),
}


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library, with vectors where the weights are at hand."""
    folder = tmp_path_factory.mktemp("sample") / "library"
    build_sample(folder, "minilm")
    return folder


@cache
def engine_of(folder: Path, embedder: str) -> Engine:
    """Skips where the weights are not at hand."""
    if embedder != "none":
        try:
            open_embedder(embedder, bulk=False)
        except WeightsMissingError as error:
            pytest.skip(str(error))
    return open_engine(Settings(library=folder, embedder=embedder))


@pytest.fixture(params=EMBEDDERS)
def engine(request: pytest.FixtureRequest, sample_folder: Path) -> Engine:
    """The sample by words alone, and with vectors."""
    return engine_of(sample_folder, request.param)


def ask(question: str, engine: Engine, policy: Policy = Policy()) -> Json:
    """A report's JSON, as a reader of the file has it."""
    report = run(make_plan(question, policy.filters), engine, policy)
    value: Json = json.loads(json.dumps(report_json(report)))
    return value


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["id"])
def test_sample_question(question: Json, engine: Engine) -> None:
    """All invariants; nothing that must never be cited is; answered from an expected document, or not at all."""
    report = ask(question["question"], engine)
    cited = {d["id"] for d in report["documents"]}
    assert violations(report, engine.library) == []
    assert cited & set(question["never"]) == set()
    assert bool(cited & set(question["expected"])) if question["expected"] else not cited


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("question", [QUESTIONS[i] for i in (0, 2, 8, 12)], ids=lambda q: q["id"])
def test_policies_are_kept(question: Json, policy: Policy, sample_folder: Path) -> None:
    """Filters hold for every document cited and are echoed in every search; leave is needed, and seen, for marked ones."""
    engine = engine_of(sample_folder, "none")
    assert violations(ask(question["question"], engine, policy), engine.library) == []


@pytest.mark.parametrize("policy", [POLICIES["all that can be"]], ids=["all"])
def test_policies_are_kept_with_vectors(policy: Policy, sample_folder: Path) -> None:
    """The dense side keeps them too."""
    engine = engine_of(sample_folder, "minilm")
    assert violations(ask(QUESTIONS[0]["question"], engine, policy), engine.library) == []


@pytest.mark.parametrize(
    ("allow", "question", "document_id", "mark"),
    [
        ("concern", "Does dabigatran reduce bleeding compared with warfarin in atrial fibrillation?", "pubmed:990000012", "concern"),
        ("superseded", QUESTIONS[0]["question"], "pubmed:990000017", "superseded"),
        ("preprint", "Do psilocybin or other new drugs improve chronic insomnia?", "pubmed:990000517", ""),
    ],
)  # fmt: skip
def test_leave_is_what_lets_a_marked_document_in(
    allow: str, question: str, document_id: str, mark: str, sample_folder: Path
) -> None:
    """The same document is left out with its reason, or may be cited and is marked; never a third thing."""
    engine = engine_of(sample_folder, "none")
    without, given_leave = ask(question, engine), ask(question, engine, Policy(allow=(allow,)))
    assert {e["document_id"]: e["reason"] for e in without["excluded"]}.get(document_id, "").find(allow) >= 0
    reasons = {e["document_id"]: e["reason"] for e in given_leave["excluded"]}
    cited = {d["id"]: d for d in given_leave["documents"]}
    assert (document_id in cited) != (document_id in reasons)
    assert allow not in reasons.get(document_id, "")
    if document_id in cited and mark:
        assert cited[document_id]["status"] == mark


def test_equal_runs_are_equal(engine: Engine) -> None:
    """Same question, revision and settings: the same report but for `run` and when each search was made."""
    question = QUESTIONS[0]["question"]
    fresh = open_engine(Settings(library=engine.library.folder, embedder="minilm" if engine.embedder else "none"))
    assert without_run(ask(question, engine)) == without_run(ask(question, fresh))


@pytest.mark.parametrize("question", QUESTIONS[::3], ids=lambda q: q["id"])
def test_quick_answer_keeps_them(question: Json, sample_folder: Path) -> None:
    """`evidence ask` promises no less than `evidence report`; five quotes at most."""
    engine = engine_of(sample_folder, "none")
    report = report_json(quick(run(quick_plan(make_plan(question["question"])), engine, depth=AT_THE_BEDSIDE)))
    value: Json = json.loads(json.dumps(report))
    assert violations(value, engine.library) == []
    assert len(value["claims"]) <= 5


HOSTILE = [
    "'; DROP TABLE records; --",
    '"AND" OR NOT (aspirin AND',
    "<script>alert(1)</script> does aspirin prevent <b>stroke</b>?",
    "\u202easpirin\u202c هل الأسبرين يقلل من خطر السكتة الدماغية؟",
    "阿司匹林能预防中风吗？",
    "aspirin\x00 and\x07 bleeding\x1b[31m?",
    "aspirin " * 5000,
    "title:aspirin^1000 [* TO *] aspirin~2 +bleeding -warfarin",
    "L’aspirine réduit-elle le risque d’accident vasculaire cérébral ?",
    "1 2 3 4",
    "a",
    "\U0001f48a aspirin \U0001f48a",
    "ﬁbrillation ﬂuoride µg",
    "\ud800 aspirin",
]


def _with_hostile(test):  # type: ignore[no-untyped-def]
    for question in HOSTILE:
        test = example(question)(test)
    return test


WORDS = ["aspirin", "\n", "AND", "(", '"', "*", ":", "bleeding", "<b>"]


@_with_hostile
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS)).map(" ".join)))
@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_or_refused(sample_folder: Path, question: str) -> None:
    """No text breaks the program or a promise; only what has no letter or digit, or is no text, is refused."""
    engine = engine_of(sample_folder, "none")
    if not any(c.isalnum() for c in question) or "\ud800" in question:
        with pytest.raises(UsageError):
            make_plan(question)
        return
    report = run(make_plan(question), engine)
    json.dumps(report_json(report)).encode()
    assert violations(report_json_plain(report_json(report)), engine.library) == []


def report_json_plain(value: Json) -> Json:
    """With lists for tuples, as read back from JSON."""
    plain: Json = json.loads(json.dumps(value))
    return plain


@pytest.mark.parametrize("question", ["", "   ", "?!… — «»", "\n\t\x00", "\u202e\u200b"])
def test_a_question_without_words_is_refused(question: str) -> None:
    """In a sentence that says what to do."""
    with pytest.raises(UsageError, match="Ask in a sentence"):
        make_plan(question)


def small_engine(folder: Path) -> Engine:
    """A library that a test has filled, by words."""
    return open_engine(Settings(library=folder, embedder="none"))


CLAIM = "Aspirin reduced stroke in adults with migraine (hazard ratio 0.50, 95% CI 0.40 to 0.60)."
QUESTION = "Does aspirin reduce stroke in adults with migraine?"


def trial(number: int, **changes: object):  # type: ignore[no-untyped-def]
    """A trial that answers QUESTION."""
    return document(number, title="Aspirin and stroke in migraine", body=CLAIM, design="rct", **changes)


def notice(number: int, kind: str, of: str):  # type: ignore[no-untyped-def]
    """A notice that says `kind` of another record."""
    return document(number, title="Notice", body="", status="notice", design="notice", links=(Link(kind, of),))


def test_retraction_that_only_the_notice_states(fill: Fill, folder: Path) -> None:
    """A record loaded last year and retracted since: the notice alone is enough, whichever comes first."""
    fill(trial(1), trial(2))
    assert {d["id"] for d in ask(QUESTION, small_engine(folder))["documents"]} == {"pubmed:1"}  # 2 says the same
    fill(notice(3, "RetractionOf", "pubmed:1"))
    report = ask(QUESTION, small_engine(folder))
    assert {d["id"] for d in report["documents"]} == {"pubmed:2"}
    assert violations(report, Library.open(folder)) == []


def test_concern_that_only_the_notice_states(fill: Fill, folder: Path) -> None:
    """Left out; with leave cited and marked."""
    fill(notice(3, "ExpressionOfConcernFor", "pubmed:1"), trial(1))
    engine = small_engine(folder)
    without, given_leave = ask(QUESTION, engine), ask(QUESTION, engine, Policy(allow=("concern",)))
    assert without["documents"] == []
    assert [d["status"] for d in given_leave["documents"]] == ["concern"]
    assert violations(without, engine.library) == violations(given_leave, engine.library) == []


def test_record_retracted_by_a_later_version(fill: Fill, folder: Path) -> None:
    """The revised record replaces the first, and the answer is gone: left out with its reason, not drafted and removed."""
    fill(trial(1))
    fill(
        trial(
            1, status="retracted", publication_types=(Term("D016441", "Retracted Publication"),), revised="2025-01-01"
        )
    )
    report = ask(QUESTION, small_engine(folder))
    assert not report["answered"]
    assert report["removed"] == []
    assert [e["document_id"] for e in report["excluded"] if "retracted" in e["reason"]] == ["pubmed:1"]
    assert violations(report, Library.open(folder)) == []


def test_preprint_needs_leave(fill: Fill, folder: Path) -> None:
    """And is marked where it is cited."""
    fill(trial(1, is_preprint=True))
    engine = small_engine(folder)
    assert not ask(QUESTION, engine)["answered"]
    allowed = ask(QUESTION, engine, Policy(allow=("preprint",)))
    assert [d["is_preprint"] for d in allowed["documents"]] == [True]
    assert violations(allowed, engine.library) == []


def test_empty_library_is_an_answer(fill: Fill, folder: Path) -> None:
    """Nothing is said from nothing; and the report says what it is."""
    fill(document(1, title="Nothing", body=""))
    fill()
    report = ask(QUESTION, small_engine(folder))
    assert not report["answered"]
    assert violations(report, Library.open(folder)) == []


@pytest.mark.parametrize(
    ("break_it", "named"),
    [
        (lambda r: r["claims"][0]["citations"][0].update(quote="Aspirin cured stroke."), "the quote is not at"),
        (lambda r: r["claims"][0].update(text="It fell by 5%."), "5 does not stand whole"),
        (lambda r: r["claims"][0].update(citations=[]), "no standing citation"),
        (lambda r: r["claims"][0]["citations"][0].update(passage_id="pubmed:9#0-500"), "is not a passage of"),
        (lambda r: r["claims"][0]["citations"][0].update(passage_id="pubmed:1#0-5"), "does not hold"),
        (lambda r: r["documents"][0].update(number=2), "numbered 1 to n"),
        (lambda r: r["documents"].clear(), "documents are []"),
        (lambda r: r["documents"][0].update(text="x"), "carries its text"),
        (lambda r: r["documents"][0]["published"].update(origin="x"), "published has the keys"),
        (lambda r: r["bottom_line"].append("c9"), "the bottom line names c9"),
        (lambda r: r["measures"].update(citations=7), "measures say 7"),
        (lambda r: r["policy"]["filters"].update(since=2021), "against the run's filters"),
        (lambda r: r["policy"]["filters"].update(designs=["rct"]), "does not echo designs"),
        (lambda r: r["searches"][0]["filters"].update(since=1990), "not the plan's"),
        (lambda r: r.update(limits=[*r["limits"], "Not found in these sources."]), "says that nothing was found"),
        (lambda r: r.pop("revision"), "the report has no revision"),
    ],
)  # fmt: skip
def test_violations_are_seen(break_it, named: str, fill: Fill, folder: Path) -> None:  # type: ignore[no-untyped-def]
    """The list of faults is not empty because nobody looks."""
    fill(trial(1))
    report = ask(QUESTION, small_engine(folder))
    library = Library.open(folder)
    assert violations(report, library) == []
    break_it(report)
    assert named in "\n".join(violations(report, library))


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "retracted"},
        {"links": (Link("RetractionIn", "pubmed:3"),)},
        {"publication_types": (Term("D016441", "Retracted Publication"),)},
        {"status": "superseded"},
        {"is_preprint": True},
    ],
    ids=lambda c: next(iter(c)),
)
def test_a_cited_document_that_may_not_be_is_seen(changes: Json, fill: Fill, folder: Path) -> None:
    """A report made before the record changed breaks the promise now."""
    fill(trial(1))
    report = ask(QUESTION, small_engine(folder))
    fill(replace(trial(1), revised="2025-01-01", identifiers=Identifiers(pmid="1"), **changes))
    assert violations(report, Library.open(folder)) != []
