"""Builds minilm.onnx: all-MiniLM-L6-v2 from token ids to unit sentence vectors, its weights left where they are.

The model is BERT with 6 layers, 12 heads and width 384 (Devlin et al. 2019, doi:10.18653/v1/N19-1423; MiniLM: Wang et
al. 2020, arXiv:2002.10957), mean pooling over the attention mask and L2 normalisation (Reimers & Gurevych 2019,
doi:10.18653/v1/D19-1410). Its initialisers are external data, an offset and a length in `model.safetensors`: the graph
is 29 KB, and the weights file stays as it was published. Written by hand, since torch's exporter wrote a graph that ran
and was wrong.

Run `python -m indexers.minilm.graph WEIGHTS_FOLDER` (needs the `onnx` package, a dev dependency) to write it anew.
"""

import json
import struct
import sys
from pathlib import Path
from typing import Any

from onnx import TensorProto, helper

GRAPH = Path(__file__).with_name("minilm.onnx")
WEIGHTS = "model.safetensors"
LAYERS, HEADS, HEAD_WIDTH, WIDTH = 6, 12, 32, 384
EPSILON = 1e-12  # config.json: layer_norm_eps
TYPES = {"F32": TensorProto.FLOAT, "I64": TensorProto.INT64}


def build(weights: Path) -> bytes:
    """The serialised graph for a safetensors file; only its header is read."""
    graph = _Graph(weights)
    graph.add(
        "Concat", graph.add("Shape", "ids"), graph.constant("head", [HEADS, HEAD_WIDTH]), axis=0, output="by head"
    )
    graph.add("Concat", graph.add("Shape", "ids"), graph.constant("width", [WIDTH]), axis=0, output="by token")
    mask = graph.add("Unsqueeze", graph.add("Cast", "mask", to=TensorProto.FLOAT), graph.constant("one", [1]))
    penalty = _penalty(graph, mask)
    states = _embeddings(graph)
    for layer in range(LAYERS):
        states = _layer(graph, states, penalty, f"encoder.layer.{layer}")
    _pool(graph, states, mask)
    return graph.serialise()


class _Graph:
    """Nodes so far. `add` names a node's only output after its operator and its place."""

    def __init__(self, weights: Path) -> None:
        self._nodes: list[Any] = []
        self._initialisers: list[Any] = []
        self._tensors, self._data_start = _read_header(weights)

    def add(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        output = output or f"{operator}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [output], name=f"n{len(self._nodes)}", **attributes))
        return output

    def constant(self, name: str, values: list[int] | list[float]) -> str:
        kind = TensorProto.FLOAT if isinstance(values[0], float) else TensorProto.INT64
        if all(tensor.name != name for tensor in self._initialisers):
            self._initialisers.append(helper.make_tensor(name, kind, [len(values)], values))
        return name

    def weight(self, name: str) -> str:
        """Declares a tensor of the safetensors file, under its own name."""
        entry = self._tensors[name]
        start, end = entry["data_offsets"]
        tensor = TensorProto(name=name, data_type=TYPES[entry["dtype"]], dims=entry["shape"])
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", WEIGHTS), ("offset", self._data_start + start), ("length", end - start)):
            tensor.external_data.add(key=key, value=str(value))
        self._initialisers.append(tensor)
        return name

    def serialise(self) -> bytes:
        inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("ids", "mask")]
        outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", WIDTH])]
        graph = helper.make_graph(self._nodes, "all-MiniLM-L6-v2", inputs, outputs, self._initialisers)
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 20)], producer_name="evidence", ir_version=9
        )
        data: bytes = model.SerializeToString(deterministic=True)
        return data


def _read_header(path: Path) -> tuple[dict[str, Any], int]:
    """A safetensors file's table of tensors, and where their data begins in the file (bytes)."""
    with path.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        return json.loads(file.read(size)), 8 + size


