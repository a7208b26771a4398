"""Levels that are told by how they are set beside each other: before and after, arm by arm, cell by cell.

"Mean weight fell from 81.2 to 79.5 kg", "22.8% of patients in one group and 19.3% of those in the other", "Median; 3; 4".
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from evidence.text.groups import Group
from evidence.text.measures import Mention

_I = re.IGNORECASE
_FROM = re.compile(r"\bfrom \Z", _I)
_TO = re.compile(r"\s?[^\d()\[\],;:.]{0,20}?\s?\bto ", _I)
_MOVED = re.compile(
    r"[^;:()]{0,90}?\b(?:increased?|decreased?|declined?|rose|fell|dropped|reduced|improved|changed|grew)\b"
    r"(?:(?!rang|vari)[^;:()]){0,60}?\bfrom ",
    _I,
)
_PEOPLE = (
    r"of (?:the )?(?:patients|subjects|participants|women|men|children|infants|adults|people|individuals|those"
    r"|controls|cases|respondents)\b"
)
_OF_ARM = rf"(?:{_PEOPLE}|(?:for|in|with|among|on)\b)"
_ARM = re.compile(rf"\s?%?\s{_OF_ARM}", _I)
_NEXT_ARM = re.compile(
    rf"\s?%?\s{_OF_ARM}[^;:.()%]{{1,80}}?(?:,|\band|\bversus|\bvs\.?|\bcompared (?:with|to))\s(?:in |with |for |only )?",
    _I,
)
_A_CHANGE = re.compile(
    r"\b(?:by|increas\w*|decreas\w*|reduc\w*|declin\w*|improv\w*|chang\w*|gain\w*|loss|lost|higher|lower|more|less|fell|rose"
    r"|inhibit\w*|power|variation|CVs?|dos\w+|concentration\w*|at least|up to|assum\w*|estimat\w*|expect\w*)\b|[<>≤≥~]\s?\Z",
    _I,
)
_TESTED = re.compile(r"\s?%?,\s?[Pp]\s?[=<>]")
_HEAD = re.compile(r"(?:\A|[ :])(?P<measure>mean|median)(?: \((?!s\.?[de]\b|iqr|range|±)[^()\d]{1,20}\))?\Z", _I)
_CELL = re.compile(r"; (?:[^;:]*[a-z][^;:]*: )?\Z", _I)
_OTHER_CELL = re.compile(
    r"; [^;:]*(?<![\w-])(?:n(?! ?=)|no|SDs?|SEM?|p|min|max|range|total|value|[tFzU]|test|age)(?![\w-])[^;:]*: \Z", _I
)
_COMPARED = re.compile(
    r"\b(?:groups?|arms?|placebo|controls?|treated|alone|receiv\w+|assigned|versus|vs|compared|than|[Pp] ?[=<>])", _I
)
_RATES = re.compile(r"\b(?:rate|prevalence|proportion|mortality|survival|percentage)s?\b[^;]*\(%\)\Z", _I)
_CHANGES = re.compile(r"chang|increas|decreas|reduc|differ|improv|gain|loss|\bCV|variation", _I)
BEFORE = 80  # characters before a percentage in which a word may make it a change


def from_to(plain: str, grouped: Sequence[Group], mentioned: Sequence[Mention]) -> list[str | None]:
    """ "Mean X fell from 9.1 to 8.4 (P = .01) and from 9.0 to 8.9": both of each pair, no other name between."""
    found: list[str | None] = [None] * len(grouped)
    end, last, unit = 0, "", ""  # of the pair before
    for k, (left, right) in enumerate(pairwise(grouped)):
        if not _is_pair(plain, left, right):
            continue
        own = [m for m in mentioned if end <= m.start and m.end <= left.start]
        if own:
            measure = _level(own[-1], right) if _MOVED.fullmatch(plain, own[-1].end, left.start) else ""
        else:
            measure = last if unit == right.estimate.unit else ""
        if measure:
            found[k], found[k + 1] = measure, measure
        end, last, unit = right.end, measure, right.estimate.unit
    return found


def _is_pair(plain: str, left: Group, right: Group) -> bool:
    if left.estimate.sign or right.estimate.sign or left.estimate.unit not in ("", right.estimate.unit):
        return False
    start = max(0, left.start - 40)
    return bool(_FROM.search(plain[start : left.start]) and _TO.fullmatch(plain, left.end, right.start))


def _level(mention: Mention, right: Group) -> str:
    """Of a mean or a median; of a rate only as a percentage."""
    if mention.measure in ("mean", "median"):
        return mention.measure
    return "proportion" if mention.measure in ("prevalence", "incidence") and right.estimate.unit == "%" else ""


def by_arm(plain: str, grouped: Sequence[Group], found: Sequence[str | None]) -> list[str | None]:
    """Bare percentages of one arm and of the next, and those in brackets with their p value beside such."""
    made: list[str | None] = [None] * len(grouped)
    percents = [k for k, g in enumerate(grouped) if g.is_bare and g.estimate.unit == "%" and not g.estimate.sign]
    for j, k in pairwise(percents):
        if _are_arms(plain, grouped[j], grouped[k], made[j] is None):
            made[j] = made[k] = found[j] or "proportion"
    if "proportion" in found:
        for k in percents:
            start, end = grouped[k].estimate.start, grouped[k].estimate.end
            if plain[start - 1 : start] == "(" and _TESTED.match(plain, end):
                made[k] = "proportion"
    return made


def _are_arms(plain: str, left: Group, right: Group, is_first: bool) -> bool:
    between = plain[left.estimate.end : right.start]
    if is_first and _A_CHANGE.search(plain[max(0, left.start - BEFORE) : left.start]):
        return False
    if not (_NEXT_ARM.fullmatch(between) and _ARM.match(plain, right.estimate.end)) or _A_CHANGE.search(between):
        return False
    return bool(_COMPARED.search(plain, left.estimate.end))


def in_row(plain: str, grouped: Sequence[Group]) -> list[str | None]:
    """A row's bare cells where its first cell ends with Mean or Median ("Median (years); Drug: 69.5; Placebo: 70.3") or
    is of a rate in per cent, and its cells of a percentage where there are two ("Drug: 51.6%; Placebo: 50%")."""
    first, parted, _ = plain.partition("; ")
    nothing: list[str | None] = [None] * len(grouped)
    if not parted:
        return nothing
    head = _HEAD.search(first)
    if head:
        cells = [g.is_bare and _is_cell(plain, g) for g in grouped]
        if any(cells) and _may_be_p(grouped, cells):
            cells[-1] = False
        return [head["measure"].lower() if is_cell else None for is_cell in cells]
    cells = [g.estimate.unit == "%" and g.is_bare and not g.estimate.sign and _is_cell(plain, g) for g in grouped]
    if sum(cells) >= 2 and not _CHANGES.search(plain):
        return ["proportion" if is_cell else None for is_cell in cells]
    if _RATES.search(first) and not _CHANGES.search(plain):
        cells = [not g.estimate.unit and 0 <= g.estimate.value <= 100 and _is_cell(plain, g) for g in grouped]
        return [
            "proportion" if is_cell and not _of_p(plain, g) else None for g, is_cell in zip(grouped, cells, strict=True)
        ]
    return nothing


def _of_p(plain: str, group: Group) -> bool:
    """A cell without a head may hold a p value."""
    return plain[: group.start].endswith("; ") and group.estimate.value < 1


def _may_be_p(grouped: Sequence[Group], cells: Sequence[bool]) -> bool:
    """The last cell of "Median; 65; 64.5; 0.30": below 1 where no other is."""
    values = [g.estimate.value for g, is_cell in zip(grouped, cells, strict=True) if is_cell]
    return cells[-1] and 0 <= values[-1] < 1 and all(value >= 1 for value in values[:-1])


def _is_cell(plain: str, group: Group) -> bool:
    """Nothing but the figure, under a head that names nothing else."""
    before, after = plain[max(0, group.start - 100) : group.start], plain[group.end :].lstrip(" %)")
    return bool(_CELL.search(before)) and not _OTHER_CELL.search(before) and after[:1] in ("", ";")
