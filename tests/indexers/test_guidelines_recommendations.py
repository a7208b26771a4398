"""Recommendations: verbatim, in the body's own words, only the page's own, and nothing that merely speaks of a grade."""

import itertools
from dataclasses import replace

import pytest

from evidence.model import Document
from evidence.trust import Selectors
from indexers.guidelines.extract import read_page
from indexers.guidelines.page_about import PageAbout
from indexers.recommendations.gradings import Grade, grade_of
from indexers.recommendations.uspstf import era_of

USPSTF = PageAbout(
    url="https://www.uspreventiveservicestaskforce.org/uspstf/recommendation/x",
    name="uspstf",
    publisher="US Preventive Services Task Force",
)
PANEL = PageAbout(url="https://example.org/g", name="body", publisher="American Thoracic Society")
NICE = PageAbout(
    url="https://www.nice.org.uk/guidance/ng1",
    name="nice",
    publisher="National Institute for Health and Care Excellence",
)
AHA = PageAbout(url="https://www.ahajournals.org/x", name="aha", publisher="American Heart Association")
ESC = PageAbout(url="https://www.escardio.org/x", name="esc", publisher="European Society of Cardiology")
SIGN = PageAbout(url="https://www.sign.ac.uk/x", name="sign", publisher="Scottish Intercollegiate Guidelines Network")


def read(body: str, about: PageAbout, issued: str = "2021-04-27") -> Document:
    source = f"<html lang=en><head><meta name='dcterms.issued' content='{issued}'></head><main><h1>Guidance</h1>{body}</main>"
    document = read_page(source.encode(), about)
    assert isinstance(document, Document), document
    return document


def found(body: str, about: PageAbout = PANEL, issued: str = "2021-04-27") -> list[tuple[str, str, str, str]]:
    """System, strength, certainty and the words, of each recommendation in order."""
    document = read(body, about, issued)
    return [(r.system, r.strength, r.certainty, document.text[r.start : r.end]) for r in document.recommendations]


SUMMARY = (
    "<h2>Recommendation Summary</h2><table><tr><th>Population<th>Recommendation<th>Grade</tr>"
    "<tr><td>Adults 40 to 59 years<td>The decision should be an individual one.<td>C</tr>"
    "<tr><td>Adults 60 years or older<td>The USPSTF recommends against initiating aspirin.<td>D</tr></table>"
)


def test_each_row_of_a_summary_table_is_a_recommendation_with_its_letter_and_its_population() -> None:
    document = read(SUMMARY, USPSTF, "2022-04-26")
    assert [(r.system, r.strength, r.population, r.era) for r in document.recommendations] == [
        ("USPSTF", "C", "Adults 40 to 59 years", "since July 2012"),
        ("USPSTF", "D", "Adults 60 years or older", "since July 2012"),
    ]
    first, second = document.recommendations
    assert document.text[first.start : first.end] == "The decision should be an individual one."
    assert document.text[second.start : second.end] == "The USPSTF recommends against initiating aspirin."
    assert document.design == "guideline"


def test_the_letters_are_not_the_task_forces_on_anothers_page() -> None:
    """Who reprints a USPSTF statement has not recommended it; a body's own grades have no system where none is named."""
    assert found(SUMMARY) == [("", "C", "", "The decision should be an individual one.")]


@pytest.mark.parametrize(
    ("issued", "era"),
    [
        ("1996-01-01", "before May 2007"),
        ("2007-04-30", "before May 2007"),
        ("2007", ""),
        ("2007-05-01", "May 2007 to June 2012"),
        ("2012-06", "May 2007 to June 2012"),
        ("2012-07", "since July 2012"),
        ("2012", ""),
        ("2013", "since July 2012"),
        ("2024-04-30", "since July 2012"),
        ("", ""),
    ],
)
def test_the_era_of_a_grades_definition_follows_from_the_date(issued: str, era: str) -> None:
    assert era_of(issued) == era


def test_the_certainty_is_read_where_it_can_be_of_only_one_recommendation() -> None:
    said = (
        "<h2>Assessment</h2><p>The USPSTF concludes with high certainty that screening has substantial net benefit.</p>"
    )
    one = SUMMARY.replace("<tr><td>Adults 40 to 59 years<td>The decision should be an individual one.<td>C</tr>", "")
    assert [certainty for _, _, certainty, _ in found(one + said, USPSTF)] == ["high"]
    assert [certainty for _, _, certainty, _ in found(SUMMARY + said, USPSTF)] == ["", ""]


