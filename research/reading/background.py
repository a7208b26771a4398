"""Whether a sentence names the treatment that is asked about only by the way: what patients were on, or what another was
added to or measured against. "Among patients treated with A, the use of B lowered mortality" is about B.
"""

import re

from research.reading.focus import Focus
from research.reading.terms import stems

_WORD = re.compile(r"[^\W_][\w'-]*")
_ON = (
    r"(?:background|baseline|concomitant|concurrent|conventional|standard|optimal|maximal(?:ly)?|existing|previous|prior)\b"
    r"[^,;.]{0,60}"
    r"|(?:already|also|previously) (?:\w+ ){0,2}(?:treated|receiving|taking|given|on)\b[^,;.]{0,40}"
    r"|(?:added|addition|adjunct(?:ive)?|adding \w+|alternatives?|compar(?:ed|able|ison)|similar|equivalent|superior|inferior|"
    r"equal|intolerant|resistant|refractory|contraindications?) (?:to|with)\b[^,;.]{0,40}"
    r"|interact(?:s|ed|ions?)? (?:with|between)\b[^,;.]{0,40}"
    r"|(?:combin(?:ed|ation)|together|along) with\b[^,;.]{0,40}"
    r"|(?:than|versus|vs\.?|replac\w+|instead of|rather than|as effective as)\b[^,;.]{0,40}"
)
_BEFORE = re.compile(rf"\b(?:{_ON})$", re.IGNORECASE)
_TREATED = re.compile(
    r"\b(?:treated|receiving|taking|undergoing|prescribed|on|given|using|used?) (?:with )?(?:\w+[ ,]+(?:and )?){0,3}$",
    re.IGNORECASE,
)
# ", the use of B was": after the people, another subject
_THEN = re.compile(
    r"[^,;.]{0,60}, (?:the |an? )?"
    r"(?:use of|addition of|adding|effect of|(?P<subject>\w+) (?:was|were|did|had|reduced|increased))\b",
    re.IGNORECASE,
)


def is_background(sentence: str, focus: Focus) -> bool:
    """Whether the intervention is named, and everywhere only by the way; False where the question names a comparator."""
    own = focus.intervention - focus.outcome
    if not own or focus.comparator:
        return False
    mentions = _mentions(sentence, own)
    return bool(mentions) and all(_by_the_way(sentence, start, end, focus.outcome) for start, end in mentions)


def _mentions(sentence: str, own: frozenset[str]) -> list[tuple[int, int]]:
    """Stretches of neighbouring words that name it."""
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(sentence):
        if not stems(word.group()) & own:
            continue
        if found and len(sentence[found[-1][1] : word.start()].split()) <= 2:
            found[-1] = (found[-1][0], word.end())
        else:
            found.append(word.span())
    return found


def _by_the_way(sentence: str, start: int, end: int, outcome: frozenset[str]) -> bool:
    before = sentence[max(0, start - 90) : start]
    if _BEFORE.search(before):
        return True
    then = _THEN.match(sentence, end) if _TREATED.search(before) else None
    return then is not None and not stems(then["subject"] or "") & outcome
