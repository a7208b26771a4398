"""`evidence check`, as INTERFACE.md names it: exit codes, JSON, `--strict`, `--references`, bad input."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.library.library import Library
from evidence.model import Identifiers
from indexers.intake import Deleted
from research.cli.main import main
from tests.conftest import Fill
from tests.fakes import document

Cli = Callable[..., tuple[int, str, str]]

DRAFT = """# Aspirin

Aspirin increased major bleeding by 40% compared with placebo [1]. Statins caused muscle pain in 12 of 312 patients [2].
Aspirin prevented stroke in every patient [3].

## References

1. Smith A. Aspirin and major bleeding: a randomized trial. J Med. 2020. PMID: 1.
2. Jones B. Statins and muscle pain. J Med. 2020. PMID: 2.
3. Brown C. Aspirin and stroke. J Med. 2020. PMID: 3.
"""


@pytest.fixture
def filled(fill: Fill, folder: Path) -> Path:
    """Four documents: one is retracted, one has a PMCID."""
    fill(
        document(
            1,
            title="Aspirin and major bleeding: a randomized trial",
            body="We enrolled 900 adults. Aspirin increased major bleeding by 40% compared with placebo. Deaths did not differ.",
        ),
        document(2, title="Statins and muscle pain", body="Statins caused muscle pain in 12 of 312 patients."),
        document(3, title="Aspirin and stroke", body="Aspirin prevented stroke in every patient.", status="retracted"),
        document(
            4,
            title="Metformin and weight in young adults",
            body="Metformin reduced body weight by 2.4 kg.",
            identifiers=Identifiers(pmid="4", pmcid="PMC128915", doi="10.1000/metformin"),
        ),
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


def written(folder: Path, text: str, name: str = "draft.md") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_draft_is_checked_claim_by_claim(cli: Cli, filled: Path, tmp_path: Path) -> None:
    """True claims are supported by located quotes; a retracted source bears nothing out."""
    code, out, _ = cli("check", written(tmp_path, DRAFT), "--json")
    made = json.loads(out)
    assert code == 0
    assert [claim["support"] for claim in made["claims"]] == ["supported", "supported", "not_found"]
    library = Library.open(filled)
    for claim in made["claims"]:
        assert claim["text"].rstrip(".") in DRAFT[claim["start"] : claim["end"]]
        for citation in claim["citations"]:
            held = library.get(citation["document_id"])
            assert held is not None
            assert held.text[citation["start"] : citation["end"]] == citation["quote"]
    assert made["claims"][2]["citations"][0]["layer"] == "state"


def test_strict_exits_with_4_where_a_claim_is_not_supported_and_0_where_all_are(cli: Cli, tmp_path: Path) -> None:
    assert cli("check", written(tmp_path, DRAFT), "--strict")[0] == 4
    true = DRAFT.replace("Aspirin prevented stroke in every patient [3].\n", "")
    assert cli("check", written(tmp_path, true), "--strict")[0] == 0
    assert cli("check", written(tmp_path, "No source is cited here. None at all.\n"), "--strict")[0] == 4
    assert cli("check", written(tmp_path, DRAFT))[0] == 0


@pytest.mark.parametrize(
    ("was", "planted", "support"),
    [
        ("by 40%", "by 4%", "contradicted"),
        ("increased", "decreased", "contradicted"),
        ("12 of 312", "12 of 321", "contradicted"),
        ("12 of 312", "112 of 312", "contradicted"),
        ("caused", "did not cause", "contradicted"),
    ],
)
def test_a_planted_error_is_named(cli: Cli, tmp_path: Path, was: str, planted: str, support: str) -> None:
    _, out, _ = cli("check", written(tmp_path, DRAFT.replace(was, planted)), "--json")
    (claim,) = [c for c in json.loads(out)["claims"] if planted in c["text"]]
    assert claim["support"] == support
    assert claim["citations"][0]["mismatches"]


def test_references_that_are_not_what_they_say_are_named(cli: Cli, tmp_path: Path) -> None:
    """A real PMID of another paper; a PMCID given as a PMID; a PMID that nothing has."""
    for was, given, layer, named in (
        ("PMID: 1.", "PMID: 4.", "metadata", "pubmed:1"),
        ("PMID: 1.", "PMID: 128915.", "identifier", "PMC128915"),
        ("PMID: 1.", "PMID: 999.", "identifier", "pubmed:1"),
    ):
        _, out, _ = cli("check", written(tmp_path, DRAFT.replace(was, given)), "--json")
        citation = json.loads(out)["claims"][0]["citations"][0]
        assert (citation["support"], citation["layer"]) == ("not_found", layer)
        assert named in citation["reason"]


def test_a_list_of_document_ids_takes_the_place_of_the_texts_own(cli: Cli, tmp_path: Path) -> None:
    listed = written(tmp_path, '{"marker": "1", "document_id": "pubmed:1"}\n', "list.jsonl")
    text = written(tmp_path, "Aspirin increased major bleeding by 40% compared with placebo [1].\n")
    _, out, _ = cli("check", text, "--references", listed, "--json")
    assert json.loads(out)["claims"][0]["support"] == "supported"


def test_the_page_and_the_json_are_written_where_asked(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, _, err = cli("check", written(tmp_path, DRAFT), "--out", str(out))
    assert code == 0
    assert "check.html" in err
    assert "Aspirin prevented stroke" in (out / "check.html").read_text(encoding="utf-8")
    assert len(json.loads((out / "check.json").read_text(encoding="utf-8"))["claims"]) == 3


def test_the_same_text_and_library_give_the_same_bytes(cli: Cli, tmp_path: Path) -> None:
    text = written(tmp_path, DRAFT)
    assert cli("check", text, "--json") == cli("check", text, "--json")


def test_without_a_library_marks_and_list_are_still_read(cli: Cli, tmp_path: Path) -> None:
    text = written(tmp_path, DRAFT)
    code, out, _ = cli("--library", str(tmp_path / "none"), "check", text, "--json")
    made = json.loads(out)
    assert code == 0
    assert [c["support"] for c in made["claims"]] == ["undecided"] * 3
    assert any("There is no library" in said for said in made["notes"])
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.docx", b"PK\x03\x04 this is no Word file"),
        ("empty.md", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(cli: Cli, tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    code, out, err = cli("check", str(path))
    assert code in (1, 2)
    assert not out
    assert name in err
    assert "Traceback" not in err


def test_a_file_that_is_not_there_and_an_unknown_state_are_wrong_usage(cli: Cli, tmp_path: Path) -> None:
    assert cli("check", str(tmp_path / "absent.md"))[0] == 2
    code, _, err = cli("check", written(tmp_path, DRAFT), "--allow", "retracted")
    assert code == 2
    assert "concern, superseded" in err


def test_a_check_changes_nothing_in_the_library(cli: Cli, filled: Path, tmp_path: Path) -> None:
    """But for the lock file that tantivy puts beside an index when it opens it."""

    def files() -> list[tuple[Path, int]]:
        found = (p for p in filled.rglob("*") if p.is_file() and p.name != ".tantivy-meta.lock")
        return sorted((p, p.stat().st_mtime_ns) for p in found)

    before = files()
    cli("check", written(tmp_path, DRAFT))
    assert files() == before


def test_help_loads_nothing_heavy() -> None:
    """`evidence check --help` must answer at once."""
    code = "import sys; import research.cli.check; print([m for m in ('numpy', 'tantivy', 'docx', 'lxml') if m in sys.modules])"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert shown.stdout.strip() == "[]"


def test_a_report_of_ours_passes_its_own_check(cli: Cli, tmp_path: Path) -> None:
    """In every format that a person may pass on."""
    code, _, _ = cli(
        "report", "Does aspirin increase major bleeding?", "--out", str(tmp_path), "--format", "md,html,docx"
    )
    assert code == 0
    for name in ("report.md", "report.html", "report.docx"):
        code, out, _ = cli("check", str(tmp_path / name), "--strict", "--json")
        assert code == 0, out
        assert json.loads(out)["claims"]


def test_what_speaks_against_is_looked_for_where_asked(cli: Cli, tmp_path: Path) -> None:
    text = written(
        tmp_path, "Aspirin decreased major bleeding compared with placebo [1].\n\n## References\n\n1. PMID: 2.\n"
    )
    _, out, _ = cli("check", text, "--against", "--json")
    (claim,) = json.loads(out)["claims"]
    assert [each["document_id"] for each in claim["against"]] == ["pubmed:1"]
    _, out, _ = cli("check", text, "--json")
    assert json.loads(out)["claims"][0]["against"] == []


def test_a_judge_is_named_and_an_unknown_one_refused(cli: Cli, tmp_path: Path) -> None:
    code, _, err = cli("check", written(tmp_path, DRAFT), "--judge", "oracle")
    assert code == 2
    assert "lexical, model, nli:" in err


def test_a_model_is_not_asked_unless_a_setting_allows_it(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is cited and said never leaves the machine unasked, and the refusal names the setting."""
    monkeypatch.setenv("EVIDENCE_MODEL", "some-model")
    text = written(tmp_path, DRAFT.replace("Aspirin increased major bleeding by 40%", "Bleeding got worse on aspirin"))
    code, out, err = cli("check", text, "--judge", "model")
    assert code == 1
    assert "EVIDENCE_EGRESS_MODELS" in err
    assert not out


