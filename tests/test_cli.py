"""The command line as INTERFACE.md specifies it: commands, exit codes, JSON, errors, and what is written where."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from evidence.settings import Settings
from research.cli import ask as ask_module
from research.cli.main import main
from research.loop import run
from research.plan import make_plan
from research.quick import AT_THE_BEDSIDE, quick, quick_plan
from research.wiring import open_engine
from tests.invariants import MEASURES, REPORT, SAMPLE, SEARCH, SHOW, build_sample

QUESTION = "In people with diabetes and no cardiovascular disease, does aspirin prevent first vascular events?"
MUCH_ASKED = (  # more answers than the quick answer quotes
    "In adults with atrial fibrillation, do direct oral anticoagulants cause less intracranial bleeding than warfarin?"
)
CHOICES = {
    "design": ("rct", "guideline", "systematic-review"),
    "status": ("current", "corrected", "concern", "superseded", "retracted", "notice"),
}


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one value on standard output; anything beside it is an error."""
        return json.loads(self.out)


Cli = Callable[..., Done]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library, without vectors."""
    folder = tmp_path_factory.mktemp("cli") / "library"
    build_sample(folder, "none")
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and no settings but the embedder's."""
    for name in list(os.environ):
        if name.startswith("EVIDENCE_") and name != "EVIDENCE_CACHE":
            monkeypatch.delenv(name)
    monkeypatch.setenv("EVIDENCE_EMBEDDER", "none")
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def cli(here: Path, library: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Cli:
    """Run `evidence` in this process, on the sample library unless the words name another."""

    def run(*words: str) -> Done:
        if "--library" not in words and "EVIDENCE_LIBRARY" not in os.environ and "--config" not in words:
            words = ("--library", str(library), *words)
        monkeypatch.setattr(sys, "argv", ["evidence", *words])
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


def is_plain(done: Done) -> bool:
    """An error in a sentence or two, on standard error alone."""
    lines = done.err.strip().splitlines()
    return done.out == "" and "Traceback" not in done.err and len(lines) == 1 and lines[0].startswith("evidence: ")


def files_below(folder: Path) -> set[Path]:
    """Everything in a folder."""
    return set(folder.rglob("*"))


# Exit codes


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("list --design trial", CHOICES["design"]),
        ("search x --design trial", CHOICES["design"]),
        ("report x --design trial", CHOICES["design"]),
        ("list --status withdrawn", CHOICES["status"]),
        ("search x --mode fuzzy", ("hybrid", "lexical", "dense")),
        ("search x --mode dense", ("embedder",)),
        ("report x --format pdf", ("md", "html", "json", "docx")),
        ("report x --format ,", ("md", "html", "json")),
        ("search x --allow retracted", ("concern", "preprint", "superseded", "never allowed")),
        ("report x --allow retracted", ("concern", "preprint", "superseded", "never allowed")),
        ("search x --since 20", ("--since", "20")),
        ("search x --since 2020 --until 2010", ("2020", "2010")),
        ("search x --language en", ("eng", "fre")),
        ("report x --language English", ("eng", "fre")),
        ("search ?!", ("no words",)),
        ("show 990000001", ("pubmed:990000001",)),
        ("show pubmed:1", ("evidence list",)),
        ("ingest pubmed", ("file or folder",)),
        ("ingest files gone.jsonl", ("gone.jsonl",)),
        ("models fetch nosuch", ("minilm",)),
        ("--config gone.toml status", ("gone.toml",)),
    ],
)
def test_wrong_usage_is_named(cli: Cli, words: str, named: tuple[str, ...]) -> None:
    """Exit code 2, one plain sentence or two, and the choices there are."""
    done = cli(*words.split())
    assert done.code == 2
    assert is_plain(done), done
    assert [name for name in named if name not in done.err] == []


@pytest.mark.parametrize(
    "words",
    [
        "search x --syntax pubmed",
        *["doctor", "runs resume 1", "steer 1"],
        "bench plan x",
    ],
)  # fmt: skip
def test_what_comes_later_says_so(cli: Cli, words: str) -> None:
    """Nothing of the interface is silently ignored."""
    for done in (cli(*words.split()), cli(*words.split(), "--json")):
        assert done.code == 2
        assert is_plain(done), done
        assert "not in this version" in done.err


