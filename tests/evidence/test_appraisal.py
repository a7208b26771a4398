"""Indexed design, OCEBM level and status, as the rules in evidence.appraisal's docstrings say."""

import pytest

from evidence.appraisal import DESIGNS, indexed_design, level, status_of, synthesises_rcts
from evidence.model import KINDS, Document, Kind, Link, MeshHeading, Term
from evidence.publication_types import HEADINGS, PHRASES, TYPES

NAMES = {
    "D016428": "Journal Article",
    "D016449": "Randomized Controlled Trial",
    "D016454": "Review",
    "D016422": "Letter",
    "D016420": "Comment",
    "D000078182": "Systematic Review",
    "D017418": "Meta-Analysis",
    "D002363": "Case Reports",
    "D064888": "Observational Study",
    "D016430": "Clinical Trial",
    "D017428": "Clinical Trial, Phase III",
    "D018848": "Controlled Clinical Trial",
    "D017065": "Practice Guideline",
    "D016425": "Published Erratum",
    "D016440": "Retraction Notice",
    "D016441": "Retracted Publication",
    "D000081262": "Randomized Controlled Trial, Veterinary",
}
ANIMALS, HUMANS, MICE, FEMALE = "D000818", "D006801", "D051379", "D005260"
COHORT, CASE_CONTROL, PROSPECTIVE, RETROSPECTIVE = "D015331", "D016022", "D011446", "D012189"
ACCURACY, CROSS_SECTIONAL, CELL_LINE, RCTS = "D012680", "D003430", "D002460", "D016032"


def types(*uis: str) -> tuple[Term, ...]:
    return tuple(Term(ui, NAMES[ui]) for ui in uis)


def mesh(*uis: str) -> tuple[MeshHeading, ...]:
    return tuple(MeshHeading(ui, ui) for ui in uis)


@pytest.mark.parametrize(
    ("uis", "headings", "design"),
    [
        (["D016449", "D016428"], [HUMANS], "rct"),
        (["D017428", "D016449"], [HUMANS], "rct"),
        (["D017428"], [HUMANS], "clinical-trial"),
        (["D018848"], [HUMANS], "controlled-trial"),
        (["D000078182"], [], "systematic-review"),
        (["D017418", "D000078182"], [], "systematic-review"),
        (["D017418", "D016454"], [], "meta-analysis"),
        (["D017065", "D000078182"], [], "guideline"),
        (["D016454"], [COHORT], "narrative-review"),
        (["D002363", "D016454"], [], "case-report"),
        (["D002363"], [RETROSPECTIVE], "case-report"),
        (["D016422", "D016420"], [COHORT], "letter"),
        (["D016449", "D016422"], [], "rct"),
        (["D016425"], [], "notice"),
        (["D016440"], [], "notice"),
        (["D016428"], [HUMANS, COHORT], "cohort"),
        (["D064888"], [COHORT], "cohort"),
        (["D064888"], [], "observational"),
        (["D016428"], [CASE_CONTROL, PROSPECTIVE], "case-control"),
        (["D016428"], [PROSPECTIVE, HUMANS], "cohort"),
        (["D016428"], [RETROSPECTIVE], "observational"),
        (["D016428"], [ACCURACY, HUMANS], "diagnostic-accuracy"),
        (["D016428"], [ACCURACY, CASE_CONTROL], "case-control"),
        (["D016428"], [ACCURACY, COHORT], "cohort"),
        (["D016428"], [ACCURACY, PROSPECTIVE], "cohort"),
        (["D016428"], [ACCURACY, RETROSPECTIVE], "observational"),
        (["D064888"], [ACCURACY], "observational"),
        (["D016428"], [CROSS_SECTIONAL], "cross-sectional"),
        (["D016428"], [ANIMALS, MICE, PROSPECTIVE], "animal-study"),
        (["D016449"], [ANIMALS], "animal-study"),
        (["D000081262"], [], "animal-study"),
        (["D016454"], [ANIMALS], "narrative-review"),
        (["D016428"], [ANIMALS, HUMANS, COHORT], "cohort"),
        (["D016428"], [CELL_LINE, HUMANS], "in-vitro"),
        (["D016428"], [CELL_LINE, HUMANS, FEMALE], ""),
        (["D016428"], [], ""),
    ],
)
def test_design_from_types_and_mesh(uis: list[str], headings: list[str], design: str) -> None:
    assert indexed_design(types(*uis), mesh(*headings), "Aspirin and the heart.") == design


