"""The summary of findings: which figure belongs to the question, which way it points, and what is left empty."""

from dataclasses import replace
from decimal import Decimal

import pytest

from evidence.model import Citation, Claim, Document, Plan, Section
from evidence.report import Row
from research.findings_table.rows import rows
from research.findings_table.stretch import stretch
from research.plan import make_plan
from research.reading.focus import read_focus
from research.reading.terms import read_terms

TITLE = "Apixaban compared with warfarin in atrial fibrillation: a randomised trial"
QUESTION = "Does apixaban reduce stroke compared with warfarin?"


def record(results: str, title: str = TITLE) -> Document:
    """An abstract with one sentence of background and these results."""
    text = f"{title}\n\nAtrial fibrillation is common. {results}"
    at = text.index(results)
    parts = (Section("Background", len(title) + 2, at - 1, "BACKGROUND"), Section("Results", at, len(text), "RESULTS"))
    return Document("test:1", title, text, "test", "pubmed-xml", sections=parts)


def made(results: str, quoted: str = "", question: str = QUESTION, title: str = TITLE) -> Row:
    """The row of a record of which `quoted` (else all its results) is cited."""
    document = record(results, title)
    quote = quoted or results
    start = document.text.index(quote)
    cited = Citation(document.id, "test:1#0-9", start, start + len(quote), quote)
    return only(make_plan(question), document, Claim("c1", quote, (cited,)))


def only(plan: Plan, document: Document, claim: Claim) -> Row:
    """The one row of one document, in which every word weighs the same."""
    terms = read_terms(plan.question, lambda words: [10] * len(words), 1000)
    (found,) = rows(plan, [claim], {document.id: document}, {document.id: 2}, read_focus(plan, terms))
    return found


def shown(row: Row) -> str:
    """The effect's words, or nothing."""
    return row.effect.text if row.effect else ""


def test_the_estimate_of_the_outcome_asked_about_is_shown_as_written() -> None:
    """Of two outcomes in a sentence, the one that the question names; its interval is below 1 and the words say lower."""
    row = made(
        "Death was similar (HR 0.99, 95% CI 0.90 to 1.09) and apixaban lowered stroke (HR 0.79, 95% CI 0.66 to 0.95; p = 0.01)."
    )

    assert row.estimate is not None
    assert (row.estimate.measure, row.estimate.value) == ("HR", Decimal("0.79"))
    assert (row.estimate.low, row.estimate.high, row.estimate.level) == (Decimal("0.66"), Decimal("0.95"), Decimal(95))
    assert row.estimate.crosses_no_effect is False
    assert "stroke (HR 0.79, 95% CI 0.66 to 0.95; p = 0.01)" in shown(row)


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ("Apixaban changed bleeding (HR 0.69, 95% CI 0.60 to 0.80), and stroke was rare.", "bleeding's, not stroke's"),
        ("Stroke or death was reduced by apixaban (HR 0.89, 95% CI 0.80 to 0.99).", "two outcomes as one"),
        ("Haemorrhagic stroke fell with apixaban (HR 0.51, 95% CI 0.35 to 0.75).", "a narrower outcome"),
        ("In women with diabetes, apixaban reduced stroke (HR 0.60, 95% CI 0.40 to 0.90).", "of a subgroup"),
        ("In the per-protocol analysis stroke fell with apixaban (HR 0.60, 95% CI 0.40 to 0.90).", "another count"),
        ("Stroke was rarer with apixaban than with aspirin (HR 0.45, 95% CI 0.32 to 0.62).", "another comparator"),
        ("Stroke and bleeding differed (HR 0.79 and 0.69, respectively).", "shared out among two outcomes"),
        ("Stroke, HR (at 8:00 AM and 10:00 AM) and pressure were recorded with apixaban.", "a heart rate"),
        ("Time to stroke was longer with apixaban (MD 3.0 days, 95% CI 1.0 to 5.0).", "how long, not how many"),
    ],
)
def test_no_estimate_is_shown_that_may_be_of_something_else(results: str, why: str) -> None:
    """Empty is better than wrong."""
    assert made(results).estimate is None, why


