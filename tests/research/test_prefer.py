"""Which sentences come first where it is asked whether a treatment works, how it harms, or how a test performs."""

import pytest

from evidence.model import Evidence
from research.answer.prefer import OF_ITS_KIND, SPEAKS, on_the_matter, preferred
from research.plan import make_plan
from research.reading.answers import OFF, Answer
from research.reading.focus import read_focus
from research.reading.terms import read_terms
from tests.fakes import document

SCORE = 0.5


def answer(text: str, *, title: str = "A trial", off: bool = False) -> Answer:
    made = document(title=title, body=text)
    start = len(title) + 2
    return Answer(Evidence(made), start, len(made.text), text, SCORE, None, 1.0, 1.0, off)


def marked(question: str, *answers: Answer) -> list[Answer]:
    focus = read_focus(make_plan(question), read_terms(question, lambda words: [10] * len(words), 1000))
    return on_the_matter(question, answers, focus)


def raised(question: str, text: str) -> float:
    """By how much the score of a sentence is raised."""
    return preferred(make_plan(question), [answer(text)])[0].score - SCORE


def test_a_sentence_that_says_what_a_treatment_did_is_raised() -> None:
    """One that says what it is, or why it was studied, is not."""
    question = "Does aspirin reduce stroke?"
    assert raised(question, "Aspirin reduced stroke in men.") == pytest.approx(SPEAKS)
    assert raised(question, "Aspirin was first sold in 1899.") == 0
    assert raised(question, "We asked whether aspirin reduced stroke in men.") == 0


def test_the_order_stays_where_no_treatment_is_asked_about_or_two_are() -> None:
    """A definition; one treatment against another."""
    assert raised("What is stroke?", "Aspirin reduced stroke in men.") == 0
    compared = "Does aspirin reduce stroke compared with warfarin?"
    assert raised(compared, "Aspirin reduced stroke compared with warfarin.") == 0


def test_accuracy_is_raised_where_a_test_is_asked_about() -> None:
    """A sensitivity is; a relative risk is not."""
    question = "How accurate is ultrasound for appendicitis?"
    assert raised(question, "Ultrasound had a sensitivity of 85% (95% CI 80% to 90%).") == pytest.approx(OF_ITS_KIND)
    assert raised(question, "Ultrasound had a relative risk of 0.85 (95% CI 0.80 to 0.90).") == 0


def test_harms_are_raised_where_harms_are_asked_about() -> None:
    """Nausea is one; a lower glucose is not."""
    question = "What are the side effects of metformin?"
    assert raised(question, "Nausea was common with metformin.") == pytest.approx(OF_ITS_KIND)
    assert raised(question, "Metformin lowered glucose.") == 0


def test_another_vitamin_is_marked_and_put_behind() -> None:
    """Vitamin E is not vitamin D, though the index knows no single letters; the title may name it instead."""
    question = "Does vitamin D prevent fractures?"
    other, own, titled = marked(
        question,
        answer("Vitamin E prevented fractures."),
        answer("Vitamin D prevented fractures."),
        answer("Supplements with vitamin prevented fractures.", title="Vitamin D and bone"),
    )
    assert other.off and other.score == pytest.approx(SCORE - OFF)
    assert (own.off, own.score, titled.off, titled.score) == (False, SCORE, False, SCORE)


def test_a_treatment_named_by_the_way_is_marked() -> None:
    """What was added to aspirin is not told of aspirin; what is marked already is put behind only once."""
    question = "Does aspirin reduce stroke?"
    text = "Clopidogrel added to aspirin reduced stroke."
    (found,) = marked(question, answer(text))
    assert found.off and found.score == pytest.approx(SCORE - OFF)
    assert marked(question, answer(text, off=True))[0].score == SCORE
