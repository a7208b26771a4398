"""What writers and readers of bibliographic formats agree on: how an abstract is printed, and what a format cannot hold.

RIS, BibTeX and CSL-JSON have no field for the parts of an abstract, for initials that do not follow from the given
names, and for a few more things. What would be lost is kept as one line of JSON (`Kept`) in a field that other programs
pass over. A reader believes it only where it agrees with the fields that people see, and may have edited since.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from evidence.model import Author

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # as BibTeX's macros
_UNPRINTED = frozenset({"", "Abstract", "ABSTRACT", "Body"})  # labels that say nothing to a reader
_LABELLED = re.compile(r"[A-Za-z][A-Za-z0-9 ,/&()'-]*(?::\s|- )")  # how a text begins that may be cut at labels
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAMED_GROUP = re.compile(r"\S+ (?:\S+ )*\S*[a-z]{4,}")  # no one takes it for a family name and initials
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_NAME_LIMIT = 500  # characters

Part = tuple[str, str, str]  # label, category, body


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part of an abstract; the body is `length` characters of the printed one, with line breaks at `breaks` in it."""

    label: str = ""
    category: str = ""
    length: int = 0
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What the record's own fields do not say; the default says that they say everything."""

    name: str = ""  # of the document in its collection, where the format's key is another
    untyped: bool = False  # no publication type is stated: none follows from the kind of the record
    preprint: bool = False
    keywords: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    vernacular: str = ""
    authors: tuple[Author, ...] = ()
    parts: tuple[KeptPart, ...] = ()


_decoder = msgspec.json.Decoder(Kept)


def kept_json(kept: Kept) -> str:
    """One line of JSON in ASCII, without what is not needed; "" where nothing is."""
    given = _given(msgspec.to_builtins(kept))
    return _ascii(msgspec.json.encode(given).decode()) if given else ""


def _given(value: Any) -> Any:
    """`value` without the members that are empty."""
    if isinstance(value, dict):
        return {name: _given(each) for name, each in value.items() if each}
    return [_given(each) for each in value] if isinstance(value, tuple | list) else value


def read_kept(text: str) -> Kept:
    """What `kept_json` wrote; nothing where it is something else."""
    try:
        return _decoder.decode(text) if text else Kept()
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        return Kept()


def _ascii(text: str) -> str:
    """JSON in which other characters, and braces in strings, are escapes: no program's encoding, line breaking or
    counting of braces changes them."""
    return "".join(
        part
        if outside
        else "".join(c if c.isascii() and c.isprintable() and c not in "{}" else _escape(c) for c in part)
        for outside, part in _in_and_outside_strings(text)
    )


def _in_and_outside_strings(text: str) -> Iterator[tuple[bool, str]]:
    at = 0
    for found in _STRING.finditer(text):
        yield True, text[at : found.start()]
        yield False, found[0]
        at = found.end()
    yield True, text[at:]


def _escape(character: str) -> str:
    return "".join(f"\\u{unit:04x}" for unit in _utf16(character))


def _utf16(character: str) -> list[int]:
    raw = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)]


def printed(parts: tuple[Part, ...]) -> str:
    """The abstract on one line, as PubMed prints it: "BACKGROUND: It bleeds. METHODS: We counted." """
    return " ".join(_prefix(label) + body.replace("\n", " ") for label, _category, body in parts)


def kept_parts(parts: tuple[Part, ...]) -> tuple[KeptPart, ...]:
    """What the printed abstract does not show; empty where that is the one part as it stands."""
    if not parts or (len(parts) == 1 and parts[0][:2] == ("", "") and not _is_ambiguous(parts[0][2])):
        return ()
    return tuple(
        KeptPart(label, category, len(body), tuple(i for i, c in enumerate(body) if c == "\n"))
        for label, category, body in parts
    )


def restored(abstract: str, kept: tuple[KeptPart, ...]) -> list[Part]:
    """The parts of a printed abstract; none where it is not the one that was kept."""
    found: list[Part] = []
    at = 0
    for part in kept:
        start = at + len(_prefix(part.label))
        body = abstract[start : start + part.length]
        if abstract[at:start] != _prefix(part.label) or len(body) != part.length or not body:
            return []
        found.append((part.label, part.category, _broken(body, part.breaks)))
        at = start + part.length + 1
        if abstract[at - 1 : at] not in ("", " "):
            return []
    return found if at == len(abstract) + 1 else []


def _broken(body: str, breaks: tuple[int, ...]) -> str:
    places = {i for i in breaks if body[i : i + 1] == " "}
    return "".join("\n" if i in places else c for i, c in enumerate(body)) if places else body


def _prefix(label: str) -> str:
    return "" if label in _UNPRINTED else f"{label}: "


def _is_ambiguous(body: str) -> bool:
    return "\n" in body or _LABELLED.match(body) is not None


def initials_of(given: str) -> str:
    """The initials that given names have: "Jean-Paul R." JPR; up to three capitals are initials themselves."""
    if given.isalpha() and given.isupper() and len(given) <= 3:
        return given
    return "".join(word[0] for word in _WORDS.findall(given[:_NAME_LIMIT]))


def is_plain(author: Author) -> bool:
    """Whether "Family, Given, Suffix", or a group's name, says all of an author and nothing else."""
    if author.collective:
        alone = author == Author(collective=author.collective)
        return alone and _NAMED_GROUP.fullmatch(author.collective) is not None and _is_simple(author.collective)
    return (
        bool(author.family and author.given)
        and all(_is_simple(part) for part in (author.family, author.given, author.suffix))
        and author.initials == initials_of(author.given)
    )


def _is_simple(name: str) -> bool:
    return not re.search(r"[,;{}\\\"]|\band\b|^\s|\s$", name, re.IGNORECASE) and len(name) <= _NAME_LIMIT


def agree(kept: tuple[Author, ...], read: tuple[Author, ...]) -> bool:
    """Whether authors that were kept are those that a record shows: as many, and each by a name that stands there."""
    return len(kept) == len(read) and all(_shows(k, r) for k, r in zip(kept, read, strict=True))


def _shows(kept: Author, read: Author) -> bool:
    shown = shown_letters(" ".join((read.family, read.given, read.initials, read.collective, read.suffix)))
    return shown_letters(kept.collective or kept.family) in shown


def shown_letters(text: str) -> str:
    """Letters and digits alone, for comparison."""
    return "".join(c for c in text.casefold() if c.isalnum())
