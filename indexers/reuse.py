"""A record that was revised and whose text was not keeps its vectors: most of PubMed's daily revisions are of that kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.library.segment import Segment
from evidence.model import Document
from indexers.vectors import read_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Older:
    """Earlier segments that have vectors of the embedder at work, newest first."""

    folder: Path
    segments: Sequence[Segment]
    dim: int

    def vectors(
        self, documents: Mapping[str, Document], spans: Mapping[str, Sequence[Span]]
    ) -> dict[str, "NDArray[np.float16]"]:
        """(passages, dim) of those documents whose older record has the same title, text and passages."""
        found: dict[str, NDArray[np.float16]] = {}
        for segment in self.segments:
            missing = documents.keys() - found.keys()
            old = segment.stated(missing) if missing else {}
            same = [i for i, d in old.items() if (d.title, d.text) == (documents[i].title, documents[i].text)]
            if not same:
                continue
            try:
                rows = read_rows(self.folder / segment.info.vectors, segment.info.passages, self.dim)
            except OSError:  # merged into another meanwhile, and tidied up
                continue
            for i, places in segment.passages_of(same).items():
                if [(start, end) for _, start, end in places] == list(spans[i]):
                    found[i] = rows[[row for row, _, _ in places]]
        return found
