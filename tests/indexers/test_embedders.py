"""The embedders by name, and all-MiniLM-L6-v2 against what it was published as."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from evidence.errors import ExtraMissingError, UsageError, WeightsMissingError
from indexers.embedders import HashingEmbedder, MinilmEmbedder, SentenceTransformersEmbedder, load_embedder
from indexers.minilm.tokens import BATCH_TOKENS, Tokens, batches, pad
from tests.minilm_model import REFERENCE, REFERENCE_TEXTS, as_sentence_transformers, varied_texts, weights_or_skip


def run_python(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_absent_weights_name_the_command_that_gets_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path))
    with pytest.raises(WeightsMissingError, match="run `evidence models fetch`"):
        load_embedder("minilm")


@pytest.mark.parametrize("name", ["", "bert", "hf", "hf:", "minilm:large"])
def test_an_unknown_name_lists_those_there_are(name: str) -> None:
    with pytest.raises(UsageError, match=r"minilm, hashing, or hf:NAME"):
        load_embedder(name)


def test_a_missing_extra_prints_its_pip_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ExtraMissingError, match=r'pip install "evidence-engine\[models\]"'):
        load_embedder("hf:BAAI/bge-small-en-v1.5")


def test_a_model_that_is_not_on_this_machine_is_not_fetched_unasked(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    with pytest.raises(WeightsMissingError, match="not on this machine"):
        SentenceTransformersEmbedder(str(tmp_path / "nowhere"))


def test_hashing_is_the_same_in_every_process() -> None:
    """Python's own hash of a string is not."""
    code = "from indexers.hashing import HashingEmbedder as H; print(H().embed_query('β-blockers').tobytes().hex())"
    assert run_python(code) == HashingEmbedder().embed_query("β-blockers").tobytes().hex()


def test_importing_the_embedders_imports_no_engine() -> None:
    """`--help` and the lexical commands must not pay for them."""
    heavy = "{'onnxruntime', 'tokenizers', 'openvino', 'torch', 'sentence_transformers', 'onnx'}"
    assert run_python(f"import sys, indexers.embedders; print(sorted({heavy} & set(sys.modules)))") == "[]"


def test_minilm_runs_without_torch() -> None:
    """Nor does a query load OpenVINO or the dev dependency onnx."""
    weights_or_skip()
    heavy = "{'torch', 'transformers', 'sentence_transformers', 'openvino', 'onnx'}"
    code = f"""import sys; from indexers.embedders import load_embedder; load_embedder("minilm").embed_query("stroke")
print("onnxruntime" in sys.modules, sorted({heavy} & set(sys.modules)))"""
    assert run_python(code) == "True []"


def test_minilm_gives_the_vectors_that_sentence_transformers_gave() -> None:
    """Every coordinate, on texts kept in a file: needs no torch."""
    weights_or_skip()
    vectors = MinilmEmbedder(bulk=False).embed_passages(REFERENCE_TEXTS)
    assert np.abs(vectors - np.array(json.loads(REFERENCE.read_text()))).max() < 2e-5


def test_minilm_equals_sentence_transformers_on_texts_of_every_length(tmp_path: Path) -> None:
    """Cosine of at least .999 on each of 200 texts, in one batch run and by the query's road."""
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    reference = SentenceTransformersEmbedder(str(as_sentence_transformers(weights_or_skip(), tmp_path / "model")))
    texts, ours = varied_texts(200), MinilmEmbedder()
    expected = reference.embed_passages(texts)
    assert (ours.embed_passages(texts) * expected).sum(axis=1).min() >= 0.999
    assert (ours.embed_query(texts[0]) * expected[0]).sum() >= 0.99999


def test_only_the_first_256_tokens_count() -> None:
    """The packaged tokenizer.json says 128: 254 words of one token each, [CLS] and [SEP] make 256."""
    folder = weights_or_skip()
    tokens = Tokens(folder).encode(["stroke " * 254 + "aspirin", "stroke " * 254, "stroke " * 253 + "aspirin"])
    assert [len(row) for row in tokens] == [256, 256, 256]
    assert tokens[0] == tokens[1] != tokens[2]


def test_a_lone_surrogate_is_read_as_a_question_mark() -> None:
    r"""JSON may hold \ud800, which no UTF-8 can."""
    folder = weights_or_skip()
    assert Tokens(folder).encode(["a \ud800 b"]) == Tokens(folder).encode(["a ? b"])


def test_padding_stands_on_the_right_and_is_masked() -> None:
    ids, mask = pad([[101, 7, 102], [101, 102]])
    assert ids.tolist() == [[101, 7, 102], [101, 102, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 1, 0]]


def test_batches_hold_every_row_once_within_the_limit() -> None:
    rows = [[1] * (2 + number * 37 % 255) for number in range(500)]
    made = list(batches(rows))
    assert sorted(place for batch in made for place in batch) == list(range(500))
    assert max(len(batch) * max(len(rows[place]) for place in batch) for batch in made) <= BATCH_TOKENS
