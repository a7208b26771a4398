"""Three-way entailment by a cross-encoder that lies on this machine (extra `models`)."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evidence.errors import ExtraMissingError, UsageError, WeightsMissingError

OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
MOST_TOKENS = 512  # of a pair; what current encoders were trained on
ANSWERS = ("entail", "contradict", "neutral")  # how the names of the three labels begin, in the order of `Chances`
Chances = tuple[float, float, float]  # entailment, contradiction, neutral; their sum is 1


class CrossEncoderEntailment:
    """A sentence-transformers CrossEncoder, by name or path, on the CPU.

    Nothing is ever downloaded: the hub's own library would go past our door (decision 8), so it is kept offline,
    whatever EVIDENCE_EGRESS_MODELS says. A model is fetched by hand, once.
    """

    def __init__(self, name_or_path: str | Path, *, batch: int = 32, labels: Sequence[str] = ()) -> None:
        """`labels`: the model's outputs in order, where its config.json does not name them.

        Raises ExtraMissingError, WeightsMissingError where the model is not on this machine, and UsageError where its
        outputs are not the three of entailment.
        """
        self.name = Path(name_or_path).name
        self._batch = batch
        self._model = _load(str(name_or_path))
        named = dict(enumerate(labels)) if labels else self._model.config.id2label
        self._order = order_of(named, self.name)
        self._model.max_length = min(MOST_TOKENS, self._model.config.max_position_embeddings)

    def chances(self, pairs: Sequence[tuple[str, str]]) -> list[Chances]:
        """Of each (premise, hypothesis), in order."""
        if not pairs:
            return []
        rows = self._model.predict(
            list(pairs), batch_size=self._batch, apply_softmax=True, show_progress_bar=False, convert_to_numpy=True
        )
        first, second, third = self._order
        return [(float(row[first]), float(row[second]), float(row[third])) for row in rows]


def order_of(labels: Mapping[Any, str], name: str) -> tuple[int, int, int]:
    """Which of the model's outputs is entailment, which contradiction, which neutral.

    Raises UsageError where the names do not say so: a guess would turn "contradicted" into "supported".
    """
    found = {int(place): label.strip().lower() for place, label in labels.items()}
    places = [[place for place, label in found.items() if label.startswith(answer)] for answer in ANSWERS]
    if len(found) != 3 or any(len(each) != 1 for each in places):
        said = ", ".join(labels[place] for place in labels) or "none"
        raise UsageError(
            f"The model {name} does not say which of its outputs is which (its labels: {said}). Set id2label in its"
            ' config.json to "entailment", "neutral" and "contradiction" in the order it was trained with, or give'
            " labels=(...) in that order. A model with other outputs than these three cannot judge claims."
        )
    first, second, third = (each[0] for each in places)
    return first, second, third


def _load(name: str) -> Any:
    os.environ |= OFFLINE  # read once, when huggingface_hub is imported
    try:
        from sentence_transformers import CrossEncoder
    except ImportError as error:
        raise ExtraMissingError(
            f'The judge nli:{name} needs sentence-transformers: pip install "evidence-engine[models]".'
        ) from error
    try:
        return CrossEncoder(name, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise WeightsMissingError(
            f"The model {name} is not on this machine: give the path of a folder that holds it, or fetch it with"
            f" `HF_HUB_OFFLINE=0 hf download {name}`."
        ) from error
