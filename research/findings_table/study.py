"""What `research.reading.facts` reads of a study, taken in at this one place."""

from collections.abc import Mapping

from evidence.model import Document
from research.reading.facts.same import same_studies
from research.reading.facts.study import StudyFacts, facts_of

__all__ = ["StudyFacts", "facts_by_id", "same_studies"]


def facts_by_id(documents: Mapping[str, Document]) -> dict[str, StudyFacts]:
    """The facts of each document."""
    return {i: facts_of(d) for i, d in documents.items()}
