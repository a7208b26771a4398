"""The answer to a yes/no question from sentences: yes, no or undecided, with its grounds; nothing else is worded.

The question's score is the mean of its sentences' scores by their shares (weigh.py), so one clear conclusion of a trial
outweighs many asides. It abstains where the sentences are about something else, say little, or pull both ways.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from research.reading.verdict.asked import read_asked
from research.reading.verdict.features import Read, read_sentence
from research.reading.verdict.guards import Guard, guarded
from research.reading.verdict.model import CLASSES, Reply, Scores, Weights, load_weights, probabilities
from research.reading.verdict.weigh import Statement, shares

Side = Literal["supports", "opposes", "undecided"]

# ABOUT was chosen on half of the questions (0.34 left 61 of 618 unread); the others are set by hand
ABOUT = 0.15  # share of the question's words that a sentence must hold to say anything
SURE = 0.5  # probability of yes or no below which the answer is undecided
SIDE = 0.5  # the same for one sentence
AGAINST = 0.4  # share of the other side from which the evidence is said to pull both ways

NOTHING = "No sentence at hand is about what the question asks."
WEAK = "The sentences at hand do not say clearly either way."
SPLIT = "The sentences at hand point both ways."


@dataclass(frozen=True, slots=True)
class Stance:
    """What one sentence says to the question. `words` are offsets in the document's text of the words that carried it."""

    statement: Statement
    side: Side
    probability: float  # of that side, 0 to 1
    share: float  # in the answer, 0 to 1
    overlap: float  # share of the question's words in it
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer; the three lists are ordered by share, then year (newest first). `reason` is "" unless undecided."""

    answer: Reply
    probability: float  # that the answer is yes, given that it is yes or no; 0.5 where there is nothing
    supporting: tuple[Stance, ...] = ()
    opposing: tuple[Stance, ...] = ()
    undecided: tuple[Stance, ...] = ()
    reason: str = ""
    leans: Reply = "undecided"  # the likeliest of the three, before it may abstain


def answer_yes_no(
    question: str, statements: Sequence[Statement], weights: Weights | None = None, guard: Guard = guarded
) -> Verdict:
    """Read the statements for the question. Without weights, those that ship; `guard` may only weaken what they say."""
    weights = weights or load_weights()
    asked = read_asked(question)
    pairs = [(s, read_sentence(asked, s.text)) for s in statements]
    about = [(s, read) for s, read in pairs if read.overlap >= ABOUT]
    if not about:
        return Verdict("undecided", 0.5, reason=NOTHING)
    parts = shares([s for s, _ in about], [read.overlap for _, read in about])
    scores = [guard(question, asked, s.text, read, weights.scores(read.values)) for s, read in about]
    stances = [_stance(s, read, score, part) for (s, read), score, part in zip(about, scores, parts, strict=True)]
    return _verdict(stances, probabilities(_mean(scores, parts)))


def _verdict(stances: Sequence[Stance], chances: Scores) -> Verdict:
    yes, no, _ = chances
    ordered = sorted(
        stances, key=lambda s: (-s.share, -(s.statement.year or 0), s.statement.document_id, s.statement.start)
    )
    sides = {side: tuple(s for s in ordered if s.side == side) for side in ("supports", "opposes", "undecided")}
    reply: Reply = "yes" if yes >= SURE else "no" if no >= SURE else "undecided"
    reason = _doubt(reply, sides["supports"], sides["opposes"])
    chance = yes / (yes + no)
    leans = max(zip(chances, CLASSES, strict=True), key=lambda pair: pair[0])[1]
    return Verdict(
        "undecided" if reason else reply, chance, sides["supports"], sides["opposes"], sides["undecided"], reason, leans
    )


def _doubt(reply: Reply, supporting: Sequence[Stance], opposing: Sequence[Stance]) -> str:
    """Why there is no answer; "" where there is one."""
    if reply == "undecided":
        return SPLIT if supporting and opposing else WEAK
    other = sum(s.share for s in (opposing if reply == "yes" else supporting))
    return SPLIT if other >= AGAINST else ""


def _stance(statement: Statement, read: Read, scores: Scores, share: float) -> Stance:
    yes, no, _ = probabilities(scores)
    side: Side = "supports" if yes >= SIDE else "opposes" if no >= SIDE else "undecided"
    chance = {"supports": yes, "opposes": no, "undecided": 1 - yes - no}[side]
    words = sorted({(statement.start + start, statement.start + end) for start, end in read.words.values()})
    return Stance(statement, side, chance, share, read.overlap, tuple(words))


def _mean(scores: Sequence[Scores], parts: Sequence[float]) -> Scores:
    yes, no, undecided = (sum(s[i] * part for s, part in zip(scores, parts, strict=True)) for i in range(3))
    return yes, no, undecided
