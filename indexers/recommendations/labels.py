"""Grades that stand alone ("Strong recommendation, low certainty"): of what stands before them, or of what follows."""

from collections.abc import Sequence
from typing import Literal

Kind = Literal["label", "sure", "maybe", "other", "skipped"]  # "sure" says that it recommends, "maybe" could be advice
Direction = Literal["before", "after", ""]  # where what a label grades stands; "" where that is doubtful


def direction_of(kinds: Sequence[Kind]) -> Direction:
    """Where, in a run of lines or sentences, what the labels grade stands. All of a run's labels are read alike.

    Where both neighbours of the labels could be graded by them, those that say that they recommend decide.
    """
    run = [kind for kind in kinds if kind != "skipped"]
    if run[:1] == ["label"]:
        return "" if run[-1] == "label" else "after"
    before, after = _beside(run, -1), _beside(run, 1)
    for wanted in (("sure", "maybe"), ("sure",)):
        is_before, is_after = (all(kind in wanted for kind in beside) for beside in (before, after))
        if is_before != is_after:
            return "before" if is_before else "after"
    nothing_before, nothing_after = (
        not any(kind in ("sure", "maybe") for kind in beside) for beside in (before, after)
    )
    if nothing_before != nothing_after:
        return "after" if nothing_before else "before"
    return ""


def _beside(run: Sequence[Kind], step: int) -> list[Kind]:
    """The kind of each label's neighbour; "other" at the end of the run."""
    padded: list[Kind] = ["other", *run, "other"]
    return [padded[i + step] for i, kind in enumerate(padded) if kind == "label"]
