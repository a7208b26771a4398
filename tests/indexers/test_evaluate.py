"""Measures over a collection: scored by the collection's own ids, whatever these hold."""

import json
from pathlib import Path

import pytest

from evidence.settings import Settings
from research.evaluate import evaluate_retrieval


def test_any_id_is_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four queries, each with one relevant document that comes first: every measure is 1; refused lines are said."""
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))
    words = {"10.1000/x/7": "warfarin", "with spaces": "aspirin", "#1%": "statins", "own-9": "insulin"}
    rows = [{"_id": i, "title": word, "text": f"About {word}."} for i, word in words.items()]
    rows[-1]["pmid"] = "31883958"
    corpus = [*rows, {"_id": "empty"}]
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in corpus))
    queries = [{"_id": f"q{n}", "text": word} for n, word in enumerate(words.values())]
    (tmp_path / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in queries))
    judged = "".join(f"q{n}\t{i}\t1\n" for n, i in enumerate(words))
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + judged)
    said: list[str] = []
    results = evaluate_retrieval(tmp_path, Settings(embedder="none"), ("lexical",), None, said.append)
    assert results == {"lexical": {"nDCG@10": 1.0, "R@100": 1.0, "RR@10": 1.0, "AP@100": 1.0}}
    assert [line for line in said if line.startswith("refused")] == [
        "refused: empty (line 5): it has no title and no text"
    ]
