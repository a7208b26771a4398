"""Editions: what is the same, what is new, and what it takes the place of."""

from pathlib import Path

from evidence.library.library import Library
from evidence.model import Document, Link
from indexers.guidelines.versions import Editions
from indexers.intake import Refused
from tests.conftest import Fill

URL = "https://e.org/a"


def edition(date: str, text: str, *links: Link, name: str = "a") -> Document:
    return Document(f"guideline:x/{name}@{date}", "A", f"A\n\n{text}", "x", "html", links=links)


def place(folder: Path, document: Document, made_before: str = "") -> Document:
    library = Library.open(folder)
    found = Editions(library).place(document, URL, made_before)
    library.close()
    assert isinstance(found, Document)
    return found


def test_the_first(folder: Path) -> None:
    """Stands as it is, also where there is no library."""
    assert Editions(None).place(edition("2024", "one"), URL) == edition("2024", "one")


def test_another_base_is_no_edition(folder: Path, fill: Fill) -> None:
    """Not even one that begins alike."""
    fill(edition("2024", "one", name="a-b"), edition("2024", "one", name="ab"))
    assert place(folder, edition("2024", "two")) == edition("2024", "two")


def test_the_same_text_is_the_same_edition(folder: Path, fill: Fill) -> None:
    """Whatever date it carries now; the link to the one before stays."""
    fill(edition("2023", "old"), edition("2024", "one", Link("UpdateOf", "guideline:x/a@2023")))
    found = place(folder, edition("2025", "one"))
    assert (found.id, found.links) == ("guideline:x/a@2024", (Link("UpdateOf", "guideline:x/a@2023"),))


def test_another_text_and_date(folder: Path, fill: Fill) -> None:
    """A new edition that updates the newest, and by the load marks it."""
    fill(edition("2023", "old"), edition("2024", "one", Link("UpdateOf", "guideline:x/a@2023")))
    found = place(folder, edition("2025", "two"))
    assert (found.id, found.links) == ("guideline:x/a@2025", (Link("UpdateOf", "guideline:x/a@2024"),))
    fill(found)
    library = Library.open(folder)
    states = {i: head.status for i, head in library.heads(library.ids_beginning("guideline:x/a@")).items()}
    assert states == {
        "guideline:x/a@2023": "superseded", "guideline:x/a@2024": "superseded", "guideline:x/a@2025": "current"
    }  # fmt: skip


def test_another_text_on_the_same_date(folder: Path, fill: Fill) -> None:
    """Is numbered from 2 up."""
    fill(edition("2024", "one"))
    second = place(folder, edition("2024", "two"))
    assert (second.id, second.links) == ("guideline:x/a@2024.2", (Link("UpdateOf", "guideline:x/a@2024"),))
    fill(second)
    third = place(folder, edition("2024", "three"))
    assert (third.id, third.links) == ("guideline:x/a@2024.3", (Link("UpdateOf", "guideline:x/a@2024.2"),))


def test_a_page_that_goes_back(folder: Path, fill: Fill) -> None:
    """To an older text: a new edition all the same, since the newest is what it replaces."""
    fill(edition("2023", "one"), edition("2024", "two", Link("UpdateOf", "guideline:x/a@2023")))
    found = place(folder, edition("2023", "one"))
    assert (found.id, found.links) == ("guideline:x/a@2023.2", (Link("UpdateOf", "guideline:x/a@2024"),))


def test_the_same_bytes_read_anew(folder: Path, fill: Fill) -> None:
    """A better reader gives another text of the same page: no new edition of the guideline."""
    fill(edition("2024", "one"))
    assert place(folder, edition("2024", "one, better read"), "guideline:x/a@2024").id == "guideline:x/a@2024"


def test_two_pages_of_one_name() -> None:
    """Would supersede each other at every run: the second is refused by its address."""
    editions = Editions(None)
    editions.place(edition("2024", "one"), URL)
    found = editions.place(edition("2024", "two"), f"{URL}?page=2")
    assert isinstance(found, Refused)
    assert found.record == f"{URL}?page=2"
    assert isinstance(editions.place(edition("2024", "one"), URL), Document)


def test_ids_by_their_beginning(folder: Path, fill: Fill) -> None:
    """Live ones, exactly those, also where the beginning holds what SQL takes for patterns."""
    names = ("a%b@1", "a%b@2", "axb@1", "a%b", "a%c@1")
    fill(*(Document(f"guideline:x/{name}", "T", "T", "x", "html") for name in names))
    fill(Document("guideline:x/a%b@2", "T", "T, revised", "x", "html"))
    library = Library.open(folder)
    assert library.ids_beginning("guideline:x/a%b@") == ["guideline:x/a%b@1", "guideline:x/a%b@2"]
    assert library.ids_beginning("guideline:y/") == []
