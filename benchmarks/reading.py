"""Reading without a model, measured: the table of issue 5, filled in by one command.

    python -m benchmarks.reading SHARED [--only NAME]... [--quick] [--fresh] [--check] [--write] [--json]

The parts (effects, entities, direction, yesno, sentences, bottom_line) run one after another; each one's figures are
kept in the user's cache until its code or its data change, so a run that is stopped goes on where it was (--fresh
measures anew). --quick leaves out what trains; --check ends with exit code 1 below a floor of benchmarks/floors.json;
--write puts the table into benchmarks/README.md. Needs scikit-learn, and MiniLM (`evidence models fetch minilm`).
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import reading_cache
from benchmarks.reading_parts import Figures, Part, chosen
from benchmarks.reading_table import held, markdown

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- reading: made by benchmarks/reading.py -->", "<!-- end of reading -->"


def run(shared: Path, only: Sequence[str] = (), *, quick: bool = False, fresh: bool = False) -> Figures:
    """Every figure of these parts, as "part.figure".

    Raises ValueError on an unknown part, FileNotFoundError where data are missing, ModuleNotFoundError where a package
    is (see `missing`), WeightsMissingError where MiniLM is.
    """
    found: Figures = {}
    for part in chosen(only, quick):
        found |= {f"{part.name}.{name}": value for name, value in _figures(part, shared, fresh).items()}
    return found


def _figures(part: Part, shared: Path, fresh: bool) -> Figures:
    console = Console(stderr=True)
    place = reading_cache.place(part, shared)
    figures = None if fresh else reading_cache.kept(place)
    if figures is not None:
        console.print(f"{part.name}: kept from an earlier run", highlight=False)
        return figures
    start = time.process_time()
    with console.status(f"{part.name}: measuring"):  # drawn on a terminal only
        figures = part.measure(shared)
    reading_cache.keep(place, figures)
    console.print(f"{part.name}: {time.process_time() - start:,.0f} CPU seconds", highlight=False)
    return figures


def missing(error: ModuleNotFoundError) -> str:
    """A sentence with the pip line for a package that the benchmarks need."""
    package = {"sklearn": "scikit-learn", "rank_bm25": "rank-bm25"}.get(error.name or "", error.name or "a package")
    return f"The benchmark needs {package}, which is not installed: pip install {package}"


def write(figures: Figures, readme: Path = README) -> None:
    """The table between its marks. Raises ValueError where the marks are not there."""
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{readme} does not hold {BEGIN} and {END}.")
    readme.write_text(f"{before}{BEGIN}\n\n{markdown(figures)}\n\n{END}{after}", encoding="utf-8")


def main() -> int:
    given = _arguments()
    try:
        figures = run(given.shared, given.only, quick=given.quick, fresh=given.fresh)
    except KeyboardInterrupt:
        return _stop("Stopped. What was measured is kept; the same command goes on from there.", 130)
    except ModuleNotFoundError as error:
        return _stop(missing(error), 1)
    except (ValueError, FileNotFoundError) as error:
        return _stop(str(error), 2)
    print(json.dumps({"reading": held(figures)}) if given.json else markdown(figures))
    if given.write:
        write(figures)
    return _checked(figures, given.shared) if given.check else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path, metavar="SHARED")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    for name in ("quick", "fresh", "check", "write", "json"):
        parser.add_argument(f"--{name}", action="store_true")
    return parser.parse_args()


def _checked(figures: Figures, shared: Path) -> int:
    from benchmarks.gate import below_reading

    faults = below_reading(held(figures), shared)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _stop(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