@pytest.mark.parametrize(
    ("inside", "grade"),
    [
        ("strong recommendation, moderate-quality evidence", Grade("strong", "moderate", "GRADE")),
        ("Conditional recommendation; very low certainty of evidence", Grade("Conditional", "very low", "GRADE")),
        ("weak recommendation based on low certainty in the evidence about effects", Grade("weak", "low", "GRADE")),
        ("strong recommendation against, high certainty", Grade("strong", "high", "GRADE")),
        ("Strength of recommendation: weak; quality of evidence: low", Grade("weak", "low", "GRADE")),
        ("strong recommendation, ⊕⊕⊕◯", Grade("strong", "⊕⊕⊕◯", "GRADE")),
        ("1|⊕⊕◯◯", Grade("1", "⊕⊕◯◯", "GRADE")),
        ("Grade 1B", Grade("1", "B", "GRADE")),
        ("2C", Grade("2", "C", "GRADE")),
        ("good practice statement", Grade("good practice statement")),
        ("COR 2a, LOE B-NR", Grade("COR 2a", "LOE B-NR", "ACC/AHA")),
        ("Class I; Level of Evidence: A", Grade("Class I", "Level of Evidence: A")),
        ("Class III: Harm, LOE C-LD", Grade("Class III: Harm", "LOE C-LD", "ACC/AHA")),
        ("B recommendation", Grade("B")),
        ("Grade: D", Grade("D")),
        ("I statement", Grade("I")),
        ("moderate-quality evidence", None),
        ("low certainty", None),
        ("NYHA class II", None),
        ("Figure 1B and 2C", None),
        ("grade 2 tumours", None),
        ("n = 12", None),
        ("95% CI 0.2 to 0.5", None),
    ],
)
def test_a_grade_is_read_as_it_is_printed_and_a_certainty_alone_is_none(inside: str, grade: Grade | None) -> None:
    assert grade_of(inside) == grade


def test_a_sentence_with_its_grade_in_brackets_is_taken_whole_and_alone() -> None:
    body = (
        "<h2>Treatment</h2><p>Many trials were small. In adults with asthma, we suggest a long-acting agent "
        "(conditional recommendation, low certainty of evidence). It acts within hours.</p>"
    )
    assert found(body) == [
        (
            "GRADE",
            "conditional",
            "low",
            "In adults with asthma, we suggest a long-acting agent (conditional recommendation, low certainty of evidence).",
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p>We recommend inhaled steroids.</p><p>Strong recommendation, moderate-quality evidence</p>",
        "<p>We recommend inhaled steroids. (Strong recommendation, moderate-quality evidence)</p>",
        "<p>Strong recommendation (moderate certainty): We recommend inhaled steroids.</p>",
        "<ul><li>We recommend inhaled steroids. Strength of recommendation: Strong; quality of evidence: Moderate</li></ul>",
        "<table><tr><th>Recommendation<th>Strength<th>Certainty of evidence</tr>"
        "<tr><td>We recommend inhaled steroids.<td>Strong<td>Moderate</tr></table>",
    ],
)
def test_a_grade_may_stand_after_before_or_beside_its_recommendation(body: str) -> None:
    ((system, strength, certainty, words),) = found(f"<h2>Treatment</h2>{body}")
    assert (system, strength.lower(), certainty.lower()) == ("GRADE", "strong", "moderate")
    assert "We recommend inhaled steroids." in words


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2015, the USPSTF gave screening a C recommendation.",
        "The 2015 USPSTF statement recommended screening in adults (B recommendation).",
        "The American College of Physicians recommends watchful waiting (weak recommendation, low-quality evidence).",
        "The ACP recommends watchful waiting (weak recommendation, low-quality evidence).",
        "The previous guideline recommended steroids (strong recommendation, low-quality evidence).",
        "Other societies recommend steroids (strong recommendation, low-quality evidence).",
        "The panel changed its strong recommendation to a weak one (weak recommendation, low-quality evidence).",
        "Several trials informed this (strong recommendation, high certainty evidence).",
        "Evidence was of moderate quality (moderate-quality evidence).",
        "The IDSA guideline suggested vancomycin (strong recommendation, high-quality evidence).",
    ],
)
def test_what_only_speaks_of_a_grade_is_no_recommendation_of_the_page(sentence: str) -> None:
    assert found(f"<h2>Treatment</h2><p>{sentence}</p>") == []
    assert found(f"<h2>Treatment</h2><p>{sentence}</p>", USPSTF) == []


