"""Reports of one trial, by the registrations that the documents state for themselves."""

from collections.abc import Mapping

from research.reading.facts.study import StudyFacts
from research.same_trial import sharing, trials


def same_studies(facts: Mapping[str, StudyFacts]) -> dict[str, tuple[str, ...]]:
    """Document id -> ids of the others that report the same trial, in the order given; only those that have any."""
    return sharing({i: trials(each.registrations, is_synthesis=each.is_synthesis) for i, each in facts.items()})
