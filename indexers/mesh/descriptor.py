"""One DescriptorRecord -> Descriptor. Format: NLM, "MeSH XML Data Elements" and nlmdescriptorrecordset_20260101.dtd."""

import re

from lxml import etree
from lxml.etree import _Element as Element

from evidence.headings import Descriptor, EntryTerm
from indexers.pubmed.outcome import UnreadableError

UI = re.compile(r"D\d{6,9}", re.ASCII)
TREE_NUMBER = re.compile(r"[A-Z]\d{2}(?:\.\d{3})*", re.ASCII)
_UI_IN_BYTES = re.compile(rb"<DescriptorRecord[^>]*>\s*<DescriptorUI>\s*(D\d{6,9})")


def name_of(data: bytes) -> str:
    """What to call a record that cannot be read: its UI, "" if it has none."""
    found = _UI_IN_BYTES.match(data)
    return found[1].decode() if found else ""


def descriptor(data: bytes, year: int | None) -> Descriptor:
    """The descriptor in one record's bytes. Raises UnreadableError."""
    record = _parsed(data)
    ui, name = _text(record, "DescriptorUI"), _text(record, "DescriptorName/String")
    if not UI.fullmatch(ui) or not name:
        raise UnreadableError(f"no descriptor's UI or no name: {ui!r}, {name!r}")
    numbers = tuple(_collapsed(e) for e in record.iterfind("TreeNumberList/TreeNumber"))
    for number in numbers:
        if not TREE_NUMBER.fullmatch(number):
            raise UnreadableError(f"a tree number that is none: {number!r}")
    scope = _text(record, "ConceptList/Concept[@PreferredConceptYN='Y']/ScopeNote")
    return Descriptor(ui, name, numbers, _terms(record, name), scope, year)


def _parsed(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, RecursionError) as fault:
        raise UnreadableError(f"not well-formed XML: {fault}") from fault


def _terms(record: Element, name: str) -> tuple[EntryTerm, ...]:
    """The terms of all concepts, each text once, without the descriptor's name."""
    found: dict[str, EntryTerm] = {}
    for term in record.iterfind("ConceptList/Concept/TermList/Term"):
        text = _text(term, "String")
        if text and text != name:
            preferred, permuted = (term.get(a) == "Y" for a in ("ConceptPreferredTermYN", "IsPermutedTermYN"))
            found.setdefault(text, EntryTerm(text, preferred, permuted))
    return tuple(found.values())


def _text(element: Element, path: str) -> str:
    child = element.find(path)
    return "" if child is None else _collapsed(child)


def _collapsed(element: Element) -> str:
    return " ".join((element.text or "").split())
