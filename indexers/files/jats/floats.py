"""What stands beside an article's text: tables, figures, boxes, supplements, notes. Tables, figures and boxes are sections."""

from typing import Protocol

from lxml.etree import _Element as Element

from indexers.files.jats.inline import text_of
from indexers.files.jats.layout import Heading, Layout
from indexers.files.jats.tables import table_rows
from indexers.files.jats.tree import chosen, name_of, named

_NAMES = {
    "fig": "Figure",
    "fig-group": "Figures",
    "table-wrap": "Table",
    "table-wrap-group": "Tables",
    "boxed-text": "Box",
}
_SILENT = frozenset({"label", "title", "caption", "graphic", "object-id", "permissions", "alt-text", "long-desc"})


class Body(Protocol):
    """Who writes what a box or a caption holds: as in a body."""

    @property
    def layout(self) -> Layout:
        """What it writes into."""
        ...

    def block(self, element: Element, top: str = "") -> None:
        """Write a paragraph, a list, a section."""
        ...

    def flush(self) -> None:
        """Write what floats in what was written."""
        ...


def write(element: Element, body: Body) -> None:
    """One float: its label and caption, then what it holds; under a heading of its own if it is worth one."""
    name = name_of(element)
    if name == "fn":
        body.layout.add(text_of(element))
        return
    label = text_of(next(named(element, "label"), None)).rstrip(" .:")
    if name not in _NAMES:
        _write_inside(element, body, label, "")
        return
    around = body.layout.heading
    title = label or _caption_title(element) or _NAMES[name]
    body.layout.under(Heading(title, title))
    _write_inside(element, body, label, title)
    body.layout.under(around)


def write_table(table: Element, label: str, body: Body) -> None:
    """The rows of a table."""
    for row in table_rows(table, label):
        body.layout.add_row(row)


def _write_inside(element: Element, body: Body, label: str, top: str) -> None:
    body.layout.add(_head(element))
    for child in element:
        _write_child(child, label, body, top)
    body.flush()


def _write_child(child: Element, label: str, body: Body, top: str) -> None:
    name = name_of(child)
    if name == "alternatives":
        form = chosen(child)
        if form is not None:
            _write_child(form, label, body, top)
    elif name == "table":
        write_table(child, label, body)
    elif name == "table-wrap-foot":
        _foot(child, body)
    elif name not in _SILENT:
        body.block(child, top)


def _foot(foot: Element, body: Body) -> None:
    """The notes under a table, each a line with its mark."""
    for child in foot:
        if name_of(child) == "fn-group":
            _foot(child, body)
        elif name_of(child) in ("fn", "p", "attrib", "title"):
            body.layout.add(text_of(child))
        else:
            body.block(child)


def _head(element: Element) -> str:
    """ "Table 2. Baseline characteristics": the label and the caption, with its paragraphs."""
    label = text_of(next(named(element, "label"), None))
    captions = " ".join(filter(None, map(text_of, named(element, "caption", "title"))))
    mark = " " if not label or label[-1] in ".:" else ". "
    return f"{label}{mark}{captions}".strip() if captions else label


def _caption_title(element: Element) -> str:
    for caption in named(element, "caption"):
        return text_of(next(named(caption, "title"), None))
    return text_of(next(named(element, "title"), None))
