"""Headings that stand at the beginning of their paragraph, as in structured abstracts: "Methods: We searched ..."."""

from collections.abc import Iterable
from dataclasses import replace

from indexers.files.pdf.headings import run_in
from indexers.files.pdf.values import Block


def parted(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, a paragraph that begins with a heading parted into the two."""
    return [part for block in blocks for part in _parts(block)]


def _parts(block: Block) -> list[Block]:
    first = block.lines[0]
    lead = run_in(first) if block.kind == "paragraph" else ""
    rest = first.text[len(lead) :].lstrip()
    if not lead or not rest:
        return [block]
    heading = replace(block, kind="heading", lines=(replace(first, text=lead.strip().rstrip(":. "), cells=(lead,)),))
    return [heading, replace(block, lines=(replace(first, text=rest, cells=(rest,)), *block.lines[1:]))]
