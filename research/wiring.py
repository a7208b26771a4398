"""The one place that joins rooms: settings to a library with its retrievers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evidence.errors import UsageError, WeightsMissingError
from evidence.library.library import Library
from evidence.model import Filters
from evidence.ports import Embedder, Retriever
from evidence.settings import Settings
from evidence.source_list import load_list
from evidence.trust import SourceList
from indexers.lexical import LexicalRetriever

MODES = ("hybrid", "lexical", "dense")


@dataclass(frozen=True, slots=True)
class Engine:
    """An open library and what searches it. `notes` say in plain sentences what is missing."""

    library: Library
    lexical: LexicalRetriever
    retrievers: Mapping[str, Retriever]
    embedder: Embedder | None = None
    trusted: SourceList = SourceList.of(())
    notes: tuple[str, ...] = field(default=())

    def retriever(self, mode: str = "") -> tuple[str, Retriever]:
        """(mode, retriever): the one asked for, else the best there is. Raises UsageError where it cannot be had."""
        if mode and mode not in MODES:
            raise UsageError(f"There is no search mode {mode}. Modes: {', '.join(MODES)}.")
        if not mode:
            mode = "hybrid" if "hybrid" in self.retrievers else "lexical"
        if mode not in self.retrievers:
            raise UsageError(f"The mode {mode} cannot be used: {' '.join(self.notes)}")
        return mode, self.retrievers[mode]


def check_sources(library: Library, filters: Filters) -> None:
    """Raises UsageError for a source that the library does not have: it would find nothing and look like an answer."""
    for name in sorted(set(filters.sources) - library.sources() if filters.sources else ()):
        raise UsageError(f"There is no source {name} in this library. Sources: {', '.join(sorted(library.sources()))}.")


def open_embedder(name: str, *, bulk: bool) -> Embedder | None:
    """The embedder of that name, None for "none"; reports take it without `bulk`, so that equal runs are equal.

    Raises WeightsMissingError or UsageError.
    """
    if name == "none":
        return None
    from indexers.embedders import load_embedder

    return load_embedder(name, bulk=bulk)


def open_engine(settings: Settings, mode: str = "") -> Engine:
    """The library's current revision, with BM25, and with vectors where there are weights and vectors. No network."""
    library = Library.open(settings.library)
    trusted = load_list(settings.sources, settings.library)
    lexical = LexicalRetriever(library)
    if mode == "lexical":
        return Engine(library, lexical, {"lexical": lexical}, trusted=trusted)
    embedder, notes = _usable_embedder(library, settings)
    if embedder is None:
        return Engine(library, lexical, {"lexical": lexical}, None, trusted, notes)
    from indexers.hybrid import HybridRetriever
    from indexers.vectors import DenseRetriever

    dense = DenseRetriever(library, embedder)
    hybrid = HybridRetriever(library, lexical, dense, settings.fusion)
    return Engine(library, lexical, {"lexical": lexical, "dense": dense, "hybrid": hybrid}, embedder, trusted, notes)


def _usable_embedder(library: Library, settings: Settings) -> tuple[Embedder | None, tuple[str, ...]]:
    if settings.embedder == "none":
        return None, ("Searched by words alone (BM25): the embedder is set to none.",)
    if not library.manifest.embedder:
        return None, (
            "Searched by words alone (BM25): this library has no vectors. "
            "`evidence models fetch` gets the embedder; the next ingest makes them.",
        )
    try:
        embedder = open_embedder(settings.embedder, bulk=False)
    except WeightsMissingError:
        return None, (
            "Searched by words alone (BM25): the embedder's weights are missing. `evidence models fetch` gets them.",
        )
    if embedder is None or embedder.fingerprint != library.manifest.embedder:
        return None, ("Searched by words alone (BM25): the library's vectors were made by another embedder.",)
    waiting = sum(s.passages for s in library.manifest.segments if not s.vectors)
    if waiting:
        return embedder, (f"{waiting} passages have no vector yet and are found by their words alone.",)
    return embedder, ()
