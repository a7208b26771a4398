"""Which measure each group of figures states: named before it, or before the list or pair that it stands in."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from evidence.text.groups import Group
from evidence.text.measures import NULL, WEAK, Mention

_I = re.IGNORECASE
_COPULA = r"(?:was|were|is|are|of|to be|being|equal(?:s|led)? to|reached|about|approximately|only)"
_LEVELS = r"(?:[\s,]*[(\[]?\s?\d\d(?:\.\d)?\s?%[\s-]?(?:confidence intervals?|C\.?I\.?(?:'?s)?|CrI)[)\]]?)?"
_TIGHT = re.compile(
    rf"\s?(?:[\[(][\w-]{{2,6}}[\])])?[)\]]?{_LEVELS}(?:,?\s[A-Z]{{1,4}}[RD]\s?[=:])?[\s,:;=(\[]*(?:{_COPULA}[\s=]){{0,2}}[\s=(\[]*(?:95\s?%\s?CI\s?)?", _I
)
_NEAR = re.compile(rf"(?!\s*(?:and|or)\s)[^;\n]{{0,110}}?(?:{_COPULA}\s|[=:(\[,]\s?|\s)", _I)
_MEANT = re.compile(
    rf"[^;\n]{{0,70}}?(?:\s{_COPULA}(?:\s(?:only|about|approximately|around))?\s|[=:]\s?)|[^;\n]{{0,25}}?(?:,\s|\s?[(\[]\s?)", _I
)
_MEANT_FAR = re.compile(rf"[^;\n]{{0,140}}?\s{_COPULA}\s", _I)
_NOUN = re.compile(  # "median age 61"
    r"(?:\s?[(\[][A-Za-z, ]{1,20}[)\]])?(?:\s(?!(?:in|at|for|from|and|or|over|after|between|with|per|than|to|by|the|of|on|as|all)\s)"
    r"[A-Za-z][\w-]{0,20}){1,3},?\s", _I
)
_CLOCK = re.compile(r"\s?(?:h|hours?|min|minutes?)\s\d{1,2}\s?(?:min|minutes?|s|sec|seconds?)\b")
_AFTER_CLOCK = re.compile(r"\d\s?(?:h|hours?|min|minutes?)\s\Z")
_STOPS = re.compile(r"[a-z)]\. |;\s|±|\b(?:while|whereas|but|although)\b")
_LIST = re.compile(
    r"\s?[^\d;()=<>]{0,30}?\s?[)\]]?(?:,? and |, (?:and )?|,? (?:vs\.?|versus|compared (?:with|to)|than|or|to|/) )(?:the )?", _I
)
_VERSUS = re.compile(r"\b(?:vs\.?|versus|compared (?:with|to)|than|against)\b", _I)
_AFTER = re.compile(r"\s?%?\s(?:[a-z]+\s)?(sensitivity|specificity)\b", _I)
_PER_TIME = re.compile(
    r"\s?(?:[A-Za-z-]+\s){0,3}?[A-Za-z-]*\s?(?:/|per|for every)\s?(?:(?:1\d{2,}|1[, ]\d{3}|10[, ]000|100[, ]000)"
    r"[\s-]?(?:[A-Za-z]+|$)|(?:person|patient|child|woman|women)s?[\s-]?(?:years?|months?|days?|yrs?)|PYAR|PY\b)",
    _I,
)
_RELATIVE = re.compile(r"\s?%?\s?(?:[a-z/]+\s)?(?:more|less|higher|lower|greater|fewer|increase|decrease|reduction)\b", _I)
_DECIMAL_COMMA = re.compile(r",\d")
_HALF = re.compile(r"\d,\Z")
_RANGE = re.compile(r"\s?%?\s?(?:-|to)\s?\d")
_ONWARD = re.compile(r"\s?%?\s?(?:(?:for|in|with|among|on|of|at)\s)?[^;.]{0,60}?(?:\band|,|\bversus|\bvs\.?|[(])\s?(?:only\s)?", _I)
_CHANGED = re.compile(r"\b(?:by|increase\w*|decrease\w*|reduc\w+|while|whereas)\b", _I)
MOST_JOINED = 8  # measures that are named together
FAR, NEAR = 150, 80  # characters between two estimates of one list, with and without marked intervals
_MARKED = ("CI", "CrI")


def measures_of(
    plain: str, grouped: Sequence[Group], mentioned: Sequence[Mention], p_spans: Sequence[tuple[int, int]]
) -> list[str | None]:
    """For each group its measure, "" for an estimate of none that is named, None for figures that are no estimate."""
    found: list[str | None] = []
    grouped = _with_p(grouped, p_spans)
    starts = [mention.start for mention in mentioned]
    for k, group in enumerate(grouped):
        between = mentioned[bisect_left(starts, _after(grouped, found, k)) : bisect_left(starts, group.start)]
        measure = None if plain[group.start - 1 : group.start] == "[" else _named_before(plain, group, between, grouped[k : k + MOST_JOINED])
        if measure is None:
            measure = _continued(plain, grouped, k, found, starts, mentioned)
        found.append(_checked(plain, measure if measure is not None else _by_form(plain, group), group))
    return _paired(plain, grouped, found)


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


def _named_before(plain: str, group: Group, between: Sequence[Mention], rest: Sequence[Group]) -> str | None:
    if not between:
        return None
    between = _sized(between, group)
    last = between[-1]
    joined = _joined(plain, between)
    if len(joined) > 1:
        return _first_of(joined, rest, plain)
    if last.measure == "beta" and not group.interval and last.end - last.start < len("coefficient"):
        return None  # group B: 6
    if group.share and (last.measure in NULL or last.measure in ("mean", "median")):
        return None
    if _TIGHT.fullmatch(plain, last.end, group.start):
        return _sharper(last, group)
    gap = plain[last.end : group.start]
    if _STOPS.search(gap):
        return None
    if last.measure in ("mean", "median") and _NOUN.fullmatch(gap):
        return last.measure
    if last.measure == "difference" and not group.interval:
        return None
    if (_MEANT.fullmatch(gap) or (group.interval and group.interval.kind and _MEANT_FAR.fullmatch(gap))) and not (last.measure in WEAK and _changes(gap)):
        return _sharper(last, group)
    if last.measure not in WEAK and group.interval and _NEAR.fullmatch(gap):
        return _sharper(last, group)
    return None


def _sized(between: Sequence[Mention], group: Group) -> Sequence[Mention]:
    """ "median survival was 11 months": a rate's name before what is no percentage is passed over."""
    share = group.estimate.unit == "%" or group.share
    kept = [m for m in between if m.measure != "prevalence"]
    return between if share or not kept else kept


