"""The documents say what the program does."""

from pathlib import Path

import pytest

from docs import check, generate

README = check.ROOT / "README.md"

# INTERFACE's commands, by hand; a group's own commands where this version has the group
INTERFACE = """
    demo; ingest pubmed; ingest files; ingest source; update; sources; status; doctor; show; list; search; plan; ask;
    report; runs; steer; check; models fetch; export;
    bench retrieval; bench recall; bench citations; bench plan; bench reading
"""


def names() -> dict[str, str | None]:
    """Every command of the program by its words, with its help text."""
    return {" ".join(words[1:]): command.help for words, command, _ in generate.commands()}


def page(folder: Path, text: str) -> Path:
    """A Markdown file."""
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_documents_have_no_fault() -> None:
    """`make check` fails on a stale command page, a dead link and a command that does not exist; so does this."""
    assert check.faults() == []


@pytest.mark.parametrize("words", check.shell_commands(README), ids=" ".join)
def test_readme_command_parses(words: list[str]) -> None:
    """Each command that the README shows is taken by the program as written."""
    assert check.command_fault(words) == ""


def test_readme_commands_are_seen() -> None:
    """The README shows ten commands on files and four on PubMed; a change of form must not hide them from the check."""
    assert len(check.shell_commands(README)) >= 14


@pytest.mark.parametrize("name", [name.strip() for name in INTERFACE.split(";")])
def test_interface_command_exists(name: str) -> None:
    """Scripts rely on every command of the interface being there, even where it only says that it comes later."""
    assert name in names()


@pytest.mark.parametrize("name", list(names()))
def test_command_has_help(name: str) -> None:
    """No command is left unexplained."""
    assert names()[name]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("nosuch", "nosuch"),
        ("ingest nosuch", "nosuch"),
        ("search aspirin --nosuch", "--nosuch"),
        ("--nosuch d status", "--nosuch"),
        ("search aspirin -k many", "integer"),
        ("report", "question"),
        ("show one two", "two"),
        ("doctor", "not in this version"),
        ("bench plan questions.jsonl", "not in this version"),
        ("search aspirin --tier one", "integer"),
        ("runs resume 1", "not in this version"),
        ("update pubmed", "pubmed"),
        ("ingest pubmed --query aspirin --limit many", "integer"),
        ("ingest mesh desc2026.xml --nosuch", "--nosuch"),
    ],
)
def test_command_fault_names_it(words: str, named: str) -> None:
    """What a reader could not run is named."""
    assert named in check.command_fault(words.split())


@pytest.mark.parametrize(
    "words",
    [
        *("--help", "search --help", "--library d show pubmed:1", "ingest pubmed a b --json"),
        *("ingest pubmed --query aspirin", "search aspirin --live", "report x --live --send-anyway"),
        *("ingest pubmed https://example.org/ --replace-baseline", "ingest pubmed --query x --limit 5 --send-anyway"),
        *("ingest mesh desc2026.xml", "ingest retractions a.csv b.json --json", "update --json", "ask x --live"),
    ],
)
def test_command_without_fault(words: str) -> None:
    """What a reader can run passes, global flags and --help included."""
    assert check.command_fault(words.split()) == ""


def test_shell_commands_are_read_as_a_shell_would(tmp_path: Path) -> None:
    """Settings before, comments after, quotes, continued lines and pipes do not hide a command or become its words."""
    text = """
Say `evidence status`.

```sh
EVIDENCE_EMBEDDER=none evidence ask "Does it?"   # a comment
evidence search x \\
    -k 3 | head > out
make demo
```

```text
evidence nosuch
```
"""
    assert check.shell_commands(page(tmp_path, text)) == [["ask", "Does it?"], ["search", "x", "-k", "3"]]


def test_dead_link_is_named(tmp_path: Path) -> None:
    """Only a link into the repository can be dead here: addresses, places on the page and code are left alone."""
    text = "[a](gone.md#part) [b](page.md) [c](#part) [d](https://example.org/x) [e](.)\n\n```text\n[f](code.md)\n```\n"
    assert list(check.link_faults(page(tmp_path, text))) == ["page.md links to gone.md#part, which is not there."]


def test_stale_page_and_missing_command_are_named() -> None:
    """A command page of yesterday is stale, and a command that it lacks is named."""
    yesterday = generate.text().replace("## evidence ask\n", "## evidence asks\n")
    assert list(check.page_faults(yesterday)) == [
        "docs/commands.md is stale: run `python -m docs.generate`.",
        "docs/commands.md lacks evidence ask.",
    ]


@pytest.mark.parametrize("columns", ["40", "200"])
def test_page_does_not_depend_on_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    """Whoever runs the generator gets the same page."""
    before = generate.text()
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("TERMINAL_WIDTH", columns)
    assert generate.text() == before
