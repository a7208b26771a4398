"""A title with what a reader must know of it: that it is translated, that the article is retracted."""

import re

from citations.styles.languages import languages_of
from citations.styles.text import unmarked
from evidence.model import Document
from evidence.report import CitedDocument

_SAID = re.compile(
    r"[\[(]?\s*(?:retracted|withdrawn)(?:\s+(?:article|paper|publication|chapter))?\s*[:\])]", re.IGNORECASE
)


def title_of(document: Document | CitedDocument) -> str:
    """In brackets where it is a translation (NLM), and without the full stop at its end."""
    title = _unstopped(unmarked(document.title))
    vernacular = document.vernacular_title if isinstance(document, Document) else ""
    translated = vernacular.strip() and languages_of(document) and not is_bracketed(title)
    return f"[{title}]" if translated and vernacular.strip().casefold() != title.casefold() else title


def warned(title: str, document: Document | CitedDocument) -> str:
    """ "RETRACTED: ..." where the article is retracted and its title does not begin so."""
    return f"RETRACTED: {title}" if document.status == "retracted" and not _SAID.match(title) else title


def is_bracketed(title: str) -> bool:
    """Whether one pair of brackets holds all of it: "[a] b [c]" is not so."""
    if not (title.startswith("[") and title.endswith("]")):
        return False
    depth = 0
    for place, character in enumerate(title):
        depth += {"[": 1, "]": -1}.get(character, 0)
        if not depth:
            return place == len(title) - 1
    return False


def _unstopped(title: str) -> str:
    """An ellipsis stays."""
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title
