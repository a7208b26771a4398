"""What a report does not show, in plain sentences: intended use, what was searched, what was not found."""

from collections.abc import Sequence

from evidence.model import Claim, Evidence, Plan
from research.report.build import is_fictional
from research.wiring import Engine

INTENDED_USE = (
    "Intended for clinicians and researchers, in support of their own judgement; the basis of each statement is open to "
    "review. Not for emergencies, and not a substitute for reading the sources."
)
NO_MODEL = (
    "No language model took part: every statement is a sentence quoted from its source, chosen by its likeness to the "
    "question. Sentences that answer in other words may have been missed."
)
DESIGN = "The design shown is the indexed design with its level (OCEBM 2011): it is not a grade of certainty."
FICTIONAL = "FICTIONAL: this report rests on the sample library, which was invented for demonstration. It says nothing about real patients."


def limits_of(plan: Plan, engine: Engine, pool: Sequence[Evidence], claims: Sequence[Claim]) -> tuple[str, ...]:
    """In the order in which a reader needs them."""
    cited = {c.document_id for claim in claims for c in claim.citations}
    found = [FICTIONAL] if any(is_fictional(e.document) for e in pool if e.document.id in cited) else []
    if not claims:
        found.append(
            f"Not found in these sources: none of the {len(engine.library)} documents of this library (revision "
            f"{engine.library.revision}) has a sentence that answers the question. That is not evidence of no effect."
        )
    designs = {e.document.design for e in pool if e.document.id in cited}
    missing = [
        name
        for name, members in (
            ("guidelines", {"guideline"}),
            ("systematic reviews", {"systematic-review", "meta-analysis"}),
            ("randomised trials", {"rct"}),
        )
        if claims and not designs & members
    ]
    if missing:
        found.append(f"No answer was found in {' or '.join(missing)} of this library.")
    return (*found, *engine.notes, NO_MODEL, DESIGN, INTENDED_USE)
