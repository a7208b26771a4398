"""The documents that errors are planted in: SciFact's abstracts and the JATS full texts; and their plain sentences."""

import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.citations_data import scifact_pairs, scifact_texts
from benchmarks.planted.model import Sentence, Source
from evidence.model import Document
from evidence.text.sentences import sentences
from indexers.files.jats.read import read_jats

SHORTEST, LONGEST, WORDS = 50, 380, 8  # characters, characters, words of a sentence
_PARTS = ("METHODS", "RESULTS", "BACKGROUND", "CONCLUSIONS", "OBJECTIVE")
# marks of citations, other people's work, what points to elsewhere in the paper
_POINTS = r"\b(?:Figure|Fig|Table|Box|Appendix|Section)s?\b|https?:|www\.|\(see\b"
_MARKS = r"[\[\]|?†‡]|et al|\((?:[^()]{0,80}\W)?(?:19|20)\d\d[a-z]?\)|\(\d{1,3}(?:[,–-] ?\d{1,3})*\)|[a-z]{3}\.?\d+(?:[,–-]\d+)*(?:\s|\.?$)"
_NOT_PLAIN = re.compile(rf"{_POINTS}|{_MARKS}|\n|\*\*|[a-z]\)\.?\d")
_HEADS = (
    "METHODS AND FINDINGS|METHODS AND RESULTS|MATERIALS? AND METHODS"
    "|BACKGROUND|METHODS?|RESULTS?|CONCLUSIONS?|FINDINGS?|INTERPRETATION|OBJECTIVES?|CONTEXT|DESIGN|SETTING|PURPOSE|AIMS?"
    "|INTRODUCTION|MAIN OUTCOME MEASURES?|PARTICIPANTS|PATIENTS|SIGNIFICANCE"
    "|INTERVENTIONS?|MEASUREMENTS?|RATIONALE|LIMITATIONS?|IMPORTANCE|FUNDING|DISCUSSION|SUMMARY"
)
_LABEL = re.compile(rf"(?:(?:{_HEADS})\b[:.]? |[A-Z][A-Z &/]{{4,60}}[:.] ?|(?i:{_HEADS}): ?)")


def sources(data: Path, which: str = "") -> list[Source]:
    """Every document, or those of which "even" or "odd" is the number. Odd ones that SciFact's claims cite are left out,
    since judges are trained on those claims."""
    taken = {pair.document_id for pair in scifact_pairs("all", data)}
    found = [*_scifact(data), *_jats(data)]
    if not which:
        return found
    kept = (s for s in found if s.number % 2 == (which == "odd"))
    return [s for s in kept if which == "even" or s.id not in taken]


def plain_sentences(source: Source) -> Iterator[Sentence]:
    """The sentences that can be a claim: whole, of ordinary length, without marks of citations and pointers."""
    for start, end in source.spans:
        text = source.text[start:end]
        label = _LABEL.match(text)
        start += label.end() if label else 0
        text = source.text[start:end]
        if SHORTEST <= len(text) <= LONGEST and _is_plain(text):
            yield Sentence(source, start, end, text)


def _is_plain(text: str) -> bool:
    whole = text[0].isupper() and text.endswith(".") and len(text.split()) >= WORDS
    return whole and text.count("(") == text.count(")") and not _NOT_PLAIN.search(text)


def _scifact(data: Path) -> Iterator[Source]:
    for number, text, places in scifact_texts(data):
        yield Source(f"scifact:{number}", int(number), text.partition("\n\n")[0], text, places)


def _jats(data: Path) -> Iterator[Source]:
    for document in jats_documents(data):
        number = int(re.sub(r"\D", "", document.id) or 0)
        yield Source(document.id, number, document.title, document.text, tuple(prose(document)))


def jats_documents(data: Path) -> Iterator[Document]:
    """The JATS full texts as the library reads them."""
    with tarfile.open(data / "jats" / "ccby_articles.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                yield from (d for d in read_jats(file.read(), "jats", member.name) if isinstance(d, Document))


def prose(document: Document) -> Iterator[tuple[int, int]]:
    """Sentences of the sections that are the authors' own prose, not of tables, boxes, notes or references."""
    for section in document.sections:
        if section.category in _PARTS:
            yield from sentences(document.text, section.start, section.end)