def test_a_figure_that_names_its_outcome_behind_it_is_read() -> None:
    """ "a hazard ratio of 0.79 (...) for stroke"."""
    row = made("Apixaban had a hazard ratio of 0.79 (95% CI 0.66 to 0.95) for stroke and of 0.69 for bleeding.")

    assert row.estimate is not None and row.estimate.value == Decimal("0.79")
    assert shown(row) == "hazard ratio of 0.79 (95% CI 0.66 to 0.95) for stroke"


def test_the_abstract_is_read_where_the_cited_sentence_states_no_figure() -> None:
    """The figure's own sentence is then `said`, and the direction is read from it."""
    quoted = "Apixaban was superior to warfarin for stroke."
    row = made(f"Apixaban reduced stroke compared with warfarin (HR 0.79, 95% CI 0.66 to 0.95). {quoted}", quoted)

    assert row.said is not None and row.said.text.startswith("Apixaban reduced stroke")
    assert row.direction == "less"


def test_others_studies_and_the_background_are_not_the_documents_findings() -> None:
    """A figure in the background, and one of a previous trial, is nobody's row."""
    assert made("A previous trial found less stroke with apixaban (HR 0.5, 95% CI 0.3 to 0.8).").estimate is None
    title = "Apixaban compared with warfarin"
    text = f"{title}\n\nApixaban reduced stroke (HR 0.5, 95% CI 0.3 to 0.8)."
    document = Document(
        "test:1", title, text, "test", "pubmed-xml", sections=(Section("Background", 33, len(text), "BACKGROUND"),)
    )
    cited = Citation("test:1", "test:1#0-9", 0, len(title), title)
    assert only(make_plan(QUESTION), document, Claim("c1", title, (cited,))).estimate is None


def test_an_interval_that_crosses_no_effect_says_no_difference() -> None:
    """ "none" where the words do not deny it, nothing where they claim an effect."""
    plain = made("The hazard ratio for stroke with apixaban compared with warfarin was 0.92 (95% CI 0.74 to 1.13).")
    claimed = made("Apixaban increased stroke compared with warfarin (HR 1.05, 95% CI 0.90 to 1.20).")

    assert plain.direction == "none"
    assert claimed.direction == ""


def test_figures_that_deny_the_words_leave_the_direction_open() -> None:
    """A ratio below 1 in a sentence that says "increased" is of the other side, or a slip."""
    assert made("Apixaban increased stroke compared with warfarin (HR 0.79, 95% CI 0.66 to 0.95).").direction == ""


def test_a_limit_written_as_no_effect_itself_decides_nothing() -> None:
    """0.68 to 1.00 with p = 0.045: rounding has hidden the side."""
    row = made("Apixaban reduced stroke compared with warfarin (RR 0.82, 95% CI 0.68 to 1.00; p = 0.045).")

    assert row.estimate is not None and row.estimate.crosses_no_effect is None


def test_risks_are_computed_from_both_arms_counts_with_the_formula() -> None:
    """12/100 less 24/100 is -12 points, and 1 / 0.12 is 8.3: NNT only as the difference is significant."""
    row = made("Stroke occurred in 12/100 (12%) with apixaban vs 24/100 (24%) with warfarin (p = 0.03).")

    assert [c.measure for c in row.computed] == ["RD", "NNT"]
    assert row.computed[0].value == Decimal(-12)
    assert row.computed[0].formula == "12/100 - 24/100 = -12.0 percentage points"
    assert row.computed[1].formula == "1 / |12/100 - 24/100| = 8.3"
    assert [s.text for s in row.computed[0].of] == ["12/100", "24/100"]


def test_the_intervention_comes_first_whichever_arm_the_text_names_first() -> None:
    """Warfarin's 24/100 first gives the same difference."""
    row = made("Stroke occurred in 24/100 (24%) with warfarin vs 12/100 (12%) with apixaban (p = 0.03).")

    assert row.computed[0].formula == "12/100 - 24/100 = -12.0 percentage points"


