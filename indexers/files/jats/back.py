"""What stands behind an article: thanks, money, interests, data, appendices. References are links and no text."""

from lxml.etree import _Element as Element

from indexers.files.jats.body import Body, heading_of
from indexers.files.jats.inline import text_of
from indexers.files.jats.layout import Heading
from indexers.files.jats.tree import first, name_of, named

_NAMES = {"ack": "Acknowledgements", "glossary": "Abbreviations", "app": "Appendix", "notes": "Notes", "sec": ""}
_INTERESTS, _FUNDING, _AUTHORS = "Conflicts of interest", "Funding", "Author contributions"
# the kinds of notes (fn-type, notes-type) that say something of the study
_KINDS = {
    "conflict": _INTERESTS,
    "coi-statement": _INTERESTS,
    "conflict-interest": _INTERESTS,
    "financial-disclosure": _FUNDING,
    "supported-by": _FUNDING,
    "funding-information": _FUNDING,
    "con": _AUTHORS,
    "author-contribution": _AUTHORS,
    "data-availability": "Data availability",
}
_LEFT_OUT = frozenset({"ref-list", "bio", "title", "label"})


def write_back(back: Element | None, body: Body) -> None:
    """Each part of <back> under its own heading."""
    for part in back if back is not None else ():
        name = name_of(part)
        if name == "app-group":
            for app in named(part, "app"):
                _part(app, body, "Appendix")
        elif name == "fn-group":
            _notes(part, body)
        elif name not in _LEFT_OUT:
            _part(part, body, _KINDS.get(_kind(part), _NAMES.get(name, "")))


def write_author_notes(meta: Element, body: Body) -> None:
    """What the authors' notes on the first page say of interests, money and shares in the work; and who funded it."""
    for note in named(first(meta, "author-notes"), "fn"):
        if label := _KINDS.get(_kind(note)):
            _under(label, note, body)
    for group in named(meta, "funding-group"):
        for statement in named(group, "funding-statement"):
            _under(_FUNDING, statement, body)


def _kind(element: Element) -> str:
    kind = element.get("fn-type") or element.get("notes-type") or element.get("sec-type") or ""
    return kind.strip().lower()


def _part(part: Element, body: Body, name: str) -> None:
    stated = heading_of(part)
    label = stated or name
    body.layout.under(Heading(label, label), stated)
    body.contents(part, label)


def _notes(group: Element, body: Body) -> None:
    """A group of notes, each under the heading of the group or of its kind."""
    stated = text_of(first(group, "title"))
    for note in group:
        if name_of(note) == "fn":
            _under(_KINDS.get(_kind(note)) or stated or "Footnotes", note, body)
        elif name_of(note) not in _LEFT_OUT:
            body.layout.under(Heading(stated or "Footnotes", stated or "Footnotes"))
            body.block(note)
            body.flush()


def _under(label: str, note: Element, body: Body) -> None:
    text = text_of(note)
    body.layout.under(Heading(label, label))
    body.layout.add(text)
