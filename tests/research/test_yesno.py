"""Yes/no questions: what a sentence says, what share it has, and when there is no answer."""

import math

import pytest

from research.reading.verdict.asked import read_asked
from research.reading.verdict.features import overlap, read_sentence
from research.reading.verdict.from_answers import statement_of
from research.reading.verdict.model import Weights, load_weights, probabilities
from research.reading.verdict.verdict import NOTHING, SPLIT, WEAK, answer_yes_no
from research.reading.verdict.weigh import Statement, shares
from tests.fakes import document

QUESTION = "Does aspirin reduce stroke?"
# a denial speaks for no, a plain sentence for yes, doubt for neither
PLAIN = Weights(
    (0.0, 0.0, 0.0), {"plain": (3.0, 0.0, 0.0), "cue negated": (0.0, 3.0, 0.0), "cue unclear": (0.0, 0.0, 9.0)}
)


def said(text: str, document: str = "file:a/1", start: int = 0, **changes: object) -> Statement:
    return Statement(document, start, start + len(text), text, **changes)  # type: ignore[arg-type]


YES = "Aspirin reduced stroke in men."
NO = "Aspirin did not reduce stroke in men."
DOUBT = "Whether aspirin can reduce stroke is unclear."


def test_probabilities_are_a_softmax() -> None:
    """Scores ln 2, 0 and 0 give 2/4, 1/4 and 1/4."""
    assert probabilities((math.log(2), 0.0, 0.0)) == pytest.approx((0.5, 0.25, 0.25))


def test_overlap_is_a_share_of_the_questions_words() -> None:
    """Of aspirin, reduce and stroke two stand in the sentence, whatever their endings."""
    assert overlap(read_asked(QUESTION), "Aspirin reduces pain.") == pytest.approx(2 / 3)


def test_the_questions_polarity_is_read() -> None:
    """A question for the negative, for a scope, and for a direction is told apart."""
    assert read_asked("Is thymoquinone ineffective against enteritis?").negative
    assert read_asked("Is GRG5 involved only in late development?").scope
    assert (read_asked(QUESTION).way, read_asked("Does smoking increase mortality?").way) == ("down", "up")
    assert not read_asked(QUESTION).negative


def test_a_denial_is_found_where_it_stands() -> None:
    """The words that carried a denial are located in the sentence."""
    start, end = read_sentence(read_asked(QUESTION), NO).words["negated"]
    assert NO[start:end] == "did not"


def test_a_document_speaks_once() -> None:
    """Four sentences of one document and one of another, alike: a half each."""
    statements = [*(said(YES, "file:a/1", 40 * n) for n in range(4)), said(NO, "file:a/2")]
    assert shares(statements, [1.0] * 5) == pytest.approx([0.125] * 4 + [0.5])


def test_a_trial_outweighs_case_reports() -> None:
    """By design 3.0 against 0.4 and 0.4: 30 of 38 parts."""
    statements = [
        said(NO, "a", design="rct"),
        said(YES, "b", design="case-report"),
        said(YES, "c", design="case-report"),
    ]
    assert shares(statements, [1.0] * 3) == pytest.approx([30 / 38, 4 / 38, 4 / 38])
    assert answer_yes_no(QUESTION, statements, PLAIN).answer == "no"


def test_the_answer_has_its_grounds_and_their_offsets() -> None:
    """Each sentence is on its side, and the words that carried it count in the document."""
    verdict = answer_yes_no(QUESTION, [said(NO, start=100)], PLAIN)
    assert (verdict.answer, verdict.leans, verdict.reason) == ("no", "no", "")
    assert [s.statement.text for s in verdict.opposing] == [NO]
    assert verdict.supporting == verdict.undecided == ()
    assert (100 + NO.index("did not"), 100 + NO.index("did not") + 7) in verdict.opposing[0].words


def test_a_sentence_on_something_else_says_nothing() -> None:
    """It is no ground, and with nothing else there is no answer."""
    verdict = answer_yes_no(QUESTION, [said("Warfarin did not lower mortality.")], PLAIN)
    assert (verdict.answer, verdict.reason, verdict.opposing) == ("undecided", NOTHING, ())