@pytest.mark.parametrize("label", ["Recommendations of Others", "Update of Previous Recommendation", "References"])
def test_sections_about_other_recommendations_hold_none(label: str) -> None:
    said = "<p>We recommend inhaled steroids (strong recommendation, high certainty).</p>"
    assert found(f"<h2>{label}</h2>{said}") == []
    assert len(found(f"<h2>Treatment</h2>{said}")) == 1


@pytest.mark.parametrize(
    "subject", ["The American Thoracic Society", "The ATS", "ATS", "The panel", "The guideline panel"]
)
def test_a_body_recommends_on_its_own_page_under_any_of_its_names(subject: str) -> None:
    assert (
        len(found(f"<h2>A</h2><p>{subject} recommends early treatment (strong recommendation, low certainty).</p>"))
        == 1
    )


def test_a_table_of_several_bodies_is_nobodys_recommendation() -> None:
    table = "<table><tr><th>Organization<th>Recommendation<th>Grade</tr><tr><td>AAFP<td>Screen adults for X.<td>B</tr></table>"
    assert found(f"<h2>A</h2>{table}") == []


def test_task_force_prose_gives_the_letter_of_the_sentence() -> None:
    body = "<h2>Recommendation</h2><p>The USPSTF recommends screening for X in adults. This is a grade B recommendation.</p>"
    ((system, strength, _, words),) = found(body, USPSTF)
    assert (system, strength) == ("USPSTF", "B")
    assert words.startswith("The USPSTF recommends screening for X in adults.")
    assert found(body, PANEL) == []


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("Offer statins to adults with diabetes.", "offer"),
        ("Do not offer aspirin for primary prevention.", "do not offer"),
        ("Consider a lower dose for older people.", "consider"),
        ("Refer people with red flags immediately.", "refer"),
        ("Prescribers must not use valproate in pregnancy.", "must not"),
        ("For adults with diabetes, offer annual checks.", "offer"),
        ("Advise people to stop smoking. [2019]", "advise"),
    ],
)
def test_nice_says_how_strongly_by_its_verb(said: str, verb: str) -> None:
    assert found(f"<h2>1.1 Care</h2><p>1.1.2 {said}</p>", NICE) == [("NICE", verb, "", f"1.1.2 {said}")]


def test_a_numbered_recommendation_takes_its_list_along_and_not_the_next() -> None:
    body = (
        "<h2>1.1 Care</h2><p>1.1.1 Offer both:</p><ul><li>aspirin and</li><li>a statin. [2020]</li></ul>"
        "<p>For a short explanation see the rationale.</p><p>1.1.2 Consider rest.</p>"
    )
    assert [words for *_, words in found(body, NICE)] == [
        "1.1.1 Offer both:\n\naspirin and\na statin. [2020]",
        "1.1.2 Consider rest.",
    ]


def test_numbered_paragraphs_of_others_are_no_recommendations() -> None:
    assert found("<h2>1.1 Care</h2><p>1.1.2 Offer statins to adults with diabetes.</p>") == []


def test_class_and_level_stand_with_their_names() -> None:
    table = (
        "<h2>A</h2><table><tr><th>COR<th>LOE<th>Recommendations</tr>"
        "<tr><td>2a<td>B-NR<td>In patients with AF, ablation is reasonable.</tr>"
        "<tr><td>3: Harm<td>C-LD<td>Dronedarone should not be given.</tr></table>"
    )
    assert found(table, AHA) == [
        ("ACC/AHA", "COR 2a", "LOE B-NR", "In patients with AF, ablation is reasonable."),
        ("ACC/AHA", "COR 3: Harm", "LOE C-LD", "Dronedarone should not be given."),
    ]
    european = "<h2>A</h2><table><tr><th>Recommendations<th>Class<th>Level</tr><tr><td>Ablation is recommended.<td>I<td>A</tr></table>"
    assert found(european, ESC) == [("ESC", "Class I", "Level A", "Ablation is recommended.")]
    assert found("<h2>A</h2><p>Ablation is reasonable (Class IIa, LOE B-R).</p>", AHA) == [
        ("ACC/AHA", "Class IIa", "LOE B-R", "Ablation is reasonable (Class IIa, LOE B-R).")
    ]


