"""The figures of a sentence in groups: an estimate with its interval, its spread, or the count it is made of."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from evidence.text.intervals import Interval, Spread, interval_after, is_level, spread_after
from evidence.text.numbers import Number
from evidence.text.shares import Share, share_at

_DENOMINATOR = re.compile(r"(?:[A-Za-z)]/|\bper )\Z")
_SIZE = re.compile(r"(?<![A-Za-z])[nN] ?= ?\Z")
_FOOTNOTE = re.compile(r"[)\]][1-9]:")  # "OR (95% CI)1: 0.99"
_COUNTED = re.compile(
    r"(?: (?:out )?of (?:the )?\d|(?: [A-Za-z-]+){1,3} [(\[]\d[\d.]* ?%)"
)  # "two of 53", "six women (5%)": the only number words that are read here
_HEAD_SPREAD = re.compile(
    r"(?:\b|(?-i:(?<=[a-z])(?=M)))(?:mean|average)s?\b[^;.]{0,40}?[(\[,±] ?(?:(?P<SD>SD|s\.d\.|standard dev\w*)|SEM?|s\.e\.)(?![A-Za-z])",
    re.I,
)
_HEAD_SHARE = re.compile(
    r"\b(?:n|no\.?|number|frequency)(?:/N)?(?: ?= ?\d+\)?)?(?: ?[(\[,/] ?%| ?[(\[,/]? ?percent)", re.I
)
_HEAD_PERCENT_FIRST = re.compile(r"% ?[(\[,] ?n\b", re.I)
_MEDIAN = re.compile(r"\bmedians?\b[^;.]{0,40}?[(\[,±] ?(?:inter-?quartile|IQR|(?P<range>ranges?\b)|25)", re.I)
_STATISTIC = re.compile(
    r"(?<![A-Za-z])(?:[tFzZrUHQτρκηχ]|[rRI]2|df|SEM?|chi-?squared?|χ ?2|effect size|alpha|α|power)(?:\s?[(\[][^()]{0,15}[)\]])?"
    r"\s?=\s?\Z"
)
_HEADED = re.compile(
    r"\s?%?[\s-]{0,2}(?:confidence intervals?|C\.?I\.?s?)[)\]]?[a-d*†‡§]{0,2}[\s,:;=]{0,3}(?:was |were |of )?", re.I
)
WINDOW = 160  # characters before a figure in which its column's head stands


@dataclass(frozen=True, slots=True)
class Group:
    """`estimate` and what belongs to it, from `start` to `end`; `first` and `after` are places in the figures."""

    estimate: Number
    start: int
    end: int
    first: int
    after: int
    interval: Interval | None = None
    spread: Spread | None = None
    share: Share | None = None

    @property
    def is_bare(self) -> bool:
        """A figure with nothing beside it."""
        return self.interval is None and self.spread is None and self.share is None


def read_figures(found: Sequence[Number], plain: str) -> list[Number]:
    """Without denominators ("per 1000", "/100 mL") and number words other than counts ("two of 53")."""
    return [f for f in found if _is_read(f, plain)]


def _is_read(figure: Number, plain: str) -> bool:
    if figure.text[0].isalpha():
        return bool(_COUNTED.match(plain, figure.end))
    if _FOOTNOTE.match(plain, max(0, figure.start - 1)):
        return False
    return not _DENOMINATOR.search(plain, max(0, figure.start - 4), figure.start)


def groups(plain: str, figures: Sequence[Number], taken: Collection[int]) -> list[Group]:
    """In order; the places `taken` are p values. A level that heads a column (95% CI) is in no group."""
    found: list[Group] = []
    k = 0
    level: Number | None = None
    first = _first_cell(plain, figures)
    while k < len(figures):
        if _is_other(figures[k], plain):
            k += 1
            continue
        if k in taken or is_level(figures[k], plain):
            level = None if k in taken else figures[k]
            k += 1
            continue
        group = _group(plain, figures, k, first)
        if level and group.interval and not group.interval.kind and _HEADED.fullmatch(plain, level.end, group.start):
            group = replace(group, interval=replace(group.interval, kind="CI", level=level))
        level = None
        found.append(group)
        k = group.after
    return found


def _is_other(figure: Number, plain: str) -> bool:
    """ "(n = 12)", "t(18) = 3.6": how many there are, and a test's statistic, are nobody's estimates."""
    before = max(0, figure.start - 6), figure.start
    return bool(_SIZE.search(plain, *before) or _STATISTIC.search(plain, max(0, figure.start - 30), figure.start))


def _first_cell(plain: str, figures: Sequence[Number]) -> str:
    """Of a table's row, what stands before its second cell: it heads the whole row. Else nothing."""
    cells = plain[:WINDOW].split("; ")
    return cells[0] if figures and len(cells) > 1 and ": " in plain[len(cells[0]) :] else ""


