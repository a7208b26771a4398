"""What a question is about: its content words, each weighed by how rare it is in the library."""

import math
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from evidence.text.synonyms import canonical, with_classes
from evidence.text.words import content_words, stem

_ASKING = """
    what which who whom whose when where why how do does did is are was were be been can could should would will may might
    has have had list name describe explain define definition mean means meaning please tell know known there any some
    main common commonly most best used use uses using usage useful role roles effect effects effective effectiveness
    efficacy evidence study studies trial trials research data result results show shown shows demonstrate cause causes
    caused causing less more fewer greater lower higher than better worse compare compared comparison versus vs between
    associated association relationship related relation involved include includes included including example examples
    type types kind kinds current currently recommended recommendation recommendations guideline guidelines available
    approach approaches option options strategy strategies method methods way ways treat treated treating treatment
    treatments therapy therapies therapeutic drug drugs patient patients people adult adults person persons human humans
    disease diseases disorder disorders syndrome condition conditions disadvantage advantage difference differences
    implicated implicate tested test tests testing seen see find found finding purpose same based basis feature features
    start starts started starting first second initial event events aged age ages year years month months week weeks day
    days old older oldest young younger over under long short term time times one two three four five six seven eight nine
    ten single every rate rates risk risks chance level levels number numbers group groups outcome outcomes
    population populations good like considered called need needs needed affect affects affected happen happens much many often
    benefit benefits reduce reduces reduced increase increases increased improve improves improved prevent prevents work
    works help helps develop developed give given possible potential important mechanism mechanisms action target targets
"""
# words that questions are made of: they say what is asked, not about what
ASKING = frozenset(_ASKING.split())
# words that narrow a topic and do not name it; in a small library they look as rare as the disease itself
_NARROWING = """
    chronic acute severe mild moderate early late recurrent primary secondary low high lower higher dose doses low-dose
    lowdose highdose daily new newly longterm shortterm stable advanced common rare general average community dwelling
"""
NARROWING = frozenset(_NARROWING.split())
NARROW = 0.3  # what they weigh beside a name


@dataclass(frozen=True, slots=True)
class Terms:
    """The question's words (stems) with their weights; `topic` are those that say what it is about."""

    weights: dict[str, float]
    topic: frozenset[str]

    def coverage(self, stems: AbstractSet[str]) -> float:
        """Share of the topic's weight that a text's stems hold, 0 to 1; 0 where the question has no topic words."""
        total = sum(self.weights[t] for t in self.topic)
        return sum(self.weights[t] for t in self.topic & stems) / total if total else 0.0


def read_terms(question: str, frequencies: Callable[[Sequence[str]], list[int]], documents: int) -> Terms:
    """Weigh the question's words by inverse document frequency, ln(1 + N / (n + 0.5)), n documents of N holding one."""
    words = list(dict.fromkeys(content_words(canonical(question))))
    counted = frequencies(words)
    weights: dict[str, float] = {}
    for word, n in zip(words, counted, strict=True):
        weight = math.log(1 + documents / (n + 0.5)) * (NARROW if word in NARROWING else 1.0)
        weights[stem(word)] = max(weights.get(stem(word), 0.0), weight)
    topic = frozenset(stem(w) for w in _without_joined(words) if w not in ASKING and not w.isdigit())
    return Terms(weights, topic)


def _without_joined(words: Sequence[str]) -> list[str]:
    """Without the one-piece form of plain compounds ("smallfiber" before "small", "fiber"): the parts say it all."""
    joined = {a + b for a, b in pairwise(words) if a.isalpha() and b.isalpha()}
    return [w for w in words if w not in joined]


@lru_cache(maxsize=50_000)  # a report asks for the same sentences and titles many times
def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words; different names of one thing give the same, a drug its class too."""
    return frozenset(stem(w) for w in content_words(canonical(with_classes(text))))
