"""TREC runs: what is read is what was meant, and what is not understood is named with its line."""

from pathlib import Path

import pytest

from citations.trec import read_run, write_run
from evidence.errors import UsageError


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "system.run"
    path.write_text(text, encoding="utf-8")
    return path


def test_documents_come_in_order_of_rank_whatever_the_order_of_lines(tmp_path: Path) -> None:
    run = written(tmp_path, "q1 Q0 pubmed:2 2 0.5 x\nq2\tQ0\tpubmed:9\t0\t-3\tx\n\nq1 Q0 pubmed:1 1 0.9 x\n")
    assert read_run(run) == {"q1": ("pubmed:1", "pubmed:2"), "q2": ("pubmed:9",)}


def test_equal_scores_are_no_fault(tmp_path: Path) -> None:
    """Citations of an answer often have no score of their own."""
    assert read_run(written(tmp_path, "q Q0 a 1 1 x\nq Q0 b 2 1 x\n")) == {"q": ("a", "b")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("q1 Q0 a 1 1 x\nq1 Q0 b 2 0.5\n", "line 2 has 5 fields"),
        ("q1 Q0 a 1 NaN x\n", "line 1: the score NaN"),
        ("q1 Q0 a 1 inf x\n", "line 1: the score inf"),
        ("q1 Q0 a 1 high x\n", "line 1: the score high"),
        ("q1 Q0 a first 1 x\n", "line 1: the rank first"),
        ("q1 Q0 a -1 1 x\n", "line 1: the rank -1"),
        ("q1 Q0 a ² 1 x\n", "line 1: the rank ²"),
        ("q1 Q0 a 1 2 x\nq1 Q0 b 1 1 x\n", "line 2: the question q1 has the rank 1 in line 1 too"),
        ("q1 Q0 a 1 2 x\nq1 Q0 a 2 1 x\n", "line 2: the question q1 has a in line 1 too"),
        ("q1 Q0 a 1 1 x\nq1 Q0 b 2 2 x\n", "line 2: rank 2 has a higher score than rank 1"),
        ("q1 Q0 a 1 1 x\nq7 Q0 b 1 2 x\n", "line 2: there is no question q7"),
        ("\n \n", "is empty"),
        ("", "is empty"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_run(written(tmp_path, text), frozenset({"q1"}))


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_run(tmp_path / "none.run")
    (tmp_path / "bytes.run").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="no text in UTF-8"):
        read_run(tmp_path / "bytes.run")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Ranks from 1 and scores that fall; a question that cites nothing has no line, as TREC has it."""
    path = tmp_path / "ours.run"
    write_run(path, {"q1": ("pubmed:2", "pubmed:1"), "q2": ()}, "report")
    assert path.read_text() == "q1 Q0 pubmed:2 1 1.000000 report\nq1 Q0 pubmed:1 2 0.500000 report\n"
    assert read_run(path) == {"q1": ("pubmed:2", "pubmed:1")}


@pytest.mark.parametrize("word", ["", "two words", " a", "a\n"])
def test_white_space_inside_a_field_is_refused(tmp_path: Path, word: str) -> None:
    """It would shift every field after it."""
    with pytest.raises(UsageError, match="white space"):
        write_run(tmp_path / "ours.run", {"q1": (word,)}, "report")
    assert not (tmp_path / "ours.run").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_run(tmp_path / "none" / "ours.run", {"q1": ("a",)}, "report")
