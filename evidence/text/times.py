"""When an effect was measured: "at 12 weeks", "after 5 years of follow-up", "by day 28", "6-month", "30-day mortality"."""

import re
from dataclasses import dataclass

from evidence.text.typography import even

_UNIT = r"(?:years?|yrs?|y|months?|mo|weeks?|wks?|days?|d|hours?|hrs?|h|minutes?|min)(?![A-Za-z/])"
_AMOUNT = r"(?:\d{1,4}(?:\.\d{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_TIME = re.compile(
    rf"""\b(?:(?P<at>at|after|by|within|through|over|during|until|for\sup\sto|up\sto|follow-?up\sof|follow-?up\s\w{{2,4}})\s
        (?:(?:a|the|an|about|approximately|median|mean|follow-?up|of|first|last|its)\s){{0,4}}
        (?:(?P<named>(?:day|week|month|year)s?\s\d{{1,4}})(?!\d) | {_AMOUNT}[\s-]?{_UNIT})
      | (?<![\d.])(?P<joined>\d{{1,4}}-(?:year|month|week|day|hour)s?)\b(?!-old))(?:\s(?:of\s)?follow-?up)?""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimePoint:
    """`text` as written, at its offsets: "at 12 weeks"."""

    start: int
    end: int
    text: str


def time_points(text: str) -> list[TimePoint]:
    """The time points of `text` in order; ages ("12-year-old") are none."""
    return [TimePoint(m.start(), m.end(), text[m.start() : m.end()]) for m in _TIME.finditer(even(text))]
