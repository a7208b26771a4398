"""References in the style that a journal asks for."""

from collections.abc import Callable, Iterable
from pathlib import Path

from citations.styles.ama import ama
from citations.styles.csl import csl_reference
from citations.styles.kinds import Citable
from citations.styles.vancouver import vancouver
from evidence.errors import UsageError

__all__ = ["STYLES", "format_reference", "reference_list", "styles", "vancouver"]
STYLES: dict[str, Callable[[Citable], str]] = {"vancouver": vancouver, "ama": ama}


def styles() -> tuple[str, ...]:
    """The names of the styles that need no file."""
    return tuple(STYLES)


def format_reference(document: Citable, style: str = "vancouver") -> str:
    """One reference on one line of plain text. `style` is a name, or the path of a CSL file.

    Raises UsageError on a style that there is not, or that cannot be used.
    """
    if style in STYLES:
        return STYLES[style](document)
    if not style.lower().endswith(".csl"):
        raise UsageError(
            f"There is no reference style {style}. Styles: {', '.join(STYLES)}, or the path of a .csl file."
        )
    return csl_reference(document, Path(style))


def reference_list(documents: Iterable[Citable], style: str = "vancouver") -> str:
    """A numbered list, a line each, in the order given. Raises UsageError as `format_reference` does."""
    return "".join(f"{n}. {format_reference(each, style)}\n" for n, each in enumerate(documents, start=1))
