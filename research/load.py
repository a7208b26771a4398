"""Load inputs, then bring the vectors up to date where the embedder is at hand."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from evidence.errors import LibraryBusyError, WeightsMissingError
from evidence.ports import Embedder
from evidence.settings import Settings
from indexers.ingest import IngestResult, Input, Load, load_inputs, loading
from research.load_log import remember_load
from research.wiring import open_embedder

OnFile = Callable[[str], None]
OnVectors = Callable[[int, int], None]
Loaded = tuple[IngestResult, tuple[str, ...]]  # what happened, and notes


def load(
    settings: Settings,
    inputs: Sequence[Input],
    on_file: OnFile = lambda name: None,
    on_vectors: OnVectors = lambda done, of: None,
) -> Loaded:
    """Load files. Without weights everything is findable by BM25, and a note says so."""

    def each(into: Load) -> tuple[str, ...]:
        load_inputs(settings.library, into, inputs, on_file)
        return ()

    return _load(settings, each, on_vectors)


def load_pubmed(
    settings: Settings,
    places: Sequence[str],
    on_file: OnFile = lambda name: None,
    on_vectors: OnVectors = lambda done, of: None,
    *,
    force: bool = False,
) -> Loaded:
    """Load PubMed files, folders and mirrors: numbered files in their sequence, the others as they come.

    `force` lets a new year's baseline drop what it does not hold, however much that is.
    """
    from indexers.bulk import load_folder
    from indexers.inputs import pubmed_inputs
    from research.mirrors import is_address, load_mirror
    from research.places import remember

    addresses = [place for place in places if is_address(place)]
    paths = [Path(place) for place in places if not is_address(place)]
    inputs = pubmed_inputs(paths, numbered=False) if paths or not addresses else []

    def everything(into: Load) -> tuple[str, ...]:
        notes: tuple[str, ...] = ()
        if paths:
            outcome = load_folder(settings.library, into, paths, on_file, force=force)
            notes += outcome.notes
            for path in paths if outcome.files else []:
                if path.is_dir():
                    remember(settings.library, str(path).encode("utf-8", "replace").decode())
        for address in addresses:
            notes += load_mirror(settings, into, address, on_file, force=force).notes
            remember(settings.library, address)
        load_inputs(settings.library, into, inputs, on_file)
        return notes

    return _load(settings, everything, on_vectors)


def _load(settings: Settings, act: Callable[[Load], tuple[str, ...]], on_vectors: OnVectors) -> Loaded:
    embedder = None
    notes: tuple[str, ...] = ()
    try:  # before anything is loaded, so that a wrong name stops here
        embedder = open_embedder(settings.embedder, bulk=True)
    except WeightsMissingError as error:
        notes = (f"No vectors were made: {error}",)
    with loading(settings.library, settings.batch) as into:
        notes += act(into)
        result = into.result()
    unnoted = remember_load(settings.library, result)
    notes += (unnoted,) if unnoted else ()
    if embedder is None:
        return result, notes
    revision, why_not = _catch_up(settings, embedder, on_vectors)
    return replace(result, revision=revision or result.revision), (*notes, *why_not)


def bring_vectors_up(settings: Settings, on_vectors: OnVectors = lambda done, of: None) -> tuple[str, ...]:
    """Embed what waits; why that cannot be done, if it cannot."""
    try:
        embedder = open_embedder(settings.embedder, bulk=True)
    except WeightsMissingError as error:
        return (f"No vectors were made: {error}",)
    return _catch_up(settings, embedder, on_vectors)[1] if embedder else ()


def _catch_up(settings: Settings, embedder: Embedder, on_vectors: OnVectors) -> tuple[int, tuple[str, ...]]:
    """(the revision, or 0 where vectors wait, why they wait)."""
    from indexers.embed import catch_up

    try:
        return catch_up(settings.library, embedder, on_vectors), ()
    except LibraryBusyError as error:  # the records are in, and found by their words
        return 0, (str(error),)
