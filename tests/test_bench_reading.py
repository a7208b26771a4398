"""Reading without a model: what ships holds its floors, and the benchmark's table, floors and cache mean what they say."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import reading, reading_cache
from benchmarks.gate import FLOORS, below_reading, raised, reading_floors
from benchmarks.reading_parts import PARTS, chosen
from benchmarks.reading_table import GOALS, held, markdown

EVERY = {name: 0.5 for goal in GOALS for _, name in (*goal.ours, *goal.baselines)}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of an earlier run is taken for a measurement."""
    monkeypatch.setattr(reading_cache, "KEPT", tmp_path / "kept")
    return tmp_path / "kept"


def test_what_ships_holds_its_floors(shared: Path, cache: Path) -> None:
    """Effect fields and entities, which need no training, are measured and not below a floor; a second run is kept."""
    figures = reading.run(shared, quick=True)
    assert below_reading(held(figures), shared) == []
    assert figures["effects.late found"] == figures["effects.late labelled"] == 79
    assert sorted(path.name.partition("-")[0] for path in cache.iterdir()) == ["effects", "entities"]
    assert reading.run(shared, quick=True) == figures


def test_yes_no_weights_that_ship_answer_as_they_did(shared: Path) -> None:
    """The shipped weights answer a hundred questions of BioASQ better than the keyword rule (they were trained on them)."""
    from benchmarks.reading_yesno import keyword_rule
    from benchmarks.yesno_data import bioasq
    from research.reading.verdict.verdict import answer_yes_no

    questions = bioasq(shared.parent)[:100]
    verdicts = [answer_yes_no(q.text, q.statements).answer for q in questions]
    right = sum(said == q.label for said, q in zip(verdicts, questions, strict=True))
    wrong = sum(said not in ("undecided", q.label) for said, q in zip(verdicts, questions, strict=True))
    assert right / max(1, right + wrong) > sum(keyword_rule(q) == q.label for q in questions) / len(questions)


def test_the_command_prints_the_figures_that_have_floors(shared: Path) -> None:
    """One JSON value; its keys are those of floors.json for the part that ran."""
    words = [sys.executable, "-m", "research.cli.main", "bench", "reading", str(shared), "--only", "effects", "--json"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert done.returncode == 0, done.stderr
    floors = {name for name in reading_floors()["figures"] if name.startswith("effects.")}
    assert set(json.loads(done.stdout)) == {"reading"}
    assert set(json.loads(done.stdout)["reading"]) == floors


def test_every_figure_of_the_table_has_a_floor_and_every_file_a_hash() -> None:
    """The keys of floors.json are those that the whole command prints."""
    floors = reading_floors()
    assert set(floors["figures"]) == set(held(EVERY))
    assert set(floors["data_sha256"]) == {name for part in PARTS for name in part.data}


def test_a_figure_below_its_floor_is_named(shared: Path) -> None:
    """And one at its floor is not."""
    floors = {k: v for k, v in reading_floors()["figures"].items() if k.startswith("entities.")}
    assert below_reading(floors, shared) == []
    (fault,) = below_reading({**floors, "entities.list_f1": floors["entities.list_f1"] - 0.01}, shared)
    assert "entities.list_f1" in fault


def test_floors_go_up_alone_and_down_with_a_reason() -> None:
    """0.80 measured is a floor of 0.79 for what is trained; the floor of 0.85 stays until a reason is given and kept."""
    kept = {"figures": {"direction.given_f1": 0.85, "direction.found_f1": 0.5}, "lowered": []}
    found = {"direction.given_f1": 0.80, "direction.found_f1": 0.80}
    assert raised(kept, found, "", "2026-11-22")["figures"] == {"direction.given_f1": 0.85, "direction.found_f1": 0.79}
    down = raised(kept, found, "a leak was found", "2026-11-22")
    assert down["figures"]["direction.given_f1"] == 0.79
    (why,) = down["lowered"]
    assert (why["figure"], why["from"], why["to"], why["reason"]) == (
        "direction.given_f1",
        0.85,
        0.79,
        "a leak was found",
    )


def test_the_table_says_what_holds() -> None:
    """A goal is judged by its own figures, and a line whose figures are not there is left out."""
    table = markdown(EVERY | {"direction.given_f1": 0.8, "sentences.ours.MAP": 0.57})
    lines = {line.split(" | ")[0].removeprefix("| "): line for line in table.splitlines()}
    assert lines["direction, sentence given"].endswith("| holds |")
    assert lines["answer sentences, MAP"].endswith("| does not hold |")  # .57 is not .50 + .08
    assert "macro-F1 .800" in lines["direction, sentence given"]
    assert len(markdown({}).splitlines()) == 2


def test_a_goal_judges_only_what_its_line_shows() -> None:
    """Each is computed from its own figures alone."""
    for goal in GOALS:
        own = {name: EVERY[name] for _, name in (*goal.ours, *goal.baselines)}
        assert goal.is_measured(own)
        assert goal.holds is None or goal.holds(own) in (True, False)


def test_an_unknown_part_is_named_with_those_there_are() -> None:
    """So is no part run by mistake."""
    with pytest.raises(ValueError, match=r"no part nosuch; there are effects, .*bottom_line"):
        chosen(["nosuch"])


def test_the_code_of_a_part_is_what_it_imports(tmp_path: Path) -> None:
    """At the head and inside functions, through other modules; weights beside them count, other files do not."""
    (tmp_path / "room").mkdir()
    for name, text in {
        "__init__": "",
        "a": "from room.b import thing\n",
        "b": "def f():\n    import room.c\n",
        "c": "import json\n",
        "other": "",
    }.items():
        (tmp_path / "room" / f"{name}.py").write_text(text)
    (tmp_path / "room" / "weights.json").write_text("{}")
    found = [path.name for path in reading_cache.code_files("room.a", tmp_path)]
    assert found == ["a.py", "b.py", "c.py", "weights.json"]


def test_the_table_goes_between_its_marks(tmp_path: Path) -> None:
    """What stands before and after stays; a file without marks is refused."""
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{reading.BEGIN}\nSTALE\n{reading.END}\nafter\n")
    reading.write(EVERY, readme)
    text = readme.read_text()
    assert text.startswith("before\n") and text.endswith("after\n") and "STALE" not in text
    assert "| effect fields |" in text
    readme.write_text("no marks")
    with pytest.raises(ValueError, match="does not hold"):
        reading.write(EVERY, readme)


def test_without_a_checkout_the_command_says_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The benchmarks are not in the wheel."""
    import importlib

    from evidence.errors import ExtraMissingError
    from research.cli.bench import _benchmark

    def absent(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name="benchmarks")

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(ExtraMissingError, match=r"checkout of the repository.*python -m benchmarks.reading SHARED"):
        _benchmark("reading")


def test_a_missing_package_is_named_with_its_pip_line() -> None:
    """By the name that pip knows."""
    assert "pip install scikit-learn" in reading.missing(ModuleNotFoundError("no", name="sklearn"))


def test_floors_file_is_as_it_is_written() -> None:
    """Two spaces, a newline at the end: a raised floor is a diff of one line."""
    text = FLOORS.read_text()
    assert text == json.dumps(json.loads(text), indent=2) + "\n"
