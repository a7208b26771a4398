"""The bottom line: the run of sentences that is worth most, then what covers the rest of the answer."""

from collections.abc import Callable, Sequence

from evidence.text.leaning import leans_on_previous
from research.reading.sentences.cover import ENOUGH, MOST, Scored, cover
from research.reading.sentences.runs import LONGEST, Run, runs_of, worths
from research.reading.sentences.score import score
from research.reading.sentences.values import Sentence
from research.reading.terms import Terms

Pool = Sequence[Sequence[Sentence]]  # each source's sentences, in its order


def bottom_line(
    question: str,
    terms: Terms,
    pool: Pool,
    most: int = MOST,
    enough: float = ENOUGH,
    value: Callable[[str, Terms, Pool, Sequence[Run]], list[float]] = worths,
) -> list[tuple[int, int]]:
    """(source, sentence) of at most `most` sentences, in the order to show them; [] for an empty pool.

    `pool` holds each source's sentences that answer (they passed the gate), in the source's order. The first to three
    shown are neighbours in one source; those after them are fit to stand alone. Raises ValueError for `most` below 1.
    """
    if most < 1:
        raise ValueError("A bottom line has at least 1 sentence.")
    runs = standing(pool, runs_of(pool, min(LONGEST, most)))
    if not runs:
        return []
    values = value(question, terms, pool, runs)
    best = runs[max(range(len(runs)), key=lambda i: (values[i], -i))]
    shown = [(best.source, i) for i in range(best.first, best.last + 1)]
    alone = [(r.source, r.first) for r in runs if r.first == r.last and (r.source, r.first) not in shown]
    places = [*shown, *alone]
    scores = [score(question, terms, source) for source in pool]
    scored = [Scored(pool[k][i].text, scores[k][i]) for k, i in places]
    return [places[i] for i in cover(question, scored, most, enough, range(len(shown)))]


def standing(pool: Pool, runs: Sequence[Run]) -> list[Run]:
    """The runs whose first sentence does not lean on one before; all of them where each leans."""
    leaning = {
        (k, i)
        for k, source in enumerate(pool)
        for i, sentence in enumerate(source)
        if leans_on_previous(sentence.text, source[i - 1].text if i else "")
    }
    return [r for r in runs if (r.source, r.first) not in leaning] or list(runs)
