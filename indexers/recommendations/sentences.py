"""Recommendations in running text: a sentence with its grade in brackets, after it, or before it as a label."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from evidence.model import Recommendation, Section
from evidence.text.sentences import sentences
from indexers.recommendations.bodies import cardiology, is_sign, is_uspstf, reports_others
from indexers.recommendations.clauses import Said, graded_clauses
from indexers.recommendations.gradings import Grade, certainty_of, grade_of
from indexers.recommendations.labels import Direction, Kind, direction_of
from indexers.recommendations.page import Page
from indexers.recommendations.uspstf import era_of
from indexers.recommendations.wording import RECOMMENDS, SAYS_SO

_LABEL = re.compile(r"(?P<grade>(?:strong|weak|conditional) recommendation[^.:]{0,80}):\s+(?=\S)", re.I)
_LONGEST_LABEL = 140  # characters of a line or sentence that is only a grade
_FEWEST_WORDS = 3  # of a recommendation


@dataclass(frozen=True, slots=True)
class _Line:
    """The sentences of a line or a cell."""

    parts: tuple[Said, ...]
    is_cell: bool

    @property
    def is_label(self) -> bool:
        return len(self.parts) == 1 and _is_label(self.parts[0])


def in_sentences(page: Page) -> Iterator[Recommendation]:
    """Each sentence of the page's own sections that recommends and is graded where it stands.

    Beside a label of which it is doubtful what it grades, what says that it recommends is given without a grade.
    """
    for section in page.own_sections:
        lines = list(_lines(section, page))
        for line in lines:
            yield from _in_line(line, page)
        for is_cell, run in groupby(lines, key=lambda line: line.is_cell):
            if not is_cell:  # a cell's grade is read with its column's head
                yield from _between_lines(list(run), page)


def _lines(section: Section, page: Page) -> Iterator[_Line]:
    for unit in page.units(section):
        spans = sentences(page.text, unit.start, unit.end)
        yield _Line(tuple(said for start, end in spans for said in _said(start, end, page)), unit.is_cell)


def _said(start: int, end: int, page: Page) -> list[Said]:
    """The sentence, or its clauses where each is graded by itself."""
    text = page.text[start:end]
    clauses = graded_clauses(text, start)
    if clauses:
        return [said if said.is_bare or len(said.words.split()) >= _FEWEST_WORDS else _bare(said) for said in clauses]
    label = _LABEL.match(text)
    grade = grade_of(label["grade"]) if label else None
    if label and grade:
        return [Said(start, end, text[label.end() :], grade)]
    alone = len(text) <= _LONGEST_LABEL and not RECOMMENDS.search(_without_name(text))
    grade = grade_of(text.rstrip(".")) if alone else None
    return [Said(start, end, "" if grade else text, grade)]


def _bare(said: Said) -> Said:
    return Said(said.start, said.end, "", said.grade, is_bracket=True)


def _without_name(label: str) -> str:
    """Without the word "recommendation", which a label may hold and is no verb."""
    return re.sub(r"\brecommendations?\b|\bagainst\b", "", label, flags=re.I)


def _is_label(said: Said) -> bool:
    return said.grade is not None and said.is_bare


def _in_line(line: _Line, page: Page) -> Iterator[Recommendation]:
    for said in line.parts:
        if said.grade and not said.is_bare:
            yield from _graded(said, said.start, said.end, said.grade, page)
    labels = [said for said in line.parts if _is_label(said)]
    if labels and not line.is_label:
        in_brackets = not _is_label(line.parts[0]) and all(label.is_bracket for label in labels)
        direction = "before" if in_brackets else direction_of([_kind(said) for said in line.parts])
        yield from _paired(line.parts, line.parts, direction, page)


def _between_lines(lines: list[_Line], page: Page) -> Iterator[Recommendation]:
    """What labels on lines of their own grade: the last sentence above them, or the first below."""
    lines = [line for line in lines if line.parts and _kind_of_line(line) != "skipped"]
    if not any(line.is_label for line in lines):
        return
    firsts, lasts = [line.parts[0] for line in lines], [line.parts[-1] for line in lines]
    kinds = [_stronger(_kind(line.parts[0]), _kind(line.parts[-1]), line.is_label) for line in lines]
    yield from _paired(firsts, lasts, direction_of(kinds), page, [line.is_label for line in lines])


def _stronger(first: Kind, last: Kind, is_label: bool) -> Kind:
    """Of a line with several sentences, what its outer ones say most clearly. A label within a line is read there."""
    if is_label:
        return "label"
    order: tuple[Kind, ...] = ("sure", "maybe")
    return next((kind for kind in order if kind in (first, last)), "other")


def _kind_of_line(line: _Line) -> Kind:
    return _kind(line.parts[0]) if len(line.parts) == 1 else "other"


def _kind(said: Said) -> Kind:
    if said.grade:
        return "label" if said.is_bare else "other"
    if SAYS_SO.search(said.words):
        return "sure"
    short = len(said.words) <= _LONGEST_LABEL and not RECOMMENDS.search(_without_name(said.words))
    if short and re.match(r"\W*(?:quality|certainty|level|confidence|evidence)\b", said.words, re.I):
        return "skipped" if certainty_of(said.words) else "other"
    return "maybe" if RECOMMENDS.search(said.words) else "other"


def _paired(
    firsts: Sequence[Said],
    lasts: Sequence[Said],
    direction: Direction,
    page: Page,
    labels: Sequence[bool] | None = None,
) -> Iterator[Recommendation]:
    """Each label with what it grades; in doubt, what stands beside it and says that it recommends, without a grade."""
    for i, label in enumerate(firsts):
        if not (labels[i] if labels else _is_label(label)) or label.grade is None:
            continue
        above = lasts[i - 1] if i > 0 else None
        below = firsts[i + 1] if i + 1 < len(firsts) else None
        if direction == "before" and above and not above.grade:
            yield from _graded(above, above.start, label.end, label.grade, page)
        elif direction == "after" and below and not below.grade:
            yield from _graded(below, below.start, below.end, label.grade, page)
        elif not direction:
            for said in (above, below):
                if said and not said.grade and SAYS_SO.search(said.words) and not reports_others(said.words, page):
                    yield Recommendation(said.start, said.end)


def _graded(said: Said, start: int, end: int, grade: Grade, page: Page) -> Iterator[Recommendation]:
    if not RECOMMENDS.search(said.words) or reports_others(said.words, page):
        return
    system = grade.system or _system(grade, page)
    if system is not None:
        era = era_of(page.issued) if system == "USPSTF" else ""
        yield Recommendation(start, end, system, grade.strength, grade.certainty, "", era)


def _system(grade: Grade, page: Page) -> str | None:
    """Whose letters or classes these are; None where they could be anything."""
    if not grade.strength:
        return ""
    if re.fullmatch(r"[A-DI]", grade.strength, re.I):
        return "USPSTF" if is_uspstf(page) else "SIGN" if is_sign(page) else None if grade.strength in "Ii" else ""
    return cardiology(page)
