"""The encoder of all-MiniLM-L6-v2 over two texts at once, with a head of three classes; needs torch, in its own venv.

BERT (Devlin et al. 2019, doi:10.18653/v1/N19-1423): the source's sentence is segment A, the claim segment B. The head
reads the first token and both segments' means, their difference and product (as InferSent does: Conneau et al. 2017,
doi:10.18653/v1/D17-1070). Differences to the published weights can be held at a low rank (LoRA: Hu et al. 2021,
arXiv:2106.09685), which is what can be shipped. Word and position vectors stay as they were published.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
PARTS = 5  # first token, mean of A, mean of B, |A - B|, A * B
CLASSES = ("supported", "contradicted", "not_found")


class Dense(nn.Module):
    """x W^T + b with W as published plus a difference: whole (`rank` 0: W itself is trained) or up @ down."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int = 0) -> None:
        super().__init__()
        self.weight = nn.Parameter(weight.clone(), requires_grad=rank == 0)
        self.bias = nn.Parameter(bias.clone())
        self.rank = rank
        if rank:
            self.up = nn.Parameter(torch.zeros(weight.shape[0], rank))
            self.down = nn.Parameter(torch.randn(rank, weight.shape[1]) / weight.shape[1] ** 0.5)

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight + self.up @ self.down if self.rank else self.weight
        return functional.linear(x, weight, self.bias)


class Layer(nn.Module):
    """Attention, then the feed-forward step, each added to its input and normalised."""

    def __init__(self, base: dict[str, Tensor], prefix: str, rank: int) -> None:
        super().__init__()

        def dense(name: str) -> Dense:
            return Dense(base[f"{prefix}.{name}.weight"], base[f"{prefix}.{name}.bias"], rank)

        self.query, self.key = dense("attention.self.query"), dense("attention.self.key")
        self.value, self.mixed = dense("attention.self.value"), dense("attention.output.dense")
        self.inner, self.outer = dense("intermediate.dense"), dense("output.dense")
        self.norm1 = norm(base, f"{prefix}.attention.output.LayerNorm")
        self.norm2 = norm(base, f"{prefix}.output.LayerNorm")

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        query, key, value = (self._heads(f(x)) for f in (self.query, self.key, self.value))
        # by hand: torch's own attention takes ten times as long to go backward on a CPU (over half of a step)
        shares = (query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + mask).softmax(-1).to(value.dtype)
        seen = shares @ value
        x = self.norm1(x + functional.dropout(self.mixed(seen.transpose(1, 2).flatten(2)), drop, self.training))
        inner = functional.gelu(self.inner(x))
        return self.norm2(x + functional.dropout(self.outer(inner), drop, self.training))

    def _heads(self, x: Tensor) -> Tensor:
        return x.view(*x.shape[:2], HEADS, WIDTH // HEADS).transpose(1, 2)


def norm(base: dict[str, Tensor], name: str) -> nn.LayerNorm:
    """The published normalisation of that name; its weights are trained on."""
    made = nn.LayerNorm(WIDTH, eps=1e-12)
    made.weight.data, made.bias.data = base[f"{name}.weight"].clone(), base[f"{name}.bias"].clone()
    return made


class Pair(nn.Module):
    """Logits (batch, 3) for ids, segments and mask (batch, length): 1 in `segments` is the claim."""

    def __init__(self, weights: Path, rank: int = 0, drop: float = 0.0) -> None:
        super().__init__()
        base = load_file(str(weights / "model.safetensors"))
        self.words = nn.Parameter(base["embeddings.word_embeddings.weight"], requires_grad=False)
        self.places = nn.Parameter(base["embeddings.position_embeddings.weight"], requires_grad=False)
        self.kinds = nn.Parameter(base["embeddings.token_type_embeddings.weight"].clone())
        self.norm = norm(base, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer(base, f"encoder.layer.{n}", rank) for n in range(LAYERS))
        self.head = nn.Linear(PARTS * WIDTH, len(CLASSES))
        self.drop = drop

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
        x = (
            functional.embedding(ids, self.words)
            + self.places[: ids.shape[1]]
            + functional.embedding(segments, self.kinds)
        )
        x = self.norm(x)
        away = torch.zeros(mask.shape, dtype=torch.bfloat16 if torch.is_autocast_enabled("cpu") else torch.float32)
        away = away.masked_fill(mask == 0, -10_000.0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, away, self.drop)
        pooled = functional.dropout(self._pool(x.float(), segments, mask), self.drop, self.training)
        return functional.linear(pooled, self.head.weight, self.head.bias)

    def _pool(self, x: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
        a, b = (_mean(x, mask * (segments == kind)) for kind in (0, 1))
        return torch.cat([x[:, 0], a, b, (a - b).abs(), a * b], 1)


def _mean(x: Tensor, chosen: Tensor) -> Tensor:
    weight = chosen.to(x.dtype)[:, :, None]
    return (x * weight).sum(1) / weight.sum(1).clamp(min=1)


def low_rank(model: Pair, weights: Path, rank: int, drop: float = 0.0) -> Pair:
    """The same model with each whole difference replaced by its best approximation of that rank (Eckart & Young 1936)."""
    made = Pair(weights, rank, drop)
    state = made.state_dict()
    for name, value in model.state_dict().items():
        if name.endswith(".weight") and name.replace(".weight", ".up") in state:
            left, size, right = torch.linalg.svd(value - state[name], full_matrices=False)
            root = size[:rank].sqrt()
            state[name.replace(".weight", ".up")] = left[:, :rank] * root
            state[name.replace(".weight", ".down")] = root[:, None] * right[:rank]
        else:
            state[name] = value
    made.load_state_dict(state)
    return made
