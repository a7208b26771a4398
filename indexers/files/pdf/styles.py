"""How a text object is drawn: asked of PDFium once for each, since its characters share it."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]  # it ships no type information
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # the same

BOLD = 600  # weight from which a font counts as bold (CSS: 700 is bold, 600 semibold)
_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_FORCE_BOLD = 1 << 18  # PDF 32000-1, table 123

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Style:
    """Size in points, weight, direction in degrees (0, 90, 180, 270, or 45 for any other), and what decides on being seen."""

    size: float
    bold: bool
    turn: int
    mode: int = 0  # text rendering mode: 3 is invisible, 7 clips only
    colour: tuple[int, int, int, int] | None = None  # RGBA; None where it is a pattern


class Styles:
    """The styles of one page's text objects."""

    def __init__(self, text: pypdfium2.PdfTextPage) -> None:
        self._raw = text.raw
        self._known: dict[int, Style] = {}
        self._bold: dict[bytes, bool] = {}

    def of(self, index: int) -> Style:
        """The style of the character at `index`."""
        drawn = pdfium.FPDFText_GetTextObject(self._raw, index)
        if not drawn:
            return self._read(index, None)
        address = ctypes.addressof(drawn.contents)
        if address not in self._known:
            self._known[address] = self._read(index, drawn)
        return self._known[address]

    def parted(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The characters from `first` to `last` by the objects that drew them, which draw theirs in a row."""
        if self._object(first) == self._object(last):
            yield first, last
            return
        start = first
        for index in range(first + 1, last + 2):
            if index > last or self._object(index) != self._object(start):
                yield start, index - 1
                start = index

    def _object(self, index: int) -> int:
        drawn = pdfium.FPDFText_GetTextObject(self._raw, index)
        return ctypes.addressof(drawn.contents) if drawn else 0

    def box(self, index: int) -> Box:
        """The box of a character's cell, in points."""
        rect = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self._raw, index, rect)
        return rect.left, rect.bottom, rect.right, rect.top

    def origin(self, index: int) -> tuple[float, float]:
        """Where a character stands on its baseline."""
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self._raw, index, x, y)
        return x.value, y.value

    def _read(self, index: int, drawn: object) -> Style:
        matrix = pdfium.FS_MATRIX()
        scale = math.hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(self._raw, index, matrix) else 1.0
        size = abs(pdfium.FPDFText_GetFontSize(self._raw, index) * scale)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else 0
        turn = _turn(matrix) if scale else 0
        return Style(size if math.isfinite(size) else 0.0, self._is_bold(index), turn, mode, self._colour(index))

    def _is_bold(self, index: int) -> bool:
        flags, name = ctypes.c_int(), ctypes.create_string_buffer(128)
        pdfium.FPDFText_GetFontInfo(self._raw, index, name, 128, flags)
        key = name.value
        if key not in self._bold:
            lowered = key.decode("utf-8", "replace").lower()
            named = any(word in lowered for word in _NAMES)
            weight = pdfium.FPDFText_GetFontWeight(self._raw, index)
            self._bold[key] = named or weight >= BOLD or bool(flags.value & _FORCE_BOLD)
        return self._bold[key]

    def _colour(self, index: int) -> tuple[int, int, int, int] | None:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not pdfium.FPDFText_GetFillColor(self._raw, index, red, green, blue, alpha):
            return None
        return red.value, green.value, blue.value, alpha.value


def _turn(matrix: pdfium.FS_MATRIX) -> int:
    degrees = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    nearest = round(degrees / 90) * 90
    return int(nearest % 360) if abs(degrees - nearest) < 3 else 45
