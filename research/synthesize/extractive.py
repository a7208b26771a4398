"""The report's findings without a model: located quotes, grouped by the kind of study, and a bottom line of the best."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from evidence.model import Citation, Claim, Document
from evidence.report import Conflict, ReportSection
from indexers.passages import passages
from research.contradict import Direction, direction, opposed
from research.reading.answers import Answer
from research.reading.focus import Focus
from research.reading.gate import Gate
from research.synthesize.choose import choose, strength, weighted

GROUPS = (
    ("Guidelines", ("guideline",)),
    ("Systematic reviews and meta-analyses", ("systematic-review", "meta-analysis")),
    ("Trials", ("rct", "controlled-trial", "clinical-trial")),
    ("Observational and diagnostic studies", (
        "cohort", "case-control", "cross-sectional", "observational", "diagnostic-accuracy", "case-series",
    )),
)  # fmt: skip
OTHER = "Other and unindexed sources"
PER_GROUP = 5  # documents under a heading
IN_BOTTOM_LINE = 3
CLOSE = 0.7  # of the best score: an answer of another kind of study must be as near to stand in the bottom line
NEVER_LEADS = -4  # animals, cells, news and protocols have no place in a bottom line
PER_SIDE = 2  # claims of each direction that a conflict sets side by side


@dataclass(frozen=True, slots=True)
class Draft:
    """What a synthesis hands on: claims, where they stand, and why other documents are not quoted. No claims: not found."""

    claims: tuple[Claim, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    bottom_line: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    passed_over: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Shown:
    answer: Answer
    claim: Claim
    points: Direction


def draft(answers: Sequence[Answer], focus: Focus, gate: Gate) -> Draft:
    """Claims from answers that pass the gate."""
    passed = sorted(
        (weighted(a) for a in answers if gate.passes(a, focus)),
        key=lambda a: (-a.score, a.evidence.document.id, a.start),
    )
    shown: list[_Shown] = []
    sections: list[ReportSection] = []
    passed_over: dict[str, str] = {}
    for title, members in _grouped(passed):
        chosen = choose(members, PER_GROUP)
        passed_over |= chosen.passed_over
        group = [_shown(f"c{len(shown) + n}", a, focus) for n, a in enumerate(chosen.answers, start=1)]
        group = [s for s in group if not _said_before(s, shown)]
        shown += group
        if group:
            sections.append(ReportSection(title, tuple(s.claim.id for s in group)))
    return Draft(tuple(s.claim for s in shown), tuple(sections), _bottom_line(shown), _conflicts(shown), passed_over)


def _grouped(answers: Sequence[Answer]) -> list[tuple[str, list[Answer]]]:
    named = {d for _, designs in GROUPS for d in designs}
    groups = [(title, [a for a in answers if a.evidence.document.design in designs]) for title, designs in GROUPS]
    return [*groups, (OTHER, [a for a in answers if a.evidence.document.design not in named])]


def _shown(claim_id: str, answer: Answer, focus: Focus) -> _Shown:
    document = answer.evidence.document
    around = passage_around(document, answer.start, answer.end)
    citation = Citation(document.id, around, answer.start, answer.end, answer.text)
    return _Shown(answer, Claim(claim_id, answer.text, (citation,)), direction(answer.text, focus))


def _said_before(new: _Shown, shown: Sequence[_Shown]) -> bool:
    return any(new.claim.text == s.claim.text for s in shown)


def passage_around(document: Document, start: int, end: int) -> str:
    """The id of the passage that holds a sentence, as search gives it."""
    holding = (p.id for p in passages(document) if p.start <= start and end <= p.end)
    return next(holding, f"{document.id}#{start}-{end}")


def _bottom_line(shown: Sequence[_Shown]) -> tuple[str, ...]:
    """The best answer of each kind of study, strong designs first; the best that points another way is among them."""
    best = sorted((s for s in shown if not s.answer.off and strength(s.answer) > NEVER_LEADS), key=_rank)
    lead: list[_Shown] = []
    for s in best:
        if s.answer.score >= CLOSE * best[0].answer.score and all(_kind(s) != _kind(other) for other in lead):
            lead.append(s)
    lead.sort(key=lambda s: (-strength(s.answer), *_rank(s)))
    quoted = {s.answer.evidence.document.id for s in lead}
    lead = [*lead, *(s for s in best if s.answer.evidence.document.id not in quoted)][:IN_BOTTOM_LINE]
    against = next((s for s in best if opposed([best[0].points, s.points])), None)
    if against and best[0].points and not opposed([s.points for s in lead]):
        lead = [*lead[: IN_BOTTOM_LINE - 1], against]
    return tuple(s.claim.id for s in sorted(lead, key=lambda s: (-strength(s.answer), *_rank(s))))


def _kind(shown: _Shown) -> str:
    design = shown.answer.evidence.document.design
    return next((title for title, designs in GROUPS if design in designs), OTHER)


def _rank(shown: _Shown) -> tuple[float, str, int]:
    return -shown.answer.score, shown.answer.evidence.document.id, shown.answer.start


def _conflicts(shown: Sequence[_Shown]) -> tuple[Conflict, ...]:
    """The strongest claims of each direction on the question's outcome, where there are several directions."""
    pointing = [s for s in shown if s.points]
    if not opposed([s.points for s in pointing]):
        return ()
    words = {"less": "less of it", "more": "more of it", "none": "no difference"}
    sides = {d: [s for s in pointing if s.points == d] for d in words}
    counts = ", ".join(f"{len(members)} to {words[d]}" for d, members in sides.items() if members)
    ids = tuple(s.claim.id for members in sides.values() for s in members[:PER_SIDE])
    return (
        Conflict(f"Of {len(pointing)} statements on the outcome asked about, read by their words, point {counts}", ids),
    )
