"""Errors in figures: another number, another unit, another comparison, a figure that the paper does not have."""

import random
import re
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.planted.elsewhere import figures, holds, said_elsewhere
from benchmarks.planted.model import Change, Sentence, Words
from benchmarks.planted.replace import Put, both_ways, each_put, put
from evidence.text.numbers import Number, numbers

LEAST = Decimal("0.05")  # relative change of a number
# before a number that is a name, a vague number, or one whose change may leave the sentence true
_NO_FIGURE = re.compile(
    r"(?:type|grade|stage|phase|class|group|day|level|chapter|study|trial|exons?|chromosome|figure|table|version|about"
    r"|approximately|approx\.|around|nearly|almost|roughly|some|over|under|up to|than|least|most|95|99|[~≈<>≤≥^])\s?\Z",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\s?%?\s?(?:CI|confidence|credible)", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:within|between|from|range|to)\b", re.IGNORECASE)


def number(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """One number changed by a digit, by two digits in the other order, or by its decimal point."""
    del words
    found = [each for each in numbers(sentence.text) if _is_figure(each, sentence.text)]
    chance.shuffle(found)
    for each in found:
        for written in _otherwise(each.text, chance):
            made = put(sentence.text, each.start, each.end, written)
            now = next((n for n in numbers(made.text) if n.start == each.start), None)
            if now and now.unit == each.unit and _differs(each, now) and not holds(sentence.source, now):
                yield Change(made.text, made.what)
                break


def _is_figure(each: Number, text: str) -> bool:
    if each.relation not in ("", "=") or _NO_FIGURE.search(text[max(0, each.start - 14) : each.start]):
        return False
    return not _LEVEL.match(text, each.end) and bool(re.fullmatch(r"[\d.,]+", each.text)) and len(each.text) < 9


def _otherwise(written: str, chance: random.Random) -> list[str]:
    """The number written wrong in several ways, in random order."""
    digits = [k for k, char in enumerate(written) if char.isdigit()]
    k = chance.choice(digits)
    digit = chance.choice([d for d in "123456789" if d != written[k]])
    ways = [written[:k] + digit + written[k + 1 :]]
    if len(digits) > 1:
        a, b = digits[-2], digits[-1]
        ways.append("".join(written[{a: b, b: a}.get(i, i)] for i in range(len(written))))
    if "." not in written and "," not in written:
        ways.append(written + "0" if len(written) < 4 else written[:-1])
    chance.shuffle(ways)
    return [way for way in ways if not re.match(r"0\d", way) and way[-1].isdigit()]


def _differs(old: Number, new: Number) -> bool:
    """By enough, and not into what cannot be (a share above 100%, a p value above 1)."""
    if old.value <= 1 < new.value or (old.unit == "%" and old.value <= 100 < new.value):
        return False
    return abs(new.value - old.value) >= LEAST * max(abs(old.value), abs(new.value))


def unit(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """Another unit after a number."""
    del chance
    table = both_ways(words.units)
    for each in numbers(sentence.text):
        rest = sentence.text[each.end :]
        found = next(each_put(rest, table, exact=True), None) if each.unit else None
        if found is None or not re.fullmatch(r"[\s-]?", rest[: found.start]):
            continue
        made = sentence.text[: each.end] + found.text
        now = next((n for n in numbers(made) if n.start == each.start), None)
        if now and now.unit and now.unit != each.unit and not holds_unit(sentence, now):
            yield Change(made, f"{each.text} {found.what}")


def holds_unit(sentence: Sentence, number: Number) -> bool:
    """Whether the document states this value with this very unit."""
    return any(n.value == number.value and n.unit == number.unit for n in figures(sentence.source))


def comparison(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """More than for less than, > for <: only before a number that the document never sets another comparison to."""
    del chance
    for found in _compared(sentence.text, words):
        value = next((n for n in numbers(found.text) if 0 <= n.start - found.start <= len(found.new) + 2), None)
        if value is None or _alone(sentence, value) is False:
            continue
        yield Change(found.text, f"{found.what} {value.text}")


def _compared(text: str, words: Words) -> Iterator[Put]:
    table = both_ways(words.relations)
    yield from each_put(text, tuple(p for p in table if p[0][0].isalpha()))
    signs = {old: new for old, new in table if not old[0].isalpha()}
    for match in re.finditer("[<>≤≥]", text):
        if match.group() in signs:
            yield put(text, match.start(), match.end(), signs[match.group()])


def _alone(sentence: Sentence, value: Number) -> bool:
    """Whether the document never names this value with the comparison that was put."""
    same = [n for n in figures(sentence.source) if n.value == value.value and (n.unit == value.unit or not n.unit)]
    if not value.relation:
        return len(same) == 1
    return all(n.relation not in (value.relation, _OTHER[value.relation]) for n in same)


_OTHER = {"<": "≤", "≤": "<", ">": "≥", "≥": ">", "=": "="}


def figure_not_in_it(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """A sentence without figures is given one that its paper does not have."""
    if numbers(sentence.text, words=True) or "(" in sentence.text[-30:]:
        return
    for _ in range(5):
        template = chance.choice(words.figures)
        figure = chance.choice([chance.randint(11, 97), chance.randint(11, 97), chance.randint(103, 989)])
        written = template.format(n=figure if "%" not in template else chance.randint(11, 97))
        made = sentence.text[:-1] + written + "."
        added = numbers(made)
        if added and not any(holds(sentence.source, n, any_unit=True) for n in added):
            yield Change(made, f"added{written}")
            return


def absolute(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """A relative effect told as an absolute one."""
    del chance
    for found in (*_folds(sentence.text), *each_put(sentence.text, words.absolute)):
        told = re.search(r"(?<![\w.-])\d+(?:\.\d+|%)", found.text[found.start : found.end + 60])
        if (told or "point" in found.new) and not said_elsewhere(found.text, sentence, r"\b(?:absolute|points?)\b"):
            yield Change(found.text, found.what)


def _folds(text: str) -> Iterator[Put]:
    """A 3-fold increase -> a 3 percentage point increase."""
    for match in re.finditer(
        r"(?<![\w.-])(\d+(?:\.\d+)?)(?:-| )?fold (?=higher|lower|greater|increase|decrease|reduc|more|less)", text
    ):
        yield put(text, match.start(), match.end(), f"{match[1]} percentage point{_plural(text, match.end())} ")


def _plural(text: str, at: int) -> str:
    return "s" if text[at : at + 6].startswith(("higher", "lower", "great", "more", "less")) else ""
