"""Estimates, drugs' names and definitions at the head of a report: nothing that does not stand in a row or a claim."""

from dataclasses import replace
from decimal import Decimal

from evidence.model import Citation, Claim, Document
from evidence.report import Estimate, Row, ShortAnswer, Stated
from research.answer.leading import leading
from research.answer.short import NO_ESTIMATE, NOT_NAMED, short_answer
from research.answer.sides import AT_ODDS, SPLIT
from research.plan import make_plan
from tests.fakes import document
from tests.research.test_short_answer import PLAIN, quoted, study

QUESTION = "What is the effect of aspirin on stroke?"


def row(made: Document, value: str, low: str = "", high: str = "", measure: str = "HR", **changes: object) -> Row:
    """With an estimate that stands in the document's first sentence."""
    estimate = Estimate(
        measure, Decimal(value), Decimal(low) if low else None, Decimal(high) if high else None, Decimal(95)
    )
    start = made.text.index(value)
    values: dict[str, object] = {
        "document_id": made.id, "study": made.title, "design": made.design, "level": 1, "year": made.published.year,
        "outcome": "stroke", "effect": Stated(value, start, start + len(value)), "estimate": estimate,
        "said": Stated(made.text[len(made.title) + 2 :], len(made.title) + 2, len(made.text)),
    }  # fmt: skip
    return Row(**(values | changes))  # type: ignore[arg-type]


def told(made: list[Document], rows: list[Row], question: str = QUESTION) -> ShortAnswer:
    return short_answer(make_plan(question), quoted(made), {d.id: d for d in made}, rows, weights=PLAIN)


def hazard(number: int, value: str, design: str = "rct", year: str = "2020") -> Document:
    return study(number, f"The hazard ratio of stroke with aspirin was {value}.", design, year)


def test_the_strongest_source_speaks_first_and_the_others_give_a_range() -> None:
    """A review before trials; zeros at the end stay as they were written; each line has the claims of its sources."""
    made = [hazard(1, "0.71"), hazard(2, "0.830", "systematic-review", "2021"), hazard(3, "0.95")]
    said = told(made, [row(made[0], "0.71"), row(made[1], "0.830", "0.70", "0.98"), row(made[2], "0.95")])
    assert [line.text for line in said.lines] == [
        "Strongest source with an estimate (systematic review, 2021, “Study 2”): "
        "hazard ratio 0.830 (95% CI 0.70 to 0.98) for stroke.",
        "2 other sources state hazard ratios from 0.71 to 0.95; as reported, not pooled.",
    ]
    assert [line.claims for line in said.lines] == [("c2",), ("c1", "c3")]


def test_one_other_source_is_told_in_full() -> None:
    """In the singular, with its own interval, and that it includes no effect."""
    made = [hazard(1, "0.71", year="2021"), hazard(2, "0.95")]
    second = row(made[1], "0.95", "0.80", "1.13")
    assert second.estimate
    crossing = replace(second, estimate=replace(second.estimate, crosses_no_effect=True))
    assert told(made, [row(made[0], "0.71"), crossing]).lines[1].text == (
        "One other source (randomised trial, 2020) states a hazard ratio of 0.95 "
        "(95% CI 0.80 to 1.13, which includes no effect)."
    )


def test_another_treatments_estimate_is_never_told() -> None:
    """The sentence of the figure must name what is asked about: here it is warfarin's."""
    made = [study(1, "Aspirin and warfarin were studied."), study(2, "With warfarin the hazard ratio was 0.71.")]
    assert told(made, [row(made[1], "0.71")]).reason == NO_ESTIMATE


def test_against_another_treatment_it_is_another_question() -> None:
    """Aspirin against clopidogrel is not aspirin's effect, unless the question compares them; placebo is."""
    made = hazard(1, "0.71")
    active, placebo = Stated("aspirin versus clopidogrel", 0, 26), Stated("aspirin versus placebo", 0, 22)
    asks_both = "Does aspirin reduce stroke compared with clopidogrel?"
    assert told([made], [row(made, "0.71", comparison=active)]).lines == ()
    assert len(told([made], [row(made, "0.71", comparison=placebo)]).lines) == 1
    lines = told([made], [row(made, "0.71", comparison=active)], asks_both).lines
    assert any("0.71" in line.text for line in lines)


def test_other_measures_and_the_same_trial_are_left_out() -> None:
    """An odds ratio is no hazard ratio, and a second report of the first trial is no second study."""
    made = [hazard(1, "0.71"), hazard(2, "0.74"), hazard(3, "0.60", "cohort")]
    first = row(made[0], "0.71", same_study=(made[1].id,))
    said = told(made, [first, row(made[1], "0.74", level=2), row(made[2], "0.60", measure="OR")])
    assert len(said.lines) == 1


def test_differences_without_a_unit_are_not_set_side_by_side() -> None:
    """Two mean differences may be on two scales."""
    made = [hazard(1, "-2.5"), hazard(2, "-3.1")]
    assert len(told(made, [row(d, v, measure="MD") for d, v in zip(made, ("-2.5", "-3.1"), strict=True)]).lines) == 1


def test_a_guideline_and_a_doubted_article_are_no_source_of_estimates() -> None:
    """The guideline reports others' figures; the other is under an expression of concern."""
    made = [hazard(1, "0.71", "guideline"), replace(hazard(2, "0.74"), status="concern")]
    said = told(made, [row(made[0], "0.71"), row(made[1], "0.74")])
    assert (said.lines, said.reason) == ((), NO_ESTIMATE)


