"""Controls: nothing is made wrong. The sentence as it stands, or said as honestly in another form."""

import random
import re
from collections.abc import Iterator

from benchmarks.planted.model import Change, Pairs, Sentence, Words
from benchmarks.planted.replace import each_put
from evidence.text.numbers import numbers
from evidence.text.typography import fold

_JOINED = re.compile(
    r"[;:]|[a-z)] ?\. |^(?:and|but|or|see)\b"
    r"|, (?:and|but|whereas|while|which|who|or|so)\b|\b(?:but|whereas|while|which|because|although|respectively)\b"
)
_OPENS = re.compile(r"(?:[A-Z][a-z]+|[A-Z]) ")


def verbatim(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """As it stands; every fourth in quotation marks, with words that lead it in."""
    if chance.random() < 0.25 and not re.search(r"[\"“”]", sentence.text):
        yield Change(chance.choice(words.quoted).format(q=sentence.text.rstrip(".")), "nothing, in quotation marks")
    else:
        yield Change(sentence.text, "nothing")


def typography(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """Other dashes, spaces, quotation marks, ligatures."""
    yield from _rewritten(sentence.text, words.typography, chance)


def unit_form(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """The same unit or number in another form; every value stays."""
    for made in _rewritten(sentence.text, words.unit_forms, chance):
        if [n.value for n in numbers(made.claim)] == [n.value for n in numbers(sentence.text)]:
            yield made


def _rewritten(text: str, forms: Pairs, chance: random.Random) -> Iterator[Change]:
    """All forms that fit, or one of them."""
    fitting = [(old, new) for old, new in forms if re.search(old, text)]
    if not fitting:
        return
    used = fitting if chance.random() < 0.5 else [chance.choice(fitting)]
    made = text
    for old, new in used:
        made = re.sub(old, new, made)
    if made != text:
        yield Change(made, "; ".join(f"{old} -> {new}" for old, new in used))


def synonym(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """One or two words put for others that mean the same."""
    table = words.synonyms
    found = list(each_put(sentence.text, table))
    if not found:
        return
    first = chance.choice(found)
    more = [f for f in each_put(first.text, table) if f.start > first.start + len(first.new)]
    second = chance.choice(more) if more and chance.random() < 0.4 else None
    yield Change(second.text if second else first.text, first.what + (f"; {second.what}" if second else ""))


def order(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """In patients with asthma, X fell. -> X fell in patients with asthma. Only where one statement follows the phrase."""
    del chance
    head, comma, rest = sentence.text.partition(", ")
    first = head.partition(" ")[0]
    plain = comma and first in words.leading and 2 < len(head.split()) < 13 and not re.search(r"[,;:()]", head)
    if not plain or "," in rest or _JOINED.search(rest) or not _OPENS.match(rest[:1].upper() + rest[1:] + " "):
        return
    made = f"{rest[:1].upper()}{rest[1:-1]} {head[:1].lower()}{head[1:]}."
    yield Change(made, f"{head} -> to the end")


def prints_alike(one: str, other: str) -> bool:
    """Whether only typography tells the two texts apart."""
    return " ".join(fold(one).split()) == " ".join(fold(other).split())
