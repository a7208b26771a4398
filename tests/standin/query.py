"""The part of PubMed's search language that the stand-in knows, evaluated from left to right as PubMed does.

Words, "phrases" (as all their words), [uid], N:M[UID], [edat] with ranges, AND, OR, NOT in capitals, brackets; two terms
side by side are joined by AND.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.standin.holdings import Holdings, words_of

_TOKEN = re.compile(r'\(|\)|"[^"]*"(?:\s*:\s*"[^"]*")?(?:\s*\[[^\]]*\])?|[^\s()"\[]+(?:\s*\[[^\]]*\])?')
_TERM = re.compile(r"(.*?)\s*(?:\[([^\]]*)\])?", re.DOTALL)
_FIELDS = {"uid": "uid", "pmid": "uid", "edat": "edat", "date - entry": "edat", "all fields": "", "tiab": "", "ti": ""}


@dataclass(slots=True)
class Understood:
    """What matches, and what PubMed would say of the query."""

    pmids: set[int] = field(default_factory=set)
    translation: str = ""
    phrases_not_found: list[str] = field(default_factory=list)
    fields_not_found: list[str] = field(default_factory=list)
    quoted_not_found: list[str] = field(default_factory=list)


def understand(query: str, holdings: Holdings) -> Understood:
    """The records that match."""
    made = Understood()
    tokens = iter(_TOKEN.findall(query))
    made.pmids, made.translation = _evaluate(tokens, holdings, made)
    return made


def _evaluate(tokens: Iterator[str], holdings: Holdings, made: Understood) -> tuple[set[int], str]:
    found: set[int] | None = None
    said = ""
    operator = "AND"
    for token in tokens:
        if token == ")":
            break
        if token in ("AND", "OR", "NOT"):
            operator = token
            continue
        if token == "(":
            inside, words = _evaluate(tokens, holdings, made)
            words = f"({words})"
        else:
            term = _term(token, holdings, made)
            if term is None:
                continue
            inside, words = term
        if found is None:
            found, said = inside, words
        else:
            found = {"AND": found & inside, "OR": found | inside, "NOT": found - inside}[operator]
            said = f"{said} {operator} {words}"
        operator = "AND"
    return found or set(), said


def _term(token: str, holdings: Holdings, made: Understood) -> tuple[set[int], str] | None:
    text, tag = _TERM.fullmatch(token).groups()  # type: ignore[union-attr]  # it matches everything
    kind = _FIELDS.get((tag or "all fields").lower())
    if kind is None:
        made.fields_not_found.append(str(tag))
        kind = ""
    if kind == "uid":
        low, _, high = text.partition(":")
        first, last = int(low), int(high or low)
        return {p for p in holdings.records if first <= p <= last}, f"{text}[UID]"
    if kind == "edat":
        first_day, _, last_day = text.replace('"', "").partition(":")
        return entered(holdings, first_day, last_day or first_day), f"{text}[Date - Entry]"
    words = words_of(text)
    if any(word not in holdings.by_word for word in words):
        if text.startswith('"'):
            made.quoted_not_found.append(text)
        else:
            made.phrases_not_found.append(text)
        return set(), f"{text}[All Fields]"
    bare = text.strip('"')
    return set.intersection(*(holdings.by_word[w] for w in words)) if words else set(), f'"{bare}"[All Fields]'


def entered(holdings: Holdings, first: str, last: str) -> set[int]:
    """Records by entry date, 2020/01/31 or shorter, both included."""
    low, high = _day(first, 1, 1), _day(last, 12, 31)
    return {p for p, record in holdings.records.items() if record.entered and low <= record.entered <= high}


def _day(text: str, month: int, day: int) -> date:
    parts = [int(part) for part in text.strip().split("/")]
    parts += [month, day][len(parts) - 1 :]
    while True:
        try:
            return date(*parts)
        except ValueError:  # 31 in a shorter month
            parts[2] -= 1
