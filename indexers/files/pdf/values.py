"""What the steps of reading a PDF hand on. Lengths are points (1/72 inch); y grows upwards, as in PDF."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "row", "aside"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost at most; reaching a bound refuses the file."""

    file_bytes: int = 200 * 1024 * 1024
    pages: int = 3_000
    characters: int = 20_000_000  # of all pages, before anything is left out
    page_characters: int = 100_000  # of one page; the densest print has about 15,000
    memory_bytes: int = 1536 * 1024 * 1024  # address space of the process that reads; a plain file needs about 30 MB
    seconds: int = 120  # of CPU, and twice that by the clock


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them, on one baseline `y`, from `x0` to `x1`."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was drawn: its words in no particular order; `asides` run in another direction than the page's text."""

    label: str
    width: float
    height: float
    words: tuple[Word, ...]
    asides: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line, from left to right, and their text; `cells` are its parts where wide gaps set them apart."""

    text: str
    x0: float
    x1: float
    y: float
    size: float  # of most of its characters
    bold: bool  # whether most of its characters are
    cells: tuple[str, ...]
    lead: str = ""  # the bold words that it begins with, where not all are bold


@dataclass(frozen=True, slots=True)
class Block:
    """What belongs together: a heading, a paragraph, a table's row, or what stands beside the text (a note, a caption)."""

    kind: BlockKind
    lines: tuple[Line, ...]
    page: int  # index from 0
    left: float = 0.0  # edges of the column that it stands in
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Stated:
    """What the file says of itself, outside of its pages."""

    title: str = ""
    subject: str = ""
    doi: str = ""
    language: str = ""  # as /Lang has it: "en-GB"
