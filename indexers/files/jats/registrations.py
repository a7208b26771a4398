"""The trial registrations that an article states as its own.

That is: registry links of its front matter, and numbers in a section of abstract or text that is headed as the
registration, or in an abstract's own words of being registered, where it names a single one. Numbers of other trials,
which a review lists, are not taken.
"""

import re
from collections.abc import Iterable, Sequence

from lxml.etree import _Element as Element

from evidence.model import Section
from indexers.files.jats.inline import clean
from indexers.files.jats.tree import named

_NUMBER = re.compile(
    r"\b(?:NCT ?\d{8}|ISRCTN ?\d{6,8}|ACTRN ?\d{14}|ChiCTR(?:-[A-Z]{2,4})?-?\d{8,10}|UMIN ?\d{9}|DRKS ?\d{8}"
    r"|NTR ?\d{2,4}|CTRI/\d{4}/\d{2,3}/\d{6}|PACTR ?\d{15,16}|IRCT ?\d{8,}N\d+|KCT ?\d{7}|jRCTs?\d{9,10}"
    r"|(?<=EudraCT )\d{4}-\d{6}-\d{2}|(?<=EudraCT number )\d{4}-\d{6}-\d{2})\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"regist(?:ration|ry|ered)", re.IGNORECASE)
_SAYS_SO = re.compile(r"\b(?:regist(?:ration|ry|ered)|clinicaltrials\.gov|identifier|trial number)\b", re.IGNORECASE)
_NEAR = 100  # characters before a number
_REGISTRY = frozenset({"clinical-trial", "clinical-trial-number", "clinical-trials-registry", "trial-registration"})


def registrations(meta: Element, text: str, sections: Sequence[Section], abstract_end: int) -> tuple[str, ...]:
    """The numbers, each once; `text[:abstract_end]` are title and abstract."""
    stated = [clean(e.get("document-id", "")) for e in named(meta, "related-object") if _is_registry(e)]
    headed = [text[s.start : s.end] for s in sections if _HEADING.search(s.label)]
    found = list(_each_once([*stated, *(n for part in headed for n in _numbers(part))]))
    return tuple(found or _said(text[:abstract_end]))


def _is_registry(element: Element) -> bool:
    return bool(
        _REGISTRY & {element.get("document-type", ""), element.get("source-type", ""), element.get("link-type", "")}
    )


def _numbers(text: str) -> list[str]:
    return [match.group().replace(" ", "") for match in _NUMBER.finditer(text)]


def _said(abstract: str) -> list[str]:
    near = (
        match.group().replace(" ", "")
        for match in _NUMBER.finditer(abstract)
        if _SAYS_SO.search(abstract, max(0, match.start() - _NEAR), match.start())
    )
    found = list(_each_once(near))
    return found if len(found) == 1 else []


def _each_once(numbers: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(number for number in numbers if number)
