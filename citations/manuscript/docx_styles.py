"""What a Word file's styles and numbering say of a paragraph: whether it is a heading, and the number in front of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citations.manuscript.docx_parts import Parts, W

if TYPE_CHECKING:
    from lxml import etree

_COUNTED = frozenset({"decimal", "decimalZero", "ordinal", "decimalEnclosedParen"})
_DEPTH = 12  # styles that stand on each other; more is a circle
Numbering = tuple[str, str]  # id of the list, level


@dataclass(slots=True)
class Styles:
    """By the id of a style; the counters move on as paragraphs are numbered."""

    names: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    numberings: dict[str, Numbering] = field(default_factory=dict)
    outlined: set[str] = field(default_factory=set)
    counted: dict[Numbering, int] = field(default_factory=dict)  # list and level -> the number it starts with
    _next: dict[Numbering, int] = field(default_factory=dict)

    def is_heading(self, style: str) -> bool:
        """By name ("heading 1", "Title", "Überschrift 1") or by its level in the outline."""
        for each in self._with_bases(style):
            name = self.names.get(each, each).lower()
            if each in self.outlined or name.startswith(
                ("heading", "title", "subtitle", "überschrift", "titel", "titre")
            ):
                return True
        return False

    def is_caption(self, style: str) -> bool:
        """A figure's or table's."""
        return self.names.get(style, style).lower().startswith(("caption", "beschriftung"))

    def prefix(self, style: str, own: Numbering | None) -> tuple[bool, str]:
        """Whether a paragraph is an item of a list, and its number as "3. ", "" for a bullet."""
        found = own or next((self.numberings[s] for s in self._with_bases(style) if s in self.numberings), None)
        if found is None or found[0] == "0":
            return False, ""
        if found not in self.counted:
            return True, ""
        number = self._next.get(found, self.counted[found])
        self._next[found] = number + 1
        return True, f"{number}. "

    def _with_bases(self, style: str) -> list[str]:
        found: list[str] = []
        while style and len(found) < _DEPTH:
            found.append(style)
            style = self.bases.get(style, "")
        return found


def read_styles(parts: Parts) -> Styles:
    """From styles.xml and numbering.xml; either may be missing."""
    styles = Styles()
    root = parts.xml("word/styles.xml")
    for element in root.iter(f"{W}style") if root is not None else ():
        _add(styles, element)
    root = parts.xml("word/numbering.xml")
    if root is not None:
        _add_numbering(styles, root)
    return styles


def numbering_of(properties: "etree._Element | None") -> Numbering | None:
    """The list and level that a paragraph's properties name."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None
    number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    if number is None:
        return None
    return number.get(f"{W}val", ""), level.get(f"{W}val", "0") if level is not None else "0"


def _add(styles: Styles, element: "etree._Element") -> None:
    key = element.get(f"{W}styleId", "")
    name, base = element.find(f"{W}name"), element.find(f"{W}basedOn")
    properties = element.find(f"{W}pPr")
    styles.names[key] = name.get(f"{W}val", key) if name is not None else key
    if base is not None:
        styles.bases[key] = base.get(f"{W}val", "")
    if numbering := numbering_of(properties):
        styles.numberings[key] = numbering
    outline = properties.find(f"{W}outlineLvl") if properties is not None else None
    if outline is not None and outline.get(f"{W}val", "9") != "9":
        styles.outlined.add(key)


def _add_numbering(styles: Styles, root: "etree._Element") -> None:
    """The lists that count in digits, each level with its first number."""
    kinds: dict[str, dict[str, int]] = {}
    for abstract in root.iter(f"{W}abstractNum"):
        levels = {}
        for level in abstract.iter(f"{W}lvl"):
            form, start = level.find(f"{W}numFmt"), level.find(f"{W}start")
            if form is not None and form.get(f"{W}val") in _COUNTED:
                value = start.get(f"{W}val", "1") if start is not None else "1"
                levels[level.get(f"{W}ilvl", "0")] = int(value) if value.isdigit() and len(value) < 7 else 1
        kinds[abstract.get(f"{W}abstractNumId", "")] = levels
    for number in root.iter(f"{W}num"):
        named = number.find(f"{W}abstractNumId")
        levels = kinds.get(named.get(f"{W}val", ""), {}) if named is not None else {}
        styles.counted.update({(number.get(f"{W}numId", ""), level): first for level, first in levels.items()})
