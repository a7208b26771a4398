"""Records that an entry of the source list brought are known as the entry's, beside the source that they come from."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from evidence.model import Document
from indexers.intake import Deleted, Refused

Item = Document | Deleted | Refused


def held_by(name: str, items: Iterable[Item]) -> Iterator[Item]:
    """The items; of each document the entry `name` is one more source. With "" as they are."""
    for item in items:
        if name and isinstance(item, Document):
            yield replace(item, also_in=tuple(sorted({*item.also_in, name})))
        else:
            yield item
