"""`evidence bench recall`: what is cited against gold documents, of our reports and of any run."""

import json
from pathlib import Path

import pytest

from evidence.codec import encode
from evidence.errors import LibraryMissingError, UsageError
from evidence.settings import Settings
from research.evaluate_recall import Wanted, evaluate_recall
from research.recall.kept import cited_for, fingerprint
from research.recall.measured import Recall, as_json
from research.recall.plot import check_plot, draw
from research.recall.questions import Question, read_questions
from research.recall.scores import as_many
from research.recall.table import table
from tests.conftest import Fill
from tests.fakes import document

QUESTION = "Does aspirin reduce stroke in adults with migraine?"
OTHER = "Does metformin lower body weight in polycystic ovary syndrome?"


def silent(line: str) -> None:
    """Progress that nobody reads."""


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def of_run(tmp_path: Path, run: str, **wanted: object) -> Recall:
    """Three questions: q1 with gold a, b; q2 with gold c; q3 with none."""
    questions = lines(
        tmp_path / "questions.jsonl",
        {"id": "q1", "question": QUESTION, "gold": ["a", "b", "a"], "kind": "therapy", "year": 2020},
        {"id": "q2", "question": OTHER, "gold": ["c"], "kind": "harm"},
        {"id": "q3", "question": "What else?", "gold": []},
    )
    (tmp_path / "system.run").write_text(run, encoding="utf-8")
    asked = Wanted(questions, run=tmp_path / "system.run", **wanted)  # type: ignore[arg-type]
    return evaluate_recall(asked, Settings(library=tmp_path / "no library"), silent)


RUN = "q1 Q0 a 1 3 x\nq1 Q0 d 2 2 x\nq2 Q0 d 1 1 x\nq3 Q0 a 1 1 x\n"


def test_a_run_is_measured_by_question_and_in_the_mean(tmp_path: Path) -> None:
    """q1: 1 of 2 gold, 1 of 2 cited: all 1/2; q2: nothing; q3 has no gold and counts nowhere. Means 1/4."""
    found = of_run(tmp_path, RUN)
    (system,) = found.systems
    assert [(e.id, e.recall, e.precision, e.f1) for e in system.each] == [
        ("q1", 0.5, 0.5, 0.5),
        ("q2", 0.0, 0.0, 0.0),
        ("q3", None, None, None),
    ]
    assert system.of_held is None and system.of_all.questions == 2
    means = (system.of_all.recall, system.of_all.precision, system.of_all.f1)
    assert [m.value for m in means if m] == [0.25, 0.25, 0.25]
    assert system.of_all.recall is not None and (system.of_all.recall.low, system.of_all.recall.high) == (0.0, 0.5)
    assert system.of_all.citations == 1.5
    assert found.notes == ("Questions without a gold document, which are not scored (1): q3 (line 3).",)


def test_figures_by_kind_or_by_another_field(tmp_path: Path) -> None:
    """`kind` where the lines have it; another field is asked for by name."""
    (system,) = of_run(tmp_path, RUN).systems
    assert {kind: f.questions for kind, f in system.by_kind.items()} == {"therapy": 1, "harm": 1}
    (system,) = of_run(tmp_path, RUN, by="year").systems
    assert {kind: f.questions for kind, f in system.by_kind.items()} == {"2020": 1}
    with pytest.raises(UsageError, match="the field colour"):
        of_run(tmp_path, RUN, by="colour")


def test_the_curve_cuts_the_list(tmp_path: Path) -> None:
    """First citations alone: recall (1/2 + 0) / 2, precision (1 + 0) / 2; of two: precision (1/2 + 0) / 2, 3/2 cited."""
    (system,) = of_run(tmp_path, RUN).systems
    assert [(p.k, p.citations, p.recall, p.precision) for p in system.curve] == [
        (1, 1.0, 0.25, 0.5),
        (2, 1.5, 0.25, 0.25),
    ]


def test_a_question_that_the_run_leaves_out_counts_as_nought_and_is_named(tmp_path: Path) -> None:
    found = of_run(tmp_path, "q1 Q0 a 1 1 x\nq1 Q0 b 2 1 x\n")
    (system,) = found.systems
    assert system.of_all.recall is not None and system.of_all.recall.value == 0.5
    assert system.of_all.silent == 1
    assert system.of_all.precision is not None and system.of_all.precision.value == 0.5
    assert system.of_all.precision_where_cited is not None and system.of_all.precision_where_cited.value == 1.0
    assert "Questions without a line in system.run, which count as 0 (2): q2, q3." in found.notes


