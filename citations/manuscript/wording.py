"""A sentence without its marks and its markup: what it claims, in words."""

import re
from html import unescape

_EMPTY = re.compile(
    r" *[(\[] *(?:(?:see(?: also)?|e\.g\.|cf\.|reviewed in|source|sources|ref|refs)[.,:]* *)?[,; ]*(?:and|&)?[,; ]*[)\]]",
    re.I,
)
_TAGGED = re.compile(r" *\[(?:citation needed|clarification needed|better source needed|unreliable source\??)\]", re.I)
_DANGLING = re.compile(r",? *\b(?:see(?: also)?|cf\.|source:|sources:) *(?=[.;)]|$)", re.I)
_BEFORE_STOP = re.compile(r"(?<=\S) +(?=[.,;:!?)\]](?:\s|$|[\"”’)\]]))")
_DOUBLED = re.compile(r",(?: *,)+|(?<=[.!?]) +\.(?=\s|$)")
_BEHIND_OPEN = re.compile(r"([(\[]) +")
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`|~~")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_HIDDEN = "\ue000"  # stands for an escaped mark while emphasis is taken off: a character of no script
_LEAD = re.compile(r"(?:[-*+•·▪◦‣] +|>+ *|#{1,6} +|\d{1,4}[.)] +|\| *)+")
_LABELLED = re.compile(r"(?P<label>[^“”:]{3,160}: ?)?(?P<quote>“.{20,}”[.]?)(?: (?:GRADE|[Ll]evel|\().{0,120})?", re.S)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|does|do|did|will|can|may|should|must)\b")


def claim_text(raw: str, is_markdown: bool) -> str:
    """`raw` is the sentence with its marks already cut out. White space is single blanks."""
    text = " ".join((_unmarked(raw) if is_markdown else raw).split())
    if is_markdown:
        text = _LEAD.sub("", text, count=1) if _LEAD.match(text) else text
        text = text.rstrip("| ") if text.endswith("|") else text
    text = _DANGLING.sub("", _EMPTY.sub("", _TAGGED.sub("", text)))
    text = _BEHIND_OPEN.sub(r"\1", _BEFORE_STOP.sub("", text))
    return _DOUBLED.sub(lambda m: "," if m.group()[0] == "," else "", text).strip(" ,")


def only_quoted(text: str) -> str:
    """Of "Cohort, 2020: “People had fewer bleeds.”" the quotation: the label says who speaks, and is no claim."""
    match = _LABELLED.fullmatch(text)
    return match["quote"] if match and not _VERB.search(match["label"] or "") else text


def _unmarked(raw: str) -> str:
    """Without emphasis, escapes, tags and entities."""
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(match[1])
        return _HIDDEN

    plain = _TAG.sub("", _EMPHASIS.sub("", _ESCAPED.sub(hide, raw.replace(_HIDDEN, ""))))
    plain = unescape(plain) if "&" in plain else plain
    pieces = plain.split(_HIDDEN)
    return "".join(a + b for a, b in zip(pieces, [*kept, ""], strict=False))
