"""Markdown (CommonMark with footnotes and tables): the file's own characters, with its structure found in them."""

import re
from collections.abc import Iterator

from citations.manuscript.characters import view
from citations.manuscript.drawn import Block, Drawn, Link, Role
from citations.manuscript.headings import is_section_name
from citations.manuscript.lines import Line, lines, paragraphs
from citations.manuscript.plain import role_of

_HEADING = re.compile(r"#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})")
_RULE = re.compile(r"(?:[-*_] ?){3,}|:{3,}.{0,100}")
_BOLD_LINE = re.compile(r"(?:\*\*|__)[^*_]{1,100}(?:\*\*:?|__:?)")
_DELIMITER = re.compile(r"\|?(?: ?:?-{1,40}:? ?\|)+(?: ?:?-{1,40}:? ?)?|\|? ?:?-{3,40}:? ?\|?")
_DEFINITION = re.compile(r"\[(\^?)([^\[\]\n]{1,80})\]: ?(?=\S)")
_ADDRESS = re.compile(r"<?(?:https?://|www\.|doi\.org|#)\S+", re.I)
_FENCE = re.compile(r"(?:```|~~~)")
_URL = r"<?(?P<url>(?:[^\s()<>]|\([^\s()<>]{0,200}\)){1,2000})>?(?: +[\"'(][^\n]{0,300}?[\"')])?"
_LINK = re.compile(
    rf"\[(?P<shown>(?:[^\[\]\n]|\n(?!\n)|\\\[|\\\]|\[[^\[\]\n]{{0,60}}\]){{1,400}}?)\]"
    rf"(?:\( ?{_URL} ?\)|\[(?P<label>[^\[\]\n]{{1,80}})\])|<(?P<bare>https?://[^\s<>]{{1,2000}})>"
)
_NOTE_MARK = re.compile(r"\[\^([^\[\]\s]{1,80})\](?!:)")


def draw_markdown(text: str) -> Drawn:
    """The text with its blocks, links, footnotes and link definitions."""
    seen = view(text)
    blocks = tuple(_blocks(list(lines(seen))))
    labels = {block.label.casefold() for block in blocks if block.role == "definition"}
    return Drawn("markdown", text, blocks, tuple(_links(seen, labels)), wraps=True)


def _blocks(all_lines: list[Line]) -> Iterator[Block]:
    """Block by block; code fences first, since nothing inside one is structure."""
    pending: list[Line] = []
    fence: Line | None = None
    for line in _without_front_matter(all_lines):
        if not _FENCE.match(line.text):
            if fence is None:
                pending.append(line)
            continue
        yield from _of_lines(pending)
        pending = []
        if fence is not None:
            yield Block(fence.start, line.end, "code")
        fence = None if fence is not None else line
    yield from _of_lines(pending)


def _without_front_matter(all_lines: list[Line]) -> list[Line]:
    """Without the YAML between two lines of dashes at the top."""
    if not all_lines or all_lines[0].text != "---":
        return all_lines
    ends = (place for place, line in enumerate(all_lines[1:200], start=1) if line.text in ("---", "..."))
    return all_lines[next(ends, -1) + 1 :]


def _of_lines(group: list[Line]) -> Iterator[Block]:
    for part in paragraphs([_unquoted(line) for line in group]):
        yield from _of_paragraph(part)


def _unquoted(line: Line) -> Line:
    """A line without the ">" of a block quotation."""
    text = line.text
    while text.startswith(">"):
        text = text[1:].lstrip()
    return Line(line.end - len(text), line.end, text, line.indent) if text is not line.text else line


def _of_paragraph(group: list[Line]) -> Iterator[Block]:
    """A paragraph's lines, cut at headings, table rows, definitions and rules."""
    pending: list[Line] = []
    label, role = "", ""
    for place, line in enumerate(group):
        found = _own_role(line, group, place)
        if found is None:
            pending.append(line)
            continue
        yield from _joined(pending, role, label)
        pending, label, role = [], "", ""
        if found in ("note", "definition"):
            pending, role = [line], found
            label = _label(line.text)
        elif found:
            yield Block(line.start, line.end, found)  # type: ignore[arg-type]
    yield from _joined(pending, role, label)


def _joined(pending: list[Line], role: str, label: str) -> Iterator[Block]:
    if pending:
        kind: Role = role or role_of(pending)  # type: ignore[assignment]
        bold = len(pending) == 1 and _BOLD_LINE.fullmatch(pending[0].text)
        yield Block(pending[0].start, pending[-1].end, "heading" if bold and not role else kind, label)


def _label(text: str) -> str:
    match = _DEFINITION.match(text)
    return f"{match[1]}{match[2]}" if match else ""


def _own_role(line: Line, group: list[Line], place: int) -> str | None:
    """What one line is by itself; "" for what draws a line only, None for running text."""
    text = line.text
    if _HEADING.match(text) or is_section_name(text):
        return "heading"
    if definition := _DEFINITION.match(text):
        if definition[1]:
            return "note"
        return "definition" if _ADDRESS.match(text, definition.end()) else None
    if _RULE.fullmatch(text) or (_DELIMITER.fullmatch(text) and "-" in text) or _UNDERLINE.fullmatch(text):
        return ""
    follows = group[place + 1].text if place + 1 < len(group) else ""
    if "|" in text and (text.startswith("|") or _DELIMITER.fullmatch(follows)):
        return "head-row" if _DELIMITER.fullmatch(follows) else "row"
    return "heading" if place == 0 and _UNDERLINE.fullmatch(follows) else None


def _links(seen: str, labels: set[str]) -> Iterator[Link]:
    """Links and the marks of footnotes, in order."""
    found = [Link(m.start(), m.end(), m.start(), m.end(), "", f"^{m[1]}") for m in _NOTE_MARK.finditer(seen)]
    for match in _LINK.finditer(seen):
        link = _link(seen, match, labels)
        if link is not None:
            found.append(link)
    return iter(sorted(found, key=lambda link: link.start))


def _link(seen: str, match: re.Match[str], labels: set[str]) -> Link | None:
    if match["bare"]:
        return Link(match.start(), match.end(), match.start("bare"), match.end("bare"), match["bare"])
    if seen[match.start() - 1 : match.start()] == "!":  # an image
        return None
    shown = match.span("shown")
    if match["label"]:
        label = match["label"]
        return (
            Link(*match.span(), *shown, "", label) if label.casefold() in labels and not label.startswith("^") else None
        )
    return Link(*match.span(), *shown, match["url"])
