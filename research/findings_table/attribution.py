"""Whether a figure is of the outcome asked about: told by the nearest outcome named before it, or right behind it.

In "HR for death 0.8 (0.7-0.9), for stroke 0.7 (0.6-0.8)" the second is of stroke. Where it cannot be told, it is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.text.findings import Finding
from evidence.text.measures import OF_ONE_GROUP
from research.findings_table.words import (
    ABOUT_ANOTHER,
    JOINED_AFTER,
    JOINED_BEFORE,
    NARROWED_AFTER,
    NARROWED_BEFORE,
    OUTCOMES,
    PLAIN,
)  # fmt: skip
from research.reading.focus import Focus
from research.reading.terms import stems

NAMED = 0.6  # share of the outcome's weight that must be named
WIDEST = 90  # characters over which an outcome's words may be spread
UNKNOWN = 2  # words between an outcome and its figure that are neither plain nor of the question: more may name another
_WORD = re.compile(r"[^\W\d_][\w-]*")
_PREFIXED = re.compile(r"(?:re|peri|pre|post|anti|non|pro|un)-", re.IGNORECASE)  # "re-intubation" is another outcome
_SUFFIXED = re.compile(  # and so is "stroke-free survival"
    r"-(?:free|related|specific|like|induced|associated|prone|naive|survivors?)\Z", re.IGNORECASE
)
_CLAUSE = re.compile(r"; |\. (?=[A-Z])|\b(?:while|whereas|but|although|however)\b", re.IGNORECASE)
_BEHIND = re.compile(r"[)\]\s]*\s(?:for|in the (?:risk|rate|incidence) of)\s+([^,;:()\[\]\d]{3,80})")
_LISTED = re.compile(
    r"[)\]]*,?\s*(?:and\s+[-\u2212]?\d|,\s*[^()]{0,25}\(\s?\d)"
)  # more values, of other times or doses
_ASIDE = re.compile(
    r"\b(?:despite|given|because of|due to|owing to|in view of|regardless of)\b[^,;.]*\Z", re.IGNORECASE
)
_ONWARD = re.compile(r"(?:,|\band\b)\s*(?:the |an? )?", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Name:
    """Where a text names the outcome."""

    start: int
    end: int


def outcome_before(text: str, at: int, focus: Focus, since: int = 0) -> Name | None:
    """The nearest naming of the outcome in `text[since:at]`; None where too little of it, or too far apart, is named."""
    return _named(text[:at], focus.outcome, focus, since)


def names_intervention(text: str, focus: Focus) -> bool:
    """Whether its words stand together: epidural ketamine and an analgesic are no epidural analgesia."""
    return _named(text, focus.intervention, focus, 0) is not None


def _named(text: str, wanted: frozenset[str], focus: Focus, since: int) -> Name | None:
    """The last stretch that holds enough of the wanted stems' weight."""
    total = sum(focus.terms.weights.get(s, 1.0) for s in wanted)
    held: set[str] = set()
    end = -1
    for word in reversed(list(_WORD.finditer(text, since))):
        is_another = _PREFIXED.match(word.group()) or _SUFFIXED.search(word.group())
        named = frozenset() if is_another else stems(word.group()) & wanted
        if end >= 0 and end - word.start() > WIDEST:
            return None
        if named - held:
            end = word.end() if end < 0 else end
            held |= named
            if sum(focus.terms.weights.get(s, 1.0) for s in held) >= NAMED * total:
                return Name(word.start(), end)
    return None


def is_of_outcome(text: str, start: int, end: int, others: Sequence[Finding], focus: Focus) -> Name | None:
    """Where the outcome of the figures `text[start:end]` is named, if it is the one asked about; else None.

    `others` are the findings of the text; values of one group may stand between an outcome and its estimate.
    """
    behind = _named_behind(text, start, end, others, focus)
    if behind is not None:
        return behind if behind.end > behind.start else None
    since = max((m.end() for m in _CLAUSE.finditer(text, 0, start) if not in_bracket(text, m.start())), default=0)
    name = outcome_before(text, start, focus, since)
    if name is None or _is_narrower(text, name, focus) or _is_of_intervention(text, name, focus):
        return None
    if _LISTED.match(text, end):
        return None
    between = [f for f in others if name.end <= f.start and f.end <= start]
    if any(f.measure not in OF_ONE_GROUP for f in between):
        return None
    return None if names_another(text[name.end : start], focus) else name


