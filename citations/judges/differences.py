"""What a gap between claim and source amounts to: mismatches with a name, words that nothing explains, or nothing.

Everything left over on either side has to be explained. A word with a weight of its own (a denial, a hedge, a species, a
population, a comparator) is named; a whole clause or bracket that the claim leaves out is harmless; any other
word that stands on one side only may mean the same or not, and stays unexplained.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citations.judges.gaps import Alignment, Gap
from citations.judges.moves import swaps, without_moved
from citations.judges.readings import kinds, opposites, weak_words
from citations.judges.roles import value_of
from citations.judges.tokens import Token
from evidence.model import Mismatch

_KINDS = {
    "significance": "certainty", "link": "cause", "condition": "subgroup", "comparator": "arm",
}  # fmt: skip
MUCH = 2  # words without a weight of their own; with them a clause or phrase is left out, not a single word
SHORTEST_CLAUSE = 4  # tokens; what is shorter may be an item of a list
_OF_CLAUSES = frozenset(("negation", "certainty", "species", "subgroup", "arm", "condition"))
_OF_LEADING = _OF_CLAUSES | {"time", "comparison", "comparator", "cause"}
_SORTS = frozenset(("certainty", "negation", "cause", "significance"))
_LEADS = "in of among for with within at during after before under when if"
_TAKES_BACK = frozenset(
    ("although", "though", "but", "however", "albeit", "despite", "contrary", "except", "yet", "interim", "hoc", "exploratory",
     "simulated", "simulation", "unblinded", "protocol", "retracted", "error", "disappeared", "unless", "only")
)  # fmt: skip
_SCOPES = frozenset(_LEADS.split())
_PEOPLE = frozenset(("patient", "person", "adult"))  # keys
Row = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """The named mismatches, and the words of either side that nothing explains."""

    mismatches: tuple[Mismatch, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    left_out: int  # tokens of the source that the claim has not, whole clauses and brackets aside


def differences(alignment: Alignment, claim: Row, source: Row) -> Differences:
    """Everything in which the claim departs from the source."""
    named, gaps = swaps(alignment.gaps, source)
    gaps, moved = without_moved(gaps)
    added, dropped = [*alignment.turned, *moved], list[str]()
    left_out = 0
    for gap in gaps:
        if _is_one_compound(gap):
            continue
        mine, its = list(gap.claim), list(gap.source)
        named += _opposed(mine, its)
        named += _numbers(mine, its, claim, source)
        added += _of_one_sort(mine, its)
        named += _same_kind(mine, its)
        named += _arms(mine, its, source)
        named += _weighty(mine, claim, is_claim=True)
        added += [t.text for t in mine]
        if its and not mine and _is_harmless(gap, its, source):
            continue
        left_out += sum(token.depth == 0 for token in gap.source)
        if its and not mine:
            named += _scoped(gap, its)
            dropped += _much(its)
        named += _weighty(its, source, is_claim=False)
        dropped += [t.text for t in its if t.key not in weak_words() or _denied(t, source)]
    return Differences(tuple(dict.fromkeys(named)), tuple(added), tuple(dropped), left_out)


def _is_harmless(gap: Gap, its: Sequence[Token], source: Row) -> bool:
    """A sentence of its own, or a clause or bracket without a word that limits what the rest says.

    Of what begins in one sentence and ends within the next, the part in the next is looked at.
    """
    stops = [k for k, t in enumerate(gap.source) if k and t.opens == "."]
    end = gap.at + len(gap.source)
    if stops and not _is_whole_sentence(gap, source) and end < len(source) and source[end].opens != ".":
        rest = Gap((), gap.source[stops[-1] :], gap.at + stops[-1])
        return _is_harmless(rest, rest.source, source)
    limiting = _OF_LEADING if gap.at == 0 else _OF_CLAUSES
    is_clause = _is_whole_clause(gap, source) and not any(kinds().get(t.key) in limiting or _limits(t) for t in its)
    return is_clause or _is_whole_sentence(gap, source)


def _limits(token: Token) -> bool:
    """Whether a clause with this word takes back some of what stands beside it."""
    return bool({*token.text.lower().split(), *token.lead.lower().split()} & _TAKES_BACK)


def _much(its: list[Token]) -> list[str]:
    """All words of a longer stretch that is left out, taken out: a "not" that goes with its clause is no denial lost."""
    weak = weak_words()
    if sum(kinds().get(t.key) is None and t.key not in weak for t in its) < MUCH:
        return []
    words = [t.text for t in its]
    its.clear()
    return words


def _is_one_compound(gap: Gap) -> bool:
    """Post-operative and postoperative."""
    mine, its = ("".join(t.text for t in row).lower() for row in (gap.claim, gap.source))
    return mine == its and mine.isalpha()


def _opposed(mine: list[Token], its: list[Token]) -> Iterator[Mismatch]:
    """Pairs of opposites, taken out of both."""
    for ours in tuple(mine):
        for theirs in tuple(its):
            kind = opposites().get(frozenset((ours.key, theirs.key)))
            kind = kind or ("negation" if _is_denied(ours.key, theirs.key) else None)
            if kind and ours in mine and theirs in its:
                mine.remove(ours)
                its.remove(theirs)
                yield Mismatch(kind, ours.text, theirs.text)


def _is_denied(ours: str, theirs: str) -> bool:
    """Effective and ineffective, adjusted and unadjusted."""
    short, long = sorted((ours, theirs), key=len)
    head = long.removesuffix(short) if len(short) > 3 else ""
    return head in ("un", "in", "im", "ir", "non", "dis", "mis", "a", "anti", "il")


def _numbers(mine: list[Token], its: list[Token], claim: Row, source: Row) -> Iterator[Mismatch]:
    """Numbers against numbers in order; then those of the claim alone. All are taken out but what the claim drops."""
    ours = [t for t in mine if t.is_number]
    theirs = [t for t in its if t.is_number]
    for k, token in enumerate(ours):
        against = theirs[k] if k < len(theirs) else None
        mine.remove(token)
        if against:
            its.remove(against)
        yield Mismatch(_number_kind(token, against, claim, source), token.text, against.text if against else "")


def _number_kind(token: Token, against: Token | None, claim: Row, source: Row) -> str:
    """An interval's bound or p value for something else; the figure of another arm; or a number that stands nowhere."""
    elsewhere = [t for t in source if t.is_number and value_of(t) == value_of(token)]
    if any(t.key != token.key for t in elsewhere) or "level:" in token.key:
        return "interval"
    if elsewhere:
        return "arm"
    return "interval" if against and against.key.startswith(("ci:", "level:")) else "number"


