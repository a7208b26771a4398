"""PDFs for tests, written by hand: a page is a list of drawing operators, a file the objects of ISO 32000-1.

Text is set in the standard fonts Helvetica ("F1"), Helvetica-Bold ("F2") and, in Adobe's standard encoding, whose code
0xAE is the ligature fi, Helvetica again ("F3"). Lengths are points.
"""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 612, 792
# Adobe's Helvetica, thousandths of the size, from the space to the tilde
_AFM = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 "
    "1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 "
    "333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS = [int(number) for number in _AFM.split()]
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")  # ISO 32000-1, 7.6.3.3


def width(text: str, size: float) -> float:
    """Of a text in Helvetica."""
    return sum(_WIDTHS[ord(c) - 32] if 32 <= ord(c) < 127 else 556 for c in text) * size / 1000


def draw(
    x: float, y: float, text: str | bytes, size: float = 10, font: str = "F1", before: str = "", spacing: float = 0
) -> bytes:
    """Operators that draw a text; `before` are others within BT and ET; `spacing` widens its spaces."""
    data = text if isinstance(text, bytes) else text.encode("cp1252")
    for special in (b"\\", b"(", b")"):
        data = data.replace(special, b"\\" + special)
    start = f"BT /{font} {size} Tf {spacing:.3f} Tw {before} 1 0 0 1 {x:.2f} {y:.2f} Tm (".encode()
    return b"q " + start + data + b") Tj ET Q\n"