@pytest.mark.parametrize("words", ["search x --nosuch", "nosuch", "search", "search x -k none", "search x -k 0"])
def test_what_the_program_does_not_know_is_wrong_usage(cli: Cli, words: str) -> None:
    """Exit code 2, never a traceback."""
    done = cli(*words.split())
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err


@pytest.mark.parametrize("words", ["status", "list", "show pubmed:1", "search x", "ask x", "report x"])
def test_no_library(cli: Cli, here: Path, words: str) -> None:
    """Exit code 1, the folder named and the way out; also where the folder is a file. Nothing is made there."""
    (here / "file").write_text("x")
    for place in ("none", "file"):
        done = cli("--library", place, *words.split())
        assert done.code == 1
        assert is_plain(done), done
        assert place in done.err
        assert "evidence ingest" in done.err
    assert files_below(here) == {here / "file"}


def test_library_that_is_a_file_cannot_be_filled(cli: Cli, here: Path) -> None:
    """And the file stays as it is."""
    (here / "file").write_text("mine")
    done = cli("--library", "file", "ingest", "pubmed", str(SAMPLE / "pubmed"))
    assert done.code != 0
    assert is_plain(done), done
    assert (here / "file").read_text() == "mine"


def test_refused_records_are_named(cli: Cli, here: Path) -> None:
    """Exit code 3: the rest is in, and each refusal has its input, record and reason; the second time as the first."""
    (here / "mixed.jsonl").write_text('not json\n{"_id": "2", "title": "Aspirin", "text": "It works."}\n')
    for added in (1, 0):
        done = cli("--library", "new", "ingest", "files", "mixed.jsonl", "--json")
        assert done.code == 3
        assert (done.json["read"], done.json["added"], done.json["unchanged"]) == (1, added, 1 - added)
        (refused,) = done.json["refused"]
        assert refused["input"] == "mixed.jsonl"
        assert refused["record"] == "line 1"
        assert "JSON" in refused["reason"]
        assert "mixed.jsonl" in done.err
        assert "line 1" in done.err
    assert cli("--library", "new", "show", "file:mixed/2", "--json").json["title"] == "Aspirin"


def test_traceback_only_when_asked_for(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """EVIDENCE_DEBUG=1 shows where, with the same exit code; 0 is off."""
    for value, shown in (("1", True), ("0", False)):
        monkeypatch.setenv("EVIDENCE_DEBUG", value)
        done = cli("show", "pubmed:1")
        assert done.code == 2
        assert ("Traceback" in done.err) == shown


def test_a_fault_of_the_program_is_a_sentence_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1, and how to see more."""

    def broken(*args: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(ask_module, "settings", broken)
    done = cli("report", QUESTION)
    assert done.code == 1
    assert is_plain(done), done
    assert "EVIDENCE_DEBUG=1" in done.err


def test_interrupt_says_what_is_kept(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with a sentence and no traceback."""

    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ask_module, "settings", interrupted)
    done = cli("report", QUESTION)
    assert done.code == 1
    assert is_plain(done), done


# JSON


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("status", ["revision", "documents"]),
        ("list", ["documents", "total"]),
        ("show pubmed:990000001", SHOW),
        ("search aspirin", ["query", "effective", "revision", "hits"]),
        ("plan q", ["question", "kind", "queries"]),
        ("ask q", REPORT),
        ("report q", REPORT),
        ("report unheard-of", REPORT),
    ],
)
def test_json_is_all_there_is(cli: Cli, words: str, keys: list[str]) -> None:
    """One value on standard output, nothing else, with the interface's names; exit code 0, an empty answer included."""
    done = cli(*(QUESTION if word == "q" else word for word in words.split()), "--json")
    assert done.code == 0
    assert done.out.count("\n") == 1
    assert [key for key in keys if key not in done.json] == []


def test_json_of_ingest_and_demo(cli: Cli, here: Path) -> None:
    """The two commands that write."""
    done = cli("--library", "new", "ingest", "files", str(SAMPLE / "guidelines"), "--json")
    assert done.code == 0
    assert {k: done.json[k] for k in ("read", "added", "updated", "unchanged", "deleted", "refused")} == {
        "read": 4, "added": 4, "updated": 0, "unchanged": 0, "deleted": 0, "refused": [],
    }  # fmt: skip
    assert done.json["revision"] >= 1
    shown = cli("demo", "--out", "demo", "--json")
    assert shown.code == 0
    assert Path(shown.json["report"]).is_file()


