"""How many faults of references `evidence check` catches in planted manuscripts, by kind.

    python -m benchmarks.planted.references SHARED [--words training|held-out] [--seed N]

The library holds the JATS articles with an even (training) or odd (held-out) PMID; nothing learned is asked.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.planted.caught import Outcome, by_kind, outcomes
from benchmarks.planted.manuscripts import PlantedTexts, manuscripts
from benchmarks.planted.model import Words
from benchmarks.planted.sources import jats_documents
from benchmarks.planted.words_held_out import WORDS as HELD_OUT
from benchmarks.planted.words_training import WORDS as TRAINING
from benchmarks.reading_data import data_folder
from evidence.library.library import Library
from indexers.ingest import Input, ingest
from indexers.lexical import LexicalRetriever
from research.check import check_text
from research.check_records import LibraryRecords
from research.citation_figures import share


def planted_texts(data: Path, which: str, seed: int) -> PlantedTexts:
    """Manuscripts over the even articles with the training words, or over the odd ones with the held-out words."""
    words: Words = TRAINING if which == "training" else HELD_OUT
    rest = 0 if which == "training" else 1
    documents = [d for d in jats_documents(data) if int(d.identifiers.pmid or -2) % 2 == rest]
    return manuscripts(documents, words, seed)


def checked_outcomes(made: PlantedTexts, folder: Path) -> Sequence[Outcome]:
    """The library is made in `folder`, and every manuscript is checked against it."""
    ingest(folder, [Input("planted", "planted", lambda: iter(made.documents))])
    library = Library.open(folder)
    records = LibraryRecords(library, LexicalRetriever(library))
    return [
        outcome
        for text in made.texts
        for outcome in outcomes(text, check_text(text.markdown.encode(), text.name, records, learned=()))
    ]


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted.references")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--words", choices=("training", "held-out"), default="training")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    made = planted_texts(data_folder(chosen.shared), chosen.words, chosen.seed)
    with tempfile.TemporaryDirectory() as folder:
        counts = by_kind(checked_outcomes(made, Path(folder) / "library"))
    for kind, (right, total) in counts.items():
        figure = share("right", right, total)
        print(f"{kind:<20}{right:>4} of {total:<4} {figure.value:.1%} ({100 * figure.low:.1f}-{100 * figure.high:.1f})")


if __name__ == "__main__":
    main()
