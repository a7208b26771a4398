"""The speed table of benchmarks/README.md, filled in by one command.

    python -m benchmarks.speed --generated GEN1M --sentences SET [--library LIB] [--bm25s PYTHON] [--st PYTHON] [--write]

GEN1M is a folder of `benchmarks.generate` with 1,000,000 records, SET one of `benchmarks.sentences`, LIB a library of
GEN1M with vectors (`benchmarks.soak` leaves one), PYTHONs interpreters that have the peers bm25s and
sentence-transformers. A part whose data or peer is missing is said to be missing. Every ratio is of two figures of the
same run, in CPU time unless it says otherwise; each script stands alone, too. `--write` puts the table into the README.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

QUICK = False  # fewer records: a look, and no claim
README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- speed: made by benchmarks/speed.py -->", "<!-- end of speed -->"


@dataclass(frozen=True, slots=True)
class Line:
    """One goal and what was measured for it."""

    what: str
    goal: str
    measured: str
    holds: bool | None  # None: not measured


def run(*words: str, python: str = sys.executable) -> Any:
    """The JSON that a script prints."""
    done = subprocess.run([python, "-m", *words, "--json"], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{words[0]}: {(done.stderr.strip().splitlines() or ['no word of why'])[-1]}")
    return json.loads(done.stdout)


def by_way(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["way"]: row for row in rows}


def ratio(what: str, goal: str, bound: float, value: float, detail: str, *, most: bool = False) -> Line:
    """A line whose goal is a lower bound, or with `most` an upper one."""
    holds = value <= bound if most else value >= bound
    return Line(what, goal, f"{value:.2f}x ({detail})", holds)


def parser() -> Iterator[Line]:
    quick = ["--records", "8000", "--repeat", "1"] if QUICK else []
    rows = by_way(run("benchmarks.pubmed_parser", *quick))
    ours = rows["evidence"]
    speed = {way: row["records"] / row["cpu"] for way, row in rows.items()}
    said = f"ours {speed['evidence']:,.0f} records/CPU s"
    for peer, name, bound in (("pubmed_parser", "pubmed_parser", 3.5), ("bio_entrez", "Bio.Entrez.read", 7.0)):
        if peer in speed:
            own = speed["evidence_small"] if peer == "bio_entrez" and "evidence_small" in speed else speed["evidence"]
            yield ratio(
                f"XML to Document, against {name}",
                f">= {bound}x",
                bound,
                own / speed[peer],
                f"{said}, {speed[peer]:,.0f}",
            )
        else:
            yield Line(f"XML to Document, against {name}", f">= {bound}x", "the peer is not installed", None)
    for way, name in (("expat", "a raw expat pass"), ("expat_handlers", "expat with handlers in Python")):
        if way in speed:
            yield ratio(
                f"XML to Document, time of {name}", "<= 2.3x", 2.3, speed[way] / speed["evidence"], said, most=True
            )
    if "two at once" in rows:
        both = rows["two at once"]
        gain = (both["records"] / both["wall"]) / (ours["records"] / ours["wall"])
        yield ratio(
            "XML to Document, two processes (wall time)", ">= 1.9x", 1.9, gain, f"load {os.getloadavg()[0]:.1f}"
        )
    yield Line("XML to Document, memory", "<= 80 MB", f"{ours['peak']:.0f} MB", ours["peak"] <= 80)


def bm25(generated: Path, peer: str) -> Iterator[Line]:
    small = by_way(
        run(
            "benchmarks.bm25",
            str(generated),
            "--count",
            "20000" if QUICK else "100000",
            *(["--bm25s", peer] if peer else []),
        )
    )
    ours, same = small["ours"], small["same_fields"]
    detail = f"{ours['build_cpu_s']:.1f} CPU s, tantivy {same['build_cpu_s']:.1f}"
    yield ratio(
        "BM25 build, against tantivy with the same fields",
        "<= 1.25x",
        1.25,
        ours["build_cpu_s"] / same["build_cpu_s"],
        detail,
        most=True,
    )
    if "one_field" in small:
        yield ratio(
            "the same, against tantivy with one field",
            "<= 1.25x",
            1.25,
            ours["build_cpu_s"] / small["one_field"]["build_cpu_s"],
            "six fields against one",
            most=True,
        )
    if "bm25s" in small:
        yield ratio(
            "BM25 build, against bm25s",
            ">= 3x",
            3.0,
            small["bm25s"]["build_cpu_s"] / ours["build_cpu_s"],
            f"{small['bm25s']['build_cpu_s']:.1f} CPU s",
        )
    else:
        yield Line("BM25 build, against bm25s", ">= 3x", "the peer is not installed", None)
    if "rank_bm25" in small:
        slow = small["rank_bm25"]["p50_cpu_ms"] / ours["p50_cpu_ms"]
        yield ratio(
            "BM25 query at 100,000 (20,000 with --quick), against rank-bm25",
            ">= 100x",
            100.0,
            slow,
            f"p50 {ours['p50_cpu_ms']:.2f} ms",
        )
    if QUICK:
        return
    big = by_way(
        run(
            "benchmarks.bm25",
            str(generated),
            "--count",
            "1000000",
            "--ways",
            "ours,same_fields,one_field",
            "--keep",
            str(generated.parent / "bm25-kept"),
        )
    )
    for way, name in (("same_fields", "the same fields"), ("one_field", "one field")):
        if way in big:
            times = big["ours"]["p50_cpu_ms"] / big[way]["p50_cpu_ms"]
            detail = f"p50 {big['ours']['p50_cpu_ms']:.1f} ms, tantivy {big[way]['p50_cpu_ms']:.1f}"
            yield ratio(
                f"BM25 query at 1,000,000, against tantivy with {name}", "<= 1.3x", 1.3, times, detail, most=True
            )


def store(generated: Path) -> Iterator[Line]:
    rows = by_way(run("benchmarks.store_insert", str(generated), "--count", "20000" if QUICK else "50000"))
    ours, slow = rows["ours"]["per_cpu_s"], rows["duckdb_executemany"]["per_cpu_s"]
    yield ratio(
        "store insert, against DuckDB's executemany",
        ">= 20x",
        20.0,
        ours / slow,
        f"{ours:,.0f} rows/CPU s, {slow:,.0f}",
    )


def dense(sentences: Path) -> Iterator[Line]:
    rows = run("benchmarks.dense", str(sentences), "1000000")["rows"]
    ours = next(row for row in rows if row["what"].startswith("ours"))
    detail = f"{ours['cpu_ms']:.2f} ms, recall@100 {ours['recall_100']:.3f}, {ours['bytes_a_vector']:.0f} bytes a vector in memory"
    line = ratio(
        "dense query at 1,000,000 x 384, against an exact scan", ">= 100x at .99", 100.0, ours["ratio"], detail
    )
    yield Line(line.what, line.goal, line.measured, bool(line.holds) and ours["recall_100"] >= 0.99)
    yield Line(
        "dense index in memory", "<= 80 bytes a vector", f"{ours['bytes_a_vector']:.0f}", ours["bytes_a_vector"] <= 80
    )


def hybrid(library: Path) -> Iterator[Line]:
    found = run("benchmarks.hybrid", str(library))
    detail = f"p50 {found['ours_ms']:.1f} ms; tantivy {found['lexical_ms']:.1f}, FAISS {found['dense_ms']:.1f}"
    yield ratio(
        "hybrid query, whole path, against the two engines bare", "<= 1.5x", 1.5, found["ratio"], detail, most=True
    )


def embedding(python: str) -> Iterator[Line]:
    found = run("benchmarks.embedding", *(["--st", python] if python else []))
    for line in found["goals"]:
        yield Line(line["what"], line["goal"], line["measured"], line["holds"])


def table(parts: list[tuple[str, Callable[[], Iterator[Line]]]]) -> str:
    """Markdown; a part that fails is said to."""
    lines = ["| what | goal | measured | |", "|---|---|---|---|"]
    for name, part in parts:
        print(name, file=sys.stderr, flush=True)
        try:
            found = list(part())
        except (RuntimeError, KeyError, StopIteration) as error:
            found = [Line(name, "", f"not measured: {error}", None)]
        for line in found:
            mark = {True: "holds", False: "does not hold", None: ""}[line.holds]
            lines.append(f"| {line.what} | {line.goal} | {line.measured} | {mark} |")
    return "\n".join(lines)


def main() -> None:
    parsed = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parsed.add_argument("--generated", type=Path)
    parsed.add_argument("--sentences", type=Path)
    parsed.add_argument("--library", type=Path)
    parsed.add_argument("--bm25s", default="")
    parsed.add_argument("--st", default="")
    parsed.add_argument("--quick", action="store_true", help="fewer records, and nothing at 1,000,000 is built")
    parsed.add_argument("--write", action="store_true")
    given = parsed.parse_args()
    globals()["QUICK"] = given.quick
    parts: list[tuple[str, Callable[[], Iterator[Line]]]] = [("PubMed parser", parser)]
    if given.generated:
        parts += [("store", lambda: store(given.generated)), ("BM25", lambda: bm25(given.generated, given.bm25s))]
    if given.sentences:
        parts.append(("dense", lambda: dense(given.sentences)))
    if given.library:
        parts.append(("hybrid", lambda: hybrid(given.library)))
    parts.append(("embedding", lambda: embedding(given.st)))
    loads = os.getloadavg()[0]
    made = table(parts)
    when = datetime.datetime.now(datetime.UTC).date().isoformat()
    text = f"{when}{', with --quick' if given.quick else ''}, load at the start {loads:.1f} on {os.cpu_count()} cores.\n\n{made}\n"
    print(text)
    if given.write:
        page = README.read_text()
        before, _, rest = page.partition(BEGIN)
        README.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}")


if __name__ == "__main__":
    main()
