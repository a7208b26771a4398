"""What a file is and of which year, by how it begins."""

import re
from dataclasses import dataclass
from typing import Literal

from indexers.pubmed.window import EndError, TooLongError, Window

_LOOKED_AT = 1 << 16  # bytes
_ROOT = re.compile(rb"<([A-Za-z][\w.:-]*)")
_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>", re.DOTALL)
_SUBSET = re.compile(rb"<!DOCTYPE[^>]*\[|<!ENTITY")
_DTD_YEAR = re.compile(rb"recordset_((?:19|20)\d\d)\d{4}\.dtd")  # nlmdescriptorrecordset_20200101.dtd
_NAME_YEAR = re.compile(r"desc((?:19|20)\d\d)(?!\d)")
_TABLE = re.compile(rb"mesh_id\tmesh_name(?:\tmesh_tree_number)?\r?(?:\n|$)")
_ONLY = "only descriptors are: desc20XX.xml, or tables of mesh_id, mesh_name and mesh_tree_number"
_OTHERS = {
    b"SupplementalRecordSet": f"MeSH's supplementary records are not read; {_ONLY}",
    b"QualifierRecordSet": f"MeSH's qualifiers are not read; {_ONLY}",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """`kind` is "" where the file is not read, and `reason` says why."""

    kind: Literal["xml", "table", ""]
    year: int | None = None  # the edition's
    reason: str = ""


def opening(window: Window, name: str) -> Opening:
    """Tell what the file behind `window`, called `name`, is."""
    try:
        if not window.skip_space():
            return Opening("", reason=window.fault or "the file is empty")
        window.find(b"<DescriptorRecordSet", window.at)  # or as much as there is, or as the window holds
    except (EndError, TooLongError):
        pass
    head = bytes(window.buffer[window.at : window.at + _LOOKED_AT])
    if head.startswith(b"<"):
        return _of_xml(head, name)
    if _TABLE.match(head):
        return Opening("table")
    if head.startswith(b"*NEWRECORD"):
        return Opening("", reason=f"MeSH's ASCII form is not read; {_ONLY}")
    return Opening("", reason=f"it is not MeSH in a form that is known here; {_ONLY}")


def _of_xml(head: bytes, name: str) -> Opening:
    if _SUBSET.search(head):
        return Opening("", reason="it declares entities of its own, which NLM never does: nothing of it is read")
    root = _ROOT.search(_ASIDE.sub(b"", head))
    tag = root[1] if root else b""
    if tag != b"DescriptorRecordSet":
        return Opening("", reason=_OTHERS.get(tag, f"it is XML of another kind; {_ONLY}"))
    stated = _DTD_YEAR.search(head)
    named = _NAME_YEAR.search(name)
    year = int(stated[1]) if stated else int(named[1]) if named else None
    return Opening("xml", year)
