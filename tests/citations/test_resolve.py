"""From a reference to its record: identifiers, what is stated of it, its state."""

from citations.manuscript.model import Reference
from citations.resolve import resolve
from evidence.model import Identifiers, Journal
from tests.fakes import HeldRecords, document

TRIAL = document(11, title="Aspirin and bleeding in older adults")
OTHER = document(12, title="Statins and stroke in middle age")
FULL = document(
    13,
    title="Metformin and weight in young adults",
    identifiers=Identifiers(pmid="13", pmcid="PMC128915", doi="10.1/metformin"),
)
RECORDS = HeldRecords(TRIAL, OTHER, FULL)


def reference(**stated: object) -> Reference:
    return Reference("1", "as written", **stated)  # type: ignore[arg-type]


def test_each_identifier_has_its_own_door() -> None:
    for stated in ({"pmid": "13"}, {"pmcid": "PMC128915"}, {"doi": "10.1/metformin"}, {"document_id": "pubmed:13"}):
        assert resolve(reference(**stated), RECORDS).document == FULL


def test_a_pmcid_given_as_a_pmid_is_named_and_never_taken_for_it() -> None:
    """PMC128915 read as PMID 128915, and "verified", is a real failure of a real tool."""
    found = resolve(reference(pmid="128915"), RECORDS)
    assert found.document is None
    assert found.layer == "identifier"
    assert found.weight == "falls"
    assert "PMC128915" in found.reason
    assert "pubmed:13" in found.reason


def test_a_real_pmid_of_another_paper_falls_and_the_paper_meant_is_named() -> None:
    found = resolve(reference(pmid="12", title="Aspirin and bleeding in older adults"), RECORDS)
    assert (found.layer, found.weight) == ("metadata", "falls")
    assert "pubmed:11" in found.reason


def test_identifiers_of_two_records_fall() -> None:
    found = resolve(reference(pmid="11", doi="10.1/metformin"), RECORDS)
    assert (found.layer, found.weight, found.document) == ("identifier", "falls", None)


def test_an_identifier_that_nothing_has_falls_with_the_place_where_it_was_looked_for() -> None:
    found = resolve(reference(pmid="99", title="Statins and stroke in middle age"), RECORDS)
    assert (found.layer, found.document) == ("identifier", None)
    assert "these records" in found.reason
    assert "pubmed:12" in found.reason


def test_without_an_identifier_the_title_finds_it() -> None:
    assert resolve(reference(title="Statins and stroke in middle age"), RECORDS).document == OTHER
    assert resolve(reference(title="Nothing of that name was ever written"), RECORDS).document is None


def test_a_reference_that_says_nothing_cannot_be_looked_up() -> None:
    found = resolve(reference(), RECORDS)
    assert (found.layer, found.weight) == ("identifier", "falls")
    assert "as written" in found.reason


def test_states_fall_or_weaken_unless_they_are_allowed() -> None:
    for status, weight in (
        ("retracted", "falls"),
        ("notice", "falls"),
        ("concern", "weakens"),
        ("superseded", "weakens"),
    ):
        records = HeldRecords(document(21, status=status))
        found = resolve(reference(pmid="21"), records)
        assert (found.layer, found.weight) == ("state", weight)
    allowed = resolve(reference(pmid="21"), HeldRecords(document(21, status="concern")), frozenset({"concern"}))
    assert allowed.weight == ""


def test_a_doi_on_two_records_is_no_fault_of_a_reference_that_one_of_them_fits() -> None:
    first = document(31, title="Coffee and the heart", identifiers=Identifiers(pmid="31", doi="10.1/coffee"))
    again = document(32, title="Coffee and the heart", identifiers=Identifiers(pmid="32", doi="10.1/coffee"))
    found = resolve(reference(pmid="32", doi="10.1/COFFEE"), HeldRecords(first, again))
    assert (found.document, found.weight) == (again, "")


def test_of_records_with_one_title_the_journal_decides_else_the_article_comes_before_its_preprint() -> None:
    preprint = document(41, title="Tea and sleep in students", is_preprint=True, journal=Journal(title="medRxiv"))
    article = document(42, title="Tea and sleep in students", journal=Journal(title="Journal of Tea"))
    records = HeldRecords(preprint, article)
    assert resolve(reference(title="Tea and sleep in students"), records).document == article
    assert resolve(reference(title="Tea and sleep in students", journal="medRxiv"), records).document == preprint
