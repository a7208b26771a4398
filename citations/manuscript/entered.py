"""The entries of the lists with their keys: unique, whatever the list's numbers are."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from citations.manuscript.drawn import Drawn, Link
from citations.manuscript.entries import Entry
from citations.manuscript.entry_fields import Fields, fields_of
from citations.manuscript.keys import Entered
from citations.manuscript.model import Reference

_ORDINALS = ("", "second", "third", "fourth", "fifth")


def enter(entries: Sequence[Entry], drawn: Drawn, seen: str) -> tuple[tuple[Entered, ...], list[str]]:
    """The entries in order, and the keys that more than one of them claims."""
    starts = [link.start for link in drawn.links]
    times: Counter[str] = Counter()
    found: list[Entered] = []
    for place, entry in enumerate(entries, start=1):
        inside = drawn.links[bisect_left(starts, entry.start) : bisect_left(starts, entry.end)]
        fields = fields_of(seen[entry.start : entry.end], _addresses(inside))
        key = entry.label or _key(fields, place)
        times[key] += 1
        unique = _unique(key, times[key])
        found.append(Entered(_reference(unique, drawn.text, entry, fields), entry.label, fields.letter))
    return tuple(found), [key for key, count in times.items() if count > 1]


def _reference(key: str, text: str, entry: Entry, f: Fields) -> Reference:
    written = text[entry.start : entry.end]
    return Reference(
        key, written, entry.start, entry.end, f.pmid, f.pmcid, f.doi, f.url, f.title, f.authors, f.year, f.journal
    )


def _addresses(links: Sequence[Link]) -> tuple[str, ...]:
    return tuple(link.url for link in links if link.url.lower().startswith(("http", "//", "doi:")))


def _key(fields: Fields, place: int) -> str:
    """What marks would call it."""
    if fields.authors and fields.year:
        return f"{fields.authors[0].lower()} {fields.year}{fields.letter}"
    for kind, value in (("pmid", fields.pmid), ("pmcid", fields.pmcid), ("doi", fields.doi)):
        if value:
            return f"{kind}:{value}"
    return fields.url or f"entry {place}"


def _unique(key: str, time: int) -> str:
    if time == 1:
        return key
    return f"{key} ({_ORDINALS[time - 1] if time <= len(_ORDINALS) else f'{time}th'})"
