"""The probabilities of sentences from several documents, each scored among those of its own document."""

from collections.abc import Sequence

from evidence.model import Document
from research.reading.sentences.score import score
from research.reading.sentences.values import Sentence
from research.reading.terms import Terms

Place = tuple[Document, int, int]  # a sentence: offsets into the document's text


def probabilities(
    question: str, terms: Terms, places: Sequence[Place], likeness: Sequence[float | None]
) -> list[float]:
    """A probability (0 to 1) for each place, in the order given; `likeness` counts where a whole document has it.

    The title stands before the sentences where words alone are compared; of its likeness nothing is known.
    """
    of_document: dict[str, list[int]] = {}
    for i in sorted(range(len(places)), key=lambda i: places[i][1]):
        of_document.setdefault(places[i][0].id, []).append(i)
    found = [0.0] * len(places)
    for indexes in of_document.values():
        alike = [x for i in indexes if (x := likeness[i]) is not None]
        read = [_sentence(places[i]) for i in indexes]
        if len(alike) == len(indexes):
            values = score(question, terms, read, alike)
        else:
            title = Sentence(places[indexes[0]][0].title, is_title=True)
            values = score(question, terms, [title, *read])[1:]
        for i, value in zip(indexes, values, strict=True):
            found[i] = value
    return found


def _sentence(place: Place) -> Sentence:
    document, start, end = place
    section = next((s for s in document.sections if s.start <= start < s.end), None)
    return Sentence(document.text[start:end], section.category if section else "")
