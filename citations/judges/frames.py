"""Who says it, and where in the paper it stands: what may stand around a finding and changes nothing of it.

A frame is made of words from a short vocabulary, of names and of years ("According to the paper", "Smith et al. (2020)
found that"). A frame that says how sure the finding is ("suggests that", "it is possible that") is none.
"""

import re
from functools import cache

from citations.judges.readings import frame_words, label_names

_LONGEST = 120  # characters
_ENDS = re.compile(r"\bthat\b,?\s*|[:,]\s+|:?\s*(?=[\"“«])")
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED = re.compile(r"\bet al\b|\band (?:colleagues|co-?workers)\b|\((?:19|20)\d\d[a-z]?\)")
_PLACE = re.compile(
    r"(?:^|,?\s)in (?:this|these|the present|the current|our|that)(?: present| current)? "
    r"(?:stud(?:y|ies)|work|trials?|papers?|reports?|articles?|reviews?)\b,?",
    re.IGNORECASE,
)
_LINK = (
    r"(?:in addition|by contrast|in contrast|on the other hand|in fact|of note|for example|for instance|as a result|"
    r"in turn|in particular|in general)"
)
_LINKS = re.compile(rf"{_LINK}\b(?! (?:to|with|of)\b),?\s+", re.IGNORECASE)
_LINKS_WITHIN = re.compile(rf",?\s{_LINK}(?=[,.;]|\Z)", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:an?|one|two|some|several|many|other|another|previous|earlier|recent|it|they|their|been|according|researchers"
    r"|scientists|investigators|reportedly|literature|said|says|new|reports?)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"\bto (?:show|find|report|observe|demonstrate|conclude|note|reveal)\b", re.IGNORECASE)
_WE = re.compile(
    r"(?<=, )(?:here )?we (?:also |further |then )?(?:show|find|found|report|observe|demonstrate|confirm)(?:ed|d)? that\s",
    re.IGNORECASE,
)


def unframed(folded: str, *, is_source: bool = False) -> str:
    """The sentence without a section's label, a reporting frame at its head, and "in this study".

    Of a source, a frame that reports what others found stays: "A recent trial reported that ..." is not its finding.
    """
    text = _unheaded(_headless(_LINKS, _headless(_label(), folded.strip())), is_source)
    return _unheaded(_WE.sub("", _LINKS_WITHIN.sub("", _PLACE.sub(" ", _headless(_LINKS, text)))).strip(), is_source)


def _unheaded(text: str, is_source: bool) -> str:
    """Without the frames at its head, at most two."""
    for _ in range(2):
        end = _frame_end(text)
        if not end or _PURPOSE.search(text[:end]) or (is_source and _OTHERS.search(text[:end])):
            break
        text = text[end:]
    return text


def _headless(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(text)
    return text[match.end() :] if match else text


def is_frame(text: str) -> bool:
    """Whether a text says who reports and nothing else."""
    names_allowed = bool(_NAMED.search(text))
    return all(_belongs(word, names_allowed) for word in _WORD.findall(text))


def _frame_end(text: str) -> int:
    """Where the frame at the head ends; 0 where there is none. "We found that" is one, "In women," is none."""
    for match in _ENDS.finditer(text[:_LONGEST]):
        head = text[: match.start()]
        if head.strip() and is_frame(head) and match.end() < len(text):
            return match.end()
        if not is_frame(head):
            return 0
    return 0


def _belongs(word: str, names_allowed: bool) -> bool:
    if word.lower() in frame_words():
        return True
    return names_allowed and (word[:1].isupper() or bool(_YEAR.fullmatch(word)))


@cache
def _label() -> re.Pattern[str]:
    """RESULTS: or RESULTS or Results: at the head of a sentence."""
    names = "|".join(sorted(map(re.escape, label_names()), key=len, reverse=True))
    return re.compile(rf"(?:(?i:{names})\s?(?::\s*|[.]\s+)|(?:{names.upper()})\s+(?=[A-Z0-9]))")
