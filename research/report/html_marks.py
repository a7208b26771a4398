"""What every part of the page draws alike: a quote with its references, a document's marks, its link. All is escaped."""

from collections.abc import Iterable
from html import escape

from evidence.model import Claim
from evidence.report import CitedDocument
from research.report.names import badges, lead_in, speaker


def quote(claim: Claim, documents: dict[str, CitedDocument]) -> str:
    """The claim with the numbers of its references, where in them it stands, and its grade if it is a recommendation."""
    places = "; ".join(dict.fromkeys(c.place for c in claim.citations if c.place))
    grades = "; ".join(dict.fromkeys(c.grade for c in claim.citations if c.grade))
    place = f' <span class="place">{escape(places)}</span>' if places else ""
    grade = f' <strong class="grade">{escape(grades)}</strong>' if grades else ""
    marks = numbers(documents[c.document_id].number for c in claim.citations)
    return f"{lead_in(claim.text)}<q>{escape(claim.text)}</q> {marks}{place}{grade}"


def spoken(claim: Claim, documents: dict[str, CitedDocument]) -> str:
    """The quote with who speaks before it."""
    who = speaker(documents[claim.citations[0].document_id])
    return f'<span class="lead">{escape(who)}:</span> {quote(claim, documents)}'


def numbers(of: Iterable[int]) -> str:
    """Links to references: [3][5]."""
    return '<span class="cite">' + "".join(f'<a href="#ref-{n}">[{n}]</a>' for n in of) + "</span>"


def numbers_of(ids: Iterable[str], claims: dict[str, Claim], documents: dict[str, CitedDocument]) -> list[int]:
    """The reference numbers of claims, each once, in order."""
    return sorted({documents[c.document_id].number for i in ids for c in claims[i].citations})


def marks(d: CitedDocument) -> str:
    """What a reader must see beside every citation of it."""
    return "".join(f'<span class="badge {style}">{escape(words)}</span>' for style, words in badges(d))


def link(d: CitedDocument) -> str:
    """To its address, if that is one of the web."""
    safe = d.url.startswith(("https://", "http://"))
    return f'<a class="open" href="{escape(d.url, quote=True)}">open</a>' if safe else ""


def listed(items: Iterable[str], style: str = "") -> str:
    """An unordered list of ready-made parts."""
    attribute = f' class="{style}"' if style else ""
    return f"<ul{attribute}>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def table(heads: Iterable[str], rows: Iterable[str]) -> str:
    """A table that scrolls sideways where it must."""
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