def test_search_json(cli: Cli) -> None:
    """Hits as the interface names them, the effective search echoed, passages that hold."""
    value = cli("search", "aspirin", "-k", "3", "--since", "2015", "--until", "2022", "--design", "rct", "--json").json
    effective = value["effective"]
    assert (effective["allow"], cli("search", "x", "--allow", "preprint", "--json").json["effective"]["allow"]) == (
        [],
        ["preprint"],
    )
    assert (effective["since"], effective["until"], effective["design"], effective["k"]) == (2015, 2022, ["rct"], 3)
    assert [hit["rank"] for hit in value["hits"]] == [1, 2, 3]
    for hit in value["hits"]:
        assert set(hit) >= {
            "rank", "document_id", "passage_id", "score", "scores", "title", "text", "published", "design", "level",
            "status", "url",
        }  # fmt: skip
        assert set(hit["scores"]) >= {"lexical", "dense"}
        assert hit["level"] is None
        assert (hit["design"], 2015 <= int(hit["published"][:4]) <= 2022) == ("rct", True)
        document = cli("show", hit["document_id"], "--json").json
        start, _, end = hit["passage_id"].rpartition("#")[2].partition("-")
        assert document["text"][int(start) : int(end)] == hit["text"]


def test_show_json(cli: Cli) -> None:
    """Every offset counts in `text`, and the date says where it is from."""
    document = cli("show", "pubmed:990000001", "--json").json
    assert set(document["published"]) == {"date", "precision", "from"}
    assert set(document["identifiers"]) >= {"pmid", "pmcid", "doi"}
    assert all(document["text"][s["start"] : s["end"]].strip() for s in document["sections"])
    assert {(t["ui"] != "", t["name"] != "") for t in document["publication_types"]} == {(True, True)}


@pytest.mark.parametrize(
    ("words", "total"),
    [("", 123), ("--source guidelines", 4), ("--status retracted", 3), ("--status notice", 5), ("--design rct", 44)],
)
def test_list_json(cli: Cli, words: str, total: int) -> None:
    """As the sample's README counts them; `total` is not cut by the limit."""
    value = cli("list", *words.split(), "--limit", "2", "--json").json
    assert value["total"] == total
    assert [set(row) >= {"id", "title", "source", "status", "design", "published"} for row in value["documents"]] == [
        True
    ] * 2


def test_report_json(cli: Cli) -> None:
    """The interface's names, all the way down (the invariants have their own test)."""
    value = cli("report", QUESTION, "--json").json
    assert set(value["measures"]) >= set(MEASURES)
    assert all(set(search) >= set(SEARCH) for search in value["searches"])
    assert value["claims"]


@pytest.mark.parametrize("words", ["show pubmed:1", "report x --format pdf", "search ?!"])
def test_an_error_leaves_standard_output_empty(cli: Cli, words: str) -> None:
    """With --json too: whoever reads the pipe gets a value or nothing."""
    assert cli(*words.split(), "--json").out == ""


# What is written where


def test_report_writes_nothing_outside_the_library(cli: Cli, here: Path, library: Path) -> None:
    """Without --out one line is added to the library's log, and that is all."""
    before, home = files_below(library), files_below(here)
    log = library / "runs.jsonl"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    report = cli("report", QUESTION, "--json").json
    cli("ask", QUESTION)
    after = log.read_text(encoding="utf-8").splitlines()
    assert files_below(here) == home
    assert {path for path in files_below(library) - before if not path.name.startswith(".tantivy")} <= {log}
    assert after[:-1] == lines
    assert json.loads(after[-1]) == report


@pytest.mark.parametrize(
    ("formats", "written"), [("md", {"report.md"}), ("html, json", {"report.html", "report.json"})]
)
def test_out_holds_the_formats_asked_for(cli: Cli, here: Path, formats: str, written: set[str]) -> None:
    """Each once; nothing on standard output."""
    done = cli("report", QUESTION, "--out", "a/b", "--format", formats)
    assert (done.code, done.out) == (0, "")
    assert {path.name for path in files_below(here / "a/b")} == written


