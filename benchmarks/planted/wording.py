"""Errors in words: direction, negation, certainty, cause, subgroup, species, and quotes that were altered."""

import random
import re
from collections.abc import Iterator

from benchmarks.planted.elsewhere import NEGATION, said_elsewhere
from benchmarks.planted.figures import number
from benchmarks.planted.model import Change, Pairs, Sentence, Subgroup, Words
from benchmarks.planted.patterns import (
    ANIMALS,
    CAUSAL,
    ENDS,
    HEDGE,
    NO_STATEMENT,
    PEOPLE,
    RANDOMISED,
    SUBORDINATE,
    TELLS_OF_AIMS,
)
from benchmarks.planted.replace import Put, both_ways, each_put


def direction(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """Increased for reduced, in a statement without negation; no other sentence about it has the direction that was put."""
    if NEGATION.search(sentence.text) or NO_STATEMENT.search(sentence.text):
        return
    for found in _shuffled(each_put(sentence.text, both_ways(words.opposites)), chance):
        if not said_elsewhere(found.text, sentence, rf"\b{re.escape(found.new[:6])}"):
            yield Change(found.text, found.what)


def negation(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """A "not" lost from its verb, or put to it."""
    if NO_STATEMENT.search(sentence.text) or re.search(
        r"\b(?:neither|nor|not (?:all|yet|only|every))\b", sentence.text, re.I
    ):
        return
    if NEGATION.search(sentence.text):
        for found in _shuffled(each_put(sentence.text, words.to_affirm), chance):
            if not NEGATION.search(found.text):
                yield from (Change(f.text, f.what) for f in (found,) if not _affirmed(f.text, sentence))
        return
    for found in each_put(sentence.text, words.to_negate):
        if not SUBORDINATE.search(sentence.text[: found.start]) and not said_elsewhere(
            found.text, sentence, NEGATION.pattern
        ):
            yield Change(found.text, found.what)
            return


def _affirmed(claim: str, sentence: Sentence) -> bool:
    """Whether another sentence says nearly all of the claim without a negation."""
    return said_elsewhere(claim, sentence, rf"\A(?!.*(?:{NEGATION.pattern}))", 0.6)


def certainty(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """May becomes will: the hedge is lost, and no other sentence about it goes without one."""
    if len(re.findall(HEDGE, sentence.text, re.I)) != 1 or NO_STATEMENT.search(sentence.text):
        return
    for found in _shuffled(each_put(sentence.text, words.certain), chance):
        is_month = found.start and found.old[0].isupper()
        if (
            not is_month
            and not re.search(HEDGE, found.text, re.I)
            and not said_elsewhere(found.text, sentence, rf"\A(?!.*(?:{HEDGE}))")
        ):
            yield Change(found.text, found.what)


def cause(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """An association told as a cause, in a paper that tells of no trial and no cause of the same thing."""
    if NEGATION.search(sentence.text) or NO_STATEMENT.search(sentence.text) or RANDOMISED.search(sentence.source.text):
        return
    for found in _shuffled(each_put(sentence.text, words.causes), chance):
        if not said_elsewhere(found.text, sentence, CAUSAL):
            yield Change(found.text, found.what)


def subgroup(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """A result of a subgroup told of everybody, in a paper that is not of that group alone."""
    del chance
    for group in words.subgroups:
        pattern = rf"(?P<head>^)?(?P<comma>, )?\b(?:in|among|for) (?:the )?{group.name}{ENDS}(?P<after>, )?"
        match = re.search(pattern, sentence.text, re.IGNORECASE)
        if match is None or _asks(sentence.text) or not _is_part(sentence, group):
            continue
        made = _told_of_all(sentence.text, match, words.whole)
        if not said_elsewhere(made, sentence, rf"\A(?!.*\b{group.name})", 0.7):
            yield Change(made, f"{match.group().strip(', ')} -> {words.whole if words.whole in made else 'nothing'}")


def _asks(text: str) -> bool:
    return bool(TELLS_OF_AIMS.search(text) or NO_STATEMENT.search(text))


def _is_part(sentence: Sentence, group: Subgroup) -> bool:
    """The paper speaks of others as well, this sentence does not, and the title does not name the group."""
    others = re.compile(rf"\b(?:{group.others})\b", re.IGNORECASE)
    titled = re.search(rf"\b{group.name}\b", sentence.source.title, re.IGNORECASE)
    return bool(others.search(sentence.source.text)) and not others.search(sentence.text) and not titled


def _told_of_all(text: str, match: re.Match[str], whole: str) -> str:
    if match["head"] is not None and match["after"]:
        rest = text[match.end() :]
        return rest[:1].upper() + rest[1:]
    lead = whole[:1].upper() + whole[1:] if match["head"] is not None else whole
    return text[: match.start()] + (match["comma"] or "") + lead + (match["after"] or "") + text[match.end() :]


def species(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """Animals told as people, where the sentence names no people and the paper tells no such result of them."""
    del chance
    if re.search(PEOPLE, sentence.text, re.I):
        return
    changed, done = sentence.text, list[str]()
    for found in _one_by_one(changed, words.animals):
        changed = found.text
        done.append(found.what)
    left = ANIMALS.search(changed)
    if done and not left and not said_elsewhere(changed, sentence, PEOPLE, 0.4):
        yield Change(changed, "; ".join(done))


def _one_by_one(text: str, pairs: Pairs) -> Iterator[Put]:
    """Every place in turn, each in the text that the one before has left."""
    while found := next(each_put(text, pairs), None):
        yield found
        text = found.text


def quote(sentence: Sentence, words: Words, chance: random.Random) -> Iterator[Change]:
    """A sentence in quotation marks with a number, a direction or a negation altered."""
    if re.search(r"[\"“”]", sentence.text):
        return
    made = (
        [*number(sentence, words, chance)][:1]
        or [*direction(sentence, words, chance)][:1]
        or [*negation(sentence, words, chance)]
    )
    for each in made[:1]:
        yield Change(chance.choice(words.quoted).format(q=each.claim.rstrip(".")), f"in the quote {each.what}")


def _shuffled(found: Iterator[Put], chance: random.Random) -> list[Put]:
    listed = list(found)
    chance.shuffle(listed)
    return listed
