"""What runs the graph: ONNX Runtime in fp32 anywhere, OpenVINO in bf16 where the processor multiplies bf16 matrices."""

import hashlib
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexers.minilm.tokens import BATCH_TOKENS, Ids

GRAPH = Path(__file__).with_name("minilm.onnx")

Vectors = NDArray[np.float32]  # (batch, 384), unit rows


class Engine(Protocol):
    """Runs the graph on one padded batch."""

    name: str
    batch_tokens: int  # that it does best with in one run, padding included

    def run(self, ids: Ids, mask: Ids) -> Vectors:
        """(batch, 384) float32, unit rows. Any number of threads may call."""
        ...


class OnnxRuntime:
    """fp32, on every machine; 2 ms a query."""

    name = "onnxruntime fp32"
    batch_tokens = 256  # what a layer makes of more leaves the cache: 4,096 take 1.7 times the CPU time on sentences

    def __init__(self, folder: Path) -> None:
        import onnxruntime  # 0.13 CPU seconds, which `--help` must not pay

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # it burns a fifth of the CPU time
        options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(folder))
        self._session = onnxruntime.InferenceSession(GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"])

    def run(self, ids: Ids, mask: Ids) -> Vectors:
        """(batch, 384) float32, unit rows."""
        vectors: Vectors = self._session.run(None, {"ids": ids, "mask": mask})[0]
        return vectors


class OpenVino:
    """bf16, four times as fast as fp32 on a processor with AMX; cosine to fp32 above .999."""

    name = "openvino bf16"
    batch_tokens = BATCH_TOKENS

    def __init__(self, folder: Path) -> None:
        """Raises ImportError without the extra `fast`, RuntimeError on a processor without AMX."""
        if not has_bf16_matrices():
            raise RuntimeError("this processor has no AMX in bf16")
        with _no_telemetry():
            import openvino

        hints = {"INFERENCE_PRECISION_HINT": "bf16", "PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads()}
        self._model = openvino.compile_model(_graph_beside(folder), "CPU", hints)
        self._turn = threading.Lock()  # a compiled model has one request of its own, and it is not thread-safe

    def run(self, ids: Ids, mask: Ids) -> Vectors:
        """(batch, 384) float32, unit rows."""
        with self._turn:
            return np.array(self._model({"ids": ids, "mask": mask})["vectors"], np.float32)


def threads() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def has_bf16_matrices(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the processor has AMX in bf16: without it OpenVINO's bf16 is slower than fp32, or fails."""
    try:
        return "amx_bf16" in cpuinfo.read_text()
    except OSError:
        return False


def _graph_beside(folder: Path) -> Path:
    """The graph's copy in the weights' folder: OpenVINO looks for external data next to the graph, and nowhere else."""
    data = GRAPH.read_bytes()
    copy = folder / f"graph-{hashlib.sha256(data).hexdigest()[:12]}.onnx"
    if not copy.exists():
        scratch = copy.with_suffix(f".{os.getpid()}")
        scratch.write_bytes(data)
        os.replace(scratch, copy)
    return copy


@contextmanager
def _no_telemetry() -> Iterator[None]:
    """`import openvino` reports itself over the network through openvino_telemetry, unless that cannot be imported."""
    name = "openvino_telemetry"
    before = sys.modules.get(name)
    sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say: this import fails
    try:
        yield
    finally:
        del sys.modules[name]
        if before is not None:
            sys.modules[name] = before
