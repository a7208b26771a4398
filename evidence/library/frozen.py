"""SQLite files that are written once and from then on only read, by any number of processes."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evidence.errors import LibraryDamagedError


@contextmanager
def writing(path: Path, schema: str, indexes: str = "") -> Iterator[sqlite3.Connection]:
    """A connection to a new file at `path`, which is whole and on disk when the block ends, or gone if it raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # left behind by a writer that was killed
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + schema)
        db.execute("BEGIN")
        yield db
        db.execute("COMMIT")
        db.executescript(indexes)
        db.close()
        _flush(path)
    except BaseException:
        db.close()
        path.unlink(missing_ok=True)
        raise


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "posix":  # Windows cannot open a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class Frozen:
    """Such a file, open for reading. `again` says what makes a damaged one anew."""

    def __init__(self, path: Path, again: str) -> None:
        """Raises FileNotFoundError where there is no such file."""
        if not path.is_file():
            raise FileNotFoundError(path)
        self._path, self._again = path, again
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows as they are read. Raises LibraryDamagedError, also on the way, where the file cannot be read."""
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.ProgrammingError:
            raise  # our own mistake, not the file's
        except sqlite3.DatabaseError as error:
            raise LibraryDamagedError(f"{self._path} cannot be read ({error}). {self._again}") from error

    def close(self) -> None:
        """Give the file back."""
        self._db.close()
