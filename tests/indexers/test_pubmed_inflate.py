"""Gunzip by isal: the same bytes and the same faults as the standard library gives, in the same place."""

import gzip
import io
import random
import zlib
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexers.pubmed import inflate
from indexers.pubmed.inflate import gunzipped
from indexers.pubmed.stream import open_pubmed

# long enough that a fault falls between two readings; of words, so that it is packed with back references
CONTENT = " ".join(str(number) for number in random.Random(5).choices(range(5000), k=150_000)).encode()
PACKED = gzip.compress(CONTENT, 6)


def drained(stream: BinaryIO) -> tuple[bytes, str, str]:
    """All that can be read, and what ended it."""
    found = b""
    try:
        while chunk := stream.read1(1 << 18):  # type: ignore[attr-defined]
            found += chunk
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        return found, type(fault).__name__, str(fault)
    return found, "", ""


def by_gzip(packed: bytes) -> tuple[bytes, str, str]:
    return drained(gzip.GzipFile(fileobj=io.BytesIO(packed)))  # type: ignore[arg-type]


def by_isal(packed: bytes) -> tuple[bytes, str, str]:
    return drained(gunzipped(io.BytesIO(packed)))


def test_a_whole_file_is_its_content() -> None:
    """To the last byte, by small readings and by one."""
    assert by_isal(PACKED) == (CONTENT, "", "")
    assert gunzipped(io.BytesIO(PACKED)).read() == CONTENT


def test_an_empty_member_is_empty() -> None:
    """No bytes, and no fault."""
    assert by_isal(gzip.compress(b"")) == (b"", "", "")


def test_several_members_are_read_one_after_the_other() -> None:
    """As `cat a.gz b.gz` leaves them."""
    assert by_isal(PACKED + gzip.compress(b"more") + PACKED) == (CONTENT + b"more" + CONTENT, "", "")


@pytest.mark.parametrize("tail", [b"\x00" * 20, b"junk", b"\x1f\x8b", PACKED[:9], PACKED[:-1]])
def test_what_follows_the_member_is_judged_as_by_gzip(tail: bytes) -> None:
    """Zeros are padding; anything else that is no member is a fault, behind the whole content."""
    assert by_isal(PACKED + tail) == by_gzip(PACKED + tail)
    assert by_isal(PACKED + tail)[0].startswith(CONTENT)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, len(PACKED) - 1))
def test_a_cut_loses_nothing_that_stands_before_it(cut: int) -> None:
    """As much as gzip gives, and EOFError with its words."""
    content, fault, _words = by_isal(PACKED[:cut])
    assert fault == "EOFError"
    assert (content, fault, _words) == by_gzip(PACKED[:cut])
    assert CONTENT.startswith(content)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, len(PACKED) - 1), st.integers(1, 255))
def test_damage_is_seen_where_gzip_sees_it(at: int, flipped: int) -> None:
    """One byte changed anywhere: the same content up to the fault, and the same fault in the same words."""
    damaged = PACKED[:at] + bytes([PACKED[at] ^ flipped]) + PACKED[at + 1 :]
    assert by_isal(damaged) == by_gzip(damaged)


def test_without_isal_the_standard_library_reads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """isal has no wheel for every machine."""
    monkeypatch.setattr(inflate, "isal_zlib", None)
    path = tmp_path / "packed.gz"
    path.write_bytes(PACKED)
    with open_pubmed(path) as stream:
        assert isinstance(stream, gzip.GzipFile)
        assert stream.read() == CONTENT
