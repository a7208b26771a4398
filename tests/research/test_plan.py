"""Questions to plans: kinds and parts of PICO read off by hand, facets that keep within the filters asked for."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import UsageError
from evidence.model import Filters
from research.pico import read_pico
from research.plan import make_plan
from research.plan_file import both, from_yaml, to_yaml


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("therapy", "Does metformin reduce mortality in adults with type 2 diabetes?"),
        ("therapy", "Do statins cause less muscle pain than ezetimibe?"),
        ("therapy", "Does cardioversion improve quality of life in persistent atrial fibrillation?"),
        ("therapy", "Does exercise therapy improve long term survival after stroke?"),
        ("therapy", "Are antidepressants effective for recurrence of depression?"),
        ("therapy", "Does tranexamic acid reduce postpartum bleeding?"),
        ("therapy", "What is the effectiveness of tranexamic acid for postpartum haemorrhage?"),
        ("therapy", "What does the American Heart Association recommend for heart failure?"),
        ("therapy", "Does surgery improve cancer-specific survival?"),
        ("harm", "Is azithromycin safe in pregnancy?"),
        ("harm", "Are antidepressants safe and effective in pregnancy?"),
        ("harm", "Do people treated with statins have more adverse events?"),
        ("harm", "Does high-dose vitamin D increase falls in older people?"),
        ("diagnosis", "How accurate is ultrasound for appendicitis?"),
        ("diagnosis", "What is the sensitivity of troponin for myocardial infarction?"),
        ("prognosis", "What is the five-year survival of people with pancreatic cancer?"),
        ("diagnosis", "Is ultrasound effective for detecting appendicitis?"),
        ("diagnosis", "Does a second reader improve diagnostic accuracy?"),
        ("prognosis", "How often does insomnia persist for a year?"),
        ("prognosis", "Does depression reduce survival after stroke?"),
        ("prevention", "Does influenza vaccination prevent hospital admission in older adults?"),
        ("prevention", "Is a stool test every two years as good as colonoscopy in preventing death from bowel cancer?"),
        ("prevention", "Does early exposure to peanut prevent peanut allergy?"),
        ("prevention", "Does CT screening reduce deaths from lung cancer?"),
        ("aetiology", "Does exposure to asbestos reduce lung function?"),
        ("aetiology", "Is there an association between coffee and stroke?"),
        ("aetiology", "Association of coffee with stroke"),
        ("aetiology", "Is smoking a risk factor for rheumatoid arthritis?"),
        ("aetiology", "Does exposure to asbestos raise the risk of ovarian cancer?"),
    ],
)
def test_kind(kind: str, question: str) -> None:
    """The kind decides the level of evidence, so a clinician must agree with it."""
    assert make_plan(question).kind == kind


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "In adults with atrial fibrillation, do direct oral anticoagulants cause less intracranial bleeding than warfarin?",
            ("adults with atrial fibrillation", "direct oral anticoagulants", "warfarin", "less intracranial bleeding"),
        ),
        ("Does metformin reduce mortality in adults with obesity?", ("adults with obesity", "metformin", "", "mortality")),
        ("Does physiotherapy improve function after hip fracture?", ("", "physiotherapy", "", "function after hip fracture")),
        (
            "In children with asthma, does fluticasone prevent exacerbations compared with montelukast?",
            ("children with asthma", "fluticasone", "montelukast", "exacerbations"),
        ),
        (
            "Does physical exercise versus usual care reduce falls in older adults?",
            ("older adults", "physical exercise", "usual care", "falls"),
        ),
        (
            "Does exercise compared with standard treatment improve sleep?",
            ("", "exercise", "standard treatment", "sleep"),
        ),
        ("Does CT screening reduce deaths?", ("", "CT screening", "", "deaths")),
        ("What is the effect of zinc on the common cold?", ("", "zinc", "", "the common cold")),
        ("Does aspirin prevent stroke in women?", ("women", "aspirin", "", "stroke")),
        ("What is sarcoidosis?", ("", "", "", "")),
        ("Is eteplirsen effective for the treatment of Duchenne muscular dystrophy?", ("", "eteplirsen", "", "")),
        ("Is semaglutide better than tirzepatide for weight loss?", ("", "semaglutide", "tirzepatide", "weight loss")),
        (
            "Is ketamine more effective than morphine for reducing pain in children?",
            ("children", "ketamine", "morphine", "reducing pain"),
        ),
        ("Is smoking associated with rheumatoid arthritis?", ("", "smoking", "", "rheumatoid arthritis")),
        ("What disease can be treated with lenacapavir?", ("", "", "", "")),
        ("What are the adverse effects of amiodarone in older people?", ("older people", "amiodarone", "", "")),
        ("Which gene is most often associated with what disease?", ("", "", "", "")),
    ],
)  # fmt: skip
def test_pico(question: str, parts: tuple[str, str, str, str]) -> None:
    """Each part is a stretch of the question, and nobody else's part; "" where the words do not show it."""
    read = read_pico(question)
    assert (read["population"], read["intervention"], read["comparator"], read["outcome"]) == parts


