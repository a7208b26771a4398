"""`--live` on search, ask and report, against a PubMed that stands in for NCBI's; and what a question asks of PubMed."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from evidence.library.library import Library
from evidence.model import Filters
from evidence.settings import Settings
from research import live_question
from research.cli.main import main
from research.live_queries import as_typed, filter_terms, from_plan
from research.live_question import ENOUGH, MOST, ask_pubmed
from research.live_terms import group_term, name_groups
from research.plan import make_plan
from tests.fakes import pubmed_xml
from tests.standin import Fault, Holdings, Record, Standin
from tests.standin.holdings import made_up, words_of

QUESTION = "Does zorvastine prevent migraine in adults with epilepsy?"
FINDING = "Zorvastine reduced the number of migraine attacks by 40% in adults with epilepsy."
PATIENT = "Patient John Smith, SSN 123-45-6789: does aspirin prevent stroke?"
ALWAYS = 10_000  # requests


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one value on standard output."""
        return json.loads(self.out)


Ask = Callable[..., Done]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a library may come to be."""
    return tmp_path / "library"


@pytest.fixture
def ask(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Ask:
    """`evidence ...` in this process on `folder`, asking the PubMed that is given first; its pace is this test's own."""
    for name in list(os.environ):
        if name.startswith(("EVIDENCE_", "NCBI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))

    def run(pubmed: Standin, *words: str, **environment: str) -> Done:
        given = {
            "EVIDENCE_EUTILS_URL": pubmed.url,
            "EVIDENCE_EMAIL": "tests@example.org",
            "EVIDENCE_EGRESS_SOURCES": "local",
            "EVIDENCE_EMBEDDER": "none",
            "NCBI_API_KEY": "0123456789abcdef",  # ten requests a second, not three
        } | environment
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["evidence", "--library", str(folder), *words])
        capfdbinary.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return run


def held(articles: Iterable[tuple[int, str]]) -> Holdings:
    """Articles by PMID with these abstracts, found by the words of them."""

    def record(pmid: int, abstract: str) -> Record:
        xml = pubmed_xml((pmid, abstract, "")).removeprefix(b"<PubmedArticleSet>").removesuffix(b"</PubmedArticleSet>")
        return Record(pmid, None, words_of(f"Article {pmid} {abstract}"), lambda: xml)

    return Holdings(record(*article) for article in articles)


def three_and_thirty() -> Holdings:
    """Three that name drug, condition and people, five that name drug and people, 25 on the drug alone, ten on none."""
    return held(
        [
            *((n, FINDING) for n in range(1, 4)),
            *((n, "Zorvastine in epilepsy was well tolerated.") for n in range(4, 9)),
            *((n, "Zorvastine binds to its receptor.") for n in range(9, 34)),
            *((n, "Ginger was given to sailors.") for n in range(34, 44)),
        ]
    )


def ids(folder: Path) -> list[int]:
    """The PMIDs in the library, sorted."""
    library = Library.open(folder)
    found = sorted(int(d.id.removeprefix("pubmed:")) for d in library.all_documents())
    library.close()
    return found


def log(folder: Path) -> list[Any]:
    return [json.loads(line) for line in (folder / "searches.jsonl").read_text(encoding="utf-8").splitlines()]


def live_searches(value: Any) -> list[Any]:
    return [search for search in value["searches"] if search["source"] == "pubmed"]


def without_times(report: Any) -> Any:
    """The report without what INTERFACE lets differ."""
    kept = {key: value for key, value in report.items() if key != "run"}
    return kept | {"searches": [{k: v for k, v in s.items() if k != "at"} for s in report["searches"]]}


# What a question asks of PubMed


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("adults with atrial fibrillation", ("atrial fibrillation",)),
        ("people with diabetes and no cardiovascular disease", ("diabetes",)),
        ("patients with type 2 diabetes aged 65 years or older", ("type 2 diabetes",)),
        ("short bowel syndrome, after long-term follow", ("short bowel syndrome", "follow")),
        ("chronic kidney disease (CKD)", ("chronic kidney disease",)),
        ("What is the best treatment?", ()),
        ('"heart attack"[tiab] OR (x', ("heart attack", "tiab", "x")),
    ],
)
def test_groups_of_words_that_name_something(text: str, groups: tuple[str, ...]) -> None:
    """Names stay whole; words that only ask, what is said to be absent, and marks that PubMed takes for syntax go."""
    assert name_groups(text) == groups


