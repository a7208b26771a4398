"""What was cited for each question, kept in the user's cache: a run that was interrupted goes on where it stopped.

Reports are deterministic, so what was cited holds as long as the library, the settings and our own code are the same.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import msgspec

from evidence.embeddings import cache_folder
from evidence.library.manifest import MANIFEST
from evidence.settings import Settings
from research.recall.questions import Question
from research.recall.systems import Cite
from research.wiring import Engine

CODE = Path(__file__).resolve().parents[2]
PACKAGES = ("evidence", "indexers", "citations", "research")
READ = (".py", ".json", ".md", ".toml", ".yaml")
AFTER = (
    "research/cli/",
    "research/evaluate_recall",
    "research/recall/table",
    "research/recall/plot",
    "citations/measures/",
)  # no answer hangs on these
EVERY = 25  # questions between two words on progress


class Line(msgspec.Struct, frozen=True):
    """One answered question: its text, and what was cited for it."""

    question: str
    cited: tuple[str, ...]


def cited_for(
    questions: Sequence[Question], cite: Cite, path: Path, name: str, say: Callable[[str], None]
) -> dict[str, tuple[str, ...]]:
    """By question id, what is cited; each new answer is written to `path` before the next is asked for."""
    kept, found = _read(path), {}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if _is_torn(path):
            file.write(b"\n")
        for number, question in enumerate(questions, start=1):
            if question.text not in kept:
                kept[question.text] = cite(question.text)
                file.write(msgspec.json.encode(Line(question.text, kept[question.text])) + b"\n")
                file.flush()
            found[question.id] = kept[question.text]
            if number % EVERY == 0 or number == len(questions):
                say(f"{name}: {number} of {len(questions)} questions")
    return found


def place(engine: Engine, settings: Settings, system: str, without: tuple[str, ...]) -> Path:
    """The file of one system's answers on this library as it is now."""
    about = (settings.embedder, settings.fusion, engine.trusted.version, *engine.notes, system, *without)
    manifest = (engine.library.folder / MANIFEST).read_bytes()
    key = hashlib.sha256("\0".join((fingerprint(), str(engine.library.folder.resolve()), *about)).encode() + manifest)
    return cache_folder() / "bench" / "recall" / f"{key.hexdigest()[:16]}.jsonl"


@cache
def fingerprint() -> str:
    """Of our own code and weights: with other code a report may cite otherwise."""
    found = hashlib.sha256()
    for package in PACKAGES:
        for path in sorted((CODE / package).rglob("*")):
            name = path.relative_to(CODE).as_posix()
            if path.suffix in READ and not name.startswith(AFTER):
                found.update(name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    found = {}
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        try:
            kept = msgspec.json.decode(line, type=Line)
        except msgspec.DecodeError:
            continue  # the line that an interrupted run was writing: it is asked again
        found[kept.question] = kept.cited
    return found


def _is_torn(path: Path) -> bool:
    """Whether the last line has no end."""
    data = path.read_bytes()
    return bool(data) and not data.endswith(b"\n")
