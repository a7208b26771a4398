"""Where a study speaks of itself: the parts of its abstract, and the methods and results of a full text.

Half of all abstracts carry their headings inside one block of prose ("... Methods We enrolled ..."), so those are read
as headings too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Document, Section
from evidence.report import Stated

LONG = 8_000  # characters, more than an abstract has
FIRST_PART = 4_000  # characters of a full text without a second background that are taken for its abstract
_CATEGORIES = (
    ("BACKGROUND", r"background|introduction|context|rationale|importance"),
    ("OBJECTIVE", r"objectives?|aims?|purpose|hypothesis(?:/objectives)?|goals?"),
    ("METHODS", r"(?:materials?|patients?|subjects|participants)(?:,? (?:and|&) (?:methods?|materials))"
    r"|methods?(?: and (?:materials|analysis))?"
     r"|study design|design|setting|patients|participants|interventions?|measurements?|data sources?"
     r"|study selection|data extraction|selection criteria|main outcome measures?|search strategy|design and methods"),
    ("RESULTS", r"results?|findings|main results|data synthesis|measurements and main results"),
    ("CONCLUSIONS", r"(?:authors' )?conclusions?(?:/significance)?|interpretation|discussion|implications|significance"
     r"|conclusions and (?:clinical importance|relevance|implications)"),
    ("REGISTRATION", r"(?:clinical )?trials? registrations?(?: (?:numbers?|details))?|registration"
    r"|systematic review registration|prospero registration"),
    ("FUNDING", r"funding|sponsor|electronic supplementary material"),
)  # fmt: skip
_INLINE = re.compile(
    r"(?:^|(?<=[.?!)\]] )|(?<=[.,?!)\]], )|(?<=\n))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _CATEGORIES)
    + r")(?::|\.|,)? (?=[A-Z0-9(\[\"“‘])",
    re.IGNORECASE,
)
_OPENS_BODY = re.compile(r"^[\dIVX.\s]*(?:introduction|background)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zone:
    """`text[start:end]` of a document, and NLM's category of it, REGISTRATION or FUNDING; "" where none is known."""

    category: str
    start: int
    end: int


def abstract_zones(document: Document) -> list[Zone]:
    """The parts of the abstract in order, without the title."""
    parts = [s for s in document.sections if s.label != "Title"]
    if not parts:  # no title is marked, or there are no sections: the text behind the title
        start = len(document.title) if document.text.startswith(document.title) else 0
        parts = [Section("", start, len(document.text))]
    if len(document.text) > LONG:
        parts = parts[: _body_at(parts)]
    return [zone for part in parts for zone in _inside(document.text, part)]


def body_zones(document: Document) -> list[Zone]:
    """Methods and results of a full text, in this order; nothing where there is but an abstract."""
    if len(document.text) <= LONG:
        return []
    parts = [s for s in document.sections if s.label != "Title"]
    own = [Zone(s.category, s.start, s.end) for s in parts[_body_at(parts) :] if not _is_exhibit(s)]
    return [z for wanted in ("METHODS", "RESULTS") for z in own if z.category == wanted]


def stated(text: str, start: int, end: int, longest: int = 160) -> Stated | None:
    """`text[start:end]` located, less white space around it; None where nothing is left or it is too long to show."""
    piece = text[start:end]
    trimmed = piece.strip()
    begin = start + len(piece) - len(piece.lstrip())
    return Stated(trimmed, begin, begin + len(trimmed)) if 0 < len(trimmed) <= longest else None


def _body_at(parts: list[Section]) -> int:
    """The index of the first part of the body: a background that is not the abstract's own first part."""
    for k, part in enumerate(parts):
        if k and (_OPENS_BODY.match(part.label) or part.category == "BACKGROUND"):
            return k
    return next((k for k, part in enumerate(parts) if k and part.end > parts[0].start + FIRST_PART), len(parts[:1]))


def _is_exhibit(section: Section) -> bool:
    return section.label.startswith(("Table", "Fig"))


def _inside(text: str, part: Section) -> Iterator[Zone]:
    """A labelled part as it is; a block of prose cut at its inline headings."""
    category = part.category or _category_of(part.label)
    marks = [] if category else list(_INLINE.finditer(text, part.start, part.end))
    if len(marks) < 2:
        yield Zone(category, part.start, part.end)
        return
    if marks[0].start() > part.start:
        yield Zone("", part.start, marks[0].start())
    ends = [*(m.start() for m in marks[1:]), part.end]
    for mark, end in zip(marks, ends, strict=True):
        yield Zone(mark.lastgroup or "", mark.end(), end)


def _category_of(label: str) -> str:
    for name, words in _CATEGORIES:
        if re.fullmatch(rf"(?:{words}):?", label.strip(), re.IGNORECASE):
            return name
    return ""