def test_other_names_are_quoted_in_title_or_abstract() -> None:
    """The name itself is left to automatic term mapping."""
    assert group_term("heart attack") == '(heart attack OR "myocardial infarction"[tiab])'
    assert group_term("chronic kidney disease") == '(chronic kidney disease OR "chronic renal disease"[tiab])'
    assert group_term("zorvastine") == "(zorvastine)"


def test_least_important_concept_goes_first() -> None:
    """Outcome, then comparator, then population; what a query leaves out is named."""
    plan = make_plan("In adults with asthma, does zorvastine reduce mortality more than placebo?")
    assert [(q.text, q.without) for q in from_plan(plan)] == [
        ('(zorvastine) AND (asthma) AND (placebo) AND (mortality OR "death"[tiab])', ""),
        ("(zorvastine) AND (asthma) AND (placebo)", "the outcome (mortality)"),
        ("(zorvastine) AND (asthma)", "the outcome (mortality); the comparator (placebo)"),
        ("(zorvastine)", "the outcome (mortality); the comparator (placebo); the population (asthma)"),
    ]


def test_question_without_parts_is_asked_group_by_group() -> None:
    """Where neither treatment nor people can be read off: all groups, then any of them. Without any name: as typed."""
    plan = make_plan("What is the mechanism of zorvastine in bowel ischemia?")
    assert [q.text for q in from_plan(plan)] == [
        "(zorvastine) AND (bowel ischemia)",
        "((zorvastine) OR (bowel ischemia))",
    ]
    assert [q.text for q in from_plan(make_plan("What treatments work?"))] == ["What treatments work?"]


def test_filters_go_along() -> None:
    """Years and languages are sent, in sight; a query without filters is sent as typed."""
    filters = Filters(since=2015, languages=("eng", "fre"))
    assert filter_terms(filters) == ["2015:3000[dp]", "(eng[la] OR fre[la])"]
    assert filter_terms(Filters(until=1999)) == ["1000:1999[dp]"]
    assert as_typed("a b OR c")[0].text == "a b OR c"
    assert as_typed("a b OR c", filters)[0].text == "(a b OR c) AND 2015:3000[dp] AND (eng[la] OR fre[la])"
    assert all(q.text.endswith(" AND 1000:1999[dp]") for q in from_plan(make_plan(QUESTION), Filters(until=1999)))


# What becomes of it


def test_empty_machine_answers(ask: Ask, folder: Path) -> None:
    """No library, no weights: the question is asked of PubMed, the library made, and the finding quoted from it."""
    with Standin(held([(7, FINDING)])) as pubmed:
        done = ask(pubmed, "ask", QUESTION, "--live", "--json")
        assert done.code == 0, done.err
        first = pubmed.ledger.requests[0].asked
        assert [first.get(name) for name in ("term", "sort", "retmax")] == [
            "(zorvastine) AND (epilepsy) AND (migraine)", "relevance", "200",
        ]  # fmt: skip
        assert pubmed.ledger.violations == []
    quotes = {(c["document_id"], c["quote"]) for claim in done.json["claims"] for c in claim["citations"]}
    assert quotes == {("pubmed:7", FINDING)}
    assert ids(folder) == [7]


def test_every_query_is_shown_and_logged(ask: Ask, folder: Path) -> None:
    """Three match all, eight without the outcome, 33 the drug alone: asked on until 20 match; each record taken once."""
    with Standin(three_and_thirty()) as pubmed:
        done = ask(pubmed, "report", QUESTION, "--live", "--json")
        assert done.code == 0, done.err
        assert pubmed.ledger.count("esearch") == 3
        assert set(pubmed.ledger.fetched.values()) == {1}
    made = live_searches(done.json)
    assert [(s["text"], s["found"], s["kept"]) for s in made] == [
        ("(zorvastine) AND (epilepsy) AND (migraine)", 3, 3),
        ("(zorvastine) AND (epilepsy)", 8, 5),
        ("(zorvastine)", 33, 25),
    ]
    assert {(s["syntax"], s["mode"]) for s in made} == {("pubmed", "relevance")}
    assert made[0]["translation"].count("[All Fields]") == 3
    assert made[2]["notes"] == [
        f"Fewer than {ENOUGH} records matched the query before, so this one leaves out the outcome (migraine); "
        "the population (epilepsy)."
    ]
    assert done.json["searches"][: len(made)] == made
    assert ids(folder) == list(range(1, 34))
    assert [(line["text"], line["kept"], line["purpose"]) for line in log(folder)] == [
        (s["text"], s["kept"], "question") for s in made
    ]
    assert [s["text"] in done.err for s in made] == [True] * 3
    (said,) = [line for line in done.json["limits"] if line.startswith("PubMed was searched live")]
    assert "33 records matched" in said
    assert "33 were taken" in said


