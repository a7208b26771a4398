"""What the evidence at hand leaves open: kinds of study without an answer, no harms, no figures, no direct comparison."""

from collections.abc import Iterable, Mapping, Sequence

from evidence.model import Claim, Document, Kind, Plan
from evidence.report import Row
from evidence.text.findings import findings
from research.outcomes import without_way
from research.reading.focus import Focus
from research.reading.terms import ASKING, stems
from research.synthesize.extractive import HARMS_TITLE, SUBGROUPS_TITLE, Draft

SOUGHT = (
    ("guidelines", {"guideline"}),
    ("systematic reviews", {"systematic-review", "meta-analysis"}),
    ("randomised trials", {"rct"}),
)
OF_EFFECTS: tuple[Kind, ...] = ("therapy", "prevention", "harm")


def gaps_of(
    plan: Plan,
    draft: Draft,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    rows: Sequence[Row],
    focus: Focus,
) -> tuple[str, ...]:
    """In plain sentences; none where nothing was found, which is said elsewhere."""
    cited = [documents[i] for i in dict.fromkeys(c.document_id for claim in claims for c in claim.citations)]
    if not cited:
        return ()
    of_effects = plan.kind in OF_EFFECTS and bool(plan.intervention)
    found = (
        _kinds({d.design for d in cited}) if of_effects else "",
        _facets({s.title for s in draft.sections}) if of_effects else "",
        _figures(plan, rows, claims) if of_effects else "",
        _comparison(plan, claims, documents, focus),
        _people(plan, claims, documents),
        _years(cited),
    )
    return tuple(line for line in found if line)


def _kinds(designs: set[str]) -> str:
    missing = [name for name, members in SOUGHT if not designs & members]
    return f"No answer was found in {_either(missing)} of this library." if missing else ""


def _facets(titles: set[str]) -> str:
    unsaid = [title.lower() for title in (HARMS_TITLE, SUBGROUPS_TITLE) if title not in titles]
    return f"Nothing was found to quote on {_either(unsaid)}." if unsaid else ""


def _figures(plan: Plan, rows: Sequence[Row], claims: Sequence[Claim]) -> str:
    if not plan.outcome or any(r.estimate for r in rows) or any(f.interval for c in claims for f in findings(c.text)):
        return ""
    outcome = without_way(plan.outcome)
    return f"In no source cited was an estimate of the effect on “{outcome}” read; full texts may state one."


def _comparison(plan: Plan, claims: Sequence[Claim], documents: Mapping[str, Document], focus: Focus) -> str:
    """Where two sides are asked about, whether any source names both."""
    own, other = focus.intervention - focus.comparator, focus.comparator - focus.intervention
    if not own or not other:
        return ""
    if any(words & own and words & other for words in _worded(claims, documents)):
        return ""
    return f"No source quoted compares “{plan.intervention}” with “{plan.comparator}” in the statement or its title."


def _people(plan: Plan, claims: Sequence[Claim], documents: Mapping[str, Document]) -> str:
    """Whether those asked about are named anywhere."""
    asked = frozenset(stems(plan.population)) - {w for word in ASKING for w in stems(word)}
    if not asked or any(asked & words for words in _worded(claims, documents)):
        return ""
    return f"No source quoted names “{plan.population}” in the statement or its title: see whom each was about."


def _years(cited: Sequence[Document]) -> str:
    years = sorted({d.published.year for d in cited if d.published.year})
    if not years:
        return ""
    span = str(years[0]) if years[0] == years[-1] else f"{years[0]} to {years[-1]}"
    return f"The sources cited are of {span}: what appeared later, or is not in this library, is not here."


def _worded(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterable[frozenset[str]]:
    for claim in claims:
        for citation in claim.citations:
            yield stems(f"{documents[citation.document_id].title} {citation.quote}")


def _either(names: Sequence[str]) -> str:
    """ "guidelines, systematic reviews or randomised trials"."""
    return " or ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
