"""The texts that effects are labelled in, by name: sentences of SciFact's abstracts, sentences and table rows of JATS articles.

A name says where a text stands: `scifact:4983:3` (document, sentence), `jats:PMC1065104:p12:340-455` (paragraph, offsets),
`jats:PMC1065104:t2:5` (table, line). The texts themselves stay in the shared data; labels refer to them by name and by
the first ten digits of their SHA-1, so that a label never meets another text.
"""

import gzip
import hashlib
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from evidence.text.sentences import sentences
from indexers.files.table_text import RowText
from indexers.files.tables import is_data_table, table_lines

LONGEST = 700  # characters; what is longer is not a sentence but a failure to split


def texts(shared: Path) -> Iterator[tuple[str, str]]:
    """(name, text) of every sentence and table row that holds a digit."""
    for name, text in (*_scifact(shared), *_jats(shared)):
        if any(char.isdecimal() for char in text) and len(text) <= LONGEST:
            yield name, text


def digest(text: str) -> str:
    """Ten hexadecimal digits that stand for the text."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:10]


def _scifact(shared: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(shared / "scifact" / "corpus.jsonl.gz", "rt") as file:
        for line in file:
            document = json.loads(line)
            for k, sentence in enumerate(document["abstract"]):
                yield f"scifact:{document['doc_id']}:{k}", sentence.strip()


def _jats(shared: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(shared / "jats" / "ccby_articles.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
                yield from _article(member.name.removesuffix(".nxml"), etree.parse(file, parser))


def _article(name: str, tree: etree._ElementTree) -> Iterator[tuple[str, str]]:
    for k, paragraph in enumerate(tree.iter("p")):
        text = _plain(paragraph)
        for start, end in sentences(text):
            yield f"jats:{name}:p{k}:{start}-{end}", text[start:end]
    for k, table in enumerate(tree.iter("table")):
        if is_data_table(table):
            for n, line in enumerate(table_lines(table, _plain, lambda _: True)):
                if line.row.cells:
                    yield f"jats:{name}:t{k}:{n}", _cells_alone(line.row)


def _cells_alone(row: RowText) -> str:
    """The row's cells with their columns' heads, without what the row stands under: as it was labelled."""
    cells = ((cell.column, row.text[cell.start : cell.end]) for cell in row.cells)
    return "; ".join(f"{column}: {text}" if column else text for column, text in cells)


def _plain(element: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
