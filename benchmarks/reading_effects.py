"""Reads effects from sentences and table rows labelled by hand, ours beside a regular expression.

`python -m benchmarks.reading_effects SHARED` prints precision and recall of the fields (measure, estimate, low, high,
p) of four sets of texts drawn by cue from SciFact's abstracts and JATS articles, no document in two of them: dev (120)
and test (80, labelled once a first version was done, worked with after that), fresh (60, the same again), and late (79,
labelled after that, .965 / .732 when it was first read; see benchmarks/README.md). In each, half hold effects of
many shapes, a quarter are hard, a quarter hold numbers but were drawn without a cue.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.reading_data import data_folder
from benchmarks.reading_effects_labels import Labelled, items, load, p_item
from benchmarks.reading_effects_texts import digest, texts
from evidence.text.findings import read

LABELS = Path(__file__).with_name("reading_effects_labels.tsv")
LAST = "late"  # the set that was labelled last
Items = Counter[tuple[str, ...]]
FIELDS = ("measure", "estimate", "low", "high", "p")

_NUMBER = r"[-−–]?\d*[.·]?\d+"
_BASELINE = re.compile(
    rf"(?P<measure>HR|RR|OR|hazard ratio|relative risk|risk ratio|odds ratio|mean difference)\D{{1,20}}(?P<estimate>{_NUMBER})"
    rf"(?:\D{{1,15}}95%\s?(?:CI|confidence interval)\D{{1,10}}?(?P<low>{_NUMBER})\s?(?:-|–|to|,)\s?(?P<high>{_NUMBER}))?",
    re.IGNORECASE,
)
_BASELINE_P = re.compile(rf"\bp\s?(?P<p>[<>=]\s?{_NUMBER})", re.IGNORECASE)
_NAMES = {"hazard ratio": "HR", "relative risk": "RR", "risk ratio": "RR", "odds ratio": "OR", "mean difference": "MD"}


def main() -> None:
    shared = Path(sys.argv[1])
    found = measure(shared)
    halves = list(dict.fromkeys(label.half for label in load(LABELS)))
    print(" " * 28 + "".join(f"{half:>10}" for half in halves))
    for name in [name for name in found if name.startswith(f"{LAST} ")]:
        plain = name.removeprefix(f"{LAST} ")
        print(f"{plain:<28}" + "".join(_cell(found[f"{half} {plain}"]) for half in halves))
    print(f"{microseconds(shared):.0f} microseconds of CPU a text")


def _cell(figure: float) -> str:
    return f"{figure:>10.3f}" if figure < 2 else f"{figure:>10,.0f}"


def measure(shared: Path) -> dict[str, float]:
    """Of each set ("late precision", "late recall p", ...): texts labelled and found, precision and recall over all
    fields and by field, of ours and of the baseline."""
    labels = load(LABELS)
    wanted = {label.name: label for label in labels}
    everyone = [(wanted[name], text) for name, text in texts(data_folder(shared)) if name in wanted]
    everyone = [(label, text) for label, text in everyone if digest(text) == label.digest]
    found: dict[str, float] = {}
    for half in dict.fromkeys(label.half for label in labels):
        held = [pair for pair in everyone if pair[0].half == half]
        ours, baseline = _score(held, read_items), _score(held, baseline_items)
        figures = {"labelled": float(sum(label.half == half for label in labels)), "found": float(len(held)), **ours}
        figures |= {f"baseline {name}": figure for name, figure in baseline.items()}
        found |= {f"{half} {name}": figure for name, figure in figures.items()}
    return found


def microseconds(shared: Path) -> float:
    """CPU time of reading a labelled text."""
    wanted = {label.digest for label in load(LABELS)}
    held = [text for _, text in texts(data_folder(shared)) if digest(text) in wanted]
    start = time.process_time()
    for text in held:
        read(text)
    return (time.process_time() - start) / max(1, len(held)) * 1e6


def _score(held: list[tuple[Labelled, str]], reader: Callable[[str], Items]) -> dict[str, float]:
    pairs = [(label.items, reader(text)) for label, text in held]
    scores: dict[str, float] = {}
    for field in ("", *FIELDS):
        right = said = true = 0
        for gold, read_ in pairs:
            right += sum(n for item, n in (gold & read_).items() if field in ("", item[0]))
            said += sum(n for item, n in read_.items() if field in ("", item[0]))
            true += sum(n for item, n in gold.items() if field in ("", item[0]))
        scores[f"precision {field}".strip()] = right / max(1, said)
        scores[f"recall {field}".strip()] = right / max(1, true)
    return scores


def read_items(text: str) -> Items:
    """What we read, as the labels write it."""
    reading = read(text)
    effects: list[list[str]] = []
    for finding in reading.findings:
        bounds = (finding.interval.low, finding.interval.high) if finding.interval else ()
        low, high = [str(bound.value) for bound in bounds] or ["-", "-"]
        p = f"{finding.p.number.relation or '='}{finding.p.number.value}" if finding.p else "-"
        effects.append([finding.measure or "?", str(finding.estimate.value), low, high, p])
    own = {finding.p.start for finding in reading.findings if finding.p}
    free = [p for p in reading.p_values if p.start not in own]
    return items([*effects, *(["p", f"{p.number.relation or '='}{p.number.value}"] for p in free)])


def baseline_items(text: str) -> Items:
    """What a regular expression of ten lines reads."""
    effects = []
    for match in _BASELINE.finditer(text):
        name = match["measure"]
        numbers = [_plain(match[field]) for field in ("estimate", "low", "high")]
        effects.append([_NAMES.get(name.lower(), name.upper()), *numbers])
    values = [p_item(_plain(match["p"]).replace(" ", "")) for match in _BASELINE_P.finditer(text)]
    found = items(effects)
    found.update(("p", "", p) for p in values)
    return found


def _plain(written: str | None) -> str:
    return "-" if written is None else written.replace("·", ".").replace("–", "-").replace("−", "-")


if __name__ == "__main__":
    main()
