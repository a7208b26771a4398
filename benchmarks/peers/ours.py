"""Ours over the pairs: `python -m benchmarks.peers.ours PAIRS OUT [MOST]`.

Each pair is a text of its claim, each sentence with the mark [1], and a list in which [1] is the cited document: what
`evidence check` does with a file and a library of that one document. No language model and no network.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.pairs import INVENTED, RETRACTED, Pair, Result, read_pairs, write_results
from citations.manuscript.model import Reference
from evidence.model import Document
from evidence.text.sentences import sentences
from research.check import check_text


class OneRecord:
    """Records that hold one document."""

    place = "a library of one"

    def __init__(self, document: Document) -> None:
        self._document = document

    def by_id(self, document_id: str) -> Document | None:
        """It, if it is that one."""
        return self._document if document_id == self._document.id else None

    def by_pmid(self, pmid: str) -> Document | None:
        """None: the list names it by its id."""
        return None

    by_pmcid = by_doi = by_pmid

    def by_title(self, title: str) -> Sequence[Document]:
        """None."""
        return ()

    def like(self, text: str, most: int) -> Sequence[Document]:
        """None."""
        return ()


def main() -> None:
    """All pairs, one after the other."""
    pairs = read_pairs(Path(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 40)
    write_results(Path(sys.argv[2]), [check(pair) for pair in pairs])


def check(pair: Pair) -> Result:
    """Kept where every part of the sentence that is cited is supported; else flagged, with the verdict as the note."""
    key = "2" if pair.kind == INVENTED else "1"
    marked = [f"{pair.claim[start:end].rstrip('.')} [{key}]." for start, end in sentences(pair.claim)]
    text = " ".join(marked) + "\n"
    cited = Reference("1", pair.document_id, document_id=pair.document_id)
    found = check_text(
        text.encode(),
        "draft.txt",
        OneRecord(_document(pair)),
        references=[cited],
    )
    said = [claim.support for claim in found.claims]
    worst = next((each for each in ("contradicted", "not_found", "partial", "undecided") if each in said), "supported")
    if not said:
        return Result(pair.id, pair.kind, pair.label, "unjudged", "; ".join(found.notes)[:300])
    return Result(pair.id, pair.kind, pair.label, "kept" if worst == "supported" else "flagged", worst)


def _document(pair: Pair) -> Document:
    title = pair.passage.partition("\n\n")[0]
    status = "retracted" if pair.kind == RETRACTED else "current"
    return Document(pair.document_id, title, pair.passage, "pubmed", "pubmed-xml", status=status)


if __name__ == "__main__":
    main()
