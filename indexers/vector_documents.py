"""From the best passages of every part to the best documents: each by its best passage, over all parts at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexers.ranked import Ranked
from indexers.vector_part import Allowed, Part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]  # (1, dim), a unit row

FEWEST = 50  # passages asked of a part at first, however small its share
SPARE = 1.15  # times the passages that a document has in the mean: long ones crowd the best
MORE = 4  # times as many are asked of a part that may hold more of the best documents


@dataclass(frozen=True, slots=True)
class _Found:
    """What a part has given: its passages, best first, and whether it has no more."""

    part: Part
    rows: "NDArray[np.int64]"
    scores: "NDArray[np.float32]"
    whole: bool

    @property
    def floor(self) -> float:
        """Nothing that it has not given scores more than this."""
        return -2.0 if self.whole or not len(self.scores) else float(self.scores[-1])


def best_documents(
    parts: Mapping[int, Part], vector: "Vector", k: int, allowed: Mapping[int, Allowed | None]
) -> list[Ranked]:
    """At most k documents, best first, ties by id; a live document is in one part only."""
    if not parts:
        return []
    wanted = {index: _at_first(part, parts, k) for index, part in parts.items()}
    found = {index: _ask(part, vector, wanted[index], allowed[index]) for index, part in parts.items()}
    while True:
        ranked, last = _ranked(found, k)
        short = [i for i, f in found.items() if f.floor >= last] if len(ranked) >= k else _unfinished(found)
        if not short:
            return sorted(ranked, key=lambda r: (-r.score, r.document_id))[:k]
        for index in short:
            wanted[index] *= MORE
            found[index] = _ask(parts[index], vector, wanted[index], allowed[index])


def _unfinished(found: Mapping[int, _Found]) -> list[int]:
    return [index for index, each in found.items() if not each.whole]


def _at_first(part: Part, parts: Mapping[int, Part], k: int) -> int:
    """Twice the part's share of the wanted passages: vectors of a topic are not spread evenly."""
    info = part.segment.info
    passages = sum(other.segment.info.passages for other in parts.values())
    enough = k * SPARE * info.passages / max(1, info.documents)
    return int(min(enough, max(FEWEST, 2 * enough * info.passages / max(1, passages)))) + 1


def _ask(part: Part, vector: "Vector", wanted: int, allowed: Allowed | None) -> _Found:
    rows, scores = part.best(vector, wanted, allowed)
    return _Found(part, rows, scores, len(rows) < wanted or wanted >= part.segment.info.passages)


def _ranked(found: Mapping[int, _Found], k: int) -> tuple[list[Ranked], float]:
    """(the k best documents so far with all that tie with the last of them, that one's score)."""
    import numpy as np

    given = list(found.values())
    scores = np.concatenate([f.scores for f in given])
    of_part = np.repeat(np.arange(len(given)), [len(f.rows) for f in given])
    rows = np.concatenate([f.rows for f in given])
    documents = np.concatenate([f.part.documents_of(f.rows) for f in given])
    order = np.lexsort((rows, -scores))
    keys = (of_part[order].astype(np.int64) << 32) | documents[order]
    firsts = np.sort(np.unique(keys, return_index=True)[1])
    if len(firsts) > k:
        last = scores[order[firsts[k - 1]]]
        firsts = firsts[scores[order[firsts]] >= last]
    chosen = order[firsts]
    ranked: list[Ranked] = []
    for number, each in enumerate(given):
        mine = chosen[of_part[chosen] == number]
        spans = each.part.segment.passage_rows(rows[mine].tolist())
        for row, score in zip(rows[mine].tolist(), scores[mine].tolist(), strict=True):
            document_id, start, end = spans[row]
            ranked.append(Ranked(document_id, score, (start, end)))
    return ranked, float(scores[chosen[-1]]) if len(chosen) else 2.0
