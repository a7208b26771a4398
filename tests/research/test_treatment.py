"""What must hold before a treatment is said to work or not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from evidence.model import Claim, Document, Evidence
from evidence.report import Row
from research.answer.sides import SPLIT, UNCLEAR, Sides
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


REDUCES = "Does aspirin reduce stroke?"


def kept(
    agreeing: list[Document],
    others: list[Document],
    claims: list[Claim] | None = None,
    reply: str = "yes",
    rows: Sequence[Row] = (),
) -> Sides:
    """What is left of a reply that the first say, beside others that are quoted."""
    found = Sides(reply, "", tuple(map(body, agreeing)))  # type: ignore[arg-type]
    every = [*agreeing, *others]
    return carried(found, claims or quoted(every), {d.id: d for d in every}, REDUCES, rows)


def two(text: str = YES, design: str = "rct") -> list[Document]:
    return [study(n, text, design) for n in (1, 2)]


def test_one_document_carries_no_reply() -> None:
    """Whatever its design; two do."""
    alone = kept([study(1, YES, "systematic-review")], [])
    assert (alone.reply, alone.reason, alone.agreeing) == ("undecided", UNCLEAR, ())
    assert kept(two(design="cohort"), []).reply == "yes"


def test_a_quote_that_points_another_way_holds_a_reply_back() -> None:
    """A yes does not stand above a quoted statement of no difference, even one that was not read as a no."""
    made = [*two(), study(3, "Strokes were as many with aspirin as with placebo.")]
    found = Sides("yes", "", tuple(map(body, made[:2])))
    by_id = {d.id: d for d in made}
    assert carried(found, quoted(made), by_id, REDUCES, (), {"c1": "less", "c2": "less"}) is found
    assert carried(found, quoted(made), by_id, REDUCES, (), {"c1": "less", "c3": "none"}).reason == SPLIT


def test_two_reports_of_one_trial_are_one() -> None:
    """They carry no reply; with a report of another trial they do."""
    rows = [
        Row("pubmed:1", "Study 1", "rct", 2, 2020, "stroke", same_study=("pubmed:2",)),
        Row("pubmed:2", "Study 2", "rct", 2, 2021, "stroke", same_study=("pubmed:1",)),
    ]
    assert kept(two(), [], rows=rows).reason == UNCLEAR
    assert kept([*two(), study(3, YES)], [], rows=rows).reply == "yes"


def test_stronger_documents_that_are_silent_need_to_be_outnumbered() -> None:
    """Two trials beside two silent reviews are half of the four; beside three they are too little."""
    reviews = [study(n, "Aspirin was given.", "systematic-review") for n in (3, 4, 5)]
    assert kept(two(), reviews[:2]).reply == "yes"
    assert kept(two(), reviews).reason == UNCLEAR


def test_a_result_in_the_table_that_goes_another_way_holds_a_reply_back() -> None:
    """No difference denies a yes and not a no; less of it denies a no to "does it reduce"."""
    row = Row("pubmed:9", "Study 9", "rct", 2, 2020, "stroke", direction="none")
    assert kept(two(), [], rows=[row]).reason == SPLIT
    assert kept(two(NO), [], reply="no", rows=[row]).reply == "no"
    assert kept(two(NO), [], reply="no", rows=[replace(row, direction="less")]).reason == SPLIT
    assert kept(two(), [], rows=[replace(row, direction="less")]).reply == "yes"


def test_a_recommendation_is_not_left_unheard() -> None:
    """Where a guideline's grade is quoted and does not agree, it is to be read first; where it agrees, the reply stands."""
    trials, guideline = two(), study(3, YES, "guideline")
    claims = quoted([*trials, guideline])
    graded = replace(claims[2], citations=(replace(claims[2].citations[0], grade="USPSTF grade B"),))
    assert kept(trials, [guideline], [*claims[:2], graded]).reason == RECOMMENDED
    assert kept([*trials, guideline], [], [*claims[:2], graded]).reply == "yes"


def test_no_yes_from_an_interval_that_holds_no_effect() -> None:
    """0.70 to 1.10 holds 1; 0.70 to 0.90 does not; a no may rest on it."""
    unsure = two("Aspirin reduced stroke (relative risk 0.88, 95% CI 0.70 to 1.10).")
    sure = two("Aspirin reduced stroke (relative risk 0.79, 95% CI 0.70 to 0.90).")
    assert kept(unsure, []).reason == UNCLEAR
    assert kept(sure, []).reply == "yes"
    assert kept(unsure, [], reply="no").reply == "no"


def test_what_is_undecided_stays_so_with_its_reason() -> None:
    """Nothing is made of a reply that was not given."""
    found = Sides("undecided", "as it was")
    made = study(1, NO)
    assert carried(found, quoted([made]), {made.id: made}, REDUCES, ()) is found


@pytest.mark.parametrize(
    "sentence",
    [
        "Recent studies suggest that aspirin may reduce major bleeding.",
        "We have previously observed that aspirin reduced major bleeding.",
        "There is an urgent need to know whether aspirin reduced major bleeding.",
        "The potential effect of aspirin on major bleeding has been examined.",
    ],
)
def test_guesses_and_old_beliefs_do_not_count(sentence: str) -> None:
    """Only what was found is a ground."""
    assert not counts(sentence, "Does aspirin reduce major bleeding?")


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
