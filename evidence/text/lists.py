"""Estimates in a row: measures named together, lists that go on, and pairs that are set against each other."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from evidence.text.forms import MARKED, is_relative
from evidence.text.groups import Group
from evidence.text.measures import WEAK, Mention

_I = re.IGNORECASE
_LIST = re.compile(
    r"\s?[^\d;()=<>]{0,30}?\s?[)\]]?(?:,? and |, (?:and )?|,? (?:vs\.?|versus|compared (?:with|to)|than|or|to|/) )(?:the )?",
    _I,
)
_VERSUS = re.compile(r"\b(?:vs\.?|versus|compared (?:with|to)|than|against)\b", _I)
_VERSUS_ALONE = re.compile(r" ?(?:vs\.?|versus) ?", _I)  # "(75 vs. 51%)"
_ONWARD = re.compile(
    r"\s?%?\s?(?:(?:for|in|with|among|on|of|at)\s)?[^;.]{0,60}?(?:\band|,|\bversus|\bvs\.?|[(])\s?(?:only\s)?", _I
)
_CHANGED = re.compile(r"\b(?:by|increase\w*|decrease\w*|reduc\w+|while|whereas)\b", _I)
FAR, NEAR = 150, 80  # characters between two estimates of one list, with and without marked intervals


def joined(plain: str, between: Sequence[Mention]) -> list[Mention]:
    """The mentions at the end of the list that are joined to the last: "sensitivity, specificity and PPV"."""
    kept = [between[-1]]
    for left, right in pairwise(reversed(between)):
        if not re.fullmatch(r"\s?(?:,|and|or|/|&|,\s?and)\s?", plain[right.end : left.start]):
            break
        kept.insert(0, right)
    return kept


def in_order(together: Sequence[Mention], rest: Sequence[Group], plain: str) -> list[str]:
    """The names of several measures, one for each of `rest`, if as many groups follow in a list; else none."""
    count = 1
    for left, right in pairwise(rest):
        if count == len(together) or not _LIST.fullmatch(plain, left.end, right.start):
            break
        count += 1
    names = [mention.measure for mention in together]
    return names if count == len(names) and len(set(names)) == len(names) else []


def continued(
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
    most = FAR if group.interval and group.interval.kind in MARKED else NEAR
    return both and len(gap) <= most and not re.search(r"[a-z)]\. ", gap)


def paired(plain: str, grouped: Sequence[Group], found: list[str | None]) -> list[str | None]:
    """Two bare percentages that are compared are proportions; the first of "20.1 and 7.7 per 100 person-years" a rate."""
    for k, (left, right) in enumerate(pairwise(grouped)):
        gap = plain[left.end : right.start]
        if len(gap) > 100 or not (left.is_bare or right.is_bare):
            continue
        if found[k] is None and found[k + 1] == "incidence" and left.is_bare and _LIST.fullmatch(gap):
            found[k] = "incidence"
        elif (
            right.estimate.unit == "%"
            and (left.estimate.unit == "%" or _is_bracketed_pair(plain, left, gap))
            and None in found[k : k + 2]
            and _compared(gap)
            and not (
                left.estimate.sign or right.estimate.sign  # changes, not shares
            )
        ):
            found[k : k + 2] = [found[k] or "proportion", found[k + 1] or "proportion"]
    return found


def _is_bracketed_pair(plain: str, left: Group, gap: str) -> bool:
    """ "(75 vs. 51%": not the day of "on day 14 versus 4%"."""
    return not left.estimate.unit and plain[left.start - 1 : left.start] == "(" and bool(_VERSUS_ALONE.fullmatch(gap))


def _compared(gap: str) -> bool:
    """ "12% vs 18%", not "12% more likely than the 18%"."""
    return bool(_VERSUS.search(gap)) and not is_relative(gap, 0) and not gap.endswith("from ")
