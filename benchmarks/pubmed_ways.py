"""Ways to read a gzipped PubMed file: ours, the peers, and floors that keep nothing.

Each loads its library, then gives a reader.
"""

import gzip
from collections.abc import Callable
from pathlib import Path

Reader = Callable[[Path], int]  # a file to its number of records
CHUNK = 1 << 20  # bytes
END = b"</PubmedArticle>"


def evidence() -> Reader:
    from evidence.model import Document
    from indexers.pubmed.records import open_pubmed, read_pubmed

    def read(path: Path) -> int:
        with open_pubmed(path) as stream:
            return sum(isinstance(item, Document) for item in read_pubmed(stream, path.name))

    return read


def pubmed_parser() -> Reader:
    """Gives affiliations and references as strings, too, which we drop; no offsets, links, designs or status."""
    from pubmed_parser import parse_medline_xml

    return lambda path: sum(1 for _ in parse_medline_xml(str(path)))


def bio_entrez() -> Reader:
    from Bio import Entrez

    def read(path: Path) -> int:
        with gzip.open(path) as stream:
            return len(Entrez.read(stream, validate=False)["PubmedArticle"])

    return read


def expat() -> Reader:
    """Parsing only, of the unpacked file that stands beside, with nobody listening."""
    return _expat(handlers=False)


def expat_handlers() -> Reader:
    """With handlers in Python that do nothing."""
    return _expat(handlers=True)


def _expat(handlers: bool) -> Reader:
    from xml.parsers.expat import ParserCreate

    def read(path: Path) -> int:
        parser, count = ParserCreate(), 0
        if handlers:
            parser.StartElementHandler = lambda _name, _attributes: None
            parser.EndElementHandler = lambda _name: None
            parser.CharacterDataHandler = lambda _text: None
        with path.with_suffix("").open("rb") as stream:
            tail = b""
            while chunk := stream.read(CHUNK):
                count += (tail + chunk).count(END)
                tail = chunk[1 - len(END) :]
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
        return count

    return read


def lxml_iterparse() -> Reader:
    """Each record thrown away unread but for its PMID."""
    from lxml import etree

    def read(path: Path) -> int:
        count = 0
        with gzip.open(path) as stream:
            for _event, element in etree.iterparse(stream, tag="PubmedArticle"):
                count += bool(element.findtext("MedlineCitation/PMID"))
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]  # type: ignore[union-attr]  # a record has a parent
        return count

    return read


def gunzip_zlib() -> Reader:
    """What any reader pays first (the count is of end tags)."""
    return _counted(gzip.open)


def gunzip_isal() -> Reader:
    from isal import igzip

    return _counted(igzip.open)


def _counted(opened: Callable[..., gzip.GzipFile]) -> Reader:
    def read(path: Path) -> int:
        count, tail = 0, b""
        with opened(path) as stream:
            while chunk := stream.read(CHUNK):
                count += (tail + chunk).count(END)
                tail = chunk[1 - len(END) :]
        return count

    return read


WAYS: dict[str, Callable[[], Reader]] = {
    "evidence": evidence,
    "evidence_small": evidence,
    "pubmed_parser": pubmed_parser,
    "bio_entrez": bio_entrez,
    "expat": expat,
    "expat_handlers": expat_handlers,
    "lxml_iterparse": lxml_iterparse,
    "gunzip_zlib": gunzip_zlib,
    "gunzip_isal": gunzip_isal,
}
NEEDS = {"pubmed_parser": "pubmed_parser", "bio_entrez": "Bio", "gunzip_isal": "isal"}
