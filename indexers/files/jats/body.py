"""The body of an article -> lines under their headings: paragraphs, list items, and behind them what floats."""

from collections.abc import Callable

from lxml.etree import _Element as Element

from indexers.files.jats import floats
from indexers.files.jats.categories import of_body
from indexers.files.jats.inline import FLOATS, Inline, text_of
from indexers.files.jats.layout import Heading, Kind, Layout
from indexers.files.jats.tree import chosen, first, name_of, named

_LEFT_OUT = frozenset(
    {"ref-list", "sec-meta", "permissions", "object-id", "processing-meta", "graphic", "alt-text", "long-desc", "bio"}
)
_CONTAINERS = frozenset(
    {
        "body",
        "app-group",
        "app",
        "disp-quote",
        "statement",
        "speech",
        "notes",
        "ack",
        "sec",
        "fn-group",
        "glossary",
        "verse-group",
    }
)


class Body:
    """Writes an article's blocks into a layout. What floats in a paragraph stands behind the section's own text."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._aside: list[Element] = []

    def contents(self, element: Element, top: str = "") -> None:
        """Everything in `element`, its title and label left out; `top` is the outermost heading, "" where there is none."""
        for child in element:
            if name_of(child) not in ("title", "label"):
                self.block(child, top)
        self.flush()

    def block(self, element: Element, top: str = "") -> None:
        """One child of a section."""
        name = name_of(element)
        if name in _LEFT_OUT:
            return
        if name == "sec":
            self.section(element, top)
        elif name in FLOATS:
            self._aside.append(element)
        elif name in ("list", "def-list"):
            self._list(element)
        elif name in ("table", "array"):
            floats.write_table(element, "", self)
        elif name == "alternatives":
            form = chosen(element)
            if form is not None:
                self.block(form, top)
        elif name in _CONTAINERS:
            for child in element:
                self.block(child, top)
        else:
            self.paragraph(element)

    def section(self, element: Element, top: str = "") -> None:
        """A <sec> with its heading, and those inside it; then back under the heading it stands in."""
        self.flush()
        around = self.layout.heading
        own = heading_of(element)
        category = of_body(element.get("sec-type", ""), own, around.category, outermost=not top)
        self.layout.under(Heading(top or own, own or around.own, category), own)
        self.contents(element, top or own)
        self.layout.under(around)

    def paragraph(self, element: Element, kind: Kind = "paragraph", lead: str = "") -> None:
        """A paragraph, as several where a list stands in it; `lead` goes before it (the mark of a list item)."""
        line = Inline(self._aside, self._breaking(lambda: self.layout.add(line.take(), kind)))
        line.put(lead)
        line.inside(element)
        self.layout.add(line.take(), kind)

    def flush(self) -> None:
        """Write what floats and has been passed."""
        waiting, self._aside = self._aside, []
        for element in waiting:
            floats.write(element, self)
        if self._aside:  # a note in a caption
            self.flush()

    def _breaking(self, end_line: Callable[[], None]) -> Callable[[Element], None]:
        def visit(element: Element) -> None:
            end_line()
            self.block(element)

        return visit

    def _list(self, element: Element) -> None:
        for child in element:
            name = name_of(child)
            if name == "def-item":
                self.layout.add(": ".join(t for t in map(text_of, named(child, "term", "def")) if t), "item")
            elif name == "list-item":
                self._item(child)
            elif name in ("list", "def-list"):
                self._list(child)
            elif name not in _LEFT_OUT:
                self.layout.add(text_of(child), "item")

    def _item(self, item: Element) -> None:
        label = text_of(first(item, "label"))
        lead = f"{label} " if label else ""
        for child in item:
            name = name_of(child)
            if name in ("list", "def-list"):
                self._list(child)
            elif name in ("p", "title"):
                self.paragraph(child, "item", lead)
                lead = ""
            elif name != "label":
                self.block(child)


def heading_of(element: Element) -> str:
    """Label and title of a section: "2. Methods"; "" if it has neither."""
    parts = (text_of(first(element, name), marks=False) for name in ("label", "title"))
    return " ".join(part for part in parts if part)
