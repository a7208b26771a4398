"""Where a document's own findings are looked for: the sentences that are cited, then the results in its abstract.

Further in, a full text speaks of other people's studies and of parts of its own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.model import Claim, Document, Section
from evidence.text.sentences import sentences

ABSTRACT = 8_000  # characters, more than an abstract has
LONGEST = 900  # characters of a sentence or row that is read: longer ones list everything
_OPENING = 1 / 3  # of an abstract without labels: background and aims
_OWN = ("RESULTS", "CONCLUSIONS")
_NOT_OWN = ("BACKGROUND", "OBJECTIVE", "METHODS")
_BODY = re.compile(r"(?:\d+[.)]?\s*)?introduction\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:previous(?:ly)?|earlier|prior|recent(?:ly)?|other|observational) (?:\w+ )?(?:stud(?:y|ies)|trials?|reports?|reviews?"
    r"|meta-analys[ei]s|work|research)\b|\b(?:has|have) been (?:shown|reported|suggested)\b|\bit is (?:known|estimated)\b"
    r"|\bet al\b|[^\s\d]\s?\[\d{1,3}(?:[,\u2013-]\s?\d{1,3})*\](?:[,;.]|$|\s[a-z])"
    r"|\b(?:power|sample size)\b.{0,60}\b(?:detect|required|calculat\w+)\b|\bwe (?:assumed|hypothesi[sz]ed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence or a row of a table: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str
    is_cited: bool
    is_result: bool  # it stands where a study tells what it found


def places(document: Document, claims: Iterable[Claim]) -> list[Place]:
    """The sentences to be read, the cited ones first, then in the order of the text."""
    cited = dict.fromkeys((c.start, c.end) for claim in claims for c in claim.citations if c.document_id == document.id)
    found = [Place(s, e, document.text[s:e], is_cited=True, is_result=is_result(document, s)) for s, e in cited]
    for start, end in own_results(document):
        if not any(s < end and start < e for s, e in cited):
            found.append(
                Place(start, end, document.text[start:end], is_cited=False, is_result=is_result(document, start))
            )
    return [p for p in found if p.end - p.start <= LONGEST and not _OTHERS.search(p.text)]


def is_result(document: Document, at: int) -> bool:
    """Whether a place is no background, aim or method; where nothing is labelled, whether it is past the opening third."""
    section = next((s for s in document.sections if s.start <= at < s.end and s.start > 0), None)
    if section and section.category:
        return section.category in _OWN
    if len(document.text) > ABSTRACT and section not in abstract_sections(document):
        return False
    title = len(document.title) if document.text.startswith(document.title) else 0
    return at - title > _OPENING * (len(document.text[:ABSTRACT]) - title)


def own_results(document: Document) -> list[tuple[int, int]]:
    """The sentences of the abstract that may state results; none of a guideline, which speaks of other studies."""
    if document.organisation or document.design == "guideline":
        return []
    parts = abstract_sections(document)
    labelled = any(s.category in _OWN for s in parts)
    kept = [s for s in parts if (s.category in _OWN if labelled else s.category not in _NOT_OWN)]
    stretches = [(s.start, s.end) for s in kept]
    if not document.sections and len(document.text) <= ABSTRACT:
        stretches = [(len(document.title), len(document.text))]
    return [span for start, end in stretches for span in sentences(document.text, start, end)]


def abstract_sections(document: Document) -> Sequence[Section]:
    """The sections of the abstract, without the title: all of a record, of a full text those before its introduction."""
    after_title = [s for s in document.sections if s.start > 0 or s.label != "Title"]
    if len(document.text) <= ABSTRACT:
        return after_title
    found: list[Section] = []
    for section in after_title:
        begins_again = section.category == "BACKGROUND" and any(s.category in _OWN for s in found)
        if _BODY.match(section.label) or begins_again or section.end > ABSTRACT:
            break
        found.append(section)
    return found