def _embeddings(graph: _Graph) -> str:
    """(tokens, 384), as all states below: word + position + token type 0, normalised."""
    words = graph.add("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    length = graph.add("Shape", "ids", start=1, end=2)
    zero = graph.constant("zero", [0])
    positions = graph.add("Slice", graph.weight("embeddings.position_embeddings.weight"), zero, length, zero)
    kind = graph.add("Gather", graph.weight("embeddings.token_type_embeddings.weight"), zero)
    total = graph.add("Add", graph.add("Add", words, kind), positions)
    return _normalise(graph, graph.add("Reshape", total, graph.constant("flat", [-1, WIDTH])), "embeddings.LayerNorm")


def _penalty(graph: _Graph, mask: str) -> str:
    """(batch, 1, 1, length), added to scores: 0 for a token, -10,000 for padding (a share of 0, even in bf16)."""
    masked = graph.add("Unsqueeze", mask, graph.constant("one", [1]))
    away = graph.add("Sub", masked, graph.constant("kept", [1.0]))
    return graph.add("Mul", away, graph.constant("weight of padding", [10_000.0]))


def _layer(graph: _Graph, states: str, penalty: str, prefix: str) -> str:
    """One transformer layer: attention, then the feed-forward step, each added to its input and normalised."""
    attended = _attention(graph, states, penalty, f"{prefix}.attention.self")
    attended = _linear(graph, attended, f"{prefix}.attention.output.dense")
    states = _normalise(graph, graph.add("Add", attended, states), f"{prefix}.attention.output.LayerNorm")
    inner = graph.add("Gelu", _linear(graph, states, f"{prefix}.intermediate.dense"))
    outer = _linear(graph, inner, f"{prefix}.output.dense")
    return _normalise(graph, graph.add("Add", outer, states), f"{prefix}.output.LayerNorm")


def _attention(graph: _Graph, states: str, penalty: str, prefix: str) -> str:
    """softmax(Q K^T / sqrt(32) + penalty) V, by head; (tokens, 384)."""
    query = _heads(graph, states, f"{prefix}.query", [0, 2, 1, 3])
    key = _heads(graph, states, f"{prefix}.key", [0, 2, 3, 1])
    value = _heads(graph, states, f"{prefix}.value", [0, 2, 1, 3])
    scores = graph.add("Div", graph.add("MatMul", query, key), graph.constant("scale", [HEAD_WIDTH**0.5]))
    shares = graph.add("Softmax", graph.add("Add", scores, penalty), axis=-1)
    context = graph.add("Transpose", graph.add("MatMul", shares, value), perm=[0, 2, 1, 3])
    return graph.add("Reshape", context, graph.constant("flat", [-1, WIDTH]))


def _heads(graph: _Graph, states: str, prefix: str, order: list[int]) -> str:
    """A projection split into its 12 heads, axes (batch, length, head, width) in the order asked for."""
    split = graph.add("Reshape", _linear(graph, states, prefix), "by head")
    return graph.add("Transpose", split, perm=order)


def _linear(graph: _Graph, states: str, prefix: str) -> str:
    """x W^T + b; torch stores W as (out, in)."""
    return graph.add("Gemm", states, graph.weight(f"{prefix}.weight"), graph.weight(f"{prefix}.bias"), transB=1)


def _normalise(graph: _Graph, states: str, prefix: str) -> str:
    weights = graph.weight(f"{prefix}.weight"), graph.weight(f"{prefix}.bias")
    return graph.add("LayerNormalization", states, *weights, axis=-1, epsilon=EPSILON)


def _pool(graph: _Graph, states: str, mask: str) -> None:
    """`vectors` (batch, 384): the sum over real tokens, L2-normalised; the divisor of a mean would cancel out."""
    one = graph.constant("one", [1])
    total = graph.add("Squeeze", graph.add("MatMul", mask, graph.add("Reshape", states, "by token")), one)
    graph.add("Div", total, graph.add("ReduceL2", total, one), output="vectors")


if __name__ == "__main__":
    GRAPH.write_bytes(build(Path(sys.argv[1]) / WEIGHTS))
