"""Sentences about others than the question asks about are known for what they are."""

import pytest

from research.reading.population import off_population

ADULTS = "In adults with epilepsy, does drug X stop seizures?"
CHILDREN = "In children with epilepsy, does drug X stop seizures?"
ANYONE = "Does drug X stop seizures?"


@pytest.mark.parametrize(
    ("question", "text", "off"),
    [
        (ANYONE, "In dogs, drug X stopped seizures.", True),
        (ANYONE, "Drug X stopped seizures in a mouse model.", True),
        (ANYONE, "Drug X stopped seizures in adults.", False),
        (ANYONE, "Drug X stopped seizures in children.", False),
        ("Does drug X stop seizures in dogs?", "In dogs, drug X stopped seizures.", False),
        ("Does drug X stop seizures in Feline epilepsy?", "Cats on drug X, or feline patients, had none.", False),
        (ADULTS, "Children on drug X had fewer seizures.", True),
        (ADULTS, "Adults and children on drug X had fewer seizures.", False),
        (CHILDREN, "Adults on drug X had fewer seizures.", True),
        (CHILDREN, "Infants on drug X had fewer seizures.", False),
        (ANYONE, "CAT scans and the RAT score did not change.", False),
    ],
)
def test_off_population(question: str, text: str, off: bool) -> None:
    """Animals where people are asked about; children for adults, and the other way round."""
    assert off_population(question, text) is off
