"""The direction of an outcome, as one sentence says it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.text.direction import LABELS, chances, direction_of, judged, read
from evidence.text.direction_cues import cues, scene, turned
from evidence.text.direction_figures import larger_arm, stated_tests
from evidence.text.direction_slots import asked, tokens
from evidence.text.direction_words import merit, polarity, sign

DRUG, PLACEBO = "tranexamic acid", "placebo"
SIDES = asked(DRUG, PLACEBO, "mortality")


@pytest.mark.parametrize(
    ("sentence", "outcome", "label"),
    [
        ("Tranexamic acid significantly reduced mortality compared with placebo (p = 0.003).", "mortality", "decreased"),
        ("Mortality was significantly higher with placebo than with tranexamic acid (P<0.001).", "mortality", "decreased"),
        ("Haemoglobin was significantly higher with tranexamic acid than with placebo (P<0.001).", "haemoglobin", "increased"),
        ("There was no significant difference in mortality between the groups (p = 0.41).", "mortality", "no difference"),
        ("Mortality did not differ between tranexamic acid and placebo.", "mortality", "no difference"),
        ("Seizures were more frequent with tranexamic acid than with placebo (p = 0.01).", "seizures", "increased"),
    ],
)  # fmt: skip
def test_plain_sentences_are_read(sentence: str, outcome: str, label: str) -> None:
    """What a first-year student reads without doubt is read, whichever side is named first."""
    assert direction_of(sentence, DRUG, PLACEBO, outcome).label == label


def test_two_outcomes_of_one_sentence_go_their_own_ways() -> None:
    """Each outcome gets the clause that names it."""
    sentence = "Tranexamic acid significantly reduced bleeding (p < 0.001) compared with placebo, but mortality did not differ (p = 0.6)."
    assert direction_of(sentence, DRUG, PLACEBO, "bleeding").label == "decreased"
    assert direction_of(sentence, DRUG, PLACEBO, "mortality").label == "no difference"


def test_grounds_are_the_words_and_figures_that_agree() -> None:
    """The denial with its test, and not the p value that says the opposite."""
    sentence = "Bleeding fell (p < 0.001), but there was no significant difference in mortality (p = 0.60)."
    found = direction_of(sentence, DRUG, PLACEBO, "mortality")
    assert [g.text for g in found.grounds] == ["no significant difference in", "p = 0.60"]


def test_an_empty_sentence_is_never_sure() -> None:
    """Nothing to read is nothing to say."""
    found = direction_of("", DRUG, PLACEBO, "mortality")
    assert not found.is_sure
    assert found.grounds == ()


def test_sure_needs_the_probability_that_was_learned() -> None:
    """An even three-way split is not sure; near certainty is."""
    assert judged((0.34, 0.33, 0.33)) == ("no difference", 0.34, False)
    assert judged((0.005, 0.005, 0.99)) == ("decreased", 0.99, True)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aαΔ ·.,;()[]0123456789<>=≥p±%-–\u2009\nCI th no more lower versus\u00e9ﬁ", max_size=200))
def test_any_text_gives_probabilities_and_located_grounds(text: str) -> None:
    """No text raises; the shares sum to 1; each ground stands at its offsets."""
    assert sum(chances(text, DRUG, PLACEBO, "th lower")) == pytest.approx(1.0)
    assert all(text[g.start : g.end] == g.text for g in direction_of(text, DRUG, PLACEBO, "th lower").grounds)


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("tranexamic acid lowered mortality", 1),
        ("placebo had more deaths", -1),
        ("placebo had more deaths than tranexamic acid", -1),
        ("compared with placebo, mortality fell", 1),
        ("mortality fell", 0),
        ("the intervention group had fewer deaths", 1),
    ],
)
def test_whose_outcome_is_told(sentence: str, way: int) -> None:
    """1: the intervention's; -1: the comparator's; 0: nobody's by name."""
    words = tokens(sentence, SIDES)
    assert turned(words, 0, len(words) - 1) == way


def test_a_greater_reduction_is_less_and_a_smaller_reduction_more() -> None:
    """The comparative is multiplied with its noun, before or after."""
    for sentence, way in (
        ("a greater reduction in pain", -1),
        ("a smaller reduction in pain", 1),
        ("the reduction in pain was greater", -1),
    ):
        found = cues(scene(tokens(sentence, asked("x", "y", "pain")), asked("x", "y", "pain")))
        assert [c.way for c in found] == [way]


def test_tests_are_read_with_their_null() -> None:
    """A ratio is tested against 1, a difference against 0; "P < 0.05" is significant and "p > 0.05" is not."""
    for sentence, says in (
        ("HR 0.80 (95% CI 0.66 to 0.98)", True),
        ("HR 0.80 (95% CI 0.66 to 1.08)", False),
        ("mean difference 1.2 (95% CI -0.3 to 2.7)", False),
        ("mean difference -1.2 (95% CI -2.3 to -0.7)", True),
        ("P < 0.05", True),
        ("p > 0.05", False),
        ("p=0·049", True),
        ("p < 0.5", None),
    ):
        words = tokens(sentence, SIDES)
        assert [s for _, s in stated_tests(scene(words, SIDES))] == [says], sentence


def test_the_larger_arm_is_found_by_the_sides_names() -> None:
    """25% against 29% is less; the order of the arms does not matter."""
    for sentence, way in (
        ("mortality was 25% with tranexamic acid and 29% with placebo", -1),
        ("mortality with placebo was 25% and with tranexamic acid 29%", 1),
    ):
        assert larger_arm(scene(tokens(sentence, SIDES), SIDES)) == way


def test_words_have_a_sign_a_worth_and_outcomes_a_polarity() -> None:
    """More is not better: pain is harm, survival is gain, and unknown words are neither."""
    assert [sign(w) for w in ("higher", "fewer", "moreover", "lowered")] == [1, -1, 0, -1]
    assert [merit(w) for w in ("improved", "worsened", "reduced")] == [1, -1, 0]
    assert [polarity(o) for o in ("pain", "survival", "plasma zinc")] == [-1, 1, 0]


def test_the_weights_name_the_figures_that_are_computed() -> None:
    """Every sentence yields the same figures, so weights and features cannot drift apart unseen."""
    first = read("Mortality fell.", DRUG, PLACEBO, "mortality")[0]
    assert set(first) == set(read("", "", "", "")[0])
    assert len(chances("Mortality fell.", DRUG, PLACEBO, "mortality")) == len(LABELS)
