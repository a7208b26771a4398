"""The sentences of the body with the marks that stand in them or directly behind them."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from citations.manuscript.claims import is_claim
from citations.manuscript.drawn import Block, Drawn
from citations.manuscript.found import Cited, Found, Span
from citations.manuscript.headings import opens_no_claims
from citations.manuscript.model import Mark, Statement
from citations.manuscript.wording import claim_text, only_quoted
from evidence.text.sentences import sentences

KeysOf = Callable[[Cited], tuple[str, ...]]
_MARKUP = re.compile(r"(?<!\\)[*`]|(?<!\w)_|_(?!\w)|~~|</?[a-zA-Z][^<>]{0,200}>")
_LEADS = re.compile(r" *(?:[-*+•·▪◦‣] +|> ?|#{1,6} +|\(?\d{1,4}[.)] +|\| ?)+")
_QUOTED_MARK = re.compile(
    r"(?<=[.!?])(\[\d[\d,; –-]{0,30}\])([”\"])"
)  # a quoted source's own, before the closing quote
_WHOLE = frozenset({"heading", "caption", "row", "head-row", "code"})  # not cut into sentences


def make_statements(
    drawn: Drawn, seen: str, body: Sequence[Block], found: Sequence[Found], keys_of: KeysOf, appendix: int
) -> Iterator[Statement]:
    """Every sentence of the body, in order. `found` are the marks, in order; from `appendix` on nothing is a claim."""
    starts = [each.start for each in found]
    section, paragraph = "", 0
    for block in body:
        if block.role == "heading":
            section = seen[block.start : block.end]
        inside = found[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        is_silent = block.start >= appendix or (opens_no_claims(section) and not inside)
        for start, end, marks in _spans(drawn, seen, block, inside):
            text = _text(drawn, start, end, marks)
            made = tuple(_mark(drawn.text, each, keys_of) for each in marks if each.cited)
            if not text and not made:
                continue
            claims = not is_silent and is_claim(text, block.role, bool(made))
            yield Statement(start, end, text, made, paragraph, claims)
        paragraph += block.role not in ("heading", "caption", "head-row")


def _spans(drawn: Drawn, seen: str, block: Block, inside: Sequence[Found]) -> Iterator[tuple[int, int, list[Found]]]:
    """Sentences, each stretched over the marks behind it; the first over those before it."""
    if block.role in _WHOLE:
        start, end = _trimmed(seen, block.start, block.end)
        yield start, end, list(inside)
        return
    plain = _masked(drawn, seen, block, inside)
    spans = [(block.start + start, block.start + end) for start, end in sentences(plain)]
    spans = [span for span in spans if any(c.isalnum() for c in plain[span[0] - block.start : span[1] - block.start])]
    if not spans:
        yield block.start, block.end, list(inside)
        return
    begins = [start for start, _ in spans]
    owners: list[list[Found]] = [[] for _ in spans]
    for each in inside:
        owners[max(0, bisect_left(begins, each.start + 1) - 1)].append(each)
    yield from _apart(zip(spans, owners, strict=True))


def _apart(sentences_: Iterable[tuple[Span, list[Found]]]) -> Iterator[tuple[int, int, list[Found]]]:
    """Sentences stretched over their marks; two that one mark spans (a link over both) are one."""
    start, end, held = -1, -1, list[Found]()
    for (begin, stop), marks in sentences_:
        begin, stop = min([begin, *(m.start for m in marks)]), max([stop, *(m.end for m in marks)])
        if start >= 0 and begin < end:
            end, held = max(end, stop), held + marks
            continue
        if start >= 0:
            yield start, end, held
        start, end, held = begin, stop, marks
    yield start, end, held


def _trimmed(seen: str, start: int, end: int) -> Span:
    """A heading or row without the markup in front of it."""
    match = _LEADS.match(seen, start, end)
    return (match.end() if match and match.end() < end else start), end


def _masked(drawn: Drawn, seen: str, block: Block, inside: Sequence[Found]) -> str:
    """The block as sentences are to be found in it: marks, markup and soft line ends are blanks. As long as the block."""
    pieces: list[str] = []
    at = block.start
    for start, end in (cut for each in inside for cut in each.cuts):
        pieces += (seen[at:start], " " * (end - start))
        at = end
    text = "".join((*pieces, seen[at : block.end]))
    if drawn.kind == "markdown":
        text = _MARKUP.sub(_blanks, text)
    text = _QUOTED_MARK.sub(lambda m: m[2] + " " * len(m[1]), text)
    text = _LEADS.sub(_blanks, text, count=1) if _LEADS.match(text) else text
    return text.replace("\n", " ") if drawn.wraps else text


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _text(drawn: Drawn, start: int, end: int, marks: Sequence[Found]) -> str:
    """The sentence without its marks."""
    pieces: list[str] = []
    at = start
    for cut_start, cut_end in (cut for each in marks for cut in each.cuts):
        pieces.append(drawn.text[at:cut_start])
        at = cut_end
    raw = "".join((*pieces, drawn.text[at:end]))
    return only_quoted(claim_text(raw, drawn.kind == "markdown"))


def _mark(text: str, found: Found, keys_of: KeysOf) -> Mark:
    keys = dict.fromkeys(key for cited in found.cited for key in keys_of(cited))
    return Mark(found.start, found.end, text[found.start : found.end], found.style, tuple(keys))
