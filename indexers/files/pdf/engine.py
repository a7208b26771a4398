"""A PDF -> sheets of words, by PDFium (pypdfium2): characters with their place, size and weight.

Nothing but text is asked for: scripts, actions, attachments and forms are never run, opened or filled. PDFium without
a form environment runs none of them, and the library's builds hold no JavaScript engine.
"""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]  # it ships no type information
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # the same

from evidence.errors import RecordRefusedError
from indexers.files.charset import visible_characters
from indexers.files.pdf.seen import Seen
from indexers.files.pdf.styles import Style, Styles
from indexers.files.pdf.values import Limits, Sheet, Stated, Word

FARTHEST = 1e6  # points from the origin: pages are at most 14,400 points wide
LABEL = 20  # characters of a page's label that are kept
_LINE_END_HYPHEN = 2  # PDFium's own mark for a hyphen at the end of a line
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_NO_PAGES = "it has no pages"
_EMPTY = re.compile(
    rb"/Type\s*/Pages\s[^<>]{0,99}/Count\s+0\b|/Count\s+0\s[^<>]{0,99}/Type\s*/Pages\b"
)  # PDFium opens none such
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_*


def open_pdf(data: bytes, limits: Limits) -> pypdfium2.PdfDocument:
    """The file, opened. Raises RecordRefusedError with the reason where it cannot be read."""
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise RecordRefusedError("", _NO_PAGES if _EMPTY.search(data) else _why_not(error)) from error
    if not count:
        raise RecordRefusedError("", _NO_PAGES)
    if count > limits.pages:
        raise RecordRefusedError("", f"it has {count:,} pages, and at most {limits.pages:,} are read: split it")
    return document


def _why_not(error: pypdfium2.PdfiumError) -> str:
    code = getattr(error, "err_code", None)
    if code == _PASSWORD:
        return "it is encrypted with a password: save a copy without one, then load that"
    if code == _SECURITY:
        return "it is encrypted in a way that cannot be read: save a copy without protection, then load that"
    return "the file is broken or cut off: it cannot be opened as a PDF"


def stated(document: pypdfium2.PdfDocument) -> Stated:
    """The title, subject, DOI and language that the file's own fields name."""
    language = ctypes.create_string_buffer(64)
    size = pdfium.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(language, ctypes.POINTER(pdfium.FPDF_WCHAR)), 64)
    named = language.raw[: max(0, size - 2)].decode("utf-16-le", "replace") if 2 < size <= 64 else ""
    dois = (_field(document, key) for key in ("doi", "DOI", "WPS-ARTICLEDOI"))
    return Stated(
        _field(document, "Title"), _field(document, "Subject"), next((d for d in dois if d), ""), _clean(named)
    )


def _field(document: pypdfium2.PdfDocument, key: str) -> str:
    return " ".join(_clean(document.get_metadata_value(key)).split())[:1000]


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return visible_characters(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def sheets(document: pypdfium2.PdfDocument, limits: Limits) -> Iterator[Sheet]:
    """Every page in order; one that is broken has no words. Raises RecordRefusedError above the bound of characters."""
    characters = 0
    for index in range(len(document)):
        label = " ".join(_clean(document.get_page_label(index)).split())[:LABEL] or str(index + 1)
        try:
            page = document[index]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            yield Sheet(label, 0.0, 0.0, ())
            continue
        here = max(0, pdfium.FPDFText_CountChars(text.raw))
        if here > limits.page_characters:
            raise RecordRefusedError(
                "", f"one of its pages holds more than {limits.page_characters:,} characters: it is no page to read"
            )
        characters += here
        if characters > limits.characters:
            raise RecordRefusedError("", f"it holds more than {limits.characters:,} characters: split it")
        yield _sheet(label, page, text)
        text.close()
        page.close()


def _sheet(label: str, page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Sheet:
    box = page.get_cropbox()
    found = [(word, style) for word, style in _pieces(text, Seen(page, box))]
    weights: dict[int, int] = {}
    for word, style in found:
        weights[style.turn] = weights.get(style.turn, 0) + len(word.text)
    main = max(weights, key=lambda turn: weights[turn], default=0)
    width, height = box[2] - box[0], box[3] - box[1]
    if main % 180 == 90:
        width, height = height, width
    words = tuple(word for word, style in found if style.turn == main)
    asides = tuple(word for word, style in found if style.turn != main)
    return Sheet(label, width, height, words, asides)


def _pieces(text: pypdfium2.PdfTextPage, seen: Seen) -> Iterator[tuple[Word, Style]]:
    """Words as they were drawn, those left out that a reader does not see."""
    styles, code_of, raw = Styles(text), pdfium.FPDFText_GetUnicode, text.raw
    letters = [_letter(code_of(raw, index)) for index in range(max(0, pdfium.FPDFText_CountChars(raw)))]
    for first, last in _runs(letters):
        for start, end in styles.parted(first, last):
            yield from _word(letters[start : end + 1], start, end, styles, seen)


def _runs(letters: list[str]) -> Iterator[tuple[int, int]]:
    """First and last index of each run without white space."""
    start = -1
    for index, letter in enumerate(letters):
        if letter:
            start = index if start < 0 else start
        elif start >= 0:
            yield start, index - 1
            start = -1
    if start >= 0:
        yield start, len(letters) - 1


def _letter(code: int) -> str:
    """What stands for a character; "" for white space and for what has no code."""
    if 0x20 < code < 0x7F:
        return chr(code)
    if code == _LINE_END_HYPHEN:
        return "-"
    if code in _LIGATURES:
        return _LIGATURES[code]
    return chr(code).strip() if 0x20 < code < 0x110000 else ""


def _word(letters: list[str], first: int, last: int, styles: Styles, seen: Seen) -> Iterator[tuple[Word, Style]]:
    style = styles.of(first)
    box = _turned(styles.box(first), styles.box(last), styles.origin(first), style.turn)
    if box is None:
        return
    x0, x1, y, centre = box
    text = "".join(letters)
    text = text[:-1] + "-" if text.endswith("\u00ad") else text  # a soft hyphen that shows ends a line
    text = _clean(text)
    if text and seen.shows(style, centre):
        yield Word(text, x0, x1, y, style.size, style.bold), style


def _turned(
    first: tuple[float, float, float, float],
    last: tuple[float, float, float, float],
    origin: tuple[float, float],
    turn: int,
) -> tuple[float, float, float, tuple[float, float]] | None:
    """x0, x1 and baseline as they are when the sheet is turned so that the word is upright; its centre as it is drawn."""
    left, right = min(first[0], last[0]), max(first[2], last[2])
    bottom, top = min(first[1], last[1]), max(first[3], last[3])
    if not max(map(abs, (left, right, bottom, top, *origin))) < FARTHEST:  # nor is it where one is no number
        return None
    centre = ((left + right) / 2, (bottom + top) / 2)
    if turn == 90:  # it runs upwards
        return bottom, top, -origin[0], centre
    if turn == 270:
        return -top, -bottom, origin[0], centre
    if turn == 180:
        return -right, -left, -origin[1], centre
    return left, right, origin[1], centre