def test_unwritable_out(cli: Cli, here: Path) -> None:
    """A sentence that names the place; a plan as well."""
    (here / "file").write_text("mine")
    for words in (("report", QUESTION, "--out", "file"), ("plan", QUESTION, "-o", "file/plan.yaml")):
        done = cli(*words)
        assert done.code in (1, 2)
        assert is_plain(done), done
        assert "file" in done.err
    assert (here / "file").read_text() == "mine"


# Plans


def test_an_edited_plan_is_what_is_run(cli: Cli, here: Path) -> None:
    """Words, years and queries as edited; the command's own filters on top; the report says so."""
    assert cli("plan", QUESTION, "-o", "plan.yaml").code == 0
    plan = yaml.safe_load((here / "plan.yaml").read_text(encoding="utf-8"))
    plan["queries"] = plan["queries"][:2]
    plan["queries"][0] |= {"text": "low-dose aspirin diabetes trial"}
    plan["queries"][0]["filters"]["since"] = 2010
    (here / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    report = cli("report", QUESTION, "--plan", "plan.yaml", "--until", "2019", "--json").json
    *searches, for_the_record = report["searches"]
    assert [search["text"] for search in searches] == [q["text"] for q in plan["queries"]]
    assert [(s["filters"]["since"], s["filters"]["until"]) for s in searches] == [(2010, 2019), (None, 2019)]
    assert (for_the_record["facet"], for_the_record["text"]) == ("left out", plan["queries"][0]["text"])
    assert report["policy"]["filters"]["until"] == 2019


def edited(here: Path, cli: Cli, change: Callable[[str], str]) -> Done:
    """A report with a plan whose text was changed."""
    cli("plan", QUESTION, "-o", "plan.yaml")
    path = here / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")
    return cli("report", QUESTION, "--plan", "plan.yaml")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda t: "{{{", "plan.yaml"),
        (lambda t: "", "plan.yaml"),
        (lambda t: "[" * 3000, "plan.yaml"),
        (lambda t: t.replace("since: null", "since: twenty", 1), "since"),
        (lambda t: t.replace("since: null", "since: 20", 1), "20"),
        (lambda t: t.replace("since: null", "since: 2020", 1).replace("until: null", "until: 2010", 1), "2020"),
        (lambda t: t.replace("since: null", "sinec: 2010", 1), "sinec"),
        (lambda t: t.replace("population:", "populace:"), "populace"),
        (lambda t: t.replace("- facet: all", "- facet: all\n  weight: 2"), "weight"),
        (lambda t: t.replace("- guideline", "- guidelines", 1), "guidelines"),
        (lambda t: t.replace("statuses: []", "statuses: [withdrawn]", 1), "withdrawn"),
        (lambda t: t.replace("kind: ", "kind: treatment # "), "treatment"),
        (lambda t: t + "kind: harm\n", "kind"),
        (lambda t: t.replace("facet: guidelines", "facet: all"), "all"),
        (
            lambda t: re.sub(r"  text: .*?\n  filters", "  text: '?'\n  filters", t, count=1, flags=re.DOTALL),
            "no words",
        ),
        (lambda t: f"question: {QUESTION}\nkind: harm\nqueries: []\n", "no queries"),
        (lambda t: t.replace("question: In people", "question: In old people"), "another question"),
        (lambda t: t.replace("question: ", "question: !!python/name:os.system # ", 1), "plan.yaml"),
    ],
)
def test_a_broken_plan_is_refused_by_name(cli: Cli, here: Path, change: Callable[[str], str], named: str) -> None:
    """What would be dropped or could find nothing is said, and nothing is run."""
    done = edited(here, cli, change)
    assert done.code == 2
    assert is_plain(done), done
    assert named in done.err


def test_a_plan_and_a_command_that_exclude_each_other(cli: Cli, here: Path) -> None:
    """Guidelines alone in the plan, trials on the command line: said, not searched in vain."""
    cli("plan", QUESTION, "-o", "plan.yaml")
    plan = yaml.safe_load((here / "plan.yaml").read_text(encoding="utf-8"))
    for query in plan["queries"]:
        query["filters"]["designs"] = ["guideline"]
    (here / "plan.yaml").write_text(yaml.safe_dump(plan), encoding="utf-8")
    done = cli("report", QUESTION, "--plan", "plan.yaml", "--design", "rct")
    assert done.code == 2
    assert is_plain(done), done


