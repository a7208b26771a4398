"""How the tests write down what they expect to be read off a text."""

from itertools import pairwise
from pathlib import Path

from citations.manuscript.model import Manuscript, Statement
from citations.manuscript.read import read_manuscript

TEXTS = Path(__file__).parent / "texts"
Written = tuple[str, str]  # a sentence without its marks; its marks as "[1,3-5]=1,3,4,5", several parted by a blank


def read(name: str) -> Manuscript:
    return read_manuscript((TEXTS / name).read_bytes(), name)


def written(statement: Statement) -> Written:
    return statement.text, " ".join(f"{mark.text}={','.join(mark.keys)}" for mark in statement.marks)


def claims(manuscript: Manuscript) -> list[Written]:
    return [written(s) for s in manuscript.statements if s.is_claim]


def others(manuscript: Manuscript) -> list[str]:
    return [s.text for s in manuscript.statements if not s.is_claim]


def identifiers(manuscript: Manuscript) -> dict[str, str]:
    """Each reference with the identifier that it states: PMID, PMCID, DOI or address, whichever comes first."""
    return {r.key: r.pmid or r.pmcid or r.doi or r.url for r in manuscript.references}


def offsets_hold(manuscript: Manuscript) -> bool:
    """Every mark and entry stands where it says, and every mark inside its statement."""
    marks = all(
        manuscript.text[m.start : m.end] == m.text and s.start <= m.start < m.end <= s.end
        for s in manuscript.statements
        for m in s.marks
    )
    entries = all(manuscript.text[r.start : r.end] == r.text for r in manuscript.references if r.start >= 0)
    ordered = sorted(manuscript.statements, key=lambda s: s.start)
    apart = all(a.end <= b.start for a, b in pairwise(ordered))
    return marks and entries and apart and list(manuscript.statements) == ordered
