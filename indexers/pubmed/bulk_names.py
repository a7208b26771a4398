"""The names of NLM's bulk files: pubmed26n0001.xml.gz is the first file of the sequence that begins with 2026's baseline.

Baseline and update files of a year share one numbering. Four digits, more when NLM gets there. Source: the README.txt in
ftp.ncbi.nlm.nih.gov/pubmed/baseline and /pubmed/updatefiles.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

NAME = re.compile(r"pubmed(\d{2})n(\d{4,})\.xml(\.gz)?", re.ASCII)
MD5_ENDING = ".md5"
MOST_DIGITS = 7  # longer numbers are no file of NLM's
SHOWN = 8  # stretches of numbers that a message spells out
PARTS = ("baseline", "updatefiles")  # NLM's two folders


@dataclass(frozen=True, slots=True)
class BulkFile:
    """One file of the sequence, on disk or on a mirror."""

    year: int  # four digits: 2026
    number: int  # from 1, through baseline and updates
    name: str
    place: str  # its path, or its address on a mirror
    part: str = ""  # "baseline" or "updatefiles" where it lies in a folder of that name
    md5: str = ""  # what its .md5 says, lower case; "" where that is not known yet
    has_md5: bool = False

    @property
    def stem(self) -> str:
        """What it is called in the sequence, packed or not: pubmed26n0001."""
        return stem(self.year, self.number)


def stem(year: int, number: int) -> str:
    """The name without its ending: `stem(2026, 1)` is "pubmed26n0001"."""
    return f"pubmed{year % 100:02d}n{number:04d}"


def parse_name(name: str) -> tuple[int, int] | None:
    """(year, number) of a name that is exactly NLM's; None for any other, a wrong case or a 0000 included."""
    found = NAME.fullmatch(name)
    if not found or len(found[2]) > MOST_DIGITS:
        return None
    year, number = 2000 + int(found[1]), int(found[2])
    return (year, number) if number and name.startswith(stem(year, number) + ".") else None


def bulk_file(name: str, place: str, part: str = "", md5: str = "", has_md5: bool = False) -> BulkFile | None:
    """The file of that name, or None where the name is not exactly one of NLM's."""
    told = parse_name(name)
    return BulkFile(*told, name, place, part if part in PARTS else "", md5, has_md5) if told else None


Range = tuple[int, int]  # first and last number, both included


def named(year: int, ranges: Sequence[Range]) -> str:
    """Numbers of one year as a sentence has them: "pubmed26n0003, 0005 to 0009 and 0012"."""
    return stem(year, 0)[:-4] + numbered(ranges)


def numbered(ranges: Sequence[Range]) -> str:
    """The same without the year: "0003, 0005 to 0009 and 0012"; at most SHOWN stretches are spelt out."""
    words = [f"{a:04d}" if a == b else f"{a:04d} to {b:04d}" for a, b in ranges[:SHOWN]]
    if len(ranges) > SHOWN:
        words.append(f"{sum(b - a + 1 for a, b in ranges[SHOWN:])} more")
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def runs(numbers: Iterable[int]) -> list[Range]:
    """The stretches without a gap, ascending; none for no numbers."""
    ordered = sorted(set(numbers))
    if not ordered:
        return []
    breaks = [(a, b) for a, b in pairwise(ordered) if b != a + 1]
    firsts = [ordered[0], *(b for _, b in breaks)]
    lasts = [*(a for a, _ in breaks), ordered[-1]]
    return list(zip(firsts, lasts, strict=True))


def gaps(first: int, there: Sequence[Range]) -> list[Range]:
    """What is missing from `first` up to the last of the stretches that are there, which lie after `first`."""
    ends = [first - 1, *(b for _, b in there)]
    return [(end + 1, a - 1) for end, (a, _) in zip(ends, there, strict=False) if a > end + 1]
