"""Which measure each group of figures states: named before it, or before the list or pair that it stands in."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from evidence.text.forms import by_form, checked
from evidence.text.groups import Group
from evidence.text.levels import by_arm, from_to, in_row
from evidence.text.lists import continued, in_order, joined, paired
from evidence.text.measures import NULL, WEAK, Mention

_I = re.IGNORECASE
_COPULA = r"(?:was|were|is|are|of|to be|being|equal(?:s|led)? to|reached|about|approximately|only)"
_LEVELS = r"(?:[\s,]*[(\[]?\s?\d\d(?:\.\d)?\s?%[\s-]?(?:confidence intervals?|C\.?I\.?(?:'?s)?|CrI)[)\]]?)?"
_TIGHT = re.compile(
    rf"\s?(?:[\[(][\w-]{{2,6}}[\])])?[)\]]?{_LEVELS}(?:,?\s[A-Z]{{1,4}}[RD]\s?[=:])?[\s,:;=(\[]*(?:{_COPULA}[\s=]){{0,2}}[\s=(\[]*(?:95\s?%\s?CI\s?)?",
    _I,
)
_NEAR = re.compile(rf"(?!\s*(?:and|or)\s)[^;\n]{{0,110}}?(?:{_COPULA}\s|[=:(\[,]\s?|\s)", _I)
_MEANT = re.compile(
    rf"[^;\n]{{0,70}}?(?:\s{_COPULA}(?:\s(?:only|about|approximately|around))?\s|[=:]\s?)|[^;\n]{{0,25}}?(?:,\s|\s?[(\[]\s?)",
    _I,
)
_MEANT_FAR = re.compile(rf"[^;\n]{{0,140}}?\s{_COPULA}\s", _I)
_NOUN = re.compile(  # "median age 61"
    r"(?:\s?[(\[][A-Za-z, ]{1,20}[)\]])?(?:\s(?!(?:in|at|for|from|and|or|over|after|between|with|per|than|to|by|the|of|on|as|all)\s)"
    r"[A-Za-z][\w-]{0,20}){1,3},?\s",
    _I,
)
_STOPS = re.compile(r"[a-z)]\. |;\s|±|\b(?:while|whereas|but|although)\b")
MOST_JOINED = 8  # measures that are named together


def measures_of(
    plain: str, grouped: Sequence[Group], mentioned: Sequence[Mention], p_spans: Sequence[tuple[int, int]]
) -> list[str | None]:
    """For each group its measure, "" for an estimate of none that is named, None for figures that are no estimate."""
    found: list[str | None] = []
    waiting: list[str] = []  # the names of the next groups, of several measures that are named together
    grouped = _with_p(grouped, p_spans)
    starts = [mention.start for mention in mentioned]
    for k, group in enumerate(grouped):
        between = mentioned[bisect_left(starts, _after(grouped, found, k)) : bisect_left(starts, group.start)]
        measure = waiting.pop(0) if waiting else None
        if measure is None and between and plain[group.start - 1 : group.start] != "[":
            measure, waiting = _named_before(plain, between, grouped[k : k + MOST_JOINED])
        if measure is None:
            measure = continued(plain, grouped, k, found, starts, mentioned)
        found.append(checked(plain, measure if measure is not None else by_form(plain, group), group))
    found = paired(plain, grouped, found)
    for more in (from_to(plain, grouped, mentioned), by_arm(plain, grouped, found), in_row(plain, grouped)):
        found = [have if have is not None else new for have, new in zip(found, more, strict=True)]
    return found


def _with_p(grouped: Sequence[Group], p_spans: Sequence[tuple[int, int]]) -> list[Group]:
    """Groups that end with the p value right after them, so that lists read on: "1.45 (P<0.05), 1.28 (P<0.05)"."""
    found = []
    for group in grouped:
        place = bisect_left(p_spans, (group.end, 0))
        near = place < len(p_spans) and p_spans[place][0] - group.end < 5
        found.append(replace(group, end=p_spans[place][1]) if near else group)
    return found


def _after(grouped: Sequence[Group], found: Sequence[str | None], k: int) -> int:
    """Where the last group before `k` that states something ends: bare figures ("at 12 weeks") stand in no name's way."""
    for j in range(k - 1, max(-1, k - 6), -1):
        if found[j] is not None or not grouped[j].is_bare:
            return grouped[j].end
    return grouped[k - 6].end if k >= 6 else 0


def _named_before(plain: str, between: Sequence[Mention], rest: Sequence[Group]) -> tuple[str | None, list[str]]:
    """The measure of the first of `rest`, and those of the groups after it where several are named together."""
    group = rest[0]
    between = _sized(between, group)
    together = joined(plain, between)
    if len(together) > 1:
        names = in_order(together, rest, plain)
        return (names[0], names[1:]) if names else (None, [])
    last = between[-1]
    gap = plain[last.end : group.start]
    if _is_other(last, group):
        return None, []
    if _TIGHT.fullmatch(gap) or (not _STOPS.search(gap) and _is_meant(last, group, gap)):
        return _sharper(last, group), []
    return None, []


def _is_other(last: Mention, group: Group) -> bool:
    """A group B, and shares of a group under a head that names an effect."""
    if last.measure == "beta":
        is_word = last.end - last.start >= len("coefficient")
        return group.estimate.unit == "%" or not (group.interval or is_word)
    return bool(group.share) and (last.measure in NULL or last.measure in ("mean", "median"))


def _is_meant(last: Mention, group: Group, gap: str) -> bool:
    """Whether a name some words before the figures is theirs."""
    if last.measure in ("mean", "median") and _NOUN.fullmatch(gap):
        return True
    if last.measure == "difference" and not group.interval:
        return False
    far = group.interval and group.interval.kind and _MEANT_FAR.fullmatch(gap)
    if (far or _MEANT.fullmatch(gap)) and not (last.measure in WEAK and _changes(gap)):
        return True
    return last.measure not in WEAK and bool(group.interval and _NEAR.fullmatch(gap))


def _sized(between: Sequence[Mention], group: Group) -> Sequence[Mention]:
    """ "median survival was 11 months": a rate's name before what is no percentage is passed over."""
    share = group.estimate.unit == "%" or group.share
    kept = [m for m in between if m.measure != "prevalence"]
    return between if share or not kept else kept


def _changes(gap: str) -> bool:
    """ "mean weight fell by 34%": a change of the mean is not the mean."""
    return bool(re.search(r"\b(?:by|increased|decreased|reduced|rose|fell|higher|lower)\b", gap, _I))


def _sharper(mention: Mention, group: Group) -> str | None:
    """A "difference" is of risks if its figures are percentages, else of means; a prevalence is a proportion."""
    if mention.measure == "difference":
        return "RD" if group.estimate.unit in ("%", "percentage point") else "MD"
    if mention.measure in ("prevalence", "incidence") and (group.estimate.unit == "%" or group.share):
        return "proportion"
    if mention.measure == "prevalence":
        return None
    return mention.measure
