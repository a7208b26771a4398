"""CPU seconds (user and system) of `ask` from a cold process and of a report after start, beside what they cannot do without.

Run: python -m benchmarks.report_speed LIBRARY [--times N] [--core]   (--core: as where the extra `fast` is not installed)

Goals: 2 seconds each. Floors of an `ask`: opening the library; one hybrid search; embedding as many sentences as an
`ask` and a report read closely. The figure of a question is the median of so many runs.
"""

import argparse
import datetime
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from evidence.model import Query
from evidence.ports import Embedder
from evidence.settings import load_settings
from research.loop import run
from research.plan import make_plan
from research.quick import SENTENCES
from research.reading.answers import MOST_READ
from research.wiring import Engine, open_engine

GOAL = 2.0  # CPU seconds, of each
QUESTIONS = (
    "Do direct oral anticoagulants cause less intracranial bleeding than warfarin?",
    "Should women aged 45 be screened for breast cancer?",  # meets pages of 100,000 to 300,000 characters
    "Should men be screened for prostate cancer with PSA?",
    "Does vitamin D prevent fractures in older adults?",
    "How accurate is D-dimer for pulmonary embolism?",
    "What are the side effects of statins?",
    "How should COPD exacerbations be treated?",
    "Is metformin safe in pregnancy?",
    "What is Duchenne muscular dystrophy?",
    "What is a PROTAC?",  # this and the next three are BioASQ's
    "What is casimersen's mechanism of action?",
    "What are the types/categories of adult diffuse gliomas?",
    "Which gene is most frequently mutated in hereditary angioedema?",
)
COLD = "import sys{no_extra}; sys.argv[0] = 'evidence'; from research.cli.main import main; main()"
NO_EXTRA = "; sys.modules['openvino'] = None"
OPENING = (
    "import os, sys{no_extra}; from pathlib import Path; from evidence.settings import load_settings; "
    "from research.loop import run; from research.plan import make_plan; "
    "from research.wiring import open_engine; engine = open_engine(load_settings(None, Path(sys.argv[1])))"
)
REPORT = "; before = sum(os.times()[:2]); run(make_plan(sys.argv[2]), engine); print(sum(os.times()[:2]) - before)"


def of_child(words: list[str]) -> float:
    """CPU seconds of a process from its start to its end."""
    before = os.times()
    subprocess.run(words, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def of_call(call: Callable[[], object]) -> float:
    """CPU seconds of a call, all threads."""
    before = os.times()
    call()
    after = os.times()
    return after.user + after.system - before.user - before.system


def of_report(code: str, library: str, question: str) -> float:
    """CPU seconds of a report in a process of its own, which keeps nothing of an earlier one."""
    words = [sys.executable, "-c", code, library, question]
    return float(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def middle(measured: Callable[[], float], times: int) -> float:
    """The median of so many measurements."""
    return statistics.median(measured() for _ in range(times))


class Keeping:
    """An embedder that keeps the passages it is given."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name, self.dim, self.fingerprint = embedder.name, embedder.dim, embedder.fingerprint
        self.kept: list[str] = []

    def embed_query(self, text: str) -> Any:
        """As the embedder does."""
        return self._embedder.embed_query(text)

    def embed_passages(self, texts: Sequence[str]) -> Any:
        """As the embedder does."""
        self.kept += texts
        return self._embedder.embed_passages(texts)


def floors(engine: Engine, opening: float, times: int) -> Iterator[tuple[str, float]]:
    """Of each engine bare, on the first question."""
    if engine.embedder is None:
        raise SystemExit("This library has no vectors, or the embedder's weights are missing: nothing to compare with.")
    keeping = Keeping(engine.embedder)
    run(make_plan(QUESTIONS[0]), replace(engine, embedder=keeping))
    _, retriever = engine.retriever("hybrid")
    search = Query(QUESTIONS[0])
    yield "imports and opening the library, cold", opening
    yield "one hybrid search, 40 documents", middle(lambda: of_call(lambda: retriever.search(search, 40)), times)
    for most in (SENTENCES, MOST_READ):
        embed = partial(engine.embedder.embed_passages, keeping.kept[:most])
        yield f"embedding {most} sentences", middle(partial(of_call, embed), times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--core", action="store_true")
    given = parser.parse_args()
    library, times = given.library, given.times
    if given.core:
        sys.modules["openvino"] = None  # type: ignore[assignment]  # Python's own way to say: this import fails
    opening, asking = (code.format(no_extra=NO_EXTRA if given.core else "") for code in (OPENING, COLD))
    engine = open_engine(load_settings(None, Path(library)))
    print(
        f"{datetime.date.today()}, {os.cpu_count()} processors {platform.machine()}, Python {platform.python_version()},"
    )
    print(f"load {os.getloadavg()[0]:.1f}, {len(engine.library):,} documents{', core install' if given.core else ''}")
    start = middle(partial(of_child, [sys.executable, "-c", opening, library]), times)
    for name, seconds in floors(engine, start, times):
        print(f"{name:42} {seconds:.2f}")
    asks, reports = [], []
    for question in QUESTIONS:
        ask = [sys.executable, "-c", asking, "--library", library, "ask", question]
        asks.append(middle(partial(of_child, ask), times))
        reports.append(middle(partial(of_report, opening + REPORT, library, question), times))
        print(f"ask {asks[-1]:.2f}  report {reports[-1]:.2f}  {question}", flush=True)
    for name, found in (("ask, cold", asks), ("report, after start", reports)):
        within = sum(seconds <= GOAL for seconds in found)
        of_all = f"median {statistics.median(found):.2f}, most {max(found):.2f}"
        print(f"{name:20} {of_all}; {within} of {len(found)} within {GOAL:.0f}")


if __name__ == "__main__":
    main()
