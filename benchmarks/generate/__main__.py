"""Write PubMed-like baseline and update files, and what a right reading of them ends with.

    python -m benchmarks.generate OUT --records 1000000

OUT/baseline and OUT/updatefiles hold the files as NLM names them, each with its .md5; OUT/expected.json the counts and
hashes. Equal arguments write equal XML (and equal bytes, given the same packer: see "packed_by").
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np

from benchmarks.generate.draws import Draws
from benchmarks.generate.expected import Ledger
from benchmarks.generate.files import compressor, deletions, write
from benchmarks.generate.fragments import fragments
from benchmarks.generate.plan import Batch, Plan, Size, plan
from benchmarks.generate.record import Renderer
from benchmarks.generate.text import Writer
from benchmarks.generate.vocabulary import vocabulary

WORDS = 300_000  # different ones; numbers and names come on top
CHUNK = 2_000  # records made at a time


@dataclass(frozen=True, slots=True)
class Job:
    """What writing needs."""

    out: Path
    year: int
    planned: Plan
    renderer: Renderer
    ledger: Ledger


def generate(out: Path, size: Size, year: int, words: int = WORDS) -> dict[str, object]:
    """Writes everything below `out`; what expected.json holds."""
    planned = plan(size)
    draws, table = Draws(size.seed), vocabulary(words, size.seed)
    pools = fragments(table.words[: table.zipf], size.seed)
    renderer = Renderer(
        draws, Writer(draws, table), pools, planned.links, int(planned.pmids[0]), int(planned.pmids[-1])
    )
    job = Job(out, year, planned, renderer, Ledger(planned.pmids))
    files = [_write(job, "baseline", number, batch) for number, batch in enumerate(planned.baseline, 1)]
    after_baseline = job.ledger.summary(planned.links)
    files += [_write(job, "updatefiles", number, batch) for number, batch in enumerate(planned.updates, len(files) + 1)]
    found: dict[str, object] = {
        "asked": asdict(size),
        "packed_by": compressor()[0],
        "files": files,
        "after_baseline": after_baseline,
        "final": job.ledger.summary(planned.links),
    }
    (out / "expected.json").write_text(json.dumps(found, indent=1) + "\n")
    return found


def _write(job: Job, folder: str, number: int, batch: Batch) -> dict[str, object]:
    """One file; its entry in expected.json."""
    path = job.out / folder / f"pubmed{job.year % 100:02}n{number:04}.xml.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    happened: Counter[str] = Counter()
    gone, of = batch.deleted.tolist(), batch.deleted_versions.tolist()
    written = write(path, chain(_records(job, batch, happened), [deletions(gone, of).encode()]))
    happened.update(map(job.ledger.delete, gone, of))
    return {
        "folder": folder,
        **asdict(written),
        "records": len(batch.pmids),
        "delete_citations": len(gone),
        **{what: happened[what] for what in ("added", "replaced", "older", "deleted", "kept", "unknown")},
        "live_after": int(job.ledger.live.sum()),
    }


def _records(job: Job, batch: Batch, happened: Counter[str]) -> Iterator[bytes]:
    """The XML of a batch, a chunk of records at a time."""
    for start in range(0, len(batch.pmids), CHUNK):
        own = slice(start, start + CHUNK)
        part = replace(batch, pmids=batch.pmids[own], revisions=batch.revisions[own], versions=batch.versions[own])
        at = np.searchsorted(job.ledger.pmids, part.pmids).tolist()
        for record, place, revision in zip(job.renderer.records(part), at, part.revisions.tolist(), strict=True):
            happened[job.ledger.record(place, record.version, revision, record.abstract)] += 1
            yield record.xml


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--per-file", type=int, default=30_000)
    parser.add_argument("--year", type=int, default=26)
    parser.add_argument("--updates", type=float, default=0.05, help="share of the records that are revised")
    parser.add_argument("--deletions", type=float, default=0.01, help="share of the records that are taken back")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    size = Size(chosen.records, chosen.per_file, chosen.updates, chosen.deletions, chosen.seed)
    found = generate(chosen.out, size, chosen.year)
    print(json.dumps({key: found[key] for key in ("after_baseline", "final")}, indent=1))


if __name__ == "__main__":
    main()