def test_where_nothing_can_be_written_is_said_before_the_check(cli: Cli, tmp_path: Path) -> None:
    """`--out` on a file: no minutes of work first."""
    text = written(tmp_path, DRAFT)
    code, out, err = cli("check", text, "--out", text)
    assert (code, out) == (2, "")
    assert "cannot be written" in err


def test_a_check_that_cannot_be_written_is_still_printed(cli: Cli, tmp_path: Path) -> None:
    """A folder in the place of check.html stands for a full disk."""
    (tmp_path / "made" / "check.html").mkdir(parents=True)
    code, out, err = cli("check", written(tmp_path, DRAFT), "--out", str(tmp_path / "made"))
    assert code == 2
    assert "3 cited statements" in out
    assert "cannot be written" in err


def test_a_device_without_end_is_not_read_to_its_end(cli: Cli) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")
    code, _, err = cli("check", "/dev/zero")
    assert code == 2
    assert "50 MB" in err


def test_an_empty_library_accuses_nobody(cli: Cli, fill: Fill, filled: Path, tmp_path: Path) -> None:
    """Where there is no record at all, that a PMID is not among them says nothing of the reference."""
    fill(*(Deleted(f"pubmed:{n}") for n in range(1, 5)))
    assert len(Library.open(filled)) == 0
    _, out, _ = cli("check", written(tmp_path, DRAFT), "--json")
    made = json.loads(out)
    assert {claim["support"] for claim in made["claims"]} == {"undecided"}
    assert any("empty" in note for note in made["notes"])


def test_a_misspelled_title_without_an_identifier_is_found_among_many_that_share_its_words(
    cli: Cli, fill: Fill, tmp_path: Path
) -> None:
    """The record has no abstract, so that others with long texts on the matter stand before it by their words."""
    fill(
        *(
            document(100 + n, title=f"Zinc and colds {n}", body="Zinc for colds, colds and zinc. " * 3)
            for n in range(30)
        )
    )
    fill(document(99, title="Zinc lozenges, colds", body=""))
    text = "Sailors had colds [1].\n\n## References\n\n1. Smith A. Zinc lozneges, colds. J Med. 2020;1:2.\n"
    _, out, _ = cli("check", written(tmp_path, text), "--json")
    assert json.loads(out)["references"][0]["document_id"] == "pubmed:99"
