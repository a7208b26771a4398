"""`evidence ingest mesh` and `evidence ingest retractions`: what records are looked up in and held against."""

from typing import TYPE_CHECKING, Annotated

import typer

from research.cli.console import emit_json, note, say
from research.cli.options import Json, Paths
from research.cli.state import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexers.ingest import RefusedRecord

MESH_ENDINGS = (".xml", ".tsv", ".gz")  # NLM packs desc2026.xml as desc2026.gz
RETRACTION_ENDINGS = (".csv", ".csv.gz", ".json", ".json.gz", ".jsonl", ".jsonl.gz")


def mesh(context: typer.Context, paths: Paths = None, as_json: Json = False) -> None:
    """Load MeSH: NLM's desc20XX.xml, plain or gzip, or tables of names and tree numbers."""
    from indexers.inputs import walk
    from research.reference import load_mesh

    done = load_mesh(settings(context), walk(paths or [], MESH_ENDINGS))
    _refusals(done.refused)
    if as_json:
        emit_json(done)
    else:
        say(
            f"{done.descriptors} descriptors with {done.terms} entry terms and {done.tree_numbers} tree numbers, "
            f"{len(done.refused)} refused. Revision {done.revision}."
        )
    _end(done.refused)


def retractions(
    context: typer.Context,
    paths: Paths = None,
    force: Annotated[
        bool, typer.Option("--replace-list", help="Take a list that is much shorter than the one that is loaded.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Load retraction data: Retraction Watch's CSV, Crossref's JSON, or JSON of DOIs with their notices."""
    from indexers.inputs import walk
    from research.reference import load_retractions

    done = load_retractions(settings(context), walk(paths or [], RETRACTION_ENDINGS), force=force)
    _refusals(done.refused)
    if as_json:
        emit_json(done)
    else:
        kinds = ", ".join(f"{count} of {kind}" for kind, count in sorted(done.by_kind.items()))
        changed = "1 document" if done.changed == 1 else f"{done.changed} documents"
        say(
            f"{done.notices} notices{f' ({kinds})' if kinds else ''}, {len(done.refused)} refused. "
            f"The status of {changed} in the library changed. Revision {done.revision}."
        )
    _end(done.refused)


def _refusals(refused: "Iterable[RefusedRecord]") -> None:
    for each in refused:
        note(f"refused: {each.input}, {each.record}: {each.reason}")


def _end(refused: "tuple[RefusedRecord, ...]") -> None:
    """Exit code 3 where some inputs were refused."""
    if refused:
        raise typer.Exit(3)
