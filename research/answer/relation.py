"""Whether a sentence speaks to what a yes/no question asks: names its things, and says something of how they stand.

Without this, any sentence on the disease would be read as a faint yes: most sentences affirm something.
"""

import re
from functools import lru_cache

from evidence.text.words import content_words, stem
from research.reading.verdict.asked import read_asked, way
from research.reading.verdict.cues import CUES, DOWN, SILENT, UP
from research.reading.verdict.features import overlap

# Both were chosen on half of BioASQ's and PubMedQA's questions, see benchmarks.short_answers.
ABOUT = 0.6  # share of the question's words that a sentence must hold
NAMED = 0.66  # share of the question's things, of which the first must be named
_ANSWERING = (*SILENT, "same", "harms")
_TELLING = {
    "works": ("works",),
    "linked": ("linked",),
    "causes": ("linked",),
    "safe": ("works",),
    "differs": ("works",),
}
_HARM = re.compile(r"\b(?:adverse|side effects?|toxic\w*|complications?|harm\w*|deaths?|risks?)\b", re.IGNORECASE)
_ASKED_WORDS = re.compile(
    r"(?:patients?|people|persons?|treat\w*|therap\w*|use[ds]?|using|prevent\w*|disease|risk|recommended|approved|available|"
    r"known|involved|possible|need\w*|increas\w*|chang\w*|affect\w*|differ\w*|compar\w*|better|than|versus|help\w*|work\w*)",
    re.IGNORECASE,
)


def speaks(question: str, text: str) -> bool:
    """Whether a sentence holds enough of the question's words and things, and says how they stand to each other."""
    asked, things = read_asked(question), _things(question)
    if overlap(asked, text) < ABOUT or not _names(things, text):
        return False
    found = {name for name, pattern in CUES.items() if pattern.search(text)}
    if found & set(_ANSWERING):
        return True
    if asked.way != "none" or any(r in _TELLING for r in asked.relations):
        told = {cue for r in asked.relations for cue in _TELLING.get(r, ())}
        harm = "safe" in asked.relations and bool(_HARM.search(text))
        return way(text) != "none" or bool(found & told) or harm
    return True


@lru_cache(maxsize=512)
def _things(question: str) -> tuple[str, ...]:
    """The stems of what is asked about, in order: without the words for how it stands ("effective", "reduce")."""
    words = (w for w in content_words(question) if not _is_relation(w))
    return tuple(dict.fromkeys(stem(w) for w in words))


def _names(things: tuple[str, ...], text: str) -> bool:
    held = {stem(w) for w in content_words(text)}
    return not things or (things[0] in held and sum(t in held for t in things) >= NAMED * len(things))


def _is_relation(word: str) -> bool:
    patterns = (UP, DOWN, CUES["works"], CUES["linked"])
    return bool(_ASKED_WORDS.fullmatch(word)) or any(p.fullmatch(word) for p in patterns)
