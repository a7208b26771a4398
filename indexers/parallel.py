"""Several processes read, one writes: big files are prepared ahead by others and handed over on disk, in order.

A reader ends by itself when the writer does, by kill or otherwise: its pipe closes, and it looks after every chunk.
What it has spooled lies in the library's folder; what a killed writer has left of it is removed by the next one.
"""

import os
import pickle
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

import msgspec

from evidence.errors import EvidenceError
from evidence.library.writer import SPOOL
from indexers.intake import Input
from indexers.prepare import Chunk, chunks

WORTH_IT = 16_000_000  # bytes of files to read; below, starting processes costs more than they save
MOST = 8  # readers: one writer cannot follow more


class Readers:
    """A context that gives each input's chunks, read here or ahead by others."""

    def __init__(self, folder: Path, inputs: Sequence[Input], known: Callable[[str], bool]) -> None:
        """`known` tells of a key whether its file is loaded already and need not be read."""
        self._folder = folder / SPOOL / str(os.getpid())  # a killed writer's readers may still be at work beside it
        self._known = known
        self._keys: dict[int, str] = {}  # by the identity of the input
        self._waiting: list[Input] = []
        self._readers: list[_Reader] = []
        self._inputs = inputs

    def __enter__(self) -> "Readers":
        big = [each for each in self._inputs if each.size and _can_travel(each)]
        if len(big) > 1 and sum(each.size for each in big) >= WORTH_IT:
            self._waiting = big
            self._folder.mkdir(parents=True, exist_ok=True)
            self._readers = [_Reader(self._folder / str(n)) for n in range(min(MOST, os.cpu_count() or 1, len(big)))]
            for reader in self._readers:
                self._employ(reader)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reader in self._readers:
            reader.stop()
        if self._readers:
            shutil.rmtree(self._folder.parent, ignore_errors=True)

    def key(self, each: Input) -> str:
        """The input's key, computed once."""
        if id(each) not in self._keys:
            self._keys[id(each)] = each.key if isinstance(each.key, str) else each.key()
        return self._keys[id(each)]

    def chunks(self, each: Input) -> Iterator[Chunk]:
        """What is in the file, prepared. Raises what reading it raises."""
        reader = next((r for r in self._readers if r.task is each), None)
        if reader is None:
            self._waiting = [waiting for waiting in self._waiting if waiting is not each]
            yield from chunks(each.read())
            return
        spooled = reader.result()
        yield from _unspooled(spooled)
        spooled.unlink()
        self._employ(reader)

    def skip(self, each: Input) -> None:
        """It turned out to be loaded already: what was read of it ahead is thrown away."""
        reader = next((r for r in self._readers if r.task is each), None)
        if reader is None:
            self._waiting = [waiting for waiting in self._waiting if waiting is not each]
            return
        reader.result().unlink()
        self._employ(reader)

    def _employ(self, reader: "_Reader") -> None:
        """Give it the next file that is not loaded yet."""
        reader.task = None
        while self._waiting:
            each = self._waiting.pop(0)
            if not self._known(self.key(each)):
                reader.begin(each)
                return


class _Reader:
    """Another process, and the file that it reads."""

    def __init__(self, spool: Path) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, spool), daemon=True)
        self._process.start()
        theirs.close()
        self._number = 0
        self._spool = spool
        self.task: Input | None = None

    def begin(self, each: Input) -> None:
        """Start reading."""
        self.task = each
        try:
            self._pipe.send(each.read)
        except OSError:  # it has ended: `result` says so when this file's turn comes
            self._pipe.close()

    def result(self) -> Path:
        """Where it has put the chunks. Raises what it raised."""
        try:
            outcome = self._pipe.recv()
        except (EOFError, OSError) as error:  # the latter where it had not taken its task yet
            raise EvidenceError(
                f"The process that read {self.task.name if self.task else 'a file'} ended before it was done, perhaps for "
                "lack of memory. What was committed is kept; run the same command again."
            ) from error
        if isinstance(outcome, BaseException):
            raise outcome
        return Path(outcome)

    def stop(self) -> None:
        """End it, done or not."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def _work(pipe: Connection, spool: Path) -> None:
    """In the other process: read what is asked for until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal; the writer decides
    number = 0
    while True:
        try:
            read = pipe.recv()
        except EOFError:
            return
        number += 1
        target = spool.with_name(f"{spool.name}-{number}")
        try:
            _spool(target, _while_open(pipe, chunks(read())))
            outcome: str | BaseException = str(target)
        except Exception as error:  # noqa: BLE001  # it is raised again where the file is loaded
            outcome = _portable(error)
        try:
            pipe.send(outcome)
        except BrokenPipeError:
            return


def _while_open(pipe: Connection, found: Iterator[Chunk]) -> Iterator[Chunk]:
    """The chunks, as long as somebody waits for them: the writer sends nothing meanwhile, so a stir means the end."""
    for chunk in found:
        if pipe.poll():
            return
        yield chunk


def _portable(error: Exception) -> Exception:
    """The error, or its words where it cannot be handed over."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # our own
    except Exception:  # noqa: BLE001  # an error's constructor can raise anything
        return EvidenceError(f"{type(error).__name__}: {error}")
    return error


def _spool(target: Path, found: Iterator[Chunk]) -> None:
    encoder = msgspec.msgpack.Encoder()
    with target.open("wb") as file:
        for chunk in found:
            packed = encoder.encode(chunk)
            file.write(len(packed).to_bytes(8, "big"))
            file.write(packed)


def _unspooled(path: Path) -> Iterator[Chunk]:
    decoder = msgspec.msgpack.Decoder(Chunk)
    with path.open("rb") as file:
        while size := file.read(8):
            yield decoder.decode(file.read(int.from_bytes(size, "big")))


def _can_travel(each: Input) -> bool:
    """Whether its reading can be handed to another process."""
    try:
        pickle.dumps(each.read)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True
