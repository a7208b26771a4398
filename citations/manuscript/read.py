"""A text that cites, read: its statements, their marks, its reference list, and what of these does not fit."""

from collections.abc import Sequence

from citations.manuscript.characters import view
from citations.manuscript.decoded import decode, is_zip, kind_of, refuse_what_is_no_text
from citations.manuscript.docx import draw_docx
from citations.manuscript.drawn import Block, Drawn
from citations.manuscript.entered import enter
from citations.manuscript.entries import Entry
from citations.manuscript.given_entries import distinct, given_entries
from citations.manuscript.headings import opens_appendix
from citations.manuscript.html import draw_html
from citations.manuscript.keys import Entered, Keys, index_entries
from citations.manuscript.markdown import draw_markdown
from citations.manuscript.marks import find_marks
from citations.manuscript.model import Manuscript, Reference
from citations.manuscript.plain import draw_plain
from citations.manuscript.reference_list import find_references, outside
from citations.manuscript.remarks import fit_notes
from citations.manuscript.statements import make_statements


def read_manuscript(data: bytes, name: str, references: Sequence[Reference] = ()) -> Manuscript:
    """What the file states and cites. Its kind is told by content, then by the ending of `name`.

    With `references` (of `--references`) marks are looked up there first, by key, else by number in their order, by
    identifier, or by author and year; the text's own list fills in.

    Raises RecordRefusedError, with a plain sentence, for what cannot be read: an empty or binary file, a PDF, a broken
    or overgrown DOCX.
    """
    drawn = draw(data, name)
    seen = view(drawn.text)
    listed = find_references(drawn, seen)
    entered, doubled = enter(listed.entries, drawn, seen)
    given, twice = distinct(references)
    keys = index_entries((*given_entries(given), *_not_given(entered, given)))
    body = list(outside(listed.taken, drawn.blocks))
    appendix = _appendix(drawn, seen, body, listed.entries)
    stated = [block for block in body if block.start < appendix and block.role != "code"]
    found = find_marks(_only(seen, stated), stated, drawn, keys, set(listed.remarks))
    statements = tuple(make_statements(drawn, seen, body, found, keys.keys_of, appendix))
    notes = (*drawn.notes, *fit_notes(statements, keys, [*twice, *doubled], listed.remarks))
    return Manuscript(drawn.kind, drawn.text, statements, _references(keys), notes)


def draw(data: bytes, name: str) -> Drawn:
    """The text with its structure. Raises as `read_manuscript` does."""
    refuse_what_is_no_text(data, name)
    if is_zip(data):
        return draw_docx(data, name)
    text = decode(data, name)
    kind = kind_of(text, name)
    if kind == "html":
        return draw_html(text, name)
    return draw_markdown(text) if kind == "markdown" else draw_plain(text)


def _appendix(drawn: Drawn, seen: str, body: Sequence[Block], entries: Sequence[Entry]) -> int:
    """Where the account of how a report of ours was made begins, behind its references; the text's end in any other."""
    last = entries[-1].end if entries else len(seen)
    heads = (b.start for b in body if b.role == "heading" and b.start >= last and opens_appendix(seen[b.start : b.end]))
    return next(heads, len(seen))


def _only(seen: str, body: Sequence[Block]) -> str:
    """`seen` with line ends for all but these blocks, so that no mark is found there or across."""
    pieces: list[str] = []
    at = 0
    for block in body:
        pieces += ("\n" * (block.start - at), seen[block.start : block.end])
        at = block.end
    return "".join((*pieces, "\n" * (len(seen) - at)))


def _not_given(entered: tuple[Entered, ...], references: Sequence[Reference]) -> tuple[Entered, ...]:
    """The entries of the text's own list that no given reference stands for."""
    numbers = {each.label for each in given_entries(references)} | {reference.key for reference in references}
    return tuple(each for each in entered if each.label not in numbers and each.key not in numbers)


def _references(keys: Keys) -> tuple[Reference, ...]:
    return (*(each.reference for each in keys.entered), *keys.own.values())
