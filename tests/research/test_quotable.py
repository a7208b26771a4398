"""Which sentences may stand in a report."""

import pytest

from research.reading.quotable import worth_quoting


@pytest.mark.parametrize(
    "sentence",
    [
        "Three population-based, observational studies from Sweden compared breast cancer mortality with and without screening.",
        "This systematic review of randomised trials evaluated aspirin for the prevention of stroke in adults.",
        "A survey of 40 hospitals examined how often anticoagulants were stopped before surgery in older people.",
    ],
)
def test_what_was_compared_without_what_was_found_is_not_quoted(sentence: str) -> None:
    """A reader who sees only that learns nothing."""
    assert not worth_quoting(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A randomised trial that compared aspirin with placebo found fewer strokes among adults given aspirin.",
        "The trial compared aspirin with placebo; strokes were reduced by a third with aspirin.",
        "Trials that evaluated aspirin in adults showed a benefit in people with diabetes (RR 0.80).",
    ],
)
def test_what_was_found_is(sentence: str) -> None:
    """Also where the sentence says what was compared."""
    assert worth_quoting(sentence)
