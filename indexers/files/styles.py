"""What the style of an element says about whether it can be seen: shown, of a size, on the page, in a colour of its own."""

import re

Style = dict[str, str]  # property -> value, lower case, without white space and "!important"

_NOTHING = re.compile(r"[+-]?0+(?:\.0*)?[a-z%]*")
_TINY = re.compile(r"(?:0*[01])(?:\.0*)?(?:px)?")  # pixels: what screen readers alone are meant to find
_FAR = re.compile(r"-(?:\d{4,}|[1-9]\d{2})(?:\.\d*)?[a-z%]*")  # 100 and more to the left or above
_CLIPPED = re.compile(r"rect\((?:[01](?:px)?,?\s*){4}\)|inset\((?:50|100)%\)|circle\(0\)")
_WHITE = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)", "hsl(0,0%,100%)"})

_UNSTATED = frozenset({"inherit", "initial", "unset", "revert", "currentcolor", "none", "transparent"})


def read_style(text: str) -> Style:
    """The declarations of a style attribute or of a rule; of two for one property the last."""
    if not text:
        return {}
    squeezed = re.sub(r"\s+|!important|/\*.*?\*/", "", text.lower())
    pairs = (declaration.partition(":") for declaration in squeezed.split(";"))
    return {name: value for name, colon, value in pairs if colon}


def hides(style: Style) -> bool:
    """Whether it takes its element out of sight, whatever else stands on the page."""
    return bool(style) and (_not_shown(style) or _of_no_size(style) or _off_the_page(style))


def collapses(style: Style) -> bool:
    """Whether it gives its element no room. In a style sheet that may be what a click unfolds."""
    sizes = (style.get(name, "") for name in ("width", "height", "max-width", "max-height"))
    return style.get("overflow") == "hidden" and any(_TINY.fullmatch(size) for size in sizes)


def _not_shown(style: Style) -> bool:
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or _NOTHING.fullmatch(style.get("opacity", "1")) is not None
        or style.get("color") in ("transparent", "rgba(0,0,0,0)")
    )


def _of_no_size(style: Style) -> bool:
    if _NOTHING.fullmatch(style.get("font-size", "1")) or style.get("transform", "").startswith("scale(0)"):
        return True
    return any(_CLIPPED.fullmatch(style.get(name, "")) for name in ("clip", "clip-path"))


def _off_the_page(style: Style) -> bool:
    names = ["text-indent", "margin-left", "margin-top"]
    if style.get("position") in ("absolute", "fixed", "relative"):
        names += ["left", "top", "right", "bottom"]
    return any(_FAR.fullmatch(style.get(name, "")) for name in names)


def ink(style: Style) -> str:
    """The colour of the text, "" where none is stated."""
    return _colour(style.get("color", ""))


def ground(style: Style) -> str:
    """The colour behind the text, "" where none is stated."""
    return _colour(style.get("background-color", "") or style.get("background", ""))


def _colour(value: str) -> str:
    return "white" if value in _WHITE else "" if value in _UNSTATED else value
