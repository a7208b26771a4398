"""What a paragraph of the Word report is made of: words, marks that lead to references, links to the web."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from evidence.model import Claim
from evidence.report import CitedDocument
from research.report.names import badges, lead_in, speaker
from research.report.printable import printable

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, section 2.2
_HALF_ESCAPED = re.compile("%(?![0-9A-Fa-f]{2})")
_LONGEST_ADDRESS = 2_000  # characters: Word opens no longer one
_PLAIN_IN_ADDRESS = "%/:=&?~+!$,;@'()*#"


@dataclass(frozen=True, slots=True)
class Words:
    """Text in one dress."""

    text: str
    bold: bool = False
    italic: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """ "[3]", a link to the reference of that number within the document."""

    number: int


@dataclass(frozen=True, slots=True)
class Web:
    """A link to an address of the web, as `safe_address` gives it."""

    text: str
    address: str


Part = str | Words | Mark | Web


def shown(text: str) -> str:
    """On one line, without what XML cannot hold or what orders a page about."""
    return " ".join(_NO_XML.sub("", printable(text)).split())


def safe_address(url: str) -> str:
    """An address of http or https in which all else is escaped, or "": Word takes a file with a bad one for damaged."""
    try:
        split = urlsplit(url)
        sound = split.scheme in ("http", "https") and bool(split.hostname) and (split.port or 1)
    except ValueError:
        return ""
    if not sound or _NO_XML.search(url) or not url.startswith(("http://", "https://")):
        return ""
    before, *fragments = _HALF_ESCAPED.sub("%25", quote(url, safe=_PLAIN_IN_ADDRESS)).split("#")
    address = before + (f"#{'%23'.join(fragments)}" if fragments else "")
    return address if len(address) <= _LONGEST_ADDRESS else ""


def quoted(claim: Claim, documents: dict[str, CitedDocument]) -> Iterator[Part]:
    """The claim, its quotes with their references, where in them they stand, and the grade of a recommendation."""
    if all(c.quote == claim.text for c in claim.citations):
        yield f"{lead_in(claim.text)}“{shown(claim.text)}” "
        for c in claim.citations:
            yield from _cited(documents[c.document_id].number, c.place)
    else:
        yield f"{shown(claim.text)} "
        for c in claim.citations:
            yield f"“{shown(c.quote)}” "
            yield from _cited(documents[c.document_id].number, c.place)
    grades = "; ".join(dict.fromkeys(c.grade for c in claim.citations if c.grade))
    if grades:
        yield Words(f" {shown(grades)}", bold=True)


def _cited(number: int, place: str) -> Iterator[Part]:
    yield Mark(number)
    if place:
        yield Words(f" {shown(place)} ", small=True)


def spoken(claim: Claim, documents: dict[str, CitedDocument]) -> Iterator[Part]:
    """The quote with who speaks before it."""
    yield Words(f"{shown(speaker(documents[claim.citations[0].document_id]))}: ", bold=True)
    yield from quoted(claim, documents)


def marks_of(ids: Iterable[str], claims: dict[str, Claim], documents: dict[str, CitedDocument]) -> Iterator[Part]:
    """The references of claims, each once, in order."""
    for number in sorted({documents[c.document_id].number for i in ids for c in claims[i].citations}):
        yield Mark(number)


def badge(document: CitedDocument) -> Words:
    """What a reader must see beside every citation of it, in words; a retraction or a concern in bold."""
    alarming = document.status not in ("current", "corrected")
    return Words(f" ({shown(', '.join(words for _, words in badges(document)))})", bold=alarming)