def wrapped(text: str, room: float, size: float, broken: bool = False) -> list[str]:
    """Lines that fit; with `broken`, words of 8 letters and more are hyphenated where a line is full."""
    lines, line = [], ""
    for word in text.split():
        joined = f"{line} {word}".strip()
        if width(joined, size) <= room:
            line = joined
            continue
        cut = next((n for n in range(len(word) - 3, 2, -1) if width(f"{line} {word[:n]}-", size) <= room), 0)
        if broken and cut and len(word) >= 8 and word.isalpha():
            lines.append(f"{line} {word[:cut]}-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return [*filter(None, lines), line]


@dataclass
class Pdf:
    """A file in the making."""

    pages: list[bytes] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    catalog: str = ""  # more entries of the catalog
    extra: list[bytes] = field(default_factory=list)  # more objects, numbered from `EXTRA`
    compressed: bool = True

    def page(self, *operators: bytes) -> "Pdf":
        """One more page."""
        self.pages.append(b"".join(operators))
        return self

    def data(self, user: str | None = None) -> bytes:
        """The file; encrypted (RC4, 40 bits) where a user password, perhaps an empty one, is given."""
        key = _Key(user) if user is not None else None
        objects = self._objects()
        out, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
        for number, (entries, stream) in sorted(objects.items()):
            offsets[number] = len(out)
            out += b"%d 0 obj\n" % number + entries
            if stream is not None:
                data = key.cipher(stream, number) if key else stream
                out += b"\nstream\n" + data + b"\nendstream"
            out += b"\nendobj\n"
        start = len(out)
        size = max(offsets) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size
        out += b"".join(
            b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n" for n in range(1, size)
        )
        locked = key.entries() if key else b""
        out += b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, locked, start)
        return bytes(out)

    def _objects(self) -> dict[int, tuple[bytes, bytes | None]]:
        kids = " ".join(f"{FIRST_PAGE + 2 * n} 0 R" for n in range(len(self.pages)))
        info = " ".join(f"/{name} <{value.encode('utf-16').hex() if value else ''}>" for name, value in self._info())
        found: dict[int, tuple[bytes, bytes | None]] = {
            1: (f"<< /Type /Catalog /Pages 2 0 R {self.catalog} >>".encode(), None),
            2: (f"<< /Type /Pages /Count {len(self.pages)} /Kids [{kids}] >>".encode(), None),
            3: (f"<< {info} >>".encode(), None),
            4: (b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", None),
            5: (b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>", None),
            6: (b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /StandardEncoding >>", None),
            7: (
                b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>",
                b"\xee",
            ),
        }
        for at, made in enumerate(self.extra):
            found[EXTRA + at] = (made, None)
        for at, content in enumerate(self.pages):
            number = FIRST_PAGE + 2 * at
            resources = "/Resources << /Font << /F1 4 0 R /F2 5 0 R /F3 6 0 R >> /XObject << /Im 7 0 R >> >>"
            page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {resources} /Contents {number + 1} 0 R >>"
            data = zlib.compress(content) if self.compressed else content
            how = "/Filter /FlateDecode" if self.compressed else ""
            found[number] = (page.encode(), None)
            found[number + 1] = (f"<< /Length {len(data)} {how} >>".encode(), data)
        return found

    def _info(self) -> Iterable[tuple[str, str]]:
        return self.info.items()


EXTRA, FIRST_PAGE = 10, 100  # numbers of objects


class _Key:
    """The standard security handler, revision 2 (ISO 32000-1, 7.6.3)."""

    def __init__(self, user: str) -> None:
        padded = (user.encode() + _PAD)[:32]
        self._owner = _rc4(hashlib.md5((b"owner" + _PAD)[:32]).digest()[:5], padded)
        self._key = hashlib.md5(padded + self._owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + b"id").digest()[:5]

    def entries(self) -> bytes:
        """What the trailer says of it."""
        user = _rc4(self._key, _PAD)
        locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{self._owner.hex()}> /U <{user.hex()}> >>"
        return f"{locked} /ID [<{b'id'.hex()}> <{b'id'.hex()}>]".encode()

    def cipher(self, data: bytes, number: int) -> bytes:
        """A stream of the object with that number."""
        return _rc4(hashlib.md5(self._key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


@dataclass
class Setting:
    """How an article is set: columns, margins, what is printed on every page."""

    columns: int = 2
    size: float = 10
    leading: float = 12
    gutter: float = 18
    margin: float = 60
    broken: bool = False  # words are hyphenated
    justified: bool = True
    head: str = ""  # at the top of every page
    foot: str = ""  # at its bottom; "{}" is the page's number
    first_number: int = 1
    indent: float = 0  # of paragraphs' first lines; with it, no space is left between them

    @property
    def room(self) -> float:
        """A column's width."""
        return (WIDTH - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns


def article(
    parts: Sequence[tuple[str, str]], setting: Setting | None = None, title: str = "", pdf: Pdf | None = None
) -> Pdf:
    """A file of `parts`, headings ("h", ...) and paragraphs ("p", ...), that flow down the columns; a title over them all."""
    how, made = setting or Setting(), pdf or Pdf()
    page: list[bytes] = []
    top = HEIGHT - 90.0
    if title:
        for line in wrapped(title, WIDTH - 2 * how.margin, 18):
            page.append(draw(how.margin, top, line, 18, "F2"))
            top -= 22
        top -= 14
    column, y = 0, top
    for kind, text in parts:
        bold = kind == "h"
        lines = wrapped(text, how.room - how.indent, how.size, how.broken and not bold)
        for at, line in enumerate(lines):
            if y < 80:
                column, y = column + 1, top
                if column == how.columns:
                    _finish(made, page, how)
                    column, top = 0, HEIGHT - 90.0
                    y, page = top, []
            x = how.margin + column * (how.room + how.gutter) + (how.indent if at == 0 and not bold else 0)
            spaces = line.count(" ")
            slack = how.room - (how.indent if at == 0 else 0) - width(line, how.size)
            fill = (
                slack / spaces
                if how.justified and spaces and not bold and at + 1 < len(lines) and slack < 4 * spaces
                else 0
            )
            page.append(draw(x, y, line, how.size, "F2" if bold else "F1", spacing=fill))
            y -= how.leading
        y -= 0 if how.indent and not bold else how.leading * 0.6
    _finish(made, page, how)
    return made


def _finish(made: Pdf, page: list[bytes], how: Setting) -> None:
    number = how.first_number + len(made.pages)
    if how.head:
        page.append(draw(how.margin, HEIGHT - 40, how.head, 8))
    if how.foot:
        page.append(draw(how.margin, 36, how.foot.format(number), 8))
    made.page(*page)


def scan(words: str = "") -> bytes:
    """Operators of a page that is an image, and over it, invisible as OCR leaves them, words."""
    image = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im Do Q\n".encode()
    return image + (draw(72, 600, words, 10, before="3 Tr") if words else b"")