@pytest.mark.parametrize("form", ["md", "html"])
def test_live_searches_stand_in_the_written_report(ask: Ask, tmp_path: Path, form: str) -> None:
    """With what was sent, PubMed's reading of it, the counts, and in the limits that it was done."""
    with Standin(held([(7, FINDING)])) as pubmed:
        assert ask(pubmed, "report", QUESTION, "--live", "--out", str(tmp_path / "out"), "--format", form).code == 0
    text = (tmp_path / "out" / f"report.{form}").read_text(encoding="utf-8").replace("&quot;", '"')
    assert "(zorvastine) AND (epilepsy) AND (migraine) (1 records match, 1 taken" in text
    assert 'PubMed read it as: ("zorvastine"[All Fields])' in text
    assert "PubMed was searched live" in text


def test_search_sends_the_query_as_typed(ask: Ask, folder: Path) -> None:
    """For automatic term mapping; then the library answers."""
    with Standin(three_and_thirty()) as pubmed:
        done = ask(pubmed, "search", "ginger sailors", "--live", "--json")
        assert done.code == 0, done.err
        assert [seen.asked.get("term") for seen in pubmed.ledger.requests if seen.utility == "esearch"] == [
            "ginger sailors"
        ]
    assert done.json["effective"]["live"] is True
    assert [(s["text"], s["found"], s["kept"]) for s in done.json["searches"]] == [("ginger sailors", 10, 10)]
    assert len(done.json["hits"]) == 10
    assert any("10 were taken" in line for line in done.json["notes"])


def test_most_are_taken_and_no_more(ask: Ask, folder: Path) -> None:
    """450 match: 200 are fetched, and the answer says that the others were not looked at."""
    with Standin(made_up(450)) as pubmed:
        done = ask(pubmed, "search", "aspirin", "--live", "--json")
        assert done.code == 0, done.err
        assert sum(pubmed.ledger.fetched.values()) == MOST == 200
    assert [(s["found"], s["kept"]) for s in done.json["searches"]] == [(450, 200)]
    assert len(ids(folder)) == 200
    assert any("The others were not looked at" in line for line in done.json["notes"])


def test_broader_query_fills_up(ask: Ask, folder: Path) -> None:
    """Three match all, 300 the drug alone: the three are taken, and of the others as many as make 200."""
    drug = ((n, "Zorvastine binds to its receptor.") for n in range(4, 301))
    with Standin(held([*((n, FINDING) for n in range(1, 4)), *drug])) as pubmed:
        done = ask(pubmed, "ask", QUESTION, "--live", "--json")
        assert done.code == 0, done.err
    assert [(s["found"], s["kept"]) for s in live_searches(done.json)] == [(3, 3), (3, 0), (300, 197)]
    assert len(ids(folder)) == 200
    assert ids(folder)[:3] == [1, 2, 3]


def test_second_run_is_equal(ask: Ask) -> None:
    """The same replies: the same report, but for its run, its times and the library's revision."""
    with Standin(three_and_thirty()) as pubmed:
        first, second = (ask(pubmed, "report", QUESTION, "--live", "--json").json for _ in range(2))
    assert first["claims"]
    assert without_times(first) | {"revision": 0} == without_times(second) | {"revision": 0}


def test_without_live_nothing_is_sent(ask: Ask) -> None:
    """And the report has no search of PubMed."""
    with Standin(three_and_thirty()) as pubmed:
        ask(pubmed, "search", "zorvastine", "--live")
        before = len(pubmed.ledger.requests)
        done = ask(pubmed, "report", QUESTION, "--json")
        assert len(pubmed.ledger.requests) == before
    assert live_searches(done.json) == []
    assert not any("PubMed" in line for line in done.json["limits"])


# What fails


