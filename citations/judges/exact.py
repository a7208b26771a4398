"""The deterministic judges together: supported only where the source says the same, at fault only where it is near."""

from collections.abc import Sequence
from functools import lru_cache

from citations.judges.compare import row_of
from citations.judges.figures import figures_lacking, is_had
from citations.judges.nearest import Nearest, nearest
from citations.judges.quotations import quotations, without_marks
from citations.judges.readings import kinds
from citations.judges.roles import value_of
from citations.judges.source import as_source, stems
from citations.judges.tokens import keys_of, tokens, values_in
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
    believed = telling(found.mismatches, passages)
    if found.is_near and believed and not adds_only_numbers(believed, passages):
        return differing(near, NAME, believed)
    missing = not_there(without_marks(claim), near, passages)
    if missing:
        return verdict(near, "not_found", NAME, missing)
    lacking = tuple(Mismatch("number", each, "") for each in numbers_lacking(without_marks(claim), passages))
    seen = found.mismatches if found.coverage >= WORTH_SHOWING else lacking
    shown = tuple(m for m in seen if not _is_figure_of_another_sentence(m, passages))
    return verdict(near, "undecided", NAME, "It is worded otherwise than the source, too freely to be sure", shown)


def misquoted(quote: str, passages: Sequence[Passage], judge: str) -> Verdict:
    """A quotation that does not stand in the source: contradicted where a sentence is near to it, else not found."""
    near = nearest(quote, passages)
    reason = "The quotation does not stand in the source"
    if near.comparison.is_near or near.comparison.is_same:
        named = near.comparison.mismatches or (Mismatch("name", quote, near.quote),)
        return verdict(near, "contradicted", judge, reason, named)
    return verdict(near, "not_found", judge, reason, (Mismatch("name", quote, ""),))


def telling(found: Sequence[Mismatch], passages: Sequence[Passage]) -> tuple[Mismatch, ...]:
    """Those that make a fault: neither a figure left out with its bracket, nor a name that the source has in another sentence."""
    return tuple(m for m in found if not _is_left_out(m) and not _stands_elsewhere(m, passages))


def _is_figure_of_another_sentence(mismatch: Mismatch, passages: Sequence[Passage]) -> bool:
    """A figure that the source does have, only not in the nearest sentence: of a free claim that is no difference."""
    if mismatch.kind not in ("number", "interval", "arm") or not any(c.isdigit() for c in mismatch.claim):
        return False
    return not numbers_lacking(mismatch.claim, passages)


def _is_left_out(mismatch: Mismatch) -> bool:
    return not mismatch.claim and mismatch.kind in ("measure", "unit", "interval", "comparison", "number")


def _stands_elsewhere(mismatch: Mismatch, passages: Sequence[Passage]) -> bool:
    """ "With empagliflozin and placebo" where the sentence says "with empagliflozin" of a placebo trial."""
    if mismatch.source or mismatch.kind not in ("arm", "species", "subgroup"):
        return False
    row = tokens(mismatch.claim)
    named = all(kinds().get(t.key) in ("comparator", "species", "condition", "subgroup") for t in row)
    return named and all(any(token.key in keys_of(passage.text) for passage in passages) for token in row)


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
    wanted = ((t.text, value_of(t).lstrip("-")) for t in row_of(claim, ()) if t.is_number)
    return tuple(text for text, value in wanted if value not in held and not is_had(value, tuple(passages)))


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
