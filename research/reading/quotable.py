"""Which sentences of a document can stand alone in a report: not aims, not boilerplate, not leaning on what came before.

A connective at the start ("However, ...") is left out of the quote and the rest is kept: what speaks against often
begins so.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from evidence.model import Document
from evidence.text.findings import findings
from evidence.text.instructions import speaks_to_a_program
from evidence.text.leaning import leans_on_previous
from evidence.text.sentences import sentences
from research.reading.others_words import of_another_body

Span = tuple[int, int]

LONGEST, SHORTEST = 420, 30  # characters of a sentence worth quoting
LONGEST_RESULT = (
    800  # of one that states an effect with its interval: abstracts of reviews put several into one sentence
)
LONGEST_RECOMMENDATION = 900  # characters: some say what to do in several sentences

# a label or a number that stands before the sentence in unstructured abstracts
_LABEL = re.compile(
    r"(?:\(?\d{1,2}[.)]|\([a-z]\)|(?:BACKGROUND|Background|INTRODUCTION|Introduction|RESULTS?|Results|FINDINGS|"
    r"Findings|CONCLUSIONS?|Conclusions?|INTERPRETATION|Interpretation|DISCUSSION|SUMMARY|"
    r"Authors['’] conclusions?|Main results|DATA SYNTHESIS|Data synthesis|(?P<plan>OBJECTIVES?|Objectives?|AIMS?|Aims?|"
    r"PURPOSE|Purpose|METHODS?|Methods?|DESIGN|Design|SETTING|Setting|"
    r"PARTICIPANTS|Participants|PATIENTS|INTERVENTIONS?|Interventions?|"
    r"MEASUREMENTS?|Measurements?|(?:Main o|O)utcome measures?|Data sources?|Study selection|Selection criteria|"
    r"DATA SOURCES?|STUDY SELECTION|DATA EXTRACTION|Data extraction|SELECTION CRITERIA|Search strategy))"
    r"\s*[:.,\u2014-]?)\s+(?=[A-Z0-9])"
)
_CONNECTIVE = re.compile(
    r"(?:However|Nevertheless|Nonetheless|In contrast|By contrast|Conversely|On the other hand|Moreover|Furthermore|Additionally|"
    r"In addition|Also|Similarly|Likewise|Overall|In conclusion|In summary|Thus|Therefore|Hence|Consequently|Finally|Notably|"
    r"Importantly|Interestingly|Of note|Taken together|Collectively),\s+"
)
_MARKS = re.compile(r"(?<=[.!?)])\s?(?:\[\d[\d,\u2013-]*\])+$")
_AIM = re.compile(
    r"^(?:To (?:assess|determine|evaluate|compare|investigate|examine|estimate|study|review|describe|identify|test|find|explore|clarify|"
    r"elucidate|analy[sz]e|summari[sz]e|discuss|present|report|develop|characteri[sz]e|establish|understand|explain|define|quantify)\b"
    r"|(?:We|This (?:[\w-]+ ){0,3}?(?:study|review|trial|paper|article|work)|The (?:present|current)? ?"
    r"(?:aim|objective|purpose|goal|study))"
    r"\b.{0,40}\b(?:aim\w*|sought|objective|purpose|investigat\w*|evaluat\w*|examin\w*|assess\w*|review(?:s|ed)?|was to)\b"
    r"|It is (?:therefore )?(?:important|necessary|essential|crucial) to (?:evaluate|assess|determine|investigate|examine|study|know)\b"
    r"|In this (?:[\w-]+ ){0,3}?(?:study|trial|review|paper|article),? (?:the authors|we) (?:sought|aimed|evaluated?|assess\w*|compar\w*)\b"
    r"|(?:The )?(?:aim|objective|purpose|goal)s?\b|Whether\b|Here,? we (?:review|describe|discuss))",
    re.IGNORECASE,
)
# how a study was done, without what came of it
_METHOD = re.compile(
    r"^(?:(?:All |Only )?(?:randomi[sz]ed|controlled|prospective|clinical)[\w ,()-]{0,60}\b(?:trials?|studies)\b[^.]{0,90}"
    r"\b(?:comparing|involving|evaluating)\b"
    r"|(?:We|The authors) (?:\w+ly )?(?:searched|included|enrolled|recruited|randomi[sz]ed|assigned|measured|used|performed|conducted|"
    r"studied|compared|collected|analy[sz]ed|identified|reviewed|describe|report|present|aimed|undertook|sought)\b"
    r"|.{0,90}\b(?:stud(?:y|ies)|trials?|analys[ei]s|reviews?|surveys?)\b.{0,50}\b"
    r"(?:compared|examined|evaluated|investigated|assessed|addressed|explored)\b"
    r"|.{0,80}\b(?:were|was) (?:\w+ly )?(?:randomi[sz]ed|assigned|allocated|enrolled|recruited|included|excluded|searched|entered|"
    r"screened|selected|invited|performed|conducted|designed|carried out|undertaken|extracted|reviewed|analy[sz]ed|measured|studied)\b"
    r"|.{0,200}\b(?:were|was) (?:\w+ly )?(?:evaluated|assessed|investigated|examined|obtained|collected|gathered|recorded)\b)",
    re.IGNORECASE,
)
# what was measured, without what was found
_OUTCOME = re.compile(
    r"\b(?:primary|secondary|main|key|safety|efficacy)\b.{0,50}?\b(?:outcomes?|end ?-?points?|measures?)\b"
    r".{0,40}?\b(?:was|were|is|are|included?|comprised)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"%|\bCI\b|\bratios?\b|\bp ?[<=>]|\d+ (?:of|v|vs) \d|\b(?:reduced|increased|lower(?:ed)?|higher|improved|occurred|"
    r"differ(?:ed|s|ences?)?|fewer|found)\b|"
    r"show(?:ed|n|s)\b|\b(?-i:HR|RR|OR)\b",
    re.IGNORECASE,
)
# a short sentence says something by one of these; a bare title or heading has none
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|may|might|will|would|should|must|led|rose|fell|found|"
    r"\w{2,}(?:ed|es|ts|ys|ds|ns|rs|ks)|recommend|suggest|cause|reduce|increase|prevent|improve|lower|offer|use)\b",
    re.IGNORECASE,
)
SHORT = 70  # characters
_BOILERPLATE = re.compile(
    r"^(?:(?:clinical )?trials? regist|clinicaltrials\.gov|registration|registered|prospero|funded by|funding|supported by|"
    r"sponsor|level of evidence|copyright|conflicts? of interest)|copyright|©|all rights reserved|conflicts? of interest|"
    r"(?:study|trial|protocol|review) (?:is|was|has been) (?:prospectively |retrospectively )?registered|"
    r"written for the Evidence sample library|\b(?:studies|research|trials?|work|investigations?|data|evidence)\b.{0,60}"
    r"\b(?:(?:is|are) (?:still |urgently |therefore |currently |now )?(?:in progress|ongoing|under ?way|planned|needed|"
    r"required|warranted|necessary|awaited|lacking)|will add)|^REFERENCES?\b",
    re.IGNORECASE,
)
# sections that say nothing of their own; a reference's title under a guideline is not the guideline's word
_NOT_TEXT = re.compile(
    r"(?:title|references?(?: list)?|bibliography|literature cited|works cited|citations?|sources|footnotes|related .*|see also|"
    r"further reading|acknowledge?ments?|funding(?: .*)?|(?:conflicts?|competing|declarations?) of interests?(?: .*)?|"
    r"competing interests?(?: .*)?|disclosures?|abbreviations|contents|(?:authors?['’]?s? |author )?contributions?(?: .*)?|"
    r"pre-publication history|(?:electronic )?(?:supporting|supplementary|supplemental|additional) (?:information|materials?|files?|data)|"
    r"data (?:availability|sharing)(?: .*)?|ethics(?: .*)?|"
    r"(?:recommendations?|guidelines?|guidance|statements?) (?:of|from|by) other\w*(?: .*)?|"
    r"trial registration(?: .*)?|clinical trial registration.*|registration|about this .*|permissions?|copyright.*)",
    re.IGNORECASE,
)


def quotable(document: Document, parts: Sequence[Span] | None = None) -> list[Span]:
    """Spans of `document.text` that are worth quoting, in order; a recommendation is one span, whole and untrimmed.

    With `parts`, which begin and end between sentences, only those and the recommendations are read.
    """
    return list(_quotable(document, None if parts is None else tuple(parts)))


@lru_cache(maxsize=256)  # a report asks once to read, and once more to say why a document is not cited
def _quotable(document: Document, parts: tuple[Span, ...] | None) -> tuple[Span, ...]:
    if not document.sections:
        texts = [(0, len(document.text))]
    else:
        texts = [(s.start, s.end) for s in document.sections if not _NOT_TEXT.fullmatch(s.label.strip())]
    if parts is not None:
        texts = [(max(a, b), min(c, d)) for a, c in texts for b, d in parts if max(a, b) < min(c, d)]
    spans = [span for start, end in texts for span in sentences(document.text, start, end)]
    told = (s for s in spans if not _cuts_a_row(document, *s) and not _only_planned(document.text, *s))
    trimmed = (_trimmed(document.text, start, end) for start, end in told)
    worth = [
        (start, end)
        for start, end in trimmed
        if worth_quoting(document.text[start:end])
        and not of_another_body(document.text[start:end], document.organisation)
    ]
    if not document.recommendations:
        return tuple(worth)
    whole = sorted({(r.start, r.end) for r in document.recommendations if r.end - r.start <= LONGEST_RECOMMENDATION})
    ends = [end for _, end in whole]
    apart = [(s, e) for s, e in worth if (i := bisect_right(ends, s)) == len(whole) or whole[i][0] >= e]
    return tuple(sorted([*whole, *apart]))


def is_row(document: Document, start: int, end: int) -> bool:
    """Whether a span is of a table's row and no sentence; prose inside one cell, and a recommendation, are none."""
    at = bisect_right(document.cells, start, key=lambda cell: cell.end)
    if at == len(document.cells) or document.cells[at].start >= end:
        return False
    cell = document.cells[at]
    prose = cell.start <= start and end <= cell.end and end - start >= SHORT
    return not prose and not is_recommendation(document, start, end)


