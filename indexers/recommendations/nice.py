"""A paragraph of NICE's -> its recommendations: each sentence with a verb of its own, where the verbs differ."""

import re
from collections.abc import Iterator

from evidence.model import Recommendation
from evidence.text.sentences import sentences
from indexers.recommendations.bodies import reports_others
from indexers.recommendations.page import Page
from indexers.recommendations.wording import nice_strength

_Part = tuple[int, int, str]  # start, end, strength


def of_paragraph(start: int, said_at: int, end: int, page: Page) -> Iterator[Recommendation]:
    """What `text[start:end]` recommends; its words begin at `said_at`, after the number. A list goes with its sentence."""
    if reports_others(page.text[said_at:end], page):
        return
    for begin, stop, strength in _parts(start, said_at, end, page.text):
        yield Recommendation(begin, stop, "NICE", strength)


def _parts(start: int, said_at: int, end: int, text: str) -> list[_Part]:
    line_end = text.find("\n", said_at, end)
    spans = sentences(text, said_at, end if line_end < 0 else line_end)
    parts: list[_Part] = []
    for begin, stop in spans:
        strength = nice_strength(text[begin:stop])
        if parts and (not re.search(r"\w{2}", text[begin:stop]) or not strength or strength == parts[-1][2]):
            parts[-1] = (
                parts[-1][0],
                stop,
                parts[-1][2],
            )  # a sentence without a verb of its own goes with the one before
        elif parts and not parts[-1][2] and len(parts) == 1:
            parts[-1] = (parts[-1][0], stop, strength)
        else:
            parts.append((begin, stop, strength))
    if not parts:
        return [(start, end, nice_strength(text[said_at:end]))]
    begin, _, strength = parts[-1]
    parts[-1] = (begin, end, strength if _agrees(text[begin:end]) else "")
    return [(start, *parts[0][1:]), *parts[1:]]


def _agrees(text: str) -> bool:
    """Whether the lines of a list do not recommend with verbs that differ."""
    intro, *lines = [line for line in text.split("\n") if line]
    verbs = {verb for verb in (nice_strength(line) for line in lines) if verb in ("offer", "do not offer", "consider")}
    own = nice_strength(intro)
    return len(verbs) < 2 and not (verbs and own and own not in verbs)