def test_ids_of_another_kind_are_pointed_out(tmp_path: Path) -> None:
    """A run of bare PMIDs against namespaced gold has recall 0 for no fault of the system."""
    assert any("ids of the same form" in note for note in of_run(tmp_path, "q1 Q0 123 1 1 x\n").notes)
    assert not any("ids of the same form" in note for note in of_run(tmp_path, RUN).notes)


def test_two_runs_are_compared_on_the_same_questions(tmp_path: Path) -> None:
    """The other cites a, b and c: recall 1 against 1/4. Differences -1/2 and -1: of 4 ways to sign them 2 as far, p 1/2."""
    other = tmp_path / "other" / "system.run"
    other.parent.mkdir()
    other.write_text("q1 Q0 a 1 1 x\nq1 Q0 b 2 1 x\nq2 Q0 c 1 1 x\n", encoding="utf-8")
    found = of_run(tmp_path, RUN, against=other)
    recall = next(c for c in found.compared if c.measure == "recall")
    assert (recall.first, recall.second) == ("system.run", "system.run (against)")
    assert (recall.comparison.difference.value, recall.comparison.p) == (-0.75, 0.5)
    assert (recall.comparison.better, recall.comparison.worse) == (0, 2)


def test_a_run_needs_no_library_and_takes_no_baselines(tmp_path: Path) -> None:
    """There is no library in these tests; what belongs to our own reports is refused in words."""
    with pytest.raises(UsageError, match="of our own reports"):
        of_run(tmp_path, RUN, baselines=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no question"),
        ('{"id": "q1", "question": "Why?", "gold": ["a"]}\n{"id": "q2", "question"\n', "line 2 is no JSON"),
        ("[1]\n", "line 1 is no JSON object"),
        ("[" * 100_000 + "\n", "line 1 is no JSON"),
        ('{"question": "Why?", "gold": ["a"]}\n', "line 1 has no id"),
        ('{"id": true, "question": "Why?", "gold": ["a"]}\n', "line 1 has no id"),
        ('{"id": "q1", "question": " ?", "gold": ["a"]}\n', "line 1 has no question"),
        ('{"id": "q1", "question": "Why?"}\n', "line 1 has no list"),
        ('\n{"id": "q1", "question": "Why?", "gold": "a"}\n', "line 2 has no list"),
        ('{"id": "q1", "question": "Why?", "gold": [7]}\n', "line 1 has no list"),
        ('{"id": 1, "question": "Why?", "gold": []}\n{"id": "1", "question": "W?", "gold": []}\n', "line 2: the id 1"),
        ('{"id": "q1", "question": "Why?", "gold": []}\n', "nothing to measure"),
    ],
)
def test_what_is_wrong_with_a_file_of_questions_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_questions(path)


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "bytes.jsonl").write_bytes(b'{"id": "\xff"}\n')
    with pytest.raises(UsageError, match="line 1 is no JSON"):
        read_questions(tmp_path / "bytes.jsonl")
    with pytest.raises(UsageError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")


def test_questions_are_read_whole(tmp_path: Path) -> None:
    """A byte order mark and empty lines are passed over, a number is an id, a gold document counts once."""
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b'\xef\xbb\xbf\n{"id": 7, "question": "Why?", "gold": ["a", "b", "a"], "kind": "harm"}\n')
    assert read_questions(path) == (Question("7", "Why?", ("a", "b"), "harm", 2),)


