"""The side-by-side table: `python -m benchmarks.peers.table NAME=RESULTS ...`.

Caught: the claim was removed, changed or marked. `bare` claims, whose mark was taken away while they stayed, those that
were not judged and questions that failed are no catch and are counted beside it. On the controls the same count is the false alarms.
Intervals: Wilson, 95% (Wilson EB, J Am Stat Assoc 1927;22:209-212).
"""

import sys
from pathlib import Path

from benchmarks.peers.pairs import CAUGHT, Result, read_results

CONTROLS = ("verbatim", "typography", "order", "unit-form", "synonym")
Z = 1.959964  # two-sided 95%
NAMED = ("contradicted", "partial", "not_found")


def main() -> None:
    """A Markdown table: a row a kind, a column a system."""
    systems = {name: read_results(Path(path)) for name, _, path in (word.partition("=") for word in sys.argv[1:])}
    kinds = list(dict.fromkeys(result.kind for results in systems.values() for result in results))
    errors = [kind for kind in kinds if kind not in CONTROLS]
    print(f"| kind | pairs | {' | '.join(systems)} |\n|---|---|{'---|' * len(systems)}")
    for kind in errors + [kind for kind in kinds if kind in CONTROLS]:
        rows = {name: [r for r in results if r.kind == kind] for name, results in systems.items()}
        label = f"{kind} (false alarms)" if kind in CONTROLS else kind
        print(f"| {label} | {max(map(len, rows.values()))} | {' | '.join(map(cell, rows.values()))} |")
    for label, chosen in (("all errors", errors), ("all controls (false alarms)", CONTROLS)):
        rows = {name: [r for r in results if r.kind in chosen] for name, results in systems.items()}
        print(f"| **{label}** | {max(map(len, rows.values()))} | {' | '.join(map(cell, rows.values()))} |")


def cell(results: list[Result]) -> str:
    """Share and interval in per cent; what else happened after it."""
    if not results:
        return "n/a"
    caught = sum(result.outcome in CAUGHT for result in results)
    low, high = wilson(caught, len(results))
    said = f"{100 * caught / len(results):.0f}% ({100 * low:.0f}-{100 * high:.0f})"
    for what in ("bare", "unjudged", "failed"):
        if count := sum(result.outcome == what for result in results):
            said += f", {count} {what}"
    named = sum(result.note in NAMED for result in results)
    return said + (f"; named {100 * named / len(results):.0f}%" if any(r.note in NAMED for r in results) else "")


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The interval of a share."""
    share, z2 = hits / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z / (1 + z2 / of) * (share * (1 - share) / of + z2 / (4 * of * of)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


if __name__ == "__main__":
    main()
