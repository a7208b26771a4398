"""What a claim puts in quotation marks has to stand in the source exactly; typography may differ, content may not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citations.quotes import locate
from evidence.model import Passage

_QUOTED = re.compile(r"“([^“”]{1,2000})”|\"([^\"]{1,2000})\"|«([^«»]{1,2000})»")
_LEFT_OUT = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?|\[[^\]]{0,80}\])\s*")
SHORTEST = 3  # words; a shorter quotation is a term ("gold standard"), unless it holds a digit


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between the marks, and whether they stand in the source."""

    text: str
    stands: bool


def quotations(claim: str, passages: Sequence[Passage]) -> list[Quotation]:
    """The quotations of a claim. What "..." leaves out, or square brackets put in, parts a quotation in pieces."""
    written = [next(filter(None, match)) for match in _QUOTED.findall(claim)]
    return [Quotation(text, _stands(text, passages)) for text in written if _is_quotation(text)]


def without_marks(claim: str) -> str:
    """The claim without its quotation marks."""
    return _QUOTED.sub(lambda match: next(filter(None, match.groups())), claim)


def _is_quotation(text: str) -> bool:
    return len(text.split()) >= SHORTEST or any(c.isdigit() for c in text)


def _stands(text: str, passages: Sequence[Passage]) -> bool:
    pieces = [piece for piece in _LEFT_OUT.split(text) if any(c.isalnum() for c in piece)]
    return any(all(_piece_stands(piece, passage.text) for piece in pieces) for passage in passages)


def _piece_stands(piece: str, text: str) -> bool:
    """As written, without a final mark, or with its first letter changed from a small one to a capital."""
    bare = piece.strip().rstrip(".,;:")
    small, great = bare[:1].lower() + bare[1:], bare[:1].upper() + bare[1:]
    return any(locate(each, text) is not None for each in dict.fromkeys((bare, small, great)))
