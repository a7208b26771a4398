"""Grades as guidelines print them: "(strong recommendation, low-quality evidence)", "2B", "COR 2a, LOE B-R", "Grade: B".

Sources: GRADE handbook (2013) and the ways in which ACP, ATS, ASH, IDSA, WHO and the Endocrine Society print it; ACCP
(1A to 2C); ACC/AHA class and level, as revised in 2015; USPSTF grade definitions. What is read is kept as it is printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HOW_SURE = r"very[- ]low|low|moderate|high"
_STRENGTH = re.compile(
    r"\b(strong|weak|conditional|discretionary)(?:,? (?:positive|negative))?\s+(?:(?:for|against)\s+)?recommendations?\b"
    r"|\b(?:strength(?: of (?:the )?recommendations?)?|recommendation strength|(?:grade of )?recommendations?)\s*[:=]\s*"
    r"(strong|weak|conditional|discretionary)\b"
    r"|^(strong|weak|conditional)(?= (?:for|against)\b|$|[,;])",
    re.I,
)
_CERTAINTY = re.compile(
    rf"\b({_HOW_SURE})(?:\s+to\s+(?:{_HOW_SURE}))?[- ](?:quality|certainty|confidence|strength|level)\b"
    rf"|\b(?:quality|certainty|confidence|level)(?: (?:of|in)(?: the)? (?:evidence|effects?|estimates?))?\s*[:=,]?\s*({_HOW_SURE})\b"
    rf"|\b({_HOW_SURE}) evidence\b",
    re.I,
)
_CIRCLES = re.compile(r"[⊕⨁]{1,4}\s?[◯○〇⊝⊖OＯ]{0,3}")
_ENDOCRINE = re.compile(r"([12])\s*\|\s*([⊕⨁+]{1,4}\s?[◯○〇⊝⊖OＯ]{0,3})")
_ACCP = re.compile(r"(?:grade\s*:?\s*)?([12])\s*([ABC])(?:[+-])?", re.I)
_PRACTICE = re.compile(
    r"\b((?:ungraded )?(?:good|best) practice (?:statement|point)s?|ungraded consensus[- ]based statement)\b", re.I
)
_COR = re.compile(
    r"\b(?:COR|class(?: of recommendation)?(?: \(COR\))?)\s*[:=]?\s*(1|2[ab]|2|3|III|II[ab]|II|I)(?![\w.])(: ?(?:no benefit|harm))?",
    re.I,
)
_LOE = re.compile(r"\b(?:LOE|level(?: of evidence)?(?: \(LOE\))?)\s*[:=]?\s*(A|B-N?R|B|C-(?:LD|EO)|C)(?![\w-])", re.I)
_LETTER = re.compile(
    r"(?:this is an?\s+)?(?:grade\s*:?\s*)?([ABCD])\s+(?:grade\s+)?recommendation\.?|(?:this is an?\s+)?(I) statement\.?"
    r"|(?:grade of )?recommendation(?: grade)?\s*:?\s*grade\s*:?\s*([ABCDI])\.?|grade\s*:\s*([ABCDI])(?: (?:recommendation|statement))?\.?",
    re.I,
)


_REFUSED = re.compile(
    r"\b(?:no|not|nor|never|neither|insufficient(?:ly)?|without|lack(?:s|ing)?(?: of)?|against making|cannot|unable|instead of"
    r"|rather than|too (?:little|few|weak))\b[^;,:.()]{0,60}$",
    re.I,
)  # before a grade: it is not given
_NOT_GIVEN = re.compile(r"\s+(?:(?:is|was|could|can|were|would)\s*)?not\b(?! to\b)", re.I)  # after it


@dataclass(frozen=True, slots=True)
class Grade:
    """A strength and a certainty as printed. `system` is "" where the notation is used by several bodies."""

    strength: str
    certainty: str = ""
    system: str = ""


def grade_of(text: str) -> Grade | None:
    """The grade that `text`, what stands in brackets or on a line of its own, states; None if it states no strength.

    A certainty alone grades the evidence and no recommendation.
    """
    inside = text.strip()
    return _in_words(inside) or _in_numbers(inside) or _of_class(inside) or _in_letters(inside)


def certainty_of(text: str) -> str:
    """The certainty or quality of evidence that `text` states in GRADE's words or circles, as printed; else ""."""
    match = next(_stated(_CERTAINTY, text), None)
    if match:
        return str(next(filter(None, match.groups())))
    circles = _CIRCLES.search(text)
    return circles.group().strip() if circles else ""


def _in_words(text: str) -> Grade | None:
    """None too where it states two strengths: it cannot be told of what each is."""
    stated = [next(filter(None, match.groups())) for match in _stated(_STRENGTH, text)]
    if stated:
        one = len({strength.lower() for strength in stated}) == 1
        return Grade(stated[0], certainty_of(text), "GRADE") if one else None
    practice = next(_stated(_PRACTICE, text), None)
    return Grade(practice.group(1), certainty_of(text)) if practice else None


def _stated(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Where `text` gives what the pattern names, and does not deny it: "insufficient evidence for a strong ..."."""
    for match in pattern.finditer(text):
        if not _REFUSED.search(text[: match.start()]) and not _NOT_GIVEN.match(text, match.end()):
            yield match


def _in_numbers(text: str) -> Grade | None:
    match = _ENDOCRINE.fullmatch(text) or _ACCP.fullmatch(text)
    return Grade(match.group(1), match.group(2), "GRADE") if match else None


def _of_class(text: str) -> Grade | None:
    """Both class and level, as a class alone may be that of a heart failure; "COR" alone is a class of recommendation."""
    strengths, certainty = list(_COR.finditer(text)), _LOE.search(text)
    if len(strengths) != 1 or (certainty is None and not strengths[0].group().startswith("COR")):
        return None
    (strength,) = strengths
    system = "ACC/AHA" if strength.group().startswith("COR") or (certainty and "-" in certainty.group(1)) else ""
    return Grade(strength.group(), certainty.group() if certainty else "", system)


def _in_letters(text: str) -> Grade | None:
    match = _LETTER.fullmatch(text)
    return Grade(next(filter(None, match.groups()))) if match else None
