"""What `research.reading.facts` reads of studies, taken in at this one place, and only where it is asked for: its
patterns take a tenth of a CPU second to make ready, which the quick answer has no use for.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from evidence.model import Document
from evidence.text.registrations import registrations

if TYPE_CHECKING:
    from research.reading.facts.study import StudyFacts

SYNTHESES = frozenset({"systematic-review", "meta-analysis", "scoping-review"})
MOST = 2  # numbers of one trial; more are a list of others'
Same = Mapping[str, tuple[str, ...]]  # document id to those that report the same trial


def facts_by_id(documents: Mapping[str, Document]) -> tuple[Mapping[str, "StudyFacts"], Same]:
    """The facts of each document, and which of them report one trial."""
    from research.reading.facts.same import same_studies
    from research.reading.facts.study import facts_of

    facts = {i: facts_of(d) for i, d in documents.items()}
    return facts, same_studies(facts)


def same_by_record(documents: Mapping[str, Document]) -> Same:
    """Which primary studies share a registration of a trial, by their records alone: a trial is never counted twice."""
    numbers = {i: _registered(d) for i, d in documents.items()}
    same = {i: tuple(o for o in numbers if o != i and own & numbers[o]) for i, own in numbers.items()}
    return {i: others for i, others in same.items() if others}


def _registered(document: Document) -> frozenset[str]:
    found = {r.number for text in document.registrations for r in registrations(text) if r.kind == "trial"}
    return frozenset(found) if document.design not in SYNTHESES and len(found) <= MOST else frozenset()
