"""The bench that other engines are put on: what counts as a catch, which pairs they get, and the model that errs."""

import json
import urllib.request
from pathlib import Path

import pytest

from benchmarks.peers.pairs import INVENTED, RETRACTED, Result, outcome, read_pairs
from benchmarks.peers.stub import embedding, stub
from benchmarks.peers.table import cell, wilson

CLAIM = "Aspirin reduced mortality by 73% in adults"


@pytest.mark.parametrize(
    ("answer", "is_marked", "expected"),
    [
        (f"{CLAIM} (Author2020).", True, "kept"),
        (f"{CLAIM.replace(' ', chr(10))} (Author2020).", True, "kept"),
        (f"{CLAIM} ().", False, "bare"),
        (f"{CLAIM} (Author2020).\n\nReferences\n\n1. **RETRACTED ARTICLE** Author.", True, "flagged"),
        (f"{CLAIM} [citation needed].", False, "flagged"),
        ("Aspirin reduced mortality in adults (Author2020).", True, "changed"),
        ("I cannot answer this question.", False, "removed"),
    ],
)
def test_what_became_of_a_claim(answer: str, is_marked: bool, expected: str) -> None:
    """Taking the mark away from under a claim that stays is no catch."""
    assert outcome(CLAIM, answer, is_marked=is_marked) == expected


def test_a_claims_own_words_are_no_warning() -> None:
    """A sentence about a retracted paper is not flagged by its own word."""
    claim = "The retracted trial enrolled 12 adults"
    assert outcome(claim, f"{claim} (Author2020).", is_marked=True) == "kept"


def test_everybody_gets_the_same_pairs(tmp_path: Path) -> None:
    """So many of each kind whatever the order of the file, and two kinds made of the untouched ones."""
    kinds = ("number", "verbatim")
    lines = [
        json.dumps({"id": f"{kind}-{n}", "claim": "x", "passage": "x", "label": "y", "kind": kind, "document_id": "a:1"})
        for kind in kinds for n in range(9)
    ]  # fmt: skip
    (tmp_path / "a").write_text("\n".join(lines))
    (tmp_path / "b").write_text("\n".join(reversed(lines)))
    first, second = read_pairs(tmp_path / "a", 3), read_pairs(tmp_path / "b", 3)
    assert {pair.id for pair in first} == {pair.id for pair in second}
    assert sorted(pair.kind for pair in first) == sorted([*kinds, INVENTED, RETRACTED] * 3)


def test_shares_and_intervals() -> None:
    """Wilson's interval of 0 of 10 ends at z²/(10 + z²) = 3.8416 / 13.8416; bare and failed stand beside the share."""
    assert wilson(0, 10) == (0.0, pytest.approx(3.8416 / 13.8416, abs=1e-3))
    made = [Result("1", "number", "x", each) for each in ("flagged", "bare", "kept", "failed")]  # type: ignore[arg-type]
    assert cell(made).startswith("25% (")
    assert cell(made).endswith("1 bare, 1 failed")
    assert cell([]) == "n/a"


def test_the_model_that_errs_answers_as_it_is_told() -> None:
    """Over HTTP, as the API that engines ask; and texts that share words have vectors that are near."""
    with stub(lambda words: words.upper()) as url:
        asked = {"model": "m", "messages": [{"role": "user", "content": [{"type": "text", "text": "hello"}]}]}
        request = urllib.request.Request(f"{url}/chat/completions", json.dumps(asked).encode())
        with urllib.request.urlopen(request) as reply:
            assert json.load(reply)["choices"][0]["message"]["content"] == "HELLO"
        request = urllib.request.Request(f"{url}/embeddings", json.dumps({"input": ["a b", "c"]}).encode())
        with urllib.request.urlopen(request) as reply:
            assert [each["embedding"] for each in json.load(reply)["data"]] == [embedding("a b"), embedding("c")]
    assert sum(x * y for x, y in zip(embedding("a b"), embedding("a b"), strict=True)) == pytest.approx(1.0)