def test_a_plan_names_sources_that_there_are(cli: Cli, here: Path) -> None:
    """A misspelt source would find nothing and look like an answer, in a plan as on the command line."""
    done = edited(here, cli, lambda t: t.replace("sources: []", "sources: [pubmde]", 1))
    assert done.code == 2
    assert is_plain(done), done
    assert "pubmde" in done.err
    assert "guidelines" in done.err


def test_a_query_that_the_command_leaves_nothing_of_is_named(cli: Cli, here: Path) -> None:
    """Guidelines and syntheses are not searched for among trials, and the reader is told; the rest is run."""
    cli("plan", QUESTION, "-o", "plan.yaml")
    done = cli("report", QUESTION, "--plan", "plan.yaml", "--design", "rct", "--json")
    assert done.code == 0
    skipped = [line.split()[3] for line in done.err.splitlines() if "is not searched" in line]
    assert skipped == ["guidelines", "reviews"]
    assert {s["facet"] for s in done.json["searches"]}.isdisjoint(skipped)


# The quick answer


def test_the_quick_answer_names_what_it_cut(cli: Cli) -> None:
    """Every document that answers is quoted or named as left out, once; the limits say what was searched."""
    quick_answer = cli("ask", MUCH_ASKED, "--json").json
    cited = [d["id"] for d in quick_answer["documents"]]
    left = [e["document_id"] for e in quick_answer["excluded"]]
    cut = [e["document_id"] for e in quick_answer["excluded"] if "evidence report" in e["reason"]]
    assert cut
    assert set(cut) <= {d["id"] for d in cli("report", MUCH_ASKED, "--json").json["documents"]}
    assert len(set(cited + left)) == len(cited) + len(left)
    assert any("quick answer" in line for line in quick_answer["limits"])


def test_the_quick_answer_warns_of_what_it_quotes(library: Path) -> None:
    """What it is not comes after the warning that all is invented; and the warning speaks of what is quoted."""
    engine = open_engine(Settings(library=library, embedder="none"))
    made = quick(run(quick_plan(make_plan(MUCH_ASKED)), engine, depth=AT_THE_BEDSIDE))
    assert made.documents
    assert all(d.fictional for d in made.documents)
    assert made.limits[0].startswith("FICTIONAL: this")
    assert made.limits[1].startswith("The quick")
    silent = quick(run(quick_plan(make_plan("What is the capital of Mongolia?")), engine, depth=AT_THE_BEDSIDE))
    assert silent.documents == ()
    assert silent.limits[0].startswith("The quick")


def test_both_tables_have_the_same_columns(cli: Cli, here: Path) -> None:
    """Markdown and HTML draw one summary of findings, with the effect as the source states it."""
    cli("report", MUCH_ASKED, "--out", "out")
    head, *_ = [
        x for x in (here / "out/report.md").read_text(encoding="utf-8").splitlines() if x.startswith("| No. | St")
    ]
    columns = [cell.strip() for cell in head.strip("|").split("|")]
    assert columns[:3] == ["No.", "Study", "Design (indexed)"]
    assert "Effect as stated" in columns
    assert "".join(f"<th>{c}</th>" for c in columns) in (here / "out/report.html").read_text(encoding="utf-8")


# Settings


def test_settings_precedence(cli: Cli, here: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """evidence.toml, then the environment above it, then the flag above both."""
    (here / "evidence.toml").write_text('library = "of-toml"\n')
    (here / "other.toml").write_text(f'library = "{library}"\n')
    assert "of-toml" in cli("--config", "evidence.toml", "status").err
    assert cli("--config", "other.toml", "status", "--json").json["documents"] == 123
    monkeypatch.setenv("EVIDENCE_LIBRARY", "of-environment")
    assert "of-environment" in cli("status").err
    assert cli("--library", str(library), "status", "--json").json["documents"] == 123


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("library = [broken", "evidence.toml"),
        ('egres_sources = "offline"\n', "egres_sources"),
        ('egress_sources = "never"\n', "egress_sources"),
        ('fusion = "mean"\n', "rrf"),
    ],
)
def test_a_broken_configuration_is_refused_by_name(cli: Cli, here: Path, text: str, named: str) -> None:
    """A misspelt setting is not silently none."""
    (here / "evidence.toml").write_text(text)
    done = cli("status")
    assert done.code == 2
    assert is_plain(done), done
    assert named in done.err


