"""What a question asks about a treatment: the words of its outcome and of the two sides, to read sentences by."""

import re
from dataclasses import dataclass

from evidence.model import Plan
from evidence.text.synonyms import canonical
from evidence.text.words import content_words, stem
from research.outcomes import of_setting
from research.reading.terms import ASKING, Terms, stems

WHOLE = 0.99  # share of the weight from which on all of the words are named
_WORD = re.compile(r"\w[\w-]*")


@dataclass(frozen=True, slots=True)
class Focus:
    """Stems; empty sets where the question does not say."""

    terms: Terms
    outcome: frozenset[str]
    intervention: frozenset[str]
    comparator: frozenset[str]

    def on_intervention(self, text: str) -> float:
        """The same for the intervention."""
        total = sum(self.terms.weights.get(s, 1.0) for s in self.intervention)
        return sum(self.terms.weights.get(s, 1.0) for s in self.intervention & stems(text)) / total if total else 1.0

    def on_outcome(self, text: str) -> float:
        """Share of the outcome's weight that a text holds, 0 to 1; 1 where the question names no outcome."""
        total = sum(self.terms.weights.get(s, 1.0) for s in self.outcome)
        return sum(self.terms.weights.get(s, 1.0) for s in self.outcome & stems(text)) / total if total else 1.0

    def outcome_at(self, text: str) -> int | None:
        """Where the outcome is first named: the first of its words that stands within a few words of all the others found."""
        places = [(m.start(), s) for m in _WORD.finditer(text) for s in sorted(stems(m.group()))]
        named = [(at, s) for at, s in places if s in self.outcome]
        if not named:
            return None
        rarest = max({s for _, s in named}, key=lambda s: (self.terms.weights.get(s, 1.0), s))
        return next(at for at, s in named if s == rarest)


def read_focus(plan: Plan, terms: Terms) -> Focus:
    """From the plan's parts, as a user may have edited them."""
    return Focus(terms, _stems(of_setting(plan.outcome)[0]), _stems(plan.intervention), _stems(plan.comparator))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in content_words(canonical(text)) if w not in ASKING and not w.isdigit())
