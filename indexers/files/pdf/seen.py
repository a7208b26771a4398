"""Whether a reader of the page sees a piece of text. What no reader sees is no part of the document.

Left out: text smaller than 1 point, wholly transparent, outside of the page, white with nothing but paper behind it,
and text drawn invisibly (rendering modes 3 and 7) unless it lies over an image, as OCR lays it over a scan.
Text hidden by other means (white on a white image, a cover drawn over it, a clip) is not recognised.
"""

import pypdfium2  # type: ignore[import-untyped]  # it ships no type information
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # the same

from indexers.files.pdf.styles import Box, Style

SMALLEST = 1.0  # points
WHITE = 250  # of 255, of each colour
_INVISIBLE = (3, 7)
_NESTED = 4  # levels of form XObjects in which grounds are looked for


class Seen:
    """What is seen on one page; grounds are looked for once, and only where it matters."""

    def __init__(self, page: pypdfium2.PdfPage, box: Box) -> None:
        self._page, self._box = page, box
        self._grounds: list[tuple[Box, bool]] | None = None

    def shows(self, style: Style, centre: tuple[float, float]) -> bool:
        """Whether text of this style is seen where its centre is."""
        if style.size < SMALLEST or not _inside(centre, self._box):
            return False
        if style.mode in _INVISIBLE:
            return any(is_image and _inside(centre, box) for box, is_image in self._found())
        if style.colour is None:
            return True
        if style.colour[3] == 0:
            return False
        return min(style.colour[:3]) < WHITE or any(_inside(centre, box) for box, _ in self._found())

    def _found(self) -> list[tuple[Box, bool]]:
        if self._grounds is None:
            self._grounds = list(_grounds(self._page))
        return self._grounds


def _grounds(page: pypdfium2.PdfPage) -> list[tuple[Box, bool]]:
    """Boxes of images (True), and of shapes and shadings that are filled with another colour than white."""
    found = []
    for drawn in page.get_objects(max_depth=_NESTED):
        is_image = drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE
        is_shape = drawn.type == pdfium.FPDF_PAGEOBJ_PATH and _is_coloured(drawn)
        if is_image or is_shape or drawn.type == pdfium.FPDF_PAGEOBJ_SHADING:
            found.append((_bounds(drawn), is_image))
    return found


def _bounds(drawn: pypdfium2.PdfObject) -> Box:
    try:
        left, bottom, right, top = drawn.get_bounds()
    except pypdfium2.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top


def _is_coloured(drawn: pypdfium2.PdfObject) -> bool:
    import ctypes

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(drawn.raw, mode, stroke) or mode.value == 0:
        return False
    colours = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(drawn.raw, *colours):
        return True  # a pattern
    red, green, blue, alpha = (colour.value for colour in colours)
    return alpha > 0 and min(red, green, blue) < WHITE


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
