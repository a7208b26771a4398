"""Which sentences claim something: no heading, question, caption, table's head, lead-in or label does."""

import re

from citations.manuscript.drawn import Role

_LEAD_IN = re.compile(
    r"(?:in|with|for) th(?:is|e present|e following) (?:narrative |systematic |mini-?|brief |short )?(?:review"
    r"|paper|article|chapter|report|section|overview|guide"
    r"|summary|commentary|editorial|essay|post|document|work|study)\b,? ?(?:we|i|the authors?|you)\b"
    r"|(?:this|the present) (?:narrative |systematic |mini-?|brief |short )?(?:review|paper|article|chapter|report"
    r"|section|overview|guide|summary|commentary|post|document)"
    r" (?:will |aims? to |seeks? to |attempts? to )?(?:review|discuss|summari[sz]e|describe|cover|examine|focus"
    r"|outline|explore|present|provide|address|aim|consider)"
    r"|(?:here|below|in what follows),? (?:we|i) \w+|here (?:is|are) |(?:we|i) (?:will |then |first "
    r"|also )?(?:searched|review|summari[sz]e|discuss|describe|outline|aim|aimed|set out|screened)\b"
    r"|the (?:aim|purpose|objective|goal) of th(?:is|e present)\b|computed here\b|quoted above\b|let me know\b"
    r"|i hope\b|please (?:note|consult|let)\b"
    r"|(?:see|source|sources|reference|references|keywords?|key ?words|available (?:at|from)|accessed|last updated"
    r"|published|copyright|©|correspond\w+ (?:author|to)|figure|table|photo|image)\b ?[:.]",
    re.I,
)
# what our own reports say about themselves
_OWN_WORDS = re.compile(
    r"FICTIONAL:|No short answer|Read by rules from|No statement fit for a|The documents that came nearest"
    r"|It says nothing about real patients|A guideline's recommendation is quoted|Estimates as the sources state them"
    r"|Outcome asked about:|Where: |Registered as: |A line for each source|Effects, people and directions are read|↓ ↑ say"
    r"|As reported by each study|Outcomes, populations, comparisons and adjustments|The sources cited are of|Question kind:"
    r"|On [^.]{3,100}, the \d+ documents whose direction|95% intervals\."
    r"|The statements quoted |Strongest source with an estimate|Quoted above:|Computed here:"
)
_CAPTION = re.compile(
    r"(?:supplementary |suppl\. )?(?:table|figure|fig\.?|box|panel) ?[A-Z]?\d{1,3}[a-z]?\s*[.:|](?:\s|$)", re.I
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]{2,}|\d[\d.,·]*")
_LABEL = re.compile(r"(?:GRADE|level|grade|certainty|strength|quality|evidence)\b[^.]{0,80}", re.I)
_LEAST_WORDS = 3
_LEAST_IN_CELL = 6  # words and numbers of a table's cell that can be a claim


def is_claim(text: str, role: Role, has_mark: bool) -> bool:
    """By where it stands and how it reads; `text` is without marks."""
    if role in ("heading", "caption", "head-row", "code"):
        return False
    if role == "row":
        if text.startswith("| "):
            return False  # its mark is the whole first cell: a column of numbers, and no sentence cites
        return has_mark and any(len(_WORD_OR_NUMBER.findall(cell)) >= _LEAST_IN_CELL for cell in text.split(" | "))
    if (
        text.rstrip("\"'”’)] ").endswith(("?", "？"))
        or (not has_mark and _LEAD_IN.match(text))
        or _OWN_WORDS.match(text)
        or _CAPTION.match(text)
    ):
        return False
    words = len(_WORD.findall(text))
    if words < _LEAST_WORDS and not (has_mark and words == _LEAST_WORDS - 1):
        return bool(words) and has_mark and any("\u3040" <= c <= "\u9fff" for c in text)
    if (text.startswith("(") and text.endswith(")") and not has_mark) or (
        _LABEL.fullmatch(text) and words < 7 and not has_mark
    ):
        return False
    return has_mark or not text.endswith(":")
