"""Small parts of a record: dates in the forms that occur, its DOI, its publication types."""

from benchmarks.generate import terms
from benchmarks.generate.fragments import MONTHS, rows
from benchmarks.generate.plan import Link

Type = tuple[str, str]  # unique id, name


def date(year: int, number: int, indent: int) -> str:
    """Year, Month and Day; `number` counts days of months of 28 days."""
    space = " " * indent
    return f"{space}<Year>{year}</Year>\n{space}<Month>{number // 28 % 12 + 1:02}</Month>\n{space}<Day>{number % 28 + 1:02}</Day>\n"


def issue_date(year: int, dice: list[int]) -> str:
    """PubDate in the forms that journals give it; one in twenty as free text."""
    month, form = dice[4] % 12, dice[15]
    space = " " * 14
    if form < 50_000:
        following = MONTHS[(month + 1) % 12]
        text = (
            f"{year} {('Spring', 'Summer', 'Fall', 'Winter')[month % 4]}",
            f"{year} {MONTHS[month]}-{following}",
            f"{year}-{year + 1}",
        )[form % 3]
        return f"{space}<MedlineDate>{text}</MedlineDate>\n"
    found = f"{space}<Year>{year}</Year>\n"
    if form < 800_000:
        found += f"{space}<Month>{MONTHS[month]}</Month>\n"
    if form < 200_000:
        found += f"{space}<Day>{form % 28 + 1:02}</Day>\n"
    return found


def doi(pmid: int, dice: list[int]) -> str:
    """The article's own, which no other record has."""
    return f"10.{1000 + dice[7] % 8000}/gen.{pmid}"


def _thresholds(table: str) -> list[tuple[int, int, Type]]:
    """For each line its range of a die: (from, to, type)."""
    found, low = [], 0
    for line in rows(table):
        share, ui, name = line.split(" ", 2)
        found.append((low, low + int(share) * 100, (ui, name)))
        low += int(share) * 100
    return found


ADDED, INSTEAD = _thresholds(terms.TYPES), _thresholds(terms.INSTEAD)


def publication_types(dice: list[int], linked: list[Link]) -> list[Type]:
    """What a record is indexed as: a notice by what it is a notice of, others by the throw of two dice."""
    kinds = {link.kind for link in linked}
    notices = [terms.OF_NOTICES[kind] for kind in sorted(kinds & terms.OF_NOTICES.keys())]
    if notices:
        return notices
    instead = [found for low, high, found in INSTEAD if low <= dice[10] < high]
    added = [found for low, high, found in ADDED if low <= dice[11] < high]
    retracted = [terms.RETRACTED] if "RetractionIn" in kinds else []
    return (instead or [terms.ARTICLE, *added]) + retracted
