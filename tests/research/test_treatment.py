"""What must hold before a treatment is said to work or not."""

from dataclasses import replace

from evidence.model import Claim, Document, Evidence
from research.answer.sides import UNCLEAR, Sides
from research.answer.treatment import RECOMMENDED, carried, is_on_treatment
from research.plan import make_plan
from research.reading.answers import Answer
from research.reading.focus import Focus, read_focus
from research.reading.gate import Gate
from research.reading.terms import read_terms
from research.reading.verdict.weigh import Statement
from research.synthesize.extractive import draft
from tests.research.test_short_answer import NO, YES, quoted, study

QUESTION = "Does aspirin reduce major bleeding?"


def focus(question: str = QUESTION) -> Focus:
    """Every word in 10 of 1,000 documents."""
    return read_focus(make_plan(question), read_terms(question, lambda words: [10] * len(words), 1000))


def body(made: Document) -> Statement:
    """The document's one sentence."""
    start = len(made.title) + 2
    return Statement(made.id, start, len(made.text), made.text[start:], design=made.design)


def counts(sentence: str, question: str = QUESTION, design: str = "rct") -> bool:
    made = study(1, sentence, design)
    return is_on_treatment(body(made), made, focus(question))


def test_a_statement_counts_where_it_names_the_whole_outcome() -> None:
    """Bleeding is not all of major bleeding."""
    assert counts("Aspirin reduced major bleeding compared with placebo.")
    assert not counts("Aspirin reduced bleeding compared with placebo.")


def test_short_forms_of_its_document_are_read() -> None:
    """ "MB" is major bleeding where the document says so."""
    made = study(1, "Major bleeding (MB) was counted. Aspirin reduced MB compared with placebo.")
    start = made.text.index("Aspirin reduced")
    said = Statement(made.id, start, len(made.text), made.text[start:], design="rct")
    assert is_on_treatment(said, made, focus())


def test_another_comparison_does_not_count() -> None:
    """Where warfarin is asked about, placebo and clopidogrel tell nothing; a guideline's own words count as they are."""
    question = "Does aspirin reduce major bleeding compared with warfarin?"
    sentence = "Aspirin reduced major bleeding compared with placebo."
    assert not counts(sentence, question)
    assert not counts("Aspirin reduced major bleeding compared with clopidogrel.", question)
    assert counts(sentence, question, "guideline")
    assert counts("Aspirin reduced major bleeding compared with warfarin.", question)


def kept(
    agreeing: list[Document], others: list[Document], claims: list[Claim] | None = None, reply: str = "yes"
) -> Sides:
    """What is left of a reply that the first say, beside others that are quoted."""
    found = Sides(reply, "", tuple(map(body, agreeing)))  # type: ignore[arg-type]
    every = [*agreeing, *others]
    return carried(found, claims or quoted(every), {d.id: d for d in every})


def test_one_trial_carries_a_reply_and_one_cohort_does_not() -> None:
    """A randomised trial alone is enough; a cohort study needs a second document."""
    assert kept([study(1, YES)], []).reply == "yes"
    alone = kept([study(1, YES, "cohort")], [])
    assert (alone.reply, alone.reason, alone.agreeing) == ("undecided", UNCLEAR, ())
    assert kept([study(1, YES, "cohort"), study(2, YES, "cohort")], []).reply == "yes"


def test_stronger_documents_that_are_silent_need_to_be_outnumbered() -> None:
    """A trial beside one silent review is half of the two; beside two it is a third, and too little."""
    review = [study(n, "Aspirin was given.", "systematic-review") for n in (2, 3)]
    assert kept([study(1, YES)], review[:1]).reply == "yes"
    assert kept([study(1, YES)], review).reason == UNCLEAR


def test_a_recommendation_is_not_left_unheard() -> None:
    """Where a guideline's grade is quoted and does not agree, it is to be read first; where it agrees, the reply stands."""
    trial, guideline = study(1, YES), study(2, YES, "guideline")
    claims = quoted([trial, guideline])
    graded = replace(claims[1], citations=(replace(claims[1].citations[0], grade="USPSTF grade B"),))
    assert kept([trial], [guideline], [claims[0], graded]).reason == RECOMMENDED
    assert kept([trial, guideline], [], [claims[0], graded]).reply == "yes"


def test_no_yes_from_an_interval_that_holds_no_effect() -> None:
    """0.70 to 1.10 holds 1; 0.70 to 0.90 does not; a no may rest on it."""
    unsure = study(1, "Aspirin reduced stroke (relative risk 0.88, 95% CI 0.70 to 1.10).")
    sure = study(1, "Aspirin reduced stroke (relative risk 0.79, 95% CI 0.70 to 0.90).")
    assert kept([unsure], []).reason == UNCLEAR
    assert kept([sure], []).reply == "yes"
    assert kept([unsure], [], reply="no").reply == "no"


def test_what_is_undecided_stays_so_with_its_reason() -> None:
    """Nothing is made of a reply that was not given."""
    found = Sides("undecided", "as it was")
    made = study(1, NO)
    assert carried(found, quoted([made]), {made.id: made}) is found


def test_directions_against_placebo_do_not_speak_where_another_drug_is_asked_about() -> None:
    """Three that lowered bleeding against placebo or clopidogrel agree on nothing about warfarin; one against it points."""
    question = "Does aspirin reduce major bleeding compared with warfarin?"
    other = ("compared with placebo.", "versus placebo in older men.", "compared with clopidogrel.")
    assert (
        draft(
            [_said(n, f"Aspirin reduced major bleeding {o}") for n, o in enumerate(other, 1)], focus(question), Gate()
        ).points
        == {}
    )
    asked = draft([_said(4, "Aspirin reduced major bleeding compared with warfarin.")], focus(question), Gate())
    assert asked.points == {"c1": "less"}


def _said(number: int, sentence: str) -> Answer:
    made = study(number, sentence)
    start = len(made.title) + 2
    return Answer(Evidence(made), start, len(made.text), sentence, 0.6, None, 1.0, 1.0)
