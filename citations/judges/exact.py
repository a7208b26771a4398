"""The deterministic judges together: supported only where the source says the same, at fault only where it is near."""

from collections.abc import Sequence
from functools import lru_cache

from citations.judges.compare import row_of
from citations.judges.figures import figures_lacking
from citations.judges.nearest import Nearest, nearest
from citations.judges.quotations import quotations, without_marks
from citations.judges.roles import value_of
from citations.judges.source import as_source, stems
from citations.judges.tokens import tokens, values_in
from citations.judges.verdicts import SAME, differing, verdict
from evidence.model import Mismatch, Passage, Verdict

NAME = "exact"
# stems that the whole source lacks at least, and the share of the claim's weight that it then has at most
# chosen on SciFact's training claims (66 of 71 such pairs are not found) and on planted other papers
FOREIGN = ((8, 0.2), (12, 0.3))
NUMBER_COUNTS = (
    0.5  # coverage from which a figure that the source lacks decides; a freely worded claim may have rounded it
)
WORTH_SHOWING = 0.5  # coverage from which mismatches are shown though they are not believed


def judge_exactly(claim: str, passages: Sequence[Passage]) -> Verdict:
    """Supported, contradicted, partial or not_found where the words alone decide; else undecided, with what was seen."""
    near = nearest(without_marks(claim), passages)
    false_quotes = [q.text for q in quotations(claim, passages) if not q.stands]
    if false_quotes:
        return misquoted(false_quotes[0], passages, NAME)
    found = near.comparison
    if found.is_same:
        return verdict(near, "supported", NAME, SAME)
    if found.is_near and found.mismatches and not adds_only_numbers(found.mismatches, passages):
        return differing(near, NAME, found.mismatches)
    missing = not_there(without_marks(claim), near, passages)
    if missing:
        return verdict(near, "not_found", NAME, missing)
    lacking = tuple(Mismatch("number", each, "") for each in numbers_lacking(without_marks(claim), passages))
    shown = found.mismatches if found.coverage >= WORTH_SHOWING else lacking
    return verdict(near, "undecided", NAME, "The claim is worded otherwise than the source", shown)


def misquoted(quote: str, passages: Sequence[Passage], judge: str) -> Verdict:
    """A quotation that does not stand in the source: contradicted where a sentence is near to it, else not found."""
    near = nearest(quote, passages)
    reason = "The quotation does not stand in the source"
    if near.comparison.is_near or near.comparison.is_same:
        named = near.comparison.mismatches or (Mismatch("name", quote, near.quote),)
        return verdict(near, "contradicted", judge, reason, named)
    return verdict(near, "not_found", judge, reason, (Mismatch("name", quote, ""),))


def adds_only_numbers(found: Sequence[Mismatch], passages: Sequence[Passage]) -> bool:
    """Whether all that the claim has otherwise is figures that stand nowhere in the source."""
    held = numbers_held(tuple(passages))
    added = (tokens(each.claim) for each in found if each.kind in ("number", "unit", "time") and not each.source)
    values = [[t for t in row if t.is_number] for row in added]
    return (
        len(values) == len(found)
        and any(values)
        and all(value_of(t).lstrip("-") not in held for row in values for t in row)
    )


def not_there(claim: str, near: Nearest, passages: Sequence[Passage]) -> str:
    """Why the source cannot be said to speak of the claim; "" where it may."""
    if not near.quote:
        return "The source has no text"
    if is_foreign(claim, passages):
        return "Most of what it names stands nowhere in the source"
    figures = figures_lacking(claim, tuple(passages))
    if figures:
        return f"The figure {figures[0]} stands nowhere in the source"
    missing = numbers_lacking(claim, passages) if near.comparison.coverage >= NUMBER_COUNTS else ()
    return f"No number {missing[0]} stands in the source" if missing else ""


def numbers_lacking(claim: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """The numbers of the claim, as written, whose value stands nowhere in the source."""
    held = numbers_held(tuple(passages))
    return tuple(t.text for t in row_of(claim, ()) if t.is_number and value_of(t).lstrip("-") not in held)


def is_foreign(claim: str, passages: Sequence[Passage]) -> bool:
    """Whether so many of the claim's words stand nowhere in the source that it cannot speak of the same."""
    source = as_source(passages)
    weights = {each: source.weight(each) for each in stems(claim)}
    lacking = [weight for each, weight in weights.items() if not source.frequencies[each]]
    held = 1 - sum(lacking) / (sum(weights.values()) or 1.0)
    return any(len(lacking) >= count and held < share for count, share in FOREIGN)


@lru_cache(maxsize=256)
def numbers_held(passages: tuple[Passage, ...]) -> frozenset[str]:
    """The value of every number in the passages, without signs."""
    return frozenset(value for passage in passages for value in values_in(passage.text))