def is_listed(text: str, end: int) -> bool:
    """Whether the figures that end there are followed by what they are for: "0.80 (0.71-0.90) for death"."""
    return _BEHIND.match(text, end) is not None


def in_bracket(text: str, at: int) -> bool:
    """Whether a bracket is open there: "(0.5% v 0.8%; HR 0.64)" is one clause."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def _named_behind(text: str, start: int, end: int, others: Sequence[Finding], focus: Focus) -> Name | None:
    """ "0.80 (0.71-0.90) for death": where it is the outcome's name, an empty one where another is named, else None."""
    match = _BEHIND.match(text, end)
    if match is None or not stems(match[1]) & (OUTCOMES | focus.outcome):
        return None
    before = max((f.end for f in others if f.end <= start), default=0)
    is_ours = focus.on_outcome(match[1]) >= NAMED and not names_another(match[1], focus)
    led = stems(text[before:start]) & OUTCOMES
    if not is_ours or led:
        return Name(end, end)
    name = outcome_before(text, match.end(1), focus, match.start(1))
    return name if name and not _is_narrower(text, name, focus) else Name(end, end)


def _is_narrower(text: str, name: Name, focus: Focus) -> bool:
    """ "cardiovascular mortality" where mortality is asked about, and "stroke or death"."""
    before, after = text[max(0, name.start - 40) : name.start], text[name.end : name.end + 40]
    return bool(
        _narrows(before, focus)
        or ABOUT_ANOTHER.search(before)
        or JOINED_BEFORE.search(before)
        or JOINED_AFTER.match(after)
        or NARROWED_AFTER.match(after)
    )


def _narrows(before: str, focus: Focus) -> bool:
    """Not where the question says it too: "recurrent stroke"."""
    match = NARROWED_BEFORE.search(before)
    return bool(match and not stems(match.group()) & focus.outcome)


def is_of_another(text: str, focus: Focus) -> bool:
    """Whether the text, where it names the outcome last, names a narrower one, several as one ("stroke or death"), or
    speaks of it by the way ("despite similar mortality")."""
    name = outcome_before(text, len(text), focus)
    return name is None or _is_narrower(text, name, focus) or bool(_ASIDE.search(text, 0, name.start))


def _is_of_intervention(text: str, name: Name, focus: Focus) -> bool:
    """ "influenza vaccination" where influenza is asked about, and vaccination given."""
    after = _WORD.match(text, name.end + 1)
    return bool(after and stems(after.group()) & (focus.intervention - focus.outcome))


def names_another(gap: str, focus: Focus) -> bool:
    """Whether the words between an outcome and its figure may name another outcome."""
    asked = focus.outcome | focus.intervention | focus.comparator | frozenset(focus.terms.weights)
    bare = _BRACKET.sub(" ", gap)
    if any(stems(w.group()) & (OUTCOMES - asked) for w in _WORD.finditer(gap) if w.group().lower() not in PLAIN):
        return True
    unknown = {w.group().lower() for w in _WORD.finditer(bare) if _is_unknown(w.group(), asked)}
    joined = any(_begins_unknown(bare, m.end(), asked) for m in _ONWARD.finditer(bare))
    return joined or len(unknown) > UNKNOWN


def _begins_unknown(text: str, at: int, asked: frozenset[str]) -> bool:
    """Whether a list goes on with something that is neither plain nor of the question."""
    word = _WORD.match(text, at)
    return bool(word and _is_unknown(word.group(), asked))


def _is_unknown(word: str, asked: frozenset[str]) -> bool:
    """Neither plain nor of the question; a drug is of its class too."""
    named = stems(word)
    return bool(named) and not named & (asked | PLAIN)
