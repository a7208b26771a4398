"""The title as the first page shows it, and the body without it."""

import re

from indexers.files.pdf.values import Block

LARGER = 1.15  # times the body's size
LONGEST = 300  # characters

_WORD = re.compile(r"\w+")


def page_title(blocks: list[Block], body: float) -> str:
    """The largest text of the first page, "" where nothing on it is larger than the body."""
    candidates = [
        block
        for block in blocks
        if block.page == 0 and block.kind in ("heading", "paragraph") and _size(block) > LARGER * body
    ]
    candidates = [block for block in candidates if 8 <= len(_text(block)) <= LONGEST]
    return _text(max(candidates, key=_size)) if candidates else ""


def without_title(blocks: list[Block], title: str) -> list[Block]:
    """The blocks but for the one on the first page that is the title, in whatever spacing and letters."""
    wanted = _WORD.findall(title.casefold())
    for at, block in enumerate(blocks):
        if block.page > 0:
            break
        if _WORD.findall(_text(block).casefold()) == wanted:
            return [*blocks[:at], *blocks[at + 1 :]]
    return blocks


def _size(block: Block) -> float:
    return max(line.size for line in block.lines)


def _text(block: Block) -> str:
    return " ".join(line.text for line in block.lines)
