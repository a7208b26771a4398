"""Sentences that cannot stand without the one before them."""

import json
from pathlib import Path

import pytest

from evidence.text.leaning import how_to_show, leans_on_previous

LABELLED = Path(__file__).with_name("leaning.jsonl")  # 150 sentences of abstracts, labelled by hand
BEFORE = "A soy diet was compared with chow."


@pytest.mark.parametrize(
    ("sentence", "previous"),
    [
        ("This effect was also seen in women.", ""),
        ("However, they had fewer bleeds.", ""),
        ("CONCLUSIONS: It was well tolerated.", ""),
        ("Both groups improved.", ""),
        ("Side effects were mild in both groups.", ""),
        ("No deaths occurred in these patients.", ""),
        ("The diet supported growth for 12 weeks.", BEFORE),
        ("The former lowered blood pressure more.", ""),
    ],
)
def test_leaning(sentence: str, previous: str) -> None:
    """What they speak of stands outside the sentence."""
    assert leans_on_previous(sentence, previous)


@pytest.mark.parametrize(
    "sentence",
    [
        "These findings suggest that aspirin prevents stroke in adults.",
        "This review found no effect of vitamin D on falls.",
        "It has been shown that statins reduce mortality.",
        "Those with diabetes had more strokes than those without diabetes.",
        "Side effects were as mild with aspirin as with placebo in both groups compared.",
        "In patients with sepsis, fluids are given early because these patients are often hypovolaemic.",
        "The diet supported growth for 12 weeks.",
    ],
)
def test_standing(sentence: str) -> None:
    """Frames, pointers to the paper, an empty it, and pointers back within the sentence do no harm."""
    assert not leans_on_previous(sentence)


def test_shown_with_the_one_before_or_not_at_all() -> None:
    """A pair is shown where its first can stand and both are short."""
    assert how_to_show("Aspirin prevents stroke.") == "alone"
    assert how_to_show("This effect was larger in women.", "Aspirin prevents stroke.") == "with previous"
    assert how_to_show("This effect was larger in women.", "It also fell.") == "passed over"
    assert how_to_show("This effect was larger in women.", "Aspirin prevents stroke " * 20) == "passed over"
    assert how_to_show("This effect was larger in women.") == "passed over"


def test_on_sentences_of_abstracts() -> None:
    """On 50 sentences labelled before the rules were run on them: F1 of .80 or more (always yes: .51)."""
    found = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    test = [f for f in found if f["half"] == "test"]
    said = [leans_on_previous(f["sentence"], f["previous"]) for f in test]
    right = sum(s and f["leans"] for s, f in zip(said, test, strict=True))
    assert len(test) == 50
    assert 2 * right / (sum(said) + sum(f["leans"] for f in test)) >= 0.80
