"""The sentence of what is cited, or two that follow each other, to which a claim compares best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from citations.judges.compare import Comparison, compared, defined, row_of
from citations.judges.source import SourceSentence, SourceText, closest, read_source
from evidence.model import Passage
from evidence.text.short_forms import DEFINED_WITHIN

COMPARED = 4  # closest sentences that are compared token by token
LEAST_COVER = 0.3  # share of the claim's weight below which a sentence is not worth comparing
_NOTHING = Comparison(0.0, False, False)


@dataclass(frozen=True, slots=True)
class Nearest:
    """`text_of(document_id)[start:end] == quote`; `cover` is the share of the claim's weighted stems in it, order apart."""

    comparison: Comparison
    quote: str = ""
    document_id: str = ""
    start: int = 0
    end: int = 0
    cover: float = 0.0


def nearest(claim: str, passages: Sequence[Passage]) -> Nearest:
    """The best of the closest sentences; an empty one where the passages hold none."""
    return _nearest(claim, tuple(passages))


@lru_cache(maxsize=1024)
def _nearest(claim: str, passages: tuple[Passage, ...]) -> Nearest:
    source = read_source(passages)
    texts = {passage.document_id: passage for passage in passages}
    found = closest(claim, source, COMPARED)
    if not found:
        return Nearest(_NOTHING)
    best = _first_same_or_best(_singly(claim, found, texts))
    if best.comparison.is_same:
        return best
    return _first_same_or_best([best, *_in_pairs(claim, found[0], source, texts)])


def _singly(claim: str, found: Sequence[tuple[float, SourceSentence]], texts: dict[str, Passage]) -> Iterator[Nearest]:
    for k, (cover, sentence) in enumerate(found):
        if k == 0 or cover >= LEAST_COVER:
            yield _compared(claim, sentence, sentence, texts[sentence.document_id], cover)


def _in_pairs(
    claim: str, best: tuple[float, SourceSentence], source: SourceText, texts: dict[str, Passage]
) -> Iterator[Nearest]:
    """The closest sentence with the one before and the one after it, where they cover clearly more of the claim."""
    cover, sentence = best
    passage = texts[sentence.document_id]
    for first, last in ((sentence.place - 1, sentence.place), (sentence.place, sentence.place + 1)):
        if first < 0 or last >= len(source.sentences):
            continue
        a, b = source.sentences[first], source.sentences[last]
        if a.document_id == b.document_id and cover >= LEAST_COVER:
            yield _compared(claim, a, b, passage, cover)


def _compared(claim: str, first: SourceSentence, last: SourceSentence, passage: Passage, cover: float) -> Nearest:
    start, end = first.start, last.end
    quote = passage.text[start - passage.start : end - passage.start]
    forms = tuple(defined(passage.text[:DEFINED_WITHIN]).items())
    its = row_of(_as_sentences(first, last), forms, True)
    comparison = compared(row_of(claim, forms), its)
    with_frame = row_of(claim, forms, True)
    if not comparison.is_same and with_frame != row_of(claim, forms):  # the same frame as well: "It was found that ..."
        framed = compared(with_frame, its)
        comparison = framed if framed.is_same else comparison
    return Nearest(comparison, quote, passage.document_id, start, end, cover)


def _as_sentences(first: SourceSentence, last: SourceSentence) -> str:
    """One sentence, or two with a full stop between: a title has none of its own."""
    if first is last:
        return first.text
    stop = "" if first.text.rstrip()[-1:] in ".?!" else "."
    return f"{first.text.rstrip()}{stop} {last.text}"


def _first_same_or_best(candidates: Iterator[Nearest] | list[Nearest]) -> Nearest:
    best: Nearest | None = None
    for each in candidates:
        if each.comparison.is_same:
            return each
        if best is None or _rank(each.comparison) > _rank(best.comparison):
            best = each
    return best or Nearest(_NOTHING)


def _rank(comparison: Comparison) -> tuple[bool, float]:
    """Near ones first; a mismatch and an unexplained word cost as much as a twentieth of the claim."""
    cost = 0.05 * (len(comparison.mismatches) + len(comparison.dropped) / 4)
    return comparison.is_near, comparison.coverage - cost
