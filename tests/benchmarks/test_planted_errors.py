"""Planted errors: each kind on a small paper, and what is thrown away because it would not be false."""

import random
from collections.abc import Callable

import pytest

from benchmarks.planted import controls, estimates, figures, papers, wording
from benchmarks.planted.model import Change, Make, Sentence, Source, Words
from benchmarks.planted.words_held_out import WORDS as HELD_OUT
from benchmarks.planted.words_training import WORDS as TRAINING
from evidence.text.numbers import numbers
from evidence.text.typography import fold

TITLE = "Aspirin in stable disease"
Planter = Callable[..., list[Change]]


def sentence_of(text: str, rest: str = "", title: str = TITLE) -> Sentence:
    """A sentence and the paper that it stands in."""
    whole = f"{title}\n\n{text} {rest}".strip()
    start = len(title) + 2
    source = Source("pubmed:1", 1, title, whole, ((start, start + len(text)),))
    return Sentence(source, start, start + len(text), text)


def made(make: Make, text: str, rest: str = "", words: Words = TRAINING, seed: int = 0) -> list[Change]:
    """What is made of a sentence."""
    return list(make(sentence_of(text, rest), words, random.Random(seed)))


@pytest.mark.parametrize("seed", range(20))
def test_a_changed_number_stands_nowhere_in_the_paper(seed: int) -> None:
    """Whatever 34% becomes, it is another number, of the same unit, that the paper has not; the rest stays."""
    text = "Aspirin was stopped by 34% of the patients in the trial."
    for change in made(figures.number, text, "Of these 43% and 340% and 84% came back.", seed=seed):
        (number,) = numbers(change.claim)
        assert number.unit == "%"
        assert number.value not in (34, 43, 340, 84)
        assert change.claim.replace(number.text, "34") == text


@pytest.mark.parametrize(
    "text",
    [
        "It was seen in more than 50 of all patients that came.",  # more than 30 would be true
        "The patients had type 2 diabetes for many long years.",
        "The estimate came with a 95% confidence interval this time.",
        "Death was rarer in those who took it (P < 0.05).",
    ],
)
def test_numbers_that_are_names_or_bounds_are_left_alone(text: str) -> None:
    """Changing them would leave the sentence true, or make nonsense of it."""
    assert [made(figures.number, text, seed=seed) for seed in range(10)] == [[]] * 10


def test_another_unit_is_put_unless_the_paper_has_it() -> None:
    """75 mg becomes 75 g; where the paper speaks of 75 g itself, nothing is made."""
    text = "Everybody took 75 mg of aspirin in the morning."
    assert [c.claim for c in made(figures.unit, text)] == ["Everybody took 75 g of aspirin in the morning."]
    assert made(figures.unit, text, "The box weighed 75 g.") == []


def test_a_comparison_is_turned_round_only_where_the_paper_has_one() -> None:
    """More than 50 becomes less than 50; not where the paper also sorts by less than 50."""
    text = "Those who had more than 50 events were called frail."
    assert [c.claim for c in made(figures.comparison, text)] == ["Those who had less than 50 events were called frail."]
    assert made(figures.comparison, text, "The others had less than 50 events.") == []


def test_a_figure_is_added_only_to_a_sentence_without_any() -> None:
    """The added figure is not in the paper."""
    (change,) = made(figures.figure_not_in_it, "Aspirin helped most of the patients.")
    (figure, *_) = numbers(change.claim)
    assert change.claim.startswith("Aspirin helped most of the patients")
    assert figure.text not in TITLE
    assert made(figures.figure_not_in_it, "Aspirin helped 12 of the patients.") == []
    assert made(figures.figure_not_in_it, "Aspirin helped twelve of the patients.") == []


def test_a_fold_change_is_told_as_percentage_points() -> None:
    """A 3-fold increase is no increase of 3 percentage points."""
    (change,) = made(figures.absolute, "We saw a 3-fold increase of bleeding with it.")
    assert change.claim == "We saw a 3 percentage point increase of bleeding with it."


INTERVAL = "The drug reduced deaths (hazard ratio 0.48, 95% CI 0.39-0.59; P = .03)."


