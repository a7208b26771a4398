"""A section tree, as tools that take PDF files apart write it in JSON -> one document, laid out once.

Nodes have a `title`, a `text` in Markdown and `nodes` of their own. A node's `summary` and `prefix_summary` are the
tool's words, not the document's, and are not read.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from evidence.errors import RecordRefusedError
from evidence.model import Document
from indexers.files.cited import cited
from indexers.files.layout import Block, lay_out
from indexers.files.markdown_blocks import markdown_blocks
from indexers.files.markdown_text import plain
from indexers.files.names import document_id, readable
from indexers.files.page_document import as_guideline
from indexers.files.page_facts import is_guideline, status_of
from indexers.files.tree_pages import Printed, printed
from indexers.files.written_dates import first_dates
from indexers.intake import Refused

MAX_BYTES = 20 * 1024 * 1024
MAX_NODES = 100_000
_BELOW = ("nodes", "structure", "children", "sections")
_LONG = 60  # characters: a shorter last line of a page is no sentence that goes on on the next
_TOP = 12  # blocks in which a date of issue may stand

Json = Any  # of a file that anybody may have written


def read_section_tree(data: bytes, collection: str, name: str) -> Document | Refused:
    """The tree's document, or why it is refused: too large, no JSON, no text."""
    try:
        return _read(data, collection, name)
    except RecordRefusedError as error:
        return Refused(name, error.reason)


def tree_name(path: Path) -> str:
    """The file's name without .json and .gz."""
    name = readable(path.name).removesuffix(".gz")
    return name.removesuffix(".json") or name


def _read(data: bytes, collection: str, name: str) -> Document:
    nodes = list(_nodes(_value(data)))
    source = printed(_texts(nodes))
    blocks = _blocks(source, [title for title, _ in nodes])
    title = _title(blocks, source) or name
    blocks = _without(title, blocks)
    if not blocks:
        raise RecordRefusedError(name, "its nodes hold no text")
    laid = lay_out(title, blocks)
    issued, updated = first_dates(block.text for block in blocks[:_TOP] if block.kind != "heading")
    document = Document(
        id=document_id(collection, name),
        title=title,
        text=laid.text,
        source=collection,
        form="section-tree",
        sections=laid.sections,
        published=issued,
        links=cited(laid.references),
        status=status_of(block.text for block in blocks),
        url=source.address,
        revised=updated.date if updated.precision == "day" else "",
        edition=updated.date or issued.date,
        cells=laid.cells,
    )
    heads = [block.text for block in blocks[:_TOP] if block.kind == "heading"]
    return as_guideline(document, laid, source.site, is_guideline((title, source.title, *heads)))


def _value(data: bytes) -> Json:
    if len(data) > MAX_BYTES:
        raise RecordRefusedError("", f"the file is larger than {MAX_BYTES // 1024 // 1024} MB")
    try:
        return json.loads(data)
    except RecursionError as error:
        raise RecordRefusedError("", "its JSON is nested too deep") from error
    except ValueError as error:
        raise RecordRefusedError("", "it is not whole: it ends or breaks in the middle of its JSON") from error


def _nodes(value: Json) -> Iterator[tuple[str, str]]:
    """Title and text of each node, in the order of the tree. Raises RecordRefusedError for more than 100,000."""
    waiting = [value]
    count = 0
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            count += 1
            if count > MAX_NODES:
                raise RecordRefusedError("", f"it has more than {MAX_NODES:,} nodes")
            yield _string(node.get("title")), _string(node.get("text"))
            waiting += [node[key] for key in reversed(_BELOW) if isinstance(node.get(key), list)]


def _string(value: Json) -> str:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _texts(nodes: list[tuple[str, str]]) -> Iterator[str]:
    """The nodes' texts; a title that no text holds as a line stands before its node's as a heading."""
    lines = {line.strip().lstrip("#").strip() for _, text in nodes for line in text.splitlines()}
    for title, text in nodes:
        if text.strip():
            missing = title.strip() and title.strip() not in lines
            yield f"# {title.strip()}\n\n{text}" if missing else text


def _blocks(source: Printed, titles: list[str]) -> list[Block]:
    blocks: list[Block] = []
    headings = {title.strip() for title in titles}
    for page in source.pages:
        found = markdown_blocks(page, headings)
        headings |= {b.text[c.start : c.end] for b in found for c in b.cells if c.column == "Table of Contents"}
        if blocks and found and _goes_on(blocks[-1], found[0]):
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text} {found[0].text}")
            found = found[1:]
        blocks += found
    return blocks


def _goes_on(last: Block, first: Block) -> bool:
    """Whether a sentence runs from one page to the next."""
    running = last.kind in ("paragraph", "item") and first.kind == "paragraph"
    return running and len(last.text) >= _LONG and last.text[-1] not in ".?!:;" and first.text[:1].islower()


def _title(blocks: list[Block], source: Printed) -> str:
    """The heading that the printed pages are headed with, else the first heading, else that head itself."""
    headings = [block.text for block in blocks if block.kind == "heading"]
    named = next((heading for heading in headings if source.title.endswith(heading)), "")
    return named or next(iter(headings), plain(source.title))


def _without(title: str, blocks: list[Block]) -> list[Block]:
    """Without the heading that became the document's title."""
    at = next((i for i, block in enumerate(blocks) if block.kind == "heading" and block.text == title), len(blocks))
    return blocks[:at] + blocks[at + 1 :]