def test_a_type_without_an_id_goes_by_its_name() -> None:
    """Records from before NLM gave ids, and types whose ids came later."""
    assert indexed_design([Term("", "RANDOMIZED CONTROLLED TRIAL")], (), "") == "rct"
    assert indexed_design([Term("D999", "Scoping Review")], (), "") == "scoping-review"
    assert indexed_design([Term("", "Clinical Trial Protocol"), *types("D016449")], (), "") == "protocol"


@pytest.mark.parametrize(
    ("title", "design"),
    [
        ("Statins in the old: a systematic review.", "systematic-review"),
        ("Statins in the old: a systematic review and meta-analysis of randomised trials.", "systematic-review"),
        ("Statins in the old: systematic literature review.", "systematic-review"),
        ("Statins in the old: an individual participant data meta-analysis.", "meta-analysis"),
        ("Statins in the old: a scoping review", "scoping-review"),
        ("Statins in the old: a randomised controlled trial.", "rct"),
        (
            "Statins in the old (STAR): a multicentre, randomised, double-blind, placebo-controlled, phase 3 trial.",
            "rct",
        ),
        ("A randomized trial of statins in the old.", "rct"),
        ("Statins in the old: study protocol for a randomised controlled trial.", "protocol"),
        ("Statins in the old: protocol for a systematic review.", "protocol"),
        ("Statins in the old: a prospective cohort study.", "cohort"),
        ("Statins in the old: a nationwide case-control study.", "case-control"),
        ("Statins in the old: a cross-sectional study.", "cross-sectional"),
        ("Statins in the old: a qualitative interview study.", "qualitative"),
        ("Myopathy after a statin: a case report.", "case-report"),
        ("Myopathy after a statin: case series.", "case-series"),
        ("Diagnostic accuracy of troponin", "diagnostic-accuracy"),
        ("Statins in the old: a narrative review", "narrative-review"),
        # about such a study, or no study at all
        ("Statins in the old: secondary analysis of a randomised controlled trial.", ""),
        ("Statins in the old: a non-randomised controlled trial.", ""),
        ("Reply to: statins in the old: a systematic review.", ""),
        ("Lessons from a randomised trial", ""),
        ("Why randomised trials matter", ""),
        ("Systematic reviews and how to read them", ""),
        ("Mendelian randomization of statins", ""),
        ("Statins in a cohort", ""),
        ("Is there a place for students in the systematic review process?", ""),
        ("It takes longer than you think: librarian time spent on systematic review tasks.", ""),
        ("A step by step guide for conducting a systematic review and meta-analysis.", ""),
    ],
)
def test_design_from_the_titles_own_words(title: str, design: str) -> None:
    assert indexed_design(types("D016428"), (), title) == design


def test_the_title_of_a_remark_names_another_study() -> None:
    title = "Statins in the old: a systematic review."
    assert indexed_design(types("D016420"), (), title) == "comment"
    assert indexed_design(types("D016425"), (), title) == "notice"
    assert indexed_design(types("D016454"), (), title) == "systematic-review"


def test_a_case_report_with_a_review_of_the_literature_is_a_case_report() -> None:
    title = "Air embolism: case report and review of the literature."
    assert indexed_design(types("D016454"), (), title) == "case-report"


def test_every_design_of_the_tables_is_in_the_vocabulary() -> None:
    assert {*TYPES.values(), *HEADINGS.values(), *(design for design, _hint, _phrase in PHRASES)} <= set(DESIGNS)
    assert len(set(DESIGNS)) == len(DESIGNS)


