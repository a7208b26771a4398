"""Chains of republications, followed from either side."""

from collections.abc import Iterable

import pytest

from evidence.model import Document, Link, Published
from evidence.successors import NAMES_PREDECESSOR, NAMES_SUCCESSOR, successor


def record(number: int, *links: tuple[str, int], published: str = "2020") -> Document:
    made = tuple(Link(kind, f"pubmed:{target}") for kind, target in links)
    return Document(
        f"pubmed:{number}", "Zinc", "Zinc", "pubmed", "pubmed-xml", links=made, published=Published(published, "year")
    )


class Records:
    """A library of a few records."""

    def __init__(self, *records: Document) -> None:
        self.records = {r.id: r for r in records}

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        return {i: self.records[i] for i in ids if i in self.records}

    def linked_to(self, target: str) -> list[tuple[str, str]]:
        return [(r.id, link.kind) for r in self.records.values() for link in r.links if link.target == target]


def follow(first: Document, *others: Document) -> str:
    return successor(first, Records(first, *others))


@pytest.mark.parametrize("kind", sorted(NAMES_SUCCESSOR))
def test_named_by_the_record_itself(kind: str) -> None:
    """Whether the successor is in the library or not."""
    assert follow(record(1, (kind, 2)), record(2)) == "pubmed:2"
    assert follow(record(1, (kind, 2))) == "pubmed:2"


@pytest.mark.parametrize("kind", sorted(NAMES_PREDECESSOR))
def test_named_by_the_successor(kind: str) -> None:
    """The older record need not know of it."""
    assert follow(record(1), record(2, (kind, 1))) == "pubmed:2"


def test_both_sides_of_each_link_are_known() -> None:
    """NLM's pairs of RefTypes."""
    other = {"UpdateIn": "UpdateOf"}
    assert {other.get(k, k.removesuffix("In") + "From") for k in NAMES_SUCCESSOR} == NAMES_PREDECESSOR


@pytest.mark.parametrize("kind", ["CommentIn", "ErratumIn", "RetractionIn", "UpdateOf", "RepublishedFrom"])
def test_other_links_lead_nowhere(kind: str) -> None:
    """Nor do those to what a record itself replaces."""
    assert follow(record(1, (kind, 2)), record(2)) == ""


def test_link_without_a_target_leads_nowhere() -> None:
    unnamed = Document("pubmed:1", "Zinc", "Zinc", "pubmed", "pubmed-xml", links=(Link("UpdateIn", "", "Zinc J 2021"),))
    assert follow(unnamed) == ""


def test_chain_is_followed_to_its_end() -> None:
    """From side to side, and out of the library at the end."""
    chain = [record(1), record(2, ("UpdateOf", 1), ("RepublishedIn", 3)), record(3, ("RetractedandRepublishedIn", 4))]
    assert follow(*chain) == "pubmed:4"


def test_cycle_ends() -> None:
    """At the last record before the first comes again; one that points to itself has no successor."""
    assert follow(record(1, ("UpdateIn", 2)), record(2, ("UpdateIn", 3)), record(3, ("UpdateIn", 1))) == "pubmed:3"
    assert follow(record(1, ("UpdateIn", 1))) == ""


def test_of_several_the_newest_is_followed() -> None:
    """By date, then by id as a number; what is not in the library only where nothing else is."""
    first = record(1, ("UpdateIn", 9), ("UpdateIn", 10), ("UpdateIn", 200))
    nine, ten = record(9, published="2021-03"), record(10, published="2021")
    assert follow(first, nine, ten) == "pubmed:9"
    assert follow(first, record(9), record(10)) == "pubmed:10"
    assert follow(first) == "pubmed:200"
