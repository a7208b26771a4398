"""docs/commands.md from the program's own help: `python -m docs.generate` rewrites it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from research.cli.main import app

COMMANDS = Path(__file__).with_name("commands.md")
WIDTH = 100  # columns, whatever the terminal has
HEAD = """# Commands

Written by `python -m docs.generate` from the program's own help. A command whose help is "Not in this version." is
named by the interface and refuses to run. Flags that are not in this version are not shown, and refused too.
"""

Command = TyperCommand | TyperGroup
Words = tuple[str, ...]  # what is typed: ("evidence", "ingest", "pubmed")


def program() -> TyperGroup:
    """The whole command line."""
    group = get_command(app)
    if not isinstance(group, TyperGroup):
        raise TypeError("the program has no commands")
    return group


def commands() -> Iterator[tuple[Words, Command, str]]:
    """Every command and group with its help, each group before its commands."""
    yield from _walk(("evidence",), program(), None)


def _walk(words: Words, command: Command, parent: Any) -> Iterator[tuple[Words, Command, str]]:
    # resilient: nothing stands after the words, and what is missing there does not matter
    context = command.make_context(words[-1], [], parent, resilient_parsing=True, terminal_width=WIDTH)
    yield words, command, command.get_help(context)
    if isinstance(command, TyperGroup):
        for name, each in command.commands.items():
            if isinstance(each, TyperCommand | TyperGroup):
                yield from _walk((*words, name), each, context)


def text() -> str:
    """The page."""
    parts = (f"## {' '.join(words)}\n\n```text\n{shown.strip()}\n```\n" for words, _, shown in commands())
    return "\n".join([HEAD, *parts])


def main() -> None:
    """Rewrite the page."""
    COMMANDS.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
