"""Parts of a report as they are read: the summary's lines, the answer on a terminal, words before and beside quotes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from evidence.model import Citation, Claim, Filters, Identifiers, Journal, Plan, Published, Section, SubQuery
from evidence.report import (
    AnswerLine,
    CitedDocument,
    Computed,
    Excluded,
    Policy,
    Report,
    ReportSection,
    Row,
    Run,
    Search,
    ShortAnswer,
    Stated,
)  # fmt: skip
from research.answer.short import NOT_NAMED
from research.quick import CUT, LIMIT, MOST, cut, quick
from research.report.findings import computed_in_words, findings_of
from research.report.names import CLOSEST, CLOSEST_SAYS, NO_LEAD, closest, lead_in, told_of
from research.report.terminal import answer_lines
from research.synthesize.choose import BELOW, NO_ANSWER, NOTHING_TO_QUOTE, UNREAD
from research.synthesize.extractive import Draft
from tests.research.forest_rows import estimate

TITLE = "Aspirin and stroke"  # characters 0 to 18 of each text
PLAN = Plan(
    "Does aspirin reduce stroke?", "therapy", (SubQuery("all", "question", "aspirin stroke"),), outcome="stroke"
)
NOT_FOUND = (
    "Not found in these sources: none of the 9 documents of this library has a sentence that answers the question."
)


def cited(number: int, **changes: object) -> CitedDocument:
    """A randomised trial of 2020 with a title, results (20 to 100) and no more."""
    sections = (Section("Title", 0, 18), Section("RESULTS", 20, 100, "RESULTS"))
    made = CitedDocument(
        number, f"d{number}", TITLE, sections, Published("2020", "year"), (), Journal(), Identifiers(), ("eng",), (), (),
        "rct", 2, "current", False, (), (), "pubmed", (), "", "", f"Reference {number}.", False,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def claim(number: int, text: str = "Aspirin reduced stroke.", **changes: str) -> Claim:
    """Claim c<number> of document d<number>."""
    return Claim(
        f"c{number}", text, (Citation(f"d{number}", f"d{number}#20-100", 20, 20 + len(text), text, **changes),)
    )  # type: ignore[arg-type]


def report(*documents: CitedDocument, **changes: object) -> Report:
    """One claim for each document, all in one section."""
    claims = tuple(claim(d.number) for d in documents)
    search = Search("all", "aspirin stroke", "plain", "library", "lexical", Filters(), "", 9, len(documents))
    made = Report(
        Run("r1", "2020-01-01T00:00:00+00:00", 0.0), PLAN.question, "therapy", 7, Policy(), PLAN, (search,), (),
        (ReportSection("Trials", tuple(c.id for c in claims)),), claims, documents, answered=bool(documents),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def row(number: int, **changes: object) -> Row:
    return replace(Row(f"d{number}", f"Study{number} 2020", "rct", 2, 2020, "less stroke"), **changes)  # type: ignore[arg-type]


def test_a_line_shows_what_was_read_under_its_head_and_no_empty_column() -> None:
    """An effect in the results with its direction; no column for people or comparison, which no source states."""
    effect = Stated("hazard ratio 0.8", 30, 46)
    found = findings_of(
        report(cited(1), table=(row(1, effect=effect, estimate=estimate("0.8"), direction="less", said=effect),))
    )
    assert found
    assert found.caption == "Outcome asked about: stroke."
    assert found.heads == ("No.", "Study", "Design (indexed)", "Effect as stated", "Direction", "Section")
    design = "Randomised controlled trial, level 2"
    assert found.rows[0].cells == ("1", "Study1 2020", design, "hazard ratio 0.8", "↓ less", "Results")


def test_a_source_without_effect_or_direction_has_no_line() -> None:
    """Of two sources one is told; of none, no table is."""
    told = row(2, direction="none")
    found = findings_of(report(cited(1), cited(2), table=(row(1), told)))
    assert found and [r.number for r in found.rows] == [2]
    assert findings_of(report(cited(1), table=(row(1),))) is None


def test_facts_of_a_study_stand_in_lines_of_their_own() -> None:
    """Registration, and the reference number of another report of the trial; an id that is not cited is not named."""
    told = row(
        1, direction="less", registrations=("NCT00262600",), same_study=("d2", "d9"), setting=Stated("Italy", 40, 45)
    )
    found = findings_of(report(cited(1), cited(2), table=(told,)))
    assert found and found.rows[0].facts == ("Where: Italy", "Registered as: NCT00262600", "Same trial as: [2]")


def test_a_computed_figure_is_marked_as_such() -> None:
    """With its formula; the effect's cell points to it."""
    figure = Computed("RD", Decimal("-5.6"), "12/100 - 18/102 = -5.6 percentage points", ())
    words = "Computed here: risk difference 12/100 - 18/102 = -5.6 percentage points"
    assert computed_in_words(figure) == words
    found = findings_of(report(cited(1), table=(row(1, computed=(figure,)),)))
    assert found and found.rows[0].computed == (words,) and "see below" in found.rows[0].cells


def test_the_terminal_shows_the_bottom_line_then_the_rest_then_the_references() -> None:
    """The bottom line's quote is not shown again; three more at most, and only what is shown has its reference."""
    documents = [cited(n) for n in range(1, 6)]
    answer = ShortAnswer("yesno", "yes", (AnswerLine("Two say so.", ("c2", "c1")),), method="By rules.")
    assert answer_lines(report(*documents, bottom_line=("c2",), answer=answer)) == [
        "Does aspirin reduce stroke?",
        "",
        "Two say so. [1][2]",
        "By rules.",
        "",
        "Bottom line",
        QUOTE.format(2),
        "",
        "Also",
        QUOTE.format(1),
        QUOTE.format(3),
        QUOTE.format(4),
        "",
        "[1] Reference 1.",
        "[2] Reference 2.",
        "[3] Reference 3.",
        "[4] Reference 4.",
        "Searched: 1 searches, library revision 7; 0 documents left out.",
    ]


