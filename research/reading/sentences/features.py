"""A sentence in numbers, for the model: overlap, likeness, place, wording, length, and how its neighbours do.

Values are about -1 to 2. Names and order stand in `names`; weights that were learned for other names are refused.
"""

import math
import re
from collections.abc import Sequence

from research.reading.sentences.asked import FORMS, form_of, has_form
from research.reading.sentences.cues import CUES, cues_of
from research.reading.sentences.overlap import OVERLAPS, Wanted, overlaps, share, stems_in_order
from research.reading.sentences.values import Sentence
from research.reading.terms import Terms

_NAME = re.compile(r"\b(?=\w*[A-Z0-9])(?=\w*[A-Za-z])\w*[A-Z0-9]\w*[A-Z0-9]\w*\b")  # TP53, H3K27ac, COVID
# the ones that are set beside the document's best, mean and neighbours
_RELATIVE = ("topic", "words", "beginnings", "bm25")


def names(likeness: bool) -> tuple[str, ...]:
    """The features' names in order, with or without those of the embedder."""
    relative = (*_RELATIVE, "likeness") if likeness else _RELATIVE
    return (
        *OVERLAPS,
        *(("likeness",) if likeness else ()),
        *(f"{name}_{of}" for name in relative for of in ("below_best", "above_mean", "rank", "previous", "next")),
        "title", "first", "second", "last", "last_but_one", "place", "sentences",
        *CUES, *(f"asks_{form}" for form in FORMS), *(f"fits_{form}" for form in FORMS), "fits",
        "length", "short", "new_names", "question_words", "in_title",
        "conclusion_yesno", "definition_early",
    )  # fmt: skip


def features(
    question: str, terms: Terms, sentences: Sequence[Sentence], likeness: Sequence[float] | None
) -> list[list[float]]:
    """(sentences, names) rows for one document's sentences in order; `likeness` is their cosine with the question."""
    if not sentences:
        return []
    wanted = Wanted.of(question, terms)
    stems = [stems_in_order(s.text) for s in sentences]
    mean_length = sum(map(len, stems)) / len(stems)
    over = [overlaps(wanted, s, mean_length) for s in stems]
    columns = {name: [row[OVERLAPS.index(name)] for row in over] for name in _RELATIVE}
    if likeness is not None:
        columns["likeness"] = list(likeness)
    relative = [_relative(column) for column in columns.values()]
    form, title = (
        form_of(question),
        next((frozenset(s) for s, t in zip(stems, sentences, strict=True) if t.is_title), frozenset[str]()),
    )
    known = share(wanted.weights, wanted.topic, title)
    rows = []
    for i, sentence in enumerate(sentences):
        cues = cues_of(sentence.text)
        fits = [1.0 if form == f and has_form(sentence.text, f) else 0.0 for f in FORMS]
        place = i / max(1, len(sentences) - 1)
        rows.append([
            *over[i], *((likeness[i],) if likeness is not None else ()),
            *(value for column in relative for value in column[i]),
            *_place(sentences, i), *cues, *(1.0 if form == f else 0.0 for f in FORMS), *fits, sum(fits),
            math.log(1 + len(stems[i])) / 4, 1.0 if len(stems[i]) < 6 else 0.0,
            min(1.0, len(set(_NAME.findall(sentence.text)) - set(_NAME.findall(question))) / 5),
            min(1.0, len(wanted.weights) / 10), known,
            cues[0] * place * (form == "yesno"), (1 - place) * (form == "definition") * over[i][0],
        ])  # fmt: skip
    return rows


def _place(sentences: Sequence[Sentence], i: int) -> list[float]:
    n = len(sentences)
    body = i - (1 if sentences[0].is_title else 0)
    return [
        1.0 if sentences[i].is_title else 0.0,
        1.0 if body == 0 else 0.0,
        1.0 if body == 1 else 0.0,
        1.0 if i == n - 1 else 0.0,
        1.0 if i == n - 2 else 0.0,
        i / max(1, n - 1),
        min(2.0, n / 10),
    ]


def _relative(column: Sequence[float]) -> list[list[float]]:
    """For each value: how far below the best, above the mean, its rank (0 best to 1), and the neighbours' values."""
    best, mean = max(column), sum(column) / len(column)
    ranked = sorted(column, reverse=True)
    last = max(1, len(column) - 1)
    return [
        [
            best - value,
            value - mean,
            ranked.index(value) / last,
            column[i - 1] if i else 0.0,
            column[i + 1] if i + 1 < len(column) else 0.0,
        ]
        for i, value in enumerate(column)
    ]
