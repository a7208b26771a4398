"""What a page says of its own standing: that it was replaced, withdrawn or archived, or that it is no guideline.

The banners are worded as NICE ("has been updated and replaced by"), USPSTF ("This topic is inactive") and AHRQ ("was
current when produced and may now be outdated") word them.
"""

import re
from collections.abc import Iterable

from evidence.model import Status

NOTICE_WITHIN = 2000  # characters from the top

_WORK = (
    r"(?:guidelines?|guidance|recommendations?|statements?|documents?|pages?|versions?|summary|summaries|protocols?|topics?"
    r"|editions?|reports?)"
)
_ONE_WORK = r"(?:guideline|guidance|recommendation|statement|document|page|summary|protocol|topic|edition|report)"
_LATELY = r"(?:(?:now|since|also|recently|formally)\s+)?"
_BECAME = rf"(?:(?:has|have)\s+{_LATELY}been|is|was|were|are)\s+{_LATELY}(?:updated\s+and\s+)?"
_GONE = r"(?:replaced|superseded|withdrawn)"  # never "has replaced": that one is current
_ENDED = (
    rf"(?:{_GONE}|retired|archived|rescinded|stood down|inactive|inactivated|obsolete|out[- ]of[- ]date|outdated"
    r"|no longer (?:current|valid|in force|in use|maintained))\b"
)
_OF_ANOTHER = (
    r"\b(?:that|which|who|whom|whose|why|how|if|when|where|whether|once|until|unless|because|than|unlike|not|current"
    r"|(?:recommend|suggest|cover|explain|describe|address|discuss|list|say|include|note|replace|supersede|update|state"
    r"|appl|mention|report|consider|show|assess|review|differ|compare|cite|see)(?:s|es|ies))\b"
)
_SAME = rf"(?:(?!{_OF_ANOTHER})[^.!?;]){{0,80}}?"  # the rest of a subject: no clause of its own begins there
_THIS = rf"\b(?:this|these)\s+(?:[\w'’-]+\s+){{0,5}}?{_WORK}\b"
_DAY = r"(?:(?:on|in|as of)\s+)?(?:\d{1,2}\s+)?(?:[a-z]{3,9}\.?\s+)?(?:\d{1,2},?\s+)?(?:19|20)\d\d"
_MARK = r"(?:archived|rescinded|withdrawn|superseded|retired)"
_REPLACED = re.compile(
    rf"{_THIS}{_SAME}\b{_BECAME}{_ENDED}"
    rf"|^\W*(?:(?:please\s+)?note\W+)?(?:(?:the|it)\s+)?(?:{_WORK}\s+)?{_BECAME}{_GONE}\b"
    rf"|^\W*(?:(?:please\s+)?note\W+)?(?:the\s+)?{_ONE_WORK}\s+{_BECAME}{_ENDED}"
    r"|^\W*(?:superseded|replaced)\s+by\b"
    r"|^\W*withdrawn\b[\W\d]*(?:\w+\s+\d{4}\W*)?(?:and\s+)?(?:(?:has been|was)\s+)?(?:replaced|superseded)\b"
    rf"|^\W*(?:(?:the\s+)?{_WORK}\W+)?(?:status\W+)?(?:{_ENDED}|{_MARK})(?:\s+(?:{_ONE_WORK}|material|content))?"
    r"(?:\W+do not use)?\W*$"
    rf"|^\W*{_MARK}\W+{_DAY}\W*$"
    r"|^\W*[\[(](?:archived|rescinded|withdrawn|superseded|retired|inactive)[\])]"
    r"|^\W*(?:archived|rescinded|superseded)\s*(?::|\s[-–—])\s*(?!see\b|view\b|previous|earlier|older|versions?\b)(?-i:[A-Z])"
    rf"|^\W*(?!(?:other|another|several|some|many|few|no|most)\b)(?:[\w'’-]+\s+){{1,6}}(?:has|have)\s+{_LATELY}(?:replaced|superseded|withdrawn|archived|rescinded|retired|removed)\s+"
    rf"this\s+(?:[\w'’-]+\s+){{0,3}}?{_WORK}\b"
    r"|\b(?:was|were) current when produced and may now be outdated\b|\bshould not be considered current\W*$",
    re.I,
)
# only a part of it, or only perhaps
_PARTLY = re.compile(
    r"\b(?:parts?|some|sections?|chapters?|links?|recommendations? \d[\d.]*|tables?|figures?)\b.{0,60}\b(?:of|in|on|from) (?:this|these)\b"
    r"|\b(?:whether|if|unless|until)\s+(?:\w+\s+){0,3}(?:this|these|it|the)\s+(?:[\w-]+\s+){0,5}(?:is|are|was|were|has|have)\b"
    r"|\bpart(?:ial)?ly\b|\bin part\b",
    re.I,
)

_KIND = r"(?:a |any )?(?:formal |official )?(?:clinical |practice )*guidelines?\b"
_ONE = re.compile(
    rf"\b(?:does not (?:provide|constitute|give|offer|contain|represent) {_KIND}"
    r"|is not (?:intended (?:as|to be) )?(?:a )?(?:formal |official )?(?:clinical |practice )+guidelines?\b)",
    re.I,
)
_SEVERAL = re.compile(
    rf"\b(?:do not (?:provide|constitute|give|offer|contain|represent) {_KIND}"
    r"|are not (?:intended (?:as|to be) )?(?:formal |official )?(?:clinical |practice )+guidelines?\b)",
    re.I,
)
_ITSELF = re.compile(
    rf"\W*(?:(?:please )?note\W+(?:that )?)?(?:this|these)\s+(?:[\w'’-]+\s+){{0,5}}?(?:{_WORK}|information|resource|tool|website|site)"
    rf"\b(?:(?!{_OF_ANOTHER})[^.!?;:]){{0,120}}",
    re.I,
)
_ABOUT_ITSELF = re.compile(rf"\W*{_THIS}", re.I)
_BACK = 2000  # characters before a sentence that say what "it" is


def status_of(texts: Iterable[str]) -> Status:
    """`superseded` where a sentence near the top says that this work was replaced, withdrawn or archived."""
    read = 0
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])\s+|\n", text[: NOTICE_WITHIN - read]):
            if _REPLACED.search(sentence) and not _PARTLY.search(sentence):
                return "superseded"
        read += len(text)
        if read >= NOTICE_WITHIN:
            break
    return "current"


def is_no_guideline(text: str) -> bool:
    """Whether it says of itself that it is none, as PDQ summaries do: "It does not provide formal guidelines"."""
    return any(_of_itself(text, found.start()) for pattern in (_ONE, _SEVERAL) for found in pattern.finditer(text))


def _of_itself(text: str, at: int) -> bool:
    """Whether what is said at `at` is said of "this summary", or of an "it" that goes back to that."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - _BACK) : at]
    *before, last = re.split(r"(?<=[.!?])\s+", line)
    if _ITSELF.fullmatch(last):
        return True
    if not re.fullmatch(r"It\s+(?:also\s+)?", last):
        return False
    subject = next((sentence for sentence in reversed(before) if not re.match(r"It\b", sentence)), "")
    return _ABOUT_ITSELF.match(subject) is not None
