"""Folders and files of the source list."""

from fnmatch import fnmatchcase
from pathlib import Path

from evidence.errors import UsageError
from evidence.trust import Entry
from indexers.inputs import file_inputs
from indexers.intake import Input


def files_of(entry: Entry) -> list[Input]:
    """The file, or the folder's files that `include` and `exclude` leave: their patterns are for the path below the
    folder, which begins with "/". Raises UsageError where there are none."""
    place = Path(entry.address).expanduser()
    inputs = file_inputs([place], entry.name)
    if entry.kind == "folder":
        inputs = [each for each in inputs if _included(f"/{Path(each.name).relative_to(place).as_posix()}", entry)]
    if not inputs:
        raise UsageError(f"{entry.name}: the patterns of the source list leave no file of {place}. Correct them there.")
    return inputs


def _included(path: str, entry: Entry) -> bool:
    wanted = not entry.include or any(fnmatchcase(path, pattern) for pattern in entry.include)
    return wanted and not any(fnmatchcase(path, pattern) for pattern in entry.exclude)
