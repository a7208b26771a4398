"""Recommendations in running text: a sentence with its grade in brackets, after it, or before it as a label."""

import re
from collections.abc import Iterator

from evidence.model import Recommendation
from evidence.text.sentences import sentences
from indexers.recommendations.bodies import cardiology, is_sign, is_uspstf, reports_others
from indexers.recommendations.gradings import Grade, grade_of
from indexers.recommendations.page import Page, Span
from indexers.recommendations.uspstf import era_of
from indexers.recommendations.wording import RECOMMENDS

_BRACKETS = re.compile(r"[(\[]((?:[^()\[\]]|\([^()]{0,40}\)){1,200})[)\]]")
_LABEL = re.compile(r"(?P<grade>(?:strong|weak|conditional) recommendation[^.:]{0,80}):\s+(?=\S)", re.I)
_LONGEST_LABEL = 140  # characters of a line or sentence that is only a grade
_FEWEST_WORDS = 3  # of a recommendation


def in_sentences(page: Page) -> Iterator[Recommendation]:
    """Each sentence of the page's own sections that recommends and is graded where it stands."""
    for section in page.own_sections:
        before: Span | None = None  # the sentence before, for a grade that follows it
        for unit in page.units(section):
            for start, end in sentences(page.text, unit.start, unit.end):
                found, before = _read(start, end, before, page)
                if found:
                    yield found
            before = None if unit.is_cell else before


def _read(start: int, end: int, before: Span | None, page: Page) -> tuple[Recommendation | None, Span | None]:
    """What the sentence gives, and what a grade in the next one would be of."""
    text = page.text[start:end]
    grade, rest = _grade_in(text)
    if grade is None:
        return None, (start, end)
    if len(rest.split()) < _FEWEST_WORDS:  # nothing but a grade
        start = before[0] if before else start
        rest = page.text[start : before[1]] if before else ""
    return _recommendation(start, end, rest, grade, page), None


def _grade_in(sentence: str) -> tuple[Grade | None, str]:
    """The grade that a sentence states, and the sentence without it."""
    for match in _BRACKETS.finditer(sentence):
        grade = grade_of(match.group(1))
        if grade:
            return grade, sentence[: match.start()] + sentence[match.end() :].strip(" .")
    label = _LABEL.match(sentence)
    if label:
        return grade_of(label["grade"]), sentence[label.end() :]
    alone = (
        grade_of(sentence.rstrip("."))
        if len(sentence) <= _LONGEST_LABEL and not RECOMMENDS.search(_bare(sentence))
        else None
    )
    return alone, "" if alone else sentence


def _bare(label: str) -> str:
    """Without the word "recommendation", which a label may hold and is no verb."""
    return re.sub(r"\brecommendations?\b|\bagainst\b", "", label, flags=re.I)


def _recommendation(start: int, end: int, said: str, grade: Grade, page: Page) -> Recommendation | None:
    if not said or not RECOMMENDS.search(said) or reports_others(said, page):
        return None
    system = grade.system or _system(grade, page)
    if system is None:
        return None
    era = era_of(page.issued) if system == "USPSTF" else ""
    return Recommendation(start, end, system, grade.strength, grade.certainty, "", era)


def _system(grade: Grade, page: Page) -> str | None:
    """Whose letters or classes these are; None where they could be anything."""
    if re.fullmatch(r"[A-DI]", grade.strength, re.I):
        return "USPSTF" if is_uspstf(page) else "SIGN" if is_sign(page) else None if grade.strength in "Ii" else ""
    return cardiology(page)
