"""MeSH descriptors as values, and the keys by which their names are looked up.

NLM writes many names turned round ("Hypertension, Pulmonary"), so a name has two keys: as it is written, and with its
parts in speaking order ("pulmonary hypertension").
"""

import re
import unicodedata
from dataclasses import dataclass

from evidence.text.typography import fold

_APOSTROPHES = re.compile(r"'")
_BETWEEN_WORDS = re.compile(r"[^\w]+|_")


@dataclass(frozen=True, slots=True)
class EntryTerm:
    """Another name of a descriptor. `preferred` of its concept; `permuted`: NLM's variant of a term.

    Variants are terms turned round, plurals, and names without their hyphens: "Hematomas", "ONO4538".
    """

    text: str
    preferred: bool = False
    permuted: bool = False


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A MeSH heading. `terms` leaves out the name itself; a descriptor may stand at several places in the trees, or none."""

    ui: str  # D006976
    name: str
    tree_numbers: tuple[str, ...] = ()  # C14.907.489
    terms: tuple[EntryTerm, ...] = ()
    scope: str = ""  # NLM's scope note, "" where the file has none
    year: int | None = None  # of the edition, None where the file does not say


def key(text: str) -> str:
    """`text` for comparison: folded, lower case, no accents or apostrophes, one space for all other punctuation."""
    plain = unicodedata.normalize("NFD", fold(text).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", plain)).split())


def keys(name: str) -> tuple[str, ...]:
    """The key of a name as written and, where it is turned round, that of its speaking order.

    Only a comma with a space turns a name: "1,2-Dimethylhydrazine" is in order.
    """
    parts = name.split(", ")
    spoken = " ".join(reversed(parts))
    return tuple(dict.fromkeys((key(name), key(spoken))))
