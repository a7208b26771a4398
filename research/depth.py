"""How much is read and said: a report in full, the quick answer cut to the bedside."""

from collections.abc import Callable
from dataclasses import dataclass

from research.reading.answers import MOST_READ
from research.synthesize.extractive import PER_GROUP, Draft


@dataclass(frozen=True, slots=True)
class Depth:
    """`sentences` are read closely; `cut` may shorten what is said; `facts` of the studies (people, places) are read or not."""

    sentences: int = MOST_READ
    cut: Callable[[Draft], Draft] = lambda whole: whole
    facts: bool = True
    documents: int = PER_GROUP  # quoted under a heading


IN_FULL = Depth()
