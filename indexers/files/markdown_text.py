"""Markdown's and LaTeX's inline marks -> plain text, no number changed: "$^{8,9}$" is "[8,9]", "HbA_{1c}" "HbA1c"."""

import html
import re

from indexers.files.charset import visible_characters
from indexers.files.scripts import lowered, raised

_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\([^)\s]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\((?:https?:|mailto:|/|#)[^)\s]{0,2000}\)")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|__(?=\S)([^_\n]+?)(?<=\S)__")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_FILE = re.compile(r"[\w.-]+\.(?:jpe?g|png|gif|svg|webp)", re.I)
_MATHS = re.compile(r"\$(?!\s)([^$\n]{1,120}?)(?<!\s)\$(?!\d)")
_IS_MATHS = re.compile(r".*[\\^_].*|[\d\s/.,<>=≥≤±×%~+-]+")
_ROMAN = re.compile(r"\\(?:mathrm|text|mathbf|mathit|operatorname)\s*\{([^{}]*)\}")
_COMMANDS = {
    "geq": "≥", "ge": "≥", "leq": "≤", "le": "≤", "pm": "±", "times": "×", "mu": "µ", "alpha": "α", "beta": "β",
    "gamma": "γ", "delta": "δ", "approx": "≈", "sim": "~", "cdot": "·", "circ": "°", "rightarrow": "→", "quad": " ",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_SCRIPT = re.compile(r"(\s?)([\^_])(?:\{([^{}]{0,60})\}|([A-Za-z\d]))")
_BRACED = re.compile(r"(?<=[A-Za-z\d)])([\^_])\{([^{}\s]{1,20})\}")


def plain(text: str) -> str:
    """One line of Markdown as a reader sees it."""
    text = _IMAGE.sub(lambda m: "" if _FILE.fullmatch(m.group(1)) else m.group(1), text)
    text = _LINK.sub(r"\1", text)
    text = _BOLD.sub(lambda m: m.group(1) or m.group(2), text)
    text = _ITALIC.sub(r"\1", text)
    text = _MATHS.sub(lambda m: _maths(m) if _IS_MATHS.fullmatch(m.group(1)) else m.group(), text)
    text = _BRACED.sub(lambda m: _scripted(text[max(0, m.start() - 12) : m.start()], m.group(1), m.group(2)), text)
    text = re.sub(r"(?<=\d)--(?=\d)", "–", text)
    return " ".join(visible_characters(html.unescape(text)).split())


def _maths(match: re.Match[str]) -> str:
    inside = _ROMAN.sub(r"\1", match.group(1)).replace("~", " ").replace("\\%", "%")
    inside = _COMMAND.sub(lambda m: _COMMANDS.get(m.group(1), m.group()), inside)
    before = match.string[max(0, match.start() - 12) : match.start()]
    if inside.startswith("^") and (not before or before[-1].isspace() or before[-1] in ".,;:)"):
        return f"[{inside[1:].strip('{}')}]"  # a reference mark
    return _SCRIPT.sub(
        lambda m: _scripted((before + inside)[: len(before) + m.start()], m.group(2), m[3] or m[4] or ""), inside
    )


def _scripted(before: str, mark: str, text: str) -> str:
    return raised(before, text, linked=False) if mark == "^" else lowered(before, text)
