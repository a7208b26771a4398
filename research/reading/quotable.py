"""Which sentences of a document can stand alone in a report: not aims, not boilerplate, not leaning on what came before.

A connective at the start ("However, ...") is left out of the quote and the rest is kept: what speaks against often
begins so.
"""

import re

from evidence.model import Document
from evidence.text.sentences import sentences

LONGEST, SHORTEST = 420, 30  # characters of a sentence worth quoting

_CONNECTIVE = re.compile(
    r"(?:However|Nevertheless|Nonetheless|In contrast|By contrast|Conversely|On the other hand|Moreover|Furthermore|Additionally|"
    r"In addition|Also|Similarly|Likewise|Overall|In conclusion|In summary|Thus|Therefore|Hence|Consequently|Finally|Notably|"
    r"Importantly|Interestingly|Of note|Taken together|Collectively),\s+"
)
_MARKS = re.compile(r"(?<=[.!?)])\s?(?:\[\d[\d,\u2013-]*\])+$")
_AIM = re.compile(
    r"^(?:To (?:assess|determine|evaluate|compare|investigate|examine|estimate|study|review|describe|identify|test|find)\b"
    r"|(?:We|This (?:study|review|trial|paper|article|work)|The (?:present|current)? ?(?:aim|objective|purpose|goal|study))"
    r"\b.{0,40}\b(?:aim\w*|sought|objective|purpose|investigat\w*|evaluat\w*|examin\w*|assess\w*|review(?:s|ed)?|was to)\b"
    r"|(?:The )?(?:aim|objective|purpose|goal)s?\b|Whether\b|Here,? we (?:review|describe|discuss))",
    re.IGNORECASE,
)
# what was measured, without what was found
_OUTCOME = re.compile(
    r"\b(?:primary|secondary|main|key|safety|efficacy)\b.{0,50}?\b(?:outcomes?|end ?-?points?|measures?)\b"
    r".{0,40}?\b(?:was|were|is|are|included?|comprised)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"%|\bCI\b|ratio|\bp ?[<=>]|\d+ (?:of|v|vs) \d|reduced|increased|lower|higher|improved|occurred|differ",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:(?:This|These|Those|Such|It|They|Their|Its|He|She|That|The (?:former|latter|same|corresponding)|Here)\b"
    r"(?! (?:study|trial|review|meta-analysis|guideline|systematic|analysis)\b)"
    r"|Both (?:groups?|arms?|treatments?|regimens?|strategies|methods|drugs|of|were|had)\b)"
)
_BOILERPLATE = re.compile(
    r"^(?:(?:clinical )?trials? regist|clinicaltrials\.gov|registration|registered|prospero|funded by|funding|supported by|"
    r"sponsor|level of evidence|copyright|conflicts? of interest)|copyright|©|all rights reserved|conflicts? of interest|"
    r"(?:study|trial|protocol|review) (?:is|was|has been) (?:prospectively |retrospectively )?registered|"
    r"written for the Evidence sample library|(?:further|future|more|additional) (?:studies|research|trials|work)\b.{0,40}"
    r"\b(?:needed|required|warranted|necessary)",
    re.IGNORECASE,
)
# sections that say nothing of their own; a reference's title under a guideline is not the guideline's word
_NOT_TEXT = re.compile(
    r"(?:title|references?(?: list)?|bibliography|literature cited|works cited|citations?|sources|footnotes|related .*|see also|"
    r"further reading|acknowledge?ments?|funding(?: .*)?|conflicts? of interest|disclosures?|abbreviations|contents|"
    r"trial registration(?: .*)?|clinical trial registration.*|registration|about this .*|permissions?|copyright.*)",
    re.IGNORECASE,
)


def quotable(document: Document) -> list[tuple[int, int]]:
    """Spans of `document.text` that are worth quoting, in order."""
    if not document.sections:
        spans = sentences(document.text)
    else:
        texts = (s for s in document.sections if not _NOT_TEXT.fullmatch(s.label.strip()))
        spans = [span for section in texts for span in sentences(document.text, section.start, section.end)]
    trimmed = (_trimmed(document.text, start, end) for start, end in spans)
    return [(start, end) for start, end in trimmed if worth_quoting(document.text[start:end])]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a leading connective, and without the source's own reference marks after the full stop."""
    lead = _CONNECTIVE.match(text, start, end)
    marks = _MARKS.search(text[start:end])
    return (lead.end() if lead else start), (start + marks.start() if marks else end)


def worth_quoting(sentence: str) -> bool:
    """Whether a reader who sees only this sentence learns something."""
    capital = sentence[:1].upper() + sentence[1:]  # as it would read alone, where a connective was left out
    return (
        SHORTEST <= len(sentence) <= LONGEST
        and not sentence.endswith("?")
        and not _AIM.search(capital)
        and not (_OUTCOME.search(sentence) and not _FOUND.search(sentence))
        and not _LEANS.search(capital)
        and not _BOILERPLATE.search(sentence)
    )
