"""Which elements of a page a reader sees, and which are the site's frame rather than the page's content."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from lxml import etree

from indexers.files.styles import Style, collapses, ground, hides, ink, read_style

_NEVER_SHOWN = (
    "script style template noscript head title meta link object embed iframe svg canvas audio video map datalist "
    "input select button textarea option annotation"
)
_NEVER = frozenset(_NEVER_SHOWN.split())
_FRAME = frozenset({"nav", "aside", "footer"})
_FRAME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_NEAR = 12  # ancestors whose colours are looked at
_RULE = re.compile(r"([^{}]{1,1000})\{([^{}]{0,5000})\}")
_SIMPLE = re.compile(r"[.#][\w-]+")
# comments, and rules that hold only sometimes: @media print {...}
_CONDITIONAL = re.compile(r"/\*.*?\*/|@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.S)


class Visibility:
    """What one page shows, its own style sheet's simplest rules (`.class` and `#id`) included."""

    def __init__(self, root: etree._Element) -> None:
        self._hidden_names = frozenset(_names_hidden_by_styles(root))

    def shows(self, element: etree._Element) -> bool:
        """Whether the element itself is there to be read; its parents are not looked at."""
        if not isinstance(element.tag, str) or element.tag in _NEVER:
            return False
        attributes = element.attrib
        if "hidden" in attributes or (element.tag == "dialog" and "open" not in attributes):
            return False
        if str(attributes.get("aria-hidden", "")).strip().lower() == "true":
            return False
        style = read_style(str(attributes.get("style", "")))
        if style and (hides(style) or collapses(style) or _is_ink_on_its_ground(element, style)):
            return False
        return not self._hidden_by_name(element)

    def is_content(self, element: etree._Element) -> bool:
        """Shown, and not navigation, a site's header or footer, an aside, or a form around anything but the page."""
        return self.shows(element) and not is_frame(element)

    def _hidden_by_name(self, element: etree._Element) -> bool:
        if not self._hidden_names:
            return False
        names = {f".{name}" for name in str(element.get("class", "")).split()} | {f"#{element.get('id', '')}"}
        return not names.isdisjoint(self._hidden_names)


def is_frame(element: etree._Element) -> bool:
    """Whether the element is part of the site's frame."""
    tag = element.tag
    if tag in _FRAME or element.get("role") in _FRAME_ROLES:
        return True
    if tag == "header":
        return next(element.iterancestors("main", "article"), None) is None
    return tag == "form" and next(element.iter("h1", "main", "article"), None) is None


def _is_ink_on_its_ground(element: etree._Element, style: Style) -> bool:
    """Whether the text has the colour of what is behind it, as far as styles on the elements themselves say so.

    White on nothing stated counts, unless a style sheet may colour what is behind: where a class or an id stands.
    """
    own = ink(style)
    if not own:
        return False
    for around in islice(chain((element,), element.iterancestors()), _NEAR):
        behind = ground(read_style(f"background:{around.get('bgcolor', '')};{around.get('style', '')}"))
        if behind:
            return own == behind
        if around.get("class") or around.get("id"):
            return False
    return own == "white"


def _names_hidden_by_styles(root: etree._Element) -> Iterator[str]:
    for style in root.iter("style"):
        if "print" in str(style.get("media", "")):
            continue
        css = _CONDITIONAL.sub("", (style.text or "")[:500_000])
        for selectors, rule in _RULE.findall(css):
            if hides(read_style(rule)):
                yield from (name.strip() for name in selectors.split(",") if _SIMPLE.fullmatch(name.strip()))
