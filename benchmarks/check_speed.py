"""How long a check of 200 claims with 3 citations each takes: `python -m benchmarks.check_speed LIBRARY [--claims N]`.

The claims are sentences of the library's own records, as they stand, with a figure changed, and freely cut together; each
cites its own record and two others. Start-up and opening are counted. CPU seconds are of this process and its threads.
"""

import argparse
import itertools
import random
import re
import time
from pathlib import Path

from evidence.library.library import Library
from evidence.model import Document
from evidence.settings import Settings
from evidence.text.sentences import sentences

SEED = 20261122


def manuscript(library: Path, claims: int) -> str:
    """A Markdown text with a reference list of PMIDs."""
    held = [d for d in itertools.islice(Library.open(library).all_documents(), 20_000) if usable(d)]
    random.Random(SEED).shuffle(held)
    lines, references = [], []
    for n in range(claims):
        cited = held[3 * n : 3 * n + 3]
        lines.append(f"{said(cited[0], n)} [{3 * n + 1}–{3 * n + 3}]")
        references += [f"{3 * n + k + 1}. {d.title} PMID: {d.identifiers.pmid}" for k, d in enumerate(cited)]
    return "\n\n".join(lines) + "\n\n## References\n\n" + "\n".join(references) + "\n"


def usable(document: Document) -> bool:
    """An abstract of some length with a PMID."""
    return bool(document.identifiers.pmid) and len(document.text) > 800


def said(document: Document, n: int) -> str:
    """One third verbatim, one third with a figure changed, one third freely cut together from two sentences."""
    spans = sentences(document.text)
    first, last = (document.text[slice(*spans[k])].strip() for k in (len(spans) // 2, -1))
    if n % 3 == 0:
        return first
    if n % 3 == 1:
        return re.sub(r"\d", "7", last, count=1)
    words = first.rstrip(".").split()[:8] + last.split()[-8:]
    return " ".join(words)


def main() -> None:
    """Print seconds, verdicts and the share of each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("library", type=Path)
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--embedder", default="minilm")
    given = parser.parse_args()
    text = manuscript(given.library, given.claims).encode()
    from collections import Counter

    from research.check import check_bytes

    wall, cpu = time.perf_counter(), time.process_time()
    checked = check_bytes(text, "speed.md", Settings(library=given.library, embedder=given.embedder))
    pairs = sum(len(claim.citations) for claim in checked.claims)
    print(
        f"{len(checked.claims)} claims, {pairs} citations, judges {', '.join(checked.judges)}, load of the machine {load()}"
    )
    print(f"{time.perf_counter() - wall:.1f} s on the clock, {time.process_time() - cpu:.1f} s of CPU")
    print(dict(Counter(claim.support for claim in checked.claims)))


def load() -> str:
    """Of the last minute."""
    return Path("/proc/loadavg").read_text().split()[0] if Path("/proc/loadavg").exists() else "unknown"


if __name__ == "__main__":
    main()
