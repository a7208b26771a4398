"""Which entry a mark means: by number or label, by identifier, by first author and year."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from citations.manuscript.found import Cited
from citations.manuscript.model import Reference
from citations.manuscript.names import fold_name


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry of a list, with what marks know it by beside its key."""

    reference: Reference
    label: str = ""  # its number, or a note's label
    letter: str = ""  # tells one author's works of a year apart
    place: str = ""  # its number by its place in a file, where it has no other

    @property
    def key(self) -> str:
        """The reference's."""
        return self.reference.key


@dataclass(slots=True)
class Keys:
    """All entries of the lists, and what marks name beside them."""

    entered: tuple[Entered, ...]
    numbers: dict[str, str] = field(default_factory=dict)  # number or label, lower case -> key
    named: dict[str, str] = field(default_factory=dict)  # identifier -> key
    written: dict[tuple[str, str], list[Entered]] = field(default_factory=lambda: defaultdict(list))
    own: dict[str, Reference] = field(default_factory=dict)  # what only marks name
    unclear: dict[str, None] = field(default_factory=dict)  # author and year that fit several entries
    has_list: bool = False

    def is_known(self, cited: Cited) -> bool:
        """Whether an author and year are in the list."""
        return bool(self._by_author(cited))

    def keys_of(self, cited: Cited) -> tuple[str, ...]:
        """The keys of one cited source; a source that no list has gets one of its own."""
        if cited.number and cited.number.casefold() in self.numbers:
            return (self.numbers[cited.number.casefold()],)
        if cited.identifier in self.named:
            return (self.named[cited.identifier],)
        if cited.authors and not cited.identifier:
            found = self._by_author(cited)
            if len(found) > 1:
                self.unclear[f"{cited.authors[0]} {cited.year}"] = None
            if found:
                return tuple(each.key for each in found)
        if cited.number and not cited.identifier:
            return (cited.number,)
        return (self._own(cited),)

    def _by_author(self, cited: Cited) -> list[Entered]:
        """Entries by the first author with that year; 2019 fits 2019a, and 2019a an entry that has no letter."""
        if not cited.authors:
            return []
        family = fold_name(cited.authors[0])
        year = cited.year[:4] if cited.year[:4].isdigit() else cited.year
        letter = cited.year[4:] if year.isdigit() else ""
        found = [e for e in self.written.get((family, year), ()) if e.letter in ("", letter) or not letter]
        exact = [e for e in found if e.letter == letter]
        found = exact or found
        if len(found) > 1 and len(cited.authors) > 1:
            second = fold_name(cited.authors[1])
            found = [e for e in found if second in map(fold_name, e.reference.authors[1:])] or found
        return found

    def _own(self, cited: Cited) -> str:
        """A reference of its own for what only a mark names; none for an author and year that the list should have."""
        key = cited.identifier or f"{cited.authors[0].lower()} {cited.year}"
        if key in self.own or (not cited.identifier and self.has_list):
            return key
        kind, _, value = cited.identifier.partition(":")
        is_named = kind in ("pmid", "pmcid", "doi")
        names = {"pmid": "", "pmcid": "", "doi": "", "url": ""} | {
            kind if is_named else "url": value if is_named else cited.identifier
        }
        self.own[key] = Reference(
            key, cited.identifier or " ".join((*cited.authors, cited.year)), pmid=names["pmid"], pmcid=names["pmcid"],
            doi=names["doi"], url=names["url"], authors=cited.authors, year=cited.year[:4] if cited.year[:4].isdigit() else "",
        )  # fmt: skip
        return key


def index_entries(entered: tuple[Entered, ...]) -> Keys:
    """The first of two entries with the same number, identifier or key is the one that marks mean."""
    keys = Keys(entered, has_list=any(e.reference.authors and not e.label for e in entered))
    for each in entered:
        stated = each.reference
        if each.label:
            keys.numbers.setdefault(each.label.casefold(), each.key)
        if each.place:
            keys.numbers.setdefault(each.place, each.key)
        for name in _named(stated):
            keys.named.setdefault(name, each.key)
        for family in stated.authors[:1]:
            for name in dict.fromkeys((fold_name(family), fold_name(family).rpartition(" ")[2])):
                keys.written[name, stated.year].append(each)
    return keys


def _named(reference: Reference) -> Iterator[str]:
    """Its identifiers as marks name them."""
    for kind, value in (
        ("pmid:", reference.pmid),
        ("pmcid:", reference.pmcid),
        ("doi:", reference.doi),
        ("", reference.url),
    ):
        if value:
            yield kind + value
