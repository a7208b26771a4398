"""Where each `[[source]]` of a source list stands in its text, with the comment above it.

A TOML library gives the comment above an entry to the entry before it, and would drop it with that one. Here it belongs
to the entry that it stands above, with no blank line between.
"""

import re
from dataclasses import dataclass

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(?:source|\"source\"|'source')[ \t]*\]\]")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `start` to `end` (exclusive) of a list's text: an entry and the comment above it."""

    start: int
    end: int
    comment: str  # without "#", "" where there is none


def lines_of(text: str) -> list[str]:
    """The lines with their ends: what TOML calls a line, so not at U+2028 or a form feed."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def blocks(lines: list[str]) -> tuple[Block, ...]:
    """The entries in their order. A text over several lines that itself holds such a header is taken for one."""
    headers = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    starts = [_comment_start(lines, header) for header in headers]
    ends = [*starts, len(lines)][1:]
    return tuple(
        Block(start, _last_line(lines, header, end), _comment(lines[start:header]))
        for start, header, end in zip(starts, headers, ends, strict=True)
    )


def _comment_start(lines: list[str], header: int) -> int:
    start = header
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _last_line(lines: list[str], header: int, end: int) -> int:
    """After the entry's last field and the comments right below it; what follows a blank line is not the entry's."""
    last = end
    while last > header + 1 and lines[last - 1].lstrip()[:1] in ("", "#"):
        last -= 1
    while last < end and lines[last].lstrip().startswith("#"):
        last += 1
    return last


def _comment(lines: list[str]) -> str:
    return "\n".join(line.strip().removeprefix("#").strip() for line in lines)
