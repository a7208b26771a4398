"""The vectors of merged segments are carried over, not made again."""

import os
import shutil
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from evidence.library.manifest import SegmentInfo, read
from evidence.library.segment import Segment
from indexers.vector_part import write_documents
from indexers.vectors import build, read_rows, vectors_path

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Parts = Sequence[tuple[Segment, Container[str]]]  # segments, oldest first, each with the ids that are dead in it
Rows = Sequence["NDArray[np.int64]"]  # of each part, the rows that live on, in order

BLOCK = 50_000  # rows copied at once: 40 MB at 384 dimensions


def carry_over(folder: Path, parts: Parts, merged: SegmentInfo) -> str:
    """Make the merged segment's vectors from its parts'; returns their path inside the library folder.

    "" where that cannot be done, and they wait to be embedded: a part has no vectors or has lost some of them, or no
    passage is left. All vectors of a revision are of the embedder that its manifest names, and a merge takes passages
    as they are.
    """
    if not merged.passages or not all(segment.info.vectors for segment, _ in parts):
        return ""
    dims = {_dim(folder, segment) for segment, _ in parts if segment.info.passages}
    dim = dims.pop()
    if dims or not dim:
        return ""
    rows = [_live_rows(segment, shadow) for segment, shadow in parts]
    name = vectors_path(merged.name, read(folder).embedder)
    made = folder / f"{name}.part"
    for left_behind in (made, folder / name):
        shutil.rmtree(left_behind, ignore_errors=True)
    made.mkdir()
    _make(made, folder, parts, rows, (merged.passages, dim))
    segment = Segment(folder / "segments" / f"{merged.name}.sqlite", merged)
    write_documents(made, segment)
    segment.close()
    made.replace(folder / name)
    return name


def _make(made: Path, folder: Path, parts: Parts, rows: Rows, shape: tuple[int, int]) -> None:
    count, dim = shape
    with (made / "rows.f16").open("wb") as file:
        for (segment, _), live in zip(parts, rows, strict=True):
            _copy(file, folder, segment, live, dim)
        file.flush()
        os.fsync(file.fileno())
    build(made, count, dim, trained_from=_trained(folder, parts))


def _trained(folder: Path, parts: Parts) -> Path:
    """The largest part's folder: what its index was trained on is most of what the merged one holds."""
    segment, _ = max(parts, key=lambda part: part[0].info.passages)
    return folder / segment.info.vectors


def _copy(file: BinaryIO, folder: Path, segment: Segment, live: "NDArray[np.int64]", dim: int) -> None:
    rows = read_rows(folder / segment.info.vectors, segment.info.passages, dim)
    for start in range(0, len(live), BLOCK):
        file.write(rows[live[start : start + BLOCK]].tobytes())


def _dim(folder: Path, segment: Segment) -> int:
    """Of a part's vectors; 0 where they are gone or no whole rows."""
    rows = folder / segment.info.vectors / "rows.f16"
    size = rows.stat().st_size if rows.is_file() else 0
    dim, rest = divmod(size, 2 * segment.info.passages)  # two bytes in a float16
    return 0 if rest else dim


def _live_rows(segment: Segment, shadow: Container[str]) -> "NDArray[np.int64]":
    import numpy as np

    return np.fromiter(_living(segment, shadow), dtype=np.int64)


def _living(segment: Segment, shadow: Container[str]) -> Iterator[int]:
    return (row for row, passage in enumerate(segment.passages()) if passage[0] not in shadow)
