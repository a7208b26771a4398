"""The report's findings without a model: located quotes, grouped by the kind of study, and a bottom line of the best."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.model import Citation, Claim, Document, Plan
from evidence.report import Conflict, ReportSection
from indexers.passages import passages
from research.contradict import direction, opposed
from research.reading.answers import Answer
from research.reading.gate import Gate
from research.synthesize.choose import best_of_each, strength, weighted, without_repeats

GROUPS = (
    ("Guidelines", ("guideline",)),
    ("Systematic reviews and meta-analyses", ("systematic-review", "meta-analysis")),
    ("Trials", ("rct", "controlled-trial")),
    ("Observational and diagnostic studies", (
        "cohort", "case-control", "cross-sectional", "observational", "diagnostic-accuracy", "case-series",
    )),
)  # fmt: skip
OTHER = "Other and unindexed sources"
PER_GROUP = 5  # claims under a heading
IN_BOTTOM_LINE = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """What a synthesis hands on: claims and where they stand. No claims: nothing was found."""

    claims: tuple[Claim, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    bottom_line: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def draft(plan: Plan, answers: Sequence[Answer], gate: Gate) -> Draft:
    """Claims from answers that pass the gate."""
    passed = sorted((weighted(a) for a in answers if gate.passes(a)), key=lambda a: (-a.score, a.evidence.document.id))
    chosen = without_repeats(best_of_each(passed))
    groups = [(title, [a for a in chosen if a.evidence.document.design in designs][:PER_GROUP]) for title, designs in GROUPS]
    named = {d for _, designs in GROUPS for d in designs}
    groups.append((OTHER, [a for a in chosen if a.evidence.document.design not in named][:PER_GROUP]))
    ordered = [(title, a) for title, members in groups for a in members]
    claims = {id(a): _claim(f"c{n}", a) for n, (_, a) in enumerate(ordered, start=1)}
    sections = tuple(
        ReportSection(title, tuple(claims[id(a)].id for a in members)) for title, members in groups if members
    )
    shown = [a for _, a in ordered]
    lead = sorted(shown, key=lambda a: (-a.score, a.evidence.document.id))[:IN_BOTTOM_LINE]
    lead.sort(key=lambda a: (-strength(a), -a.score))
    return Draft(
        tuple(claims.values()),
        sections,
        tuple(claims[id(a)].id for a in lead),
        _conflicts(shown, claims),
    )


def _claim(claim_id: str, answer: Answer) -> Claim:
    document = answer.evidence.document
    citation = Citation(document.id, passage_around(document, answer.start, answer.end), answer.start, answer.end, answer.text)
    return Claim(claim_id, answer.text, (citation,))


def passage_around(document: Document, start: int, end: int) -> str:
    """The id of the passage that holds a sentence, as search gives it."""
    holding = (p.id for p in passages(document) if p.start <= start and end <= p.end)
    return next(holding, f"{document.id}#{start}-{end}")


def _conflicts(shown: Sequence[Answer], claims: dict[int, Claim]) -> tuple[Conflict, ...]:
    """Claims near the question that point different ways are set side by side."""
    pointing = [(direction(a.text), a) for a in shown]
    if not opposed([d for d, _ in pointing]):
        return ()
    sides = tuple(claims[id(a)].id for d, a in pointing if d)
    return (Conflict("These statements point different ways", sides),)
