"""MathML (presentation) as one readable line: 10^-3, (a + b)/c, √(x), V̇O2.

A script of more than one token and a compound numerator or denominator go in brackets. Nothing of the text is dropped
but annotations. W3C MathML 3, chapter 3.
"""

import re
from collections.abc import Callable

from lxml.etree import _Element as Element

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"

# operators that take no space around them
_TIGHT = re.compile(r"[(\[{|)\]},;:!%′″'.\u2061-\u2064\u02d9\u00af\u203e^~]*")
_SIMPLE = re.compile(r"[+\-\u2212±]?\s*[\w.]*|[^\s()]")
_INVISIBLE = re.compile(r"[\u2061-\u2064]")  # function application, invisible times, separator and plus


def linear(element: Element) -> str:
    """The formula as text. Total: an element it does not know gives the text of its children."""
    tag = _tag(element)
    if tag in ("annotation", "annotation-xml", "none", "mprescripts"):
        return ""
    if tag in ("mi", "mn", "mtext", "ms", "mo"):
        return _token(element, tag)
    layout = _LAYOUTS.get(tag)
    return layout(_children(element)) if layout else _row(_children(element), element.text)


def _token(element: Element, tag: str) -> str:
    text = " ".join("".join(str(part) for part in element.itertext()).split(None))
    if tag != "mo":
        return text
    text = _INVISIBLE.sub("", text)
    first_in_row = element.getprevious() is None
    return text if _TIGHT.fullmatch(text) or first_in_row else f" {text} "


def _row(children: list[Element], text: str | None = None) -> str:
    """Side by side; a space where two letters or digits would touch that stood apart."""
    out = (text or "").strip()
    for child in children:
        out = _join(out, linear(child))
        if child.tail and child.tail.strip():
            out = _join(out, child.tail.strip())
    return re.sub(r"  +", " ", out).strip()


def _join(left: str, right: str) -> str:
    touching = left and right and left[-1].isalnum() and right[0].isalnum()
    return f"{left} {right}" if touching else left + right


def _over(children: list[Element]) -> str:
    parts = [_bracketed(linear(child)) for child in children]
    return "/".join(parts)


def _raised(children: list[Element]) -> str:
    base, rest = _split(children)
    return base + "".join("^" + _bracketed(part) for part in rest if part)


def _lowered(children: list[Element]) -> str:
    base, rest = _split(children)
    return base + "".join(_subscript(base, part) for part in rest if part)


def _both(children: list[Element]) -> str:
    base, rest = _split(children)
    low, high = (*rest, "", "")[:2]
    more = "".join(rest[2:])
    return base + (_subscript(base, low) if low else "") + (f"^{_bracketed(high)}" if high else "") + more


def _under(children: list[Element]) -> str:
    base, rest = _split(children)
    return base + "".join("_" + _bracketed(part) for part in rest if part)


def _accented(children: list[Element]) -> str:
    base, rest = _split(children)
    return base + "".join(part if not part[0].isalnum() else "^" + _bracketed(part) for part in rest if part)


def _between(children: list[Element]) -> str:
    base, rest = _split(children)
    low, high = (*rest, "", "")[:2]
    return base + (f"_{_bracketed(low)}" if low else "") + (f"^{_bracketed(high)}" if high else "")


def _multiscripts(children: list[Element]) -> str:
    """Base, then (sub, sup) pairs; after mprescripts come pairs that stand before the base."""
    tags = [_tag(child) for child in children]
    cut = tags.index("mprescripts") if "mprescripts" in tags else len(children)
    base = linear(children[0]) if cut else ""
    before = "".join(linear(child) for child in children[cut + 1 :])
    out = before + base
    for place, child in enumerate(children[1:cut]):
        part = linear(child)
        if part:
            out += _subscript(out, part) if place % 2 == 0 else "^" + _bracketed(part)
    return out


def _root(children: list[Element]) -> str:
    return f"√({_row(children)})"


def _nth_root(children: list[Element]) -> str:
    base, rest = _split(children)
    return f"√({base})" + "".join(f"[{part}]" for part in rest if part)  # the degree stands behind, as in the markup


def _fenced(children: list[Element]) -> str:
    return "(" + ", ".join(linear(child) for child in children) + ")"


def _table(children: list[Element]) -> str:
    return "; ".join(linear(child) for child in children)


def _table_row(children: list[Element]) -> str:
    return ", ".join(linear(child) for child in children)


def _space(_children: list[Element]) -> str:
    return " "


_LAYOUTS: dict[str, Callable[[list[Element]], str]] = {
    "mfrac": _over,
    "msup": _raised,
    "msub": _lowered,
    "msubsup": _both,
    "munder": _under,
    "mover": _accented,
    "munderover": _between,
    "mmultiscripts": _multiscripts,
    "msqrt": _root,
    "mroot": _nth_root,
    "mfenced": _fenced,
    "mtable": _table,
    "mtr": _table_row,
    "mspace": _space,
}


def _split(children: list[Element]) -> tuple[str, list[str]]:
    parts = [linear(child).strip() for child in children]
    return (parts[0], parts[1:]) if parts else ("", [])


def _subscript(base: str, part: str) -> str:
    """Appended as in the markup rules: V + max is Vmax; _ only between two digits, and before what is compound."""
    if not _SIMPLE.fullmatch(part):
        return f"_({part})"
    return f"_{part}" if base[-1:].isdecimal() and part[0].isdecimal() else part


def _bracketed(part: str) -> str:
    part = part.strip()
    return part if _SIMPLE.fullmatch(part) or (part[:1] == "(" and part.find(")") == len(part) - 1) else f"({part})"


def _children(element: Element) -> list[Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
