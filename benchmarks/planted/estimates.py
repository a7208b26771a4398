"""Errors between an estimate and what stands beside it: a bound told as the estimate, p for CI, the other arm's figure."""

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from benchmarks.planted.elsewhere import figures
from benchmarks.planted.model import Change, Sentence, Words
from benchmarks.planted.replace import put
from evidence.text.arms import Arms, arms
from evidence.text.findings import Finding, read
from evidence.text.numbers import Number, numbers

_ARMS = re.compile(r"\b(?:groups?|arms?|placebo|controls?|respectively|than|compared|versus|vs)\b", re.IGNORECASE)
_SAME = re.compile(
    r"\b(?:similar\w*|no (?:significant )?difference|did not differ|comparable|equal\w*)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?P<lead>in|for|of|to|with|among|by) the (?P<name>(?:[\w-]+ ){0,2}?[\w-]+) (?P<noun>group|arm|patients|women|men|children)\b"
)


def bound(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """0.48 (95% CI 0.39-0.59) -> 0.39: a bound that stands once in the paper, told as the estimate."""
    del words
    for each in read(sentence.text).findings:
        if each.interval is None or each.interval.kind not in ("CI", "CrI"):
            continue
        which = chance.choice((each.interval.low, each.interval.high))
        span = _with_interval(sentence.text, each)
        if span and which.value != each.estimate.value and _times(sentence, which) == 1:
            made = put(sentence.text, *span, which.text + _unit_of(sentence.text, each, which))
            yield Change(made.text, f"{each.estimate.text} -> {which.text}, the bound")


def _with_interval(text: str, each: Finding) -> tuple[int, int] | None:
    """From the estimate to the end of its interval, or of the bracket that holds nothing else."""
    if each.interval is None:
        return None
    start, end = each.estimate.start, each.interval.high.end
    end += 1 if text[end : end + 1] == "%" else 0
    inside = text[start:end]
    if inside.count("(") == inside.count(")"):
        return start, end
    closes = text[end : end + 1] == ")" and inside.count("(") == inside.count(")") + 1
    return (start, end + 1) if closes else None


def _unit_of(text: str, each: Finding, bound: Number) -> str:
    """The unit as it is written after the estimate, where the bound is of the same."""
    match = re.compile(r"\s?%|\s[A-Za-z/%]{1,12}(?=\s?[(\[,;])").match(text, each.estimate.end)
    return match.group() if match and (each.estimate.unit or bound.unit) else ""


def _times(sentence: Sentence, number: Number) -> int:
    return sum(n.value == number.value for n in figures(sentence.source))


def p_for_ci(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """A bound of the interval told as p, or p told as the interval."""
    del words
    for each in read(sentence.text).findings:
        if each.interval is None or each.p is None or each.interval.kind != "CI":
            continue
        low, high, p = each.interval.low, each.interval.high, each.p.number
        bounds = [b for b in (low, high) if 0 < b.value < 1 and b.value != p.value and not b.unit]
        ways = [
            (p.start, p.end, b.text, f"p {p.text} -> {b.text}, a bound") for b in bounds if _times(sentence, b) == 1
        ]
        ways.append((low.start, high.end, p.text, f"CI {sentence.text[low.start : high.end]} -> {p.text}, the p value"))
        start, end, new, what = chance.choice(ways)
        yield Change(put(sentence.text, start, end, new).text, what)


def wrong_arm(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """The two arms' figures, or the two arms' names, in each other's place."""
    del words
    pairs = [each for each in arms(sentence.text, read(sentence.text)) if _are_apart(sentence, each)]
    pairs = [each for each in pairs if _words_of(sentence.text, each.first) == _words_of(sentence.text, each.second)]
    if not pairs or _SAME.search(sentence.text) or not _ARMS.search(sentence.text):
        return
    ways = list(_names(sentence.text, pairs[0])) or [_figures(sentence.text, pairs[0])]
    ways.append(_figures(sentence.text, pairs[0]))
    yield chance.choice(ways)


def _are_apart(sentence: Sentence, each: Arms) -> bool:
    """Whether the figures differ and each stands with one arm alone: nowhere else in the paper in the other order."""
    first, second = each.first.estimate, each.second.estimate
    if first.value == second.value or {first.relation, second.relation} != {""}:
        return False
    values = [n.value for n in figures(sentence.source)]
    return (second.value, first.value) not in pairwise(values)


def _figures(text: str, each: Arms) -> Change:
    one, two = _span(text, each.first), _span(text, each.second)
    made = text[: one[0]] + text[slice(*two)] + text[one[1] : two[0]] + text[slice(*one)] + text[two[1] :]
    made = made[:1].upper() + made[1:]
    return Change(made, f"{text[slice(*one)]} and {text[slice(*two)]} changed places")


def _span(text: str, each: Finding) -> tuple[int, int]:
    """The finding with the per cent sign and the brackets that belong to it."""
    end = each.end + (text[each.end : each.end + 1] == "%")
    while text[each.start : end].count("(") > text[each.start : end].count(")") and text[end : end + 1] == ")":
        end += 1
    return each.start, end


def _words_of(text: str, each: Finding) -> list[str]:
    """The words within the figures, numbers aside: where the arms' names are among them, they would move along."""
    written = text[slice(*_span(text, each))]
    counted = numbers(written, words=True)
    bare = "".join(" " if any(n.start <= k < n.end for n in counted) else char for k, char in enumerate(written))
    return re.findall(r"[a-z]+", bare.lower())


def _names(text: str, each: Arms) -> Iterator[Change]:
    """12% in the placebo group and 18% in the drug group: the names change places, if each stands once beside a figure."""
    found = list(_NAMED.finditer(text))
    if len(found) != 2 or found[0]["name"].lower() == found[1]["name"].lower() or "respectively" in text:
        return
    a, b = found
    if abs(a.start() - each.first.end) > 60 or abs(b.start() - each.second.end) > 60:
        return
    made = (
        text[: a.start("name")] + b["name"] + text[a.end("name") : b.start("name")] + a["name"] + text[b.end("name") :]
    )
    yield Change(made, f"{a['name']} and {b['name']} changed places")