@pytest.mark.parametrize("seed", range(6))
def test_a_bound_is_told_as_the_estimate(seed: int) -> None:
    """0.48 (0.39-0.59) becomes 0.39 or 0.59, without its interval; not where the bound is a figure of its own."""
    (change,) = made(estimates.bound, INTERVAL, seed=seed)
    assert change.claim in (
        "The drug reduced deaths (hazard ratio 0.39; P = .03).",
        "The drug reduced deaths (hazard ratio 0.59; P = .03).",
    )
    assert made(estimates.bound, INTERVAL, "In men it was 0.39, in women 0.59.", seed=seed) == []


@pytest.mark.parametrize("seed", range(6))
def test_p_and_the_interval_are_mistaken_for_each_other(seed: int) -> None:
    """A bound as p, or p as the interval."""
    (change,) = made(estimates.p_for_ci, INTERVAL, seed=seed)
    assert change.claim in (
        "The drug reduced deaths (hazard ratio 0.48, 95% CI 0.39-0.59; P = 0.39).",
        "The drug reduced deaths (hazard ratio 0.48, 95% CI 0.39-0.59; P = 0.59).",
        "The drug reduced deaths (hazard ratio 0.48, 95% CI .03; P = .03).",
    )


@pytest.mark.parametrize("seed", range(6))
def test_two_arms_change_their_figures_or_names(seed: int) -> None:
    """Either way the drug's figure is the placebo's."""
    text = "Death came in 12% in the aspirin group and in 18% in the placebo group."
    (change,) = made(estimates.wrong_arm, text, seed=seed)
    assert change.claim in (
        "Death came in 18% in the aspirin group and in 12% in the placebo group.",
        "Death came in 12% in the placebo group and in 18% in the aspirin group.",
    )


def test_arms_with_one_figure_do_not_change_places() -> None:
    """12% and 12% would stay true; so would figures that take their arms' names along."""
    assert made(estimates.wrong_arm, "Death came in 12% in the aspirin group and in 12% in the placebo group.") == []
    moving = "Scores were known of 24/25 aspirin users (96.0%) and 28/30 placebo users (93.3%) versus none."
    for seed in range(6):
        assert all("28/30 placebo" not in c.claim[:40] for c in made(estimates.wrong_arm, moving, seed=seed))


def test_a_direction_is_flipped_unless_the_paper_says_that_too() -> None:
    """Reduced becomes increased; not where a sentence of the same matter has an increase, nor in a question."""
    text = "Aspirin reduced major bleeding in older patients."
    assert [c.claim for c in made(wording.direction, text)] == ["Aspirin increased major bleeding in older patients."]
    assert made(wording.direction, text, "In older patients aspirin increased major bleeding later.") == []
    assert made(wording.direction, "We asked whether aspirin reduced major bleeding.") == []
    assert made(wording.direction, "Aspirin never reduced major bleeding in patients.") == []


def test_the_article_follows_its_word() -> None:
    """An increase becomes a decrease."""
    (change,) = made(wording.direction, "There was an increase of bleeding in all patients.")
    assert change.claim == "There was a decrease of bleeding in all patients."


def test_a_negation_is_put_or_taken() -> None:
    """Was associated, was not associated; not in a clause about something else, nor where the paper denies it too."""
    plain, denied = "Aspirin was associated with bleeding.", "Aspirin was not associated with bleeding."
    assert [c.claim for c in made(wording.negation, plain)] == [denied]
    assert [c.claim for c in made(wording.negation, denied)] == [plain]
    assert made(wording.negation, plain, "Bleeding was by no means associated with aspirin.") == []
    assert made(wording.negation, "The dose that was associated with bleeding fell.") == []


def test_a_hedge_is_lost_unless_the_paper_loses_it_too() -> None:
    """May becomes will; the month of May stays."""
    text = "Aspirin may prevent stroke in adults."
    assert [c.claim for c in made(wording.certainty, text)] == ["Aspirin will prevent stroke in adults."]
    assert made(wording.certainty, text, "Aspirin prevented stroke in adults.") == []
    assert made(wording.certainty, "Aspirin was given from June to May 2013.") == []


def test_an_association_becomes_a_cause_but_not_in_a_trial() -> None:
    """In a randomised trial the sentence may mean an effect."""
    text = "Coffee was associated with longer sleep."
    assert [c.claim for c in made(wording.cause, text)] == ["Coffee caused longer sleep."]
    assert made(wording.cause, text, "This was a randomised trial.") == []