def test_signs_marks_are_read_on_its_own_pages_alone() -> None:
    table = "<h2>A</h2><table><tr><td>R<td>Aspirin should be given within 24 hours.</tr><tr><td>✓<td>Consider early referral.</tr></table>"
    assert found(table, SIGN) == [
        ("SIGN", "R", "", "Aspirin should be given within 24 hours."),
        ("SIGN", "✓", "", "Consider early referral."),
    ]
    assert found(table) == []


def test_recommendations_never_overlap() -> None:
    body = (
        "<h2>1.1 A</h2><p>1.1.1 We recommend rest (strong recommendation, low certainty). "
        "We suggest ice (weak recommendation, low certainty).</p>"
    )
    spans = [(r.start, r.end) for r in read(body, NICE).recommendations]
    assert spans
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


A, B = "We recommend aspirin.", "We suggest clopidogrel."
STRONG, WEAK = "Strong recommendation, moderate certainty", "Conditional recommendation, low certainty"


def lines(*said: str) -> str:
    return "<h2>Treatment</h2>" + "".join(f"<p>{line}</p>" for line in said)


@pytest.mark.parametrize(
    "body",
    [
        lines(STRONG, A, WEAK, B),
        lines("The panel met twice.", STRONG, A, WEAK, B),
        lines("Clinicians should use these.", STRONG, A, WEAK, B),
        lines(STRONG, A, "Trials were small.", WEAK, B, "It should be studied."),
        lines("Strong recommendation", "Certainty of evidence: moderate", A, "Conditional recommendation", B),
        lines(f"{STRONG}. {A}", f"{WEAK}. {B}"),
        f"<h2>Treatment</h2><dl><dt>Strong<dd>{A}<dt>Conditional<dd>{B}</dl>",
    ],
)
def test_a_grade_above_a_recommendation_is_of_that_one(body: str) -> None:
    """Each with its own grade, none with that of the next, and no label in the quote."""
    assert [(strength.lower(), words) for _, strength, _, words in found(body)] == [("strong", A), ("conditional", B)]


@pytest.mark.parametrize(
    "body",
    [
        lines(A, STRONG, B, WEAK),
        lines(A, STRONG, "Trials were small.", B, WEAK, "Trials were smaller."),
        lines(A, STRONG, "Use it with care.", B, WEAK, "Use it with more care."),
        lines(f"{A} ({STRONG}) {B} ({WEAK})"),
    ],
)
def test_a_grade_below_a_recommendation_is_of_that_one(body: str) -> None:
    assert [(strength, words.split(".")[0] + ".") for _, strength, _, words in found(body)] == [
        ("Strong", A),
        ("Conditional", B),
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (lines(A, STRONG, B), [A, B]),
        (lines(STRONG, A, WEAK), [A]),
        (lines(A, STRONG, "The panel met.", WEAK, B), [A, B]),
    ],
)
def test_where_labels_could_be_of_either_neighbour_no_grade_is_given(body: str, said: list[str]) -> None:
    assert found(body) == [("", "", "", words) for words in said]


def test_a_letter_on_a_line_above_is_of_the_text_below() -> None:
    first, second = "The USPSTF recommends screening for X.", "The USPSTF recommends against screening for Y."
    body = lines("Grade: B", first, "Grade: D", second)
    assert [(strength, words) for _, strength, _, words in found(body, USPSTF)] == [("B", first), ("D", second)]


def test_two_grades_in_a_sentence_are_each_of_their_own_clause() -> None:
    said = (
        "We suggest against aspirin (weak recommendation, low certainty) except after a stroke, in which we recommend it "
        "(strong recommendation, high certainty)."
    )
    first, second = said.split(" except")
    assert found(lines(said)) == [("GRADE", "weak", "low", first), ("GRADE", "strong", "high", f"except{second}")]


def test_two_grades_of_what_is_one_clause_leave_the_grade_empty() -> None:
    said = "We recommend aspirin (strong recommendation, high certainty) or clopidogrel (weak recommendation, low certainty)."
    assert found(lines(said)) == [("", "", "", said)]
    both = "We recommend aspirin (1A) and rest (1A)."
    assert found(lines(both)) == [("GRADE", "1", "A", both)]


