"""Yes or no by documents: which of them say which, and whether that is sure enough to be said at all."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence.model import Document
from evidence.report import Direction
from research.answer.hearing import strictly
from research.answer.wording import place
from research.reading.verdict.asked import Asked, read_asked
from research.reading.verdict.cues import CUES, DENIALS
from research.reading.verdict.model import Reply, Weights
from research.reading.verdict.verdict import NOTHING, Stance, Verdict, answer_yes_no
from research.reading.verdict.weigh import Statement

SO_MANY = 3  # documents on one side for each on the other, from which the other may be named as an exception
WEAK = frozenset({"case-report", "case-series", "animal-study", "in-vitro", "editorial", "letter", "comment"})
_NEGATED = re.compile(  # beside research.reading.verdict.asked, whose words the weights were trained with
    r"\b(?:useless|futile|unnecessary|unrelated|unable|inability|fail(?:s|ed|ure)? to|absen(?:t|ce)|inferior|n[o']t)\b|n['’]t\b",
    re.IGNORECASE,
)
_GUESS = re.compile(r"\b(?:may|might|could|possibl[ey]|potential(?:ly)?|perhaps|promising|seems?)\b", re.IGNORECASE)
_DENIES = (*DENIALS, "no evidence", "same", "harms")

SILENT = "No short answer: none of the quotes was read as saying yes or no to the question itself."
SPLIT = "No short answer: the quotes were read as pointing different ways."
UNCLEAR = "No short answer: the quotes were not read surely enough to sum them up."
TOO_WEAK = "Only reports of single cases, laboratory work or opinion speak to the question: too little for an answer."
PUT_SO = (
    "A question put with not, only, always or the like is not read surely enough for an answer: see the quotes below."
)
AT_ODDS = "No short answer: what the quotes say and the direction of their results were not read alike."


@dataclass(frozen=True, slots=True)
class Sure:
    """Probabilities of the reply from which it is said. Chosen on one half of the questions, see benchmarks.short_answers."""

    one: float = 0.8  # where a single document says it
    more: float = 0.65  # where two and more agree


@dataclass(frozen=True, slots=True)
class Sides:
    """The reply and its grounds. `reason` is "" where the reply is yes or no."""

    reply: Reply
    reason: str = ""
    agreeing: tuple[Statement, ...] = ()
    opposing: tuple[Statement, ...] = ()


def sides(
    question: str,
    grounds: Sequence[Statement],
    points: Mapping[Statement, Direction] = {},
    weights: Weights | None = None,
    sure: Sure = Sure(),
) -> Sides:
    """Read the grounds; `points` are the ways that those point on the question's outcome which tell one.

    `weights` and `sure` are for measuring; without them, those that ship.
    """
    asked = read_asked(question)
    if asked.negative or asked.scope or "same" in asked.relations or _NEGATED.search(question):
        return Sides("undecided", PUT_SO)
    verdict = answer_yes_no(question, grounds, weights, strictly)
    yes, no = _said(verdict.supporting), _said(verdict.opposing)
    if verdict.answer == "undecided" and not no and _all_point_so(asked, points):
        return Sides("yes", "", tuple(points))
    if verdict.answer == "undecided":
        nothing = not yes and not no and verdict.reason == NOTHING
        return Sides("undecided", SILENT if nothing else SPLIT if yes and no else UNCLEAR)
    agreeing, opposing = (yes, no) if verdict.answer == "yes" else (no, yes)
    if not agreeing:
        return Sides("undecided", UNCLEAR)
    reason = (
        _contested(agreeing, opposing)
        or _too_little(verdict.answer, agreeing)
        or _unsure(verdict, agreeing, sure)
        or _at_odds(asked, verdict.answer, points)
    )
    return Sides("undecided", reason) if reason else Sides(verdict.answer, "", agreeing, opposing)


def points_against(question: str, reply: Reply, way: Direction) -> bool:
    """Whether a result that points a way speaks against the reply; False where either tells none."""
    wanted = _wanted(read_asked(question))
    return bool(wanted and way) and (way == wanted) == (reply == "no")


def by_document(statements: Iterable[Statement], documents: Mapping[str, Document]) -> list[Document]:
    """Each document once."""
    return [documents[i] for i in dict.fromkeys(s.document_id for s in statements)]


def _contested(agreeing: Sequence[Statement], opposing: Sequence[Statement]) -> str:
    """SPLIT unless those that oppose are few, of weaker designs, older, and of other documents."""
    if not opposing:
        return ""
    for_it, against = {s.document_id for s in agreeing}, {s.document_id for s in opposing}
    stronger = min(place(s.design) for s in agreeing) < min(place(s.design) for s in opposing)
    newer = max(_year(s) for s in opposing) > max(s.year or 0 for s in agreeing)
    few = not for_it & against and len(for_it) >= SO_MANY * len(against)
    return "" if stronger and few and not newer else SPLIT


def _unsure(verdict: Verdict, agreeing: Sequence[Statement], sure: Sure) -> str:
    """UNCLEAR where the probability is lower than so many documents need."""
    chance = verdict.probability if verdict.answer == "yes" else 1 - verdict.probability
    needed = sure.one if len({s.document_id for s in agreeing}) == 1 else sure.more
    return UNCLEAR if chance < needed else ""


def _too_little(reply: Reply, agreeing: Sequence[Statement]) -> str:
    """Why the agreeing statements cannot carry a reply; "" where they can. A no needs a denial in plain words."""
    if all(s.design in WEAK for s in agreeing):
        return TOO_WEAK
    if reply == "yes" and all(_GUESS.search(s.text) for s in agreeing):
        return UNCLEAR
    unheard = reply == "no" and not any(CUES[name].search(s.text) for name in _DENIES for s in agreeing)
    return UNCLEAR if unheard else ""


def _wanted(asked: Asked) -> Direction:
    """The way that results point where the answer is yes; "" where the question names none."""
    return {"up": "more", "down": "less"}.get(asked.way, "")  # type: ignore[return-value]


def _all_point_so(asked: Asked, points: Mapping[Statement, Direction]) -> bool:
    """Whether two documents or more tell a direction, it is the one asked for, and not all of them guess or are weak."""
    wanted = _wanted(asked)
    sound = [s for s in points if s.design not in WEAK and not _GUESS.search(s.text)]
    agree = bool(wanted) and all(way == wanted for way in points.values())
    return agree and bool(sound) and len({s.document_id for s in points}) > 1


def _at_odds(asked: Asked, reply: Reply, points: Mapping[Statement, Direction]) -> str:
    """For "does X reduce Y": a yes needs results that mostly point to less of it, a no results that do not.

    Which of two sides a sentence prefers is told by its direction alone: without one, a comparison is not answered.
    """
    wanted = _wanted(asked)
    if not points or not wanted:
        return UNCLEAR if "differs" in asked.relations else ""
    agreeing = sum(way == wanted for way in points.values()) * 2
    return AT_ODDS if (agreeing <= len(points) if reply == "yes" else agreeing >= len(points)) else ""


def _year(statement: Statement) -> int:
    """An opposing document without a year is taken to be new."""
    return statement.year or 9999


def _said(stances: Iterable[Stance]) -> tuple[Statement, ...]:
    return tuple(s.statement for s in stances)
