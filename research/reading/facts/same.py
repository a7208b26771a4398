"""Reports of one trial: primary studies that share a registration."""

from collections import defaultdict
from collections.abc import Mapping

from evidence.text.registrations import registrations
from research.reading.facts.own_registrations import MOST
from research.reading.facts.study import StudyFacts


def same_studies(facts: Mapping[str, StudyFacts]) -> dict[str, tuple[str, ...]]:
    """Document id -> ids of the others that report the same trial, in the order given; only those that have any.

    A synthesis, and whatever names more than two trials, is the same as none; numbers of reviews do not count.
    """
    by_number: dict[str, list[str]] = defaultdict(list)
    for document_id, each in facts.items():
        for number in _trials(each):
            by_number[number].append(document_id)
    shared = {i: {other for n in _trials(each) for other in by_number[n]} - {i} for i, each in facts.items()}
    return {i: tuple(o for o in facts if o in others) for i, others in shared.items() if others}


def _trials(facts: StudyFacts) -> frozenset[str]:
    found = {r.number for text in facts.registrations for r in registrations(text) if r.kind == "trial"}
    return frozenset(found) if not facts.is_synthesis and len(found) <= MOST else frozenset()
