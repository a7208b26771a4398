"""The report's findings without a model: located quotes, grouped by the kind of study, and a bottom line of the best."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from evidence.model import Citation, Claim, Document
from evidence.report import Conflict, Direction, ReportSection
from research.contradict import ABOUT, direction, opposed
from research.reading.answers import Answer
from research.reading.closest import passages_of
from research.reading.focus import Focus
from research.reading.gate import HARMS, SUBGROUPS, Gate
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
HARMS_TITLE, SUBGROUPS_TITLE = "Harms and safety", "Subgroups"
PER_GROUP = 5  # documents under a heading
PER_FACET = 3  # and under harms and subgroups
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
    made = _Making(focus)
    for title, members in _grouped(passed):
        made.add(title, members, PER_GROUP)
    ordered = sorted(answers, key=lambda a: (-a.score, a.evidence.document.id, a.start))
    for title, facet in ((HARMS_TITLE, HARMS), (SUBGROUPS_TITLE, SUBGROUPS)):
        made.add(title, [a for a in ordered if facet.passes(a, focus) and not a.off], PER_FACET)
    return Draft(
        tuple(s.claim for s in made.shown),
        tuple(made.sections),
        _bottom_line([s for s in made.shown if s.claim.id in made.main]),
        _conflicts(made.shown),
        made.passed_over,
    )


class _Making:
    """A draft on its way: claims are numbered in the order in which they are shown, each sentence once."""

    def __init__(self, focus: Focus) -> None:
        self.shown: list[_Shown] = []
        self.sections: list[ReportSection] = []
        self.passed_over: dict[str, str] = {}
        self.main: set[str] = set()  # claims that answer the question itself
        self._focus = focus

    def add(self, title: str, answers: Sequence[Answer], documents: int) -> None:
        """A section of the best of the answers, without what is shown already."""
        chosen = choose(answers, documents, [s.answer for s in self.shown])
        group = [_shown(f"c{n}", a, self._focus) for n, a in enumerate(chosen.answers, start=len(self.shown) + 1)]
        self.shown += group
        self.passed_over = {**chosen.passed_over, **self.passed_over}
        if title not in (HARMS_TITLE, SUBGROUPS_TITLE):
            self.main |= {s.claim.id for s in group}
        if group:
            self.sections.append(ReportSection(title, tuple(s.claim.id for s in group)))


def _grouped(answers: Sequence[Answer]) -> list[tuple[str, list[Answer]]]:
    named = {d for _, designs in GROUPS for d in designs}
    groups = [(title, [a for a in answers if a.evidence.document.design in designs]) for title, designs in GROUPS]
    return [*groups, (OTHER, [a for a in answers if a.evidence.document.design not in named])]


def _shown(claim_id: str, answer: Answer, focus: Focus) -> _Shown:
    document = answer.evidence.document
    around = passage_around(document, answer.start, answer.end)
    citation = Citation(document.id, around, answer.start, answer.end, answer.text)
    about = focus.on_intervention(answer.text) >= ABOUT or bool(
        focus.comparator
    )  # else it may be another treatment's effect
    points: Direction = direction(answer.text, focus) if about else ""
    return _Shown(answer, Claim(claim_id, answer.text, (citation,)), points)


def passage_around(document: Document, start: int, end: int) -> str:
    """The id of the passage that holds a sentence, as search gives it."""
    holding = (p.id for p in passages_of(document) if p.start <= start and end <= p.end)
    return next(holding, f"{document.id}#{start}-{end}")


def _bottom_line(shown: Sequence[_Shown]) -> tuple[str, ...]:
    """The best answer of each kind of study, strong designs first; the best that points another way is among them."""
    fit = (s for s in shown if not (s.answer.off or s.answer.tabular) and strength(s.answer) > NEVER_LEADS)
    best = sorted(fit, key=_rank)
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
