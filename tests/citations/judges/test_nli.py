"""The entailment judge: what it makes of a model's chances, and a real cross-encoder from a folder."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from citations.judges.cross_encoder import Chances, CrossEncoderEntailment, order_of
from citations.judges.nli import LONGEST, NliJudge, premises
from citations.judges.source import as_source
from evidence.errors import ExtraMissingError, UsageError, WeightsMissingError
from evidence.model import Passage

TEXT = (
    "Aspirin and death\n\nWe enrolled 312 adults. Aspirin reduced mortality by 12% in adults. Bleeding was more common."
)
PASSAGE = Passage("pubmed:1", 0, len(TEXT), TEXT)
NEUTRAL: Chances = (0.02, 0.03, 0.95)
FOR: Chances = (0.95, 0.03, 0.02)
AGAINST: Chances = (0.03, 0.95, 0.02)


class KeywordEntailment:
    """Gives a premise the chances of the first keyword in it; neutral where there is none."""

    name = "keywords"

    def __init__(self, **chances: Chances) -> None:
        self._chances = chances

    def chances(self, pairs: Sequence[tuple[str, str]]) -> list[Chances]:
        return [
            next((each for word, each in self._chances.items() if word in premise), NEUTRAL) for premise, _ in pairs
        ]


def judged(claim: str, **chances: Chances) -> tuple[str, str]:
    """What is said of the claim, and the sentence shown beside it."""
    verdict = NliJudge(KeywordEntailment(**chances)).judge(claim, [PASSAGE])
    assert TEXT[verdict.start : verdict.end] == verdict.quote
    return verdict.support, verdict.quote


def test_a_sentence_that_implies_the_claim_supports_it() -> None:
    """And it is the one shown, not the one with most words in common."""
    assert judged("There was more bleeding with aspirin", Bleeding=FOR) == ("supported", "Bleeding was more common.")


def test_a_sentence_that_denies_the_claim_contradicts_it() -> None:
    assert judged("Bleeding was rare", Bleeding=AGAINST) == ("contradicted", "Bleeding was more common.")


def test_disagreement_between_sentences_is_undecided() -> None:
    assert judged("Aspirin is good", reduced=FOR, Bleeding=AGAINST)[0] == "undecided"


def test_all_neutral_is_not_found() -> None:
    assert judged("Statins lower cholesterol")[0] == "not_found"


def test_an_unsure_model_is_undecided() -> None:
    """0.89 is below the bar of 0.9, for every answer."""
    assert judged("Aspirin reduced mortality", Aspirin=(0.89, 0.06, 0.05))[0] == "undecided"
    assert judged("Aspirin raised mortality", Aspirin=(0.06, 0.89, 0.05))[0] == "undecided"
    assert judged("Aspirin and asthma", Aspirin=(0.06, 0.05, 0.89))[0] == "undecided"


def test_a_number_that_is_not_there_keeps_it_from_support() -> None:
    """However sure the model is; the number is named."""
    verdict = NliJudge(KeywordEntailment(reduced=FOR)).judge("Aspirin reduced mortality by 73%", [PASSAGE])
    assert verdict.support == "undecided"
    assert [(each.kind, each.claim) for each in verdict.mismatches] == [("number", "73")]
    assert judged("Aspirin reduced mortality by 12%", reduced=FOR)[0] == "supported"


def test_nearest_sentences_are_also_read_together() -> None:
    """Best first alone, then the best three in the source's order; a sentence too long to read whole is left out."""
    source = as_source([Passage("pubmed:1", 0, len(TEXT), TEXT)])
    texts = [premise for premise, _ in premises("Aspirin reduced mortality", source)]
    assert texts[0] == "Aspirin reduced mortality by 12% in adults."
    assert texts[-1] == "Aspirin and death We enrolled 312 adults. Aspirin reduced mortality by 12% in adults."
    long = "aspirin " * (LONGEST // 8 + 1)
    assert premises("aspirin", as_source([Passage("pubmed:2", 0, len(long), long)])) == []


@pytest.mark.parametrize(
    ("labels", "order"),
    [
        (("entailment", "neutral", "contradiction"), (0, 2, 1)),
        (("contradiction", "entailment", "neutral"), (1, 0, 2)),
        (("CONTRADICTION", "NEUTRAL", "ENTAILMENT"), (2, 0, 1)),
    ],
)
def test_labels_are_read_by_name(labels: tuple[str, ...], order: tuple[int, int, int]) -> None:
    """Where entailment, contradiction and neutral stand, in any order and case."""
    assert order_of(dict(enumerate(labels)), "m") == order


@pytest.mark.parametrize(
    "labels",
    [
        ("LABEL_0", "LABEL_1", "LABEL_2"),
        ("entailment", "not_entailment"),
        ("entailment", "entailment", "neutral"),
        ("entailment", "neutral", "contradiction", "other"),
        (),
    ],
)
def test_labels_that_say_nothing_are_refused(labels: tuple[str, ...]) -> None:
    """With what to set."""
    with pytest.raises(UsageError, match="id2label"):
        order_of(dict(enumerate(labels)), "m")


def test_missing_extra_is_a_pip_line() -> None:
    """The core install has no sentence-transformers."""
    try:
        import sentence_transformers  # noqa: F401
    except ImportError:
        with pytest.raises(ExtraMissingError, match=r'pip install "evidence-engine\[models\]"'):
            NliJudge("some/model")
    else:
        pytest.skip("sentence-transformers is installed here")


# A real cross-encoder, built here: its answer is known since its last layer ignores what it reads


@pytest.fixture
def needs_torch() -> None:
    """Only where the extra is installed."""
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed here")


def tiny(folder: Path, labels: Sequence[str], says: str) -> Path:
    """A BERT of hidden size 16 that is sure of the label `says`, whatever the pair."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "aspirin", "reduced", "mortality"]
    (folder / "vocab.txt").write_text("\n".join(words))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    named = {"id2label": dict(enumerate(labels)), "label2id": {label: i for i, label in enumerate(labels)}}
    model = BertForSequenceClassification(
        BertConfig(vocab_size=len(words), max_position_embeddings=64, num_labels=len(labels), **shape, **named)
    )
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([8.0 if label == says else 0.0 for label in labels]))
    model.save_pretrained(folder)
    return folder


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "labels", [("entailment", "neutral", "contradiction"), ("contradiction", "entailment", "neutral")]
)
@pytest.mark.parametrize(
    ("says", "support"), [("entailment", "supported"), ("contradiction", "contradicted"), ("neutral", "not_found")]
)
def test_a_real_model_is_asked(
    needs_torch: None, tmp_path: Path, labels: tuple[str, ...], says: str, support: str
) -> None:
    """Its sure label is the verdict, whatever the order of its outputs; a text longer than it reads is cut, not a crash."""
    judge = NliJudge(tiny(tmp_path / "tiny", labels, says), batch=2)
    text = TEXT + " Aspirin reduced mortality " * 30 + "."
    verdict = judge.judge("Aspirin reduced mortality", [Passage("pubmed:1", 0, len(text), text)])
    assert (judge.name, verdict.support) == ("nli:tiny", support)
    assert verdict.chances is not None
    assert sum(verdict.chances) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_model_without_names_takes_them_from_the_caller(needs_torch: None, tmp_path: Path) -> None:
    """LABEL_0 and so on are refused; with `labels` the second output is contradiction."""
    unnamed = tiny(tmp_path / "unnamed", ("LABEL_0", "LABEL_1", "LABEL_2"), "LABEL_1")
    with pytest.raises(UsageError, match="LABEL_0"):
        NliJudge(unnamed)
    judge = NliJudge(unnamed, labels=("entailment", "contradiction", "neutral"))
    assert judge.judge("Aspirin reduced mortality", [PASSAGE]).support == "contradicted"


def test_what_is_not_on_this_machine_is_not_fetched(
    needs_torch: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name gives a sentence that says how to fetch it; the hub's library is held offline whatever the setting says."""
    monkeypatch.setenv("EVIDENCE_EGRESS_MODELS", "any")
    with pytest.raises(WeightsMissingError, match="hf download"):
        CrossEncoderEntailment("nobody/has-this-model")
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    with pytest.raises(WeightsMissingError):
        CrossEncoderEntailment(tmp_path / "nothing")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(WeightsMissingError):
        CrossEncoderEntailment(tmp_path / "broken")
