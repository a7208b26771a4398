"""The graph that is shipped, which engine does the bulk, and that none of them talks to the network."""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from indexers.minilm.choice import faster
from indexers.minilm.engines import GRAPH, Engine, Vectors, has_bf16_matrices
from indexers.minilm.tokens import Ids
from tests.minilm_model import openvino_or_skip, weights_or_skip

ONES = np.ones((2, 3), np.int64)


class FakeEngine:
    """Answers a fixed direction after some seconds, or raises."""

    def __init__(self, name: str, seconds: float = 0.0, axis: int = 0, error: Exception | None = None) -> None:
        self.name, self._seconds, self._axis, self._error = name, seconds, axis, error

    def run(self, ids: Ids, mask: Ids) -> Vectors:
        time.sleep(self._seconds)
        if self._error:
            raise self._error
        return np.eye(4, dtype=np.float32)[[self._axis] * len(ids)]


def missing() -> Engine:
    raise ImportError("no module named openvino")


def test_the_other_engine_is_taken_when_it_is_faster_and_agrees() -> None:
    other = FakeEngine("other")
    assert faster(FakeEngine("ours", seconds=0.05), lambda: other, ONES, ONES) is other


@pytest.mark.parametrize(
    "other",
    [
        FakeEngine("slower", seconds=0.1),
        FakeEngine("of another mind", axis=1),
        FakeEngine("failing", error=RuntimeError("no kernel")),
    ],
    ids=lambda engine: engine.name,
)
def test_the_other_engine_is_left_when_it_does_not_serve(other: FakeEngine) -> None:
    ours = FakeEngine("ours", seconds=0.02)
    assert faster(ours, lambda: other, ONES, ONES) is ours


def test_an_engine_that_is_not_installed_is_left() -> None:
    ours = FakeEngine("ours")
    assert faster(ours, missing, ONES, ONES) is ours


def test_amx_is_read_off_the_processor_flags(tmp_path: Path) -> None:
    (tmp_path / "with").write_text("flags : fpu avx512_bf16 amx_bf16 amx_tile\n")
    (tmp_path / "without").write_text("flags : fpu avx512_bf16\n")
    assert has_bf16_matrices(tmp_path / "with")
    assert not has_bf16_matrices(tmp_path / "without")
    assert not has_bf16_matrices(tmp_path / "no such file")


def test_the_shipped_graph_is_what_its_builder_makes() -> None:
    """Nobody edits minilm.onnx by hand, and the offsets in it are the pinned file's."""
    onnx = pytest.importorskip("onnx", reason="onnx, a dev dependency, is not installed")
    from indexers.minilm.graph import WEIGHTS, build

    built = onnx.load_model_from_string(build(weights_or_skip() / WEIGHTS))
    assert onnx.load_model_from_string(GRAPH.read_bytes()) == built


def test_openvino_is_imported_without_its_telemetry() -> None:
    """Not a socket, not a process, not its package: import openvino sends an event through it otherwise."""
    folder = openvino_or_skip()
    code = f"""
import sys
from pathlib import Path
outward, seen = ("socket.", "subprocess.", "os.fork", "os.posix_spawn", "os.system", "urllib.", "http."), []
sys.addaudithook(lambda event, _: seen.append(event) if event.startswith(outward) else None)
import numpy as np
from indexers.minilm.engines import OpenVino
ids = np.array([[101, 102]])
assert OpenVino(Path({str(folder)!r})).run(ids, ids * 0 + 1).shape == (1, 384)
print(seen, "openvino_telemetry" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[] False"