def test_no_sentence_gives_no_answer() -> None:
    """Nothing is answered from nothing."""
    assert answer_yes_no(QUESTION, [], PLAIN).reason == NOTHING


def test_even_sides_are_left_undecided() -> None:
    """Two equal trials that disagree: both are shown, and it is said why there is no answer."""
    verdict = answer_yes_no(QUESTION, [said(YES, "a", design="rct"), said(NO, "b", design="rct")], PLAIN)
    assert (verdict.answer, verdict.reason, verdict.probability) == ("undecided", SPLIT, pytest.approx(0.5))
    two_to_one = [said(YES, "a", design="rct"), said(NO, "b", design="controlled-trial")]  # shares .6 and .4
    assert (answer_yes_no(QUESTION, two_to_one, PLAIN).answer, answer_yes_no(QUESTION, two_to_one, PLAIN).leans) == (
        "undecided",
        "yes",
    )
    assert (len(verdict.supporting), len(verdict.opposing)) == (1, 1)


def test_doubt_is_no_answer() -> None:
    """A sentence that says that it is unclear leads to neither side."""
    verdict = answer_yes_no(QUESTION, [said(DOUBT)], PLAIN)
    assert (verdict.answer, verdict.reason, len(verdict.undecided)) == ("undecided", WEAK, 1)


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        (
            "Can Isradipine slow progression of Early Parkinson Disease?",
            "Long-term treatment with isradipine did not slow the clinical progression of early Parkinson disease.",
            "no",
        ),
        (
            "Is metformin effective for polycystic ovary syndrome?",
            "Metformin is effective and significantly improved outcomes in women with polycystic ovary syndrome.",
            "yes",
        ),
    ],
)
def test_the_weights_that_ship_read_plain_conclusions(question: str, sentence: str, answer: str) -> None:
    """An outright denial is a no, an outright confirmation a yes."""
    assert answer_yes_no(question, [said(sentence, place="CONCLUSIONS", design="rct")], load_weights()).answer == answer


def test_a_statement_keeps_the_place_the_design_and_the_year() -> None:
    """What a report quotes is handed on with its offsets."""
    made = document(7, title="A trial", body="Aspirin did not reduce stroke in 4,000 men.", design="rct")
    start = made.text.index("Aspirin")
    statement = statement_of(made, start, len(made.text))
    assert made.text[statement.start : statement.end] == statement.text == "Aspirin did not reduce stroke in 4,000 men."
    assert (statement.place, statement.design, statement.year) == ("RESULTS", "rct", 2020)


@pytest.mark.parametrize(
    ("question", "sentence", "never"),
    [
        ("Does aspirin reduce mortality?", "Aspirin increased mortality.", "yes"),
        ("Is vitamin D useful for asthma?", "It remains unclear whether vitamin D is useful for asthma.", "yes"),
        (
            "Is paracetamol safe in pregnancy?",
            "Paracetamol in pregnancy was not associated with adverse outcomes.",
            "no",
        ),
        ("Is valproate safe in pregnancy?", "Valproate in pregnancy was associated with malformations.", "yes"),
        (
            "Is valproate safe in pregnancy?",
            "Valproate is not safe in pregnancy because of the risk of defects.",
            "yes",
        ),
    ],
)
def test_what_may_not_be_got_wrong(question: str, sentence: str, never: str) -> None:
    """The opposite of what is asked, doubt, and harms seen or not seen never lead to the wrong side."""
    assert answer_yes_no(question, [said(sentence, place="CONCLUSIONS", design="rct")]).answer != never


def test_no_harm_seen_speaks_for_safety() -> None:
    """A denial of harm, which the weights take for a no, is a yes to a question on safety."""
    sentence = "Paracetamol in pregnancy was not associated with adverse outcomes."
    assert answer_yes_no("Is paracetamol safe in pregnancy?", [said(sentence)]).answer == "yes"
