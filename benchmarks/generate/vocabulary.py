"""The words of the generated texts: Zipf's law over real words first and made-up ones behind them.

A word of rank r is drawn with a probability of about 1/r (Zipf 1949, exponent 1), by inversion: the rank is
floor((n + 1)^u) for u uniform in [0, 1), which has exactly P(r) = ln((r + 1) / r) / ln(n + 1).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from benchmarks.generate.draws import Bits, Ints, unit
from benchmarks.generate.words import COMMON, COMPOUNDS, MARKUP, MEDICAL, UNITS

CONSONANTS, VOWELS = "bcdfglmnprstvxz", "aeiou"
ENDINGS = ("", "n", "l", "r", "ine", "ase", "osis", "itis", "oma", "ate", "ic", "al", "ium", "yl", "id", "an")
NUMBERS = 20_000  # different numbers with their units and intervals
SHARES = {"compounds": 0.012, "markup": 0.003, "numbers": 0.035}  # of all words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words[:zipf]` by rank; behind them the compounds, the marked-up ones and the numbers, XML-escaped."""

    words: list[str]
    zipf: int
    compounds: int
    markup: int

    def draw(self, bits: Bits) -> Ints:
        """A place in `words` for each of `bits`."""
        drawn: Ints = np.floor(np.exp(unit(bits) * np.log(self.zipf + 1))).astype(np.int64) - 1
        np.minimum(drawn, self.zipf - 1, out=drawn)
        kind = (bits & np.uint64(0x7FF)) / 2048.0  # bits that `unit` leaves out
        start, low = self.zipf, 0.0
        counts = (self.compounds, self.markup, len(self.words) - self.zipf - self.compounds - self.markup)
        for count, share in zip(counts, SHARES.values(), strict=True):
            chosen = (kind >= low) & (kind < low + share)
            drawn[chosen] = start + (bits[chosen] >> np.uint64(11)).astype(np.int64) % count
            start, low = start + count, low + share
        return drawn


def vocabulary(size: int, seed: int) -> Vocabulary:
    """`size` words by rank (up to 400,000), and the special ones."""
    drawn = random.Random(seed)
    real = [*dict.fromkeys(COMMON.split()), *MEDICAL.split()]
    ranked = list(islice(dict.fromkeys((*real, *made_up(size, drawn))), size))
    compounds, markup = COMPOUNDS.split(), [word.replace("_", " ") for word in MARKUP.split()]
    numbers = [number(drawn) for _ in range(NUMBERS)]
    return Vocabulary([*ranked, *compounds, *markup, *numbers], len(ranked), len(compounds), len(markup))


def made_up(count: int, drawn: random.Random) -> Iterator[str]:
    """At least `count` different words of two to four syllables, in random order."""
    syllables = [c + v for c in CONSONANTS for v in VOWELS]
    several = [a + b for a in syllables for b in syllables]
    drawn.shuffle(several)
    for i in range(count * 2):
        front = several[i % len(several)]
        middle = syllables[i // len(several) % len(syllables)] if i >= len(several) else ""
        yield front + middle + ENDINGS[(i * 7 + i // len(several)) % len(ENDINGS)]


def number(drawn: random.Random) -> str:
    """A number as an abstract has it: a percentage, an amount, a ratio with its interval, a P value."""
    low = drawn.uniform(0.1, 1.4)
    middle, high = low + drawn.uniform(0.05, 0.4), low + drawn.uniform(0.45, 1.9)
    return drawn.choice(
        (
            f"{drawn.randint(2, 2500)}",
            f"{drawn.uniform(0, 100):.1f}%",
            f"{drawn.uniform(0.1, 300):.1f} {drawn.choice(UNITS)}",
            f"{drawn.uniform(5, 90):.1f} ± {drawn.uniform(0.5, 9):.1f} {drawn.choice(UNITS)}",
            f"(n = {drawn.randint(8, 4000)})",
            f"(P = 0.{drawn.randint(1, 99):02})",
            f"(P &lt; 0.{drawn.choice(('05', '01', '001'))})",
            f"{middle:.2f} (95% CI {low:.2f} to {high:.2f})",
            f"(OR {middle:.2f}; 95% CI, {low:.2f}-{high:.2f}; <i>P</i> &gt; 0.05)",
            f"{drawn.randint(1990, 2024)}",
        )
    )
