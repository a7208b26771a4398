"""One step on two batches at once, one a thread: on a busy machine two threads inside every operation wait for each other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import torch
from torch import Tensor

from benchmarks.judge.model import Pair
from benchmarks.judge.pairs import Batch

AT_ONCE = 2
Loss = Callable[[Tensor, Tensor], Tensor]  # logits, labels


def together(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    """The batches by twos; a last one may be alone."""
    left = iter(batches)
    while some := list(islice(left, AT_ONCE)):
        yield some


def step(
    model: Pair, batches: Sequence[Batch], loss: Loss, optimiser: torch.optim.Optimizer, pool: ThreadPoolExecutor
) -> float:
    """Goes one step down the mean of the batches' losses and returns it; gradients are clipped at a norm of 1."""
    steps = [p for p in model.parameters() if p.requires_grad]

    def one(batch: Batch) -> tuple[float, tuple[Tensor, ...]]:
        with torch.autocast("cpu", torch.bfloat16):
            found = model(batch.ids, batch.segments, batch.mask)
        value = loss(found.float(), batch.labels)
        return float(value.detach()), torch.autograd.grad(value, steps)

    made = list(pool.map(one, batches))
    for place, parameter in enumerate(steps):
        parameter.grad = sum(grads[place] for _, grads in made) / len(made)  # type: ignore[assignment]
    torch.nn.utils.clip_grad_norm_(steps, 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return sum(value for value, _ in made) / len(made)
