"""Two reports of one trial are one study, wherever studies are counted: told by their trial registration numbers."""

from collections.abc import Iterable, Mapping

from evidence.text.registrations import registrations

MOST = 2  # numbers that one study is taken to have; more are a list of other people's trials
Same = Mapping[str, tuple[str, ...]]  # document id to the others that report the same trial


def trials(numbers: Iterable[str], *, is_synthesis: bool) -> frozenset[str]:
    """A study's own trial numbers in one spelling; none of a review of studies, nor of a list of trials."""
    found = frozenset(r.number for text in numbers for r in registrations(text) if r.kind == "trial")
    return found if not is_synthesis and len(found) <= MOST else frozenset()


def sharing(numbers: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """Document id to the ids of the others with one of its numbers, in the order given; only those that have any."""
    same = {i: tuple(o for o in numbers if o != i and own & numbers[o]) for i, own in numbers.items()}
    return {i: others for i, others in same.items() if others}


def study_of(document_id: str, same: Same) -> str:
    """One name for all documents that are linked, however indirectly: the first of their ids."""
    linked, waiting = {document_id}, [document_id]
    while waiting:
        at = waiting.pop()
        near = {*same.get(at, ()), *(i for i, others in same.items() if at in others)}
        waiting += sorted(near - linked)
        linked |= near
    return min(linked)
