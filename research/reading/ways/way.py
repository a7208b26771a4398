"""Which way a sentence points on the question's outcome, where two readings allow it to be said: by words, and learned.

It never decides what is quoted, only what is set side by side. Figures: benchmarks/report_directions.py.
"""

from collections.abc import Sequence

from evidence.report import Direction
from evidence.text.direction import LABELS, chances
from research.reading.focus import Focus
from research.reading.ways.by_words import Heard, by_words, findings_only

# Probabilities from which on the learned reading is believed. Chosen on one half of the articles of effects.jsonl.gz.
AGREED = 0.5  # where the words say the same
NONE_ALONE = 0.8  # of no difference, where the words are silent; less and more are not said without words that say so
_LABELLED: dict[str, Direction] = {"no difference": "none", "increased": "more", "decreased": "less"}


def direction(sentence: str, focus: Focus) -> Direction:
    """From the intervention's side: less or more of the outcome, "none" for no difference, "" where it cannot be told."""
    heard = by_words(sentence, focus)
    if heard.refused:
        return ""
    sides = (" ".join(sorted(side)) for side in (focus.intervention, focus.comparator, focus.outcome))
    return settled(heard, chances(findings_only(sentence), *sides))


def settled(heard: Heard, shares: Sequence[float]) -> Direction:
    """What both readings allow; `shares` are the probabilities of `LABELS`. "" where they contradict each other."""
    best = max(range(len(LABELS)), key=lambda k: shares[k])
    learned = _LABELLED[LABELS[best]]
    if heard.refused or heard.direction not in ("", learned):
        return ""
    if heard.direction:
        return learned if shares[best] >= AGREED else ""
    return learned if learned == "none" and shares[best] >= NONE_ALONE else ""
