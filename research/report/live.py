"""A live search of PubMed in plain lines."""

from evidence.report import Report, Search

LIVE = "PubMed was searched live"
FAILED = "The live search of PubMed failed"


def library_searches(report: Report) -> tuple[Search, ...]:
    """The searches of the library itself."""
    return tuple(s for s in report.searches if s.source != "pubmed")


def pubmed_searches(report: Report) -> tuple[Search, ...]:
    """The searches of PubMed that went before them."""
    return tuple(s for s in report.searches if s.source == "pubmed")


def live_limits(report: Report) -> tuple[str, ...]:
    """What the limits say of a live search: that there was one, or that it failed."""
    return tuple(line for line in report.limits if line.startswith((LIVE, FAILED)))


def told(search: Search) -> tuple[str, ...]:
    """What was sent and what came of it; then, a line each, how PubMed read it and what it said."""
    if search.problem:
        return (f"PubMed was asked at {search.at} and gave no answer ({search.problem}): {search.text}", *search.notes)
    taken = f"{search.kept} taken into the library, most relevant first"
    first = f"PubMed, asked at {search.at}: {search.text} ({search.found} records match, {taken})"
    read = (f"PubMed read it as: {search.translation}",) if search.translation else ()
    return (first, *read, *search.notes)
