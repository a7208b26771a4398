"""Sentences of NCI's PDQ pages with the PMIDs that their authors cite for them.

A mark is a link to `#cit/section_2.88`; the reference list has an item of the id `section_2.88`, most with a link to
PubMed that names the PMID. The marks stand in square brackets behind the sentence: "[88,89]", "[1-3]".
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.text.sentences import sentences

SHORTEST = 40  # characters: what is shorter is a label in a table or a list
_PMID = re.compile(r"list_uids=(\d{1,9})|pubmed(?:\.ncbi\.nlm\.nih\.gov|/)/?(\d{1,9})", re.IGNORECASE)
_MARK = re.compile(r"\s?\[\d[\d,;\s–-]{0,60}\]")
_ONLY_MARKS = re.compile(r"[\[\]\d,;\s–-]*\Z")
CITE = "#cit/"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Stated:
    """A sentence without its marks, and the PMIDs behind them in order; `number` counts the page's sentences that cite."""

    page: str
    number: int
    heading: str  # that it stands under
    text: str
    pmids: tuple[str, ...]

    @property
    def asked(self) -> str:
        """What is searched for: many sentences name their subject in the heading alone."""
        return f"{self.heading}: {self.text}" if self.heading else self.text


@dataclass(frozen=True, slots=True)
class Mark:
    """A link to the reference list at its place in a block's text."""

    at: int
    reference: str


def statements(path: Path) -> Iterator[Stated]:
    """The sentences of a page that cite an article with a PMID."""
    from lxml import html

    with gzip.open(path, "rt", encoding="utf-8") as file:
        page = html.fromstring(file.read())
    pmids = {item.get("id"): pmid for item in page.iter("li") if item.get("id") and (pmid := _pmid(item))}
    name = path.name.removesuffix(".html.gz").removesuffix("-pdq").rsplit("types-", 1)[-1]
    number = 0
    for heading, text, marks in _blocks(page):
        for sentence, cited in cited_sentences(text, marks):
            found = tuple(dict.fromkeys(pmids[reference] for reference in cited if reference in pmids))
            if found and len(sentence) >= SHORTEST:
                number += 1
                yield Stated(name, number, heading, sentence, found)


def cited_sentences(text: str, marks: list[Mark]) -> Iterator[tuple[str, list[str]]]:
    """Each sentence without its marks, with the references behind them; a mark that begins a sentence is of the one before."""
    spans = sentences(text)
    cited: list[list[str]] = [[] for _ in spans]
    for before, mark in zip([None, *marks], marks, strict=False):
        place = next((n for n, (start, end) in enumerate(spans) if start <= mark.at < end), None)
        if place is not None:
            start = spans[place][0]
            owner = place - 1 if place and _ONLY_MARKS.match(text[start : mark.at]) else place
            cited[owner] += [*_between(text, before, mark), mark.reference]
    for (start, end), references in zip(spans, cited, strict=True):
        yield " ".join(_MARK.sub("", text[start:end]).split()), references


def _between(text: str, before: Mark | None, mark: Mark) -> list[str]:
    """What a range leaves out: 2 of [1-3]."""
    if before is None or not re.fullmatch(r"\d{1,4}\s?[–-]\s?", text[before.at : mark.at]):
        return []
    (list_name, _, first), (other, _, last) = before.reference.rpartition("."), mark.reference.rpartition(".")
    if list_name != other or not (first.isdigit() and last.isdigit()):
        return []
    return [f"{list_name}.{n}" for n in range(int(first) + 1, int(last))]


def _blocks(page: Any) -> Iterator[tuple[str, str, list[Mark]]]:
    """Paragraphs, list items and cells without blocks of their own: the heading above, the text and its marks."""
    heading = ""
    for block in page.iter(*HEADINGS, "p", "li", "td", "dd"):
        if block.tag in HEADINGS:
            heading = " ".join(block.text_content().split())
        elif block.tag == "p" or next(block.iter("p", "ul", "ol", "table"), None) is None:
            pieces: list[str] = []
            marks: list[Mark] = []
            _read(block, pieces, marks)
            if marks:
                yield heading, "".join(pieces), marks


def _read(element: Any, pieces: list[str], marks: list[Mark]) -> None:
    """The element's text without line breaks, and the place of each mark in it."""
    target = element.get("href") or ""
    if target.startswith(CITE):
        marks.append(Mark(sum(map(len, pieces)), target.removeprefix(CITE)))
    pieces.append(" ".join((element.text or "").split("\n")))
    for child in element:
        if isinstance(child.tag, str):  # not a comment
            _read(child, pieces, marks)
        pieces.append(" ".join((child.tail or "").split("\n")))


def _pmid(item: Any) -> str:
    for link in item.iter("a"):
        found = _PMID.search(link.get("href") or "")
        if found:
            return found.group(1) or found.group(2)
    return ""
