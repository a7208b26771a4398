"""Text to padded token ids, as sentence-transformers feeds them to all-MiniLM-L6-v2."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAX_LENGTH = 256  # tokens; the packaged tokenizer.json says 128, the model was published with 256
BATCH_TOKENS = 4096  # padding included; 16 full passages: more is slower on both engines

Ids = NDArray[np.int64]  # (batch, length)


class Tokens:
    """The model's tokenizer, without the padding to 128 tokens that its file asks for."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer  # 0.03 CPU seconds, which `--help` must not pay

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_LENGTH)

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text's ids, [CLS] and [SEP] included, at most 256; a lone surrogate reads as a question mark."""
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [encoding.ids for encoding in self._tokenizer.encode_batch(clean)]


def pad(rows: Sequence[Sequence[int]]) -> tuple[Ids, Ids]:
    """Ids and attention mask, (batch, longest row), padded on the right with 0."""
    ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
    mask = np.zeros_like(ids)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return ids, mask


def batches(rows: Sequence[Sequence[int]], most: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Places of rows that go together: the longest first, at most `most` tokens with their padding, or one row."""
    places = sorted(range(len(rows)), key=lambda place: -len(rows[place]))
    while places:
        size = max(1, most // len(rows[places[0]]))
        yield places[:size]
        places = places[size:]
