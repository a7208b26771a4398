"""A set of PMIDs as an immutable bitmap: PubMed's 38 million take about 5 MB, whatever the order they came in."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence.errors import LibraryDamagedError

LARGEST = 99_999_999  # PMIDs have at most eight digits: 12.5 MB at most
BLOCK = 1 << 16  # bytes unpacked at a time while iterating: 524,288 PMIDs
MAGIC = b"pmids1\0"


@dataclass(frozen=True, slots=True)
class PmidSet:
    """PMIDs from 1 to LARGEST. Bit `p % 8` of byte `p // 8` stands for PMID p; no zero byte at the end, so equal is equal."""

    bits: bytes = b""

    @staticmethod
    def of(pmids: Iterable[int]) -> "PmidSet":
        """The set of these; numbers that cannot be PMIDs are left out, lest one wrong digit take gigabytes."""
        import numpy as np

        numbers = np.fromiter((p for p in pmids if 0 < p <= LARGEST), dtype=np.int64)
        if not len(numbers):
            return PmidSet()
        flags = np.zeros(int(numbers.max()) + 1, dtype=np.uint8)
        flags[numbers] = 1
        return PmidSet(np.packbits(flags, bitorder="little").tobytes())

    def __len__(self) -> int:
        return int.from_bytes(self.bits, "little").bit_count()

    def __bool__(self) -> bool:
        return bool(self.bits)

    def __contains__(self, pmid: int) -> bool:
        place = pmid >> 3
        return 0 <= place < len(self.bits) and bool(self.bits[place] >> (pmid & 7) & 1)

    def __iter__(self) -> Iterator[int]:
        """Ascending."""
        import numpy as np

        for start in range(0, len(self.bits), BLOCK):
            block = np.frombuffer(self.bits[start : start + BLOCK], dtype=np.uint8)
            found = np.flatnonzero(np.unpackbits(block, bitorder="little")) + start * 8
            yield from found.tolist()

    def __or__(self, other: "PmidSet") -> "PmidSet":
        """Union."""
        import numpy as np

        short, long = sorted((self.bits, other.bits), key=len)
        made = np.frombuffer(long, dtype=np.uint8).copy()
        made[: len(short)] |= np.frombuffer(short, dtype=np.uint8)
        return PmidSet(made.tobytes())

    def __and__(self, other: "PmidSet") -> "PmidSet":
        """What both hold."""
        import numpy as np

        size = min(len(self.bits), len(other.bits))
        made = np.frombuffer(self.bits, np.uint8, size) & np.frombuffer(other.bits, np.uint8, size)
        return PmidSet(made.tobytes().rstrip(b"\0"))

    def __sub__(self, other: "PmidSet") -> "PmidSet":
        """What this holds and the other does not."""
        import numpy as np

        size = min(len(self.bits), len(other.bits))
        made = np.frombuffer(self.bits, dtype=np.uint8).copy()
        made[:size] &= ~np.frombuffer(other.bits, np.uint8, size)
        return PmidSet(made.tobytes().rstrip(b"\0"))

    def to_bytes(self) -> bytes:
        """Compressed, for the store."""
        return MAGIC + zlib.compress(self.bits, 1)

    @staticmethod
    def from_bytes(packed: bytes) -> "PmidSet":
        """What `to_bytes` wrote. Raises LibraryDamagedError on anything else."""
        try:
            if not packed.startswith(MAGIC):
                raise ValueError("it does not begin as one")
            return PmidSet(zlib.decompress(packed[len(MAGIC) :]))
        except (zlib.error, ValueError) as error:
            raise LibraryDamagedError(
                f"A set of PMIDs in the library cannot be read ({error}). Restore the library from a backup,"
                " or load it again into an empty folder."
            ) from error
