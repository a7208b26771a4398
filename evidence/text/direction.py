"""Which way an outcome went under an intervention against its comparator, as one sentence says it.

Learned from 1,172 readings by physicians of 241 trials (Evidence Inference 2.0, DeYoung et al., BioNLP 2020); the card
is in direction_card.md. The figures that it reads are in direction_features.py; nothing is looked up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from evidence.text.direction_cues import Cue, Scene, significances
from evidence.text.direction_features import figures
from evidence.text.direction_figures import stated_tests
from evidence.text.direction_slots import asked, tokens
from evidence.text.trees import Trees, read_trees

Label = Literal["no difference", "increased", "decreased"]
LABELS: tuple[Label, ...] = ("no difference", "increased", "decreased")
_WEIGHTS = Path(__file__).with_name("direction.json")
_PHRASE = 4  # tokens that a saying is shown with: "no significant difference between"


@dataclass(frozen=True, slots=True)
class Ground:
    """What carried the answer: `sentence[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Direction:
    """`label` is of the outcome as named: less pain is "decreased". `probability` is 0 to 1."""

    label: Label
    probability: float
    grounds: tuple[Ground, ...]
    is_sure: bool  # as probable as answers that were right 19 times of 20; else it is better to abstain


@lru_cache(maxsize=1)
def weights() -> Trees:
    """The trees that are shipped."""
    return read_trees(_WEIGHTS)


def chances(sentence: str, intervention: str, comparator: str, outcome: str) -> tuple[float, ...]:
    """The probabilities of `LABELS`, in their order."""
    return weights().chances(read(sentence, intervention, comparator, outcome)[0])


def read(sentence: str, intervention: str, comparator: str, outcome: str) -> tuple[dict[str, float], Scene, list[Cue]]:
    """The figures by which a sentence is judged, with the scene and the words they come from."""
    sides = asked(intervention, comparator, outcome)
    return figures(tokens(sentence, sides), sides, outcome)


def direction_of(sentence: str, intervention: str, comparator: str, outcome: str) -> Direction:
    """The likeliest direction with its grounds; an empty sentence gives the commonest one, never sure."""
    named, here, found = read(sentence, intervention, comparator, outcome)
    label, probability, is_sure = judged(weights().chances(named))
    if not here.tokens:
        return Direction(label, probability, (), is_sure=False)
    return Direction(label, probability, _grounds(sentence, here, found, label), is_sure)


def judged(shares: Sequence[float]) -> tuple[Label, float, bool]:
    """The likeliest of `LABELS`, its probability, and whether that is enough to say it."""
    best = max(range(len(LABELS)), key=lambda k: shares[k])
    return LABELS[best], shares[best], shares[best] >= weights().sure_at


def _grounds(sentence: str, here: Scene, found: Sequence[Cue], label: Label) -> tuple[Ground, ...]:
    """The saying, the test and the word of direction nearest to the outcome that agree with the label, in order."""
    spots: set[tuple[int, int]] = set()
    is_change = label != "no difference"
    said = [k for k, way in significances(here.tokens) if (way > 0) == is_change]
    tested = [k for k, says in stated_tests(here) if says is is_change]
    words = [c.at for c in found if not c.denied] if is_change else []
    for places, width in ((said, 1 if is_change else _PHRASE), (tested, 1), (words, 1)):
        if places:
            at = min(places, key=lambda k: abs(k - here.aim))
            spots.add((at, min(at + width, len(here.tokens)) - 1))
    edges = sorted((here.tokens[a].start, here.tokens[b].end) for a, b in spots)
    return tuple(Ground(start, end, sentence[start:end]) for start, end in edges)
