"""The short answer to a question of each form, from the statements that its report quotes and the rows of its table."""

import re
from collections.abc import Mapping, Sequence

from evidence.model import Claim, Document, Plan
from evidence.report import Direction, Row, ShortAnswer
from evidence.text.question_type import question_type
from research.answer import effect, named, yes_no
from research.answer.grounds import claims_at, grounds, statements
from research.answer.sides import AT_ODDS, SPLIT, Sides, points_against, sides
from research.answer.treatment import RECOMMENDED, carried, is_on_treatment
from research.reading.answers import Answer
from research.reading.focus import Focus
from research.reading.verdict.model import Reply, Weights
from research.reading.verdict.weigh import Statement

_NEGATION = re.compile(r"\b(?:without|(?:with|and) no|not|no)\b", re.IGNORECASE)
_HOW_MUCH = re.compile(r"how (?:much|large|big|far)\b", re.IGNORECASE)
EFFECTS_OF = ("therapy", "prevention", "harm")  # kinds of yes/no question under which an estimate is told too
MOST = 3  # lines

NOTHING = "Nothing was found to quote."
NO_ESTIMATE = "No quoted study states an estimate for this outcome that could be read."
NOT_NAMED = "No short answer is read out for a question of this kind: see the quotes below."
READ = (
    "Read by rules from the quoted sentences, each document counted once and weighed by its design; check the quotes."
)
AS_STATED = "Estimates as the sources state them, ordered by design; check the quotes."
AS_NAMED = "Names that end like a drug's, as they stand in the quoted sentences; check the quotes."


def short_answer(
    plan: Plan,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    rows: Sequence[Row] = (),
    points: Mapping[str, Direction] = {},
    answers: Sequence[Answer] = (),
    weights: Weights | None = None,
    focus: Focus | None = None,
    cut: Sequence[Claim] = (),
) -> ShortAnswer:
    """`claims` are those that answer the question itself, `points` the way of each by id.

    Of `answers`, the sentences that were read, only the marks count: a quote about other people than are asked about is
    no ground. `weights` are for measuring; without them, those that ship. With `focus`, what is asked of a treatment is
    answered only from statements on that treatment, its comparison and its whole outcome. A reply must hold with the
    claims that were `cut` for shortness, too.
    """
    form = question_type(plan.question)
    if not claims:
        return ShortAnswer(form, "undecided" if form == "yesno" else "", reason=NOTHING)
    if form == "yesno":
        return _yes_no(plan, claims, documents, rows, points, answers, weights, focus, cut)
    if form == "effect" or _HOW_MUCH.match(plan.question):
        told = effect.lines(effect.estimate_rows(plan, rows, claims, documents), claims, documents)
        return ShortAnswer(form, lines=told, reason="" if told else NO_ESTIMATE, method=AS_STATED if told else "")
    if form in ("factoid", "list"):
        told = named.lines(plan.question, list(statements(claims, documents, answers).values()), claims)
        return ShortAnswer(form, lines=told, reason="" if told else NOT_NAMED, method=AS_NAMED if told else "")
    return ShortAnswer(form)


def _yes_no(
    plan: Plan, claims: Sequence[Claim], documents: Mapping[str, Document], rows: Sequence[Row],
    points: Mapping[str, Direction], answers: Sequence[Answer], weights: Weights | None, focus: Focus | None,
    cut: Sequence[Claim],
) -> ShortAnswer:  # fmt: skip
    def replied(of: Sequence[Claim]) -> Sides:
        return _replied(plan, of, documents, rows, points, answers, weights, focus)

    found = replied(claims)
    if found.reply != "undecided" and cut and replied([*claims, *cut]).reply != found.reply:
        found = Sides("undecided", SPLIT)
    if found.reply == "undecided" and any(c.grade for claim in claims for c in claim.citations):
        found = Sides("undecided", RECOMMENDED)
    estimates = _estimates(plan, rows, claims, documents)
    said, stated = yes_no.lines(found, claims, documents), effect.lines(estimates, claims, documents)
    method = " ".join(text for text, used in ((READ, said), (AS_STATED, stated)) if used)
    return ShortAnswer("yesno", found.reply, (*said, *stated)[:MOST], found.reason, method)


def _replied(
    plan: Plan, claims: Sequence[Claim], documents: Mapping[str, Document], rows: Sequence[Row],
    points: Mapping[str, Direction], answers: Sequence[Answer], weights: Weights | None, focus: Focus | None,
) -> Sides:  # fmt: skip
    """What the claims say to the question, held back where figures or the rules for treatments speak against it."""
    question = _of_a_population(plan)
    read = grounds(question, statements(claims, documents, answers).values())
    of_treatment = focus is not None and bool(focus.intervention)
    if focus is not None and of_treatment:
        read = [s for s in read if is_on_treatment(s, documents[s.document_id], focus)]
    found = sides(question, read, _pointing(read, claims, points), weights)
    estimates = _estimates(plan, rows, claims, documents)
    if found.reply != "undecided" and estimates and _speaks_against(question, found.reply, estimates[0]):
        return Sides("undecided", AT_ODDS)
    return carried(found, claims, documents, question, rows, points) if of_treatment else found


def _estimates(
    plan: Plan, rows: Sequence[Row], claims: Sequence[Claim], documents: Mapping[str, Document]
) -> list[Row]:
    return effect.estimate_rows(plan, rows, claims, documents) if plan.kind in EFFECTS_OF else []


def _pointing(
    read: Sequence[Statement], claims: Sequence[Claim], points: Mapping[str, Direction]
) -> dict[Statement, Direction]:
    """The ways of the statements that tell one."""
    ways = {s: points.get(claims_at(claims, [(s.document_id, s.start, s.end)])[0], "") for s in read}
    return {s: way for s, way in ways.items() if way}


def _of_a_population(plan: Plan) -> str:
    """The question, with no negation where it says who is asked about: "adults without diabetes" asks nothing negative."""
    return (
        plan.question.replace(plan.population, _NEGATION.sub("with", plan.population))
        if plan.population
        else plan.question
    )


def _speaks_against(question: str, reply: Reply, strongest: Row) -> bool:
    """Whether the strongest source's interval includes no effect where a yes is said, or its result points the other way."""
    crosses = bool(strongest.estimate and strongest.estimate.crosses_no_effect)
    return (reply == "yes" and crosses) or points_against(question, reply, strongest.direction)
