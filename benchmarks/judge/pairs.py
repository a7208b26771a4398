"""Pairs of a source's sentences and a claim, as token ids in batches of like length."""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from benchmarks.judge.model import CLASSES


@dataclass(frozen=True, slots=True)
class Pair:
    """What the source says, what is claimed, the label (a place in CLASSES) and where the pair is from."""

    premise: str
    claim: str
    label: int
    origin: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids, segments (1: claim) and mask, (size, length) each, and the labels."""

    ids: torch.Tensor
    segments: torch.Tensor
    mask: torch.Tensor
    labels: torch.Tensor
    rows: tuple[int, ...]  # places of the pairs


def read_nli(shared: Path) -> list[Pair]:
    """All of nli/pairs.jsonl.gz, in its order."""
    with gzip.open(shared / "data/nli/pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Pair(r["premise"], r["hypothesis"], CLASSES.index(r["label"]), r["src"]) for r in rows]


class Encoder:
    """The packaged tokenizer over pairs: [CLS] premise [SEP] claim [SEP]; the longer part is cut first."""

    def __init__(self, weights: Path, most: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(most, strategy="longest_first")

    def encode(self, pairs: Sequence[Pair]) -> list[tuple[list[int], list[int]]]:
        """Ids and segments of each."""
        found = self._tokenizer.encode_batch([(p.premise, p.claim) for p in pairs])
        return [(each.ids, each.type_ids) for each in found]


def batches(
    coded: Sequence[tuple[list[int], list[int]]], labels: Sequence[int], tokens: int, chance: random.Random | None
) -> Iterator[Batch]:
    """Batches of so many tokens, padding included; with `chance`, in a random order of random pairs of like length.

    Lengths are padded to a multiple of 8, so that a processor's kernels are built for a dozen shapes and not for each.
    """
    groups = list(_groups(coded, tokens, chance))
    if chance:
        chance.shuffle(groups)
    for group in groups:
        yield _batch(group, coded, labels)


def _groups(
    coded: Sequence[tuple[list[int], list[int]]], tokens: int, chance: random.Random | None
) -> Iterator[list[int]]:
    by_length: dict[int, list[int]] = {}
    for place, (ids, _) in enumerate(coded):
        by_length.setdefault(-(-len(ids) // 8) * 8, []).append(place)
    for length, places in sorted(by_length.items()):
        if chance:
            chance.shuffle(places)
        size = max(1, tokens // length)
        yield from (places[start : start + size] for start in range(0, len(places), size))


def _batch(group: Sequence[int], coded: Sequence[tuple[list[int], list[int]]], labels: Sequence[int]) -> Batch:
    longest = -(-max(len(coded[n][0]) for n in group) // 8) * 8
    ids, segments, mask = (torch.zeros(len(group), longest, dtype=torch.long) for _ in range(3))
    for row, place in enumerate(group):
        size = len(coded[place][0])
        ids[row, :size] = torch.tensor(coded[place][0])
        segments[row, :size] = torch.tensor(coded[place][1])
        mask[row, :size] = 1
    return Batch(ids, segments, mask, torch.tensor([labels[n] for n in group]), tuple(group))
