"""From a reference to its record: identifiers, what is stated of it, its state."""

from citations.manuscript.model import Reference
from citations.resolve import resolve
from evidence.model import Identifiers
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
