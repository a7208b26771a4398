"""Labels of effects by hand, and how readings are compared with them.

A line of the file: name, digest (see reading_effects_texts) and the effects, tab by tab. An effect is "OR 0.88 0.76 1.03
=0.11": measure, estimate, low, high, p, the later ones left out or "-"; "?" is an estimate whose measure the text does
not name, and "p <0.05" a p value of no estimate (of a comparison of arms, a trend, a test).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Labelled:
    """`items` counts (field, measure and estimate it belongs to, value)."""

    half: str  # dev or test
    name: str
    digest: str
    items: Counter[tuple[str, ...]]


def load(path: Path) -> list[Labelled]:
    """The labelled sentences of the file, in its order; its head's lines begin with #."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    found = []
    for line in lines:
        half, name, digest, *effects = line.split("\t")
        found.append(Labelled(half, name, digest, items(effect.split() for effect in effects if effect)))
    return found


def items(effects: Iterable[list[str]]) -> Counter[tuple[str, ...]]:
    """The fields to be read, each an item of its own."""
    found: Counter[tuple[str, ...]] = Counter()
    for measure, *rest in effects:
        if measure == "p":
            found[("p", "", p_item(rest[0]))] += 1
            continue
        estimate, low, high, p = (*rest, "-", "-", "-")[:4]
        about = value(estimate)
        found[("estimate", about)] += 1
        found[("measure", about, measure)] += 1
        found.update((field, about, value(v)) for field, v in (("low", low), ("high", high)) if v != "-")
        if p != "-":
            found[("p", about, p_item(p))] += 1
    return found


def value(written: str) -> str:
    """One spelling for a number: 0.90 and .9 are one."""
    return str(Decimal(written.replace("−", "-")).normalize() + 0)


def p_item(written: str) -> str:
    """ "<0.05"; "=" is left out, as papers leave it out."""
    relation = written[0] if written[0] in "<>≤≥" else ""
    return relation + value(written.lstrip("<>=≤≥"))
