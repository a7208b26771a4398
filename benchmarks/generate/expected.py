"""What a reader that does everything right ends with, kept while the files are written.

By rules of its own, and by nothing of the library under test: the last record written for a PMID counts, a lower PMID
Version never replaces a higher one nor takes it back, a DeleteCitation takes its version and all before it back, and a
record may come again.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from benchmarks.generate.draws import Ints
from benchmarks.generate.plan import Link

# what a record is through its own links, and what a notice makes of the article it names
SAID = {
    "RetractionIn": "retracted", "ErratumIn": "corrected", "ExpressionOfConcernIn": "concern", "UpdateIn": "superseded",
    "RetractionOf": "notice", "ErratumFor": "notice", "ExpressionOfConcernFor": "notice",
}  # fmt: skip
MADE = {
    "RetractionOf": "retracted",
    "ErratumFor": "corrected",
    "ExpressionOfConcernFor": "concern",
    "UpdateOf": "superseded",
}
PRECEDENCE = ("retracted", "notice", "concern", "superseded", "corrected")
_MARKUP = re.compile(rb"<[^>]*>|&(?:lt|gt|amp);")
_NO_LETTERS = bytes(c for c in range(128) if not chr(c).isalnum())


def digest(abstract: str) -> int:
    """BLAKE2b, 8 bytes, of the abstract's UTF-8 without markup and without every ASCII character but letters and digits.

    So it does not depend on how markup and white space are turned into plain text.
    """
    data = abstract.encode()
    if b"<" in data or b"&" in data:
        data = _MARKUP.sub(b"", data)
    return int.from_bytes(hashlib.blake2b(data.translate(None, _NO_LETTERS), digest_size=8).digest(), "big")


@dataclass(slots=True)
class Ledger:
    """The state of every PMID, in arrays in the order of `pmids`."""

    pmids: Ints
    live: "np.typing.NDArray[np.bool_]" = field(init=False)
    versions: Ints = field(init=False)
    revisions: Ints = field(init=False)
    digests: "np.typing.NDArray[np.uint64]" = field(init=False)
    empty: "np.typing.NDArray[np.bool_]" = field(init=False)

    def __post_init__(self) -> None:
        count = len(self.pmids)
        self.live, self.empty = np.zeros(count, bool), np.zeros(count, bool)
        self.versions, self.revisions = np.zeros(count, np.int64), np.zeros(count, np.int64)
        self.digests = np.zeros(count, np.uint64)

    def record(self, at: int, version: int, revision: int, abstract: str) -> str:
        """One record, by its place in `pmids`; "added", "replaced" or "older"."""
        was = bool(self.live[at])
        if was and version < self.versions[at]:
            return "older"
        self.live[at], self.versions[at], self.revisions[at] = True, version, revision
        self.digests[at], self.empty[at] = digest(abstract), not abstract
        return "replaced" if was else "added"

    def delete(self, pmid: int, version: int) -> str:
        """One PMID taken back; "deleted", "unknown", or "kept" where a higher version stands."""
        at = int(np.searchsorted(self.pmids, pmid))
        if at == len(self.pmids) or self.pmids[at] != pmid or not self.live[at]:
            return "unknown"
        if version < self.versions[at]:
            return "kept"
        self.live[at] = False
        return "deleted"

    def summary(self, links: dict[int, list[Link]]) -> dict[str, object]:
        """Counts of the live set, its statuses, and the hash of its lines `pmid version digest` (hexadecimal, 16 digits)."""
        alive = zip(
            self.pmids[self.live].tolist(),
            self.versions[self.live].tolist(),
            self.digests[self.live].tolist(),
            strict=True,
        )
        lines = "\n".join(sorted(f"{pmid} {version} {value:016x}" for pmid, version, value in alive))
        return {
            "live": int(self.live.sum()),
            "without_abstract": int((self.live & self.empty).sum()),
            "above_version_1": int((self.live & (self.versions > 1)).sum()),
            "statuses": self._statuses(links),
            "sha256": hashlib.sha256(lines.encode()).hexdigest(),
        }

    def _statuses(self, links: dict[int, list[Link]]) -> dict[str, int]:
        found: dict[int, set[str]] = {}
        state = {
            p: (bool(self.live[i]), int(self.revisions[i]))
            for p in links
            for i in (int(np.searchsorted(self.pmids, p)),)
        }
        for pmid, own in links.items():
            live, revision = state[pmid]
            for link in own if live else ():
                if link.since <= revision:
                    found.setdefault(pmid, set()).add(SAID.get(link.kind, ""))
                    found.setdefault(link.target, set()).add(MADE.get(link.kind, ""))
        firsts = Counter(
            next((status for status in PRECEDENCE if status in statuses), "current")
            for pmid, statuses in found.items()
            if self.live[int(np.searchsorted(self.pmids, pmid))]
        )
        firsts["current"] += int(self.live.sum()) - firsts.total()
        return dict(sorted(firsts.items()))
