"""Blocks -> a document's text, with the offsets of its sections, table cells, references and marked stretches."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evidence.errors import RecordRefusedError
from evidence.model import Cell, Section
from indexers.files.table_text import moved

MAX_CELLS = 500_000  # of all tables of a document

_REFERENCES = re.compile(
    r"(?:\d+[.)]?\s*)?(?:(?:list of |selected |cited |key )?references?(?: list| cited)?|bibliography|literature cited"
    r"|works cited|literatur(?:verzeichnis)?|références|bibliographie|bibliografía|referencias)\W*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands on its own. `cells` count in `text`; `picked` numbers what a selector marked, from 1."""

    kind: Literal["heading", "paragraph", "item", "row"]
    text: str
    source: object = None  # the heading's element, None for the rest
    cells: tuple[Cell, ...] = ()
    addresses: tuple[str, ...] = ()  # links in it that lead to PubMed or to a DOI
    picked: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reader may take for a reference: an entry of a reference list, or a list item with a link to an article."""

    text: str
    addresses: tuple[str, ...]
    in_list: bool  # it stands under the heading "References"


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A text and what stands where in it, in characters."""

    text: str
    sections: tuple[Section, ...]
    cells: tuple[Cell, ...]
    references: tuple[Reference, ...]
    picked: tuple[tuple[int, int], ...]  # stretches that a selector marked, in order


def is_reference_heading(label: str) -> bool:
    """Whether a reference list stands under it."""
    return _REFERENCES.fullmatch(label.strip()) is not None


def lay_out(title: str, blocks: Sequence[Block]) -> LaidOut:
    """The text: title, blank line, blocks. Sections: "Title", "" for what precedes the first heading, and each heading
    that has a body. Raises RecordRefusedError for more than 500,000 cells.
    """
    starts = _starts(title, blocks)
    between = ("\n" if _runs_on(blocks, i) else "\n\n" for i in range(len(blocks)))
    text = title + "".join(gap + block.text for gap, block in zip(between, blocks, strict=True))
    if sum(len(block.cells) for block in blocks) > MAX_CELLS:
        raise RecordRefusedError("", f"its tables hold more than {MAX_CELLS:,} cells")
    return LaidOut(
        text=text,
        sections=_sections(title, blocks, starts),
        cells=tuple(cell for block, at in zip(blocks, starts, strict=True) for cell in moved(block.cells, at)),
        references=_references(blocks),
        picked=_picked(blocks, starts),
    )


def _runs_on(blocks: Sequence[Block], i: int) -> bool:
    """Items of a list and rows of a table follow each other without a blank line."""
    kind = blocks[i].kind
    return i > 0 and kind == blocks[i - 1].kind and kind in ("item", "row")


def _starts(title: str, blocks: Sequence[Block]) -> list[int]:
    starts, at = [], len(title)
    for i, block in enumerate(blocks):
        start = at + (1 if _runs_on(blocks, i) else 2)
        starts.append(start)
        at = start + len(block.text)
    return starts


def _sections(title: str, blocks: Sequence[Block], starts: list[int]) -> tuple[Section, ...]:
    sections = [Section("Title", 0, len(title))]
    label, start, end = "", -1, 0
    for block, at in zip(blocks, starts, strict=True):
        if block.kind == "heading":
            sections += _closed(label, start, end)
            label, start = block.text, -1
        elif start < 0:
            start = at
        end = at + len(block.text)
    return (*sections, *_closed(label, start, end))


def _closed(label: str, start: int, end: int) -> list[Section]:
    return [Section(label, start, end)] if start >= 0 else []


def _references(blocks: Sequence[Block]) -> tuple[Reference, ...]:
    found: list[Reference] = []
    in_list = False
    for block in blocks:
        if block.kind == "heading":
            in_list = is_reference_heading(block.text)
        elif in_list or (block.addresses and block.kind == "item"):
            found.append(Reference(block.text, block.addresses, in_list))
    return tuple(found)


def _picked(blocks: Sequence[Block], starts: list[int]) -> tuple[tuple[int, int], ...]:
    spans: dict[int, tuple[int, int]] = {}
    for block, at in zip(blocks, starts, strict=True):
        if block.picked:
            first = spans.get(block.picked, (at, at))[0]
            spans[block.picked] = (first, at + len(block.text))
    return tuple(spans.values())
