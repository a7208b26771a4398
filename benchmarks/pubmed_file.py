"""A PubMed baseline-like file of any number of records, made of real ones.

Of shared/data/pubmed_xml only the files of ten records or more count: search results and cut-down baseline files, whose
records nobody picked for being odd. Records of an older DTD (an Affiliation without its AffiliationInfo) are left out: a
baseline has every record in the year's DTD, and Bio.Entrez refuses a file that mixes them. Each of the 920 PMIDs that
remain goes in once, then again under new PMIDs. They are 11.4 KB on average, where a baseline file of 30,000 has 10.7 KB
(all records there are: 13.4 KB, for 165 test cases of metapub, picked one by one, are 27.7 KB each).
"""

import gzip
import itertools
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

HEAD = b"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet SYSTEM "pubmed_250101.dtd">
<PubmedArticleSet>
"""
RECORD = re.compile(rb"<PubmedArticle>.*?</PubmedArticle>", re.DOTALL)
PMID = re.compile(rb"(<PMID[^>]*>)(\d+)")
FEWEST = 10  # records in a file that counts


def real_records(data: Path) -> Iterable[bytes]:
    """Each record once, in the order of the files' names."""
    found: dict[bytes, bytes] = {}
    for path in sorted(data.glob("*.xml.gz")):
        content = gzip.decompress(path.read_bytes())
        records = RECORD.findall(content) if b'\\"' not in content[:60] else ()  # one file is a quoted string
        for record in records if len(records) >= FEWEST else ():
            pmid = PMID.search(record)
            if b"<Affiliation>" not in record or b"<AffiliationInfo>" in record:
                found.setdefault(pmid[2] if pmid else record, record)
    return found.values()


def build(data: Path, target: Path, count: int) -> int:
    """Writes `count` records to a file at `target`, and gzipped beside it (.gz); returns the bytes of XML."""
    with target.open("wb") as plain:
        plain.write(HEAD)
        for number, record in enumerate(itertools.islice(itertools.cycle(real_records(data)), count), 1):
            plain.write(PMID.sub(rb"\g<1>%d" % number, record, count=1) + b"\n")
        plain.write(b"</PubmedArticleSet>\n")
    with target.open("rb") as plain, gzip.open(f"{target}.gz", "wb", compresslevel=6) as packed:
        shutil.copyfileobj(plain, packed, 1 << 20)
    return target.stat().st_size
