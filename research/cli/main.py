"""`evidence`: the program. Modules of commands are light; what they need is imported when they run."""

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from evidence.errors import EvidenceError
from research.cli import ask, bench, check, demo, export, ingest, later, library, models, runs, search, sources, update
from research.cli.console import never_fail_on_letters, note
from research.cli.state import Given

INTERRUPTED = 130  # what typer makes of Ctrl-C

app = typer.Typer(
    name="evidence",
    help="Evidence retrieval and cited reports in medicine, checked against the passages they cite.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,  # rich's help costs a tenth of a second at every start
)
for module in (demo, ingest, update, sources, library, search, ask, check, runs, export, models, bench, later):
    module.register(app)


@app.callback()
def _globals(
    context: typer.Context,
    library_folder: Annotated[
        Path | None, typer.Option("--library", metavar="DIR", help="The library's folder. [EVIDENCE_LIBRARY]")
    ] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings, by default ./evidence.toml.")] = None,
) -> None:
    given = context.ensure_object(Given)
    given.library, given.config = library_folder, config


def main() -> None:
    """Run the command line; errors become one or two plain sentences and an exit code."""
    never_fail_on_letters()
    given = Given()
    try:
        app(obj=given)
    except EvidenceError as error:
        _explain(str(error), given.debug)
        sys.exit(error.exit_code)
    except SystemExit as ended:
        if ended.code != INTERRUPTED:
            raise
        note("evidence: interrupted. What was reported as done is kept; run the same command again to go on.")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that Python's own flush at exit is silent
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  # the last resort: a reader is never shown a traceback unasked
        _explain(
            f"Something went wrong that should not have ({type(error).__name__}: {error}). EVIDENCE_DEBUG=1 shows where.",
            given.debug,
        )
        sys.exit(1)


def _explain(sentence: str, debug: bool) -> None:
    if debug or os.environ.get("EVIDENCE_DEBUG", "").lower() not in ("", "0", "false", "no", "off"):
        traceback.print_exc()
    note(f"evidence: {' '.join(sentence.split())}")


if __name__ == "__main__":
    main()
