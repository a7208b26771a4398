"""The lexical judge."""

import json
from pathlib import Path

import pytest

from citations.judges import lexical
from citations.judges.lexical import LexicalJudge, decided
from citations.judges.lexical_agreement import agreement, parity
from citations.judges.lexical_features import figures
from citations.judges.lexical_terms import terms
from citations.judges.lexical_weights import Limits, linear_of, weights
from citations.judges.remembered import RememberedEmbedder
from citations.judges.select import best_sentences
from citations.judges.source import as_source
from evidence.model import Passage
from indexers.hashing import HashingEmbedder
from tests.citations.judges.test_select import CountingEmbedder

TEXT = (
    "Aspirin for primary prevention in older adults\n\n"
    "We randomised 400 adults to aspirin or placebo. "
    "Aspirin increased major bleeding (hazard ratio 1.38, 95% CI 1.18 to 1.62). "
    "Mortality did not differ between the groups. "
    "These findings suggest that aspirin should not be used for primary prevention in older adults."
)
PASSAGE = Passage("x:1", 0, len(TEXT), TEXT)


@pytest.fixture(params=["plain", "embedded"])
def judge(request: pytest.FixtureRequest) -> LexicalJudge:
    """With and without an embedder."""
    return LexicalJudge(HashingEmbedder() if request.param == "embedded" else None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mortality did not differ between the groups.",
        "Aspirin increased major bleeding (hazard ratio 1.38, 95% CI 1.18 to 1.62).",
    ],
)
def test_a_sentence_of_the_source_is_supported(judge: LexicalJudge, sentence: str) -> None:
    """Whatever was learned, what stands in the source word for word is supported, and located."""
    verdict = judge.judge(sentence, [PASSAGE])
    assert verdict.support == "supported"
    assert TEXT[verdict.start : verdict.end] == verdict.quote == sentence


@pytest.mark.parametrize(
    "edited",
    [
        "Mortality differed between the groups.",
        "Aspirin decreased major bleeding (hazard ratio 1.38, 95% CI 1.18 to 1.62).",
        "Aspirin increased major bleeding (hazard ratio 1.48, 95% CI 1.18 to 1.62).",
    ],
)
def test_an_edited_sentence_is_never_supported(judge: LexicalJudge, edited: str) -> None:
    """A lost "not", a turned direction, a changed number: not supported, nor the likeliest thing by its chances."""
    verdict = judge.judge(edited, [PASSAGE])
    assert verdict.support != "supported"
    assert verdict.chances is not None
    assert verdict.chances[0] < 0.5
    assert verdict.mismatches


def test_a_number_that_the_source_never_has_is_not_supported(judge: LexicalJudge) -> None:
    """However well the words fit."""
    verdict = judge.judge("Major bleeding rose with aspirin by 73 events.", [PASSAGE])
    assert verdict.support != "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "The difference is -0.33 points (p = 0.65).",  # a bound in the place of the estimate
        "The corresponding values in all participants were 54.8%, 2.26, and 0.86.",  # a subgroup as the whole
    ],
)
def test_almost_the_sentence_is_not_the_sentence(judge: LexicalJudge, claim: str) -> None:
    """Too far from it to be compared word by word, too near for what differs to be chance: not supported."""
    text = (
        "The difference is 0.6 points with a 95% CI of (-0.33 - 1.53) points (p = 0.65). "
        "The corresponding values for men were 54.8%, 2.26, and 0.86."
    )
    assert judge.judge(claim, [Passage("x:1", 0, len(text), text)]).support != "supported"


def test_a_claim_on_something_else_is_not_supported(judge: LexicalJudge) -> None:
    """The chance of "not found" leads where no name of the claim is in the source."""
    verdict = judge.judge("Metformin prevents dementia in mice with obesity.", [PASSAGE])
    assert verdict.support != "supported"
    assert verdict.chances is not None
    assert max(verdict.chances) == verdict.chances[2]


def test_nothing_cited_is_not_found(judge: LexicalJudge) -> None:
    """No passages, or passages without a sentence."""
    for passages in ([], [Passage("x:1", 0, 0, "")]):
        verdict = judge.judge("Aspirin increased bleeding.", passages)
        assert verdict.support == "not_found"
        assert verdict.chances == (0.0, 0.0, 1.0)


@pytest.mark.parametrize("claim", ["Bleeding is more frequent with aspirin.", "Aspirin", "—", "12", "Ω≥3 γ-globulin"])
def test_chances_sum_to_one_and_the_quote_is_located(judge: LexicalJudge, claim: str) -> None:
    """Always three chances; the quote is the text at its offsets."""
    verdict = judge.judge(claim, [PASSAGE])
    assert verdict.chances is not None
    assert sum(verdict.chances) == pytest.approx(1.0)
    assert all(0 <= chance <= 1 for chance in verdict.chances)
    assert TEXT[verdict.start : verdict.end] == verdict.quote


