"""A text with its structure, whatever file it came from: the one value between the readers of formats and all the rest."""

from dataclasses import dataclass
from typing import Literal

from citations.manuscript.model import TextKind

Role = Literal["heading", "paragraph", "item", "row", "head-row", "caption", "code", "note", "definition"]


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]` stands for itself. `label` of a note or a definition is what marks name it by."""

    start: int
    end: int
    role: Role
    label: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """`text[start:end]` as written; what a reader sees of it is `text[shown_start:shown_end]`."""

    start: int
    end: int
    shown_start: int
    shown_end: int
    url: str  # "" where it is the mark of a note or a definition, which `label` names
    label: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Blocks and links in order; blocks do not overlap. `wraps`: a line may end within a sentence."""

    kind: TextKind
    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    wraps: bool = False
    notes: tuple[str, ...] = ()
