"""Our judges alone over the pairs, without the text around them: `python -m benchmarks.peers.exact PAIRS OUT [MOST]`.

The deterministic judges only (citations/judges/exact.py): what can be shown word by word. A retracted source and a key
without a document are no matter of theirs, and are left out.
"""

import sys
from pathlib import Path

from benchmarks.peers.pairs import INVENTED, RETRACTED, Pair, Result, read_pairs, write_results
from citations.judges.exact import judge_exactly
from evidence.model import Passage


def main() -> None:
    """All pairs, one after the other."""
    pairs = read_pairs(Path(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 40)
    write_results(Path(sys.argv[2]), [judged(pair) for pair in pairs if pair.kind not in (INVENTED, RETRACTED)])


def judged(pair: Pair) -> Result:
    """Kept where supported; else flagged, with the verdict as the note."""
    passage = Passage(pair.document_id, 0, len(pair.passage), pair.passage)
    support = judge_exactly(pair.claim, [passage]).support
    return Result(pair.id, pair.kind, pair.label, "kept" if support == "supported" else "flagged", support)


if __name__ == "__main__":
    main()
