"""A document's state: what its record says, in its fields or in words, and what others say of it."""

import re
from collections.abc import Iterable

from evidence.model import STATUSES, Document, Notice, Status

# links of other records that speak about this one
SPOKEN_OF: dict[str, Status] = {
    "RetractionOf": "retracted",
    "PartialRetractionOf": "retracted",
    "RetractedandRepublishedFrom": "retracted",
    "ExpressionOfConcernFor": "concern",
    "UpdateOf": "superseded",
    "ErratumFor": "corrected",
    "CorrectedandRepublishedFrom": "corrected",
}


# a record may say it in words where its type does not: seen in PubMed's titles, and in preprints and pages
_MARK = r"(?:\s*[:.\])—–]|\s+-|-\s)"  # "Retracted articles in oncology: a survey" is about others
_RETRACTED = re.compile(
    rf"^\W*(?i:retracted(?: article)?){_MARK}|^\W*RETRACTED\b|[-–—:] RETRACTED\W*$|^\W*(?i:removed)\s*:"
    r"|[(\[](?i:retracted|retract(?:ed|ion) in\b[^)\]]*)[)\]]"
)
_WITHDRAWN = re.compile(rf"^\W*withdrawn{_MARK}|[(\[]withdrawn[)\]]", re.IGNORECASE)
_NOTICE = re.compile(
    r"^\W*(?:notice of )?(?:partial )?retraction(?: notice| note)?(?: to| of)?\s*[:“\"‘']|^\W*expression of concern\s*[:(]"
    r"|^\W*notice of (?:retraction|concern|redundant publication)\b"
    r"|^\W*(?:erratum|corrigendum|correction)(?: to| for)?\s*[:“\"]"
    r"|[(\[](?:erratum|corrigendum|publisher correction|author correction)[)\]]\W*$",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(
    r"(?<![“‘\"'])\b(?:this (?:article|paper|study|manuscript|publication|preprint) (?:has been|was|is) (?:retracted|withdrawn)"
    r"|(?:the )?(?:authors|editors?|publisher|journal) ha(?:ve|s) retracted this)\b",
    re.IGNORECASE,
)
# a word that every pattern here needs
_HINTS = ("retract", "withdrawn", "removed", "concern", "notice of", "erratum", "corrigendum", "correction")
_EDGE = 300  # characters at either end, where records and pages say it; further in it may be said of another article


def says_of_itself(document: Document) -> Status:
    """The status that the title or the text states in words; a withdrawn review is superseded."""
    if not _hints(document.title) and not _hints(document.text):  # nearly always, and ten times as fast
        return "current"
    if _RETRACTED.search(document.title) or _said_at_an_edge(document):
        return "retracted"
    if _NOTICE.search(document.title):
        return "notice"
    return "superseded" if _WITHDRAWN.search(document.title) else "current"


def _hints(text: str) -> bool:
    lowered = text.lower()
    return any(hint in lowered for hint in _HINTS)


def _said_at_an_edge(document: Document) -> bool:
    text = document.text
    opening = _EDGE + (len(document.title) if text.startswith(document.title) else 0)
    return any(m.end() <= opening or m.start() >= len(text) - _EDGE for m in _SAYS_SO.finditer(text))


def notice(kind: str, by: str) -> Notice | None:
    """What a link of the RefType `kind`, from the record `by`, says of the record that it points to; None for nothing."""
    status = SPOKEN_OF.get(kind)
    return Notice(status, by, "pubmed") if status else None


def effective(stated: Status, notices: Iterable[Notice]) -> Status:
    """The gravest state that the record or others state."""
    return min([stated, *(n.status for n in notices)], key=STATUSES.index)
