"""Which blocks are headings, and what NLM calls the sections that they head."""

import re
from dataclasses import dataclass, replace

from indexers.files.pdf.values import Block, Line

LONGEST = 160  # characters of a heading
LINES = 3
LARGER = 1.08  # times the body's size: a heading by size alone

_NUMBER = re.compile(
    r"(?:(?:chapter|section|part|appendix)\s+)?(\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-H])[.:)]?\s+(?=\S)", re.I
)
# NLM's categories of structured abstracts, by the words of the heading (https://structuredabstracts.nlm.nih.gov)
_CATEGORIES = (
    ("BACKGROUND", r"introduction|(?:background|rationale)(?: and .*)?|context|importance"),
    ("OBJECTIVE", r"(?:study )?(?:aims?|objectives?|purpose)(?: .*)?|research question"),
    (
        "METHODS",
        r"(?:\w+ (?:and|&) )?methods?(?: and .*)?|methodology|(?:study )?design(?: .*)?|participants|interventions?"
        r"|main outcomes? (?:and )?measures?|statistical analys[ie]s",
    ),
    ("RESULTS", r"(?:main )?results?|findings"),
    (
        "CONCLUSIONS",
        r"(?:discussion|conclusions?|interpretation)(?: and .*)?|summary and conclusions?|conclusions? and relevance",
    ),
)
_PATTERNS = tuple((name, re.compile(pattern, re.I)) for name, pattern in _CATEGORIES)
_REFERENCES = re.compile(r"references?(?: list| cited)?|bibliography|literature cited|works cited", re.I)
_OTHER = re.compile(
    r"abstract|summary|acknowledge?ments?|funding|(?:conflicts?|declarations?) of (?:competing )?interests?|competing interests"
    r"|disclosures?|abbreviations|key ?words|appendix(?: [A-Z\d])?|supplementary (?:material|data|information)"
    r"|data (?:availability|sharing)(?: statement)?|limitations|recommendations?|(?:table of )?contents|contributors"
    r"|author contributions|ethics(?: approval| statement)?",
    re.I,
)
_RUN_IN = re.compile(
    r"(Background|Introduction|Context|Importance|Objectives?|Aims?|Purpose|Methods?|Design|Setting|Participants|Interventions?|"
    r"Results|Findings|Conclusions?|Interpretation|Discussion|Funding)\s?[:.]\s+(?=[A-Z\d])"
)


_LEADERS = re.compile(r"(?:\. ?){4}|…{2}")  # of a table of contents


@dataclass(frozen=True, slots=True)
class Name:
    """A heading's words as a section's label, and NLM's category of it ("" for none)."""

    label: str
    category: str = ""

    @property
    def is_references(self) -> bool:
        """Whether it heads the list of references."""
        return _REFERENCES.fullmatch(self.label) is not None


def name_of(heading: str) -> Name:
    """The label: as it stands, but for the number before "References"; and its category by its words."""
    bare = _bare(heading)
    if _REFERENCES.fullmatch(bare):
        return Name(bare)
    return Name(heading, next((name for name, pattern in _PATTERNS if pattern.fullmatch(bare)), ""))


def _bare(heading: str) -> str:
    number = _NUMBER.match(heading)
    return (heading[number.end() :] if number else heading).strip(" .:|")


def is_common(text: str) -> bool:
    """Whether a line of these words is a heading however it is set."""
    bare = _bare(text)
    known = any(pattern.fullmatch(bare) for _, pattern in _PATTERNS)
    return (
        len(text) < 60 and bare[:1].isupper() and (known or bool(_REFERENCES.fullmatch(bare) or _OTHER.fullmatch(bare)))
    )


def marked(blocks: list[Block], body: float, is_bold: bool) -> list[Block]:
    """The blocks with the kind of headings set; `body` and `is_bold` say how most of the document is set."""
    return [replace(b, kind="heading") if _is_heading(b, body, is_bold) else b for b in blocks]


def _is_heading(block: Block, body: float, is_bold: bool) -> bool:
    if block.kind != "paragraph" or len(block.lines) > LINES:
        return False
    text = " ".join(line.text for line in block.lines)
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 3 or len(text) > LONGEST:
        return False
    if is_common(text):
        return True
    if text.endswith((".", ",", ";")) or text[:1].islower() or _LEADERS.search(text):
        return False
    first = block.lines[0]
    return first.size >= LARGER * body or (first.bold and not is_bold) or _is_capitals(text, letters)


def _is_capitals(text: str, letters: list[str]) -> bool:
    return len(text) <= 60 and len(letters) >= 4 and all(map(str.isupper, letters)) and len(text.split()) < 9


def run_in(line: Line) -> str:
    """The words of a heading that stands at the beginning of a paragraph, "" if none does: "Methods: We ..."."""
    match = _RUN_IN.match(line.text)
    if match:
        return match.group()
    lead = line.lead.rstrip()
    return line.lead if lead and line.text.startswith(line.lead) and is_common(lead.rstrip(".:")) else ""
