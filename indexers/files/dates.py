"""Dates as files write them, as precise as they are."""

import re
from datetime import date
from typing import Literal

from evidence.model import Published

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?=$|[T\s])")
_PRECISIONS: tuple[Literal["year", "month", "day"], ...] = ("year", "month", "day")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def read_date(value: object, origin: str) -> Published:
    """The date that `value` states: 2021, "2021-03", "2021/03/15"; of "15 March 2021" the year; else empty."""
    text = _as_text(value)
    match = _ISO.match(text)
    parts = [int(part) for part in match.groups() if part] if match else []
    if parts and _exists(parts):
        return _published(parts, origin)
    year = _YEAR.search(text)
    return _published([int(year.group())], origin) if year else Published()


def _as_text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and 0 < value < 10_000 else ""
    return str(value).strip()[:64] if isinstance(value, str) or 0 < value < 10_000 else ""


def _exists(parts: list[int]) -> bool:
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return 1500 <= parts[0] < 2100


def _published(parts: list[int], origin: str) -> Published:
    text = f"{parts[0]:04d}" + "".join(f"-{part:02d}" for part in parts[1:])
    return Published(text, _PRECISIONS[len(parts) - 1], origin)
