"""What figures tell by themselves of what they measure, and what they cannot be."""

import re

from evidence.text.groups import Group
from evidence.text.measures import NULL, WEAK

_I = re.IGNORECASE
_CLOCK = re.compile(r"\s?(?:h|hours?|min|minutes?)\s\d{1,2}\s?(?:min|minutes?|s|sec|seconds?)\b")
_AFTER_CLOCK = re.compile(r"\d\s?(?:h|hours?|min|minutes?)\s\Z")
_AFTER = re.compile(r"\s?%?\s(?:[a-z]+\s)?(sensitivity|specificity)\b", _I)
_PER_TIME = re.compile(
    r"\s?(?:[A-Za-z-]+\s){0,3}?[A-Za-z-]*\s?(?:/|per|for every)\s?(?:(?:1\d{2,}|1[, ]\d{3}|10[, ]000|100[, ]000)"
    r"[\s-]?(?:[A-Za-z]+|$)|(?:person|patient|child|woman|women)s?[\s-]?(?:years?|months?|days?|yrs?)|PYAR|PY\b)",
    _I,
)
_RELATIVE = re.compile(
    r"\s?%?\s?(?:[a-z/]+\s)?(?:more|less|higher|lower|greater|fewer|increase|decrease|reduction)\b", _I
)
_DECIMAL_COMMA = re.compile(r",\d")
_STATED_SE = re.compile(r"\bSEM?\b|standard err", _I)
_HALF = re.compile(r"\d,\Z")
_SECOND = re.compile(r"\d/\Z")  # 151/95 mm Hg
_POWER = re.compile(r"[a-z]\([23]\)")  # kg/m(2)
_RANGE = re.compile(r"\s?%?\s?(?:-|to)\s?\d")
_LIMITS = ("<", ">", "≤", "≥")  # "<10 per 100 mL" is a limit
MARKED = ("CI", "CrI")  # intervals that mark an estimate as one


def by_form(plain: str, group: Group) -> str | None:
    """What the figures alone tell."""
    if group.share:
        return "proportion"
    if group.spread:  # "55 (SE 3)" may be a coefficient; "55 ± 3" under "mean ± SEM" is not
        return None if _STATED_SE.search(plain, group.estimate.end, group.end) else "mean"
    if group.interval and group.interval.kind == "IQR":
        return "median"
    if group.estimate.unit.startswith(("%/year", "%/month", "%/person")):
        return "incidence"
    if _PER_TIME.match(plain, group.estimate.end, group.estimate.end + 60):
        return None if group.estimate.relation in _LIMITS else "incidence"
    after = _AFTER.match(plain, group.end)
    if after and group.is_bare and group.estimate.unit == "%":
        return str(after[1]).lower()
    if not group.interval:
        return None
    alone = plain[max(0, group.start - 2) : group.start][-2:] == "; " or plain[group.start - 1 : group.start] == "("
    listed = plain[group.estimate.end : group.interval.low.start] in (", ", "; ")
    return "" if group.interval.kind in MARKED or (alone and listed) else None


def checked(plain: str, measure: str | None, group: Group) -> str | None:
    """The measure if the figures can be one: no ratio is a percentage or negative (OR may be an operating room)."""
    if _is_no_estimate(plain, group):
        return None
    if measure in ("incidence", "proportion") and group.spread:
        return "mean"
    if measure == "proportion" and (group.estimate.sign in ("-", "+") or group.estimate.value < 0):
        return None
    if measure in WEAK and is_relative(plain, group.estimate.end):
        return "" if group.interval and group.interval.kind in MARKED else None
    if measure in NULL and NULL[measure] == 1 and (group.estimate.unit == "%" or group.estimate.value < 0):
        return None
    return measure


def _is_no_estimate(plain: str, group: Group) -> bool:
    """Half of a number with a decimal comma (75,5), one end of a range (3-12%), a part of a time (1 h 18 min)."""
    start, end = group.estimate.start, group.estimate.end
    last = group.interval.high if group.interval else group.estimate
    if any(_DECIMAL_COMMA.match(plain, at) for at in (end, last.end)) or _HALF.search(plain, max(0, start - 2), start):
        return True
    if group.is_bare and _RANGE.match(plain, end):
        return True
    if _SECOND.search(plain, max(0, start - 5), start) and not group.share:
        return True
    if _POWER.fullmatch(plain, max(0, start - 2), end + 1) and plain[start - 2 : start - 1].isalpha():
        return True
    return bool(_CLOCK.match(plain, end) or _AFTER_CLOCK.search(plain, max(0, group.start - 12), group.start))


def is_relative(plain: str, at: int) -> bool:
    """ "9% lower than": a difference, not a level."""
    return bool(_RELATIVE.match(plain, at))
