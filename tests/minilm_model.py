"""all-MiniLM-L6-v2 for tests: its weights, texts to try it on, and the folder that sentence-transformers reads.

`python -m tests.minilm_model`, where sentence-transformers is installed, writes the reference vectors anew.
"""

import importlib.util
import json
import random
import sys
from pathlib import Path

import pytest

from evidence.embeddings import weights_folder
from indexers.minilm.engines import has_bf16_matrices

REFERENCE = Path(__file__).with_name("minilm_reference.json")  # sentence-transformers' vectors of REFERENCE_TEXTS
REFERENCE_TEXTS = (
    "",
    "aspirin",
    "Does apixaban lower the risk of stroke in atrial fibrillation?",
    "Naïve CD4⁺ T-cells, 10 µg/mL IL-1β; HbA1c ≥ 6.5 % (48 mmol/mol).",
    "Vorhofflimmern 心房細動 мерцательная аритмия",
    "[SEP] a text that names [PAD] and [MASK] tokens",
    "In patients with heart failure, spironolactone reduced all-cause mortality by 30%. " * 9,
    "pneumonoultramicroscopicsilicovolcanoconiosis " * 120,
)
CONFIG = {
    "modules.json": [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ],
    "1_Pooling/config.json": {"word_embedding_dimension": 384, "pooling_mode_mean_tokens": True},
    "sentence_bert_config.json": {"max_seq_length": 256, "do_lower_case": False},
    "tokenizer_config.json": {"do_lower_case": True, "model_max_length": 512, "tokenizer_class": "BertTokenizer"},
    "config.json": {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": 384,
        "intermediate_size": 1536,
        "layer_norm_eps": 1e-12,
        "max_position_embeddings": 512,
        "num_attention_heads": 12,
        "num_hidden_layers": 6,
        "type_vocab_size": 2,
        "vocab_size": 30522,
    },
}


def weights_or_skip() -> Path:
    """The cached weights' folder; skips the test where there is none."""
    folder = weights_folder()
    if folder is None:
        pytest.skip("the weights are not in the cache: run `evidence models fetch`")
    return folder


def openvino_or_skip() -> Path:
    """The cached weights' folder; skips where bf16 cannot run. Does not import openvino: that would send telemetry."""
    if importlib.util.find_spec("openvino") is None:
        pytest.skip("the extra `fast` is not installed")
    if not has_bf16_matrices():
        pytest.skip("this processor has no AMX in bf16")
    return weights_or_skip()


def as_sentence_transformers(weights: Path, folder: Path) -> Path:
    """The published model's folder, made of the cached weights and the published configuration."""
    for name, value in CONFIG.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(value))
    (folder / "2_Normalize").mkdir()
    for name in ("model.safetensors", "tokenizer.json"):
        (folder / name).hardlink_to(weights / name)
    return folder


def varied_texts(count: int, seed: int = 7) -> list[str]:
    """Texts of 0 to 320 words, of plain, Greek, accented and numeric words."""
    dice = random.Random(seed)
    plain = "trial of warfarin in patients with stroke mortality versus placebo randomised immunohistochemistry , ."
    words = [*plain.split(), "β-blocker", "12.5%", "p<0.001", "naïve", "café", "95%-CI", "HR=0.78", "(n=1,024)", "心"]
    return [" ".join(dice.choices(words, k=dice.randrange(321))) for _ in range(count)]


def _write_reference() -> None:
    from tempfile import TemporaryDirectory

    from sentence_transformers import SentenceTransformer

    folder = weights_folder()
    if folder is None:
        sys.exit("the weights are not in the cache: run `evidence models fetch`")
    with TemporaryDirectory(dir=folder.parent) as scratch:
        model = SentenceTransformer(str(as_sentence_transformers(folder, Path(scratch))), device="cpu")
        vectors = model.encode(list(REFERENCE_TEXTS), batch_size=1, normalize_embeddings=True)
    rows = ",\n".join(json.dumps([round(float(x), 5) for x in row]) for row in vectors)
    REFERENCE.write_text(f"[{rows}]\n")


if __name__ == "__main__":
    _write_reference()
