"""Recommendations in tables: a column of them beside a column of grades ("Population | Recommendation | Grade")."""

import re
from collections.abc import Iterator

from evidence.model import Cell, Recommendation
from indexers.recommendations.bodies import cardiology, is_sign, is_uspstf, reports_others
from indexers.recommendations.gradings import certainty_of
from indexers.recommendations.page import Page
from indexers.recommendations.uspstf import era_of

_TAIL = r"(?:\s*\([^)]*\)|[\^]?[a-d*†‡§\d])?"  # "Grade (What's This?)", "LOE^a"
_COLUMNS = {
    "recommendation": r"(?:(?:key|final|specific|updated|clinical|summary of|practice)\s+)?(?:recommendation|statement)s?"
    r"(?: statements?| text)?",
    "strength": r"(?:strength|grades?)(?: of (?:the )?recommendations?)?|recommendation (?:strength|grade)"
    r"|class(?: of recommendation)?|cor",
    "certainty": r"(?:certainty|quality|levels?|strength|confidence)(?: (?:of|in)(?: the)? evidence)?"
    r"|evidence (?:quality|level|certainty)|loe",
    "population": r"(?:patient |target )?populations?|specific recommendations?|for whom",
    "other": r"(?:organi[sz]ations?|guidelines?|source|society|societies|body|bodies|author|year|country|agency"
    r"|institution|group|date)(?:,.*)?",
}
_ROLES = {role: re.compile(pattern + _TAIL, re.I) for role, pattern in _COLUMNS.items()}
_LETTER = re.compile(r"([ABCDI])(?:\s+(?:statement|recommendation))?", re.I)
_CLASS = re.compile(r"(?:class\s+)?(?:1|2[ab]?|3|I{1,3}|II[ab])(?:\s*[:(]?\s*(?:no benefit|harm)\)?)?", re.I)
_WORDS = re.compile(r"(?:strong|weak|conditional)\b.{0,40}|good practice (?:statement|point)", re.I)
_MAX_GRADE = 60  # characters


def in_tables(page: Page) -> Iterator[Recommendation]:
    """Each row that recommends something and grades it. Tables of several bodies' recommendations are left alone."""
    for row in page.rows():
        cells = _by_role(row)
        if "recommendation" in cells and "strength" in cells and "other" not in cells:
            found = _graded(cells, page)
            if found:
                yield found


def _by_role(row: list[Cell]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for cell in row:
        role = next((role for role, pattern in _ROLES.items() if pattern.fullmatch(cell.column.strip())), "")
        if role:
            cells.setdefault(role, cell)
    return cells


def _graded(cells: dict[str, Cell], page: Page) -> Recommendation | None:
    said, graded = cells["recommendation"], cells["strength"]
    strength = _text(graded, page)
    if len(strength) > _MAX_GRADE or reports_others(_text(said, page), page):
        return None
    system = _system(graded.column, strength, page)
    if system is None:
        return None
    certainty = _text(cells["certainty"], page) if "certainty" in cells else ""
    if system in ("ACC/AHA", "ESC") or (not system and _CLASS.fullmatch(strength)):
        strength, certainty = (
            _named(graded.column, strength),
            certainty and _named(cells["certainty"].column, certainty),
        )
    return Recommendation(
        said.start,
        said.end,
        system,
        strength,
        (certainty_of(f"{certainty} quality") if system == "GRADE" else "") or certainty,
        _text(cells["population"], page) if "population" in cells else "",
        era_of(page.issued) if system == "USPSTF" else "",
    )


def _system(column: str, strength: str, page: Page) -> str | None:
    """The body's system, "" where the page does not name one, None where the cell states no grade."""
    if _LETTER.fullmatch(strength) and not column.lower().startswith(("class", "cor")):
        return "USPSTF" if is_uspstf(page) else "SIGN" if is_sign(page) else "" if "grade" in column.lower() else None
    if _CLASS.fullmatch(strength):
        return "ACC/AHA" if column.upper().startswith("COR") else cardiology(page)
    return "GRADE" if _WORDS.fullmatch(strength) else None


def _named(column: str, value: str) -> str:
    """ "COR 1", "LOE B-R", "Class IIa": a number says nothing without what it counts."""
    name = re.sub(r"\s*\(.*", "", column).strip()
    return value if value.lower().startswith(name.lower()) else f"{name} {value}"


def _text(cell: Cell, page: Page) -> str:
    return page.text[cell.start : cell.end]
