"""Sets of words written as one line of text."""


def word_set(words: str) -> frozenset[str]:
    """The words between blanks."""
    return frozenset(words.split())