@given(st.text(max_size=120))
def test_pico_invents_nothing(text: str) -> None:
    """Whatever is asked, a part is made of the question's own words."""
    assert set(" ".join(read_pico(text).values()).split()) <= set(text.replace("?", " ").split()) | set(
        text.split()
    ) or all(word in text for word in " ".join(read_pico(text).values()).split())


@pytest.mark.parametrize(
    ("filters", "facets"),
    [
        (Filters(), ["all", "guidelines", "reviews", "trials", "harms", "subgroups", "contradicting"]),
        (Filters(designs=("rct",)), ["all", "trials", "harms", "subgroups", "contradicting"]),
        (Filters(designs=("guideline", "cohort")), ["all", "guidelines", "harms", "subgroups", "contradicting"]),
    ],
)
def test_facets_within_filters(filters: Filters, facets: list[str]) -> None:
    """A facet that the filters leave nothing of is not searched; none searches beyond them."""
    asked = replace(filters, since=2010, until=2020, sources=("pubmed",), languages=("eng",))
    plan = make_plan("Does aspirin prevent stroke?", asked)
    assert {query.facet for query in plan.queries} == set(facets)
    for query in plan.queries:
        assert replace(query.filters, designs=asked.designs) == asked
        assert not asked.designs or set(query.filters.designs) <= set(asked.designs)


@given(
    question=st.text(st.characters(exclude_categories=["Cs"]), max_size=80).filter(
        lambda t: any(c.isalnum() for c in t)
    )
)
def test_yaml_round_trip(tmp_path_factory: pytest.TempPathFactory, question: str) -> None:
    """A plan that nobody edited is the plan that was written, whatever was asked."""
    path = tmp_path_factory.getbasetemp() / "plan.yaml"
    plan = make_plan(question, Filters(since=1999, designs=("rct", "guideline")))
    path.write_text(to_yaml(plan), encoding="utf-8")
    assert from_yaml(path) == plan


def test_a_plan_with_python_in_it_runs_nothing(tmp_path: Path) -> None:
    """YAML from elsewhere is data."""
    path = tmp_path / "plan.yaml"
    path.write_text(f"question: !!python/object/apply:pathlib.Path.touch [{tmp_path / 'made'}]\n", encoding="utf-8")
    with pytest.raises(UsageError):
        from_yaml(path)
    assert not (tmp_path / "made").exists()


def test_both_filters() -> None:
    """The narrower year, the common designs; what cannot be satisfied is said."""
    a, b = Filters(2000, 2020, designs=("rct", "cohort")), Filters(2010, None, designs=("rct",), languages=("eng",))
    assert both(a, b) == Filters(2010, 2020, designs=("rct",), languages=("eng",))
    with pytest.raises(UsageError, match="nothing is both"):
        both(a, Filters(designs=("guideline",)))
    with pytest.raises(UsageError, match="after"):
        both(a, Filters(since=2021))
