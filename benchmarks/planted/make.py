"""All kinds of errors and controls, made of the documents' sentences in a random order that the seed fixes."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.planted import controls, estimates, figures, papers, wording
from benchmarks.planted.model import Make, Planted, Sentence, Source, Words
from benchmarks.planted.sources import plain_sentences
from evidence.model import Support

LABELS: dict[str, Support] = {
    "number": "contradicted", "unit": "contradicted", "direction": "contradicted", "negation": "contradicted",
    "comparison": "contradicted", "wrong-arm": "contradicted", "bound-as-estimate": "contradicted",
    "p-for-ci": "contradicted", "relative-absolute": "partial", "subgroup": "partial", "species": "partial",
    "cause": "partial", "certainty": "partial", "quote": "contradicted", "other-paper": "not_found",
    "related-paper": "not_found", "figure-not-in-it": "not_found",
    "verbatim": "supported", "typography": "supported", "order": "supported", "unit-form": "supported",
    "synonym": "supported",
}  # fmt: skip
CONTROLS = ("verbatim", "typography", "order", "unit-form", "synonym")
PER_DOCUMENT = 2  # of one kind


def makers(sources: Sequence[Source]) -> dict[str, Make]:
    """By kind, what makes it."""
    return {
        "number": figures.number, "unit": figures.unit, "direction": wording.direction, "negation": wording.negation,
        "comparison": figures.comparison, "wrong-arm": estimates.wrong_arm, "bound-as-estimate": estimates.bound,
        "p-for-ci": estimates.p_for_ci, "relative-absolute": figures.absolute, "subgroup": wording.subgroup,
        "species": wording.species, "cause": wording.cause, "certainty": wording.certainty, "quote": wording.quote,
        "other-paper": papers.other_paper(sources), "related-paper": papers.related_paper(papers.Neighbours(sources)),
        "figure-not-in-it": figures.figure_not_in_it, "verbatim": controls.verbatim, "typography": controls.typography,
        "order": controls.order, "unit-form": controls.unit_form, "synonym": controls.synonym,
    }  # fmt: skip


def planted(sources: Sequence[Source], words: Words, seed: int = 0, most: int = 400) -> Iterator[Planted]:
    """At most `most` of each kind, two of a kind and document, no two claims alike; by kind, in a fixed order."""
    sentences = [each for source in sources for each in plain_sentences(source)]
    for kind, make in makers(sources).items():
        chance = random.Random(f"{seed} {kind}")
        yield from _of_kind(kind, make, chance.sample(sentences, len(sentences)), words, chance, most)


def _of_kind(
    kind: str, make: Make, sentences: Sequence[Sentence], words: Words, chance: random.Random, most: int
) -> Iterator[Planted]:
    made: Counter[str] = Counter()
    seen: set[str] = set()
    for sentence in sentences:
        if len(seen) >= most:
            return
        if made[sentence.source.id] >= PER_DOCUMENT:
            continue
        change = next(make(sentence, words, chance), None)
        if change is None or change.claim in seen:
            continue
        cited = change.source or sentence.source
        made[sentence.source.id] += 1
        seen.add(change.claim)
        yield Planted(f"{kind}-{len(seen)}", change.claim, cited.text, LABELS[kind], kind, cited.id, change.what)
