"""The lists of a MEDLINE citation, each read by one pattern: the only place that knows how NLM's programs write them.

Every function takes what stands between the tags of a list and gives its values. It raises UncommonError where the
list is written in any other way: then libxml2 parses it, and `indexers.pubmed.fields` reads the tree. A pattern is a
proof, too: it matches well-formed items only, and `_items` sees that nothing but items stands in the list. Text between
items is allowed, and of no account, as in the tree.

To read one more value of an item, name its element in the pattern and its group in the function.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from evidence.model import Author, Grant, Link, MeshHeading, Term
from indexers.pubmed import fields
from indexers.pubmed.links import link
from indexers.pubmed.markup import collapse
from indexers.pubmed.parts import ATTRIBUTES, attributes_of
from indexers.pubmed.plain import UncommonError, unescape

_Value = TypeVar("_Value")
_TEXT = "([^<]*)"
_GAP = "[^<]*"  # white space, most often
_VALUE = r'"([^"<&\n\t]*)"'  # of an attribute that is read: one that stands for itself
_UNREAD_VALUE = '"[^"<]*"'
_NOBODY = Author()


def _leaf(tag: str, attributes: str = "") -> str:
    """An element without elements in it; its text is a group."""
    return f"<{tag}{attributes}>{_TEXT}</{tag}>{_GAP}"


def _maybe(pattern: str) -> str:
    return f"(?:{pattern})?"


def _any(pattern: str) -> str:
    return f"(?:{pattern})*"


def _unread(pattern: str) -> str:
    """Without its groups."""
    return pattern.replace(_TEXT, _GAP)


# <Year>2015</Year>, <MedlinePgn>1008-12</MedlinePgn>
_LEAF = re.compile(r"<([A-Za-z]+)>([^<]*)</\1>")
# <Author ValidYN="Y"><LastName>King</LastName><ForeName>Ada M</ForeName><Initials>AM</Initials><Suffix>Jr</Suffix>
#   <Identifier Source="ORCID">0000-...</Identifier><AffiliationInfo><Affiliation>Here.</Affiliation></AffiliationInfo></Author>
# <Author ValidYN="Y"><CollectiveName>The Group</CollectiveName></Author>
_IDENTIFIERS = _any(_unread(_leaf("Identifier", f" Source={_UNREAD_VALUE}")))
_PERSON = _leaf("LastName") + _maybe(_leaf("ForeName")) + _maybe(_leaf("Initials")) + _maybe(_leaf("Suffix"))
_AFFILIATIONS = _any(f"<AffiliationInfo>{_GAP}{_unread(_leaf('Affiliation'))}{_IDENTIFIERS}</AffiliationInfo>{_GAP}")
_AUTHOR = re.compile(
    rf'<Author(?: ValidYN="([YN])")?(?: EqualContrib="[YN]")?>{_GAP}'
    rf"(?:{_PERSON}|{_leaf('CollectiveName')}){_IDENTIFIERS}{_AFFILIATIONS}</Author>{_GAP}"
)
# <PublicationType UI="D016428">Journal Article</PublicationType>
_TYPE = re.compile(_leaf("PublicationType", f" UI={_VALUE}"))
# <MeshHeading><DescriptorName UI="D001241" MajorTopicYN="N">Aspirin</DescriptorName>
#   <QualifierName UI="Q000627" MajorTopicYN="Y">therapeutic use</QualifierName></MeshHeading>
_HEADING = re.compile(
    f"{_GAP}<MeshHeading>{_GAP}{_leaf('DescriptorName', f'({ATTRIBUTES})')}"
    f"({_any(_unread(_leaf('QualifierName', ATTRIBUTES)))})"
)
_QUALIFIER = re.compile(_leaf("QualifierName", f"({ATTRIBUTES})"))
# <Chemical><RegistryNumber>R16CO5Y76E</RegistryNumber><NameOfSubstance UI="D001241">Aspirin</NameOfSubstance></Chemical>
_CHEMICAL = re.compile(
    f"{_GAP}<Chemical>{_GAP}{_unread(_leaf('RegistryNumber'))}"
    f"""{_leaf("NameOfSubstance", f" UI={_VALUE}")}"""
)
# <Keyword MajorTopicYN="N">aspirin</Keyword>
_KEYWORD = re.compile(_leaf("Keyword", '(?: MajorTopicYN="[YN]")?'))
# <Grant><GrantID>R01</GrantID><Acronym>HL</Acronym><Agency>NHLBI</Agency><Country>United States</Country></Grant>
_GRANT = re.compile(
    f"<Grant>{_GAP}{_maybe(_leaf('GrantID'))}{_maybe(_unread(_leaf('Acronym')))}{_maybe(_leaf('Agency'))}"
    f"{_maybe(_leaf('Country'))}</Grant>{_GAP}"
)
# <CommentsCorrections RefType="ErratumIn"><RefSource>J Tests. 2021;1:1</RefSource><PMID Version="1">555</PMID>
#   <Note>J Tests</Note></CommentsCorrections>
_LINK = re.compile(
    f"<CommentsCorrections RefType={_VALUE}>{_GAP}{_leaf('RefSource')}"
    f"""{_maybe(_leaf("PMID", f"(?: Version={_UNREAD_VALUE})?"))}{_maybe(_unread(_leaf("Note")))}</CommentsCorrections>{_GAP}"""
)
# <ArticleId IdType="doi">10.1000/own</ArticleId>
_ARTICLE_ID = re.compile(_leaf("ArticleId", f" IdType={_VALUE}"))
# <ISSN IssnType="Print">1234-5678</ISSN><JournalIssue CitedMedium="Internet"><Volume>12</Volume><Issue>4</Issue>
#   <PubDate><Year>2020</Year><Month>Feb</Month></PubDate></JournalIssue><Title>J of Tests</Title>
#   <ISOAbbreviation>J Tests</ISOAbbreviation>
_JOURNAL = re.compile(
    f"{_GAP}{_maybe(_leaf('ISSN', f'(?: IssnType={_UNREAD_VALUE})?'))}"
    f"<JournalIssue(?: CitedMedium={_UNREAD_VALUE})?>{_GAP}{_maybe(_leaf('Volume'))}{_maybe(_leaf('Issue'))}"
    rf"<PubDate>((?:{_GAP}<([A-Za-z]+)>{_GAP}</\5>)*{_GAP})</PubDate>{_GAP}</JournalIssue>{_GAP}"
    f"{_maybe(_leaf('Title'))}{_maybe(_leaf('ISOAbbreviation'))}"
)
# <PubMedPubDate PubStatus="received"><Year>2012</Year><Month>01</Month><Day>03</Day></PubMedPubDate>
_HISTORY = re.compile(
    _GAP
    + _any(
        f"<PubMedPubDate PubStatus={_UNREAD_VALUE}>{_GAP}"
        rf"(?:<(Year|Month|Day|Hour|Minute|Second)>{_GAP}</\1>{_GAP})*</PubMedPubDate>{_GAP}"
    )
)


def authors(inner: str) -> tuple[Author, ...]:
    """Of AuthorList; names that are marked as wrong are left out, as by `fields.authors`."""
    found = []
    for valid, family, given, initials, suffix, collective in zip(*_items(_AUTHOR, inner), strict=True):
        author = Author(_text(family), _text(given), _text(initials), _text(collective), _text(suffix))
        if valid != "N" and author != _NOBODY:
            found.append(author)
    return tuple(found)


@lru_cache(maxsize=1 << 10)  # few combinations are common
def types(inner: str) -> tuple[Term, ...]:
    """Of PublicationTypeList."""
    found = [fields.term(ui, _text(name)) for ui, name in zip(*_items(_TYPE, inner), strict=True)]
    return tuple([term for term in found if term.name])


def mesh(inner: str) -> tuple[MeshHeading, ...]:
    """Of MeshHeadingList."""
    return tuple(_each(_heading, "</MeshHeading>", inner))


@lru_cache(maxsize=1 << 14)  # the same again and again
def _heading(item: str) -> MeshHeading:
    found = _HEADING.fullmatch(item)
    if found is None:
        raise UncommonError
    written, name, more = found.groups()
    own = attributes_of(written)
    qualifiers = [(attributes_of(each), unescape(text)) for each, text in _QUALIFIER.findall(more)]
    major = any(each.get("MajorTopicYN") == "Y" for each in (own, *(each for each, _text in qualifiers)))
    flat = [value for each, text in qualifiers for value in (each.get("UI", ""), text)]
    return fields.mesh_heading(own.get("UI", ""), unescape(name), major, *flat)


def chemicals(inner: str) -> tuple[Term, ...]:
    """Of ChemicalList."""
    return tuple([term for term in _each(_chemical, "</Chemical>", inner) if term.name])


@lru_cache(maxsize=1 << 13)
def _chemical(item: str) -> Term:
    found = _CHEMICAL.fullmatch(item)
    if found is None:
        raise UncommonError
    return fields.term(found[1], _text(found[2]))


def keywords(inner: str) -> list[str]:
    """Of one KeywordList."""
    (words,) = _items(_KEYWORD, inner)
    return [_text(word) for word in words]


def grants(inner: str) -> tuple[Grant, ...]:
    """Of GrantList."""
    found = zip(*_items(_GRANT, inner), strict=True)
    return tuple([Grant(_text(number), _text(agency), _text(country)) for number, agency, country in found])


def links(inner: str) -> tuple[Link, ...]:
    """Of CommentsCorrectionsList."""
    found = zip(*_items(_LINK, inner), strict=True)
    return tuple([link(kind, unescape(pmid or ""), _text(source)) for kind, source, pmid in found])


def article_ids(inner: str) -> list[tuple[str, str]]:
    """Of ArticleIdList: kind and text of each."""
    return [(kind, unescape(text)) for kind, text in zip(*_items(_ARTICLE_ID, inner), strict=True)]


def journal(inner: str) -> tuple[fields.Texts, fields.Texts, str]:
    """Of Journal: the texts in it by tag, those in its JournalIssue, and what stands in its PubDate."""
    found = _JOURNAL.fullmatch(inner)
    if found is None:
        raise UncommonError
    issn, volume, issue, date, _tag, title, abbreviation = found.groups()
    parts = {"ISSN": issn, "Title": title, "ISOAbbreviation": abbreviation}
    return _texts(parts), {"Volume": _text(volume), "Issue": _text(issue)}, date


def history(inner: str) -> None:
    """Of History, which nothing here uses: whether it is well-formed."""
    if _HISTORY.fullmatch(inner) is None:
        raise UncommonError


def leaves(inner: str) -> fields.Texts:
    """Of any element whose children have no attributes, no children, and a tag each of their own: texts as they stand."""
    pieces = _LEAF.split(inner)
    found = dict(zip(pieces[1::3], pieces[2::3], strict=True))
    if "<" in "".join(pieces[::3]) or len(found) < len(pieces) // 3:
        raise UncommonError
    return {tag: unescape(text) for tag, text in found.items()} if "&" in inner else found


def _texts(written: dict[str, str | None]) -> fields.Texts:
    return {tag: _text(text) for tag, text in written.items() if text is not None}


def _text(written: str | None) -> str:
    return collapse(unescape(written)) if written else ""


def _items(pattern: re.Pattern[str], inner: str) -> list[list[str]]:
    """A list per group, of its text in each item. Raises UncommonError if there is anything but items.

    In place of a group without part in the match stands None.
    """
    step = pattern.groups + 1
    pieces = pattern.split(inner)  # what stands before an item, its groups, what stands before the next one, ...
    if "<" in "".join(pieces[::step]):
        raise UncommonError
    return [pieces[group::step] for group in range(1, step)]


def _each(read: Callable[[str], _Value], end: str, inner: str) -> list[_Value]:
    """What `read` makes of each item with its end tag left out."""
    *items, after = inner.split(end)
    if "<" in after:
        raise UncommonError
    return [read(item) for item in items]
