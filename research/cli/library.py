"""`evidence status`, `show` and `list`: what the library holds."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import UsageError
from research.cli.console import emit_json, say
from research.cli.options import Designs, Json, Sources, filters_of
from research.cli.state import settings

if TYPE_CHECKING:
    from evidence.library.library import Library


SHOWN = 20  # changes of status, the latest


def register(app: typer.Typer) -> None:
    """Add the three."""
    app.command("status", help="What the library holds.")(_status)
    app.command("show", help="One document, whole.")(_show)
    app.command("list", help="What is in the library.")(_list)


def _status(context: typer.Context, as_json: Json = False) -> None:
    from evidence.library.library import Library
    from research.load_log import duplicates_so_far

    library = Library.open(settings(context).library)
    waiting = sum(s.passages for s in library.manifest.segments if not s.vectors)
    changes = library.changes()
    value = {
        "library": str(library.folder),
        "revision": library.revision,
        "documents": len(library),
        "passages": sum(s.passages for s in library.manifest.segments),
        "waiting_for_vectors": waiting,
        "segments": len(library.segments),
        "embedder": library.manifest.embedder,
        "by_source": library.counts("source"),
        "by_status": library.counts("status"),
        "by_design": library.counts("design"),
        "status_changed": dict(sorted(Counter(c.new for c in changes).items())),
        "changes": [{"id": c.id, "from": c.old, "to": c.new, "by": c.by, "at": c.at} for c in changes[-SHOWN:]],
        "sequence": _sequence(library),
        "retractions": _retractions(library),
        "mesh": library.manifest.vocabulary != "",
        "duplicates": duplicates_so_far(library.folder),
    }
    if as_json:
        emit_json(value)
        return
    say(f"{value['library']}: revision {library.revision}, {len(library)} documents, {value['passages']} passages.")
    for name in ("by_source", "by_status", "by_design"):
        counted = value[name]
        say(f"{name.replace('_', ' ')}: " + ", ".join(f"{k or 'not indexed'} {n}" for k, n in counted.items()))  # type: ignore[attr-defined]
    if changes:
        told = ", ".join(f"{k} {n}" for k, n in value["status_changed"].items())  # type: ignore[attr-defined]
        say(f"status changed since the records were loaded: {told}")
    if value["sequence"]:
        say("PubMed's numbered files: " + ", ".join(f"{k} {v}" for k, v in value["sequence"].items()))  # type: ignore[attr-defined]
    for each in value["retractions"]:  # type: ignore[attr-defined]
        say(f"retraction data: {each['source']}, {each['notices']} notices, loaded {each['loaded']}")
    if value["duplicates"]:
        merged = ", ".join(f"{n} by {rule}" for rule, n in value["duplicates"].items())  # type: ignore[attr-defined]
        say(f"records that went into another of the same article: {merged}")
    say("All passages have vectors." if not waiting else f"{waiting} passages wait for a vector.")


def _sequence(library: "Library") -> dict[str, str]:
    """For each year whose numbered files are there, the first and the last of them."""
    years: dict[str, list[str]] = {}
    for record in library.sequence():
        years.setdefault(f"20{record.sequence[:2]}", []).append(record.name)
    return {year: f"{names[0]} to {names[-1]}" for year, names in sorted(years.items())}


def _retractions(library: "Library") -> list[dict[str, object]]:
    """Each list of retractions that is loaded: where from, how many, when."""
    from evidence.library.notices import Notices

    found: list[dict[str, object]] = []
    for path in library.manifest.notices:
        notices = Notices(library.folder / path)
        summary = notices.summary()
        notices.close()
        sources = sorted({c.source for c in summary.counts})
        found.append({"source": ", ".join(sources), "notices": summary.notices, "loaded": summary.loaded})
    return found


def _show(
    context: typer.Context, document_id: Annotated[str, typer.Argument(metavar="ID")], as_json: Json = False
) -> None:
    from evidence.library.library import Library
    from evidence.successors import successor
    from research.report.as_json import document_json
    from research.report.placing import grade_in_words

    library = Library.open(settings(context).library)
    document = library.get(document_id)
    if document is None:
        hint = (
            f" Did you mean pubmed:{document_id}?"
            if document_id.isdigit() and library.get(f"pubmed:{document_id}")
            else ""
        )
        raise UsageError(
            f"{document_id} is not in this library.{hint} Ids look like pubmed:31883958; `evidence list` names them."
        )
    replaced_by = successor(document, library)
    if as_json:
        emit_json(document_json(document) | {"replaced_by": replaced_by})
        return
    say(
        f"{document.title}\n{document.id} · {document.design or 'design not indexed'} · {document.status} · {document.url}"
    )
    about = (document.organisation, document.edition and f"edition {document.edition}", document.population)
    if any(about):
        say(" · ".join(part for part in about if part))
    if replaced_by:
        say(f"replaced by {replaced_by}")
    for r in document.recommendations:
        say(f"recommendation ({grade_in_words(r)}): {document.text[r.start : r.end]}")
    for each in document.notices:
        say(f"{each.status}: {each.by or 'no notice named'} ({', '.join(filter(None, (each.source, each.date)))})")
    for section in document.sections:
        if section.label != "Title":
            say(f"\n{section.label}\n{document.text[section.start : section.end]}")


def _list(
    context: typer.Context,
    source: Sources = None,
    status: Annotated[str, typer.Option(metavar="NAME")] = "",
    design: Designs = None,
    limit: Annotated[int, typer.Option(metavar="N", min=0)] = 50,
    as_json: Json = False,
) -> None:
    from dataclasses import replace

    from evidence.library.library import Library
    from evidence.model import STATUSES
    from research.wiring import check_sources

    if status and status not in STATUSES:
        raise UsageError(f"There is no status {status}. Statuses: {', '.join(STATUSES)}.")
    filters = filters_of(None, None, design, source, None)
    library = Library.open(settings(context).library)
    check_sources(library, filters)
    heads, total = library.listing(replace(filters, statuses=(status,) if status else ()), limit)
    rows = [
        {
            "id": h.id,
            "title": h.title,
            "source": h.source,
            "status": h.status,
            "design": h.design,
            "published": h.published,
        }
        for h in heads
    ]
    if as_json:
        emit_json({"documents": rows, "total": total})
        return
    for row in rows:
        say(f"{row['id']}  {row['published'][:4]}  {row['design'] or '-'}  {row['status']}  {row['title']}")
    say(f"{len(rows)} of {total}")
