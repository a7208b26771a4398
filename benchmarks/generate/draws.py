"""Random numbers as a function of what they are for: a record's number, the field, the place in the field.

So any record can be written at any time, by itself, and is the same record: a revised one keeps its title and authors
without anything being kept in memory. The mixing step is that of SplitMix64 (Steele, Lea and Flood 2014, "Fast
Splittable Pseudorandom Number Generators").
"""

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Ints = NDArray[np.int64]

_ID, _PLACE = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03)  # odd, so that products do not repeat
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def mix(x: Bits) -> Bits:
    """SplitMix64's last step; `x` itself is overwritten."""
    x ^= x >> np.uint64(30)
    x *= _FIRST
    x ^= x >> np.uint64(27)
    x *= _SECOND
    x ^= x >> np.uint64(31)
    return x


@dataclass(frozen=True, slots=True)
class Draws:
    """Random numbers for one seed."""

    seed: int

    def bits(self, field: str, ids: Ints, places: Ints | None = None) -> Bits:
        """64 random bits for each id (and place, same shape)."""
        start = zlib.crc32(f"{self.seed}/{field}".encode()) | (self.seed & 0xFFFF) << 32
        x = ids.astype(np.uint64) * _ID + np.uint64(start)
        if places is not None:
            x += places.astype(np.uint64) * _PLACE
        return mix(mix(x))

    def uniform(self, field: str, ids: Ints, places: Ints | None = None) -> NDArray[np.float64]:
        """In [0, 1)."""
        return unit(self.bits(field, ids, places))

    def below(self, field: str, ids: Ints, limit: int | Ints, places: Ints | None = None) -> Ints:
        """Whole numbers from 0 to `limit` - 1."""
        return (self.uniform(field, ids, places) * limit).astype(np.int64)

    def choose(self, field: str, among: Ints, count: int) -> Ints:
        """`count` different ones of `among`, in random order."""
        return among[np.argsort(self.bits(field, among), kind="stable")[:count]]


def unit(bits: Bits) -> NDArray[np.float64]:
    """The upper 53 bits as a number in [0, 1)."""
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53


def places(counts: Ints) -> tuple[Ints, Ints]:
    """For `counts` things of each record: the record's row, and the place within it, both of length sum(counts)."""
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
