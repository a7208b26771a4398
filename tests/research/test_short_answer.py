"""The short answer to a yes/no question: worked by hand on small documents, with weights that are told here."""

import re
from collections.abc import Sequence

import pytest

from evidence.model import Citation, Claim, Document, Evidence, Published
from evidence.report import Direction, ShortAnswer
from research.answer.short import NOTHING, short_answer
from research.answer.sides import AT_ODDS, PUT_SO, SILENT, SPLIT, TOO_WEAK, UNCLEAR
from research.plan import make_plan
from research.reading.answers import Answer
from research.reading.verdict.model import Weights
from tests.fakes import document

QUESTION = "Does aspirin reduce stroke?"
YES = "Aspirin reduced stroke in men."
NO = "Aspirin did not reduce stroke in men."
# a plain sentence speaks for yes (.95 of yes and no), a denial for no, doubt for neither
PLAIN = Weights(
    (0.0, 0.0, 0.0), {"plain": (3.0, 0.0, 0.0), "cue negated": (0.0, 3.0, 0.0), "cue unclear": (0.0, 0.0, 9.0)}
)


def study(number: int, sentence: str, design: str = "rct", year: str = "2020", **changes: object) -> Document:
    return document(
        number, title=f"Study {number}", body=sentence, design=design, published=Published(year, "year"), **changes
    )


def quoted(documents: Sequence[Document]) -> list[Claim]:
    """Of each document the claim that its body is."""
    found = []
    for n, d in enumerate(documents, 1):
        start = len(d.title) + 2
        found.append(Claim(f"c{n}", d.text[start:], (Citation(d.id, f"{d.id}#0", start, len(d.text), d.text[start:]),)))
    return found


def answered(
    *documents: Document,
    question: str = QUESTION,
    points: dict[str, Direction] | None = None,
    answers: Sequence[Answer] = (),
    weights: Weights | None = PLAIN,
) -> ShortAnswer:
    by_id = {d.id: d for d in documents}
    return short_answer(make_plan(question), quoted(documents), by_id, (), points or {}, answers, weights)


def test_documents_that_agree_are_said_to_with_the_strongest_first() -> None:
    """Three of four say yes, the fourth speaks of something else: a line with the three as its grounds."""
    said = answered(
        study(1, YES), study(2, YES, "systematic-review"), study(3, YES), study(4, "Warfarin was given to men.")
    )
    assert (said.form, said.reply, said.reason) == ("yesno", "yes", "")
    (line,) = said.lines
    assert (
        line.text
        == "The statements quoted point to yes: 3 of 4 documents (a systematic review and 2 randomised trials)."
    )
    assert line.claims == ("c1", "c2", "c3")


def test_a_denial_is_a_no() -> None:
    """One trial, outright: no, and in the singular."""
    said = answered(study(1, NO))
    assert said.reply == "no"
    assert said.lines[0].text == "The one document quoted, a randomised trial (2020), points to no."


def test_designs_beyond_two_kinds_are_not_all_named() -> None:
    """Of three kinds of study the two strongest are named."""
    said = answered(study(1, YES, "cohort"), study(2, YES), study(3, YES, "meta-analysis"))
    assert (
        said.lines[0].text
        == "The statements quoted point to yes: all 3 documents, a meta-analysis and a randomised trial among them."
    )


def test_what_is_not_indexed_is_said_not_to_be() -> None:
    """Two documents without a design."""
    said = answered(study(1, YES, ""), study(2, YES, ""))
    assert said.lines[0].text == "The statements quoted point to yes: both documents (designs not indexed)."


def test_split_evidence_is_not_answered() -> None:
    """A trial on each side: undecided, and the reason sends the reader on."""
    said = answered(study(1, YES), study(2, NO))
    assert (said.reply, said.lines, said.reason) == ("undecided", (), SPLIT)


def test_a_weaker_exception_is_named_beside_the_answer() -> None:
    """Three trials against one case-control study: the answer, and the exception with its own claim."""
    said = answered(study(1, YES), study(2, YES), study(3, YES), study(4, NO, "case-control"))
    assert [line.text for line in said.lines] == [
        "The statements quoted point to yes: 3 of 4 documents, all randomised trials.",
        "A case-control study points to no.",
    ]
    assert said.lines[1].claims == ("c4",)


def test_an_exception_of_the_same_strength_leaves_it_open() -> None:
    """Documents are no votes: three trials do not outvote a fourth."""
    assert answered(study(1, YES), study(2, YES), study(3, YES), study(4, NO)).reason == SPLIT