def test_settings_of_later_versions_stop_nothing(cli: Cli, here: Path, library: Path) -> None:
    """One evidence.toml serves this version and the next."""
    later = ("model", "eutils_url", "email", "ncbi_api_key", "openai_base_url", "openai_api_key")
    text = f'library = "{library}"\n' + "".join(f'{name} = "x"\n' for name in later)
    (here / "evidence.toml").write_text(text)
    done = cli("--config", "evidence.toml", "status")
    assert (done.code, done.err) == (0, "")


def test_debug_of_the_file(cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the environment, which goes first."""
    (here / "evidence.toml").write_text("debug = true\n")
    assert "Traceback" in cli("show", "pubmed:1").err
    monkeypatch.setenv("EVIDENCE_DEBUG", "0")
    assert "Traceback" not in cli("show", "pubmed:1").err


def test_unknown_embedder(cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said before anything is loaded."""
    monkeypatch.setenv("EVIDENCE_EMBEDDER", "word2vec")
    done = cli("--library", "new", "ingest", "files", str(SAMPLE / "guidelines"))
    assert done.code == 2
    assert is_plain(done), done
    assert "minilm" in done.err
    assert files_below(here) == set()


# Other processes


def process(library: Path, here: Path, *words: str, **environment: str) -> subprocess.Popen[bytes]:
    """`evidence` as its own process."""
    settings = {k: v for k, v in os.environ.items() if not k.startswith("EVIDENCE_")}
    return subprocess.Popen(
        [sys.executable, "-m", "research.cli.main", "--library", str(library), *words],
        cwd=here,
        env={**settings, "EVIDENCE_EMBEDDER": "none", "PYTHONPATH": str(SAMPLE.parents[1]), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_two_reports_at_once(library: Path, here: Path) -> None:
    """The log gets a whole line from each, and both are the same report."""
    log = library / "runs.jsonl"
    before = len(log.read_bytes().splitlines()) if log.exists() else 0
    started = [process(library, here, "report", QUESTION, "--json") for _ in range(2)]
    reports = [json.loads(p.communicate()[0]) for p in started]
    lines = [json.loads(line) for line in log.read_bytes().splitlines()[before:]]
    assert {line["run"]["id"] for line in lines} == {report["run"]["id"] for report in reports}
    assert len(lines) == 2
    assert reports[0]["claims"] == reports[1]["claims"]


def test_a_reader_that_leaves_early(library: Path, here: Path) -> None:
    """`evidence list | head -1` prints its line and nothing on standard error."""
    started = process(library, here, "list", "--limit", "200")
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.readline()
    started.stdout.close()
    assert started.stderr.read() == b""
    started.wait()
    started.stderr.close()


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_a_terminal_without_letters(library: Path, here: Path, environment: dict[str, str]) -> None:
    """Names that it cannot show do not end the program; JSON is UTF-8 all the same."""
    shown = process(library, here, "show", "pubmed:990000001", **environment)
    out, err = shown.communicate()
    assert (shown.returncode, err) == (0, b"")
    assert b"pubmed:990000001" in out
    as_json = process(library, here, "show", "pubmed:990000001", "--json", **environment)
    assert json.loads(as_json.communicate()[0].decode("utf-8"))["authors"][0]["family"] == "Škoberčan"


def test_a_question_that_is_not_text(library: Path, here: Path) -> None:
    """Bytes that are not UTF-8 on the command line: a sentence, no traceback."""
    started = subprocess.run(
        [sys.executable, "-m", "research.cli.main", "--library", str(library), "report", b"\xff aspirin", "--json"],
        env={**os.environ, "EVIDENCE_EMBEDDER": "none"},
        capture_output=True,
        cwd=SAMPLE.parents[1],
    )
    assert (started.returncode, started.stdout) == (2, b"")
    assert b"Traceback" not in started.stderr