def _group(plain: str, figures: Sequence[Number], k: int, first: str) -> Group:
    expected = _expected(plain, figures[k].start, first)
    counted = share_at(plain, figures, k) or _headed_share(plain, figures, k, first)
    if expected and counted and _is_spread_of_percents(figures, k, counted[0]):
        counted = None
    share, after = counted or (None, k + 1)
    estimate = share.estimate if share else figures[k]
    beside = interval_after(plain, figures, after - 1)
    interval, after = beside or (None, after)
    if interval and not interval.kind:
        interval = replace(interval, kind=_headed_median(plain, figures[k].start, first))
    spread = None
    if not interval and not share:
        spread, after = spread_after(plain, figures, k, expected) or (None, after)
    last = figures[after - 1].end
    return Group(estimate, min(estimate.start, figures[k].start), last, k, after, interval, spread, share)


def _is_spread_of_percents(figures: Sequence[Number], k: int, share: Share) -> bool:
    """ "Mean (SD): 55.6% (38)": 38 is no count there."""
    return figures[k].unit == "%" and share.total is None and share.estimate == figures[k]


def _headed(pattern: re.Pattern[str], plain: str, at: int, first: str) -> re.Match[str] | None:
    """The head that speaks of the figure at `at`: the nearest before it with no figure between, or the row's."""
    heads = list(pattern.finditer(plain, max(0, at - WINDOW), at))
    if heads and not re.search(r"\d\)?[;,.]? ", plain[heads[-1].end() : at]):
        return heads[-1]
    return pattern.search(first)


def _expected(plain: str, at: int, first: str) -> str:
    """What a head says of the bracket that follows: SD of "Mean (SD): 55.6 (38)"; the row's n (%) goes first."""
    if _HEAD_SHARE.search(first):
        return ""
    head = _headed(_HEAD_SPREAD, plain, at, first)
    return ("SD" if head["SD"] else "SE") if head else ""


def _headed_median(plain: str, at: int, first: str) -> str:
    """IQR of "Delay, median (IQR): 4 (2-7)"."""
    head = _headed(_MEDIAN, plain, at, first)
    return ("range" if head["range"] else "IQR") if head else ""


def _headed_share(plain: str, figures: Sequence[Number], k: int, first: str) -> tuple[Share, int] | None:
    """ "n (%): 93 (11)" in a table."""
    if k + 1 >= len(figures) or not re.fullmatch(r"\s?[(\[]\s?", plain[figures[k].end : figures[k + 1].start]):
        return None
    head = plain[max(0, figures[k].start - WINDOW) : figures[k].start].rpartition("; ")[2]
    if plain[figures[k + 1].end : figures[k + 1].end + 1] != ")":
        return None
    if _HEAD_PERCENT_FIRST.search(head):
        is_share = 0 <= figures[k].value <= 100 and not figures[k + 1].unit
        return (Share(figures[k], figures[k + 1]), k + 2) if is_share else None
    if not (_HEAD_SHARE.search(head) or _HEAD_SHARE.search(first)):
        return None
    if figures[k].unit or figures[k].sign or not 0 <= figures[k + 1].value <= 100:
        return None
    return Share(figures[k + 1], figures[k]), k + 2