def test_unreachable_pubmed_is_said_and_the_library_answers(ask: Ask) -> None:
    """The claims are those of the library as it was; limits and searches say that the live search failed and why."""
    with Standin(held([(7, FINDING)])) as pubmed:
        ask(pubmed, "search", "zorvastine", "--live")
        alone = ask(pubmed, "report", QUESTION, "--json").json
        pubmed.faults.append(Fault("500", "", 1, times=ALWAYS))
        done = ask(pubmed, "report", QUESTION, "--live", "--json")
        plain = ask(pubmed, "ask", QUESTION, "--live")
        found = ask(pubmed, "search", "zorvastine", "--live", "--json")
    assert (done.code, plain.code, found.code) == (0, 0, 0)
    assert done.json["claims"] == alone["claims"] != []
    (search,) = live_searches(done.json)
    assert (search["found"], search["kept"]) == (0, 0)
    assert "HTTP 500" in search["problem"]
    for said in (" ".join(done.json["limits"]), plain.out, " ".join(found.json["notes"])):
        assert "The live search of PubMed failed: " in said
        assert "HTTP 500" in said
    assert [hit["document_id"] for hit in found.json["hits"]] == ["pubmed:7"]


def test_unreachable_pubmed_and_no_library(ask: Ask, folder: Path) -> None:
    """Nothing to answer from: exit code 1, with both reasons; the pipe stays empty."""
    with Standin(held([]), [Fault("500", "", 1, times=ALWAYS)]) as pubmed:
        done = ask(pubmed, "ask", QUESTION, "--live", "--json")
    assert (done.code, done.out) == (1, "")
    last = done.err.strip().splitlines()[-1]
    assert "HTTP 500" in last
    assert str(folder) in last


def test_records_that_cannot_be_fetched(ask: Ask) -> None:
    """The search stands with what it found and that nothing of it was taken."""
    with Standin(held([(7, FINDING)])) as pubmed:
        ask(pubmed, "search", "zorvastine", "--live")
        pubmed.desk.holdings = held([(8, FINDING), (9, FINDING)])
        pubmed.faults.append(Fault("500", "efetch", 1, times=ALWAYS))
        done = ask(pubmed, "search", "zorvastine", "--live", "--json")
    assert done.code == 0
    assert [(s["found"], s["kept"]) for s in done.json["searches"]] == [(2, 0)]
    assert [hit["document_id"] for hit in done.json["hits"]] == ["pubmed:7"]
    assert any("what it found could not be loaded" in line for line in done.json["notes"])


def test_record_that_does_not_come_is_not_counted(ask: Ask, folder: Path) -> None:
    """One of two is left out twice: one taken, the other named."""
    with Standin(held([(7, FINDING), (8, FINDING)]), [Fault("missing", "efetch", 1, times=2)]) as pubmed:
        done = ask(pubmed, "search", "zorvastine", "--live", "--json")
    assert [(s["found"], s["kept"]) for s in done.json["searches"]] == [(2, 1)]
    assert ids(folder) == [7]
    assert "1 records that PubMed found could not be read: 8." in done.json["notes"]


def test_nothing_found_is_said(ask: Ask) -> None:
    """The library answers as it would without --live; what PubMed did not find is there."""
    with Standin(held([(7, FINDING)])) as pubmed:
        ask(pubmed, "search", "zorvastine", "--live")
        pubmed.desk.holdings = held([])
        done = ask(pubmed, "ask", QUESTION, "--live", "--json")
        assert done.code == 0, done.err
    assert done.json["claims"]
    assert any(line.startswith("PubMed was searched live and found nothing") for line in done.json["limits"])
    assert "PubMed did not find these words: zorvastine; epilepsy; migraine" in live_searches(done.json)[0]["notes"]


@pytest.mark.parametrize("command", ["search", "ask", "report"])
@pytest.mark.parametrize(
    ("words", "environment", "code", "says"),
    [
        ([QUESTION, "--live"], {"EVIDENCE_EGRESS_SOURCES": "offline"}, 1, "EVIDENCE_EGRESS_SOURCES"),
        ([QUESTION, "--live"], {"EVIDENCE_EMAIL": ""}, 2, "EVIDENCE_EMAIL"),
        ([PATIENT, "--live"], {}, 1, "--send-anyway"),
        (["In a patient aged 93 years, does aspirin prevent stroke?", "--live"], {}, 1, "--send-anyway"),
        ([QUESTION, "--send-anyway"], {}, 2, "--live"),
        ([QUESTION, "--live", "--source", "guidelines"], {}, 2, "--source"),
    ],
)
def test_what_is_not_sent(
    ask: Ask, folder: Path, command: str, words: list[str], environment: dict[str, str], code: int, says: str
) -> None:
    """Held back by a setting, by what is missing or wrong, by the privacy screen: a sentence, and no library is made."""
    with Standin(held([(7, FINDING)])) as pubmed:
        done = ask(pubmed, command, *words, **environment)
        assert pubmed.ledger.requests == []
    assert (done.code, done.out) == (code, "")
    assert len(done.err.strip().splitlines()) == 1
    assert says in done.err
    assert not folder.exists()


