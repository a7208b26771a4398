"""The places that a library was loaded from and can be loaded from again, kept in its folder."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evidence.codec import encode
from evidence.log import append_line

PLACES = "places.jsonl"


def remember(folder: Path, place: str) -> None:
    """Note a mirror's address or a folder of numbered files, so that an update asks it again."""
    known = {line.get("place") for line in lines(folder / PLACES)}
    where = place if "://" in place else str(Path(place).resolve())
    if where not in known:
        line = {"kind": "bulk", "place": where, "at": datetime.now(UTC).isoformat(timespec="seconds")}
        append_line(folder / PLACES, encode(line))


def lines(path: Path) -> list[dict[str, Any]]:
    """The log's lines; one that a power cut left half written is passed over."""
    found = []
    for line in path.read_bytes().splitlines() if path.is_file() else []:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            found.append(value)
    return found
