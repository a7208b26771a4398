"""Progress on standard error, drawn only on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def spinner() -> Iterator[Callable[[str], None]]:
    """A line on standard error that says which step is under way; nothing where that is not a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: None
        return
    with console.status("Opening the library") as status:
        yield lambda step: status.update(step)


@contextmanager
def counter(doing: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error that is told how many are done, of how many; nothing where that is not a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


class Steps:
    """A context that shows which file is read and how far the vectors are."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self._files = self._bar.add_task("Reading", total=None)
        self._vectors = self._bar.add_task("Embedding", total=None, visible=False)

    def __enter__(self) -> "Steps":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def file(self, name: str) -> None:
        """A file is begun."""
        self._bar.update(self._files, description=f"Reading {name}", advance=1)

    def vectors(self, done: int, of: int) -> None:
        """Passages embedded so far, of all that wait."""
        self._bar.update(self._vectors, completed=done, total=of, visible=True)
