"""The parts of a MEDLINE citation that are lists of small values."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from lxml.etree import _Element as Element

from evidence.model import Author, Grant, Journal, MeshHeading, Term
from indexers.pubmed.markup import collapse, flatten
from indexers.pubmed.tree import nodes

# Data banks that hold no trial registrations (NLM, "Databank Sources"); every other one is taken as a trial registry,
# so that a registry that NLM adds is not lost.
NOT_REGISTRIES = frozenset(
    {"bioproject", "dbgap", "dbsnp", "dbvar", "dryad", "figshare", "gdb", "genbank", "geo", "omim", "pdb", "pir"}
    | {"protein", "pubchem-bioassay", "pubchem-compound", "pubchem-substance", "refseq", "sra", "swissprot"}
    | {"uniparc", "uniprotkb", "unimes", "uniref"}
)
Texts = Mapping[str, str]  # by tag
OF_JOURNAL, OF_ISSUE, OF_MEDLINE = (
    ("Title", "ISOAbbreviation", "ISSN"),
    ("Volume", "Issue"),
    ("MedlineTA", "ISSNLinking"),
)

_NAMES = {
    "LastName": "family",
    "ForeName": "given",
    "FirstName": "given",
    "Initials": "initials",
    "CollectiveName": "collective",
    "Suffix": "suffix",
}


def text(element: Element, path: str) -> str:
    """The plain text at `path` below `element`; "" if there is none."""
    return flatten(element.find(path))


def authors(listed: Element | None) -> tuple[Author, ...]:
    """Persons and groups in order; names that the record marks as wrong (ValidYN="N", superseded) are left out."""
    if listed is None:
        return ()
    found = [_author(element) for element in nodes(listed) if element.tag == "Author" and element.get("ValidYN") != "N"]
    return tuple([author for author in found if author])


def _author(element: Element) -> Author | None:
    values = {_NAMES[child.tag]: flatten(child) for child in nodes(element) if child.tag in _NAMES}
    return Author(**values) if any(values.values()) else None


def children(element: Element | None) -> dict[str, Element]:
    """The first child of each tag: one walk is several times faster than a search per tag."""
    return {child.tag: child for child in nodes(element)[::-1]} if element is not None else {}


def grouped(element: Element) -> dict[str, list[Element]]:
    """All children by tag, where some can stand more than once."""
    found: dict[str, list[Element]] = {}
    for child in nodes(element):
        tag = child.tag
        if tag in found:
            found[tag].append(child)
        else:
            found[tag] = [child]
    return found


def first(groups: dict[str, list[Element]], tag: str) -> Element | None:
    """The first child of that tag."""
    listed = groups.get(tag)
    return listed[0] if listed else None


def journal(
    parts: dict[str, Element], issue: dict[str, Element], info: Element | None, pagination: Element | None
) -> Journal:
    """Where it appeared, from the children of Journal and JournalIssue, else from MedlineJournalInfo."""
    return journal_of(
        texts(parts, *OF_JOURNAL),
        texts(issue, *OF_ISSUE),
        texts(children(info), *OF_MEDLINE),
        pages(pagination),
    )


def journal_of(parts: Texts, issue: Texts, medline: Texts, paged: str) -> Journal:
    """The journal from the texts of Journal, JournalIssue and MedlineJournalInfo by tag."""
    if "ISOAbbreviation" in parts and "ISSN" in parts:
        medline = {}
    abbreviation = parts.get("ISOAbbreviation") or medline.get("MedlineTA", "")
    return Journal(
        parts.get("Title") or abbreviation,
        abbreviation,
        parts.get("ISSN") or medline.get("ISSNLinking", ""),
        issue.get("Volume", ""),
        issue.get("Issue", ""),
        paged,
    )


def texts(parts: dict[str, Element], *tags: str) -> Texts:
    """The text of each child of these tags that is there."""
    return {tag: flatten(parts[tag]) for tag in tags if tag in parts}


def pages(pagination: Element | None) -> str:
    """The pages that a Pagination states."""
    return pages_of(texts(children(pagination), "MedlinePgn", "StartPage", "EndPage"))


def pages_of(parts: Texts) -> str:
    """MedlinePgn ("1008-12", "e123"), else StartPage and EndPage; from the texts of Pagination by tag."""
    if medline := parts.get("MedlinePgn"):
        return medline
    start, end = parts.get("StartPage", ""), parts.get("EndPage", "")
    return f"{start}-{end}" if end and end != start else start


def terms(listed: Iterable[Element] | None) -> tuple[Term, ...]:
    """UI and name of each element that has a name; the UI is "" in records from before NLM gave them."""
    if listed is None:
        return ()
    found = [term(element.get("UI", ""), flatten(element)) for element in listed]
    return tuple([each for each in found if each.name])


@lru_cache(maxsize=1 << 16)  # the same terms come again and again; MeSH has 30,000 descriptors
def term(ui: str, name: str) -> Term:
    """The term of that name as written."""
    return Term(ui, collapse(name))


def mesh(listed: Element | None) -> tuple[MeshHeading, ...]:
    """MeSH descriptors with their qualifiers."""
    if listed is None:
        return ()
    return tuple([_heading(element) for element in nodes(listed) if element.tag == "MeshHeading"])


def _heading(element: Element) -> MeshHeading:
    ui = name = ""
    major = False
    qualifiers: list[str] = []
    for child in nodes(element):
        major = major or child.get("MajorTopicYN") == "Y"
        tag = child.tag
        if tag == "DescriptorName":
            ui, name = child.get("UI", ""), child.text or ""
        elif tag == "QualifierName":
            qualifiers += child.get("UI", ""), child.text or ""
    return mesh_heading(ui, name, major, *qualifiers)


@lru_cache(maxsize=1 << 14)
def mesh_heading(ui: str, name: str, major: bool, *qualifiers: str) -> MeshHeading:
    """A heading of names as written; `qualifiers` are the id and name of each in turn."""
    named = zip(qualifiers[::2], qualifiers[1::2], strict=True)
    return MeshHeading(ui, collapse(name), major, tuple(term(*each) for each in named))


def keywords(lists: Iterable[Element]) -> tuple[str, ...]:
    """Keywords of every list (NLM's, the authors', ...), each once."""
    found = [word for listed in lists for word in keywords_of(listed)]
    return tuple(dict.fromkeys([word for word in found if word]))


def keywords_of(listed: Element) -> list[str]:
    """Keywords of one list."""
    return [flatten(word) for word in nodes(listed) if word.tag == "Keyword"]


def chemicals(listed: Element | None) -> tuple[Term, ...]:
    """Substances."""
    if listed is None:
        return ()
    return terms([child for chemical in nodes(listed) for child in nodes(chemical) if child.tag == "NameOfSubstance"])


def grants(listed: Element | None) -> tuple[Grant, ...]:
    """Funding, as stated."""
    if listed is None:
        return ()
    found = [children(element) for element in nodes(listed) if element.tag == "Grant"]
    return tuple(
        Grant(flatten(parts.get("GrantID")), flatten(parts.get("Agency")), flatten(parts.get("Country")))
        for parts in found
    )


def registrations(banks: Element | None) -> tuple[str, ...]:
    """Trial registration numbers from DataBankList."""
    if banks is None:
        return ()
    numbers = (
        flatten(number)
        for bank in banks.iterchildren("DataBank")
        if text(bank, "DataBankName").casefold() not in NOT_REGISTRIES
        for number in bank.iterfind("AccessionNumberList/AccessionNumber")
    )
    return tuple(dict.fromkeys(number for number in numbers if number))
