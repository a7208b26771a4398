"""A sentence as tokens with roles: which words name the intervention, the comparator and the outcome, and which figures
say whether a difference is significant. The text itself is left alone: each token keeps its offsets.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import islice

from evidence.text.typography import fold_with_map
from evidence.text.words import STOP_WORDS, content_words, stem

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+"
_TOKEN = re.compile(
    rf"""(?P<p>\b[pP](?:[\s-]?values?)?(?:\s?(?:adj|for\s\w+|of|was|is|interaction|trend))?\s?[:=]?\s?
              (?P<relation>[<>=≤≥]|less\sthan|greater\sthan|of|was|is)?\s?(?P<value>0?\.\d+|0,\d+|[01]\b(?!\.\d)))
    | (?P<interval>(?:\bCIs?\b|confidence\sintervals?|\[)[^\d\n\-]{{0,14}}(?P<low>-?(?:{_NUMBER}))\s?%?
              (?:\s?[-,;]\s?|\s(?:to|and)\s)(?P<high>-?(?:{_NUMBER})))
    | (?P<number>(?<![\w.])-?(?:{_NUMBER})(?![A-Za-z]))
    | (?P<word>[^\W\d_][^\W_]*(?:'s)?|\d+[A-Za-z]\w*)
    | (?P<stop>[.;:,()\[\]/%±+\n])""",
    re.VERBOSE,
)
_LETTER = re.compile(r"(?i:\b(?:group|arm|treatment|groups|phase)\s+)([A-Z]|[IVX]+)\b|\(([A-Z]|[IVX]+)\)")
LONGEST = 600  # tokens: the time for a sentence grows with the square of them
_LEVEL = 0.05  # the usual level of significance
_COMMON = """
    group groups patient patients participant participants treatment treatments therapy receive received receiving daily
    day days week weeks month months year years mg ml dose doses plus alone study trial arm arms times time per hour hours
    minute minutes min only using used based given two one three versus condition conditions program programme
    intervention control twice once every each oral orally subject subjects people usual standard
"""
# words that tell no two sides apart
_GENERIC = frozenset(stem(w)[:7] for w in _COMMON.split())
_ACTIVE = frozenset({"intervention", "experimental", "treatment", "active", "treated", "trained", "training"})
_PASSIVE = frozenset({"control", "controls", "placebo", "sham", "untreated", "usual", "comparison", "comparator"})
_BEFORE = frozenset({"baseline", "before", "pre", "prior", "initial"})
_GROUP = frozenset({"group", "groups", "arm", "arms", "participants", "patients", "subjects", "condition", "one"})


@dataclass(frozen=True, slots=True)
class Token:
    """`role` is I, C, O or ""; `kind` is word, number, stop, p or interval; a p value or an interval says by
    `significant` whether it speaks of a difference (None: it does not say)."""

    start: int
    end: int
    text: str  # folded, lower case
    kind: str
    role: str = ""
    value: float = 0.0
    low: float = 0.0
    significant: bool | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The stems by which the two sides and the outcome are known, and what kind of comparator it is."""

    own: frozenset[str]
    other: frozenset[str]
    outcome: frozenset[str]
    own_passive: bool
    other_passive: bool
    other_before: bool


@lru_cache(maxsize=4_096)
def asked(intervention: str, comparator: str, outcome: str) -> Asked:
    """Each side by the words that the other side and the outcome do not share."""
    intervention, comparator, outcome = unescape(intervention), unescape(comparator), unescape(outcome)
    own, other = _names(intervention), _names(comparator)
    aim = frozenset(_known(w) for w in content_words(outcome))
    aim = frozenset(w for w in aim if not w[0].isdigit()) or aim
    first = _apart(own, other, aim)
    second = _apart(other, own, aim)
    return Asked(
        first,
        second,
        aim - _LIGHT or aim,
        _is_passive(intervention),
        _is_passive(comparator),
        any(w in comparator.lower() for w in ("baseline", "before", "pre-")),
    )


_LIGHT = frozenset(
    {"mean", "median", "level", "total", "rate", "score", "number", "chang", "percent", "proport", "group"}
)


def _names(side: str) -> frozenset[str]:
    return frozenset(_known(w) for w in content_words(side)) | frozenset(_acronym(side)) | frozenset(_letters(side))


def _known(word: str) -> str:
    """The word's stem, cut at seven letters: randomised and randomisation are one name."""
    return stem(word)[:7]


def _letters(side: str) -> set[str]:
    """Groups that are known by a letter or a Roman figure, as capitals: "group A", "(V)"."""
    return {a or b for a, b in _LETTER.findall(side)}


def _acronym(side: str) -> set[str]:
    """The initials of the side's words, where there are two to five: total thyroidectomy, TT."""
    words = [w for w in re.findall(r"[A-Za-z]\w+", side) if w.lower() not in STOP_WORDS]
    initials = "".join(w[0] for w in words).lower()
    return {initials} if 2 <= len(initials) <= 5 else set()


def _apart(side: frozenset[str], against: frozenset[str], aim: frozenset[str]) -> frozenset[str]:
    rest = (side - against) or side
    return (rest - _GENERIC - aim) or (rest - aim) or rest


def _is_passive(side: str) -> bool:
    text = side.lower()
    return any(w in text for w in ("control", "placebo", "sham", "usual", "no ", "standard", "without", "waiting"))


def tokens(sentence: str, sides: Asked) -> list[Token]:
    """The sentence's first 600 tokens in order; offsets are into `sentence`."""
    folded, origin = fold_with_map(sentence.replace("·", "."))
    found = [_token(m, origin, sides) for m in islice(_TOKEN.finditer(folded), LONGEST)]
    return _with_groups(found, sides)


def _token(match: re.Match[str], origin: list[int], sides: Asked) -> Token:
    start, end = origin[match.start()], origin[match.end() - 1] + 1
    text = match.group().lower()
    if match["p"]:
        value = float(match["value"].replace(",", "."))
        return Token(start, end, text, "p", value=value, significant=_p_says(match["relation"] or "=", value))
    if match["interval"]:
        low, high = (float(match[name].replace(",", "")) for name in ("low", "high"))
        return Token(start, end, text, "interval", value=high, low=low)
    if match["number"]:
        return Token(start, end, text, "number", value=float(text.replace(",", "")))
    if match["stop"]:
        return Token(start, end, text, "stop")
    raw = match.group()
    if match.start() and raw.isupper() and len(raw) < 4 and (raw in sides.own or raw in sides.other):
        return Token(start, end, text, "word", "I" if raw in sides.own else "C")
    return Token(start, end, text, "word", _role(_known(text), sides))


def _p_says(relation: str, value: float) -> bool | None:
    if relation in ("<", "≤", "less than"):
        return value <= _LEVEL or None
    if relation in (">", "≥", "greater than"):
        return False if value >= _LEVEL / 5 else None
    return value < _LEVEL


def _role(word: str, sides: Asked) -> str:
    if word in sides.outcome:
        return "O"
    if word in sides.own:
        return "I"
    return "C" if word in sides.other else ""


def _with_groups(found: list[Token], sides: Asked) -> list[Token]:
    """ "the control group", "the intervention arm": the sides by their function, where their names do not say."""
    out = list(found)
    for k, token in enumerate(found):
        if token.role or token.kind != "word":
            continue
        role = _by_function(token.text, found[k + 1].text if k + 1 < len(found) else "", sides)
        if role:
            out[k] = Token(token.start, token.end, token.text, "word", role)
            _take_name(out, k, role)
    return out


def _take_name(out: list[Token], k: int, role: str) -> None:
    """ "sham moxibustion" names the sham side, though the other side is moxibustion."""
    if k + 1 < len(out) and out[k].text == "sham" and out[k + 1].role not in ("", "O", role):
        named = out[k + 1]
        out[k + 1] = Token(named.start, named.end, named.text, "word", role)


def _by_function(word: str, following: str, sides: Asked) -> str:
    if word in _PASSIVE and (word != "usual" or sides.other_passive):
        return "C" if not sides.own_passive or sides.other_passive else "I"
    if word in _ACTIVE and following in _GROUP:
        return "I" if not sides.own_passive or sides.other_passive else "C"
    if word in _BEFORE and sides.other_before:
        return "C"
    return ""
