"""What goes into the scoring of sentences."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, with its section's NLM category ("" if it has none)."""

    text: str
    category: str = ""  # BACKGROUND, OBJECTIVE, METHODS, RESULTS or CONCLUSIONS
    is_title: bool = False
