"""SciFact and HealthVer as pairs, and folds in which nothing is shared."""

from pathlib import Path

import pytest

from benchmarks.citations import lines
from benchmarks.citations_data import (
    LabelledPair,
    folds,
    groups,
    half,
    healthver_pairs,
    scifact_pairs,
    without_documents_of,
)
from research.citation_pairs import read_pairs


def pair(claim: str, document: str) -> LabelledPair:
    """A pair of which only the names count."""
    return LabelledPair(claim, f"scifact:{document}", "It is so.", "It is so.", "supported")


CHAIN = [pair("a", "1"), pair("a", "2"), pair("b", "2"), pair("c", "3"), pair("d", "4"), pair("d", "4")]


def test_what_is_joined_through_others_is_one_group() -> None:
    """Claim a cites 1 and 2, claim b cites 2: three pairs of one group; c and d stand alone."""
    names = groups(CHAIN)
    assert names[0] == names[1] == names[2]
    assert names[4] == names[5]
    assert len(set(names)) == 3


def test_folds_are_even_and_share_nothing() -> None:
    """Groups of 3, 2 and 1 pairs in two folds: 3 and 2 + 1."""
    assert folds(CHAIN, 2) == [0, 0, 0, 1, 1, 1]


def test_by_document_a_claim_may_return() -> None:
    """Claim a is in the folds of its two documents."""
    by_document = folds(CHAIN, 2, "document")
    assert by_document[1] == by_document[2]
    assert by_document[4] == by_document[5]
    assert by_document[0] != by_document[1] or by_document[3] != by_document[1]


def test_halves_go_by_the_documents_number() -> None:
    """1 and 3 are odd."""
    assert [p.document_id for p in half(CHAIN, "odd")] == ["scifact:1", "scifact:3"]
    assert len(half(CHAIN, "even")) == 4


def test_a_claim_with_one_shared_document_is_left_out_whole() -> None:
    """Document 2 is taken: both claims that cite it go, with document 1."""
    left = without_documents_of(CHAIN, [pair("z", "2")])
    assert [p.claim_id for p in left] == ["c", "d", "d"]


def test_scifact_is_read_whole(shared: Path) -> None:
    """Every pair's rationale stands in its passage; not_found pairs have none; dev-disjoint shares no document with train."""
    train, apart = scifact_pairs("train", shared), scifact_pairs("dev-disjoint", shared)
    assert {p.label for p in train} == {"supported", "contradicted", "not_found"}
    assert all(bool(p.rationales) == (p.label != "not_found") for p in train)
    spans = [(p, span) for p in train for group in p.rationales for span in group]
    assert all(0 < start < end <= len(p.passage) for p, (start, end) in spans)
    assert all(p.passage[start].strip() and p.passage[end - 1].strip() for p, (start, end) in spans)
    assert apart
    assert not {p.document_id for p in train} & {p.document_id for p in apart}


@pytest.mark.parametrize("by", ["both", "document"])
def test_healthver_folds_share_no_document(shared: Path, by: str) -> None:
    """Five folds, none with a document of another."""
    pairs = healthver_pairs(shared)
    placed = folds(pairs, 5, "both" if by == "both" else "document")
    documents = [{p.document_id for p, fold in zip(pairs, placed, strict=True) if fold == k} for k in range(5)]
    assert sum(len(each) for each in documents) == len(set.union(*documents))
    assert all(documents)


def test_the_pairs_files_are_what_the_command_reads(tmp_path: Path) -> None:
    """Every line is read back with its label and its document."""
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(lines(CHAIN))
    read = read_pairs(path)
    assert read.refused == ()
    assert [(p.label, p.document_id) for p in read.pairs] == [(p.label, p.document_id) for p in CHAIN]