@pytest.mark.parametrize(
    ("design", "kind", "of_rcts", "expected"),
    [
        # OCEBM 2011, row by row
        ("systematic-review", "therapy", True, 1),
        ("meta-analysis", "prevention", True, 1),
        ("systematic-review", "therapy", None, 3),
        ("systematic-review", "therapy", False, 3),
        ("rct", "therapy", None, 2),
        ("controlled-trial", "therapy", None, 3),
        ("cohort", "therapy", None, 3),
        ("cohort", "harm", None, 3),
        ("case-control", "harm", None, 4),
        ("case-series", "therapy", None, 4),
        ("case-report", "therapy", None, 5),
        ("animal-study", "therapy", None, 5),
        ("systematic-review", "diagnosis", None, 1),
        ("meta-analysis", "diagnosis", None, 2),
        ("diagnostic-accuracy", "diagnosis", None, 2),
        ("case-control", "diagnosis", None, 4),
        ("systematic-review", "prognosis", None, 1),
        ("systematic-review", "prognosis", True, 3),
        ("meta-analysis", "prognosis", None, 2),
        ("meta-analysis", "prognosis", True, 3),
        ("cohort", "prognosis", None, 3),
        ("rct", "prognosis", None, 3),
        ("case-series", "prognosis", None, 4),
        ("rct", "aetiology", None, 2),
        ("guideline", "therapy", None, None),
        ("protocol", "therapy", None, None),
        ("narrative-review", "therapy", None, None),
        ("", "therapy", None, None),
    ],
)
def test_levels(design: str, kind: Kind, of_rcts: bool | None, expected: int | None) -> None:
    assert level(design, kind, of_rcts) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_synthesis_can_be_level_1(kind: Kind) -> None:
    ones = {design for design in DESIGNS for of_rcts in (True, False, None) if level(design, kind, of_rcts) == 1}
    assert ones == {"systematic-review"} | ({"meta-analysis"} if kind not in ("diagnosis", "prognosis") else set())


def synthesis(title: str, abstract: str = "", *headings: str, design: str = "systematic-review") -> Document:
    text = f"{title}\n\n{abstract}" if abstract else title
    return Document("pubmed:1", title, text, "pubmed", "pubmed-xml", mesh=mesh(*headings), design=design)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (synthesis("Statins: a meta-analysis of randomized controlled trials."), True),
        (synthesis("Statins: a review.", "We included randomised, double-blind trials. More work is needed."), True),
        (synthesis("Statins: a review.", "We searched two databases for randomised trials."), True),
        (synthesis("Statins: a review.", "Nine RCTs met the inclusion criteria."), True),
        (synthesis("Statins: a review.", "", RCTS), True),
        (synthesis("Statins: a review.", "Observational studies were excluded.\nTen RCTs were pooled."), True),
        (synthesis("Statins: a review."), False),
        (
            synthesis("Statins: a review.", "We included cohort studies. Randomised controlled trials are needed."),
            False,
        ),
        (synthesis("Statins: a review.", "We included randomised trials and cohort studies.", RCTS), False),
        (synthesis("Statins: a meta-analysis of randomised and non-randomised trials."), False),
        (synthesis("Statins: a review.", "No randomised trials were identified."), False),
        (synthesis("Statins in mice: a meta-analysis of randomised trials.", "", ANIMALS), False),
        (synthesis("Statins: a randomised trial.", "We included RCTs.", design="rct"), False),
    ],
)
def test_a_synthesis_is_of_rcts_only_if_it_says_so(document: Document, expected: bool) -> None:
    assert synthesises_rcts(document) is expected


@pytest.mark.parametrize(
    ("kinds", "uis", "status"),
    [
        ([], [], "current"),
        (["Cites", "CommentIn", "UpdateOf", "RepublishedFrom", "CorrectedandRepublishedFrom"], [], "current"),
        (["ErratumIn"], [], "corrected"),
        (["CorrectedandRepublishedIn"], [], "corrected"),
        (["ErratumIn", "UpdateIn"], [], "superseded"),
        (["UpdateIn", "ExpressionOfConcernIn"], [], "concern"),
        (["ExpressionOfConcernIn", "RetractionIn"], [], "retracted"),
        (["RetractedandRepublishedIn"], [], "retracted"),
        (["RetractionOf"], [], "notice"),
        (["ErratumFor"], [], "notice"),
        (["ExpressionOfConcernFor", "ErratumIn"], [], "notice"),
        ([], ["D016441"], "retracted"),
        ([], ["D016440"], "notice"),
        ([], ["D016425"], "notice"),
        (["RetractionIn"], ["D016425"], "retracted"),
    ],
)
def test_status_by_precedence(kinds: list[str], uis: list[str], status: str) -> None:
    assert status_of([Link(kind) for kind in kinds], types(*uis)) == status


def test_status_by_name_where_the_id_is_missing() -> None:
    assert status_of([], [Term("", "Retracted Publication")]) == "retracted"
    assert status_of([], [Term("", "Expression of Concern")]) == "notice"
