"""Any other style, from a file of the Citation Style Language, through citeproc-py (an extra: pip install
"evidence-engine[styles]"). Its plain text is taken; its warnings reach nobody."""

import threading
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

from citations.entry import entry_of
from citations.export_csl import item
from citations.styles.kinds import Citable
from citations.styles.text import flat
from citations.styles.titles import title_of, warned
from evidence.errors import UsageError

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LARGEST = 5_000_000  # bytes: the largest style of the official collection has about 200,000
_NOT_PRINTED = ("custom", "note", "abstract", "keyword", "language", "original-title")
_ONE_AT_A_TIME = threading.Lock()  # warnings are turned off for the whole process while citeproc works


def csl_reference(document: Citable, file: Path) -> str:
    """One reference in the style of `file`, without a number. Raises UsageError where the style cannot be used."""
    data = _read(file)
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _rendered(_item(document), data, file.name)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"The style {file} cannot be read ({error.strerror}).") from error
    if len(data) > _LARGEST:
        raise UsageError(f"{file.name} is too large for a style.")
    return data


def _rendered(value: dict[str, Any], data: bytes, name: str) -> str:
    try:
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
        from citeproc.source import VariableError
        from citeproc.source.json import CiteProcJSON
    except ImportError as error:
        raise UsageError('A style from a file needs citeproc-py: pip install "evidence-engine[styles]".') from error
    try:
        bibliography = CitationStylesBibliography(_style(data, name), CiteProcJSON([value]), formatter.plain)
        bibliography.register(Citation([CitationItem(value["id"])]))
        lines = [flat(str(line)) for line in bibliography.bibliography()]
    except (ArithmeticError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError, ValueError,
            VariableError) as error:  # fmt: skip
        raise UsageError(f"The style {name} asks for what citeproc-py cannot do ({type(error).__name__}).") from error
    if not lines or not lines[0]:
        raise UsageError(f"The style {name} prints nothing for {value['title'][:80]}.")
    return lines[0]


@lru_cache(maxsize=4)
def _style(data: bytes, name: str) -> Any:
    """citeproc's style, the reference's number taken out: the list that it stands in has one."""
    from io import BytesIO

    from citeproc import CitationStylesStyle
    from lxml import etree

    _check(data, name)
    style = CitationStylesStyle(BytesIO(data), validate=False)
    numbers = [e for e in style.root.iter(etree.Element) if e.get("variable") == "citation-number"]
    for element in numbers:
        element.getparent().remove(element)
    return style


def _check(data: bytes, name: str) -> None:
    """Raises UsageError on what is no style, or one that only points to another."""
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.LxmlError as error:
        raise UsageError(f"{name} is not a CSL style: it is not well-formed XML.") from error
    if root.tag != f"{_CSL}style" or root.getroottree().docinfo.internalDTD is not None:
        raise UsageError(f"{name} is not a CSL style.")
    parents = [e.get("href", "") for e in root.iter(f"{_CSL}link") if e.get("rel") == "independent-parent"]
    if root.find(f"{_CSL}bibliography") is None:
        way_out = f" Use the style that it points to: {parents[0]}" if parents else ""
        raise UsageError(f"The style {name} prints no reference list.{way_out}")


def _item(document: Citable) -> dict[str, Any]:
    """CSL-JSON with the title as our own styles print it, a retraction before it."""
    value = {name: each for name, each in item(entry_of(document)).items() if name not in _NOT_PRINTED}
    return value | {"id": "reference", "title": warned(title_of(document), document)}
