"""A TOML file that a person wrote, field by field: whatever is wrong is named with its file, its place and its way out."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import UsageError

LANGUAGE = re.compile(r"[a-z]{3}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def read_text(path: Path, what: str) -> str:
    """A file's text, with its line ends as they are. Raises UsageError; `what` says what the file should be."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"There is no {what} {path}.") from error
    except OSError as error:
        raise UsageError(f"The {what} {path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"The {what} {path} is not UTF-8 text. Save it as UTF-8.") from error


def parse(text: str, where: str) -> "Table":
    """The whole file as a table. Raises UsageError that names the line where it is no TOML."""
    try:
        return Table(tomllib.loads(text), where)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{where} is not valid TOML: {error or 'nested too deeply'}.") from error


@dataclass(frozen=True, slots=True)
class Table:
    """Fields and where they stand. Every method raises UsageError on a value of the wrong kind."""

    values: Mapping[str, object]
    where: str  # as messages begin: "sources.toml, source nice"

    def wrong(self, name: str, expected: str) -> UsageError:
        """The error that says what is expected of a field."""
        given = f"is {self.values[name]!r}" if name in self.values else "is missing"
        return UsageError(f"{self.where}: {name} {given}, and must be {expected}.")

    def only(self, known: Collection[str]) -> None:
        """Refuse what this version does not know: it would be dropped in silence."""
        for name in self.values:
            if name not in known:
                raise UsageError(f"{self.where}: there is no field {name}. Fields: {', '.join(known)}.")

    def text(self, name: str, expected: str = "text on one line") -> str:
        """A text, its white space made single blanks; "" where it is not given."""
        value = self.values.get(name, "")
        if not isinstance(value, str) or _CONTROLS.search(value.replace("\r\n", "\n")):
            raise self.wrong(name, expected)
        return " ".join(value.split())

    def texts(self, name: str, expected: str = "a list of texts") -> tuple[str, ...]:
        """A list of texts that are not empty, each named once."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise self.wrong(name, expected)
        if any(_CONTROLS.search(each) for each in value):
            raise self.wrong(name, expected)
        return tuple(dict.fromkeys(each.strip() for each in value))

    def whole(self, name: str, low: int, high: int, default: int, expected: str = "") -> int:
        """A whole number from `low` to `high`."""
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.wrong(name, expected or f"a whole number from {low} to {high}")
        return value

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false")
        return value

    def table(self, name: str) -> "Table":
        """A table inside this one; an empty one where it is not given."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, "a table")
        return Table(value, f"{self.where}, {name}")

    def tables(self, name: str) -> list["Table"]:
        """A list of tables."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(name, f"tables that each begin with [[{name}]]")
        return [Table(each, f"{self.where}, {name} {number}") for number, each in enumerate(value, start=1)]

    def choices(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """A list of words out of these."""
        found = self.texts(name, f"a list of words out of {', '.join(known)}")
        for each in found:
            if each not in known:
                raise UsageError(f"{self.where}: {name} has no {each}. There are: {', '.join(known)}.")
        return found
