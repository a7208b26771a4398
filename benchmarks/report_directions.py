"""The direction that reports show: how often it is said, and how often that is right; evidence sentence given.

Run: python -m benchmarks.report_directions [SHARED]; needs scikit-learn. The learned reading is cross-validated by
article, so that nothing is read by trees that saw it. Thresholds were chosen on the half of the articles that was read
when the features were written ("chosen on"); the other is reported apart.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.reading_direction import is_read
from benchmarks.train_direction import SHARED, Row, out_of_fold, rows
from evidence.report import Direction
from research.reading.focus import Focus
from research.reading.terms import Terms, stems
from research.reading.ways.by_words import by_words
from research.reading.ways.way import settled

FOLDS = 5
LABELLED: tuple[Direction, ...] = ("none", "more", "less")  # as the rows' labels count


def focus_of(row: Row) -> Focus:
    """What the row asks; every word weighs alike."""
    intervention, comparator, outcome = (stems(side) for side in row.asked)
    return Focus(Terms({}, frozenset()), outcome, intervention, comparator)


def figures(everyone: Sequence[Row], said: Sequence[Direction]) -> dict[str, float]:
    """Shares of rows: `said` of all; `right` of those said, `ways_right` of less and more; `turned` said as the opposite."""
    pairs = [(s, LABELLED[r.label]) for s, r in zip(said, everyone, strict=True) if s]
    ways = [(s, truth) for s, truth in pairs if s != "none"]
    return {
        "said": len(pairs) / max(1, len(everyone)),
        "right": sum(s == truth for s, truth in pairs) / max(1, len(pairs)),
        "ways_right": sum(s == truth for s, truth in ways) / max(1, len(ways)),
        "turned": sum({s, truth} == {"less", "more"} for s, truth in pairs) / max(1, len(pairs)),
    }


def measure(shared: Path) -> dict[str, dict[str, float]]:
    """By reader and half."""
    everyone = rows(shared)
    heard = [by_words(r.evidence, focus_of(r)) for r in everyone]
    shares = out_of_fold(everyone, FOLDS)
    readers = {
        "words": [h.direction for h in heard],
        "both": [settled(h, s) for h, s in zip(heard, shares, strict=True)],
    }
    found = {}
    for name, said in readers.items():
        for half, wanted in (("chosen on", True), ("reported", False)):
            kept = [k for k, r in enumerate(everyone) if is_read(r.pmcid) == wanted]
            found[f"{name}, {half}"] = figures([everyone[k] for k in kept], [said[k] for k in kept])
    return found


def main() -> None:
    for name, values in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED).items():
        print(f"{name:20}", "  ".join(f"{k} {v:.3f}" for k, v in values.items()))


if __name__ == "__main__":
    main()
