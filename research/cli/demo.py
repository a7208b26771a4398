"""`evidence demo`: the sample library, one question, one report."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from research.cli.console import emit_json, note, say
from research.cli.options import Json


def register(app: typer.Typer) -> None:
    """Add `demo`."""
    app.command(
        "demo",
        help="Build the sample library and write a report from it; offline once the embedder's weights are there.",
    )(_demo)


def _demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the sample library and the report go.")] = Path(
        "evidence-demo"
    ),
    as_json: Json = False,
) -> None:
    from research.demo import demo
    from research.report.terminal import answer_lines

    report, page = demo(out, note)
    if as_json:
        emit_json(
            {
                "question": report.question,
                "report": str(page),
                "bottom_line": [c.text for i in report.bottom_line for c in report.claims if c.id == i],
            }
        )
        return
    say("\n".join(answer_lines(report)))
    say(f"\nThe report: {page.resolve()}")
    say(f'Ask more:   {sys.argv[0]} --library {out / "library"} report "..."')
