"""The measures behind `evidence bench citations`, on a handful of pairs that can be counted by hand."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from evidence.errors import UsageError
from evidence.model import Passage, Support, Verdict
from research.citation_baseline import Overlap
from research.citation_figures import Figure, auroc, f1, recall_at, share, with_interval
from research.citation_pairs import Pair, read_pairs
from research.citation_table import held, table
from research.evaluate_citations import evaluate


class Scripted:
    """A judge that says what the claim tells it to: "supported .8 .1 .1"."""

    name = "scripted"

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        support, *chances = claim.split()
        told = tuple(map(float, chances))
        return Verdict(support, self.name, "So told.", chances=told if len(told) == 3 else None)  # type: ignore[arg-type]


def pair(said: str, label: Support, kind: str = "", document: str = "1") -> Pair:
    """A pair whose verdict is written in its claim."""
    return Pair(said, "A text.", label, kind, document)


def named(figures: Sequence[Figure], name: str) -> Figure:
    """The figure of that name."""
    return next(each for each in figures if each.name == name)


def test_flagged_is_not_supported_and_undecided_names_nothing() -> None:
    """Of four changed numbers one passes, one is undecided: three flagged, two named. One false alarm of two."""
    said = ("contradicted", "partial", "undecided", "supported")
    pairs = [pair(each, "contradicted", "number") for each in said]
    pairs += [pair("supported", "supported", "verbatim"), pair("undecided", "supported", "verbatim")]
    number, verbatim = evaluate(pairs, Scripted(), draws=5).kinds
    assert (number.kind, number.n, number.flagged.value, number.named.value) == ("number", 4, 0.75, 0.5)
    assert (verbatim.kind, verbatim.flagged.value, verbatim.named.value) == ("verbatim", 0.5, 0.0)


def test_three_classes_count_partial_as_not_found_and_undecided_as_none() -> None:
    """Supported: 1 right of 2 said, of 2 true. Contradicted: 1 of 1, of 1. Not found: partial is right, undecided is no class."""
    pairs = [
        pair("supported", "supported"),
        pair("undecided", "supported"),
        pair("contradicted", "contradicted"),
        pair("partial", "not_found"),
        pair("supported", "partial"),
    ]
    made = evaluate(pairs, Scripted(), draws=5)
    supported, contradicted, not_found = made.classes
    assert (supported.precision.value, supported.recall.value, supported.f1.value) == (0.5, 0.5, 0.5)
    assert (contradicted.precision.value, contradicted.recall.value, contradicted.f1.value) == (1, 1, 1)
    assert (not_found.n, not_found.precision.value, not_found.recall.value) == (2, 1.0, 0.5)
    assert not_found.f1.value == pytest.approx(2 / 3)
    assert named(made.figures, "macro-F1").value == pytest.approx((0.5 + 1 + 2 / 3) / 3)
    assert named(made.figures, "undecided").value == 0.2


def test_chances_are_measured_where_every_verdict_has_them() -> None:
    """Found against not found: of 3 x 1 pairs all are in order. Supported (.8, .4) against contradicted (.5): one of two."""
    pairs = [
        pair("supported .8 .1 .1", "supported"),
        pair("undecided .4 .4 .2", "supported"),
        pair("supported .5 .3 .2", "contradicted"),
        pair("undecided .2 .2 .6", "not_found"),
    ]
    figures = evaluate(pairs, Scripted(), draws=5).figures
    assert named(figures, "AUROC found / not found").value == 1.0
    assert named(figures, "AUROC supported / contradicted").value == 0.5
    assert named(figures, "AUROC supported / rest").value == pytest.approx(3 / 4)
    assert named(figures, "true claims called supported at precision 0.75").value == 0.5
    # forced: supported, supported, supported, not found -> F1 of supported 4/5, of contradicted 0, of not found 1
    assert named(figures, "macro-F1, forced").value == pytest.approx((4 / 5 + 0 + 1) / 3)
    assert not any(
        "AUROC" in f.name for f in evaluate([*pairs, pair("undecided", "supported")], Scripted(), draws=5).figures
    )


def test_a_decided_verdict_without_chances_is_certain() -> None:
    """Supported for sure stands above .9; where no verdict at all has chances there is no AUROC."""
    pairs = [pair("supported", "supported"), pair("undecided .9 0 .1", "not_found"), pair("not_found", "not_found")]
    assert named(evaluate(pairs, Scripted(), draws=5).figures, "AUROC supported / rest").value == 1.0
    assert not any("AUROC" in f.name for f in evaluate(pairs[::2], Scripted(), draws=5).figures)


def test_auroc_counts_ties_by_half() -> None:
    """True at .9 and .5, false at .5 and .1: 3.5 of 4 pairs."""
    scores, is_true = np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])
    assert auroc(scores, is_true) == pytest.approx(3.5 / 4)
    assert auroc(-scores, is_true) == pytest.approx(0.5 / 4)
    assert math.isnan(auroc(scores, np.array([True] * 4)))


def test_equal_scores_pass_a_threshold_together() -> None:
    """Above .5: two true and one false, 2/3; above .8 one of one. At .75 only the first counts, at .6 both."""
    scores, is_true = np.array([0.8, 0.5, 0.5, 0.2]), np.array([True, False, True, True])
    assert recall_at(0.76, scores, is_true) == pytest.approx(1 / 3)
    assert recall_at(0.75, scores, is_true) == 1.0  # 3 of all 4
    assert recall_at(0.9, -scores, is_true) == pytest.approx(1 / 3)


def test_wilson_intervals_stay_within_bounds() -> None:
    """0 of 10: (0, .278); 10 of 10: (.722, 1); 5 of 10: (.237, .763). Wilson 1927."""
    assert (share("x", 0, 10).low, share("x", 10, 10).high) == (0.0, 1.0)
    assert share("x", 0, 10).high == pytest.approx(0.2775, abs=5e-4)
    assert (share("x", 5, 10).low, share("x", 5, 10).high) == (
        pytest.approx(0.2366, abs=5e-4),
        pytest.approx(0.7634, abs=5e-4),
    )
    assert math.isnan(share("x", 0, 0).value)


def test_the_bootstrap_draws_whole_documents() -> None:
    """One document has both pairs: every draw is the whole, and the interval is the value. With two, draws differ."""
    values = np.array([0.0, 1.0])
    one = with_interval("mean", lambda at: float(values[at].mean()), ["a", "a"], draws=50)
    two = with_interval("mean", lambda at: float(values[at].mean()), ["a", "b"], draws=200)
    assert (one.value, one.low, one.high) == (0.5, 0.5, 0.5)
    assert (two.value, two.low, two.high) == (0.5, 0.0, 1.0)


def test_equal_seeds_give_equal_intervals() -> None:
    """And the value is that of all pairs."""
    values = np.arange(30.0)
    runs = [
        with_interval("mean", lambda at: float(values[at].mean()), [str(k % 7) for k in range(30)], draws=40, seed=seed)
        for seed in (3, 3, 4)
    ]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]
    assert runs[0].value == 14.5


def test_f1_of_nothing_said_is_nought() -> None:
    """Something true and nothing said: 0; neither: it cannot be told."""
    said, none = np.array([True, False]), np.array([False, False])
    assert f1(none, said) == 0.0
    assert math.isnan(f1(none, none))


def test_the_baseline_knows_overlap_and_nothing_else() -> None:
    """All of the words: 1; of a text with none of them: 0. A lost "not" goes unseen."""
    judge = Overlap(["Aspirin reduced bleeding.", "Maize has roots."])
    claim = "Aspirin reduced bleeding"
    assert judge.covered(claim, [Passage("a", 0, 25, "Aspirin reduced bleeding.")]) == 1.0
    assert judge.covered(claim, [Passage("b", 0, 16, "Maize has roots.")]) == 0.0
    denied = judge.judge("Aspirin has not reduced bleeding", [Passage("a", 0, 25, "Aspirin reduced bleeding.")])
    assert (denied.support, denied.chances) == ("supported", (1.0, 0.0, 0.0))
    assert judge.judge("", []).support == "not_found"


def test_bad_lines_are_refused_by_number(tmp_path: Path) -> None:
    """Each refusal names its line and what is wrong; the rest is read; blank lines are passed over."""
    good = {"claim": "A.", "passage": "A.", "label": "supported", "kind": "verbatim", "document_id": "1"}
    lines = [
        json.dumps(good),
        "",
        "{not json",
        '["a list"]',
        json.dumps(good | {"label": "true"}),
        json.dumps(good | {"claim": " "}),
        json.dumps(good | {"kind": 3}),
        json.dumps({"claim": "B.", "passage": "B.", "label": "partial"}),
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe\n")
    read = read_pairs(path)
    assert [(p.claim, p.label, p.kind) for p in read.pairs] == [("A.", "supported", "verbatim"), ("B.", "partial", "")]
    assert [line.partition(":")[0] for line in read.refused] == [f"Line {n}" for n in (3, 4, 5, 6, 7, 9)]
    assert 'its label is "true"' in read.refused[2]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"{}\n"])
def test_a_file_without_a_pair_is_a_usage_error(tmp_path: Path, content: bytes) -> None:
    """The message says what a line must hold."""
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="holds no pair"):
        read_pairs(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_pairs(tmp_path / "nothing.jsonl")


def test_the_table_has_a_row_for_each_kind_and_class() -> None:
    """With shares in per cent and their intervals; what cannot be told is a dash."""
    pairs = [pair("contradicted", "contradicted", "number"), pair("supported", "supported", "verbatim")]
    printed = table([evaluate(pairs, Scripted(), draws=5)])
    assert "number" in printed
    assert "100.0% (20.7-100.0)" in printed
    assert "not_found" in printed
    assert "-" in printed


def test_json_has_null_for_what_cannot_be_told() -> None:
    """Nothing is called contradicted: its precision is null, never NaN, which is no JSON."""
    (row,) = held([evaluate([pair("supported", "supported")], Scripted(), draws=5)])
    assert row["classes"][1]["precision"]["value"] is None
    assert "NaN" not in json.dumps(row)
