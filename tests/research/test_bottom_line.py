"""The bottom line of a draft: what is chosen, in which order, and what never is."""

from evidence.model import Claim, Document, Evidence, Recommendation, Section
from research.plan import make_plan
from research.reading.answers import Answer
from research.reading.focus import Focus, read_focus
from research.reading.terms import read_terms
from research.synthesize.choose import says_it_again
from research.synthesize.lead import IN_BOTTOM_LINE, bottom_line
from research.synthesize.shown import Shown

QUESTION = "Does apixaban reduce major bleeding compared with warfarin?"
LESS = "Apixaban reduced major bleeding compared with warfarin."
GENOTYPE = "With apixaban, genotype did not change how often major bleeding led to a stay in hospital."
KIDNEY = "Major bleeding on apixaban was as rare in people with kidney disease as in all other people."


def focus(question: str = QUESTION) -> Focus:
    """Every word in 10 of 1,000 documents."""
    return read_focus(make_plan(question), read_terms(question, lambda words: [10] * len(words), 1000))


def shown(number: int, text: str, score: float = 0.6, design: str = "rct", **changes: object) -> Shown:
    """A claim of a document of its own, named c1, c2, ...; `points`, `off`, `tabular`, `before` and `recommends` differ."""
    before = str(changes.pop("before", ""))
    start = len(before) + 1 if before else 0
    whole = f"{before} {text}" if before else text
    end = start + len(text)
    recommended = (Recommendation(start, end),) if changes.pop("recommends", False) else ()
    points = changes.pop("points", "")
    document = Document(
        f"pubmed:{number}", "Apixaban", whole, "pubmed", "pubmed-xml", (Section("RESULTS", 0, len(whole), "RESULTS"),),
        design=design, recommendations=recommended,
    )  # fmt: skip
    answer = Answer(Evidence(document), start, end, text, score, None, 1.0, 1.0, **changes)  # type: ignore[arg-type]
    return Shown(answer, Claim(f"c{number}", text, ()), points)  # type: ignore[arg-type]


def test_strong_designs_stand_first_and_each_kind_has_a_voice() -> None:
    """A review before a trial before a cohort, though the cohort's sentence is nearest; the order given does not matter."""
    claims = [
        shown(1, KIDNEY, 0.62, "cohort"),
        shown(2, LESS, 0.58, "rct"),
        shown(3, GENOTYPE, 0.55, "systematic-review"),
    ]
    assert bottom_line(claims, focus()) == ("c3", "c2", "c1")
    assert bottom_line(claims[::-1], focus()) == ("c3", "c2", "c1")


def test_recommendations_stand_first() -> None:
    """Before a systematic review, and before another sentence of a guideline."""
    claims = [
        shown(1, LESS, 0.6, "systematic-review"),
        shown(2, "We recommend apixaban over warfarin to lower major bleeding.", 0.5, "guideline", recommends=True),
    ]
    assert bottom_line(claims, focus()) == ("c2", "c1")


def test_a_case_report_does_not_stand_beside_a_review_that_answers() -> None:
    """But is shown where there is nothing else."""
    report = shown(1, KIDNEY, 0.7, "case-report")
    assert bottom_line([report, shown(2, LESS, 0.6, "systematic-review")], focus()) == ("c2",)
    assert bottom_line([report], focus()) == ("c1",)


def test_never_animals_others_or_tables() -> None:
    """Nor news; nothing is said where nothing else is there."""
    claims = [
        shown(1, LESS, design="animal-study"),
        shown(2, LESS, design="in-vitro"),
        shown(3, LESS, off=True),
        shown(4, LESS, tabular=True),
        shown(5, LESS, design="news"),
    ]
    assert bottom_line(claims, focus()) == ()
    assert bottom_line([], focus()) == ()


def test_nothing_is_said_twice_and_a_document_speaks_once() -> None:
    """The same finding with other figures is one; so are two reports of one trial."""
    claims = [
        shown(1, f"{LESS[:-1]} (HR 0.70)."),
        shown(2, f"{LESS[:-1]} (HR 0.72)."),
        shown(3, KIDNEY),
        shown(4, GENOTYPE),
    ]
    assert set(bottom_line(claims, focus())) == {"c1", "c3", "c4"}
    assert set(bottom_line(claims, focus(), same_study={"pubmed:4": ("pubmed:3",)})) in ({"c1", "c3"}, {"c1", "c4"})


def test_opposite_findings_are_never_the_same() -> None:
    """However like their words are."""
    assert says_it_again(LESS, "Compared with warfarin, apixaban reduced major bleeding (HR 0.7).")
    assert not says_it_again(LESS, "Apixaban did not reduce major bleeding compared with warfarin.")


def test_at_most_four_and_only_what_is_nearly_as_good() -> None:
    """Six trials as good give four; one that is far below the best is left out."""
    texts = [LESS, GENOTYPE, KIDNEY, "Fewer of the old had major bleeding on apixaban.",
             "Major bleeding of the gut was rarer on apixaban.", "Apixaban halved major bleeding of the brain."]  # fmt: skip
    assert len(bottom_line([shown(n, t) for n, t in enumerate(texts)], focus())) == IN_BOTTOM_LINE == 4
    assert bottom_line([shown(1, LESS, 0.8), shown(2, KIDNEY, 0.4)], focus()) == ("c1",)


def test_the_best_that_points_another_way_is_among_them() -> None:
    """Though it is far below; not a case report's."""
    claims = [
        shown(1, LESS, 0.9, points="less"),
        shown(2, GENOTYPE, 0.2, points="none"),
        shown(3, KIDNEY, 0.3, "case-report", points="none"),
    ]
    assert bottom_line(claims, focus()) == ("c1", "c2")


def test_a_sentence_that_leans_on_the_one_before_gives_way() -> None:
    """ "The drug" after a sentence on a drug; alone it is better than nothing."""
    leaning = shown(1, "The drug reduced major bleeding in all of them.", 0.9, before="We gave a drug to 50 people.")
    assert bottom_line([leaning, shown(2, LESS, 0.5)], focus()) == ("c2",)
    assert bottom_line([leaning], focus()) == ("c1",)


def test_a_sentence_that_names_the_subject_and_finds_is_preferred() -> None:
    """To one that names it not, and to one that tells how it was done."""
    assert bottom_line([shown(1, "Rates fell by one third in that trial."), shown(2, LESS)], focus()) == ("c2",)
    method = "Apixaban, warfarin and major bleeding were enrolled using questionnaires."
    assert bottom_line([shown(1, method, 0.61), shown(2, LESS, 0.6)], focus())[0] == "c2"


def test_leading_stands_first_where_it_is_fit() -> None:
    """A definition that was found stands before stronger designs; what is not fit to lead is not led with."""
    what = "What is apixaban?"
    claims = [shown(1, LESS, 0.7, "systematic-review"), shown(2, "Apixaban is an oral anticoagulant.", 0.4, "")]
    assert bottom_line(claims, focus(what), "c2")[0] == "c2"
    assert bottom_line(claims, focus(what), "c9") == bottom_line(claims, focus(what))
    assert bottom_line([shown(1, LESS), shown(2, KIDNEY, off=True)], focus(), "c2") == ("c1",)
