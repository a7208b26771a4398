"""`evidence bench`: measures over a test collection."""

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from evidence.errors import ExtraMissingError, NotInThisVersionError, UsageError, WeightsMissingError
from research.cli.console import emit_json, note, say
from research.cli.options import Json
from research.cli.state import settings


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(no_args_is_help=True, help="Measures over a test collection.", rich_markup_mode=None)
    group.command("retrieval", help="nDCG and recall over a collection in BEIR form.")(_retrieval)
    group.command("reading", help="Reading without a model: every part beside its baselines.")(_reading)
    group.command("recall", help="What is cited against the documents that experts chose.")(_recall)
    group.command("citations", help="Catch rate and false alarms of the citation check.")(_citations)
    group.command(
        "plan",
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


def _recall(
    context: typer.Context,
    questions: Annotated[
        Path, typer.Argument(metavar="QUESTIONS", help='JSON lines of {"id", "question", "gold": [document ids]}')
    ],
    run: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Measure this TREC run, of any system, not our reports.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Another TREC run: a paired test of the two.")
    ] = None,
    lengths: Annotated[str, typer.Option(metavar="LIST", help="ask,report,long (by commas).")] = "report",
    baselines: Annotated[
        bool, typer.Option("--baselines", help="The first hits of each search mode taken as citations, too.")
    ] = False,
    by: Annotated[str, typer.Option(metavar="FIELD", help="Figures by this field of a line; by default kind.")] = "",
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="SOURCE", help="Cite nothing of this source: the questions came from it."),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw recall against citations (.svg or .png).")
    ] = None,
    save_run: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a TREC run (of one length).")] = None,
    as_json: Json = False,
) -> None:
    from citations.trec import write_run
    from research.evaluate_recall import Wanted, evaluate_recall
    from research.recall import measured
    from research.recall.plot import check_plot, draw
    from research.recall.table import table

    chosen = tuple(name.strip() for name in lengths.split(",") if name.strip())
    if plot:
        check_plot(plot)
    if save_run and (run or len(chosen) != 1):
        raise UsageError("A run file holds what one length of our reports cites: name it with --lengths.")
    wanted = Wanted(questions, run, against, chosen, baselines, by, tuple(without or ()))
    found = evaluate_recall(wanted, settings(context), note)
    if plot:
        draw(found.systems, plot)
        note(f"Written: {plot}")
    if save_run:
        write_run(save_run, found.cited[chosen[0]], chosen[0])
        note(f"Written: {save_run}")
    if as_json:
        emit_json(measured.as_json(found))
    else:
        say(table(found))


def _citations(
    context: typer.Context,
    pairs: Annotated[
        Path, typer.Argument(metavar="PAIRS", help="JSONL of claim, passage, label; kind where there is one.")
    ],
    as_json: Json = False,
) -> None:
    from research.check import panel_of
    from research.citation_baseline import Overlap
    from research.citation_pairs import read_pairs
    from research.citation_table import held, table
    from research.evaluate_citations import evaluate
    from research.wiring import open_embedder

    read = read_pairs(pairs)
    for refusal in read.refused:
        note(refusal)
    try:
        embedder = open_embedder(settings(context).embedder, bulk=False)
    except WeightsMissingError as error:
        note(f"Judged by words alone. {error}")
        embedder = None
    judges = (panel_of(embedder), Overlap(pair.passage for pair in read.pairs))
    results = [evaluate(read.pairs, judge) for judge in judges]
    if as_json:
        emit_json({"pairs": len(read.pairs), "refused": list(read.refused), "judges": held(results)})
    else:
        say(table(results))
    if read.refused:
        raise typer.Exit(3)


def _reading(
    shared: Annotated[
        Path, typer.Argument(metavar="SHARED", help="The folder with jats/, bioasq/, ... (or its parent)")
    ],
    only: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A part; by default all.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the parts that train.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Measure anew what an earlier run has kept.")] = False,
    as_json: Json = False,
) -> None:
    bench, table = _benchmark("reading"), _benchmark("reading_table")
    try:
        figures = bench.run(shared, tuple(only or ()), quick=quick, fresh=fresh)
    except ModuleNotFoundError as error:
        raise ExtraMissingError(bench.missing(error)) from error
    except (ValueError, FileNotFoundError) as error:
        raise UsageError(str(error)) from error
    if as_json:
        emit_json({"reading": table.held(figures)})
    else:
        say(table.markdown(figures))


def _benchmark(name: str) -> Any:
    """A module of the checkout's benchmarks; they are not in the wheel."""
    try:
        return importlib.import_module(f"benchmarks.{name}")
    except ModuleNotFoundError as error:
        if error.name not in ("benchmarks", f"benchmarks.{name}"):
            raise
        raise ExtraMissingError(
            "`evidence bench reading` needs a checkout of the repository, since the benchmarks are not in the package:"
            " in its folder run python -m benchmarks.reading SHARED"
        ) from error
