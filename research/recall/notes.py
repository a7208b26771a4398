"""What is to be known beside the figures, in plain sentences."""

from collections.abc import Mapping, Sequence

from citations.trec import Cited
from research.recall.questions import Question

NAMED = 5  # ids that a note names


def ungold(questions: Sequence[Question]) -> tuple[str, ...]:
    """Of questions that cannot be scored."""
    without = [f"{q.id} (line {q.line})" for q in questions if not q.gold]
    return _note(without, "Questions without a gold document, which are not scored")


def not_held(questions: Sequence[Question], held: frozenset[str]) -> tuple[str, ...]:
    """Of gold documents that nothing in this library could cite."""
    missing = {g: q.line for q in reversed(questions) for g in q.gold if g not in held}
    named = [f"{g} (line {line})" for g, line in sorted(missing.items(), key=lambda item: (item[1], item[0]))]
    return _note(named, "Gold documents that are not in the library")


def unanswered(questions: Sequence[Question], runs: Mapping[str, Cited]) -> tuple[str, ...]:
    """Of questions that a run says nothing about."""
    return tuple(
        line
        for name, cited in runs.items()
        for line in _note(
            [q.id for q in questions if q.id not in cited], f"Questions without a line in {name}, which count as 0"
        )
    )


def strangers(questions: Sequence[Question], runs: Mapping[str, Cited]) -> tuple[str, ...]:
    """Of a run whose ids and gold ids may be of two kinds."""
    gold = {g for q in questions for g in q.gold}
    return tuple(
        f"No document of {name} is a gold document: are its ids of the same form (gold: {min(gold)}; run: {documents[0]})?"
        for name, cited in runs.items()
        if (documents := [d for found in cited.values() for d in found]) and not gold & set(documents)
    )


def _note(named: Sequence[str], what: str) -> tuple[str, ...]:
    if not named:
        return ()
    more = ", ..." if len(named) > NAMED else ""
    return (f"{what} ({len(named)}): {', '.join(named[:NAMED])}{more}.",)
