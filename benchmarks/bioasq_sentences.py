"""BioASQ's abstracts as questions with sentences, each marked as gold or not, in groups that share nothing.

Data: `bioasq/snippet_extraction.jsonl.gz` (SamyAteia/bioasq2024, CC BY 2.5): 887 rows of a question, a whole article and
its gold snippets; 524 rows have gold. A sentence is gold where it and a snippet overlap by half of the shorter one.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from evidence.text.sentences import sentences
from evidence.text.words import content_words

HALF = 0.5  # of the shorter of sentence and snippet, in characters
EIGHTH = 8  # one record in so many is counted: 10 CPU seconds
NEARLY_ALL = 0.8  # of the words, where a snippet's characters differ from the article's


@dataclass(frozen=True, slots=True)
class Row:
    """A question and an article's sentences in order (the first is the title); `gold[i]` says whether one answers."""

    question: str
    article: str
    spans: tuple[tuple[int, int], ...]
    gold: tuple[bool, ...]
    group: int  # rows of different groups share neither a question nor an article

    @property
    def texts(self) -> list[str]:
        """The sentences' texts."""
        return [self.article[start:end] for start, end in self.spans]


def read_rows(shared: Path) -> list[Row]:
    """All rows; those without any gold sentence are articles on other things."""
    with gzip.open(shared / "bioasq" / "snippet_extraction.jsonl.gz", "rt") as file:
        raw = [json.loads(line) for line in file]
    snippets = [[s.strip() for s in json.loads(r["target"])["snippets"]] for r in raw]
    groups = _groups([(r["question"], r["article"] if gold else "") for r, gold in zip(raw, snippets, strict=True)])
    return [
        _row(r["question"], r["article"], gold, group) for r, gold, group in zip(raw, snippets, groups, strict=True)
    ]


def _row(question: str, article: str, snippets: list[str], group: int) -> Row:
    spans = tuple(sentences(article))
    return Row(question, article, spans, tuple(is_gold(article, span, snippets) for span in spans), group)


def is_gold(article: str, span: tuple[int, int], snippets: Iterable[str]) -> bool:
    """Whether a sentence and one of the snippets are the same for the most part."""
    start, end = span
    for snippet in snippets:
        at = article.find(snippet)
        if at >= 0:
            shared = min(end, at + len(snippet)) - max(start, at)
            if shared >= HALF * min(end - start, len(snippet)):
                return True
        elif _same_words(article[start:end], snippet):
            return True
    return False


def _same_words(sentence: str, snippet: str) -> bool:
    words, others = set(content_words(sentence)), set(content_words(snippet))
    return len(words & others) >= NEARLY_ALL * max(1, min(len(words), len(others)))


def _groups(pairs: Sequence[tuple[str, str]]) -> list[int]:
    """A number for each connected part of the graph of questions and articles; "" joins nothing."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            node = parent[node]
        return node

    for question, article in pairs:
        if article:
            parent[root("a " + article)] = root("q " + question)
    numbers: dict[str, int] = {}
    return [numbers.setdefault(root("q " + question), len(numbers)) for question, _ in pairs]


def folds(groups: Sequence[int], count: int) -> list[int]:
    """A fold for each row: the largest groups first, each into the fold that has least."""
    sizes, filled = Counter(groups), [0] * count
    fold_of: dict[int, int] = {}
    for group, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[group] = min(range(count), key=lambda f: (filled[f], f))
        filled[fold_of[group]] += size
    return [fold_of[g] for g in groups]


def average_precision(gold: Sequence[bool], scores: Sequence[float]) -> float:
    """Mean of the precision at each gold sentence; equal scores in the article's order. Raises ValueError without gold."""
    if not any(gold):
        raise ValueError("Average precision needs a gold sentence.")
    order = sorted(range(len(gold)), key=lambda i: -scores[i])
    found, total = 0, 0.0
    for rank, i in enumerate(order, start=1):
        if gold[i]:
            found += 1
            total += found / rank
    return total / found


@cache
def document_frequencies(shared: Path) -> tuple[Counter[str], int]:
    """(word -> number of records that hold it, number of records) of an eighth of `abstracts/`: what a library would answer."""
    counted: Counter[str] = Counter()
    records = 0
    for text in islice(_abstracts(shared), 0, None, EIGHTH):
        counted.update(set(content_words(text)))
        records += 1
    return counted, records


def _abstracts(shared: Path) -> Iterator[str]:
    with gzip.open(shared / "abstracts" / "abstracts.jsonl.gz", "rt") as file:
        for line in file:
            record = json.loads(line)
            yield f"{record['title']} {record['abstract'] or ''}"
