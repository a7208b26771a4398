"""`python -m docs.check`: do the documents still say what the program does? It lists faults, and exits with 1.

Faults: docs/commands.md is stale or lacks a command; an internal link points to no file; a command in a `sh` block, or
a flag of one, is unknown to the program or not in this version.
"""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from docs.generate import COMMANDS, commands, program, text

ROOT = Path(__file__).parents[1]
LATER = "Not in this version."  # the help of a command that refuses to run
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_SETTING = re.compile(r"[A-Z_]+=")  # EVIDENCE_EMBEDDER=none evidence ...
_OPERATOR = re.compile(r"[|&;<>()]+")
_UsageError: Any = typer.BadParameter.__mro__[1]  # typer's own click's; in older versions the click package's


def pages() -> list[Path]:
    """The Markdown files that are held to account."""
    top = (ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md"))
    return [*top, *sorted(ROOT.glob("docs/**/*.md"))]


def faults() -> list[str]:
    """Everything that is wrong, in plain sentences."""
    found = list(page_faults(COMMANDS.read_text(encoding="utf-8") if COMMANDS.is_file() else ""))
    for page in pages():
        found += link_faults(page)
        found += [f"{page.name}: {fault}" for words in shell_commands(page) if (fault := command_fault(words))]
    return found


def page_faults(page: str) -> Iterator[str]:
    """What is wrong with the text of docs/commands.md."""
    if page != text():
        yield "docs/commands.md is stale: run `python -m docs.generate`."
    headings = set(page.splitlines())
    names = (" ".join(words) for words, _, _ in commands())
    yield from (f"docs/commands.md lacks {name}." for name in names if f"## {name}" not in headings)


def link_faults(page: Path) -> Iterator[str]:
    """Internal links that point to no file or folder."""
    for target in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        path = target.partition("#")[0]
        if path and "://" not in path and not path.startswith("mailto:") and not (page.parent / path).exists():
            yield f"{page.name} links to {target}, which is not there."


def shell_commands(page: Path) -> list[list[str]]:
    """The words after `evidence` of every line in the page's `sh` blocks that calls it."""
    blocks = _FENCE.findall(page.read_text(encoding="utf-8"))
    lines = (line for language, block in blocks if language == "sh" for line in block.replace("\\\n", " ").splitlines())
    called = []
    for line in lines:
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True  # pubmed:31883958 is one word
        words = list(lexer)
        while words and _SETTING.match(words[0]):
            words = words[1:]
        if words[:1] == ["evidence"]:
            called.append(words[1 : next((n for n, word in enumerate(words) if _OPERATOR.fullmatch(word)), None)])
    return called


def command_fault(words: list[str]) -> str:
    """Why the program would not take these words; "" if it would. They are parsed, and nothing is run."""
    said = f"evidence {' '.join(words)}"
    command, context, left = program(), None, [word for word in words if word != "--help"]
    try:
        while isinstance(command, TyperGroup) and left:
            context = command.make_context("", left, context)
            command, left = _next(command, context)
            if command is None or command.help == LATER:
                return f"{said}: not in this version."
        if "--help" in words:
            return ""
        context = command.make_context("", left, context)
    except _UsageError as error:
        return f"{said}: {error}"
    given = [p for p in command.params if getattr(p, "hidden", False) and context.params.get(p.name)]
    return f"{said}: {given[0].opts[0]} is not in this version." if given else ""


def _next(group: TyperGroup, context: Any) -> tuple[Any, list[str]]:
    """(the command that was named, the words after its name). Raises the usage error that the program would."""
    _, command, left = group.resolve_command(context, [*context._protected_args, *context.args])
    return command, left


def main() -> None:
    """List the faults; exits with 1 where there are any."""
    found = faults()
    sys.stdout.write("".join(f"{fault}\n" for fault in found) or "The documents say what the program does.\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
