"""What the stand-in holds: real records cut out of files, or made-up ones in any number."""

import gzip
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

_RECORD = re.compile(rb"<(PubmedArticle|PubmedBookArticle)[ >].*?</\1>", re.DOTALL)
_PMID = re.compile(rb"<PMID[^>]*>\s*(\d+)")
_ENTERED = re.compile(
    rb'<PubMedPubDate PubStatus="entrez">\s*<Year>(\d+)</Year>\s*<Month>(\d+)</Month>\s*<Day>(\d+)</Day>'
)
_TEXT = re.compile(rb"<(ArticleTitle|AbstractText|BookTitle)[^>]*>(.*?)</\1>", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its entry date, where it has one, the words that find it, and its XML."""

    pmid: int
    entered: date | None
    words: frozenset[str]
    xml: Callable[[], bytes]


class Holdings:
    """Records by PMID, and which of them each word finds."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = {record.pmid: record for record in records}
        self.by_word: dict[str, set[int]] = {}
        for record in self.records.values():
            for word in record.words:
                self.by_word.setdefault(word, set()).add(record.pmid)


def words_of(text: str) -> frozenset[str]:
    """Lower case, letters and digits."""
    return frozenset(_WORD.findall(text.lower()))


def made_up(count: int, clump: int = 0, undated: int = 0) -> Holdings:
    """PMIDs 1001, 1004, 1007, ...; the first `undated` without an entry date, the next `clump` all entered on one day.

    The others are entered seven a day from 1990-01-01. All are found by "aspirin", those with an even PMID by "even".
    """

    def record(n: int) -> Record:
        pmid = 1001 + 3 * n
        late = n - undated - clump
        entered = None if n < undated else date(1989, 6, 15) if late < 0 else date(1990, 1, 1) + timedelta(late // 7)
        words = frozenset({"aspirin", "even" if pmid % 2 == 0 else "odd"})
        return Record(pmid, entered, words, lambda: made_up_xml(pmid, entered))

    return Holdings(record(n) for n in range(count))


def made_up_xml(pmid: int, entered: date | None) -> bytes:
    """A fictional record, as small as one can be."""
    parts = f"<Year>{entered.year}</Year><Month>{entered.month}</Month><Day>{entered.day}</Day>" if entered else ""
    history = f'<History><PubMedPubDate PubStatus="entrez">{parts}</PubMedPubDate></History>' if entered else ""
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
        "<Article><Journal><JournalIssue><PubDate><Year>2020</Year></PubDate></JournalIssue><Title>Stand-in</Title>"
        f"</Journal><ArticleTitle>Aspirin in trial {pmid} [Fictional record].</ArticleTitle></Article></MedlineCitation>"
        f'<PubmedData>{history}<ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId></ArticleIdList></PubmedData>'
        "</PubmedArticle>"
    ).encode()


def real(folder: Path) -> Holdings:
    """Every article and book of the files in a folder, cut out by regular expression, not by the code under test."""
    return Holdings(record for path in sorted(folder.glob("*.xml*")) for record in _cut_out(path))


def _cut_out(path: Path) -> Iterable[Record]:
    data = path.read_bytes()
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    if data.startswith(b'"<'):  # one of the files is a JSON string
        data = json.loads(data).encode()
    for found in _RECORD.finditer(data):
        xml = found[0]
        pmid = _PMID.search(xml)
        if pmid is None:
            continue
        entered = _ENTERED.search(xml)
        day = date(*map(int, entered.groups())) if entered else None
        text = b" ".join(part[2] for part in _TEXT.finditer(xml)).decode("utf-8", "replace")
        yield Record(int(pmid[1]), day, words_of(text) | {"all"}, partial(bytes, xml))
