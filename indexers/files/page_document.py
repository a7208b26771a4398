"""A parsed page and where its content is -> its document: text, facts, references, recommendations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from evidence.errors import RecordRefusedError
from evidence.model import Cell, Document, Journal, Published, Section, Status
from evidence.preprints import is_preprint_record
from indexers.files.blocks import Picks, blocks_of, first_blocks, flat_text, tidy
from indexers.files.cited import cited
from indexers.files.layout import Block, LaidOut, lay_out
from indexers.files.page_facts import is_guideline, page_facts
from indexers.files.page_notices import NOTICE_WITHIN, is_no_guideline, status_of
from indexers.files.visible import Visibility
from indexers.files.written_dates import first_dates
from indexers.recommendations.page import Page
from indexers.recommendations.read import recommendations

_FOR_WHOM = re.compile(
    r"(?:patient |target )?population(?:s)?(?: under consideration| covered.*)?|to whom does this recommendation apply\W*"
    r"|who (?:is (?:it|this guideline)|this guideline is) for\W*|groups that will be covered",
    re.I,
)
_LONGEST_POPULATION = 1000  # characters
_TOP, _SHORT = 12, 200  # blocks at the top of a page, and characters of one, that may print its dates


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a page is read: its content, and the elements that a source's selectors name."""

    contents: tuple[etree._Element, ...]
    title: etree._Element | None = None
    recommendations: Picks = field(default_factory=dict)
    dates: tuple[Published, Published] = (Published(), Published())  # issued, updated, as the page prints them
    organisation: str = ""
    url: str = ""  # where the page was fetched from; else it is taken at its own word


def page_document(root: etree._Element, choice: Choice, visibility: Visibility, name: str) -> Document:
    """The document, its id and its source still to be set. Raises RecordRefusedError where there is nothing to read."""
    head = choice.title if choice.title is not None else _title_element(root, choice.contents, visibility)
    title = _title(root, head, visibility) or name
    blocks = [b for b in _blocks(choice, visibility) if head is None or b.source is not head]
    if not blocks:
        raise RecordRefusedError(name, "there is no text to read on the page")
    facts = page_facts(root)
    laid = lay_out(title, blocks)
    printed = first_dates(block.text for block in blocks[:_TOP] if len(block.text) <= _SHORT)
    issued = _first(choice.dates[0], facts.issued, printed[0])
    updated = _first(choice.dates[1], facts.modified, printed[1])
    document = Document(
        id="",
        title=title,
        text=laid.text,
        source="",
        form="html",
        sections=laid.sections,
        published=_first(issued, facts.modified),
        journal=Journal(title=facts.publisher),
        is_preprint=is_preprint_record(Journal(title=facts.publisher), facts.organisation, facts.identifiers.doi),
        identifiers=facts.identifiers,
        languages=(facts.language,) if facts.language else (),
        links=cited(laid.references),
        status=_status(root, blocks, visibility),
        licence=facts.licence,
        url=choice.url or facts.url,
        edition=updated.date or issued.date,
        revised=updated.date if updated.precision == "day" else "",
        cells=laid.cells,
    )
    stated = is_guideline((title, *facts.kinds, _head_title(root)))
    return as_guideline(document, laid, choice.organisation or facts.organisation, stated)


def as_guideline(document: Document, laid: LaidOut, organisation: str, stated: bool) -> Document:
    """With its recommendations; where it is a guideline, by its own words or by those, with what guidelines have."""
    names = " ".join((organisation or document.title, document.url))
    issued = document.published.date or document.edition
    page = Page(laid.text, laid.sections, laid.cells, names, organisation, issued, laid.picked)
    denied = is_no_guideline(laid.text)
    found = () if denied else recommendations(page)
    if not found and (not stated or denied):
        return replace(document, edition="")
    return replace(
        document,
        design="guideline",
        organisation=organisation,
        population=population_of(laid.text, laid.sections, laid.cells),
        recommendations=found,
    )


def population_of(text: str, sections: Sequence[Section], cells: Sequence[Cell]) -> str:
    """For whom the guideline is, in its own words: what stands in a row or under a heading that asks so; else ""."""
    said = [text[cell.start : cell.end] for cell in cells if _FOR_WHOM.fullmatch(cell.row.rpartition(": ")[2])]
    said += [text[s.start : s.end].partition("\n")[0] for s in sections if _FOR_WHOM.fullmatch(s.label.strip())]
    return next((words for words in said if 0 < len(words) <= _LONGEST_POPULATION), "")


def _blocks(choice: Choice, visibility: Visibility) -> list[Block]:
    return [
        block for content in choice.contents for block in blocks_of(content, visibility, picks=choice.recommendations)
    ]


def _first(*dates: Published) -> Published:
    return next((published for published in dates if published.date), Published())


def _title_element(
    root: etree._Element, contents: Sequence[etree._Element], visibility: Visibility
) -> etree._Element | None:
    """The first <h1> of the content, else of the page, that a reader sees."""
    headings = (element for part in (*contents, root) for element in part.iter("h1"))
    return next((element for element in headings if is_seen(element, visibility)), None)


def is_seen(element: etree._Element, visibility: Visibility) -> bool:
    """Whether a reader sees the element and finds words in it."""
    around = all(visibility.shows(above) for above in (element, *element.iterancestors()))
    return around and bool(flat_text(element, visibility))


def _title(root: etree._Element, head: etree._Element | None, visibility: Visibility) -> str:
    return flat_text(head, visibility) if head is not None else _head_title(root)


def _head_title(root: etree._Element) -> str:
    texts = ("".join(str(part) for part in element.itertext()) for element in root.iter("title"))
    return next((tidy(text).replace("\n", " ") for text in texts), "")


def _status(root: etree._Element, blocks: list[Block], visibility: Visibility) -> Status:
    """Banners stand above the content, and notices at its top."""
    around = status_of(_may_be_notices(first_blocks(root, visibility, NOTICE_WITHIN)))
    return around if around != "current" else status_of(_may_be_notices(blocks))


def _may_be_notices(blocks: list[Block]) -> Iterator[str]:
    """One word in a list, as of a menu, is no notice, nor is a table's row; "" stands for them."""
    for block in blocks:
        yield "" if block.kind == "row" or (block.kind == "item" and " " not in block.text) else block.text
