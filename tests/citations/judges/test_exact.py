"""The deterministic judges over whole documents, alone and together."""

import pytest

from citations.judges.exact import judge_exactly
from citations.judges.numbers import NumbersJudge
from citations.judges.polarity import PolarityJudge
from citations.judges.verbatim import VerbatimJudge
from evidence.model import MISMATCHES, Passage, Support
from evidence.ports import Judge

TEXT = (
    "Aspirin in stroke: a trial\n\n"
    "We enrolled 312 patients with ischaemic stroke. In women, aspirin reduced recurrent stroke by 20% (95% CI 12–27). "
    "No significant difference in bleeding was observed between aspirin and placebo. "
    "These results suggest that aspirin may prevent stroke."
)
PASSAGES = (Passage("a", 0, len(TEXT), TEXT),)
JUDGES: tuple[Judge, ...] = (VerbatimJudge(), NumbersJudge(), PolarityJudge())


@pytest.mark.parametrize(
    ("claim", "support"),
    [
        ("We enrolled 312 patients with ischemic stroke.", "supported"),
        ("The authors report: “We enrolled 312 patients with ischaemic stroke.”", "supported"),
        ("Aspirin reduced recurrent stroke by 20% (95% confidence interval 12 to 27) in women.", "supported"),
        (
            "We enrolled 312 patients with ischaemic stroke. In women, aspirin reduced recurrent stroke by 20%.",
            "supported",
        ),
        ("We enrolled 12 patients with ischaemic stroke.", "contradicted"),
        ("In women, aspirin increased recurrent stroke by 20% (95% CI 12–27).", "contradicted"),
        ("In women, aspirin reduced recurrent stroke by 12%.", "contradicted"),
        ("A significant difference in bleeding was observed between aspirin and placebo.", "contradicted"),
        ("Aspirin reduced recurrent stroke by 20% (95% CI 12–27).", "partial"),
        ("The authors report: “We enrolled 412 patients with ischaemic stroke.”", "contradicted"),
        ("The authors report: “Statins lower the rate of dementia in older people.”", "not_found"),
        ("In women, aspirin reduced recurrent stroke by 20% (95% CI 12–27) at 36 months.", "not_found"),
        ("Photosynthetic bacteria in deep marine sediments metabolise sulphur compounds slowly at night.", "not_found"),
        ("Antiplatelet agents protect against further strokes.", "undecided"),
    ],
)
def test_verdicts(claim: str, support: Support) -> None:
    """Each layer of the exact judgement, on a document of five sentences."""
    assert judge_exactly(claim, PASSAGES).support == support


@pytest.mark.parametrize("claim", ["We enrolled 12 patients.", "Statins cure dementia.", "", "“”"])
def test_every_verdict_shows_a_located_sentence_and_known_kinds(claim: str) -> None:
    """Offsets hold the quote, whatever is asked; kinds of mismatch are those of the model."""
    for verdict in (judge_exactly(claim, PASSAGES), *(judge.judge(claim, PASSAGES) for judge in JUDGES)):
        assert verdict.quote and verdict.document_id == "a"
        assert TEXT[verdict.start : verdict.end] == verdict.quote
        assert {each.kind for each in verdict.mismatches} <= set(MISMATCHES)


def test_offsets_count_in_the_document_not_in_the_passage() -> None:
    """A passage that begins later in its document gives offsets of the document."""
    verdict = judge_exactly(
        "We enrolled 312 patients with ischaemic stroke.", [Passage("a", 500, 500 + len(TEXT), TEXT)]
    )
    assert (verdict.start, verdict.end) == (500 + TEXT.index("We enrolled"), 500 + TEXT.index(" In women"))


@pytest.mark.parametrize("passages", [(), (Passage("a", 0, 0, ""),)])
def test_no_text_finds_nothing(passages: tuple[Passage, ...]) -> None:
    """Without passages, or with empty ones, nothing is found, and no judge fails."""
    for judge in JUDGES:
        assert judge.judge("Aspirin reduced stroke.", passages).support == "not_found"
    assert judge_exactly("Aspirin reduced stroke.", passages).support == "not_found"


def test_several_documents_are_taken_together() -> None:
    """The sentence may stand in any of the cited documents."""
    other = "Statins\n\nStatins lowered cholesterol in 40 adults."
    verdict = judge_exactly(
        "Statins lowered cholesterol in 40 adults.", (*PASSAGES, Passage("b", 0, len(other), other))
    )
    assert (verdict.support, verdict.document_id) == ("supported", "b")


def test_the_numbers_judge_leaves_directions_to_the_polarity_judge() -> None:
    """Each names its own kinds only."""
    turned, changed = (
        "In women, aspirin increased recurrent stroke by 20%.",
        "In women, aspirin reduced recurrent stroke by 12%.",
    )
    assert NumbersJudge().judge(turned, PASSAGES).support == "undecided"
    assert PolarityJudge().judge(turned, PASSAGES).support == "contradicted"
    assert NumbersJudge().judge(changed, PASSAGES).support == "contradicted"
    assert PolarityJudge().judge(changed, PASSAGES).support == "undecided"
