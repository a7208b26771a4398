"""The best sentences of a source for a claim."""

import numpy as np
import pytest
from numpy.typing import NDArray

from citations.judges.lexical_sentences import bm25, covered
from citations.judges.lexical_terms import terms
from citations.judges.select import EMBEDDED, best_sentences, cosines
from citations.judges.source import as_source
from evidence.model import Passage
from tests.fakes import document

TEXT = (
    "Statins and muscle pain\n\n"
    "We asked whether statins cause muscle pain. "
    "Patients came from twelve clinics. "
    "Muscle pain was as frequent with atorvastatin as with placebo. "
    "Blood samples were kept at minus eighty degrees."
)


def source(text: str = TEXT):  # type: ignore[no-untyped-def]  # a short name for the tests below
    return as_source([Passage("x:1", 0, len(text), text)])


class CountingEmbedder:
    """Vectors by the share of each letter; counts the texts that it is given."""

    name = "letters"
    dim = 26
    fingerprint = "letters"

    def __init__(self) -> None:
        self.embedded = 0

    def embed_passages(self, texts: list[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        rows = np.array([[t.lower().count(chr(97 + k)) for k in range(26)] for t in texts], np.float32)
        return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self.embed_passages([text])


def test_the_finding_comes_first() -> None:
    """Of a title, an aim, a setting and a result, the result is the best place for a claim of it."""
    best = best_sentences("Atorvastatin does not cause more muscle pain than placebo.", source())
    assert best[0].sentence.text == "Muscle pain was as frequent with atorvastatin as with placebo."
    assert [each.score for each in best] == sorted((each.score for each in best), reverse=True)


def test_no_more_than_asked_and_none_of_nothing() -> None:
    """At most `most` sentences, fewer of a short source, none of an empty one."""
    assert len(best_sentences("muscle pain", source(), most=2)) == 2
    assert len(best_sentences("muscle pain", source("One sentence only."), most=3)) == 1
    assert best_sentences("muscle pain", source("")) == ()


@pytest.mark.parametrize("claim", ["Muscle pain with statins.", "", "???", "αβγ ≥ 3"])
def test_offsets_hold(claim: str) -> None:
    """Each chosen sentence is the text at its offsets, also for a passage that starts within its document."""
    shifted = as_source([Passage("x:1", 100, 100 + len(TEXT), TEXT)])
    for each in best_sentences(claim, shifted):
        assert TEXT[each.sentence.start - 100 : each.sentence.end - 100] == each.sentence.text


def test_the_embedder_sees_a_bounded_number_of_sentences() -> None:
    """Of a long source only the 14 best by words are embedded, and the claim."""
    embedder = CountingEmbedder()
    text = " ".join(f"Sentence number {k} speaks of pain." for k in range(60))
    near = cosines("pain", source(text), embedder)
    assert embedder.embedded == EMBEDDED + 1
    assert len(near) == 60
    assert best_sentences("pain", source(text), embedder)[0].cosine is not None


def test_covered_is_the_share_of_the_weight() -> None:
    """Of two words of which one stands in the sentence, its weight over both weights."""
    claim, sentence = terms("aspirin headache"), terms("Aspirin was given.")
    weight = {stem: term.weight for stem, term in claim.content.items()}
    assert covered(claim, sentence) == pytest.approx(weight["aspirin"] / sum(weight.values()))


def test_bm25_by_hand() -> None:
    """One of two sentences, of equal length, has the word: idf ln(1 + 1.5 / 1.5), times 2.2 / (1 + 1.2)."""
    read = [terms("aspirin helped"), terms("statins failed")]
    assert bm25(terms("aspirin"), read) == pytest.approx([0.6931471805599453, 0.0])


def test_a_document_of_the_library_is_read_with_its_title() -> None:
    """The title is a sentence like others; it is not where a finding is looked for first."""
    one = document()
    best = best_sentences("Aspirin raised bleeding.", as_source([Passage(one.id, 0, len(one.text), one.text)]))
    assert best[0].sentence.text == "Aspirin increased major bleeding."
