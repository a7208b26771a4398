"""What is missing: sentences on what the quoted sources do not hold, worked by hand on small documents."""

from dataclasses import replace

from evidence.model import Citation, Claim, Document, Plan, Published
from evidence.report import ReportSection, Row
from research.gaps import gaps_of
from research.plan import make_plan
from research.reading.focus import read_focus
from research.reading.terms import read_terms
from research.synthesize.extractive import HARMS_TITLE, SUBGROUPS_TITLE, Draft
from tests.fakes import document
from tests.research.forest_rows import estimate, row

QUESTION = "Does aspirin reduce stroke?"
PLAIN = "Aspirin reduced stroke."
BOTH = (ReportSection(HARMS_TITLE, ("c1",)), ReportSection(SUBGROUPS_TITLE, ("c1",)))
YEARS = "The sources cited are of 2020: what appeared later, or is not in this library, is not here."


def study(number: int, sentence: str = PLAIN, design: str = "rct", year: str = "2020") -> Document:
    published = Published(year, "year") if year else Published()
    return document(number, title=f"Study {number}", body=sentence, design=design, published=published)


def missing(
    *made: Document,
    plan: Plan | str = QUESTION,
    sections: tuple[ReportSection, ...] = BOTH,
    rows: tuple[Row, ...] = (row(1, estimate("0.8 0.7 0.9")),),
) -> tuple[str, ...]:
    """The gaps where the last sentence of each document is quoted."""
    asked = make_plan(plan) if isinstance(plan, str) else plan
    claims = []
    for n, d in enumerate(made, 1):
        start = len(d.title) + 2
        claims.append(
            Claim(f"c{n}", d.text[start:], (Citation(d.id, f"{d.id}#0", start, len(d.text), d.text[start:]),))
        )
    focus = read_focus(asked, read_terms(asked.question, lambda words: [10] * len(words), 1000))
    return gaps_of(asked, Draft(sections=sections), claims, {d.id: d for d in made}, rows, focus)


ALL_KINDS = (study(1, design="guideline"), study(2, design="meta-analysis"), study(3))


def test_of_sources_that_leave_nothing_open_only_the_years_are_told() -> None:
    """A guideline, a synthesis and a trial, with an estimate, harms and subgroups."""
    assert missing(*ALL_KINDS) == (YEARS,)


def test_kinds_of_study_without_an_answer_are_named() -> None:
    """Of a lone cohort study all three are missing, of a lone trial the other two."""
    assert missing(study(1, design="cohort"))[0] == (
        "No answer was found in guidelines, systematic reviews or randomised trials of this library."
    )
    assert missing(study(1))[0] == "No answer was found in guidelines or systematic reviews of this library."


def test_harms_and_subgroups_without_a_section_are_named() -> None:
    """Both, or the one that is missing."""
    neither = missing(*ALL_KINDS, sections=())
    assert neither == ("Nothing was found to quote on harms and safety or subgroups.", YEARS)
    assert missing(*ALL_KINDS, sections=BOTH[:1]) == ("Nothing was found to quote on subgroups.", YEARS)


def test_an_effect_without_a_figure_is_told() -> None:
    """With the outcome as it was asked about; an interval in a quote, or an estimate in a row, is a figure."""
    told = "In no source cited was an estimate of the effect on “stroke” read; full texts may state one."
    assert missing(*ALL_KINDS, rows=()) == (told, YEARS)
    stated = study(4, "Aspirin reduced stroke (hazard ratio 0.80, 95% CI 0.70 to 0.90).")
    assert missing(*ALL_KINDS, stated, rows=()) == (YEARS,)


def test_the_outcome_is_named_without_the_way_that_it_may_go() -> None:
    """An effect is one on bleeding, not on "less bleeding"."""
    plan = replace(make_plan(QUESTION), outcome="less bleeding")
    assert "the effect on “bleeding”" in missing(*ALL_KINDS, plan=plan, rows=())[0]


def test_two_sides_that_no_source_names_together_are_told() -> None:
    """Where a quote or its title names both, nothing is."""
    question = "Does apixaban reduce major bleeding compared with warfarin?"
    alone = (*ALL_KINDS[:2], study(3, "Apixaban reduced bleeding."))
    told = "No source quoted compares “apixaban” with “warfarin” in the statement or its title."
    assert missing(*alone, plan=question) == (told, YEARS)
    assert missing(*alone, study(4, "Apixaban reduced bleeding more than warfarin."), plan=question) == (YEARS,)


def test_people_whom_no_source_names_are_told() -> None:
    """Patients as such are everybody; pregnant women are not."""
    question = "Does aspirin reduce stroke in pregnant women?"
    told = "No source quoted names “pregnant women” in the statement or its title: see whom each was about."
    assert missing(*ALL_KINDS, plan=question) == (told, YEARS)
    assert missing(*ALL_KINDS, study(4, "Aspirin reduced stroke in pregnant women."), plan=question) == (YEARS,)
    assert missing(*ALL_KINDS, plan="Does aspirin reduce stroke in patients?") == (YEARS,)


def test_years_are_told_as_a_span_and_left_out_where_unknown() -> None:
    """From the earliest to the latest source."""
    assert missing(*ALL_KINDS, study(4, year="1998"))[0].startswith("The sources cited are of 1998 to 2020:")
    undated = (study(1, design="guideline", year=""), study(2, design="meta-analysis", year=""), study(3, year=""))
    assert missing(*undated) == ()


def test_other_kinds_of_question_are_not_asked_for_trials() -> None:
    """A definition needs no guideline, no harms and no figure."""
    assert missing(study(1, "Stroke is a loss of brain function."), plan="What is stroke?", sections=(), rows=()) == (
        YEARS,
    )


def test_where_nothing_is_quoted_nothing_is_told() -> None:
    """That nothing was found is said elsewhere."""
    assert missing() == ()
