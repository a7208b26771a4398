"""What every Embedder promises, asked of each one that this machine can run."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from evidence.ports import Embedder
from indexers.embedders import HashingEmbedder, MinilmEmbedder, SentenceTransformersEmbedder
from indexers.minilm.engines import OpenVino
from tests.minilm_model import as_sentence_transformers, openvino_or_skip, varied_texts, weights_or_skip


class Case(NamedTuple):
    embedder: Embedder
    same: float = 1e-5  # how far apart two vectors of one text may be, coordinate by coordinate


def hashing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    return Case(HashingEmbedder())


def minilm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    weights_or_skip()
    return Case(MinilmEmbedder(bulk=False))


def minilm_in_bulk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """The fast engine serves every passage, and ONNX Runtime every query."""
    weights = openvino_or_skip()
    embedder = MinilmEmbedder()
    monkeypatch.setattr("indexers.minilm.embedder.BULK", 1)
    embedder._bulk_engine = OpenVino(weights)
    return Case(embedder, same=5e-3)  # bf16 rounds by batch: cosine above .9999


def sentence_transformers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    return Case(SentenceTransformersEmbedder(str(as_sentence_transformers(weights_or_skip(), folder))))


@pytest.fixture(params=[hashing, minilm, minilm_in_bulk, sentence_transformers])
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Case:
    make: Callable[[Path, pytest.MonkeyPatch], Case] = request.param
    return make(tmp_path_factory.mktemp("model"), monkeypatch)


def test_rows_are_unit_float32_one_a_text(case: Case) -> None:
    """(n, dim), float32, each row of length 1; the empty text has a vector too."""
    vectors = case.embedder.embed_passages(["", "aspirin", "aspirin and warfarin " * 300])
    assert vectors.shape == (3, case.embedder.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_rows(case: Case) -> None:
    """(0, dim), so that it can be stacked."""
    vectors = case.embedder.embed_passages([])
    assert vectors.shape == (0, case.embedder.dim)
    assert vectors.dtype == np.float32


def test_a_text_has_one_vector_in_any_batch_and_the_order_holds(case: Case) -> None:
    """Row i is text i's, as it would be alone, whatever lengths stand beside it."""
    texts = varied_texts(16)
    together = case.embedder.embed_passages(texts)
    alone = np.concatenate([case.embedder.embed_passages([text]) for text in texts])
    assert np.abs(together - alone).max() < case.same
    assert (together * alone).sum(axis=1).min() > 0.9999
    assert np.array_equal(together, case.embedder.embed_passages(texts))


def test_a_query_and_a_passage_of_the_same_text_agree(case: Case) -> None:
    """None of the embedders here has prompts: one space for questions and texts."""
    text = "Does aspirin prevent stroke?"
    query, passage = case.embedder.embed_query(text), case.embedder.embed_passages([text])
    assert query.shape == (1, case.embedder.dim)
    assert query.dtype == np.float32
    assert np.abs(query - passage).max() < case.same
    assert float((query * passage).sum()) > 0.9999


def test_like_texts_are_nearer_than_unlike_ones(case: Case) -> None:
    """An embedder whose vectors carried nothing of the text would pass all the rest."""
    vectors = case.embedder.embed_passages(
        ["aspirin prevents stroke", "stroke prevention with aspirin", "a questionnaire on nurses' night shifts"]
    )
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_the_end_of_the_fingerprint_fits_a_file_name(case: Case) -> None:
    """Index files are named after its last 12 characters."""
    assert case.embedder.fingerprint[-12:].replace("-", "").isalnum()
