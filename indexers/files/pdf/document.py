"""A PDF's bytes -> one document: every step in its order. It runs in `indexers.files.pdf.child`, whose memory and time are bounded."""

import re
from dataclasses import dataclass

from evidence.errors import RecordRefusedError
from evidence.model import Document, Identifiers
from evidence.preprints import is_preprint_doi
from indexers.files.languages import language_codes
from indexers.files.names import document_id
from indexers.files.page_facts import is_guideline, status_of
from indexers.files.pdf.blocks import blocks_of, body_size
from indexers.files.pdf.columns import reading_orders
from indexers.files.pdf.compose import compose
from indexers.files.pdf.engine import open_pdf, sheets, stated
from indexers.files.pdf.facts import own_date, own_doi, sensible_title
from indexers.files.pdf.flow import items_of
from indexers.files.pdf.headings import marked, name_of
from indexers.files.pdf.hyphens import Vocabulary
from indexers.files.pdf.lines import line_of
from indexers.files.pdf.margins import without_margins
from indexers.files.pdf.run_in import parted
from indexers.files.pdf.segments import segments
from indexers.files.pdf.titles import page_title, without_title
from indexers.files.pdf.values import Block, Limits, Line, Sheet

_SCAN = "it has no text layer, so it is a scan: run OCR on it first, then load it again"
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class _Body:
    """How most of the document is set."""

    size: float
    is_bold: bool


def document_of(data: bytes, collection: str, name: str, limits: Limits) -> Document:
    """The file's document. Raises RecordRefusedError with the reason where there is none."""
    pdf = open_pdf(data, limits)
    said = stated(pdf)
    drawn = list(sheets(pdf, limits))
    _check(drawn)
    cleared = without_margins(drawn)
    blocks = _blocks(cleared)
    title = sensible_title(said.title) or page_title(blocks, _body(_lines(blocks)).size) or name
    items = items_of(without_title(blocks, title))
    composed = compose(
        title, items, [sheet.label for sheet in drawn], Vocabulary.of(line.text for line in _lines(blocks))
    )
    front = _front(drawn[0])
    doi = own_doi(said, drawn[0], front)
    return Document(
        id=document_id(collection, name),
        title=title,
        text=composed.text,
        source=collection,
        form="pdf",
        sections=composed.sections,
        pages=composed.pages,
        published=own_date(front),
        identifiers=Identifiers(doi=doi),
        languages=language_codes([said.language]),
        design="guideline" if is_guideline((title,)) else "",
        status=status_of(item.text for item in items[:20]),
        is_preprint=is_preprint_doi(doi),
    )


def _check(drawn: list[Sheet]) -> None:
    """Raises RecordRefusedError where most pages have no text, or where their characters cannot be told."""
    empty = sum(not sheet.words for sheet in drawn)
    broken = sum(not sheet.width for sheet in drawn)
    if broken * 2 > len(drawn):
        raise RecordRefusedError("", "the file is broken or cut off: most of its pages cannot be read")
    if empty == len(drawn):
        raise RecordRefusedError("", _SCAN)
    if empty * 2 > len(drawn):
        raise RecordRefusedError(
            "",
            f"{empty} of its {len(drawn)} pages have no text layer, so it is mostly a scan: run OCR on it first, then load it again",
        )
    letters = "".join(word.text for sheet in drawn for word in sheet.words)
    if len(_UNMAPPED.findall(letters)) * 2 > len(letters):
        raise RecordRefusedError(
            "", "its fonts do not say which characters they show: run OCR on it first, then load it again"
        )


def _blocks(pages: list[Sheet]) -> list[Block]:
    """Every page's blocks in reading order, headings marked; what runs in another direction comes last on its page."""
    regions = reading_orders([sheet.words for sheet in pages])
    body = _body([line_of(row) for page in regions for region in page for row in region.rows])
    blocks: list[Block] = []
    for index, (sheet, page) in enumerate(zip(pages, regions, strict=True)):
        for region in page:
            blocks += blocks_of(region, index, body.size)
        if sheet.asides:
            aside = tuple(line_of(row) for row in segments(sheet.asides))
            blocks.append(Block("aside", aside, index))
    return parted(marked(blocks, body.size, body.is_bold))


def _body(lines: list[Line]) -> _Body:
    bold = sum(len(line.text) for line in lines if line.bold)
    return _Body(body_size(lines), bold * 2 > sum(len(line.text) for line in lines))


def _lines(blocks: list[Block]) -> list[Line]:
    return [line for block in blocks for line in block.lines]


def _front(sheet: Sheet) -> list[Line]:
    """The lines of the first page, running ones among them, up to its references."""
    rows = (row for page in reading_orders([sheet.words]) for region in page for row in region.rows)
    lines: list[Line] = []
    for row in rows:
        line = line_of(row)
        if name_of(line.text).is_references:
            break
        lines.append(line)
    return lines