def test_screen_can_be_overridden(ask: Ask, folder: Path) -> None:
    """With --send-anyway the same question goes out, and the log of what left says which kinds did."""
    with Standin(made_up(3)) as pubmed:
        done = ask(pubmed, "ask", PATIENT, "--live", "--send-anyway")
        assert done.code == 0, done.err
        assert pubmed.ledger.count("esearch") > 0
    lines = [
        json.loads(line)
        for path in (folder / "egress.jsonl", folder.parent / "cache" / "egress.jsonl")
        if path.exists()
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert any(line["overridden"] for line in lines)


def test_question_stays_in_the_library(ask: Ask, folder: Path, tmp_path: Path) -> None:
    """Its words stand in the library's own logs of searches and runs, in its records, and nowhere else on the disk."""
    with Standin(held([(7, "Nothing of note.")])) as pubmed:
        ask(pubmed, "ask", QUESTION, "--live", "--json")
    holding = {
        path.name for path in tmp_path.rglob("*") if path.is_file() and b"zorvastine" in path.read_bytes().lower()
    }
    assert holding == {"searches.jsonl"}


# Vectors


def settings(folder: Path, pubmed: Standin, monkeypatch: pytest.MonkeyPatch, embedder: str) -> Settings:
    monkeypatch.setenv("EVIDENCE_CACHE", str(folder.parent / "cache"))
    return Settings(
        library=folder, eutils_url=pubmed.url, email="tests@example.org", egress_sources="local", embedder=embedder
    )


def waiting(folder: Path) -> int:
    """Passages without vectors."""
    library = Library.open(folder)
    found = sum(s.passages for s in library.manifest.segments if not s.vectors)
    library.close()
    return found


def test_found_records_get_vectors(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the embedder in use, as a load does."""
    with Standin(three_and_thirty()) as pubmed:
        ask_pubmed(settings(folder, pubmed, monkeypatch, "hashing"), as_typed("ginger"), "ginger")
        ask_pubmed(settings(folder, pubmed, monkeypatch, "hashing"), as_typed("zorvastine"), "zorvastine")
    assert waiting(folder) == 0
    assert len(ids(folder)) == 43


def test_backlog_of_a_library_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library with more passages without vectors than one waits for: the records are in, and a note says what waits."""
    monkeypatch.setattr(live_question, "BACKLOG", 9)
    with Standin(three_and_thirty()) as pubmed:
        ask_pubmed(settings(folder, pubmed, monkeypatch, "none"), as_typed("ginger"), "ginger")
        before = waiting(folder)
        live = ask_pubmed(settings(folder, pubmed, monkeypatch, "hashing"), as_typed("zorvastine"), "zorvastine")
    assert before == 10
    assert waiting(folder) == 43
    assert len(ids(folder)) == 43
    assert any("10 passages of this library wait for vectors" in line for line in live.notes)


# With a source list


LIST = """
[[source]]
name = "sailors"
kind = "pubmed-query"
address = "randomised OR tolerated"
tier = 1
"""


def test_a_query_of_the_source_list_narrows_what_pubmed_is_asked(ask: Ask, folder: Path, tmp_path: Path) -> None:
    """Only records that match the entry too are taken, known as the entry's, and cited by it."""
    (tmp_path / "list.toml").write_text(LIST, encoding="utf-8")
    tolerated = "Zorvastine prevented migraine in adults with epilepsy, and was well tolerated."
    with Standin(held([(1, FINDING), (2, tolerated)])) as pubmed:
        done = ask(pubmed, "report", QUESTION, "--live", "--tier", "1", "--json", EVIDENCE_SOURCES="list.toml").json
    assert ids(folder) == [2]
    assert all("AND (randomised OR tolerated)" in s["text"] for s in live_searches(done))
    assert [(d["id"], d["also_in"], d["admitted_by"]) for d in done["documents"]] == [
        ("pubmed:2", ["sailors"], ["sailors"])
    ]
