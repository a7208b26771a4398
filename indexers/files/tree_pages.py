"""The text of a section tree, once: its nodes repeat the pages that they stand on, and pages their print-out's frame.

A PDF-to-tree tool gives each node the whole text of its pages, with what a browser prints around them: the hour, the
page's title, its address, "3/27".
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_HOUR = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}(?:\s?[AP]M)?", re.I)
_COUNT = re.compile(r"\d{1,4}/\d{1,4}")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages as lists of lines, without the frame; and what the frame says: title, site and address, "" where none."""

    pages: tuple[tuple[str, ...], ...]
    title: str = ""
    site: str = ""
    address: str = ""


def printed(texts: Iterable[str]) -> Printed:
    """The distinct texts in their order, parted where a new page begins."""
    pages = [page for text in dict.fromkeys(texts) for page in _parted(text.splitlines())]
    pages = [_without_count(page) for page in pages]
    heads = Counter(page[1] for page in pages if len(page) > 1 and _HOUR.fullmatch(page[0]))
    feet = Counter(page[-1] for page in pages if page and _ADDRESS.fullmatch(page[-1]))
    head = next((line for line, count in heads.most_common(1) if count > 1 or " | " in line), "")
    address = next((line for line, _ in feet.most_common(1)), "")
    title, _, site = head.rpartition(" | ")
    bare = tuple(tuple(_bare(page, head, address)) for page in pages)
    return Printed(tuple(page for page in bare if page), title, site, address)


def _parted(lines: list[str]) -> Iterator[list[str]]:
    """A page begins with the hour at which it was printed. Blank lines at its ends are left out, and after the hour."""
    page: list[str] = []
    for line in (line.strip() for line in lines):
        if _HOUR.fullmatch(line):
            yield _stripped(page)
            page = []
        if line or not (len(page) == 1 and _HOUR.fullmatch(page[0])):
            page.append(line)
    yield _stripped(page)


def _stripped(page: list[str]) -> list[str]:
    filled = [i for i, line in enumerate(page) if line]
    return page[filled[0] : filled[-1] + 1] if filled else []


def _without_count(page: list[str]) -> list[str]:
    return _stripped(page[:-1]) if page and _COUNT.fullmatch(page[-1]) else page


def _bare(page: list[str], head: str, address: str) -> list[str]:
    start = 0
    if page and _HOUR.fullmatch(page[0]):
        start = 2 if page[1:2] == [head] else 1
    end = len(page) - (1 if page[-1:] == [address] and len(page) > start else 0)
    return _stripped(page[start:end])