@pytest.mark.parametrize("design", ["case-report", "animal-study", "letter"])
def test_a_single_weak_source_answers_nothing(design: str) -> None:
    """A case report, an experiment on animals or a letter alone is too little."""
    said = answered(study(1, YES, design))
    assert (said.reply, said.lines, said.reason) == ("undecided", (), TOO_WEAK)


@pytest.mark.parametrize(
    "sentence",
    [
        "The trial that reported that aspirin reduced stroke was retracted.",
        "Aspirin was thought to reduce stroke in men.",
        "The claim that aspirin reduced stroke has been refuted.",
        "Aspirin is no longer given to reduce stroke.",
    ],
)
def test_what_was_taken_back_is_no_yes(sentence: str) -> None:
    """A finding that the sentence itself takes back supports nothing, whatever the weights say."""
    assert answered(study(1, sentence), study(2, sentence)).reply != "yes"


def test_a_document_of_concern_is_no_ground() -> None:
    """It may be quoted by leave of the policy; it does not carry an answer."""
    said = answered(study(1, YES, status="concern"))
    assert (said.reply, said.reason) == ("undecided", SILENT)


@pytest.mark.parametrize(
    "sentence",
    [
        "We asked whether aspirin reduced stroke in men.",
        "Further studies of aspirin to reduce stroke are needed.",
        "It has been suggested that aspirin reduced stroke.",
    ],
)
def test_aims_and_hearsay_are_no_findings(sentence: str) -> None:
    """Why a study was done says nothing of what it found."""
    assert answered(study(1, sentence)).reason == SILENT


def test_guesses_are_not_enough() -> None:
    """It "may" reduce stroke, says one, and it "seems" to, the other."""
    guesses = study(1, "Aspirin may reduce stroke in men."), study(2, "Aspirin seems to reduce stroke.")
    assert answered(*guesses).reason == UNCLEAR
    assert answered(*guesses, study(3, YES)).reply == "yes"


def test_a_sentence_on_the_disease_alone_says_nothing() -> None:
    """The treatment must be named, and something said of how the two stand; else any sentence would be a faint yes."""
    question = "Is metformin effective for polycystic ovary syndrome?"
    told = "Hirsutism is common in women with polycystic ovary syndrome."
    neutral = "Metformin was given to 62 women with polycystic ovary syndrome."
    effective = "Metformin was effective in women with polycystic ovary syndrome."
    assert answered(study(1, told), study(2, neutral), question=question).reason == SILENT
    assert answered(study(1, told), study(2, effective), question=question).lines[0].claims == ("c2",)


def test_a_newer_exception_leaves_it_open() -> None:
    """A later study that denies it may have overturned what came before, even of a weaker design."""
    trials = [study(n, YES, year="2015") for n in (1, 2, 3)]
    assert answered(*trials, study(4, NO, "cohort", "2019")).reason == SPLIT
    assert answered(*trials, study(4, NO, "cohort", "2012")).reply == "yes"


@pytest.mark.parametrize(
    "question",
    ["Does aspirin always reduce stroke?", "Is aspirin useless to reduce stroke?", "Doesn't aspirin reduce stroke?"],
)
def test_a_question_of_scope_or_in_the_negative_is_left_open(question: str) -> None:
    """Whether it "always" does cannot be told from sentences that say that it did; a negative turns yes and no round."""
    assert answered(study(1, YES), study(2, YES), question=question).reason == PUT_SO


def test_who_is_asked_about_may_be_said_in_the_negative() -> None:
    """Adults "without" a disease are a population; the question itself is put plainly."""
    question = "Does aspirin reduce stroke in adults without diabetes?"
    sentence = "Aspirin reduced stroke in adults without diabetes."
    assert answered(study(1, sentence), study(2, sentence), question=question).reason != PUT_SO


def test_a_reply_needs_the_results_to_point_its_way() -> None:
    """The question is for less of it: results that point to no difference hold the yes back, those to less do not."""
    both = study(1, YES), study(2, YES)
    assert answered(*both, points={"c1": "none", "c2": "none"}).reason == AT_ODDS
    assert answered(*both, points={"c1": "less", "c2": "less"}).reply == "yes"
    assert answered(study(1, NO), study(2, NO), points={"c1": "less", "c2": "less"}).reason == AT_ODDS


