"""The parts of the reading benchmark: what is run for each, and on which data."""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Part:
    """`function` of `module` takes the shared folder and gives figures by name. Data are named from `data/`."""

    name: str
    module: str
    function: str
    data: tuple[str, ...]
    trains: bool  # cross-validates, so minutes of CPU and scikit-learn; the others need seconds

    def measure(self, shared: Path) -> Figures:
        """Its figures. Raises ModuleNotFoundError where a package of the benchmarks is missing."""
        function: Callable[[Path], Figures] = getattr(importlib.import_module(self.module), self.function)
        return function(shared)


_ARTICLES, _ABSTRACTS = "jats/ccby_articles.tar.gz", "abstracts/abstracts.jsonl.gz"
_GOLDEN, _PUBMEDQA = "bioasq/golden_7b-11b.jsonl.gz", "pubmedqa/pqal_dev.jsonl.gz"
PARTS = (
    Part("effects", "benchmarks.reading_effects", "measure", ("scifact/corpus.jsonl.gz", _ARTICLES), False),
    Part("entities", "benchmarks.reading_entities", "measure_entities", (_GOLDEN,), False),
    Part("direction", "benchmarks.reading_direction", "measure", ("jats/effects.jsonl.gz", _ARTICLES), True),
    Part("yesno", "benchmarks.reading_yesno", "measure_yes_no", (_GOLDEN, _PUBMEDQA), True),
    Part(
        "sentences",
        "benchmarks.reading_sentences",
        "measure_with_likeness",
        ("bioasq/snippet_extraction.jsonl.gz", _ABSTRACTS),
        True,
    ),
    Part("bottom_line", "benchmarks.reading_sentences", "measure_bottom_lines", (_GOLDEN, _ABSTRACTS), True),
)


def chosen(only: Sequence[str] = (), quick: bool = False) -> tuple[Part, ...]:
    """The parts of these names, or all; `quick` leaves out those that train. Raises ValueError on an unknown name."""
    names = [part.name for part in PARTS]
    unknown = [name for name in only if name not in names]
    if unknown:
        raise ValueError(f"There is no part {unknown[0]}; there are {', '.join(names)}.")
    return tuple(part for part in PARTS if (not only or part.name in only) and not (quick and part.trains))
