"""Plain text: the file's own characters, its paragraphs, items and headings."""

import re

from citations.manuscript.characters import view
from citations.manuscript.drawn import Block, Drawn, Role
from citations.manuscript.lines import ITEM, Line, is_title, lines, paragraphs

_CAPTION = re.compile(
    r"(?:supplementary )?(?:table|figure|fig\.?|box|panel|abbildung|tabelle) ?[A-Z]?\d{1,3}[a-z]?\s*[.:|]", re.I
)
_UNDERLINE = re.compile(r"[=~^-]{3,}")


def draw_plain(text: str) -> Drawn:
    """The text with its blocks."""
    seen = view(text)
    blocks = tuple(
        Block(group[0].start, group[-1].end, role_of(group))
        for group in paragraphs(list(lines(seen)))
        if not (len(group) == 1 and _UNDERLINE.fullmatch(group[0].text))
    )
    return Drawn("text", text, blocks, wraps=True)


def role_of(group: list[Line]) -> Role:
    """What a paragraph of plain text is."""
    if _CAPTION.match(group[0].text) and len(group) < 6:
        return "caption"
    if len(group) == 2 and _UNDERLINE.fullmatch(group[1].text):
        return "heading"
    if is_title(group):
        return "heading"
    return "item" if ITEM.match(group[0].text) else "paragraph"
