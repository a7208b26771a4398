"""What a report does not show, in plain sentences: intended use, what was searched, what was not found."""

from collections.abc import Sequence

from evidence.model import Claim, Evidence, Filters
from evidence.report import Policy
from research.report.build import is_fictional
from research.report.names import NO_LEAD, filters_in_words
from research.synthesize.extractive import Draft
from research.wiring import Engine

INTENDED_USE = (
    "Intended for clinicians and researchers, in support of their own judgement; the basis of each statement is open to "
    "review. Not for emergencies, and not a substitute for reading the sources."
)
NO_MODEL = (
    "No language model took part: every statement is a sentence quoted from its source, chosen by its likeness to the "
    "question, and a short answer is put together from them by rules. Sentences that answer in other words may have been "
    "missed."
)
DESIGN = "The design shown is the indexed design with its level (OCEBM 2011): it is not a grade of certainty."
FICTIONAL = "FICTIONAL: this report rests on the sample library, which was invented for demonstration. It says nothing about real patients."

PARTLY_FICTIONAL = (
    "FICTIONAL documents are among those cited, each marked so: they come from a sample library and say nothing about real "
    "patients. Keep real records in a library of their own."
)


def not_found(engine: Engine, policy: Policy) -> str:
    """Plainly, with what was searched; and what to try."""
    within = filters_in_words(policy.filters)
    admitted = "" if policy.filters == Filters() else f" that the filters admit ({within})"
    library = f"the {len(engine.library)} documents of this library (revision {engine.library.revision})"
    absent = set(policy.filters.sources) - engine.library.sources() if policy.filters.sources else set()
    if absent and absent == set(policy.filters.sources):
        return (
            f"Not found in these sources: this library (revision {engine.library.revision}) holds nothing of the sources that "
            f"the policy admits ({', '.join(sorted(absent))}). `evidence ingest source NAME` loads one of them."
        )
    return (
        f"Not found in these sources: none of {library}{admitted} has a sentence that answers the question. That is not "
        "evidence of no effect. The question may do better in English, in one short sentence that names the condition and "
        "the treatment or test."
    )


def limits_of(
    engine: Engine,
    policy: Policy,
    pool: Sequence[Evidence],
    claims: Sequence[Claim],
    standing: Draft,
) -> tuple[str, ...]:
    """In the order in which a reader needs them."""
    cited = {c.document_id for claim in claims for c in claim.citations}
    invented = [is_fictional(e.document) for e in pool if e.document.id in cited]
    found = [FICTIONAL if all(invented) else PARTLY_FICTIONAL] if any(invented) else []
    if not claims:
        found.append(not_found(engine, policy))
    if claims and not standing.bottom_line:
        found.append(NO_LEAD)
    return (*found, *engine.notes, NO_MODEL, DESIGN, INTENDED_USE)