QUOTE = "  Randomised controlled trial, 2020: “Aspirin reduced stroke.” [{}] (Randomised controlled trial, level 2)"


def test_where_nothing_answers_the_terminal_says_so_and_names_what_came_nearest() -> None:
    """The sentence of the limits, then titles with their ids, and no quote."""
    near = Excluded("d7", NO_ANSWER, "Aspirin in mice")
    lines = answer_lines(report(limits=(NOT_FOUND,), excluded=(near,)))
    assert lines[2:] == [
        NOT_FOUND,
        "",
        CLOSEST_SAYS,
        "  Aspirin in mice (d7)",
        "",
        "Searched: 1 searches, library revision 7; 1 documents left out.",
    ]


def test_without_a_bottom_line_the_terminal_says_that_there_is_none() -> None:
    """Quotes stand under Also all the same."""
    lines = answer_lines(report(cited(1)))
    assert lines[2:6] == [NO_LEAD, "", "Also", QUOTE.format(1)]


def test_invented_documents_are_told_first() -> None:
    """The first of the limits stands before the question."""
    assert (
        answer_lines(report(cited(1, fictional=True), limits=("FICTIONAL: all of it.",)))[0] == "FICTIONAL: all of it."
    )


def test_the_nearest_documents_are_those_without_an_answer() -> None:
    """Three at most, in the order of the search; none where something answers, nor what was left out by a rule."""
    left_out = (
        Excluded("d1", "retracted"), Excluded("d2", NO_ANSWER), Excluded("d3", UNREAD), Excluded("d4", NOTHING_TO_QUOTE),
        Excluded("d5", BELOW), Excluded("d6", NO_ANSWER), Excluded("d7", NO_ANSWER),
    )  # fmt: skip
    assert CLOSEST == 3
    assert [e.document_id for e in closest(report(excluded=left_out))] == ["d2", "d3", "d6"]
    assert closest(report(cited(1), excluded=left_out)) == []


@pytest.mark.parametrize("quote", ["the risk was lower.", "a recent trial found none.", "beta-blockers did not help."])
def test_a_quote_that_begins_within_its_sentence_is_led_in(quote: str) -> None:
    """By three dots, a word of one letter too."""
    assert lead_in(quote) == "… "


@pytest.mark.parametrize(
    "quote", ["Aspirin helped.", "mRNA vaccines helped.", "p53 was lost.", "n-3 fatty acids helped.", "12 died.", ""]
)
def test_a_quote_that_opens_its_sentence_is_not(quote: str) -> None:
    """Names that are written small at a sentence's beginning are no sign of a cut."""
    assert lead_in(quote) == ""


def test_the_reason_is_told_only_where_an_answer_was_called_for() -> None:
    """A yes/no question and one of effects; how an answer was found only where there is one."""
    line = AnswerLine("So it is.", ("c1",))
    assert told_of(ShortAnswer("yesno", "undecided", reason="Unclear.", method="By rules.")) == "Unclear."
    assert told_of(ShortAnswer("yesno", "undecided", (line,), "Unclear.", "By rules.")) == "Unclear. By rules."
    assert told_of(ShortAnswer("list", "", (), NOT_NAMED)) == ""
    assert told_of(ShortAnswer("list", "", (line,), method="By names.")) == "By names."


def drafted(bottom_line: tuple[str, ...] = ("c6", "c1")) -> Draft:
    """Seven claims of seven documents in two sections, the second on harms; an eighth document is passed over."""
    return Draft(
        tuple(claim(n) for n in range(1, 8)),
        (ReportSection("Trials", ("c1", "c2", "c3", "c4", "c5")), ReportSection("Harms", ("c6", "c7"))),
        bottom_line,
        passed_over={"d8": BELOW},
    )


def test_the_quick_answer_keeps_the_bottom_line_and_fills_up_from_the_sections() -> None:
    """Five claims, the bottom line first; whose claims fell is passed over, beside what was."""
    short = cut(drafted())
    assert MOST == 5
    assert [c.id for c in short.claims] == ["c6", "c1", "c2", "c3", "c4"]
    assert [(s.title, s.claims) for s in short.sections] == [("Trials", ("c1", "c2", "c3", "c4")), ("Harms", ("c6",))]
    assert short.passed_over == {"d5": CUT, "d7": CUT, "d8": BELOW}
    assert short.bottom_line == ("c6", "c1")


def test_a_section_of_which_nothing_is_kept_falls() -> None:
    """Without a claim on harms in the bottom line there is no heading for them."""
    assert [s.title for s in cut(drafted(("c1",))).sections] == ["Trials"]


def test_a_document_that_is_still_cited_is_not_passed_over() -> None:
    """Its second claim falls, its first stays."""
    whole = drafted()
    second = replace(whole.claims[4], citations=whole.claims[0].citations)
    short = cut(replace(whole, claims=(*whole.claims[:4], second, *whole.claims[5:])))
    assert short.passed_over == {"d7": CUT, "d8": BELOW}


def test_the_quick_answer_tells_no_gaps_and_says_what_it_leaves_out() -> None:
    """What is missing from so few searches says nothing; its own limit stands after the word on invented records."""
    from research.limits import FICTIONAL

    short = quick(report(cited(1), gaps=("No trial.",), limits=(FICTIONAL, "No model.")))
    assert short.gaps == ()
    assert short.limits == (FICTIONAL, LIMIT, "No model.")