@pytest.fixture
def own(tmp_path: Path, folder: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Three trials that answer QUESTION and one on other things, searched by words; a cache of its own."""
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))
    trials = [
        document(
            n,
            title=f"Aspirin and stroke in adults with migraine: trial {n}",
            body=f"Aspirin reduced stroke in adults with migraine (HR 0.{50 + n}, 95% CI 0.40 to 0.80).",
            design="rct",
        )
        for n in (1, 2, 3)
    ]
    fill(*trials, document(9, title="Statins and cataract", body="Statins did not change cataract in adults."))
    return Settings(library=folder, embedder="none")


def ours(tmp_path: Path, own: Settings, *gold: str, **wanted: object) -> Recall:
    path = lines(tmp_path / "own.jsonl", {"id": "q1", "question": QUESTION, "gold": list(gold), "kind": "therapy"})
    return evaluate_recall(Wanted(path, **wanted), own, silent)  # type: ignore[arg-type]


def test_our_reports_are_measured_against_all_gold_and_gold_in_the_library(tmp_path: Path, own: Settings) -> None:
    """Gold: two trials that are cited and one that is not held: 2/3 of all, 2/2 of what could be cited."""
    found = ours(tmp_path, own, "pubmed:1", "pubmed:2", "pubmed:77")
    (system,) = found.systems
    assert set(found.cited["report"]["q1"]) >= {"pubmed:1", "pubmed:2"}
    assert system.of_all.recall is not None and system.of_all.recall.value == pytest.approx(2 / 3)
    assert system.of_held is not None and system.of_held.recall is not None and system.of_held.recall.value == 1.0
    assert (found.gold.documents, found.gold.held, found.gold.questions_with_held) == (3, 2, 1)
    assert any("pubmed:77 (line 1)" in note for note in found.notes)


def test_baselines_are_the_first_hits_and_as_many_of_them_as_are_cited(tmp_path: Path, own: Settings) -> None:
    found = ours(tmp_path, own, "pubmed:1", lengths=("ask", "report"), baselines=True)
    names = [(s.name, s.role) for s in found.systems]
    assert names == [
        ("ask", "measured"),
        ("report", "measured"),
        ("lexical", "hits"),
        ("lexical, as many as ask", "as many"),
        ("lexical, as many as report", "as many"),
    ]
    assert len(found.cited["lexical, as many as report"]["q1"]) == len(found.cited["report"]["q1"])
    assert {(c.first, c.second) for c in found.compared} == {
        ("ask", "lexical, as many as ask"),
        ("report", "lexical, as many as report"),
    }


def test_as_many_gives_nothing_where_nothing_is_cited() -> None:
    """A silent report is set beside silence, else the hits would win by number."""
    assert as_many({"q1": ("a", "b", "c"), "q2": ("a",)}, {"q1": ("x", "y")}) == {"q1": ("a", "b"), "q2": ()}


def test_what_the_questions_were_made_of_can_be_left_out(tmp_path: Path, own: Settings) -> None:
    """Nothing else is held, so nothing is cited; a source that is not there is a word typed wrong."""
    found = ours(tmp_path, own, "pubmed:1", without=("pubmed",), baselines=True)
    assert found.cited["report"]["q1"] == found.cited["lexical"]["q1"] == ()
    assert found.systems[0].of_all.silent == 1
    with pytest.raises(UsageError, match="no source trials"):
        ours(tmp_path, own, "pubmed:1", without=("trials",))


def test_a_library_without_any_gold_document_is_named_before_any_report_is_made(tmp_path: Path, own: Settings) -> None:
    with pytest.raises(UsageError, match="None of the gold documents"):
        ours(tmp_path, own, "12345")
    assert not (tmp_path / "cache" / "bench").exists()
    with pytest.raises(LibraryMissingError):
        ours(tmp_path, Settings(library=tmp_path / "none", embedder="none"), "pubmed:1")


def test_a_length_that_is_not_there_lists_those_that_are(tmp_path: Path, own: Settings) -> None:
    with pytest.raises(UsageError, match="ask, report, long"):
        ours(tmp_path, own, "pubmed:1", lengths=("report", "short"))
    with pytest.raises(UsageError, match="ask, report, long"):
        ours(tmp_path, own, "pubmed:1", lengths=())
    assert not (tmp_path / "cache" / "bench").exists()


def test_the_same_run_gives_the_same_figures_and_words(tmp_path: Path, own: Settings) -> None:
    """Intervals and p values are drawn with a seed."""
    one, two = (ours(tmp_path, own, "pubmed:1", "pubmed:9", baselines=True) for _ in range(2))
    assert encode(one) == encode(two)
    assert table(one) == table(two)


class Asked:
    """Cites one document for each question, and after so many is interrupted as by Ctrl-C."""

    def __init__(self, most: int = 1_000) -> None:
        self.texts: list[str] = []
        self._most = most

    def __call__(self, text: str) -> tuple[str, ...]:
        if len(self.texts) == self._most:
            raise KeyboardInterrupt
        self.texts.append(text)
        return (f"of {text}",)


QUESTIONS = [Question(f"q{n}", f"Question {n}?", ("a",), "", n) for n in (1, 2, 3)]


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """Two of three were answered: the next run asks for the third alone and has all three."""
    path = tmp_path / "kept.jsonl"
    first, second = Asked(2), Asked()
    with pytest.raises(KeyboardInterrupt):
        cited_for(QUESTIONS, first, path, "ours", silent)
    assert cited_for(QUESTIONS, second, path, "ours", silent) == {q.id: (f"of {q.text}",) for q in QUESTIONS}
    assert (first.texts, second.texts) == (["Question 1?", "Question 2?"], ["Question 3?"])


def test_a_line_that_was_cut_in_the_writing_is_asked_again(tmp_path: Path) -> None:
    """And what is written after it stands in a line of its own."""
    path = tmp_path / "kept.jsonl"
    cited_for(QUESTIONS[:2], Asked(), path, "ours", silent)
    path.write_bytes(path.read_bytes()[:-8])
    again, last = Asked(), Asked()
    cited_for(QUESTIONS, again, path, "ours", silent)
    assert again.texts == ["Question 2?", "Question 3?"]
    cited_for(QUESTIONS, last, path, "ours", silent)
    assert last.texts == []


def test_what_was_kept_of_another_library_is_not_used(tmp_path: Path, own: Settings, fill: Fill) -> None:
    """A fourth trial arrives; the next run cites it."""
    before = ours(tmp_path, own, "pubmed:1")
    fill(document(4, title="Aspirin and stroke in adults with migraine: trial 4",
                  body="Aspirin reduced stroke in adults with migraine (HR 0.49, 95% CI 0.40 to 0.60).", design="rct"))  # fmt: skip
    after = ours(tmp_path, own, "pubmed:1")
    assert "pubmed:4" not in before.cited["report"]["q1"]
    assert "pubmed:4" in after.cited["report"]["q1"]
    assert len(fingerprint()) == 64


def test_the_json_has_every_question_and_no_lists(tmp_path: Path) -> None:
    """What a script relies on: means with intervals, and the three figures by question."""
    found = json.loads(encode(as_json(of_run(tmp_path, RUN))))
    assert found["systems"][0]["of_all"]["recall"] == {"value": 0.25, "low": 0.0, "high": 0.5, "of": 2}
    assert found["systems"][0]["each"][0]["recall"] == 0.5
    assert "cited" not in found


def test_the_table_of_a_run_has_a_line_for_each_question(tmp_path: Path) -> None:
    """q3 has no gold and no line."""
    said = table(of_run(tmp_path, RUN)).splitlines()
    assert "q1   0.50  0.50  0.50     2" in said
    assert "q2   0.00  0.00  0.00     1" in said
    assert not any(line.startswith("q3 ") for line in said)


def test_the_table_says_what_was_measured(tmp_path: Path, own: Settings) -> None:
    said = table(ours(tmp_path, own, "pubmed:1", "pubmed:77", baselines=True))
    for part in ("1 with gold documents (2 documents)", "In the library: 1 gold", "report, therapy", "lexical, as many as report",
                 "Against all gold documents", "Paired by question", "pubmed:77 (line 1)", "q1   1.00"):  # fmt: skip
        assert part in said


@pytest.mark.parametrize(("name", "begins"), [("recall.svg", b"<?xml"), ("recall.png", b"\x89PNG")])
def test_the_plot_is_drawn_the_same_twice(tmp_path: Path, own: Settings, name: str, begins: bytes) -> None:
    systems = ours(tmp_path, own, "pubmed:1", baselines=True).systems
    path = tmp_path / name
    draw(systems, path)
    first = path.read_bytes()
    draw(systems, path)
    assert first.startswith(begins)
    assert path.read_bytes() == first
    if name.endswith("svg"):
        assert b"report" in first and b"lexical" in first and b"as many as" not in first


def test_a_plot_of_nothing_and_names_that_mean_something_to_matplotlib(tmp_path: Path) -> None:
    """A run may be called anything that a file can be called."""
    (tmp_path / "$x_1$").write_text(RUN, encoding="utf-8")
    (tmp_path / "_run").write_text(RUN, encoding="utf-8")
    for name in ("$x_1$", "_run"):
        found = of_run(tmp_path, RUN, against=tmp_path / name)
        draw(found.systems, tmp_path / "plot.svg")
        assert name.encode() in (tmp_path / "plot.svg").read_bytes()
    draw((), tmp_path / "empty.svg")
    assert (tmp_path / "empty.svg").stat().st_size > 0


def test_a_plot_that_cannot_be_written_is_known_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.svg or \.png"):
        check_plot(tmp_path / "recall.gif")
    with pytest.raises(UsageError, match="there is no folder"):
        check_plot(tmp_path / "none" / "recall.svg")