def _joined(plain: str, between: Sequence[Mention]) -> list[Mention]:
    """The mentions at the end of the list that are joined to the last: "sensitivity, specificity and PPV"."""
    kept = [between[-1]]
    for left, right in pairwise(reversed(between)):
        if not re.fullmatch(r"\s?(?:,|and|or|/|&|,\s?and)\s?", plain[right.end : left.start]):
            break
        kept.insert(0, right)
    return kept


def _first_of(joined: list[Mention], rest: Sequence[Group], plain: str) -> str | None:
    """The first of several measures, if as many groups follow in a list."""
    listed = 1
    for left, right in pairwise(rest):
        if listed == len(joined) or not _LIST.fullmatch(plain, left.end, right.start):
            break
        listed += 1
    same = len({mention.measure for mention in joined}) == len(joined)
    return joined[0].measure if listed == len(joined) and same else None


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


def _continued(
    plain: str,
    grouped: Sequence[Group],
    k: int,
    found: Sequence[str | None],
    starts: Sequence[int],
    mentioned: Sequence[Mention],
) -> str | None:
    """The measure of a group before, where this one goes on its list."""
    group = grouped[k]
    for j in range(k - 1, max(-1, k - 5), -1):
        last, gap = grouped[j], plain[grouped[j].end : group.start]
        between = mentioned[bisect_left(starts, last.end) : bisect_left(starts, group.start)]
        if any(mention.measure not in WEAK for mention in between) or len(gap) > FAR:
            return None
        if found[j] is not None and _alike(last, group):
            listed = j == k - 1 and not between and bool(_LIST.fullmatch(gap))
            shares = found[j] == "proportion" and not between and _shares_listed(plain, last, group, gap)
            return found[j] if listed or shares or _same_shape(last, group, gap) else None
    return None


