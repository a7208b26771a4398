"""Where real data lies, if it does; a library for tests to fill."""

import itertools
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evidence.library.library import Library
from evidence.model import Document
from indexers.ingest import IngestResult, Input, ingest
from indexers.intake import Deleted, Refused

SHARED = Path(os.environ.get("EVIDENCE_SHARED", Path(__file__).parents[2] / "shared")) / "data"

Fill = Callable[..., IngestResult]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the real data are not here ({SHARED}); set EVIDENCE_SHARED to their folder")
    return SHARED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty library's folder."""
    return tmp_path / "library"


@pytest.fixture
def fill(folder: Path) -> Fill:
    """Load items into the library of `folder` as one file; a name that was used before means the same file."""

    counter = itertools.count()

    def load(*items: Document | Deleted | Refused, name: str = "") -> IngestResult:
        made = name or f"input {next(counter)}"
        return ingest(folder, [Input(made, made, lambda: iter(items))])

    return load


def ids(library: Library) -> list[str]:
    """Every live document's id, sorted."""
    return sorted(d.id for d in library.all_documents())


def texts(documents: Sequence[Document]) -> list[str]:
    """Their texts, in order."""
    return [d.text for d in documents]
