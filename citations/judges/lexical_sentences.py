"""How each sentence of a source stands to a claim, in plain figures."""

import math
from collections import Counter
from collections.abc import Sequence

from citations.judges.lexical_terms import Terms, terms
from citations.judges.source import SourceText

_ALIKE = 5  # letters at the head of two stems that make them likely kin: regulat(e), regulat(ory)
_KIN_COUNTS = 0.75
_FINDS = (
    "suggest", "conclu", "demonstrat", "indicat", "show", "found", "find", "reveal", "thus", "therefore", "result",
    "evidenc", "identif", "report", "signific", "confirm", "observ",
)  # fmt: skip
_AIMS = (
    "aim", "objectiv", "investigat", "examin", "whether", "assess", "evaluat", "purpos", "measur", "method", "random",
    "we used",
)  # fmt: skip


def covered(claim: Terms, sentence: Terms) -> float:
    """Share of the claim's weight whose stems the sentence has, 0 to 1."""
    return sum(t.weight for s, t in claim.content.items() if s in sentence.content) / claim.weight


def softly_covered(claim: Terms, sentence: Terms) -> float:
    """The same, where a stem with the same first five letters counts three quarters."""
    got = 0.0
    for stem, term in claim.content.items():
        got += term.weight * (
            1.0 if stem in sentence.content else _KIN_COUNTS if stem[:_ALIKE] in sentence.heads else 0
        )
    return got / claim.weight


def letters_shared(claim: Terms, sentence: Terms) -> float:
    """Share of the claim's runs of four letters that the sentence has."""
    return len(claim.grams & sentence.grams) / max(len(claim.grams), 1)


def pairs_shared(claim: Terms, sentence: Terms) -> float:
    """Share of the claim's neighbouring content words that are neighbours in the sentence."""
    return len(claim.pairs & sentence.pairs) / max(len(claim.pairs), 1)


def bm25(claim: Terms, read: Sequence[Terms]) -> list[float]:
    """BM25 (k1 1.2, b .75; Robertson and Zaragoza 2009) of each sentence for the claim, within the source."""
    held = Counter(s for r in read for s in r.content)
    mean = sum(len(r.content) for r in read) / max(len(read), 1) or 1.0
    count = len(read)
    idf = {s: math.log(1 + (count - held[s] + 0.5) / (held[s] + 0.5)) for s in claim.content if held[s]}
    return [
        sum(w * 2.2 / (1 + 1.2 * (0.25 + 0.75 * len(r.content) / mean)) for s, w in idf.items() if s in r.content)
        for r in read
    ]


def sentence_figures(claim: str, source: SourceText, near: Sequence[float] | None) -> list[dict[str, float]]:
    """The named figures of each sentence; `near` holds cosines to the claim, None without an embedder."""
    mine = terms(claim)
    read = [terms(s.text) for s in source.sentences]
    columns = {
        **_of_words(mine, read),
        **_of_place(len(read)),
        **_of_manner([s.text.lower() for s in source.sentences]),
        **(_of_meaning(near) if near is not None else {}),
    }
    return [{name: column[k] for name, column in columns.items()} for k in range(len(read))]


def _of_words(mine: Terms, read: Sequence[Terms]) -> dict[str, list[float]]:
    hard = [covered(mine, r) for r in read]
    soft = [softly_covered(mine, r) for r in read]
    scores = bm25(mine, read)
    top = max(scores, default=0.0) or 1.0
    return {
        "covered": hard,
        "covered_lead": _lead(hard),
        "soft": soft,
        "soft_lead": _lead(soft),
        "soft_before": [0.0, *soft[:-1]],
        "soft_near": _beside(soft),
        "letters": [letters_shared(mine, r) for r in read],
        "pairs": [pairs_shared(mine, r) for r in read],
        "reverse": [covered(r, mine) for r in read],
        "bm25": scores,
        "bm25_share": [score / top for score in scores],
        "bm25_rank": _ranks(scores),
        "length": [math.log(1 + len(r.content)) for r in read],
    }


def _of_place(count: int) -> dict[str, list[float]]:
    return {
        "place": [k / max(count - 1, 1) for k in range(count)],
        "is_title": [float(k == 0) for k in range(count)],
        "is_last": [float(k == count - 1) for k in range(count)],
        "from_end": [float(min(count - 1 - k, 6)) for k in range(count)],
    }


def _of_manner(small: Sequence[str]) -> dict[str, list[float]]:
    return {
        "finds": [float(any(word in text for word in _FINDS)) for text in small],
        "aims": [float(any(word in text for word in _AIMS)) for text in small],
        "we": [float(" we " in f" {text}") for text in small],
        "figures": [float(any(c.isdigit() for c in text)) for text in small],
    }


def _of_meaning(near: Sequence[float]) -> dict[str, list[float]]:
    return {
        "cosine": list(near),
        "cosine_lead": _lead(near),
        "cosine_rank": _ranks(near),
        "cosine_near": _beside(near),
    }


def _lead(values: Sequence[float]) -> list[float]:
    """How far each lies behind the most, at most 0."""
    most = max(values, default=0.0)
    return [value - most for value in values]


def _ranks(values: Sequence[float]) -> list[float]:
    """How many are more, at most 20."""
    order = sorted(values, reverse=True)
    first = {value: k for k, value in reversed(list(enumerate(order)))}
    return [float(min(first[value], 20)) for value in values]


def _beside(values: Sequence[float]) -> list[float]:
    """The larger of the two neighbours, 0 where there is none."""
    row = [0.0, *values, 0.0]
    return [max(row[k], row[k + 2]) for k in range(len(values))]
