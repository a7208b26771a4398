"""`evidence export`: the references of a run or of a document, as INTERFACE.md names the command."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.library.library import Library
from evidence.model import Document, Link
from indexers.files.bibtex import read_bibtex
from indexers.files.csl import read_csl
from indexers.files.nbib import read_nbib
from indexers.files.ris import read_ris
from research.cli.main import main
from research.export import export
from research.loop import run
from research.plan import make_plan
from research.runs import record
from research.wiring import open_engine
from tests.conftest import Fill
from tests.fakes import document

QUESTION = "Does aspirin increase major bleeding?"
READERS = {"ris": read_ris, "bibtex": read_bibtex, "csl-json": read_csl, "nbib": read_nbib}
Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def filled(fill: Fill, folder: Path) -> Path:
    """A library of three documents, one of them retracted."""
    fill(
        document(1, title="Aspirin and major bleeding: a randomized trial", body="Aspirin increased major bleeding."),
        document(2, title="Statins and muscle pain", body="Statins caused muscle pain."),
        document(3, title="RETRACTED: Aspirin and stroke", body="Aspirin prevented stroke.", status="retracted"),
    )
    return folder


@pytest.fixture
def cli(filled: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Cli:
    """Run `evidence` in this process: exit code, standard output, standard error."""
    monkeypatch.setenv("EVIDENCE_EMBEDDER", "none")

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["evidence", "--library", str(filled), *words])
        capfdbinary.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


@pytest.fixture
def run_id(filled: Path, cli: Cli) -> str:
    """The id of a report that cites the first document, kept in the library's log."""
    from evidence.settings import Settings

    engine = open_engine(Settings(library=filled, embedder="none"))
    report = run(make_plan(QUESTION), engine)
    assert [d.id for d in report.documents] == ["pubmed:1"]
    assert record(filled, report) == ""
    return report.run.id


@pytest.mark.parametrize("form", READERS)
def test_a_runs_references(form: str, run_id: str, cli: Cli) -> None:
    """What the report cites, and nothing else, with its abstract; the same by the first characters of the run's id."""
    code, out, err = cli("export", run_id, "--format", form)
    assert (code, err) == (0, "")
    (found,) = READERS[form](io.BytesIO(out.encode()), "again")
    assert isinstance(found, Document)
    assert (found.id, found.title) == ("pubmed:1", "Aspirin and major bleeding: a randomized trial")
    assert "Aspirin increased major bleeding." in found.text
    assert cli("export", run_id[:8], "--format", form)[1] == out


def test_a_document_and_all(cli: Cli) -> None:
    """By a document's id that document, by `all` the library; a retracted one is named on standard error."""
    code, out, err = cli("export", "pubmed:2", "--format", "csv")
    assert (code, err) == (0, "")
    assert [row["id"] for row in csv.DictReader(io.StringIO(out))] == ["pubmed:2"]
    code, out, err = cli("export", "all", "--format", "csv")
    assert sorted(row["id"] for row in csv.DictReader(io.StringIO(out))) == ["pubmed:1", "pubmed:2", "pubmed:3"]
    assert (code, "Retracted: pubmed:3." in err) == (0, True)


def test_states_that_are_named(fill: Fill, filled: Path) -> None:
    """Each with its documents, on standard error; a corrected article may be cited as it stands."""
    fill(
        document(4, status="concern", links=(Link("ExpressionOfConcernIn", "pubmed:9"),)),
        document(5, status="superseded", links=(Link("UpdateIn", "pubmed:8"),)),
        document(6, status="corrected"),
    )
    found = export(Library.open(filled), "all", "csv")
    assert found.notes == (
        "Retracted: pubmed:3.",
        "With an expression of concern: pubmed:4.",
        "Superseded by a newer version: pubmed:5.",
    )
    rows = {row["id"]: (row["status"], row["status_by"]) for row in csv.DictReader(io.StringIO(found.text))}
    assert rows == {
        "pubmed:1": ("current", ""),
        "pubmed:2": ("current", ""),
        "pubmed:3": ("retracted", ""),
        "pubmed:4": ("concern", "pubmed:9"),
        "pubmed:5": ("superseded", "pubmed:8"),
        "pubmed:6": ("corrected", ""),
    }


def test_file_and_json(cli: Cli, tmp_path: Path) -> None:
    """With --out the file holds what would be printed; with --json one value says where and how many."""
    target = tmp_path / "refs.ris"
    printed = cli("export", "pubmed:1")[1]
    code, out, err = cli("export", "pubmed:1", "--out", str(target))
    assert (code, out, "Written" in err) == (0, "", True)
    assert target.read_text() == printed
    code, out, _ = cli("export", "pubmed:1", "--json")
    assert code == 0
    assert json.loads(out)["references"] == 1
    assert json.loads(out)["text"] == printed
    code, out, err = cli("export", "pubmed:1", "--out", str(tmp_path / "no" / "refs.ris"))
    assert (code, out, "cannot be written" in err) == (2, "", True)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("pubmed:99",), "pubmed:99"),
        (("abc",), "abc"),
        (("pubmed:1", "--format", "endnote"), "ris, nbib, bibtex, csl-json, csv"),
    ],
)
def test_wrong_words(words: tuple[str, ...], named: str, run_id: str, cli: Cli) -> None:
    """Exit code 2 and a sentence with a way out: the latest runs, or the formats that there are."""
    code, out, err = cli("export", *words)
    assert (code, out) == (2, "")
    assert named in err
    assert (run_id in err) is ("--format" not in words)  # the latest runs, where it is a run that cannot be told
    assert "Traceback" not in err


def test_abstract_that_may_not_be_exported(filled: Path) -> None:
    """The record goes out without it, and the note names the document; `may_export` sees every source that holds it."""
    asked: list[tuple[str, ...]] = []

    def nothing(sources: tuple[str, ...]) -> bool:
        asked.append(sources)
        return False

    found = export(Library.open(filled), "pubmed:1", "ris", nothing)
    assert "TI  - Aspirin and major bleeding" in found.text
    assert "increased" not in found.text
    assert asked == [("pubmed",)]
    assert any("pubmed:1" in each and "abstract" in each for each in found.notes)


def test_document_that_is_gone(filled: Path, run_id: str, fill: Fill) -> None:
    """A run's document that the library no longer holds is exported as the run kept it, and that is said."""
    from indexers.intake import Deleted

    fill(Deleted("pubmed:1"))
    found = export(Library.open(filled), run_id, "ris")
    assert "TI  - Aspirin and major bleeding: a randomized trial" in found.text
    assert any("No longer in the library" in each and "pubmed:1" in each for each in found.notes)


def test_a_reference_list_in_a_style_and_a_style_that_there_is_not(cli: Cli) -> None:
    """AMA and Vancouver differ in what surrounds volume and pages; an unknown style is refused before any work."""
    code, out, _ = cli("export", "pubmed:1", "--format", "text", "--style", "ama")
    assert code == 0
    assert out.startswith("1. Aspirin and major bleeding: a randomized trial.")
    assert cli("export", "pubmed:1", "--style", "ama")[0] == 2
    for words in (("export", "pubmed:1", "--format", "text"), ("report", QUESTION)):
        code, _, err = cli(*words, "--style", "chicago")
        assert code == 2
        assert "vancouver, ama" in err


def test_a_report_carries_the_style_asked_for(cli: Cli) -> None:
    code, out, _ = cli("report", QUESTION, "--style", "ama", "--json")
    assert code == 0
    assert all(d["reference"] for d in json.loads(out)["documents"])