@pytest.mark.parametrize(
    ("question", "sentence", "never"),
    [
        ("Is aspirin ineffective against stroke?", "Aspirin was effective against stroke in a large trial.", "yes"),
        ("Is aspirin ineffective against stroke?", "Aspirin was ineffective against stroke.", "no"),
        ("Is stroke independent of aspirin use?", "Stroke was dependent on aspirin use.", "yes"),
    ],
)
def test_negated_questions_are_never_turned_round(question: str, sentence: str, never: str) -> None:
    """With the weights that ship: the opposite of what is asked is no yes, the same words are no no."""
    assert answered(study(1, sentence), study(2, sentence), question=question, weights=None).reply != never


def test_a_plain_statement_in_the_questions_own_direction_is_no_no() -> None:
    """With the weights that ship, which once heard a denial in the second clause."""
    question = "In adults with type 2 diabetes, do SGLT2 inhibitors reduce hospital admission for heart failure?"
    plain = "In adults with type 2 diabetes, SGLT2 inhibitors reduce hospital admission for heart failure by a third"
    made = study(1, f"{plain} and slow the loss of kidney function; they raise the risk of infection."), study(2, plain)
    assert answered(*made, question=question, weights=None).reply != "no"
    assert answered(*made, question=question, points={"c1": "less", "c2": "less"}, weights=None).reply == "yes"


def test_results_that_all_point_as_asked_are_a_yes() -> None:
    """The weights hear nothing in two plain statements; their directions on the outcome agree, in two documents."""
    deaf = Weights((0.0, 0.0, 9.0), {})
    both = study(1, YES), study(2, YES)
    assert answered(*both, weights=deaf).reason == UNCLEAR
    assert answered(*both, points={"c1": "less", "c2": "less"}, weights=deaf).lines[0].claims == ("c1", "c2")
    assert answered(*both, points={"c1": "less", "c2": "none"}, weights=deaf).reply == "undecided"
    assert answered(*both, points={"c1": "less"}, weights=deaf).reply == "undecided"


@pytest.mark.parametrize(
    "question", ["Is aspirin better than warfarin for stroke?", "Is aspirin superior to warfarin?"]
)
def test_a_comparison_is_not_answered_without_a_direction(question: str) -> None:
    """Which of the two is better cannot be heard from words that both answers have."""
    turned = "Warfarin was better than aspirin and superior for stroke."
    assert answered(study(1, turned), study(2, turned), question=question).reply == "undecided"


def test_what_is_about_others_is_no_ground() -> None:
    """A quote that reading marked as being about other people than are asked about."""
    made = study(1, YES)
    start = len(made.title) + 2
    off = Answer(Evidence(made), start, len(made.text), YES, 1.0, None, 1.0, 1.0, off=True)
    assert answered(made).reply == "yes"
    assert answered(made, answers=[off]).reason == SILENT


def test_without_claims_it_says_that_nothing_was_found() -> None:
    """Nothing is answered from nothing."""
    assert (answered().reply, answered().reason) == ("undecided", NOTHING)


def test_numbers_in_a_line_are_counts_of_what_is_quoted() -> None:
    """Every number is the count of documents quoted, of those that say so, of a design, or a year of one of them."""
    made = [study(n, YES, "rct" if n < 4 else "cohort", "2019") for n in range(1, 6)]
    text = answered(*made, study(6, "Warfarin was given.", year="2018")).lines[0].text
    assert [int(n) for n in re.findall(r"\d+", text)] == [5, 6, 3, 2]


def test_other_kinds_of_question_have_no_lines() -> None:
    """Why and how are not answered in a line."""
    said = answered(study(1, YES), question="Why does aspirin reduce stroke?")
    assert (said.form, said.reply, said.lines) == ("other", "", ())


def test_less_of_a_bad_outcome_denies_no_improvement() -> None:
    """Two studies in which poor outcome was lower are no "no" to "does it improve outcome", with the weights that ship."""
    lower = "Poor outcome after subarachnoid hemorrhage was lower in the group given nimodipine."
    question = "Does nimodipine improve outcome after subarachnoid hemorrhage?"
    assert answered(study(1, lower), study(2, lower), question=question, weights=None).reply != "no"


def test_what_is_cut_for_shortness_is_heard() -> None:
    """Two quoted studies say yes; two that the quick answer cut say no: it does not say yes either."""
    made = [study(1, YES), study(2, YES), study(3, NO), study(4, NO)]
    claims, by_id = quoted(made), {d.id: d for d in made}
    plan = make_plan(QUESTION)
    assert short_answer(plan, claims[:2], by_id, weights=PLAIN).reply == "yes"
    held = short_answer(plan, claims[:2], by_id, weights=PLAIN, cut=claims[2:])
    assert (held.reply, held.reason, held.lines) == ("undecided", SPLIT, ())