def _alike(last: Group, group: Group) -> bool:
    """The same parts and no other unit."""
    units = {last.estimate.unit, group.estimate.unit}
    same = len(units) == 1 or ("" in units and (last.is_bare or "%" not in units))
    return same and last.is_bare == group.is_bare and bool(last.share) == bool(group.share)


def _shares_listed(plain: str, last: Group, group: Group, gap: str) -> bool:
    """ "10% for the wild type and 5% for the mutant", not "... and 5% of patients"."""
    both = last.is_bare and group.is_bare and group.estimate.unit == "%"
    goes_on = bool(_ONWARD.fullmatch(gap)) and not _CHANGED.search(gap)
    return both and goes_on and not re.match(r"\s?%?\s?(?:of|had|were)\b", plain[group.end : group.end + 8])


def _same_shape(last: Group, group: Group, gap: str) -> bool:
    both = bool(last.interval and group.interval) or bool(last.spread and group.spread)
    most = FAR if group.interval and group.interval.kind in _MARKED else NEAR
    return both and len(gap) <= most and not re.search(r"[a-z)]\. ", gap)


def _by_form(plain: str, group: Group) -> str | None:
    """What the figures alone tell."""
    if group.share:
        return "proportion"
    if group.spread and group.spread.kind != "SE":
        return "mean"
    if group.interval and group.interval.kind == "IQR":
        return "median"
    if group.estimate.unit.startswith(("%/year", "%/month", "%/person")):
        return "incidence"
    if _PER_TIME.match(plain, group.estimate.end, group.estimate.end + 60):
        return "incidence"
    after = _AFTER.match(plain, group.end)
    if after and group.is_bare and group.estimate.unit == "%":
        return str(after[1]).lower()
    if not group.interval:
        return None
    alone = plain[max(0, group.start - 2) : group.start][-2:] == "; " or plain[group.start - 1 : group.start] == "("
    listed = plain[group.estimate.end : group.interval.low.start] == ", "
    return "" if group.interval.kind in _MARKED or (alone and listed) else None


def _checked(plain: str, measure: str | None, group: Group) -> str | None:
    """No ratio is a percentage or negative (OR may be an operating room); a range is no estimate, half a number neither."""
    last = group.interval.high if group.interval else group.estimate
    if any(_DECIMAL_COMMA.match(plain, number.end) for number in (group.estimate, last)):
        return None
    if _HALF.search(plain, max(0, group.estimate.start - 2), group.estimate.start):
        return None
    if group.is_bare and _RANGE.match(plain, group.estimate.end):
        return None
    if _CLOCK.match(plain, group.estimate.end) or _AFTER_CLOCK.search(plain, max(0, group.start - 12), group.start):
        return None  # 1 h 18 min
    if measure in ("incidence", "proportion") and group.spread:
        return "mean"
    if measure == "proportion" and (group.estimate.sign in ("-", "+") or not 0 <= group.estimate.value):
        return None
    if measure in WEAK and _RELATIVE.match(plain, group.estimate.end):
        return "" if group.interval and group.interval.kind in _MARKED else None
    if measure in NULL and NULL[measure] == 1 and (group.estimate.unit == "%" or group.estimate.value < 0):
        return None
    return measure


def _compared(gap: str) -> bool:
    """ "12% vs 18%", not "12% more likely than the 18%"."""
    return bool(_VERSUS.search(gap)) and not _RELATIVE.match(gap) and not gap.endswith("from ")


def _paired(plain: str, grouped: Sequence[Group], found: list[str | None]) -> list[str | None]:
    """Two bare percentages that are compared are proportions; the first of "20.1 and 7.7 per 100 person-years" a rate."""
    for k, (left, right) in enumerate(pairwise(grouped)):
        gap = plain[left.end : right.start]
        if len(gap) > 100 or not (left.is_bare or right.is_bare):
            continue
        if found[k] is None and found[k + 1] == "incidence" and left.is_bare and _LIST.fullmatch(gap):
            found[k] = "incidence"
        elif left.estimate.unit == right.estimate.unit == "%" and None in found[k : k + 2] and _compared(gap) and not (
            left.estimate.sign or right.estimate.sign  # changes, not shares
        ):
            found[k : k + 2] = [found[k] or "proportion", found[k + 1] or "proportion"]
    return found
