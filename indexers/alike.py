"""The records of a commit and of the library that may be of one article, and which of them are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product

from evidence.library.library import Library
from evidence.library.row import Head, Row
from evidence.library.segment import Key
from evidence.model import Document
from indexers.prepare import Prepared, document_in
from indexers.same_work import (
    RULES,
    Place,
    Rule,
    could_be_by_title,
    has_pmid,
    may_be_same,
    may_merge,
    place_of,
    same_by_title,
    told_by_columns,
)

Record = Head | Row
KEYS: tuple[Key, ...] = ("pmcid", "doi", "work")
MOST = 50  # records with one key that are compared with each other; more are a series, not copies


class Alike:
    """What is staged, and what is stored and shares a key with it; documents are read when they are asked for."""

    def __init__(self, staged: Mapping[str, Prepared], deleted: Collection[str], library: Library) -> None:
        rows = {i: p.row for i, p in staged.items() if may_merge(p.row)}
        stored = _stored(rows.values(), library)
        self.records: dict[str, Record] = {
            i: head for i, head in stored.items() if i not in deleted and may_merge(head)
        }
        self.records |= rows
        self._staged = staged
        self._library = library
        self._places: dict[str, Place] = {}

    def document(self, document_id: str) -> Document:
        """As its own record states it. Not kept: a full text is large."""
        staged = self._staged.get(document_id)
        return document_in(staged) if staged else self._library.stated([document_id])[document_id]

    def _place(self, document_id: str) -> Place:
        if document_id not in self._places:
            self._places[document_id] = place_of(self.document(document_id))
        return self._places[document_id]

    def groups(self) -> tuple[list[list[str]], Counter[Rule]]:
        """The ids of each article that has several, and by which rules they were joined.

        The surest pairs first; a pair that would bring together what must not be is left apart.
        """
        group: dict[str, list[str]] = {}
        counts: Counter[Rule] = Counter()
        for rule, one, two in self._pairs():
            first, second = group.setdefault(one, [one]), group.setdefault(two, [two])
            if first is second or not self._may_join(first, second):
                continue
            counts[rule] += 1
            first += second
            group |= dict.fromkeys(second, first)
        found = {id(members): members for members in group.values() if len(members) > 1}
        return list(found.values()), counts

    def _may_join(self, first: Iterable[str], second: Iterable[str]) -> bool:
        return all(may_be_same(self.records[one], self.records[two]) for one, two in product(first, second))

    def _pairs(self) -> list[tuple[Rule, str, str]]:
        """Each two ids of one article, by whatever rule holds first; of one rule those with the fewest doubts first."""
        seen: set[tuple[str, str]] = set()
        found: list[tuple[Rule, str, str]] = []
        for ids in self._by_key():  # one key after the other: their titles are at hand
            for pair in self._worth_a_look(ids):
                if pair not in seen and (rule := self._rule(*pair)):
                    found.append((rule, *pair))
                seen.add(pair)
        return sorted(found, key=lambda pair: (RULES.index(pair[0]), *self._doubts(*pair), *pair[1:]))

    def _doubts(self, rule: Rule, one: str, two: str) -> tuple[bool, bool]:
        """Whether no page confirms it, and whether neither is PubMed's record."""
        no_page = rule == "title" and not (self._place(one).page and self._place(two).page)
        return no_page, not (has_pmid(self.records[one]) or has_pmid(self.records[two]))

    def _by_key(self) -> Iterator[list[str]]:
        """Ids that share a key with a record without a PMID, in order."""
        for key in KEYS:
            wanted = {getattr(r, key) for r in self.records.values() if not has_pmid(r)} - {""}
            sharing: dict[str, list[str]] = defaultdict(list)
            for i, record in self.records.items():
                if getattr(record, key) in wanted:
                    sharing[getattr(record, key)].append(i)
            yield from (sorted(ids) for ids in sharing.values() if 1 < len(ids) <= MOST)

    def _worth_a_look(self, ids: list[str]) -> Iterator[tuple[str, str]]:
        """Two of them, of which one has no PMID and one is new here."""
        without = [i for i in ids if not has_pmid(self.records[i])]
        for one in without:
            for two in ids:
                if one != two and (one in self._staged or two in self._staged):
                    yield (one, two) if one < two else (two, one)

    def _rule(self, one: str, two: str) -> Rule | None:
        first, second = self.records[one], self.records[two]
        if not may_be_same(first, second):
            return None
        told = told_by_columns(first, second)
        if told is None and could_be_by_title(first, second) and same_by_title(self._place(one), self._place(two)):
            return "title"
        return told


def _stored(rows: Collection[Row], library: Library) -> dict[str, Head]:
    """The stored records that share a key with one of these, where one of the two has no PMID."""
    found: dict[str, Head] = {}
    for key in KEYS:
        found |= library.having(key, {getattr(row, key) for row in rows if not has_pmid(row)}, MOST)
    if library.holds_without_pmid():
        numbered = [row for row in rows if has_pmid(row)]
        found |= library.having("doi", {row.doi for row in numbered}, MOST, without_pmid=True)
        found |= library.having("work", {row.work for row in numbered}, MOST, without_pmid=True)
        found |= library.heads({f"pmc:{row.pmcid}" for row in numbered if row.pmcid})
    return found
