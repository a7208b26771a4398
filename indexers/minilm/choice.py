"""Which of two engines does the bulk: the other one, if it runs, agrees and is faster, on a batch of the job itself."""

import logging
import time
from collections.abc import Callable

from indexers.minilm.engines import Engine, Vectors
from indexers.minilm.tokens import Ids

SAME = 0.999  # cosine that two engines must reach on every row to be taken for the same embedder

_log = logging.getLogger(__name__)


def faster(engine: Engine, make_other: Callable[[], Engine], ids: Ids, mask: Ids) -> Engine:
    """`engine`, or the other one. Raises nothing that the other engine raises."""
    try:
        other = make_other()
        other.run(ids, mask)  # the first run compiles kernels
        took, vectors = _timed(other, ids, mask)
    except (ImportError, RuntimeError, OSError) as error:  # RuntimeError is what OpenVINO raises
        _log.info("bulk embedding stays on %s: %s", engine.name, error)
        return engine
    limit, reference = _timed(engine, ids, mask)
    agrees = bool(((vectors * reference).sum(axis=1) > SAME).all())
    chosen = other if agrees and took < limit else engine
    _log.info("bulk embedding runs on %s", chosen.name)
    return chosen


def _timed(engine: Engine, ids: Ids, mask: Ids) -> tuple[float, Vectors]:
    """Seconds and vectors of one run."""
    start = time.perf_counter()
    vectors = engine.run(ids, mask)
    return time.perf_counter() - start, vectors
