"""Figures of a part, kept until its code or its data change.

The code of a part is every module of this repository that it imports, at the head of a file or in a function, with the
JSON and TSV files (weights, labels) in the folders of those modules; Python's and the trained libraries' versions count
as well. So a run that is interrupted goes on where it was, and one that is repeated is instant.
"""

import ast
import hashlib
import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from benchmarks.reading_data import data_folder
from benchmarks.reading_parts import Figures, Part

ROOT = Path(__file__).parents[1]
LIBRARIES = ("numpy", "scikit-learn", "rank-bm25", "lxml", "onnxruntime")
KEPT = Path(platformdirs.user_cache_dir("evidence")) / "bench-reading"


def place(part: Part, shared: Path) -> Path:
    """The file that figures of this code on these data are kept in; ask before they are measured."""
    digest = hashlib.sha256(f"{part.name} {part.function} {platform.python_version()}".encode())
    for name in LIBRARIES:
        digest.update(f"{name} {_version(name)}".encode())
    for path in code_files(part.module):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    for name, hashed in data_hashes(part, shared).items():
        digest.update(f"{name} {hashed}".encode())
    return KEPT / f"{part.name}-{digest.hexdigest()[:24]}.json"


def kept(at: Path) -> Figures | None:
    """The figures of an earlier run of the same code on the same data."""
    try:
        return dict(json.loads(at.read_text(encoding="utf-8")))
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def keep(at: Path, figures: Figures) -> None:
    """For the next run."""
    at.parent.mkdir(parents=True, exist_ok=True)
    written = at.with_suffix(".new")
    written.write_text(json.dumps(figures), encoding="utf-8")
    written.replace(at)


def data_hashes(part: Part, shared: Path) -> dict[str, str]:
    """The SHA-256 of each of the part's data files. Raises FileNotFoundError."""
    folder = data_folder(shared)
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in part.data}


def code_files(module: str, root: Path = ROOT) -> list[Path]:
    """The files of `module` and of all that it imports from this repository, with the data files beside them; sorted."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        path = _file_of(waiting.pop(), root)
        if path and path not in found:
            found.add(path)
            waiting += _imported(path)
    beside = {f for path in found for ending in ("*.json", "*.tsv") for f in path.parent.glob(ending)}
    return sorted(found | {f for f in beside if f.name != "floors.json"})


def _file_of(module: str, root: Path) -> Path | None:
    place = root.joinpath(*module.split("."))
    return next((f for f in (place.with_suffix(".py"), place / "__init__.py") if f.is_file()), None)


def _imported(path: Path) -> list[str]:
    """The names that a file imports, a module's parts among them."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
