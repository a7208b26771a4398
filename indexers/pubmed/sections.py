"""Title and abstract as one text, with the offsets of its sections."""

from collections.abc import Iterable

from lxml.etree import _Element as Element

from evidence.model import Section
from indexers.pubmed.markup import collapse, flatten
from indexers.pubmed.tree import nodes

NO_TITLE = "[No title]"
_PLACEHOLDERS = frozenset({"", "[Not Available].", "[Not Available]"})  # PubMed's own, where only a vernacular title is

Part = tuple[str, str, str]  # label, category, body


def title(*candidates: str) -> str:
    """The first that says something; "" if none does."""
    return next((candidate for candidate in candidates if candidate not in _PLACEHOLDERS), "")


def abstract(own: list[Part], others: Iterable[Element]) -> list[Part]:
    """The parts of an Abstract; where it has none, those of an English OtherAbstract, whose labels then say so.

    A publisher's own abstract goes before a plain-language summary. OtherAbstract is English unless it says otherwise
    (DTD).
    """
    if own:
        return own
    english = [other for other in others if other.get("Language", "eng").casefold() in ("eng", "en")]
    english.sort(key=lambda other: other.get("Type") == "plain-language-summary")
    for other in english:
        if parts := abstract_parts(other):
            kind = other.get("Type", "Publisher")
            return [(f"{label or 'Other abstract'} ({kind}, eng)", category, body) for label, category, body in parts]
    return []


def abstract_parts(element: Element | None) -> list[Part]:
    """The parts of an Abstract that have a text."""
    found = [
        (collapse(part.get("Label", "")), part.get("NlmCategory", ""), flatten(part))
        for part in (nodes(element) if element is not None else ())
        if part.tag == "AbstractText"
    ]
    return [part for part in found if part[2]]


def compose(title: str, parts: list[Part]) -> tuple[str, tuple[Section, ...]]:
    """The text (title, blank line, bodies a line each) and its sections.

    `text[start:end]` of a section is its body without its label.
    """
    sections = [Section("Title", 0, len(title))]
    at = len(title) + 2
    for label, category, body in parts:
        sections.append(Section(label, at, at + len(body), category))
        at += len(body) + 1
    bodies = "\n".join(body for _label, _category, body in parts)
    return (f"{title}\n\n{bodies}" if bodies else title), tuple(sections)
