"""`evidence bench`: measures over a test collection."""

from pathlib import Path
from typing import Annotated

import typer

from evidence.errors import NotInThisVersionError
from research.cli.console import emit_json, note, say
from research.cli.options import Json
from research.cli.state import settings


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="Measures over a test collection.", rich_markup_mode=None)
    group.command("retrieval", help="nDCG and recall over a collection in BEIR form.")(_retrieval)
    for name in ("recall", "citations", "plan", "reading"):
        group.command(
            name,
            help="Not in this version.",
            context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
        )(_later)
    app.add_typer(group, name="bench")


def _later(context: typer.Context) -> None:
    raise NotInThisVersionError(f"`evidence bench {context.info_name}` is not in this version.")


def _retrieval(
    context: typer.Context,
    collection: Annotated[
        Path, typer.Argument(metavar="COLLECTION", help="corpus.jsonl, queries.jsonl, qrels/test.tsv")
    ],
    mode: Annotated[
        list[str] | None, typer.Option(metavar="MODE", help="hybrid, lexical, dense; by default all.")
    ] = None,
    run: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a TREC run (of one mode).")] = None,
    as_json: Json = False,
) -> None:
    from research.evaluate import evaluate_retrieval

    results = evaluate_retrieval(collection, settings(context), tuple(mode or ()), run, note)
    if as_json:
        emit_json({"collection": str(collection), "modes": results})
        return
    names = list(next(iter(results.values())))
    say("mode      " + "  ".join(f"{n:>12}" for n in names))
    for each, values in results.items():
        say(f"{each:<10}" + "  ".join(f"{values[n]:>12.4f}" for n in names))