def test_a_subgroup_is_told_of_all_where_there_are_others() -> None:
    """In women becomes in all participants; not in a paper on women alone, nor beside the men."""
    text = "In women, aspirin prevented stroke."
    assert [c.claim for c in made(wording.subgroup, text, "Men had no benefit.")] == ["Aspirin prevented stroke."]
    inside = "Aspirin prevented stroke in women."
    (change,) = made(wording.subgroup, inside, "Men had no benefit.")
    assert change.claim == "Aspirin prevented stroke in all participants."
    assert made(wording.subgroup, text) == []
    assert made(wording.subgroup, "Aspirin helped in women and men.", "Men had no benefit.") == []


def test_animals_become_people_all_or_none() -> None:
    """Not where the paper tells the same of people, nor where an animal is left in the sentence."""
    text = "Aspirin prevented strokes in mice."
    assert [c.claim for c in made(wording.species, text)] == ["Aspirin prevented strokes in patients."]
    assert made(wording.species, text, "Aspirin prevented strokes in patients, too.") == []
    assert made(wording.species, "Aspirin prevented strokes in transgenic mice.") == []


def test_a_quote_is_altered_inside_its_marks() -> None:
    """The words around it are not the paper's; what stands in the marks is not either."""
    (change,) = made(wording.quote, "Aspirin reduced bleeding in older patients.")
    assert "“Aspirin increased bleeding in older patients" in change.claim


@pytest.mark.parametrize("words", [TRAINING, HELD_OUT])
@pytest.mark.parametrize("seed", range(10))
def test_typography_changes_no_letter_and_no_number(words: Words, seed: int) -> None:
    """Folded to one spelling, the two are the same, spaces around signs aside."""
    text = "In the well-known trial 12-15% of the first (5.1 ± 0.3), final and floor values were = 3.5, not flat."
    for change in made(controls.typography, text, words=words, seed=seed):
        assert change.claim != text
        assert "".join(fold(change.claim).split()) == "".join(fold(text).split())
        assert [n.value for n in numbers(change.claim)] == [n.value for n in numbers(text)]


@pytest.mark.parametrize("seed", range(10))
def test_a_unit_in_another_form_keeps_every_value(seed: int) -> None:
    """Per cent, commas and abbreviations; never another number."""
    text = "Of 1,234 patients 45% took 5 mL for 3 months (P=0.03)."
    for change in made(controls.unit_form, text, words=HELD_OUT, seed=seed):
        assert [n.value for n in numbers(change.claim)] == [n.value for n in numbers(text)]


def test_the_first_phrase_goes_to_the_end() -> None:
    """Only where a single statement follows."""
    text = "In adults with asthma, steroids reduced attacks."
    assert [c.claim for c in made(controls.order, text)] == ["Steroids reduced attacks in adults with asthma."]
    assert made(controls.order, "In adults with asthma, steroids helped, and rest helped.") == []
    assert made(controls.order, "In adults with asthma, p53 was low.") == []
    assert made(controls.order, "In adults with asthma, and a cough that lasts, steroids helped.") == []
    assert made(controls.order, "In adults with asthma, it fell for 3 h. Steroids helped with it.") == []


def test_a_related_paper_must_not_have_the_sentence() -> None:
    """The nearest other paper is cited; where it has the sentence too, nothing is made."""
    one = sentence_of("Aspirin reduced major bleeding in pregnant alpacas.")
    same = Source("pubmed:2", 2, "Aspirin again", f"Aspirin again\n\n{one.text}", ())
    near = Source("pubmed:3", 3, "Aspirin and stroke", "Aspirin and stroke\n\nAspirin prevented stroke.", ())
    far = Source("pubmed:4", 4, "Roots of maize", "Roots of maize\n\nMaize has deep roots in sand.", ())

    def cited(*others: Source) -> list[str]:
        make = papers.related_paper(papers.Neighbours([one.source, *others]))
        return [c.source.id for c in make(one, TRAINING, random.Random(0)) if c.source]

    assert cited(near, far) == ["pubmed:3"]
    assert cited(same, far) == []


def test_the_two_word_lists_share_little() -> None:
    """At most one direction, negation, hedge, cause or synonym in ten of the held-out list stands in the other."""
    for name in ("opposites", "to_negate", "to_affirm", "causes", "certain", "synonyms", "units"):
        ours, others = set(getattr(HELD_OUT, name)), set(getattr(TRAINING, name))
        assert len(ours & others) <= len(ours) / 10, name
