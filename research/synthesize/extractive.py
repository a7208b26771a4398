"""The report's findings without a model: located quotes, grouped by the kind of study, and a bottom line of the best."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from evidence.model import Citation, Claim, Document
from evidence.report import Agreement, Conflict, Direction, ReportSection
from indexers.best_passage import passages_of
from research.findings_table.doubt import is_of_the_untreated, is_supposed
from research.findings_table.sides import compares_as_asked
from research.reading.answers import Answer
from research.reading.focus import Focus
from research.reading.gate import HARMS, SUBGROUPS, Gate, meaning
from research.reading.terms import stems
from research.reading.ways.by_words import ABOUT
from research.reading.ways.way import direction
from research.synthesize.choose import choose, weighted
from research.synthesize.designs import GROUPS, OTHER, group_of
from research.synthesize.lead import bottom_line
from research.synthesize.shown import Shown
from research.synthesize.sides import sides

Leading = Callable[[Sequence[Claim]], str | None]  # of the claims that answer, the id of the one to begin with
HARMS_TITLE, SUBGROUPS_TITLE = "Harms and safety", "Subgroups"
PER_GROUP = 5  # documents under a heading
PER_FACET = 3  # and under harms and subgroups
NOT_ITS_OWN = ("BACKGROUND", "OBJECTIVE", "METHODS")  # sections that do not say what a study found


@dataclass(frozen=True, slots=True)
class Draft:
    """What a synthesis hands on: claims, where they stand, and why other documents are not quoted. No claims: not found."""

    claims: tuple[Claim, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    bottom_line: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    passed_over: dict[str, str] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    points: dict[str, Direction] = field(default_factory=dict)  # by claim id; only those that can be told
    main: frozenset[str] = frozenset()  # ids of claims that answer the question itself, not its harms or subgroups
    answering: tuple[Shown, ...] = ()  # those claims with their answers
    outcome: str = ""  # what was asked about, in the question's words


def draft(
    answers: Sequence[Answer],
    focus: Focus,
    gate: Gate,
    outcome: str = "",
    leading: Leading = lambda claims: None,
    same_study: Mapping[str, tuple[str, ...]] = {},
    *,
    of_harms: bool = False,
    documents: int = PER_GROUP,
) -> Draft:
    """Claims from answers that pass the gate; with `of_harms` those on harms answer the question itself.

    `outcome` is what is asked about, in the question's words; `leading` may name the claim that the bottom line begins
    with; `same_study` gives, by document id, other documents that report the same study. At most so many `documents` are
    quoted under a heading.
    """
    passed = sorted(
        (weighted(a) for a in answers if gate.passes(a, focus)),
        key=lambda a: (-a.score, a.evidence.document.id, a.start),
    )
    made = _Making(focus)
    ordered = sorted(answers, key=lambda a: (-a.score, a.evidence.document.id, a.start))
    facets = ((HARMS_TITLE, HARMS), (SUBGROUPS_TITLE, SUBGROUPS))
    found = {title: [a for a in ordered if facet.passes(a, focus) and not a.off] for title, facet in facets}
    if of_harms:
        made.add(HARMS_TITLE, found.pop(HARMS_TITLE), documents, is_main=True)
    for title, members in _grouped(passed):
        made.add(title, members, documents, is_main=True)
    for title, members in found.items():
        made.add(title, members, PER_FACET, is_main=False)
    return _drafted(made, focus, outcome, leading, same_study)


def _drafted(
    made: "_Making", focus: Focus, outcome: str, leading: Leading, same_study: Mapping[str, tuple[str, ...]]
) -> Draft:
    claims = tuple(s.claim for s in made.shown)
    main = tuple(s for s in made.shown if s.claim.id in made.main)
    conflicts, agreements = sides(main, outcome, same_study)
    return Draft(
        claims,
        tuple(made.sections),
        bottom_line(main, focus, leading([s.claim for s in main]), same_study),
        conflicts,
        made.passed_over,
        agreements,
        {s.claim.id: s.points for s in made.shown if s.points},
        frozenset(made.main),
        main,
        outcome,
    )


class _Making:
    """A draft on its way: claims are numbered in the order in which they are shown, each sentence once."""

    def __init__(self, focus: Focus) -> None:
        self.shown: list[Shown] = []
        self.sections: list[ReportSection] = []
        self.passed_over: dict[str, str] = {}
        self.main: set[str] = set()  # claims that answer the question itself
        self._focus = focus

    def add(self, title: str, answers: Sequence[Answer], documents: int, *, is_main: bool) -> None:
        """A section of the best of the answers, without what is shown already."""
        chosen = choose(answers, documents, [s.answer for s in self.shown])
        group = [_shown(f"c{n}", a, self._focus) for n, a in enumerate(chosen.answers, start=len(self.shown) + 1)]
        self.shown += group
        self.passed_over = {**chosen.passed_over, **self.passed_over}
        if is_main:
            self.main |= {s.claim.id for s in group}
        if group:
            self.sections.append(ReportSection(title, tuple(s.claim.id for s in group)))


def _grouped(answers: Sequence[Answer]) -> list[tuple[str, list[Answer]]]:
    titles = [*(title for title, _ in GROUPS), OTHER]
    return [(title, [a for a in answers if group_of(a.evidence.document.design) == title]) for title in titles]


def _shown(claim_id: str, answer: Answer, focus: Focus) -> Shown:
    document = answer.evidence.document
    around = passage_around(document, answer.start, answer.end)
    citation = Citation(document.id, around, answer.start, answer.end, answer.text)
    points: Direction = direction(meaning(answer), focus) if _is_finding(answer, focus) else ""
    return Shown(answer, Claim(claim_id, answer.text, (citation,)), points)


def _is_finding(answer: Answer, focus: Focus) -> bool:
    """Whether the document speaks for itself, and of a side that is asked about; else it may be another treatment's effect.

    A sentence that names no side counts where the document's title names both.
    """
    document = answer.evidence.document
    if is_supposed(meaning(answer)) or is_of_the_untreated(meaning(answer), focus):
        return False
    if any(s.category in NOT_ITS_OWN and s.start <= answer.start < s.end for s in document.sections):
        return False
    if focus.comparator and not compares_as_asked(document, meaning(answer), focus):
        return False
    if focus.on_intervention(meaning(answer)) >= ABOUT or stems(meaning(answer)) & focus.comparator:
        return True
    return focus.on_intervention(document.title) >= ABOUT and bool(stems(document.title) & focus.comparator)


def passage_around(document: Document, start: int, end: int) -> str:
    """The id of the passage that holds a sentence, as search gives it."""
    holding = (p.id for p in passages_of(document) if p.start <= start and end <= p.end)
    return next(holding, f"{document.id}#{start}-{end}")