def _of_one_sort(mine: list[Token], its: list[Token]) -> list[str]:
    """A hedge for a hedge, a denial for a denial, a cause for a cause, taken out of both: nothing is lost, and it may mean the same."""
    found: list[str] = []
    for ours in tuple(mine):
        kind = kinds().get(ours.key)
        theirs = next((t for t in its if kind in _SORTS and kinds().get(t.key) == kind), None)
        if theirs:
            mine.remove(ours)
            its.remove(theirs)
            found.append(ours.text)
    return found


def _same_kind(mine: list[Token], its: list[Token]) -> Iterator[Mismatch]:
    """A unit for a unit, a species for a species, a measure for a measure."""
    for ours in tuple(mine):
        kind = kinds().get(ours.key)
        theirs = next((t for t in its if kind and kinds().get(t.key) == kind), None)
        if kind and theirs:
            mine.remove(ours)
            its.remove(theirs)
            yield Mismatch(_KINDS.get(kind, kind), ours.text, theirs.text)


def _arms(mine: list[Token], its: list[Token], source: Row) -> Iterator[Mismatch]:
    """A name that stands elsewhere in the source's sentence, put where it has another."""
    if not its:
        return
    theirs = {t.key for t in source} - {t.key for t in its}
    for ours in tuple(mine):
        against = next((t for t in its if not t.is_number), None)
        if ours.key in theirs and against and ours.key not in weak_words():
            mine.remove(ours)
            its.remove(against)
            yield Mismatch("arm", ours.text, against.text)


def _weighty(row: list[Token], whole: Sequence[Token], *, is_claim: bool) -> Iterator[Mismatch]:
    """Words with a weight of their own that stand on one side only, taken out."""
    for token in tuple(row):
        kind = kinds().get(token.key)
        if kind is None or (kind == "significance" and not is_claim and not _denied(token, whole)):
            continue
        row.remove(token)
        named = _KINDS.get(kind, kind)
        yield Mismatch(named, token.text, "") if is_claim else Mismatch(named, "", token.text)


def _denied(token: Token, whole: Sequence[Token]) -> bool:
    """Whether "significant" stands after a denial: "no difference" says more than "no significant difference"."""
    at = next((k for k, t in enumerate(whole) if t is token), 0)
    return any(kinds().get(t.key) == "negation" for t in whole[max(0, at - 3) : at])


def _is_whole_sentence(gap: Gap, source: Row) -> bool:
    """What stands before or after a full stop is a statement of its own; a single word may follow an abbreviation."""
    end = gap.at + len(gap.source)
    opens = gap.at == 0 or gap.source[0].opens == "."
    return opens and len(gap.source) > 1 and (end == len(source) or source[end].opens == ".")


def _is_whole_clause(gap: Gap, source: Row) -> bool:
    """A bracket, or a clause between two marks; neither an item of a list nor a phrase that says of whom or when."""
    end = gap.at + len(gap.source)
    opens = gap.source[0].opens
    closes = "." if end == len(source) else source[end].opens
    if opens == "(":
        return closes in (")", ".", ",", ";") and gap.source[0].depth > (source[end].depth if end < len(source) else 0)
    if (len(gap.source) < SHORTEST_CLAUSE and opens != ";") or _leads(gap.source[0]) & _SCOPES:
        return False
    return (gap.at == 0 or opens in (",", ";", ":", ".")) and closes in (",", ";", ":", ".")


def _scoped(gap: Gap, its: list[Token]) -> Iterator[Mismatch]:
    """A phrase that says of whom, where or when a finding holds, left out."""
    if _leads(gap.source[0]) & _SCOPES:
        written = " ".join(t.text for t in gap.source)
        if all(t.is_number or t.key in _PEOPLE for t in its):
            return  # "Among 9114 participants" says how many, not which
        kind = "arm" if any(t.is_number for t in its) and gap.at > 0 else "subgroup"
        kind = "time" if any(kinds().get(t.key) == "time" for t in its) else kind
        its.clear()
        yield Mismatch(kind, "", f"{gap.source[0].lead} {written}")


def _leads(token: Token) -> set[str]:
    return set(token.lead.lower().split())
