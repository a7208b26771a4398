"""Sentences that name the question's words and state something else: no cell of the table may say it for them."""

import time
from decimal import Decimal

import pytest

from evidence.report import Row
from research.plan import make_plan
from research.reading.facts.study import facts_of
from tests.fakes import document
from tests.research.test_findings_table import QUESTION, made

ASPIRIN = "Does aspirin reduce stroke compared with placebo?"
TITLE = "Aspirin versus placebo for stroke: a randomised trial"
HR = "(HR 0.79, 95% CI 0.66-0.95)"


def aspirin(results: str) -> Row:
    """The row of a trial of aspirin."""
    return made(results, question=ASPIRIN, title=TITLE)


def test_the_control_sentence_is_read() -> None:
    """What the others are variations of: an estimate, and less of the outcome."""
    row = aspirin(f"Aspirin reduced stroke compared with placebo {HR}.")
    assert row.estimate is not None
    assert (row.estimate.value, row.direction) == (Decimal("0.79"), "less")


@pytest.mark.parametrize(
    "results",
    [
        f"Placebo increased stroke compared with aspirin {HR}.",  # the ratio is the other way round
        f"Stroke was more frequent with placebo than with aspirin {HR}.",
        f"Patients not given aspirin had a higher risk of stroke {HR}.",
        f"Absence of aspirin use was associated with stroke {HR}.",
        f"Aspirin resistance was associated with stroke {HR}.",
        f"If aspirin reduced stroke compared with placebo {HR}, many would live.",
        f"The trial was powered to detect a reduction in stroke with aspirin {HR}.",
        f"Granger and colleagues reported that aspirin reduced stroke compared with placebo {HR}.",
        f"Aspirin reduced stroke compared with placebo in rats {HR}.",
        f"Aspirin reduced the composite of death, infarction and stroke {HR}.",
        f"Aspirin reduced stroke plus systemic embolism {HR}.",
        f"Aspirin reduced disabling stroke {HR}.",
        f"Aspirin plus clopidogrel reduced stroke compared with placebo {HR}.",
        f"Aspirin users were more likely to avoid stroke {HR}.",
        f"With a previous heart attack, aspirin reduced stroke compared with placebo {HR}.",
        f"Among patients older than 80 years, aspirin reduced stroke compared with placebo {HR}.",
        "After stroke, HR 72 (95% CI 70-74) was seen with aspirin and placebo.",
        "The upper limit of the 95% CI of the hazard ratio for stroke with aspirin was 0.95 (p=0.01).",
        f"Aspirin 300 mg reduced stroke {HR}, aspirin 75 mg did not (HR 1.00, 95% CI 0.80-1.30).",
    ],
)
def test_a_figure_of_something_else_fills_no_cell(results: str) -> None:
    """The other way round, of the untreated, supposed, of others, of animals, a composite, a part, a limit, one dose."""
    assert aspirin(results).estimate is None


@pytest.mark.parametrize(
    "results",
    [
        "Aspirin would reduce stroke compared with placebo if it were taken.",
        "Aspirin was expected to reduce stroke compared with placebo.",
        "Rather than reducing stroke, aspirin increased it compared with placebo.",
        "Far from reducing stroke, aspirin was harmful compared with placebo.",
        "Aspirin was less effective than placebo in reducing stroke.",
        "The claim that aspirin reduced stroke compared with placebo was refuted.",
        "The reduction in stroke with aspirin compared with placebo disappeared after adjustment.",
        "Aspirin reduced stroke-free survival compared with placebo.",
        "Aspirin reduced stroke mortality compared with placebo.",
        "Only in men did aspirin reduce stroke compared with placebo.",
    ],
)
def test_no_way_is_read_from_what_was_not_found(results: str) -> None:
    """Supposed, taken back, turned round, or of another outcome."""
    assert aspirin(results).direction != "less"


def test_another_drug_of_the_title_is_not_the_one_asked_about() -> None:
    """Three drugs in the title; the sentence is of one that the question does not name."""
    title = "Apixaban, dabigatran and rivaroxaban compared with warfarin"
    row = made(f"Compared with warfarin, stroke was reduced with dabigatran {HR}.", question=QUESTION, title=title)
    assert (row.estimate, row.direction) == (None, "")


@pytest.mark.parametrize(
    ("figures", "difference"),
    [
        ("Compared with placebo, aspirin reduced stroke (100/5000 vs 150/5000, P<0.001).", "-1"),
        ("Compared with aspirin, placebo had more stroke (150/5000 vs 100/5000, P<0.001).", "-1"),
        ("Placebo patients had more stroke than aspirin patients (150/5000 vs 100/5000, P<0.001).", "-1"),
        ("Aspirin beat placebo: stroke in 150/5000 in the control group and 100/5000 in the active group (P<0.001).", ""),
        ("Aspirin reduced stroke compared with placebo (150/5000 for placebo vs 100/5000, P<0.001).", ""),
    ],
)  # fmt: skip
def test_a_difference_has_its_sign_or_is_not_computed(figures: str, difference: str) -> None:
    """100 of 5000 is 2%, 150 of 5000 is 3%: one percentage point less; where the arms are not told, nothing."""
    found = [c.value for c in aspirin(figures).computed if c.measure == "RD"]
    assert found == ([Decimal(difference)] if difference else [])


@pytest.mark.parametrize(
    "tail", ["; death was rarer with aspirin (P=0.01)", ", and fewer deaths (P=0.01)", " (one-sided P=0.04)"]
)
def test_no_number_needed_from_the_p_value_of_something_else(tail: str) -> None:
    """Of another outcome, or of one side."""
    row = aspirin(
        f"Stroke occurred in 100/5000 patients in the aspirin group versus 110/5000 in the placebo group{tail}."
    )
    assert [c.measure for c in row.computed] == ["RD"]


@pytest.mark.parametrize(
    "before", ["Freedom from stroke was seen in", "No stroke occurred in", "Absence of stroke was seen in"]
)
def test_those_without_the_outcome_are_not_those_with_it(before: str) -> None:
    """Counts of people who had no stroke."""
    row = aspirin(f"{before} 100/5000 patients in the aspirin group versus 150/5000 in the placebo group (P<0.001).")
    assert row.computed == ()


@pytest.mark.parametrize("unit", ["{} men and {} women took part; ", "Aspirin reduced stroke in {} patients. "])
def test_facts_of_a_long_list_take_time_by_its_length(unit: str) -> None:
    """Twice the text took four times as long, minutes for 300 kB: once a sentence was read for each number in it."""
    body = "".join(unit.format(k, k + 1) for k in range(100, 3_000))
    began = time.process_time()
    facts_of(document(1, title=TITLE, body=body, design="rct"))
    assert time.process_time() - began < 10  # a hang, not a speed: it takes half a second


def test_a_question_turned_round_gets_no_inverted_ratio() -> None:
    """Warfarin is asked about, apixaban's ratio is stated: it is not warfarin's."""
    asked = "Does warfarin increase stroke compared with apixaban?"
    assert make_plan(asked).intervention == "warfarin"
    row = made(f"Apixaban reduced stroke compared with warfarin {HR}.", question=asked)
    assert (row.estimate, row.direction) == (None, "more")
