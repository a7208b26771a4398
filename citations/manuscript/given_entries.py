"""References that a file of their own lists, as marks name them."""

from collections.abc import Sequence

from citations.manuscript.keys import Entered
from citations.manuscript.model import Reference


def given_entries(references: Sequence[Reference]) -> tuple[Entered, ...]:
    """By their keys; where no key is a number, also by their place in the file, so that [2] is the second."""
    has_numbers = any(reference.key.isdigit() for reference in references)
    named_documents = any(reference.document_id for reference in references)
    found = [Entered(reference, reference.key) for reference in references]
    if has_numbers or named_documents:
        return tuple(found)
    return tuple(Entered(each.reference, each.label, place=str(place)) for place, each in enumerate(found, start=1))


def distinct(references: Sequence[Reference]) -> tuple[tuple[Reference, ...], list[str]]:
    """The first reference of each key, and the keys that others claim as well for something else."""
    first: dict[str, Reference] = {}
    doubled: dict[str, None] = {}
    for reference in references:
        if first.setdefault(reference.key, reference) != reference:
            doubled[reference.key] = None
    return tuple(first.values()), list(doubled)
