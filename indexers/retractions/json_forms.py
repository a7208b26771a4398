"""Which of the known forms a JSON file has: Crossref's works, one or many, or a list of DOIs."""

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from evidence.external import ExternalNotice
from indexers.intake import Refused
from indexers.pubmed.outcome import UnreadableError
from indexers.retractions.crossref import read_works
from indexers.retractions.dois import read_dois

T = TypeVar("T")

_ABSENT = msgspec.Raw()
_OTHER = (
    "JSON of another form: known are Crossref's works (alone, as a list, or in message.items), "
    "and retractions and concerns by DOI"
)


class _Top(msgspec.Struct):
    """The members that tell the forms apart, not decoded yet."""

    DOI: msgspec.Raw = _ABSENT
    message: msgspec.Raw = _ABSENT
    items: msgspec.Raw = _ABSENT
    retractions: msgspec.Raw = _ABSENT
    concerns: msgspec.Raw = _ABSENT


def read_json(data: bytes, name: str) -> Iterator[ExternalNotice | Refused]:
    """Every notice of the file. Raises UnreadableError where it is none of the forms."""
    if works := _json_lines(data):
        return read_works(works, name)
    if data.lstrip().startswith(b"["):
        return read_works(_decoded(data, list[msgspec.Raw]), name)
    top = _decoded(data, _Top)
    if top.retractions or top.concerns:
        kinds = {"retraction": top.retractions, "concern": top.concerns}
        return read_dois({k: _decoded(bytes(v), dict[str, object]) for k, v in kinds.items() if v}, name)
    if top.message:
        data = bytes(top.message)
        top = _decoded(data, _Top)
    if top.items:
        return read_works(_decoded(bytes(top.items), list[msgspec.Raw]), name)
    if top.DOI:
        return read_works([msgspec.Raw(data)], name)
    raise UnreadableError(_OTHER)


def _json_lines(data: bytes) -> list[msgspec.Raw]:
    """The works of a file with one on each line; nothing for any other file."""
    first, _, rest = data.strip().partition(b"\n")
    if not rest or not first.startswith(b"{"):
        return []
    try:
        is_work = bool(msgspec.json.decode(first, type=_Top).DOI)
    except (msgspec.DecodeError, RecursionError):
        return []
    return [msgspec.Raw(line) for line in data.splitlines() if line.strip()] if is_work else []


def _decoded(data: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as fault:
        raise UnreadableError(_OTHER) from fault
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
        raise UnreadableError(f"it is not JSON that can be read: {fault}") from fault
