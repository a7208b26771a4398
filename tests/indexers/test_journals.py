"""One journal as libraries write it, and journals that are nearly called alike."""

import pytest

from evidence.model import Journal
from indexers.journals import journals_of, same_journal


def same(one: Journal, two: Journal) -> bool | None:
    there, back = (same_journal(journals_of(a), journals_of(b)) for a, b in ((one, two), (two, one)))
    assert there is back
    return there


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("N Engl J Med", "The New England journal of medicine"),
        ("N. Engl. J. Med.", "New England Journal of Medicine"),
        ("BMJ", "BMJ (Clinical research ed.)"),
        ("BMJ", "British Medical Journal"),
        ("JAMA", "Journal of the American Medical Association"),
        ("Lancet", "The Lancet (London, England)"),
        ("Stroke", "Stroke : a journal of cerebral circulation"),
        ("Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences of the United States of America"),
        ("Proc Natl Acad Sci USA", "Proc Natl Acad Sci U S A"),
        ("Cochrane Database Syst Rev", "The Cochrane database of systematic reviews"),
        ("J Pediatr", "Journal of Paediatrics"),
        ("Rev Neurol", "Revista de neurología"),
    ],
)
def test_one_journal(one: str, two: str) -> None:
    """Abbreviated word by word, by initials, with a place or a subtitle, in another spelling."""
    assert same(Journal(one), Journal(two)) is True
    assert same(Journal(abbreviation=one), Journal(two)) is True


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Lancet", "BMJ"), ("Lancet", "Lancet Oncology"), ("BMC Cancer", "BMC Medicine"), ("JAMA", "JAMA Surgery"),
        ("Am J Med", "American Journal of Surgery"), ("Br J Surg", "Brazilian Journal of Medicine"), ("J", "JAMA"),
        ("Heart", "Hearing"), ("PLoS ONE", "PLoS Medicine"),
    ],
)  # fmt: skip
def test_two_journals(one: str, two: str) -> None:
    """A word more is another journal."""
    assert same(Journal(one), Journal(two)) is False


def test_issns_go_first() -> None:
    """The same one is enough; of two editions' the names decide; where no names are, they are two journals."""
    assert same(Journal("A", issn="1234-567X"), Journal("B", issn="1234567x")) is True
    assert same(Journal("Lancet", issn="0140-6736"), Journal("Lancet", issn="1474-547X")) is True
    assert same(Journal(issn="0140-6736"), Journal(issn="1474-547X")) is False


def test_what_cannot_be_compared() -> None:
    """Nothing on one side, or a name on the one and an ISSN on the other."""
    assert same(Journal(), Journal("Lancet")) is None
    assert same(Journal(issn="0140-6736"), Journal("Lancet")) is None
    assert same(Journal("..."), Journal("Lancet")) is None
