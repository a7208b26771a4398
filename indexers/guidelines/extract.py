"""A guideline's page, as it was fetched -> one document, with what the page says of itself and what it recommends."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from evidence.errors import RecordRefusedError
from evidence.model import Document, Published
from evidence.trust import Selectors
from indexers.files.blocks import flat_text
from indexers.files.content import content_root, main_of
from indexers.files.dates import read_date
from indexers.files.html import page_source, parsed
from indexers.files.page_document import Choice, is_seen, page_document
from indexers.files.visible import Visibility
from indexers.files.written_dates import find_dates, stated_dates
from indexers.guidelines.kept import Kept, kept
from indexers.guidelines.page_about import PageAbout
from indexers.guidelines.page_ids import page_id
from indexers.guidelines.selecting import CONTENT, DATE, ORGANISATION, RECOMMENDATION, TITLE, chosen, marked
from indexers.intake import Refused


def read_page(data: bytes, about: PageAbout) -> Document | Refused:
    """The page's document, or why it is refused: too large, nested too deep, nothing to read, a selector that is no CSS."""
    try:
        root, source = _parsed(data, about.selectors)
        visibility = Visibility(root)
        choice = _choice(root, source, visibility, about)
        document = page_document(root, choice, visibility, about.url)
    except RecordRefusedError as error:
        return Refused(about.url, error.reason)
    return _of_source(document, about, choice)


def measure(data: bytes, about: PageAbout) -> Kept:
    """How much of the main content is read. Raises RecordRefusedError where `read_page` would refuse the page."""
    root, source = _parsed(data, about.selectors)
    visibility = Visibility(root)
    return kept(_contents(root, source, visibility), _wider(root, visibility), visibility)


def _of_source(document: Document, about: PageAbout, choice: Choice) -> Document:
    edition = document.edition or _edition(document)
    return replace(
        document,
        id=page_id(about.name, about.url, edition or about.fetched),
        source=about.name,
        url=about.url,
        licence=about.licence or document.licence,
        languages=document.languages or ((about.language,) if about.language else ()),
        organisation=choice.organisation or document.organisation,
        edition=edition,
    )


def _edition(document: Document) -> str:
    return document.revised or document.published.date


def _parsed(data: bytes, selectors: Selectors) -> tuple[etree._Element, str]:
    """The tree and its source, selected elements marked. What libxml2 finds too deep never reaches lexbor, which has no
    limit and takes minutes.
    """
    source = page_source(data)
    root = parsed(source)
    if selectors == Selectors():
        return root, source
    source = marked(source, selectors)
    return parsed(source), source


def _choice(root: etree._Element, source: str, visibility: Visibility, about: PageAbout) -> Choice:
    picks = chosen(root, RECOMMENDATION)
    titles = (element for element in chosen(root, TITLE) if is_seen(element, visibility))
    return Choice(
        contents=tuple(_contents(root, source, visibility)),
        title=next(titles, None),
        recommendations={element: number for number, element in enumerate(picks, 1)},
        dates=_dates(chosen(root, DATE), visibility),
        organisation=_first_text(chosen(root, ORGANISATION), visibility) or about.publisher,
        url=about.url,
    )


def _contents(root: etree._Element, source: str, visibility: Visibility) -> Sequence[etree._Element]:
    """What the selector names, unless that loses list items, table rows or most words; then all of the main content."""
    named = chosen(root, CONTENT)
    if not named:
        return [content_root(root, source, visibility)]
    wider = _wider(root, visibility)
    return named if wider in named or kept(named, wider, visibility).is_enough else [wider]


def _wider(root: etree._Element, visibility: Visibility) -> etree._Element:
    body = next(root.iter("body"), root)
    found = main_of(body, visibility)
    return body if found is None else found


def _first_text(elements: list[etree._Element], visibility: Visibility) -> str:
    texts = (element.get("content") or flat_text(element, visibility) for element in elements)
    return next((" ".join(text.split()) for text in texts if text.strip()), "")


def _dates(elements: list[etree._Element], visibility: Visibility) -> tuple[Published, Published]:
    """When the page was issued and updated, as the selected elements say; one date without a word beside it is an issue."""
    issued = updated = Published()
    for element in elements:
        text = element.get("content") or flat_text(element, visibility)
        first, second = stated_dates(text)
        machine = read_date(element.get("datetime") or element.get("content") or "", "selector")
        plain = next((published for _, published in find_dates(text)), Published())
        issued = next((d for d in (issued, first) if d.date), issued)
        updated = next((d for d in (updated, second) if d.date), updated)
        if not (first.date or second.date or issued.date):
            issued = machine if machine.date else plain
    return issued, updated
