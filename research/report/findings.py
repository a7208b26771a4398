"""The summary of findings as it is read: one line for a study, each cell in words. The figures are the sources' own."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from evidence.report import CitedDocument, Computed, Report, Row, Stated
from research.outcomes import without_way
from research.report.names import design_name, words

HEADS = ("No.", "Study", "Design (indexed)", "People", "Comparison", "Effect as stated", "Direction", "Section")
ALWAYS = 3  # columns that say no more than what the source is
DIRECTIONS = {"less": "↓ less", "more": "↑ more", "none": "↔ no difference", "": ""}
COMPUTED = {"RD": "Risk difference", "NNT": "Number needed to treat or harm"}
NOTE = (
    "A line for each source in which an effect or its direction was read. Effects, people and directions are read from the "
    "source's own words by program; an empty cell, or a source that is not here, means that nothing was read, not that it "
    "says nothing. ↓ ↑ say which way the outcome went, not whether that is good."
)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A line: `cells` under the table's heads, `computed` goes under the effect, `facts` under the study."""

    number: int
    cells: tuple[str, ...]
    computed: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The table without columns that are empty in every line; `caption` names the outcome asked about, or is ""."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[FindingRow, ...]


def findings_of(report: Report) -> Findings | None:
    """Sources with an effect or a direction, in the order of the references; None where there is none."""
    told = [r for r in report.table if r.effect or r.direction or r.computed]
    if not told:
        return None
    documents = {d.id: d for d in report.documents}
    rows = [_row(r, documents) for r in told]
    filled = [i for i in range(len(HEADS)) if i < ALWAYS or any(row.cells[i] for row in rows)]
    outcome = without_way(report.table[0].outcome)
    return Findings(
        f"Outcome asked about: {outcome}." if outcome else "",
        tuple(HEADS[i] for i in filled),
        tuple(replace(row, cells=tuple(row.cells[i] for i in filled)) for row in rows),
    )


def _row(r: Row, documents: dict[str, CitedDocument]) -> FindingRow:
    document = documents[r.document_id]
    level = f", level {r.level}" if r.level else ""
    computed = tuple(map(computed_in_words, r.computed))
    effect = words(r.effect) or ("see below" if computed else "")
    cells = (
        str(document.number), _named(r), design_name(r.design) + level, words(r.participants), words(r.comparison),
        effect, DIRECTIONS[r.direction], _section(document, r.said or r.effect),
    )  # fmt: skip
    return FindingRow(document.number, cells, computed, _facts(r, documents))


def computed_in_words(figure: Computed) -> str:
    """ "Computed here: risk difference 12/100 - 18/102 = -5.6 percentage points"."""
    return f"Computed here: {COMPUTED.get(figure.measure, figure.measure).lower()} {figure.formula}"


def _named(r: Row) -> str:
    year = str(r.year or "")
    return r.study if year in r.study else f"{r.study} {year}"


def _facts(r: Row, documents: dict[str, CitedDocument]) -> tuple[str, ...]:
    """What else is known of the study, a line each."""
    same = [f"[{documents[i].number}]" for i in r.same_study if i in documents]
    lines = (
        (
            "Who",
            words(r.population) if r.population and r.population.end <= len(documents[r.document_id].title) else "",
        ),
        ("Where", words(r.setting)),
        ("Follow-up", words(r.follow_up)),
        ("Registered as", ", ".join(r.registrations)),
        ("Same trial as", ", ".join(same)),
        ("Funding", words(r.funding)),
    )
    return tuple(f"{name}: {text}" for name, text in lines if text)


def _section(document: CitedDocument, place: Stated | None) -> str:
    """The heading that the words stand under, as the source has it."""
    if place is None:
        return ""
    at = bisect_right(document.sections, place.start, key=lambda s: s.start) - 1
    within = at >= 0 and place.start < document.sections[at].end
    label = document.sections[at].label if within else "abstract or text" if place.start else "title"
    return label.capitalize() if label.isupper() else label
