"""The word lists of wordlists/, read once into tables of keys."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from citations.judges.spelling_of_words import key_of
from evidence.text.any_of import any_of

_FOLDER = Path(__file__).with_name("wordlists")
_WORD = re.compile(r"[^\W\d_]+|\d+|[<>≤≥±%^]")
Phrase = tuple[tuple[str, ...], tuple[str, ...]]  # the keys that are written, the keys that stand for them


@cache
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """First key -> the phrases that begin with it, longest first."""
    found: dict[str, list[Phrase]] = {}
    known: set[tuple[str, ...]] = set()
    for names in (*_synonyms(), *([name] for name in _names_of_kinds())):
        target = _target(names[0])
        for name in names:
            written = _keys(name)
            if not _is_short(name) and written not in known and written != target:
                known.add(written)
                found.setdefault(written[0], []).append((written, target))
    return {first: tuple(sorted(each, key=lambda p: -len(p[0]))) for first, each in found.items()}


def _target(name: str) -> tuple[str, ...]:
    """One key for a name of several words; "not significant" stays a denial of its own."""
    written = _keys(name)
    return written if written[0] == "not" else ("_".join(written),)


@cache
def _short() -> tuple[re.Pattern[str], dict[str, str]]:
    """(names in capitals, name -> the first name of its group)."""
    found = {name: names[0] for names in _synonyms() for name in names if _is_short(name)}
    return re.compile(rf"(?<![\w-])({any_of(found)})s?(?![\w-])"), found


def in_full(folded: str) -> str:
    """Common short forms in full: OR is an odds ratio, CI a confidence interval."""
    pattern, found = _short()
    return pattern.sub(lambda match: found[match[1]], folded)


@cache
def plain_words() -> frozenset[str]:
    """Keys that change nothing, wherever they stand."""
    return frozenset(
        k for part in _under("harmless", "words") for word in re.split(r"[|\s]", part) for k in _keys(word)
    )


@cache
def weak_words() -> frozenset[str]:
    """Keys of adverbs that a claim may leave out, not add."""
    return frozenset(key(word) for part in _under("harmless", "adverbs") for word in part.split())


@cache
def kinds() -> dict[str, str]:
    """Key -> what is lost or added with it: negation, certainty, species, ... The first kind that names it."""
    found: dict[str, str] = {}
    for line in _lines("kinds"):
        kind, words = line.split(":", 1)
        for name in words.split("|"):
            found.setdefault(key(name.strip()), kind)
    return found


@cache
def opposites() -> dict[frozenset[str], str]:
    """Two keys -> the kind of their opposition."""
    found: dict[frozenset[str], str] = {}
    for line in _lines("opposites"):
        kind, pair = line.split(":", 1)
        found.setdefault(frozenset(key(side.strip()) for side in pair.split("|")), kind)
    return found


@cache
def frame_words() -> frozenset[str]:
    """What reporting frames are made of, in small letters."""
    return frozenset(word for part in _under("harmless", "frames") for word in part.split())


@cache
def label_names() -> tuple[str, ...]:
    """Headings that stand at the head of a section's first sentence."""
    return tuple(name.strip() for part in _under("harmless", "labels") for name in part.split("|"))


def key(name: str) -> str:
    """The one key of a name: what stands for it, joined where it has several words."""
    written = _keys(name)
    for words, target in phrases().get(written[0], ()):
        if words == written:
            return "_".join(target)
    return "_".join(written)


def _synonyms() -> Iterator[list[str]]:
    for line in _lines("synonyms"):
        yield [name.strip() for name in line.split("|")]


def _names_of_kinds() -> Iterator[str]:
    for line in _lines("kinds"):
        yield from (name.strip() for name in line.split(":", 1)[1].split("|"))
    for line in _lines("opposites"):
        yield from (name.strip() for name in line.split(":", 1)[1].split("|"))


def _keys(name: str) -> tuple[str, ...]:
    return tuple(key_of(word) for word in _WORD.findall(name))


def _is_short(name: str) -> bool:
    return name.isupper() and name[0].isalpha()


def _under(file: str, head: str) -> Iterator[str]:
    for line in _lines(file):
        kind, rest = line.split(":", 1)
        if kind == head:
            yield rest.strip()


def _lines(file: str) -> Iterator[str]:
    for line in (_FOLDER / f"{file}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
