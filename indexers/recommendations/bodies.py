"""Whose page it is, and whether a sentence speaks for that body or only reports what was recommended."""

import re

from indexers.recommendations.page import Page

_USPSTF = re.compile(r"uspreventiveservicestaskforce|\bUSPSTF\b|\bPreventive Services Task\s?force\b", re.I)
_NICE = re.compile(r"\bnice\.org\.uk|\bNICE\b|\bNational Institute for Health and (?:Care|Clinical) Excellence")
_SIGN = re.compile(r"\bsign\.ac\.uk|\bSIGN\b|\bScottish Intercollegiate Guidelines Network")
_ESC = re.compile(r"\bescardio\.org|\bESC\b|\bEuropean Society of Cardiology")
_ACC_AHA = re.compile(
    r"\bA(?:CC|HA)F?\b|\bAmerican (?:College of Cardiology|Heart Association)|\bheart\.org|\bacc\.org"
)

_BODY = r"(?:[A-Z][A-Za-z]*(?:[A-Z]{2,}|[A-Z])\b|[A-Z][\w'’-]+(?:\s+(?:of|and|for|the|on|in|[A-Z][\w'’-]+)){1,9})"
_SAYS = re.compile(
    rf"^(?:[^,;:]{{0,40}},\s+)?(?:The\s+)?(?P<body>{_BODY})(?:\s+\([A-Z][\w/-]{{1,11}}\))?(?:\s+(?:guidelines?|panel|statement))?"
    r"\s+(?:also\s+|now\s+|currently\s+|strongly\s+|conditionally\s+)?(?:recommends?|suggests?|advises?|endorses?|supports?)\b"
)
_OWN_NAMES = re.compile(
    r"(?:guideline|guideline development|expert|consensus|writing|working|development)?\s*"
    r"(?:panel|task force|working group|committee|group|experts|GDG|authors)",
    re.I,
)
_SAID = re.compile(
    r"\b(?:USPSTF|NICE|WHO|SIGN|guidelines?|committee|panel|task force|college|association|society|academy|group|organi[sz]ations?"
    r"|[A-Z]{3,8})(?:\s+\([^)]{1,20}\))?(?:\s+(?:had|has|have|also|previously|then|first|initially|formerly|originally))*\s+"
    r"(?:recommended|suggested|advised|issued|gave|given|assigned|graded|rated|concluded|endorsed|downgraded|upgraded|made|published)\b"
    r"|\b(?:19|20)\d\d\s+(?:[A-Z][\w/-]+\s+){0,4}(?:guidelines?|recommendations?|statements?|USPSTF|guidance|version|edition)\b"
    r"|\b(?:previous|prior|earlier|former|archived|superseded|outdated|draft)(?:ly)?\s+(?:[\w/-]+\s+){0,3}"
    r"(?:guidelines?|recommend\w*|statements?|guidance|version|edition|grade)\b"
    r"|\b(?:previously|formerly|historically|no longer)\s+(?:recommended|graded|rated)\b"
    r"|\b(?i:other|several|some|most|many|various)\s+(?:\w+\s+){0,2}(?:guidelines|organi[sz]ations|societies)\b"
    r"|\b(?i:other)\s+(?:\w+\s+)?(?:bodies|groups)\s+(?:recommend|suggest|advise)\b"
    r"|\b(?:in|since|from|until|before|after)\s+(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d\s*,"
    r"|\b(?:changed|revised|updated)\s+(?:its|the|our|their)\b|\breaffirm\w*\b"
)


def is_uspstf(page: Page) -> bool:
    """Whether the page is the US Preventive Services Task Force's own."""
    return _USPSTF.search(page.names) is not None


def is_nice(page: Page) -> bool:
    """Whether the page is NICE's own."""
    return _NICE.search(page.names) is not None


def is_sign(page: Page) -> bool:
    """Whether the page is SIGN's own."""
    return _SIGN.search(page.names) is not None


def cardiology(page: Page) -> str:
    """The system that "Class I, Level A" belongs to on this page, "" where its body is none that uses it."""
    return "ESC" if _ESC.search(page.names) else "ACC/AHA" if _ACC_AHA.search(page.names) else ""


def reports_others(sentence: str, page: Page) -> bool:
    """Whether a sentence tells what was recommended, earlier or by another body, rather than recommends."""
    if _SAID.search(sentence):
        return True
    says = _SAYS.match(sentence)
    return says is not None and not _is_own(says["body"], page)


def _is_own(body: str, page: Page) -> bool:
    """Whether a name in a sentence is the page's own body: by its words, or as its initials."""
    if _OWN_NAMES.fullmatch(body) or body in ("We", "Clinicians", "Physicians"):
        return True
    names = page.names.casefold()
    if body.casefold() in names or f"({body})" in page.text[:3000]:
        return True
    return body.isupper() and body in _initials(page.organisation) | _initials(page.names)


def _initials(name: str) -> set[str]:
    """ "WHO" of "World Health Organization", "USPSTF" of "U.S. Preventive Services Task Force": of each run of capitals."""
    runs = re.findall(r"[A-Z][\w.'’-]*(?:\s+(?:(?:of|and|for|the|on|in)\s+)?[A-Z][\w.'’-]*)*", name)
    words = (re.findall(r"[A-Z][\w.'’-]*", run.replace("U.S.", "US")) for run in runs)
    return {"".join(word if word.isupper() else word[0] for word in group) for group in words if len(group) > 1}
