"""`--live` on search, ask and report: PubMed first, then the library as without it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from research.cli.console import note

if TYPE_CHECKING:
    from evidence.model import Filters
    from evidence.report import Search
    from evidence.settings import Settings
    from research.live_queries import LiveQuery
    from research.wiring import Engine

Opened = tuple["Engine", tuple["Search", ...]]  # the library, and the searches of PubMed that went before


def open_library(settings: "Settings", mode: str = "") -> Opened:
    """The library as it is."""
    from research.wiring import open_engine

    return open_engine(settings, mode), ()


def open_with_live(
    settings: "Settings",
    queries: "Callable[[], tuple[LiveQuery, ...]]",
    question: str,
    filters: "Filters",
    send_anyway: bool,
    mode: str = "",
) -> Opened:
    """The library with what PubMed finds for the queries; each that is sent is told on standard error."""
    from research.cli.progress import Steps
    from research.live_entries import entries_left_out, entries_to_ask, within_entry
    from research.live_question import ask_pubmed, joined, open_after
    from research.policy import trusted_in
    from research.report.live import told

    trusted = trusted_in(settings)
    entries, left_out = entries_to_ask(trusted, filters), entries_left_out(trusted, filters)

    def show(search: "Search") -> None:
        for line in told(search):
            note(line)

    with Steps() as steps:
        live = joined(
            [
                ask_pubmed(
                    settings, within_entry(queries(), entry, left_out), question, filters, send_anyway,
                    show, steps.file, steps.vectors, entry.name if entry else "",
                )
                for entry in entries
            ]
        )  # fmt: skip
    for line in live.notes:
        note(line)
    return open_after(settings, live, mode), live.searches
