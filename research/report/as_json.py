"""Values as INTERFACE.md's JSON: our field names, but for `published.from`, which Python cannot name."""

from typing import Any

import msgspec

from evidence.model import Document
from evidence.report import Report


def report_json(report: Report) -> dict[str, Any]:
    """The report's JSON value. What is gone from its address stands under `run`: it is of the day, not of the revision."""
    value: dict[str, Any] = msgspec.to_builtins(report)
    value["run"]["gone"] = {d["id"]: since for d in value["documents"] if (since := d.pop("gone_since"))}
    for document in value["documents"]:
        _published(document)
    return value


def document_json(document: Document, level: int | None = None) -> dict[str, Any]:
    """`show`'s JSON value; the level is null unless a kind of question is known."""
    value: dict[str, Any] = msgspec.to_builtins(document)
    _published(value)
    return value | {"level": level}


def _published(document: dict[str, Any]) -> None:
    published = document["published"]
    document["published"] = {
        "date": published["date"],
        "precision": published["precision"],
        "from": published["origin"],
    }
