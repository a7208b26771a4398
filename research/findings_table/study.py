"""What `research.reading.facts` reads of studies, taken in at this one place, and only where it is asked for: its
patterns take a tenth of a CPU second to make ready, which the quick answer has no use for.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from evidence.model import Document
from research.same_trial import Same, sharing, trials

if TYPE_CHECKING:
    from research.reading.facts.study import StudyFacts

SYNTHESES = frozenset({"systematic-review", "meta-analysis", "scoping-review"})


def facts_by_id(documents: Mapping[str, Document]) -> tuple[Mapping[str, "StudyFacts"], Same]:
    """The facts of each document, and which of them report one trial."""
    from research.reading.facts.same import same_studies
    from research.reading.facts.study import facts_of

    facts = {i: facts_of(d) for i, d in documents.items()}
    return facts, same_studies(facts)


def same_by_record(documents: Mapping[str, Document]) -> Same:
    """Which primary studies share a registration of a trial, by their records alone."""
    return sharing({i: trials(d.registrations, is_synthesis=d.design in SYNTHESES) for i, d in documents.items()})