def is_recommendation(document: Document, start: int, end: int) -> bool:
    """Whether a span is one of the document's own recommendations, whole."""
    return any((r.start, r.end) == (start, end) for r in document.recommendations)


def _cuts_a_row(document: Document, start: int, end: int) -> bool:
    """Whether a span holds a part of a row only, whose figures may lose their heads."""
    if not is_row(document, start, end):
        return False
    before, after = document.text[max(0, start - 2) : start].strip(" "), document.text[end : end + 2].strip(" ")
    return bool(before and not before.endswith("\n")) or bool(after and not after.startswith("\n"))


def _only_planned(text: str, start: int, end: int) -> bool:
    """Whether a label says that it is an aim or a method ("Methods Boys aged 7 to 16 were ..."), and it states no finding."""
    label = _LABEL.match(text, start, end)
    return bool(label and label["plan"] and not _FOUND.search(text[label.end() : end]))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a leading connective, and without the source's own reference marks after the full stop."""
    label = _LABEL.match(text, start, end)
    start = label.end() if label else start
    lead = _CONNECTIVE.match(text, start, end)
    marks = _MARKS.search(text[start:end])
    return (lead.end() if lead else start), (start + marks.start() if marks else end)


def worth_quoting(sentence: str) -> bool:
    """Whether a reader who sees only this sentence learns something."""
    capital = sentence[:1].upper() + sentence[1:]  # as it would read alone, where a connective was left out
    return (
        SHORTEST <= len(sentence) <= LONGEST_RESULT
        and (len(sentence) <= LONGEST or any(f.interval for f in findings(sentence)))
        and not sentence.endswith("?")
        and not _AIM.search(capital)
        and not ((_OUTCOME.search(sentence) or _METHOD.search(sentence)) and not _FOUND.search(sentence))
        and (len(sentence) > SHORT or bool(_VERB.search(sentence)))
        and not leans_on_previous(capital)
        and not _BOILERPLATE.search(sentence)
        and not speaks_to_a_program(sentence)
    )
