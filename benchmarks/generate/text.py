"""Sentences, titles and abstracts for many records at once."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from benchmarks.generate.draws import Draws, Ints, places
from benchmarks.generate.vocabulary import Vocabulary

SHORTEST, LONGEST = 8, 33  # words of a sentence; 20 on average
SENTENCES = (2, 8, 30)  # least, mean, most of an abstract
SPREAD = 0.45  # standard deviation of the logarithm of an abstract's length
WITHOUT_ABSTRACT = 0.30  # as in PubMed
STRUCTURED = 0.5  # of the abstracts
ENDINGS = (
    ".",
    ".",
    ".",
    ".",
    ".",
    ".",
    ".",
    " (<i>P</i> &lt; 0.001).",
    " (95% CI 0.71 to 0.93).",
    " (P = .04).",
    " [1-3].",
)

# (label, NlmCategory) of each section, and the share of the sentences after which it ends
SCHEMES = (
    (("BACKGROUND", "BACKGROUND"), ("METHODS", "METHODS"), ("RESULTS", "RESULTS"), ("CONCLUSIONS", "CONCLUSIONS")),
    (("OBJECTIVE", "OBJECTIVE"), ("MATERIALS AND METHODS", "METHODS"), ("RESULTS", "RESULTS"), ("CONCLUSION", "CONCLUSIONS")),
    (("AIMS", "OBJECTIVE"), ("METHODS AND RESULTS", "RESULTS"), ("INTERPRETATION", "CONCLUSIONS"), ("FUNDING", "UNASSIGNED")),
    (("INTRODUCTION", "BACKGROUND"), ("PATIENTS AND METHODS", "METHODS"), ("FINDINGS", "RESULTS"), ("TRIAL REGISTRATION", "UNASSIGNED")),
)  # fmt: skip
CUTS = (0.2, 0.45, 0.85, 1.0)
PMID_BITS = 0xFFFFFFFF  # of an id; above them stands how often the record was revised


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes texts of one vocabulary."""

    draws: Draws
    vocabulary: Vocabulary

    def titles(self, ids: Ints) -> list[str]:
        """One sentence for each record, of 6 to 19 words."""
        made = self._sentences("title", ids, np.ones(len(ids), np.int64), (6, 20))
        return [" ".join(made.words[a:b]) + "." for a, b in pairwise(made.bounds)]

    def abstracts(self, ids: Ints) -> list[list[tuple[str, str]]]:
        """For each record its parts, each the attributes of AbstractText and its XML; none for about 30%."""
        counts = self._lengths(ids)
        made = self._sentences("abstract", ids, counts, (SHORTEST, LONGEST))
        endings = self.draws.below("ending", ids[made.rows], len(ENDINGS), made.places).tolist()
        for after, kind in zip(made.bounds[1:], endings, strict=True):
            made.words[after - 1] += ENDINGS[kind]
        schemes = self.draws.below("scheme", ids, int(len(SCHEMES) / STRUCTURED)).tolist()
        found, first = [], 0
        for count, scheme in zip(counts.tolist(), schemes, strict=True):
            bounds = made.bounds[first : first + count + 1]
            found.append(_parts(made.words, bounds, SCHEMES[scheme] if scheme < len(SCHEMES) else ()))
            first += count
        return found

    def _lengths(self, ids: Ints) -> Ints:
        """Sentences of each abstract: log-normal (six uniform numbers summed stand in for a normal one); 0 for none."""
        normal = (sum(self.draws.uniform(f"length{i}", ids) for i in range(6)) - 3) * 2**0.5
        least, mean, most = SENTENCES
        lengths = np.rint(mean * np.exp(SPREAD * normal - SPREAD**2 / 2)).astype(np.int64).clip(least, most)
        return np.where(self.draws.uniform("no abstract", ids & PMID_BITS) < WITHOUT_ABSTRACT, 0, lengths)

    def _sentences(self, field: str, ids: Ints, counts: Ints, span: tuple[int, int]) -> "Sentences":
        """`counts` sentences for each record, of span[0] to span[1] - 1 words, without their full stops."""
        rows, sentence = places(counts)
        lengths = span[0] + self.draws.below(field, ids[rows], span[1] - span[0], sentence)
        which, place = places(lengths)
        drawn = self.vocabulary.draw(self.draws.bits(field + " words", ids[rows[which]], sentence[which] * 64 + place))
        table = self.vocabulary.words
        words = [table[i] for i in drawn.tolist()]
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        for start in bounds[:-1].tolist():
            words[start] = words[start][:1].upper() + words[start][1:]
        for middle in (bounds[:-1] + lengths // 2)[lengths % 3 > 0].tolist():
            words[middle] += ","
        return Sentences(words, bounds.tolist(), rows, sentence)


@dataclass(frozen=True, slots=True)
class Sentences:
    """`words[bounds[i]:bounds[i + 1]]` is a sentence, the `places[i]`th of the record in row `rows[i]`."""

    words: list[str]
    bounds: list[int]
    rows: Ints
    places: Ints


def _parts(words: list[str], bounds: list[int], scheme: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The parts of one abstract from its sentences' bounds."""
    if len(bounds) < 2:
        return []
    if not scheme or len(bounds) < 6:
        return [("", " ".join(words[bounds[0] : bounds[-1]]))]
    found, first = [], 0
    for (label, category), cut in zip(scheme, CUTS, strict=True):
        last = max(first + 1, round(cut * (len(bounds) - 1)))
        found.append((f' Label="{label}" NlmCategory="{category}"', " ".join(words[bounds[first] : bounds[last]])))
        first = last
    return found
