"""Running text with markup -> one line of plain text: no word lost, none glued, no number changed.

Scripts go by `indexers.files.scripts`: 10<sup>3</sup> is "10^3", and a citation's raised mark "effect[12]". Beyond it,
a mark for a footnote is "12.3^a", and a citation's number that touches a word is "effect[12]" though it
is not raised. MathML goes by `indexers.pubmed.mathml`; of several forms of one formula one is read.
"""

import re
from collections.abc import Callable

from lxml.etree import _Element as Element

from indexers.files.charset import visible_characters
from indexers.files.jats.tree import chosen, name_of
from indexers.files.scripts import lowered, raised, set_apart
from indexers.pubmed.markup import collapse
from indexers.pubmed.mathml import linear
from indexers.pubmed.tree import nodes

_FLOATING = "fig fig-group table-wrap table-wrap-group boxed-text supplementary-material media fn chem-struct-wrap"
_LINE_ENDING = "p list def-list disp-quote verse-group preformat code speech statement table array sec"
_APART = "disp-formula disp-formula-group break hr td th tr list-item def-item def term title label entry row"
_WITHOUT_TEXT = (
    "graphic inline-graphic inline-media alt-text long-desc object-id permissions index-term processing-meta"
)
FLOATS = frozenset(_FLOATING.split())  # what stands beside the text that mentions it
BREAKING = frozenset(_LINE_ENDING.split())  # what ends a paragraph's line; the paragraph goes on behind it
_SET_APART = BREAKING | FLOATS | frozenset(_APART.split())
_SILENT = frozenset(_WITHOUT_TEXT.split())
# text in which there is nothing that `visible_characters` leaves out: most of it, and quicker to tell than to clean
_VISIBLE = re.compile("[\t\n\r -~\u00a0-\u00ac\u00ae-\u200a\u2010-\u2027\u2030-\u205f\u2070-\ud7ff]*")
_NUMBERS = re.compile(r"\d[\d,\s\u2010-\u2015-]*")
_LETTERS = re.compile(r"[a-z](?:\s?,\s?[a-z])*")
_TOUCHING = frozenset(".)%\"'\u2019\u201d")
_SEPARATORS = {0x2028: " ", 0x2029: " "}
_BEFORE = 40  # characters that decide how a script is written: more than the longest word
_PREAMBLE_END, _LATEX_END = "\\begin{document}", "\\end{document}"

OnBlock = Callable[[Element], None]


class Inline:
    """Collects one line. `aside` gets what floats; `on_block`, where given, gets what ends the line."""

    def __init__(self, aside: list[Element] | None = None, on_block: OnBlock | None = None, marks: bool = True) -> None:
        self._pieces: list[str] = []
        self._aside = aside
        self._on_block = on_block
        self._marks = marks  # whether references to notes are text: not in a title

    def take(self) -> str:
        """The line so far, clean; begins the next."""
        text = clean("".join(self._pieces))
        self._pieces.clear()
        return text

    def raw(self) -> str:
        """The line so far, as it is."""
        return "".join(self._pieces)

    def put(self, text: str) -> None:
        """Append text as it is."""
        if text:
            self._pieces.append(text)

    def inside(self, element: Element, linked: bool = False) -> None:
        """Append what an element holds; `linked` inside a reference."""
        self.put(element.text or "")
        run: list[Element] = []  # superscripts in a row: 10<sup>-</sup><sup>6</sup>
        for child in nodes(element):
            name = name_of(child)
            if name == "sup":
                run.append(child)
                following = child.getnext()
                if not child.tail and following is not None and following.tag == "sup":
                    continue
                self._raise(run, linked)
                run = []
            elif name == "sub":
                self._script(raw_text(child), lowered)
            else:
                self._child(child, name, linked)
            if child.tail:
                self.put(set_apart(self._before(), child.tail) if name in ("sup", "sub") else child.tail)

    def _child(self, child: Element, name: str, linked: bool) -> None:
        if name in _SILENT:
            return
        if name in FLOATS and self._aside is not None:
            self._aside.append(child)
        elif name in BREAKING and self._on_block is not None:
            self._on_block(child)
        elif name == "xref":
            self._reference(child)
        elif name == "math":
            self.put(linear(child) or " ")
        elif name == "tex-math":
            self.put(latex(child))
        elif name == "alternatives":
            form = chosen(child)
            if form is not None:
                self._child(form, name_of(form), linked)
        else:
            apart = " " if name in _SET_APART else ""
            self.put(apart)
            self.inside(child, linked)
            self.put(apart)

    def _raise(self, run: list[Element], linked: bool) -> None:
        text = "".join(raw_text(element) for element in run)
        is_link = linked or any(next(element.iter("xref"), None) is not None for element in run)
        self._script(text, lambda before, mark: _marked(before, mark, is_link))

    def _script(self, text: str, write: Callable[[str, str], str]) -> None:
        bare = text.strip()
        if bare:
            lead = " " if text[0].isspace() else ""
            before = "".join(self._before()) + lead
            self.put(lead + write(before, bare) + (" " if text[-1].isspace() else ""))

    def _before(self) -> list[str]:
        return [piece[-_BEFORE:] for piece in self._pieces[-3:]]

    def _reference(self, xref: Element) -> None:
        if not self._marks:
            return
        if next(xref.iter("sup"), None) is not None or xref.get("ref-type") != "bibr":
            self.inside(xref, linked=True)
            return
        text = raw_text(xref)
        before = self._pieces[-1][-1] if self._pieces else " "
        glued = (before.isalnum() or before in _TOUCHING) and _NUMBERS.fullmatch(text.strip())
        self.put(f"[{text.strip()}]" if glued else text)


def text_of(element: Element | None, marks: bool = True) -> str:
    """All text of an element on one clean line, "" for None; without `marks`, references to notes are left out."""
    if element is None:
        return ""
    if not len(element):
        return clean(element.text or "")
    line = Inline(aside=None if marks else [], marks=marks)
    line.inside(element)
    return line.take()


def raw_text(element: Element) -> str:
    """As `text_of`, with white space at its ends and in it as it is."""
    if not len(element):
        return element.text or ""
    line = Inline()
    line.inside(element)
    return line.raw()


def clean(text: str) -> str:
    """One line: no control or invisible characters, runs of ASCII white space as one space, none at the ends."""
    if not _VISIBLE.fullmatch(text):
        text = visible_characters(text).translate(_SEPARATORS)
    return collapse(text).strip()


def latex(element: Element) -> str:
    """A formula that is given in LaTeX only: its body, without the preamble that makes a document of it."""
    text = raw_text(element)
    text = text[text.rfind(_PREAMBLE_END) + len(_PREAMBLE_END) :] if _PREAMBLE_END in text else text
    return " ".join(text.partition(_LATEX_END)[0].replace("$", " ").split())


def _marked(before: str, mark: str, linked: bool) -> str:
    if (linked or before[-1:].isdecimal()) and _LETTERS.fullmatch(mark):
        return f"^{mark}"
    return raised(before, mark, linked)
