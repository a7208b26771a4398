"""First stage: general pairs, all layers. `python -m benchmarks.judge.general SHARED WEIGHTS OUT SECONDS [SEED]`.

The learning rate falls to nothing when the seconds (wall clock) are over, whatever was read by then. OUT/general.pt is
written every three minutes, with the seconds spent, and is gone on from if it is there; OUT/general.log has a line a minute.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from torch.nn import functional

from benchmarks.judge.model import CLASSES, Pair
from benchmarks.judge.pairs import Encoder, batches, read_nli
from benchmarks.judge.pairs import Pair as Row
from benchmarks.judge.step import AT_ONCE, step, together

MEDICAL = ("checkcovid", "citint", "clinifact", "wice")
MOST = {  # pairs of a set that are read: all, where it is not named
    "snli_dev": 7000, "tep_contrast_train": 5000, "breaking_nli": 700, "med": 500, "help": 400, "scone_train": 900,
    "scone_test": 0, "tep_base_val": 0,
}  # fmt: skip
LENGTH, TOKENS = 96, 2048  # tokens of a pair, and of a batch
RATE, WARM = 1.5e-4, 0.04  # highest learning rate; share of the time in which it is reached
SMOOTHING, IDENTICAL = 0.05, 0.02  # of the labels; share of pairs whose claim is the premise itself


def choose(rows: Sequence[Row], seed: int) -> tuple[list[Row], dict[str, list[Row]]]:
    """Training pairs in random order, and what is held out: whole premises of MNLI, and a set's validation part."""
    chance = random.Random(seed)
    general = [row for row in rows if not row.origin.startswith(MEDICAL)]
    aside = set(random.Random(0).sample(sorted({r.premise for r in general if r.origin == "mnli_dev"}), 250))
    held = {"mnli": [r for r in general if r.origin == "mnli_dev" and r.premise in aside],
            "tep": [r for r in general if r.origin == "tep_base_val"]}  # fmt: skip
    shut = {r.premise for rows in held.values() for r in rows}
    chance.shuffle(general)
    taken: Counter[str] = Counter()
    train = []
    for row in general:
        if row.premise not in shut and taken[row.origin] < MOST.get(row.origin, 10**9):
            taken[row.origin] += 1
            train.append(row)
    train += [Row(r.premise, r.premise, 0, "identical") for r in train[: int(IDENTICAL * len(train))]]
    chance.shuffle(train)
    return train, held


def logits(model: Pair, encoder: Encoder, rows: Sequence[Row]) -> torch.Tensor:
    """(rows, 3), in their order."""
    model.eval()
    found = torch.zeros(len(rows), len(CLASSES))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for batch in batches(encoder.encode(rows), [r.label for r in rows], 4 * TOKENS, None):
            found[list(batch.rows)] = model(batch.ids, batch.segments, batch.mask).float()
    model.train()
    return found


def right(found: torch.Tensor, rows: Sequence[Row]) -> float:
    """Share whose likeliest class is the label."""
    return float((found.argmax(1) == torch.tensor([r.label for r in rows])).float().mean())


def rate(share: float) -> float:
    """The learning rate after this share of the time: up in a line, then down in one."""
    return RATE * min(share / WARM, max(0.0, (1 - share) / (1 - WARM)))


def loss_of(found: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Cross-entropy with smoothed labels."""
    return functional.cross_entropy(found, labels, label_smoothing=SMOOTHING)


def train(shared: Path, weights: Path, out: Path, seconds: float, seed: int) -> None:
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    pool = ThreadPoolExecutor(AT_ONCE)
    rows, held = choose(read_nli(shared), seed)
    encoder, model = Encoder(weights, LENGTH), Pair(weights)
    optimiser = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01, fused=True
    )
    spent, seen, shown, kept, lost = 0.0, 0, 0.0, 0.0, []
    log = (out / "general.log").open("a", buffering=1)
    saved = out / "general.pt"
    if saved.exists():
        state = torch.load(saved)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        spent, seen = state["spent"], state["seen"]
        shown = kept = spent
    print(f"{len(rows)} pairs, from {seen} seen, {spent:.0f} s spent", file=log)
    coded, labels = encoder.encode(rows), [r.label for r in rows]
    last = time.monotonic()
    chance = random.Random(seed + seen)
    while spent < seconds:
        for some in together(batches(coded, labels, TOKENS, chance)):
            for group in optimiser.param_groups:
                group["lr"] = rate(spent / seconds)
            lost.append(step(model, some, loss_of, optimiser, pool))
            seen += sum(len(batch.labels) for batch in some)
            now = time.monotonic()
            spent, last = spent + now - last, now
            if spent - shown > 60:
                shown = spent
                print(f"{spent:.0f} s, {seen} pairs, loss {sum(lost) / len(lost):.3f}", file=log)
                lost = []
            if spent - kept > 240 or spent >= seconds:
                kept = spent
                scores = {name: round(right(logits(model, encoder, each), each), 3) for name, each in held.items()}
                print(f"  held out, share right: {scores}", file=log)
                torch.save(
                    {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "spent": spent, "seen": seen},
                    saved,
                )
            if spent >= seconds:
                return


if __name__ == "__main__":
    train(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]), int([*sys.argv, "1"][5]))
