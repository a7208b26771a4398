"""British and American spellings meet; other words keep apart."""

import pytest

from evidence.text.spelling import american


@pytest.mark.parametrize(
    ("british", "expected"),
    [
        ("haemorrhage", "hemorrhage"),
        ("oesophageal tumours", "esophageal tumors"),
        ("randomised", "randomized"),
        ("behavioural", "behavioral"),
        ("fibres", "fibers"),
        ("litre", "liter"),
        ("analysed", "analyzed"),
        ("paediatric anaemia", "pediatric anemia"),
    ],
)
def test_british_becomes_american(british: str, expected: str) -> None:
    """By the words that medical titles hold most."""
    assert american(british) == expected


@pytest.mark.parametrize("word", ["hour", "four", "your", "disease", "tree", "acre", "does", "our", "is", "ising"])
def test_these_stay(word: str) -> None:
    """Short words and words that only look alike."""
    assert american(word) == word
