"""Choosing the sentences that answer, and the bottom line made of them, on BioASQ; baselines in the same run.

Run: python -m benchmarks.reading_sentences SHARED_DATA [--without-embedder]; needs scikit-learn, since every figure is
cross-validated (rows of one question or one article are never on both sides). Vectors are kept in the temporary folder.
`MAP` is over all sentences of an article, its title among them; `MAP.body` leaves titles out.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean

from rank_bm25 import BM25Okapi

from benchmarks.bioasq_answers import Asked, read_asked
from benchmarks.bioasq_sentences import Row, average_precision, read_rows
from benchmarks.reading_data import data_folder
from benchmarks.rouge import rouge_2, rouge_su4
from benchmarks.sentence_vectors import Cosines
from benchmarks.train_bottom_line import best_runs, table, text_of
from benchmarks.train_bottom_line import cross_validated as worth_trees
from benchmarks.train_bottom_line import terms_of as asked_terms
from benchmarks.train_sentences import cross_validated, tables, terms_of
from evidence.errors import WeightsMissingError
from evidence.model import Document, Evidence
from evidence.ports import Embedder
from evidence.text.words import content_words, stem
from research.reading.answers import read_answers
from research.reading.sentences.bottom_line import bottom_line
from research.reading.sentences.runs import run_features, runs_of
from research.reading.sentences.trees import Trees
from research.reading.terms import Terms

UNREAD = -9.0  # below any score: sentences that the reader does not quote
PART = 5  # every fifth question gets a whole bottom line: 60 CPU seconds
Scores = list[list[float]]


def measure(shared: Path, likeness: bool = True) -> dict[str, float]:
    """Sentence MAP and ROUGE F1 (0 to 1) of ours and of the baselines, by name."""
    return {**measure_sentences(shared, _cosines() if likeness else None), **measure_bottom_lines(shared)}


def measure_with_likeness(shared: Path) -> dict[str, float]:
    """`measure_sentences` with MiniLM. Raises WeightsMissingError where its weights are not on this machine."""
    return measure_sentences(shared, Cosines.load())


def _cosines() -> Cosines | None:
    try:
        return Cosines.load()
    except WeightsMissingError:
        return None


def measure_sentences(shared: Path, cosines: Cosines | None) -> dict[str, float]:
    """Over the 509 rows with a gold sentence."""
    shared = data_folder(shared)
    rows = read_rows(shared)
    terms = terms_of(rows, shared)
    scored = {
        "last": [[float(i) for i in range(len(r.gold))] for r in rows],
        "rank_bm25": [_bm25(r.question, r.texts) for r in rows],
        "reader_words": [_reader(r, terms[r.question], None) for r in rows],
        "ours_words": cross_validated(rows, tables(rows, terms, None), likeness=False),
    }
    if cosines is not None:
        cosines.prepare([*(t for r in rows for t in r.texts), *(r.question for r in rows)])
        scored["cosine"] = [cosines.of(r.question, r.texts) for r in rows]
        scored["reader"] = [_reader(r, terms[r.question], cosines) for r in rows]
        both = cross_validated(rows, tables(rows, terms, cosines), likeness=True)
        scored["ours"] = [
            [(a + b) / 2 for a, b in zip(x, y, strict=True)] for x, y in zip(both, scored["ours_words"], strict=True)
        ]
        cosines.save()
    return {
        f"{name}.{what}": precision(rows, scores, skip)
        for name, scores in scored.items()
        for what, skip in (("MAP", 0), ("MAP.body", 1))
    }


def precision(rows: Sequence[Row], scores: Scores, skip: int = 0) -> float:
    """Mean average precision over the rows with gold, without the first `skip` sentences."""
    return mean(
        average_precision(r.gold[skip:], s[skip:]) for r, s in zip(rows, scores, strict=True) if any(r.gold[skip:])
    )


def _bm25(question: str, texts: Sequence[str]) -> list[float]:
    corpus = [[stem(w) for w in content_words(t)] or [""] for t in texts]
    return [float(x) for x in BM25Okapi(corpus).get_scores([stem(w) for w in content_words(question)])]


def _reader(row: Row, terms: Terms, embedder: Embedder | None) -> list[float]:
    """The present reader's scores; it trims sentences, so each is found by where it begins."""
    document = Document("file:bioasq/1", row.texts[0], row.article, "bioasq", "jsonl")
    scores = [UNREAD] * len(row.gold)
    if not any(row.gold):
        return scores
    for answer in read_answers(row.question, terms, [Evidence(document)], embedder, len(row.gold)):
        at = next(i for i, (start, end) in enumerate(row.spans) if start <= answer.start < end)
        scores[at] = max(scores[at], answer.score)
    return scores


def measure_bottom_lines(shared: Path) -> dict[str, float]:
    """Over the questions with gold snippets."""
    shared = data_folder(shared)
    asked = read_asked(shared)
    made = [table(a, shared) for a in asked]
    gains = [[rouge_2(text_of(a, run), a.ideal) for run in runs_of(a.pool)] for a in asked]
    dice = random.Random(5)
    lines: dict[str, Callable[[Asked], str]] = {
        "first_snippet": lambda a: a.first_snippet,
        "first_snippet_sorted": lambda a: a.first_sorted,
        "random_snippet": lambda a: " ".join(s.text for s in dice.choice(a.pool)),
        "top_bm25_sentence": _top_bm25,
    }
    chosen = {name: [line(a) for a in asked] for name, line in lines.items()}
    trees = worth_trees(asked, made, gains)
    chosen["ours_best_run"] = best_runs(asked, made, trees)
    figures = _rouge(asked, chosen)
    part = range(0, len(asked), PART)
    lines_of_part = {
        "part.first_snippet": [asked[i].first_snippet for i in part],
        "part.ours_best_run": [chosen["ours_best_run"][i] for i in part],
        "part.ours_at_most_5": [_line(asked[i], asked_terms(asked[i], shared), trees[i], 5) for i in part],
    }
    return {**figures, **_rouge([asked[i] for i in part], lines_of_part)}


def _rouge(asked: Sequence[Asked], chosen: dict[str, list[str]]) -> dict[str, float]:
    return {
        f"{name}.{what}": mean(rouge(t, a.ideal) for t, a in zip(texts, asked, strict=True))
        for name, texts in chosen.items()
        for what, rouge in (("ROUGE-2", rouge_2), ("ROUGE-SU4", rouge_su4))
    }


def _line(asked: Asked, terms: Terms, trees: Trees, most: int) -> str:
    """What a report would show, by trees that saw nothing of the question."""
    shown = bottom_line(
        asked.question,
        terms,
        asked.pool,
        most,
        value=lambda q, t, pool, runs: trees.sums(run_features(q, t, pool, runs)),
    )
    return " ".join(asked.pool[source][i].text for source, i in shown)


def _top_bm25(asked: Asked) -> str:
    texts = [s.text for source in asked.pool for s in source]
    scores = _bm25(asked.question, texts)
    return texts[scores.index(max(scores))]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("--without-embedder", action="store_true")
    given = parser.parse_args()
    for name, figure in measure(given.shared, not given.without_embedder).items():
        print(f"{name:32} {figure:.3f}")


if __name__ == "__main__":
    main()
