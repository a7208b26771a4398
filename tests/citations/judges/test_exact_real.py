"""The exact judgement on sentences of real abstracts: SciFact's documents with odd places, on which nothing was chosen."""

import gzip
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from citations.judges.exact import judge_exactly
from evidence.model import Passage
from evidence.text.sentences import sentences

DOCUMENTS = 120
_DIGITS = re.compile(r"(?<![\w.,])[1-9]\d*(?![\w.,]\w)")


@pytest.fixture(scope="module")
def told(shared: Path) -> list[tuple[str, Passage]]:
    """Sentences, each with the passage that it stands in."""
    return list(_told(shared / "scifact" / "corpus.jsonl.gz"))


def _told(path: Path) -> Iterator[tuple[str, Passage]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 1, 2 * DOCUMENTS, 2):
            record = json.loads(line)
            text = f"{record['title']}\n\n{' '.join(record['abstract'])}"
            for start, end in sentences(text):
                if end - start > 40:
                    yield text[start:end], Passage(str(record["doc_id"]), 0, len(text), text)


def _flagged(pairs: list[tuple[str, Passage]]) -> float:
    return sum(judge_exactly(claim, [passage]).support != "supported" for claim, passage in pairs) / len(pairs)


def test_sentences_as_they_stand_are_supported(told: list[tuple[str, Passage]]) -> None:
    """At most one untouched sentence of 200 is flagged."""
    assert len(told) > 500
    assert _flagged(told) <= 0.005


def test_a_changed_number_is_flagged(told: list[tuple[str, Passage]]) -> None:
    """At least 98 of 100 sentences in which the first whole number has become another are flagged."""
    changed = [
        (_DIGITS.sub(lambda m: str(int(m.group()) + 3), text, count=1), p) for text, p in told if _DIGITS.search(text)
    ]
    assert len(changed) > 50
    assert _flagged(changed) >= 0.98


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (" was ", " was never "),
        (" increased ", " reduced "),
        (" higher ", " lower "),
        (" may ", " does "),
        (" not ", " "),
        (" in ", " except in "),
    ],
)
def test_a_turned_sentence_is_flagged(told: list[tuple[str, Passage]], was: str, now: str) -> None:
    """At least 95 of 100 sentences with a denial or hedge lost or gained, or a direction turned, are flagged."""
    turned = [(text.replace(was, now, 1), passage) for text, passage in told if was in text]
    assert len(turned) > 10
    assert _flagged(turned) >= 0.95


def test_a_sentence_of_another_paper_is_flagged(told: list[tuple[str, Passage]]) -> None:
    """At least 98 of 100 sentences that cite the paper fifty sentences on are flagged."""
    others = [(text, told[k + 50][1]) for k, (text, passage) in enumerate(told[:-50]) if told[k + 50][1] is not passage]
    apart = [(text, passage) for text, passage in others if text not in passage.text]
    assert _flagged(apart) >= 0.98
