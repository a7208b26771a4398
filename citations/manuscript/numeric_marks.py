"""Numbers in brackets: [1], [1,3-5], 【2†source】, (1, 2). Intervals, years and enumerations are none."""

import re
from collections.abc import Iterator

from citations.manuscript.found import Found, whole
from citations.manuscript.number_lists import cited_numbers

_S = r"[ \n]{0,3}"
_LIST = rf"\d{{1,5}}(?:{_S}-{_S}\d{{1,5}})?(?:{_S}(?:[,;&]|,? ?\band\b){_S}\d{{1,5}}(?:{_S}-{_S}\d{{1,5}})?){{0,60}}"
_LEAD = rf"(?:(?:see|cf\.?|e\.g\.,?|reviewed in|also)[ \n])?{_S}(?:(?:refs?|references?|sources?|quellen?|no)\b\.?:?{_S})?#?"
_PLACE = r"(?:, ?|: ?)(?=pp?\.|pages?\b|tables?\b|a table\b|fig|row\b|sections?\b|chap|ch\.|lines?\b|suppl|appendix|S\.)[^\[\]\n]{1,300}"
_SQUARE = re.compile(
    rf"\\?\[{_LEAD}(?P<list>{_LIST}){_S}(?:{_PLACE})?\\?\]|\[(?P<tool>\d{{1,4}}(?::\d{{1,3}})?)†[^\[\]\n]{{0,200}}\]",
    re.I,
)
_ROUND = re.compile(rf"\((?:refs?\.? ?)?[*_]{{0,2}}(?P<list>{_LIST})[*_]{{0,2}}\)", re.I)
_SPREAD = re.compile(
    r"\b(?:median|iqr|interquartile|range|ci|confidence|interval|quartiles?|percentiles?|score|scale|sd|between)\b",
    re.I,
)
_NUMBER_BEFORE = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|[a-zA-Z]{1,6})? ?\Z")
_COUNTED = re.compile(
    r"\d (?:men|women|boys|girls|people|adults|cases|deaths|eyes|arms|sites|teams|cohort|trials?|RCTs?|papers?) ?\Z",
    re.I,
)
_CLOSED = re.compile(r" ?\([^()]{0,60}\d%?\)\Z|\A[^()]{0,60}\d%?\)\Z")  # "(95% CI 1.1 to 2.3)" needs no other interval
_SPREAD_OF = re.compile(rf"{_SPREAD.pattern}(?: (?:was|were|is|of|from))?[ :,)]*\Z", re.I)
_NUMBERED_THING = re.compile(
    r"(?:\b(?:figs?|figures?|tables?|phases?|stages?|grades?|types?|eqs?|equations?|models?|steps?|levels?|sections?|class|groups?"
    r"|boxe?s?|panels?|questions?|items?|cases?|schedules?|appendix|form|version|criteri(?:on|a))\.?|n ?=|[=<>≤≥±]) ?\Z",
    re.I,
)
_ENUMERATES = re.compile(
    r"(?:[:;,]|\b(?:and|or|either|both|by|into|were|are|include[sd]?|namely|versus|vs\.?|to|that)) ?\Z", re.I
)
_BEHIND = 60  # characters before a mark in which a word of spread counts


def square_marks(body: str, listed: set[str]) -> Iterator[Found]:
    """Square brackets, of any script. `listed` are the numbers of the list, empty without one."""
    for match in _SQUARE.finditer(body):
        written = match["list"] or match["tool"]
        cited = cited_numbers(written)
        if not cited or (match["list"] and not _is_square_mark(body, match, listed)):
            continue
        yield whole(match.start(), match.end(), "numeric", cited)


def _is_square_mark(body: str, match: re.Match[str], listed: set[str]) -> bool:
    """No year, no interval, no name in front of it as in a formula (x[1])."""
    numbers = [int(n) for n in re.findall(r"\d+", match["list"])]
    if body[match.end() : match.end() + 1] == "(" and body[match.end() + 1 : match.end() + 2].isalnum():
        return False  # a link that is read elsewhere
    if any(n == 0 for n in numbers) or (
        any(1800 <= n <= 2099 for n in numbers) and not {str(n) for n in numbers} <= listed
    ):
        return False
    return len(numbers) < 2 or not _is_interval(body[max(0, match.start() - _BEHIND) : match.start()], numbers, listed)


def _is_interval(before: str, numbers: list[int], listed: set[str]) -> bool:
    """ "5 [2-9]": a number stands in front that lies within, or a word of spread does."""
    if len(numbers) > 2:
        return False
    known = {str(n) for n in numbers} <= listed
    flat = _CLOSED.sub("", " ".join(before.split()))
    if known and _COUNTED.search(flat):
        return False  # "in 4 trials [3,5]"
    if _SPREAD.search(flat[-14:]) and not known:
        return True
    if number := _NUMBER_BEFORE.search(before):
        return numbers[0] <= float(number[1]) <= numbers[1] or (bool(_SPREAD.search(flat)) and not known)
    return bool(_SPREAD_OF.search(flat) if known else _SPREAD.search(flat[-25:]))


def round_marks(body: str, listed: set[str], others: int) -> list[Found]:
    """Round brackets, only where they are the text's way to cite: they recur, fit the list, and other marks are rare."""
    found = [
        whole(match.start(), match.end(), "numeric", cited_numbers(match["list"]))
        for match in _ROUND.finditer(body)
        if _is_round_mark(body, match, listed)
    ]
    found = [each for each in found if each.cited]
    numbers = {cited.number for each in found for cited in each.cited}
    if others * 4 > len(found):
        return []
    if listed:
        return found if len(numbers & listed) >= min(2, len(listed)) else []
    return found if len(found) >= 3 and "1" in numbers else []


def _is_round_mark(body: str, match: re.Match[str], listed: set[str]) -> bool:
    numbers = re.findall(r"\d+", match["list"])
    if any(len(n) > 3 for n in numbers) or (listed and not set(numbers) & listed):
        return False
    before = body[max(0, match.start() - 25) : match.start()].replace("\n", " ")
    if not before.strip() or body[max(0, match.start() - 2) : match.start()].strip() == "":
        return False  # the number of an item
    if before.rstrip()[-1].isdigit() or _NUMBERED_THING.search(before) or body[match.end() : match.end() + 1].isalnum():
        return False
    return not _ENUMERATES.search(before) and not (before.rstrip()[-1] in ".?!" and _goes_on(body, match.end()))


def _goes_on(body: str, at: int) -> bool:
    """ "(1) Relatives were": the number opens a sentence."""
    return body[at : at + 2].startswith(" ") and body[at + 1 : at + 2].isalnum()
