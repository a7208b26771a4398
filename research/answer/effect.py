"""The estimate of the strongest source as it stands there, and the range of the others: nothing is pooled or rounded."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from evidence.model import Claim, Document, Plan
from evidence.report import AnswerLine, Estimate, Row
from research.answer.compared import is_of_asked
from research.answer.grounds import stands
from research.answer.wording import UNINDEXED, counted, place
from research.outcomes import without_way
from research.same_trial import study_of

NAMES = {
    "HR": ("hazard ratio", "hazard ratios"), "RR": ("risk ratio", "risk ratios"),
    "OR": ("odds ratio", "odds ratios"), "IRR": ("rate ratio", "rate ratios"),
    "PR": ("prevalence ratio", "prevalence ratios"), "RD": ("risk difference", "risk differences"),
    "RRR": ("relative risk reduction", "relative risk reductions"), "MD": ("mean difference", "mean differences"),
    "SMD": ("standardised mean difference", "standardised mean differences"),
}  # fmt: skip
NEED_UNIT = ("MD", "RD", "RRR")  # without a unit two of them cannot be set side by side
TITLE = 110  # characters
UNKNOWN_LEVEL = 9  # after level 5


def estimate_rows(
    plan: Plan, rows: Sequence[Row], claims: Sequence[Claim], documents: Mapping[str, Document]
) -> list[Row]:
    """Rows of quoted studies with an estimate of the effect asked about, the strongest first.

    By design, level, year and id. Nothing where the question does not show what is given.
    """
    quoted = {c.document_id for claim in claims for c in claim.citations}
    sources = (r for r in rows if r.document_id in quoted and _is_source(r, documents))
    fit = [
        r
        for r in sources
        if r.estimate and r.estimate.measure in NAMES and is_of_asked(plan, r, documents[r.document_id])
    ]
    return sorted(fit, key=lambda r: (place(r.design), r.level or UNKNOWN_LEVEL, -(r.year or 0), r.document_id))


def lines(ordered: Sequence[Row], claims: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[AnswerLine, ...]:
    """At most two, of rows in the order of strength."""
    if not ordered or ordered[0].estimate is None:
        return ()
    first, estimate = ordered[0], ordered[0].estimate
    named = without_way(first.outcome)
    outcome = f" for {named}" if named else ""
    name = NAMES[estimate.measure][0]
    source = f"{_source(first)}, {_titled(documents[first.document_id])}"
    text = f"Strongest source with an estimate ({source}): {name} {figure(estimate)}{outcome}."
    said = [AnswerLine(text, _claims(claims, [first]))]
    others = _comparable(first, ordered[1:])
    if others:
        said.append(AnswerLine(_others(others), _claims(claims, others)))
    return tuple(said)


def figure(estimate: Estimate) -> str:
    """ "0.83 (95% CI 0.70 to 0.98)", with what is written and no more."""
    text = _with_unit(estimate.value, estimate.unit)
    if estimate.low is None or estimate.high is None:
        return text
    level = f"{written(estimate.level)}% " if estimate.level is not None else ""
    no_effect = ", which includes no effect" if estimate.crosses_no_effect else ""
    return f"{text} ({level}CI {written(estimate.low)} to {written(estimate.high)}{no_effect})"


def written(value: Decimal) -> str:
    """All digits as they were written, never an exponent."""
    return format(value, "f")


def _others(others: Sequence[Row]) -> str:
    estimates = [r.estimate for r in others if r.estimate]
    one, many = NAMES[estimates[0].measure]
    if len(estimates) == 1:
        return f"One other source ({_source(others[0])}) states a{'n' if one[0] == 'o' else ''} {one} of {figure(estimates[0])}."
    low, high = min(e.value for e in estimates), max(e.value for e in estimates)
    unit = estimates[0].unit
    span = f"of {_with_unit(low, unit)}" if low == high else f"from {written(low)} to {_with_unit(high, unit)}"
    return f"{len(estimates)} other sources state {many} {span}; as reported, not pooled."


def _comparable(first: Row, others: Sequence[Row]) -> list[Row]:
    """Rows with the same measure in the same unit; of each trial one, and none of the first's own trial."""
    same = {row.document_id: row.same_study for row in (first, *others)}
    seen = {study_of(first.document_id, same)}
    kept: list[Row] = []
    for row in others:
        if (
            first.estimate
            and row.estimate
            and _same_measure(first.estimate, row.estimate)
            and study_of(row.document_id, same) not in seen
        ):
            kept.append(row)
            seen.add(study_of(row.document_id, same))
    return kept


def _same_measure(one: Estimate, other: Estimate) -> bool:
    if one.measure in NEED_UNIT and not one.unit:
        return False
    return (one.measure, one.unit) == (other.measure, other.unit)


def _is_source(row: Row, documents: Mapping[str, Document]) -> bool:
    """A guideline reports others' estimates; what is doubted or replaced is no source."""
    document = documents.get(row.document_id)
    return row.design != "guideline" and document is not None and not document.organisation and stands(document)


def _source(row: Row) -> str:
    """ "systematic review, 2021"."""
    one = counted([row.design])[0]
    name = "design not indexed" if one == UNINDEXED[0] else one.split(" ", 1)[1]
    return f"{name}, {row.year}" if row.year else name


def _titled(document: Document) -> str:
    """The title, whose words say in whom: shortened at a word."""
    title = document.title.strip().rstrip(".")
    short = title if len(title) <= TITLE else title[:TITLE].rsplit(" ", 1)[0] + " ..."
    return f"“{short}”"


def _with_unit(value: Decimal, unit: str) -> str:
    return written(value) + (unit if unit == "%" else f" {unit}" if unit else "")


def _claims(claims: Sequence[Claim], rows: Sequence[Row]) -> tuple[str, ...]:
    """For each row the claim that holds its estimate, else the first of its document."""
    chosen: dict[str, None] = {}
    for row in rows:
        quotes = [(claim.id, c) for claim in claims for c in claim.citations if c.document_id == row.document_id]
        at = row.effect.start if row.effect else -1
        holding = [i for i, c in quotes if c.start <= at < c.end]
        chosen[(holding or [i for i, _ in quotes])[0]] = None
    return tuple(chosen)