@pytest.mark.parametrize("p", ["p = 0.30", "p > 0.05", ""])
def test_no_number_needed_to_treat_without_a_significant_difference(p: str) -> None:
    """It would mislead."""
    tail = f" ({p})" if p else ""
    row = made(f"Stroke occurred in 12/100 (12%) with apixaban vs 14/100 (14%) with warfarin{tail}.")

    assert [c.measure for c in row.computed] == ["RD"]


def test_arms_that_are_not_named_give_no_difference() -> None:
    """Which risk is whose cannot be told."""
    assert made("Apixaban was given; stroke occurred in 12/100 (12%) vs 24/100 (24%), p = 0.03.").computed == ()


def test_vitamin_a_is_not_vitamin_d() -> None:
    """The letter is part of the name."""
    results = "Vitamin A supplementation reduced mortality (RR 0.76, 95% CI 0.69 to 0.83)."
    asked = "Does vitamin D supplementation reduce mortality?"

    assert made(results, question=asked, title="Vitamin A supplementation in children").estimate is None
    assert made(results.replace("A sup", "D sup"), question=asked, title="Vitamin D supplementation in adults").estimate


@pytest.mark.parametrize(
    ("title", "results"),
    [
        ("Aspirin and mortality in patients treated with ACE inhibitors",
         "Treatment with aspirin was associated with lower mortality (RR 0.70, 95% CI 0.49 to 0.99)."),
        ("Ticagrelor with aspirin versus aspirin alone after bypass surgery",
         "Mortality was lower with ACE inhibitors than with ticagrelor and ACE inhibitors (RR 0.70, 95% CI 0.49 to 0.99)."),
        ("Stopping ACE inhibitors in older adults: a trial of ACE inhibitors",
         "ACE inhibitors changed mortality (RR 0.70, 95% CI 0.49 to 0.99)."),
    ],
)  # fmt: skip
def test_an_intervention_that_is_not_what_is_compared_gives_no_row_an_effect(title: str, results: str) -> None:
    """Given to both sides, given before, or stopped."""
    row = made(results, question="Do ACE inhibitors reduce mortality?", title=title)

    assert (row.estimate, row.direction) == (None, "")


def test_a_question_without_an_outcome_gets_no_effect() -> None:
    """What it would be of nobody asked."""
    row = made("Apixaban reduced stroke (HR 0.79, 95% CI 0.66 to 0.95).", question="What is apixaban?")

    assert (row.effect, row.direction) == (None, "")


def test_the_comparison_is_the_titles_words_located() -> None:
    """At its place in the text, which begins with the title."""
    row = made("Stroke was rare.")

    assert row.comparison is not None and row.comparison.text == "Apixaban compared with warfarin"
    assert TITLE[row.comparison.start : row.comparison.end] == row.comparison.text


def test_rows_stand_in_the_order_of_first_citation() -> None:
    """One for each cited document, once, and none for others."""
    documents = {i: replace(record("Stroke was rare."), id=i) for i in ("a", "b", "c")}
    claims = [
        Claim(f"c{n}", "Stroke", (Citation(i, f"{i}#0-9", 0, 8, "Apixaban"),)) for n, i in enumerate(("b", "a", "b"))
    ]
    plan = make_plan(QUESTION)
    focus = read_focus(plan, read_terms(plan.question, lambda words: [10] * len(words), 1000))

    assert [r.document_id for r in rows(plan, claims, documents, {}, focus)] == ["b", "a"]


def test_a_stretch_closes_its_brackets_or_is_none() -> None:
    """Up to 60 characters further; from a later start where the first is too far away."""
    text = "death (HR 0.8; 95% CI 0.7 to 0.9; I2 = 22%), and"

    assert stretch(text, [0], text.index("; I2")) == (0, text.index(", and"))
    assert stretch("x" * 300 + " HR 0.8", [0, 301], 307) == (301, 307)
    assert stretch("death) HR 0.8", [0], 13) is None
    assert stretch("(HR 0.8 and more", [0], 7) is None
