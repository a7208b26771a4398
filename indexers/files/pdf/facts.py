"""What a PDF states about itself: its title, its own DOI, when it was published, its language.

A DOI counts only where the file's fields name it, or where it stands at the top or bottom of the first page, not in a
reference, and is the only one there. A date counts only where the first page says "published"; the date on which the
file was made says nothing.
"""

import re
from collections.abc import Sequence

from evidence.model import Published
from indexers.files.dates import read_date
from indexers.files.pdf.values import Line, Sheet, Stated

EDGE = 0.2  # of the page's height, at its top and bottom, in which a DOI is the page's own

_DOI = re.compile(r"(?:\bdoi\s*:?\s*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/[^\s\"<>|]+)", re.I)
_BARE_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>|]+")
_OF_ANOTHER = re.compile(
    r"\b(?:correct|errat|retract|comment|repl(?:y|ies)|editorial|related|companion|supplement|protocol|see)", re.I
)
_PUBLISHED = re.compile(
    r"(?:^|[;|.,]\s+)(?:first )?published(?: online)?(?: first)?\s*[:,]?\s*(?:on )?(?=(?P<date>[^;|]{4,30}))", re.I
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]({_MONTHS})[a-z]*\.?[ ,-]+(\d{{4}})\b", re.I)
_MONTH_DAY = re.compile(rf"({_MONTHS})[a-z]*\.? (\d{{1,2}}),? (\d{{4}})\b", re.I)
_MONTH = re.compile(rf"({_MONTHS})[a-z]*\.?,? (\d{{4}})\b", re.I)
_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|tex|dvi|qxd|rtf|odt|pptx?|xlsx?|ps|eps|fm|p65)\b|^microsoft \w+ - |^untitled|^doi:|^pii:",
    re.I,
)


def sensible_title(title: str) -> str:
    """The title that the file's fields name, "" where it is a file's name, a number or a program's default."""
    letters = sum(map(str.isalpha, title))
    is_name = _FILE_NAME.search(title) is not None or " " not in title
    return "" if is_name or letters < 8 or letters < len(title) / 2 or len(title) > 500 else title


def own_doi(stated: Stated, first: Sheet | None, lines: Sequence[Line]) -> str:
    """The file's own DOI; `lines` are those of the first page up to its references."""
    named = {m.group() for m in [_BARE_DOI.search(stated.doi)] if m} | _dois(stated.subject)
    found = {_trimmed(doi) for doi in named} | {
        doi for line in lines if first and _at_edge(line, first) for doi in _dois(line.text)
    }
    return found.pop() if len({doi.lower() for doi in found}) == 1 else ""


def _dois(text: str) -> set[str]:
    return set() if _OF_ANOTHER.search(text) else {_trimmed(match[1]) for match in _DOI.finditer(text)}


def _trimmed(doi: str) -> str:
    doi = doi.rstrip(".,;:'\"]}>")
    return doi.rstrip(").,;:") if doi.count(")") > doi.count("(") else doi


def _at_edge(line: Line, sheet: Sheet) -> bool:
    ys = [word.y for word in sheet.words]
    top, bottom, margin = max(ys, default=0.0), min(ys, default=0.0), EDGE * sheet.height
    return line.y > top - margin or line.y < bottom + margin


def own_date(lines: Sequence[Line]) -> Published:
    """When it was published, by the one such statement on the first page; nothing where statements differ."""
    found = {_date(match["date"]) for line in lines for match in _PUBLISHED.finditer(line.text)} - {Published()}
    return found.pop() if len(found) == 1 else Published()


def _date(text: str) -> Published:
    if day := _DAY.match(text):
        return _iso(day[3], day[2], day[1])
    if day := _MONTH_DAY.match(text):
        return _iso(day[3], day[1], day[2])
    if month := _MONTH.match(text):
        return _iso(month[2], month[1])
    start = re.match(r"\d{4}(?:-\d\d){0,2}\b", text)
    return read_date(start.group(), "first page") if start else Published()


def _iso(year: str, month: str, day: str = "") -> Published:
    number = _MONTHS.split("|").index(month[:3].lower()) + 1
    return read_date(f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else ""), "first page")