@pytest.mark.parametrize(
    "inside",
    [
        "insufficient evidence for a strong recommendation",
        "no strong recommendation",
        "this is not a conditional recommendation",
        "evidence was against making a strong recommendation",
        "strong recommendation could not be made",
        "strong recommendation for men, weak recommendation for women",
        "not a good practice statement",
    ],
)
def test_a_grade_that_is_denied_or_shared_out_is_none(inside: str) -> None:
    assert grade_of(inside) is None


def test_what_follows_a_denial_is_read() -> None:
    said = "no consensus; strong recommendation not to treat, no high-quality evidence, low certainty"
    assert grade_of(said) == Grade("strong", "low", "GRADE")


def test_a_numbered_paragraph_with_verbs_that_differ_is_as_many_recommendations() -> None:
    body = (
        "<h2>1.1 Care</h2><p>1.1.2 Offer statins to adults. Do not offer aspirin. Consider rest for all. [2020]</p>"
        "<p>1.1.3 For adults who bleed. Stop the drug. See them daily:</p><ul><li>at home or</li><li>in a clinic.</li></ul>"
    )
    assert [(strength, words) for _, strength, _, words in found(body, NICE)] == [
        ("offer", "1.1.2 Offer statins to adults."),
        ("do not offer", "Do not offer aspirin."),
        ("consider", "Consider rest for all. [2020]"),
        ("stop", "1.1.3 For adults who bleed. Stop the drug. See them daily:\n\nat home or\nin a clinic."),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Offer a statin, but do not offer aspirin.",
        "Offer aspirin and consider a statin.",
        "For adults: offer rest, consider ice.",
    ],
)
def test_a_sentence_of_nices_with_verbs_that_differ_has_no_strength(said: str) -> None:
    assert found(f"<h2>1.1 Care</h2><p>1.1.2 {said}</p>", NICE) == [("NICE", "", "", f"1.1.2 {said}")]


def test_a_list_of_nices_with_verbs_that_differ_has_no_strength() -> None:
    body = "<h2>1.1 Care</h2><p>1.1.2 For adults:</p><ul><li>offer rest</li><li>consider ice.</li></ul>"
    assert [(strength, words) for _, strength, _, words in found(body, NICE)] == [
        ("", "1.1.2 For adults:\n\noffer rest\nconsider ice.")
    ]


def test_the_word_nice_is_not_the_institute() -> None:
    friendly = PageAbout(url="https://example.org/g", name="body", publisher="A nice society of hearts")
    assert found("<h2>1.1 Care</h2><p>1.1.2 Offer statins to adults.</p>", friendly) == []


@pytest.mark.parametrize(
    ("rec", "about", "expected"),
    [
        (
            "<p>We recommend rest (strong recommendation, low certainty).</p><p>We suggest ice (weak recommendation, low certainty).</p>",
            PANEL,
            [
                ("strong", "We recommend rest (strong recommendation, low certainty)."),
                ("weak", "We suggest ice (weak recommendation, low certainty)."),
            ],
        ),
        ("Offer rest. Consider ice.", NICE, [("offer", "Offer rest."), ("consider", "Consider ice.")]),
    ],
)
def test_a_marked_block_with_several_recommendations_gives_each_with_its_own_grade(
    rec: str, about: PageAbout, expected: list[tuple[str, str]]
) -> None:
    known = replace(about, selectors=Selectors(recommendation=".rec"))
    assert [
        (strength, words) for _, strength, _, words in found(f"<h2>A</h2><p>Why.</p><div class=rec>{rec}</div>", known)
    ] == expected


def test_a_table_of_the_task_force_that_is_no_summary_silences_no_other_recommendation() -> None:
    prose = (
        "<h2>Advice</h2><p>The USPSTF recommends screening for Y in adults (B recommendation).</p>"
        "<p>The USPSTF recommends against initiating aspirin (D recommendation).</p>"
    )
    other = SUMMARY.replace("Recommendation Summary", "Older adults")
    row = "The USPSTF recommends against initiating aspirin."
    assert [(strength, words) for _, strength, _, words in found(other + prose, USPSTF)] == [
        ("C", "The decision should be an individual one."),
        ("D", row),
        ("B", "The USPSTF recommends screening for Y in adults (B recommendation)."),
    ]
    assert [strength for _, strength, *_ in found(SUMMARY + prose, USPSTF)] == ["C", "D"]
