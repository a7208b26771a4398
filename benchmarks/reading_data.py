"""Where the data of `benchmarks.reading` lie: SHARED may be the shared folder or its `data/`."""

from pathlib import Path


def data_folder(shared: Path) -> Path:
    """The folder that holds jats/, bioasq/, ... Raises FileNotFoundError, in a sentence that says what was looked for."""
    for folder in (shared / "data", shared):
        if (folder / "jats").is_dir() or (folder / "bioasq").is_dir():
            return folder.resolve()
    raise FileNotFoundError(f"There are no data in {shared}: neither it nor its data/ holds jats/ or bioasq/.")


def shared_folder(shared: Path) -> Path:
    """The folder whose `data/` it is; parts name their files from there. Raises FileNotFoundError."""
    folder = data_folder(shared)
    if folder.name != "data":
        raise FileNotFoundError(f"{folder} must be named data: give its parent, or rename it.")
    return folder.parent
