"""Why a claim that reads like its source may still not be called supported by what has only learned to read."""

from collections.abc import Sequence

from citations.judges.nearest import nearest
from citations.judges.quotations import without_marks
from citations.judges.readings import kinds, plain_words, weak_words
from citations.judges.tokens import keys_of, tokens
from evidence.model import Passage

ALIKE = 0.6  # share of the claim's weight that stands in one sentence in the same order: it is that sentence, changed
IN_ONE = 0.8  # share of the claim's weight that one sentence must hold; words from here and there say nothing together
FEWEST = 4  # tokens; "Metformin reduced." says nothing that could be borne out
SHOWN = 3  # words that are named


def doubt(claim: str, passages: Sequence[Passage]) -> str:
    """A plain sentence; "" where nothing is seen that would speak against it."""
    plain = without_marks(claim)
    if len(tokens(plain)) < FEWEST:
        return "It is too short to be judged by reading."
    nearest_one = nearest(plain, passages)
    near = nearest_one.comparison
    if near.coverage >= ALIKE and not near.is_same:
        changed = [f"it adds {_listed(near.added)}"] if near.added else []
        changed += [f"it leaves out {_listed(near.dropped)}"] if near.dropped else []
        return f"It is nearly a sentence of the source, but {' and '.join(changed) or 'in another order'}."
    if nearest_one.cover < IN_ONE:
        return "No one sentence of the source holds all of it."
    absent = not_held(plain, passages)
    return f"{_listed(absent)} {'stands' if len(absent) == 1 else 'stand'} nowhere in the source." if absent else ""


def not_held(claim: str, passages: Sequence[Passage]) -> list[str]:
    """The claim's words of substance that stand nowhere in the passages, in any known form or synonym."""
    held = frozenset(key for passage in passages for key in keys_of(passage.text))
    harmless = plain_words() | weak_words() | kinds().keys()
    return [t.text for t in tokens(claim) if not t.is_number and t.key not in held and t.key not in harmless]


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:SHOWN])
