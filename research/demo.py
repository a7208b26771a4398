"""The sample library: fictional records and guidelines that ship with the program, and a report made from them."""

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

from evidence.errors import EvidenceError
from evidence.report import Report
from evidence.settings import load_settings
from indexers.inputs import file_inputs, pubmed_inputs
from research.load import load
from research.loop import run
from research.plan import make_plan
from research.report.files import write_report
from research.wiring import open_engine

QUESTION = (
    "In adults with atrial fibrillation, do direct oral anticoagulants cause less intracranial bleeding than warfarin?"
)


def _fetch(allowed: bool, say: Callable[[str], None], library: Path) -> None:
    """The only step that may go out, and only where the weights are missing; without them the demo goes on."""
    from indexers.minilm.fetch import fetch_minilm

    try:
        fetch_minilm(say, allow_network=allowed, library=library)
    except EvidenceError as error:
        say(f"The embedder's weights could not be fetched, so searches go by words alone. ({error})")


def demo(out: Path, say: Callable[[str], None]) -> tuple[Report, Path]:
    """(the report, its HTML page). Weights are fetched where they can be; without them BM25 alone is used, and said."""
    settings = load_settings(library=out / "library")
    if settings.embedder == "minilm":
        _fetch(settings.egress_sources == "any", say, settings.library)
    with as_file(files("research").joinpath("sample")) as sample:
        result, notes = load(
            settings, [*pubmed_inputs([sample / "pubmed"]), *file_inputs([sample / "guidelines"], None)]
        )
    for line in notes:
        say(line)
    say(f"Sample library: {result.read} fictional documents in {settings.library}.")
    report = run(make_plan(QUESTION), open_engine(settings))
    write_report(report, out, ("html", "md", "json"))
    return report, out / "report.html"
