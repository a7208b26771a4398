"""Second stage: `python -m benchmarks.judge.medical SHARED WEIGHTS OUT SEED SECONDS [RANK]`; needs OUT/general.pt.

The general stage's differences are cut to RANK (32 where none is given) and trained on, at that rank, on the pairs of
medical_data and a few general ones, so that what is measured is what can be shipped. OUT/planted-train.jsonl and
OUT/planted-odd.jsonl are what `python -m benchmarks.planted` wrote. Writes OUT/medical-SEED.pt, and
OUT/medical-SEED.json with the logits of every pair that is chosen by or reported.
"""

import json
import math
import pickle
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.judge.general import choose as general_rows
from benchmarks.judge.general import logits, right
from benchmarks.judge.medical_data import UNSUPPORTED, Example, Sets, read_sets
from benchmarks.judge.model import Pair, low_rank
from benchmarks.judge.pairs import Encoder, batches, read_nli
from benchmarks.judge.pairs import Pair as Row
from benchmarks.judge.step import AT_ONCE, step, together

LENGTH, TOKENS = 128, 2048
RATE, WARM, DROP, SMOOTHING = 3e-4, 0.06, 0.1, 0.05
GENERAL = 500  # general pairs a round, so that they are not forgotten
GOLD = 0.5  # share of rounds in which a pair is read with its gold sentences first
SHOWN = 60.0  # seconds between lines of the log


def rows_of(examples: Sequence[Example], chance: random.Random | None = None) -> list[Row]:
    """As they are selected, or with `chance` the gold sentences first in a share of them."""
    return [
        Row(e.gold if chance and chance.random() < GOLD else e.premise, e.claim, e.label, e.origin) for e in examples
    ]


def loss_of(found: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy with smoothed labels; of what is UNSUPPORTED, the logarithm of the chance that it is."""
    known = labels != UNSUPPORTED
    total = functional.cross_entropy(found[known], labels[known], label_smoothing=SMOOTHING, reduction="sum")
    chances = found[~known].log_softmax(1)
    return (total - chances[:, 1:].logsumexp(1).sum()) / len(labels)


def train(shared: Path, weights: Path, out: Path, seed: int, seconds: float, rank: int) -> None:
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    pool = ThreadPoolExecutor(AT_ONCE)
    chance = random.Random(seed)
    sets = sets_of(shared, out)
    general, held = general_rows(read_nli(shared), seed)
    log = (out / f"medical-{seed}.log").open("a", buffering=1)
    encoder = Encoder(weights, LENGTH)
    model = begin(weights, out, rank, encoder, held, log)
    optimiser = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01, fused=True
    )
    chosen = rows_of(sets.choose)
    print(f"{len(sets.train)} to train on, {len(sets.choose)} to choose by, {len(sets.report)} reported", file=log)
    began = shown = time.monotonic()
    spent, seen, lost = 0.0, 0, []
    while spent < seconds:
        rows = rows_of(sets.train, chance) + chance.sample(general, GENERAL)
        for some in together(batches(encoder.encode(rows), [r.label for r in rows], TOKENS, chance)):
            spent = time.monotonic() - began
            if spent >= seconds:
                break
            for group in optimiser.param_groups:
                share = spent / seconds
                group["lr"] = RATE * min(share / WARM, max(0.0, (1 - share) / (1 - WARM)))
            lost.append(step(model, some, loss_of, optimiser, pool))
            seen += sum(len(batch.labels) for batch in some)
            if time.monotonic() - shown > SHOWN:
                shown = time.monotonic()
                print(f"{spent:.0f} s, {seen} pairs, loss {sum(lost) / len(lost):.3f}", file=log)
                lost = []
        print(f"  after a round, chosen by: {right(logits(model, encoder, chosen), chosen):.3f}", file=log)
        torch.save({"model": model.state_dict(), "rank": rank}, out / f"medical-{seed}.pt")
    save(model, encoder, {"choose": sets.choose, "report": sets.report}, out / f"medical-{seed}.json")
    print(f"done, {seen} pairs", file=log)


def sets_of(shared: Path, out: Path) -> Sets:
    """From OUT/sets.pickle, which is made where it is not there: selecting sentences takes 20 s."""
    kept = out / "sets.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(read_sets(shared, out / "planted-train.jsonl", out / "planted-odd.jsonl", 1)))
    found: Sets = pickle.loads(kept.read_bytes())
    return found


def begin(weights, out, rank, encoder, held, log) -> Pair:  # type: ignore[no-untyped-def]
    """The general stage's model at the rank; the log says what the cut costs."""
    whole = Pair(weights)
    whole.load_state_dict(torch.load(out / "general.pt")["model"])
    cut = low_rank(whole, weights, rank, DROP)
    for name, model in (("whole", whole), (f"rank {rank}", cut)):
        print(name, {k: round(right(logits(model, encoder, v[:500]), v[:500]), 3) for k, v in held.items()}, file=log)
    return cut


def save(model: Pair, encoder: Encoder, sets: dict[str, Sequence[Example]], path: Path) -> None:
    """One row a pair: set, where it is from, document, label, logits, overlap, claim."""
    rows = []
    for name, examples in sets.items():
        found = logits(model, encoder, rows_of(examples))
        for e, each in zip(examples, found.tolist(), strict=True):
            assert all(map(math.isfinite, each))
            rows.append({"set": name, "origin": e.origin, "document": e.document_id, "label": e.label,
                         "logits": each, "overlap": e.overlap, "claim": e.claim})  # fmt: skip
    path.write_text(json.dumps(rows))


if __name__ == "__main__":
    given = sys.argv[1:]
    train(*map(Path, given[:3]), int(given[3]), float(given[4]), int([*given, "32"][5]))  # type: ignore[misc]
