"""A sentence and the grades in its brackets: one for all of it, or one for each of its clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexers.recommendations.gradings import Grade, grade_of
from indexers.recommendations.wording import RECOMMENDS

_BRACKETS = re.compile(r"[(\[]((?:[^()\[\]]|\([^()]{0,40}\)){1,200})[)\]]")
_BETWEEN = " \t\n,;."  # what may stand between two clauses


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in `text[start:end]`, without its grade; no words where it is nothing but a grade."""

    start: int
    end: int
    words: str
    grade: Grade | None = None
    is_bracket: bool = False  # the grade stands in brackets

    @property
    def is_bare(self) -> bool:
        """Whether it is nothing but a grade."""
        return not self.words


def graded_clauses(sentence: str, start: int) -> list[Said]:
    """The clauses of a sentence that begins at `start`, each with its grade; empty where no bracket grades anything.

    Where it has two grades and not each is of a clause that recommends by itself, the sentence is whole and its grade
    is empty: neither is of all of it.
    """
    found = [(match, grade) for match in _BRACKETS.finditer(sentence) if (grade := grade_of(match.group(1)))]
    if not found:
        return []
    (first, grade), *others = found
    if first.start() == 0 and sentence[first.end() :].strip(" ."):  # it ends what stands before, or heads what follows
        end = start + first.end()
        begin = end + len(sentence[first.end() :]) - len(sentence[first.end() :].lstrip(_BETWEEN))
        rest = sentence[begin - start :]
        return [
            Said(start, end, "", grade, True),
            *(graded_clauses(rest, begin) or [Said(begin, begin + len(rest), rest)]),
        ]
    if all(other == grade for _, other in others):
        words = sentence[: first.start()] + sentence[first.end() :].strip(" .")
        return [Said(start, start + len(sentence), words, grade, is_bracket=True)]
    parts = list(_parts(sentence, start, found))
    if all(RECOMMENDS.search(part.words) for part in parts):
        return parts
    bare = re.sub(_BRACKETS, "", sentence)
    return [Said(start, start + len(sentence), bare, Grade(""), is_bracket=True)]


def _parts(sentence: str, start: int, found: list[tuple[re.Match[str], Grade]]) -> Iterator[Said]:
    at = 0
    for i, (match, grade) in enumerate(found):
        end = match.end() if i + 1 < len(found) else len(sentence)
        begin = at + len(sentence[at:end]) - len(sentence[at:end].lstrip(_BETWEEN))
        words = sentence[begin : match.start()] + sentence[match.end() : end].strip(" .")
        yield Said(start + begin, start + end, words, grade, is_bracket=True)
        at = end
