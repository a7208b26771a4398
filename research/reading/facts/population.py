"""For whom a guideline is, as it says it. Of studies it is not read: that was wrong too often to be shown."""

from evidence.model import Document
from evidence.report import Stated
from research.reading.facts.zones import stated


def population(document: Document) -> Stated | None:
    """The stated population where it stands in the text."""
    at = document.text.find(document.population) if document.population else -1
    return stated(document.text, at, at + len(document.population)) if at >= 0 else None
