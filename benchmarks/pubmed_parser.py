"""How fast PubMed XML is read, beside what any reader in Python must pay.

    python benchmarks/pubmed_parser.py [--records 30000] [--data ../shared/data/pubmed_xml]

Builds a baseline-like file in a temporary folder from real records, repeated under new PMIDs, and reads it, each way in
a process of its own: user and system CPU time, and the highest memory. The floors keep nothing but the PMID.
"""

import argparse
import gzip
import itertools
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from lxml import etree

from evidence.model import Document
from indexers.pubmed.records import open_pubmed, read_pubmed

HEAD = b"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet SYSTEM "pubmed_250101.dtd">
<PubmedArticleSet>
"""
RECORD = re.compile(rb"<PubmedArticle>.*?</PubmedArticle>", re.DOTALL)
PMID = re.compile(rb"(<PMID[^>]*>)\d+")


def build(data: Path, target: Path, count: int) -> int:
    """Writes `count` records; returns the bytes of XML."""
    found: list[bytes] = []
    for path in sorted(data.glob("*.xml.gz")):
        with open_pubmed(path) as stream:
            content = stream.read()
        if b'\\"' not in content[:60]:  # one file is a quoted string
            found += RECORD.findall(content)
    size = 0
    with gzip.open(target, "wb", compresslevel=6) as out:
        out.write(HEAD)
        for number, record in enumerate(itertools.islice(itertools.cycle(found), count), 1):
            size += out.write(PMID.sub(rb"\g<1>%d" % number, record, count=1) + b"\n")
        out.write(b"</PubmedArticleSet>\n")
    return size


def evidence(path: Path) -> int:
    with open_pubmed(path) as stream:
        return sum(isinstance(item, Document) for item in read_pubmed(stream, path.name))


def lxml_iterparse(path: Path) -> int:
    """The floor: lxml.iterparse, each record thrown away unread but for its PMID."""
    return sum(1 for _ in _pmids(path))


def _pmids(path: Path) -> Iterator[str]:
    with gzip.open(path) as stream:
        for _event, element in etree.iterparse(stream, tag="PubmedArticle"):
            yield element.findtext("MedlineCitation/PMID") or ""
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]  # type: ignore[union-attr]  # a record has a parent


def elementtree_iterparse(path: Path) -> int:
    """The same with the standard library."""
    count = 0
    with gzip.open(path) as stream:
        events = ElementTree.iterparse(stream, events=("start", "end"))
        _event, root = next(events)
        for event, element in events:
            if event == "end" and element.tag == "PubmedArticle":
                count += bool(element.findtext("MedlineCitation/PMID"))
                root.clear()
    return count


def gunzip(path: Path) -> int:
    """What any reader pays first (the count is of start tags)."""
    with gzip.open(path) as stream:
        return sum(chunk.count(b"<PubmedArticle>") for chunk in iter(lambda: stream.read(1 << 20), b""))


WAYS = {way.__name__: way for way in (evidence, lxml_iterparse, elementtree_iterparse, gunzip)}


def measure(way: str, path: Path) -> None:
    """Runs one way; prints its line."""
    before, started = time.process_time(), time.perf_counter()
    count = WAYS[way](path)
    cpu, wall = time.process_time() - before, time.perf_counter() - started
    status = Path("/proc/self/status").read_text()  # getrusage would count the parent's memory
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(f"{way:24} {count:8,} records {count / cpu:9,.0f} /CPU s {cpu:7.2f} CPU s {wall:7.2f} s {peak:7.0f} MB peak")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared/data/pubmed_xml")
    parser.add_argument("--way", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.way:
        measure(chosen.way[0], Path(chosen.way[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for count in (chosen.records // 10, chosen.records):  # memory must not grow with the file
            path = Path(folder) / f"pubmed{count}.xml.gz"
            size = build(chosen.data, path, count)
            print(f"{count:,} records, {size / 1e6:,.0f} MB of XML ({size / count / 1000:.1f} KB each)", flush=True)
            for way in WAYS:
                subprocess.run([sys.executable, __file__, "--way", way, str(path)], check=True)


if __name__ == "__main__":
    main()
