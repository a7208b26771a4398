"""The plot as an `<svg>` element to stand in a page under the policy "default-src 'none'; style-src 'unsafe-inline'"."""

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from research.report.forest.as_text import description
from research.report.forest.drawing import PLACEHOLDER, drawn
from research.report.forest.layout import WIDTH, Layout, layout_of
from research.report.forest.values import Plot
from research.report.forest.wording import title

if TYPE_CHECKING:
    from lxml.etree import _Element

_SVG, _HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_FAMILY = re.compile(r"\s*font-family:[^;]*;?")
_LINES = "stroke-linejoin: round; stroke-linecap: butt"  # matplotlib's own, which it would set for the whole page


def to_svg(plot: Plot) -> str:
    """One element, no scripts, no outside references; its ids begin with a name of this plot's own.

    The same plot gives the same text with one version of matplotlib. All words are text, with a title and a
    description for screen readers.
    """
    from lxml import etree

    layout = layout_of(plot)
    root = etree.fromstring(drawn(plot, layout), etree.XMLParser(remove_comments=True, resolve_entities=False))
    _tidy(root)
    _put_words(root, layout)
    name = f"forest-{sha256(repr(plot).encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    _own_ids(root, name)
    _describe(root, name, plot, layout)
    return etree.tostring(root, encoding="unicode", with_tail=False)


def _tidy(root: "_Element") -> None:
    """Without metadata, and without the style sheet that would reach the page around."""
    for element in list(root.iter(f"{_SVG}metadata", f"{_SVG}style")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter():
        if element.get("transform", "").startswith("rotate(-0 "):
            del element.attrib["transform"]
        element.text = (element.text or "").strip() or None
        element.tail = "\n"


def _put_words(root: "_Element", layout: Layout) -> None:
    words = {PLACEHOLDER.format(k): word.text for k, word in enumerate(layout.words)}
    for element in root.iter(f"{_SVG}text"):
        element.set("style", _FAMILY.sub("", element.get("style", "")).strip())
        element.text = words.get(element.text or "", element.text)


def _own_ids(root: "_Element", name: str) -> None:
    """Only what is referred to keeps an id, and that begins with the plot's name."""
    used = {e.get(_HREF, "").removeprefix("#") for e in root.iter()}
    for element in root.iter():
        own = element.attrib.pop("id", "")
        if own in used and own:
            element.set("id", f"{name}-{own}")
        if element.get(_HREF):
            element.set(_HREF, f"#{name}-{element.get(_HREF, '').removeprefix('#')}")


def _describe(root: "_Element", name: str, plot: Plot, layout: Layout) -> None:
    from lxml import etree

    for place, (tag, text) in enumerate((("title", title(plot)), ("desc", description(plot)))):
        element = etree.Element(_SVG + tag, {"id": f"{name}-{tag}"})
        element.text, element.tail = text, "\n"
        root.insert(place, element)
    for key, value in (
        ("role", "img"),
        ("aria-labelledby", f"{name}-title"),
        ("aria-describedby", f"{name}-desc"),
        ("width", str(WIDTH)),
        ("height", f"{layout.height:g}"),
        ("font-family", "sans-serif"),
        ("style", f"max-width: 100%; min-width: 560px; height: auto; {_LINES}"),
    ):
        root.set(key, value)