def test_several_documents_are_taken_together(judge: LexicalJudge) -> None:
    """The quote comes from the document that has the sentence."""
    other = "Statins\n\nStatins lowered cholesterol in women. Nothing else changed."
    verdict = judge.judge("Statins lowered cholesterol in women.", [PASSAGE, Passage("x:2", 0, len(other), other)])
    assert (verdict.support, verdict.document_id) == ("supported", "x:2")
    assert other[verdict.start : verdict.end] == verdict.quote


def test_it_is_deterministic(judge: LexicalJudge) -> None:
    """Twice the same question, twice the same answer."""
    first, second = (judge.judge("Aspirin makes bleeding likelier.", [PASSAGE]) for _ in range(2))
    assert first == second


def test_undecided_where_no_limit_or_two_are_reached() -> None:
    """Each verdict has its limit; where two are reached neither is given."""
    limits = Limits(supported=0.5, contradicted=0.6, not_found=0.4)
    assert decided((0.55, 0.35, 0.1), limits)[0] == "supported"
    assert decided((0.2, 0.65, 0.15), limits)[0] == "contradicted"
    assert decided((0.2, 0.3, 0.5), limits)[0] == "not_found"
    assert decided((0.4, 0.3, 0.3), limits)[0] == "undecided"
    assert decided((0.5, 0.1, 0.4), limits)[0] == "undecided"


def test_directions_agree_and_disagree() -> None:
    """ "Increased" beside "raised" agrees, beside "reduced" disagrees, and a denial turns it."""
    claim = "Aspirin increased bleeding"
    assert agreement(claim, "Aspirin raised bleeding").net > 0
    assert agreement(claim, "Aspirin reduced bleeding").net < 0
    assert agreement("Aspirin did not increase bleeding", "Aspirin raised bleeding").net < 0


def test_two_turns_cancel_each_other() -> None:
    """ "Loss of A reduces B" has the parity of "A increases B"; "loss of A increases B" has not."""
    claim = "Sirtuin increases lifespan"
    assert parity(claim, "Loss of sirtuin reduces lifespan").net > 0
    assert parity(claim, "Loss of sirtuin increases lifespan").net < 0


def test_a_denial_reaches_six_words_and_ends_at_a_turn() -> None:
    """ "did not increase pain but relieved fever": increase is denied, relieved is not."""
    found = {t.word: t.denied for t in terms("It did not increase pain but relieved fever").all}
    assert found["increase"]
    assert not found["relieved"]


def test_figures_need_a_sentence() -> None:
    """No sentence, no figures: a clear error."""
    with pytest.raises(ValueError, match="only beside a sentence"):
        figures("Aspirin", (), as_source([]))


@pytest.mark.parametrize("embedded", [False, True])
def test_the_weights_fit_the_figures(embedded: bool) -> None:
    """Every figure that the shipped weights name is computed, and no figure is computed in vain."""
    source = as_source([PASSAGE])
    best = best_sentences("Aspirin and bleeding", source, CountingEmbedder() if embedded else None)
    names = set(figures("Aspirin and bleeding", best, source))
    assert (
        names == set(weights(embedded=embedded).judge.linear.names) == set(weights(embedded=embedded).judge.trees.names)
    )


def test_supported_needs_a_high_chance() -> None:
    """The shipped limits are those of precision, not even odds."""
    for embedded in (False, True):
        assert weights(embedded=embedded).limits.supported > 0.5


def test_linear_by_hand() -> None:
    """Odds 1 + 2 x 3 = 7 and 0; chances by the softmax of (7, 0)."""
    model = linear_of({"names": ["a"], "start": [1.0, 0.0], "by_class": [[2.0], [0.0]]})
    assert model.odds({"a": 3.0}) == [7.0, 0.0]
    assert model.chances({"a": 3.0})[1] == pytest.approx(1 / (1 + 2.718281828459045**7))


def test_a_remembered_sentence_is_embedded_once() -> None:
    """And forgotten when too many others have come."""
    inner = CountingEmbedder()
    embedder = RememberedEmbedder(inner, kept=2)
    for texts in (["a", "b"], ["b", "a"], ["c"], ["a"]):
        assert embedder.embed_passages(texts).tolist() == CountingEmbedder().embed_passages(texts).tolist()
    assert inner.embedded == 4  # a, b, c, and a again
    assert embedder.embed_passages([]).shape == (0, 26)


def test_the_weights_are_small() -> None:
    """What ships is read by people as well: 150 kB at most."""
    folder = Path(lexical.__file__).parent
    assert (folder / "lexical.json").stat().st_size < 150_000
    assert json.loads((folder / "lexical.json").read_text())["plain"]["limits"]


@pytest.mark.parametrize(
    "text", ["a" * 300_000, "no " * 100_000, "increased " * 30_000, "1" * 300_000, "ab-" * 100_000]
)
def test_hostile_lines_are_read(text: str) -> None:
    """A line of 300,000 characters gets a verdict (the whole suite's time limit guards the time)."""
    verdict = LexicalJudge().judge(
        "Aspirin increased bleeding in no fewer than 12 patients.", [Passage("x", 0, len(text), text)]
    )
    assert verdict.support != "supported"
