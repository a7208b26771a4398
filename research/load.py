"""Load inputs, then bring the vectors up to date where the embedder is at hand."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from evidence.errors import WeightsMissingError
from evidence.settings import Settings
from indexers.ingest import IngestResult, Input, ingest
from research.wiring import open_embedder


def load(
    settings: Settings,
    inputs: Sequence[Input],
    on_file: Callable[[str], None] = lambda name: None,
    on_vectors: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[IngestResult, tuple[str, ...]]:
    """(what happened, notes). Without weights everything is findable by BM25, and a note says so."""
    notes: tuple[str, ...] = ()
    embedder = None
    try:
        embedder = open_embedder(
            settings.embedder, bulk=True
        )  # before anything is loaded, so that a wrong name stops here
    except WeightsMissingError as error:
        notes = (f"No vectors were made: {error}",)
    result = ingest(settings.library, inputs, on_file)
    if embedder is None:
        return result, notes
    from indexers.embed import catch_up

    return replace(result, revision=catch_up(settings.library, embedder, on_vectors)), ()
