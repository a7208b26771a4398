"""What every part of the Markdown draws alike: text that is taken for no markup, table cells, quotes with their references."""

import re
from collections.abc import Iterable, Sequence

from evidence.model import Claim
from evidence.report import CitedDocument
from research.report.names import badges, lead_in, speaker
from research.report.printable import printable

_TAG = re.compile(r"<(?=[A-Za-z/!?])")  # what CommonMark takes for HTML; "p < 0.05" stays as it is


def plain(text: str) -> str:
    """On one line, and without being taken for markup."""
    flat = printable(" ".join(text.split()))
    for mark in ("\\", "*", "_", "`"):
        flat = flat.replace(mark, f"\\{mark}")
    return _TAG.sub("&lt;", flat).replace("](", "]\\(")


def line_of(cells: Iterable[str]) -> str:
    """A table's line."""
    return "| " + " | ".join(plain(c).replace("|", "\\|") for c in cells) + " |"


def heads(names: Sequence[str]) -> tuple[str, str]:
    """A table's first two lines."""
    return "| " + " | ".join(names) + " |", "|" + "---|" * len(names)


def quoted(claim: Claim, documents: dict[str, CitedDocument]) -> str:
    """The claim with the numbers of its references, where in them it stands, and its grade if it is a recommendation."""
    marks = "".join(
        f"[{documents[c.document_id].number}{f', {plain(c.place)}' if c.place else ''}]" for c in claim.citations
    )
    grades = "; ".join(dict.fromkeys(c.grade for c in claim.citations if c.grade))
    return f"{lead_in(claim.text)}“{plain(claim.text)}” {marks}" + (f" **{plain(grades)}**" if grades else "")


def spoken(claim: Claim, documents: dict[str, CitedDocument]) -> str:
    """The quote with who speaks before it."""
    return f"{plain(speaker(documents[claim.citations[0].document_id]))}: {quoted(claim, documents)}"


def numbers_of(ids: Iterable[str], claims: dict[str, Claim], documents: dict[str, CitedDocument]) -> str:
    """The reference numbers of claims, each once, in order: "[1][4]"."""
    return "".join(
        f"[{n}]" for n in sorted({documents[c.document_id].number for i in ids for c in claims[i].citations})
    )


def marks_of(document: CitedDocument) -> str:
    """What a reader must see beside every citation of it."""
    return ", ".join(words for _, words in badges(document))