def test_a_row_of_a_document_that_no_claim_quotes_is_left_out() -> None:
    """Its number could not be traced to a reference of the line."""
    made = [hazard(1, "0.71"), hazard(2, "0.60", "systematic-review")]
    claims = quoted(made)[:1]
    rows = [row(made[0], "0.71"), row(made[1], "0.60")]
    said = short_answer(make_plan(QUESTION), claims, {d.id: d for d in made}, rows)
    assert [line.claims for line in said.lines] == [("c1",)]
    assert "0.60" not in said.lines[0].text


def test_the_claim_that_holds_the_figure_is_its_ground() -> None:
    """Of two claims of a document, the second states the estimate."""
    made = study(1, "Aspirin was given to men. The hazard ratio of stroke was 0.71.")
    middle = made.text.index(" The hazard") + 1
    spans = [(len(made.title) + 2, middle - 1), (middle, len(made.text))]
    claims = [
        Claim(f"c{n}", made.text[s:e], (Citation(made.id, "p", s, e, made.text[s:e]),))
        for n, (s, e) in enumerate(spans, 1)
    ]
    said = short_answer(make_plan(QUESTION), claims, {made.id: made}, [row(made, "0.71")])
    assert said.lines[0].claims == ("c2",)


def test_a_yes_is_held_back_where_the_strongest_interval_includes_no_effect() -> None:
    """The estimate is told, the reply is not."""
    made = [study(1, "Aspirin reduced stroke, hazard ratio 0.90."), study(2, "Aspirin reduced stroke in men.")]
    estimate = Estimate("HR", Decimal("0.90"), Decimal("0.70"), Decimal("1.16"), Decimal(95), crosses_no_effect=True)
    question = "Does aspirin reduce stroke?"
    clear, crossing = row(made[0], "0.90"), replace(row(made[0], "0.90"), estimate=estimate)
    assert told(made, [clear], question).reply == "yes"
    said = told(made, [crossing], question)
    assert said.reply == "undecided"
    assert [line.text for line in said.lines] == [
        "Strongest source with an estimate (randomised trial, 2020, “Study 1”): hazard ratio 0.90 "
        "(95% CI 0.70 to 1.16, which includes no effect) for stroke."
    ]


def test_a_reply_is_held_back_where_the_strongest_result_points_the_other_way() -> None:
    """The sentences say that it reduced stroke; the row of the strongest source says more of it, or no difference."""
    made = [study(1, "Aspirin reduced stroke, hazard ratio 0.90."), study(2, "Aspirin reduced stroke in men.")]
    question = "Does aspirin reduce stroke?"
    assert told(made, [row(made[0], "0.90", direction="less")], question).reply == "yes"
    assert told(made, [row(made[0], "0.90", direction="more")], question).reason == AT_ODDS
    assert told(made, [row(made[0], "0.90", direction="none")], question).reason == AT_ODDS


def test_every_figure_of_a_line_stands_in_its_row() -> None:
    """Values, limits, level and year, as they are written there; the title beside them is the document's own."""
    made = hazard(1, "0.71")
    text = told([made], [row(made, "0.71", "0.55", "0.92")]).lines[0].text.replace(f"“{made.title}”", "")
    assert [w.strip("().:,") for w in text.split() if any(c.isdigit() for c in w)] == [
        "2020", "0.71", "95%", "0.55", "0.92",
    ]  # fmt: skip


def test_drugs_that_are_named_are_listed_with_their_claims() -> None:
    """For a question that asks for drugs; not for one that asks for genes."""
    made = [
        study(1, "Apixaban and rivaroxaban were given for venous thrombosis."),
        study(2, "Thrombosis was treated with apixaban."),
    ]
    said = told(made, [], "Which drugs are used for venous thrombosis?")
    assert [line.text for line in said.lines] == ["Named in the quoted statements: apixaban, rivaroxaban."]
    assert said.lines[0].claims == ("c1", "c2")
    assert told(made, [], "Which genes are involved in venous thrombosis?").reason == NOT_NAMED


def test_one_drug_alone_is_no_list() -> None:
    """It was right too seldom."""
    made = [study(1, "Thrombosis was treated with apixaban.")]
    assert told(made, [], "Which drugs are used for thrombosis?").reason == NOT_NAMED


def test_the_defining_sentence_leads() -> None:
    """The second quote says what it is; for another kind of question nothing leads."""
    made = [
        document(1, title="A", body="Patients with Marfan syndrome were followed."),
        document(2, title="B", body="Marfan syndrome is a disorder of connective tissue."),
    ]
    documents = {d.id: d for d in made}
    assert leading(make_plan("What is Marfan syndrome?"), quoted(made), documents) == "c2"
    assert leading(make_plan("What is Marfan syndrome?"), quoted(made[:1]), documents) is None
    assert leading(make_plan("Does aspirin reduce stroke?"), quoted(made), documents) is None


def test_an_undecided_reply_keeps_its_own_reason() -> None:
    """The estimate is told beside it; its direction is no reason for what the statements left open."""
    made = [study(1, "Aspirin reduced stroke, hazard ratio 0.90."), study(2, "Aspirin did not reduce stroke in men.")]
    said = told(made, [row(made[0], "0.90", direction="none")], "Does aspirin reduce stroke?")
    assert (said.reply, said.reason, len(said.lines)) == ("undecided", SPLIT, 1)


def test_an_effect_against_nothing_is_not_told_where_another_drug_is_asked_about() -> None:
    """Against placebo, or against nobody knows what, is not against warfarin; where the title names it, it is."""
    question = "What is the effect of aspirin on stroke compared with warfarin?"
    made = hazard(1, "0.71")
    assert told([made], [row(made, "0.71")], question).reason == NO_ESTIMATE
    named = document(
        2, title="Aspirin or warfarin", body="The hazard ratio of stroke with aspirin was 0.71.", design="rct"
    )
    assert len(told([named], [row(named, "0.71")], question).lines) == 1
