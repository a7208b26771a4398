"""`python -m benchmarks.judge.graph WEIGHTS MODEL.pt OUT.onnx`: a trained judge as one ONNX graph without the base weights.

The published matrices are external data in `model.safetensors`, as in indexers.minilm.graph; the graph holds what was
trained: low-rank differences (float16, added to the matrices when the graph is loaded), biases, normalisations, segment
vectors and head. Inputs ids, segments, mask (batch, length) int64; output logits (batch, 3).
"""

import sys
from pathlib import Path
from typing import Any

import torch
from onnx import TensorProto, helper, numpy_helper

from benchmarks.judge.model import HEADS, LAYERS, WIDTH
from indexers.minilm.graph import _Graph as Base

State = dict[str, torch.Tensor]


class Graph(Base):
    """The base's graph, with tensors of our own."""

    def __init__(self, weights: Path, state: State) -> None:
        super().__init__(weights)
        self.state = state

    def own(self, name: str, half: bool = True) -> str:
        """A trained tensor; as float16 it is cast back when the graph is loaded."""
        values = self.state[name].float().numpy()
        stored = f"{name} half" if half else name
        self._initialisers.append(numpy_helper.from_array(values.astype("float16") if half else values, stored))
        return self.add("Cast", stored, to=TensorProto.FLOAT) if half else stored

    def serialise(self) -> bytes:
        names = ("ids", "segments", "mask")
        inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in names]
        outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 3])]
        made = helper.make_graph(self._nodes, "entailment", inputs, outputs, self._initialisers)
        model = helper.make_model(
            made, opset_imports=[helper.make_opsetid("", 20)], producer_name="evidence", ir_version=9
        )
        data: bytes = model.SerializeToString(deterministic=True)
        return data


def build(weights: Path, state: State) -> bytes:
    """The serialised graph of a low-rank model's state."""
    g = Graph(weights, state)
    g.add("Concat", g.add("Shape", "ids"), g.constant("head", [HEADS, WIDTH // HEADS]), axis=0, output="by head")
    g.add("Concat", g.add("Shape", "ids"), g.constant("width", [WIDTH]), axis=0, output="by token")
    mask = g.add("Cast", "mask", to=TensorProto.FLOAT)
    states = _embeddings(g)
    penalty = _penalty(g, mask)
    for layer in range(LAYERS):
        states = _layer(g, states, penalty, layer)
    _head(g, g.add("Reshape", states, "by token"), mask)
    return g.serialise()


def _embeddings(g: Graph) -> str:
    words = g.add("Gather", g.weight("embeddings.word_embeddings.weight"), "ids")
    zero = g.constant("zero", [0])
    length = g.add("Shape", "ids", start=1, end=2)
    places = g.add("Slice", g.weight("embeddings.position_embeddings.weight"), zero, length, zero)
    kinds = g.add("Gather", g.own("kinds"), "segments")
    total = g.add("Add", g.add("Add", words, places), kinds)
    return _normalise(g, g.add("Reshape", total, g.constant("flat", [-1, WIDTH])), "norm")


def _penalty(g: Graph, mask: str) -> str:
    """(batch, 1, 1, length): 0 for a token, -10,000 for padding."""
    away = g.add("Sub", g.add("Unsqueeze", mask, g.constant("sides", [1, 2])), g.constant("kept", [1.0]))
    return g.add("Mul", away, g.constant("weight of padding", [10_000.0]))


def _layer(g: Graph, states: str, penalty: str, layer: int) -> str:
    ours, base = f"layers.{layer}", f"encoder.layer.{layer}"
    query, key, value = (
        _heads(g, _dense(g, states, f"{ours}.{n}", f"{base}.attention.self.{n}"), order)
        for n, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
    )
    scores = g.add("Div", g.add("MatMul", query, key), g.constant("scale", [(WIDTH // HEADS) ** 0.5]))
    shares = g.add("Softmax", g.add("Add", scores, penalty), axis=-1)
    seen = g.add("Transpose", g.add("MatMul", shares, value), perm=[0, 2, 1, 3])
    seen = g.add("Reshape", seen, g.constant("flat", [-1, WIDTH]))
    mixed = _dense(g, seen, f"{ours}.mixed", f"{base}.attention.output.dense")
    states = _normalise(g, g.add("Add", mixed, states), f"{ours}.norm1")
    inner = g.add("Gelu", _dense(g, states, f"{ours}.inner", f"{base}.intermediate.dense"))
    outer = _dense(g, inner, f"{ours}.outer", f"{base}.output.dense")
    return _normalise(g, g.add("Add", outer, states), f"{ours}.norm2")


def _dense(g: Graph, x: str, ours: str, base: str) -> str:
    """x (W + up down)^T + b."""
    difference = g.add("MatMul", g.own(f"{ours}.up"), g.own(f"{ours}.down"))
    weight = g.add("Add", g.weight(f"{base}.weight"), difference)
    return g.add("Gemm", x, weight, g.own(f"{ours}.bias"), transB=1)


def _heads(g: Graph, x: str, order: list[int]) -> str:
    return g.add("Transpose", g.add("Reshape", x, "by head"), perm=order)


def _normalise(g: Graph, x: str, ours: str) -> str:
    scale = g.own(f"{ours}.weight", half=False)
    return g.add("LayerNormalization", x, scale, g.own(f"{ours}.bias", half=False), axis=-1, epsilon=1e-12)


def _head(g: Graph, states: str, mask: str) -> None:
    first = g.add("Gather", states, g.constant("zero", [0]), axis=1)
    first = g.add("Squeeze", first, g.constant("one", [1]))
    claim = g.add("Mul", mask, g.add("Cast", "segments", to=TensorProto.FLOAT))
    a, b = _mean(g, states, g.add("Sub", mask, claim)), _mean(g, states, claim)
    parts = [first, a, b, g.add("Abs", g.add("Sub", a, b)), g.add("Mul", a, b)]
    g.add("Gemm", g.add("Concat", *parts, axis=1), g.own("head.weight"), g.own("head.bias"), transB=1, output="logits")


def _mean(g: Graph, states: str, chosen: str) -> str:
    """(batch, 384) over the tokens with a 1 in `chosen`, of which there is always one."""
    one = g.constant("one", [1])
    total = g.add("Squeeze", g.add("MatMul", g.add("Unsqueeze", chosen, one), states), one)
    return g.add("Div", total, g.add("ReduceSum", chosen, one))


def read_state(path: Path) -> State:
    """A low-rank model's tensors, as medical.py saved them."""
    saved: dict[str, Any] = torch.load(path)
    state: State = saved["model"]
    return state


if __name__ == "__main__":
    Path(sys.argv[3]).write_bytes(build(Path(sys.argv[1]), read_state(Path(sys.argv[2]))))
