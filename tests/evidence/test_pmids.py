"""The set of PMIDs: what a Python set would say, in a few megabytes, there and back through the store."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import LibraryDamagedError
from evidence.pmids import LARGEST, PmidSet

PMIDS = st.sets(st.integers(1, 3_000) | st.integers(1, 2_000_000), max_size=40)


@given(PMIDS, PMIDS)
def test_does_what_a_set_does(one: set[int], other: set[int]) -> None:
    """Union, difference, intersection, count, membership, order; equal contents are equal values whatever their way."""
    a, b = PmidSet.of(one), PmidSet.of(other)
    assert list(a) == sorted(one)
    assert (len(a), bool(a)) == (len(one), bool(one))
    assert list(a | b) == sorted(one | other)
    assert list(a - b) == sorted(one - other)
    assert list(a & b) == sorted(one & other)
    assert all((p in a) == (p in one) for p in one | other)
    assert (a | b) - b == PmidSet.of(one - other)
    assert (a == b) == (one == other)


@given(PMIDS)
def test_survives_the_store(pmids: set[int]) -> None:
    """to_bytes and from_bytes are each other's inverse."""
    assert PmidSet.from_bytes(PmidSet.of(pmids).to_bytes()) == PmidSet.of(pmids)


def test_is_a_bitmap() -> None:
    """PMID p is bit p % 8 of byte p // 8: 1 is the second bit of the first byte, 8 the first of the second."""
    assert PmidSet.of([8, 1, 1]).bits == bytes([0b10, 0b1])
    assert PmidSet().bits == PmidSet.of([]).bits == b""


def test_size_is_that_of_the_highest() -> None:
    """6.25 MB for PMIDs below 50 million, however many there are; counted right."""
    newest = PmidSet.of(range(49_000_000, 50_000_000))
    assert (len(newest), len(newest.bits)) == (1_000_000, 6_250_000)
    assert 48_999_999 not in newest and 49_000_000 in newest and 49_999_999 in newest


def test_numbers_that_are_no_pmid_are_left_out() -> None:
    """One wrong digit in a record does not cost gigabytes, nor stop a load."""
    assert list(PmidSet.of([-5, 0, 7, LARGEST, LARGEST + 1, 10**30])) == [7, LARGEST]
    assert -5 not in PmidSet.of([3]) and 10**30 not in PmidSet.of([3])


@pytest.mark.parametrize("damaged", [b"", b"pmids1\0", b"nonsense", PmidSet.of(range(1, 9000)).to_bytes()[:-3]])
def test_damaged_bytes_are_named(damaged: bytes) -> None:
    """What cannot be a set is an error to act on, not an empty set."""
    with pytest.raises(LibraryDamagedError, match="set of PMIDs"):
        PmidSet.from_bytes(damaged)
