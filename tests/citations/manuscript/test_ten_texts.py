"""Ten texts in ten styles, written by hand: all claims, all marks, all entries, and nothing else."""

from collections.abc import Callable

import pytest

from citations.manuscript.model import Manuscript
from citations.manuscript.read import read_manuscript
from tests.citations.manuscript.reading import Written, claims, identifiers, offsets_hold, others, read
from tests.citations.manuscript.word_files import with_notes, with_superscripts

EXPECTED: dict[str, tuple[list[Written], list[str], dict[str, str]]] = {
    "vancouver.txt": (
        [
            ("Chronic cough affects about 10% of adults.", "[1]=1"),
            (
                "Orlavin halved the cough frequency in a trial of 312 patients (mean difference -4.2, 95% CI [1.2, 3.4]),"
                " and two further trials agreed.",
                "[2]=2 [1,3–5]=1,3,4,5",
            ),
            ("Dizziness was reported by 7% of participants (n = 12).", "[4]=4"),
            ('The authors wrote that "the effect were [sic] small".', "[ 2 ]=2"),
            ("In the cohort of Dunmore et al., the median delay was 5 [2-9] days.", "[3]=3"),
            ("Sleep improved as well.", "[1-3, 5]=1,2,3,5"),
            ("No trial lasted longer than one year (Figure 1).", ""),
        ],
        ["Orlavin for chronic cough in adults", "Background", "Who benefits most?"],
        {"1": "990100001", "2": "10.5555/orl.2018.02", "3": "990100003", "4": "", "5": ""},
    ),
    "superscript.txt": (
        [
            ("Men with a body mass index above 30 kg/m² had twice the risk of gout.", "¹=1"),
            (
                "Weight loss of 5 kg lowered serum urate by 0.04 mmol/L, and the effect was larger after surgery.",
                "²=2 ¹,³⁻⁵=1,3,4,5",
            ),
            ("Cell counts rose to 10³ per µL in CD4⁺ cells.", "³=3"),
            ("The correlation was weak (R² = 0.12).", "⁴=4 ⁵=5"),
            ("In 2019 a register study of 48 211 patients found no link with coffee.", "⁶=6"),
            ("Heterogeneity was high (I² = 81%).", ""),
        ],
        ["Body weight and gout"],
        {"1": "", "2": "10.5555/gout.2012", "3": "", "4": "", "5": "", "6": ""},
    ),
    "pasted.txt": (
        [
            ("Statins in the very old.", ""),
            ("Treatment lowered LDL cholesterol by 1.2 mmol/L in people older than 80 years.", "3=3"),
            ("The effect on mortality was not significant.", "1,2=1,2"),
            ("Muscle pain was reported by 5.3% of them, which is close to the rate with placebo.", "4=4"),
            ("Adherence fell over time.", "2-4=2,3,4"),
            ("In a small study (n = 40) half of the tablets were left.", ""),
        ],
        [],
        {"1": "990200001", "2": "990200002", "3": "990200003", "4": "990200004"},
    ),
    "journal.html": (
        [
            ("Iron deficiency is found in half of patients with heart failure.", "¹,²=1,2"),
            ("Intravenous iron improved walking distance by 33 m³, but not survival.", "²⁻⁴=2,3,4"),
            ("Counts were 10³ lower and H2O intake was equal.", ""),
            ("Oral iron did not raise exercise capacity.", "[5]=5"),
            ("FERRIT | Hospital stays were fewer with iron than with placebo", "⁴=4"),
            ("Hypophosphataemia occurred in 2% of patients.", "³=3"),
        ],
        [
            "Iron in heart failure",
            "Is oral iron enough?",
            "Table 1. Trials of iron",
            "Trial | Result",
            "Funding",
            "The authors received no funding.",
        ],
        {"1": "990300001", "2": "PMC9903002", "3": "10.5555/iron.2015", "4": "", "5": ""},
    ),
    "author_year.md": (
        [
            (
                "Mobilisation within 24 hours worsened outcome in a large trial.",
                "(Smith & Jones, 2020; Lee et al., 2019a)=smith 2020,lee 2019a",
            ),
            ("Smith and Jones found no difference in mortality.", "Smith and Jones (2020)=smith 2020"),
            ("By contrast, Lee et al. reported fewer falls in 214 patients.", "Lee et al. (2019b)=lee 2019b"),
            (
                "Shorter sessions were better tolerated, as an earlier pilot study had suggested.",
                "(van der Berg, 2018, p. 12)=van der berg 2018"
                " (e.g., O'Neill 2015; Müller-Schmidt et al. 2017)=o'neill 2015,müller-schmidt 2017",
            ),
            ("Enrolment ended in the spring (March 2019).", ""),
            ("The guideline advises caution.", "(World Health\nOrganization, 2021)=world health organization 2021"),
            ("Costs were never reported.", "(Nobody, 2016)=nobody 2016"),
        ],
        ["Early mobilisation after stroke", "In this review, we summarise trials of early mobilisation."],
        {
            "lee 2019a": "10.5555/lee.2019a",
            "lee 2019b": "",
            "müller-schmidt 2017": "",
            "o'neill 2015": "",
            "smith 2020": "",
            "van der berg 2018": "",
            "world health organization 2021": "",
        },
    ),
    "footnotes.md": (
        [
            ("Daily vitamin D did not prevent falls in people living at home.", "[^1]=^1"),
            ("High monthly doses increased falls, and fractures were not fewer.", "[^3]=^3 [^2]=^2 [^big]=^big"),
            (
                "A Cochrane review found no effect on mortality.",
                "[Cochrane review](https://pubmed.ncbi.nlm.nih.gov/990500009/)=pmid:990500009",
            ),
            ("The trial was registered late.", ""),
        ],
        ["Vitamin D and falls", "Trial | Falls", "A | 12"],
        {
            "^1": "990500001",
            "^2": "10.5555/bone.2017",
            "^3": "PMC9905003",
            "^big": "990500004",
            "pmid:990500009": "990500009",
        },
    ),
    "inline.txt": (
        [
            ("Low-dose colchicine reduced recurrent pericarditis by half.", "(PMID: 990600001)=pmid:990600001"),
            ("It did not shorten the first episode.", "(PMIDs 990600002, 990600003)=pmid:990600002,pmid:990600003"),
            ("Diarrhoea was the commonest adverse event.", "PMC9906004=pmcid:PMC9906004"),
            ("The dose was 0.5 mg twice daily.", "[doi:10.5555/peri.2013(4).5]=doi:10.5555/peri.2013(4).5"),
            (
                "A later trial showed the same in children.",
                "https://pubmed.ncbi.nlm.nih.gov/990600005/=pmid:990600005",
            ),
            (
                "Long-term safety is reported at.",
                "https://www.example.org/colchicine/safety?id=7=https://www.example.org/colchicine/safety?id=7",
            ),
            ("Another group could not confirm it.", "(Marlow et al., 2016, PMID 990600006)=pmid:990600006"),
        ],
        [],
        {
            "pmid:990600001": "990600001",
            "pmid:990600002": "990600002",
            "pmid:990600003": "990600003",
            "pmcid:PMC9906004": "PMC9906004",
            "doi:10.5555/peri.2013(4).5": "10.5555/peri.2013(4).5",
            "pmid:990600005": "990600005",
            "https://www.example.org/colchicine/safety?id=7": "https://www.example.org/colchicine/safety?id=7",
            "pmid:990600006": "990600006",
        },
    ),
    "round.txt": (
        [
            ("Coeliac disease occurs in 1% of the population.", "(1)=1"),
            ("Most people with it are not diagnosed.", "(2, 3)=2,3"),
            (
                "Interleukin 15 (IL-15) is raised in 80% of patients, and relatives have a tenfold risk.",
                "(4)=4 (2–4)=2,3,4",
            ),
            (
                "Three groups were screened: (1) relatives, (2) people with diabetes, and (3) people with anaemia.",
                "",
            ),
            ("The test was positive in 5 (2%) of 250 people.", "(5)=5"),
            ("Screening found (in 2019) no cancers.", "(1, 5)=1,5"),
        ],
        ["Screening for coeliac disease"],
        {"1": "", "2": "990700002", "3": "", "4": "10.5555/il15", "5": ""},
    ),
    "assistant.md": (
        [
            ("Short answer: Melatonin helps people fall asleep about 7 minutes faster.", "【1】=1"),
            ("It is well tolerated.", "【2†source】=2"),
            (
                "Sleep onset: A meta-analysis of 19 studies found a shorter time to sleep onset.",
                "[1](https://pubmed.ncbi.nlm.nih.gov/990800001/)=1",
            ),
            (
                "Total sleep time rose by 8 minutes.",
                "([pubmed.ncbi.nlm.nih.gov](https://pubmed.ncbi.nlm.nih.gov/990800002/))=pmid:990800002",
            ),
            (
                "Children with autism slept longer, according to one trial.",
                "https://doi.org/10.5555/mel.2011=doi:10.5555/mel.2011",
            ),
            ("Melatonin did not prevent delirium in hospital.", ""),
            ("Drowsiness was more frequent than with placebo.", ""),
            ("Headache was not.", "[2]=2 [3]=3"),
        ],
        ["What the trials show", "Would you like a summary for patients?"],
        {
            "1": "990800001",
            "2": "https://example.org/melatonin",
            "3": "PMC9908003",
            "pmid:990800002": "990800002",
            "doi:10.5555/mel.2011": "10.5555/mel.2011",
        },
    ),
}

WORD: dict[str, tuple[Callable[[], bytes], list[Written], list[str], dict[str, str]]] = {
    "superscripts.docx": (
        with_superscripts,
        [
            ("Aspirin lowered the risk of preeclampsia.", "¹,³⁻⁴=1,3,4"),
            ("Bleeding was not more frequent, and platelets stayed above 10⁵ per mL.", "²=2"),
            ("The dose was 150 mg.", "³=3"),
            ("Trial A | Preterm birth fell by a third in women who took most tablets", "⁴=4"),
        ],
        ["Aspirin in pregnancy", "Trial | Result", "Trial B | 12"],
        {"1": "990900001", "2": "", "3": "10.5555/asa.2017", "4": ""},
    ),
    "notes.docx": (
        with_notes,
        [
            ("Zinc shortened colds by one day.", "¹=^1"),
            ("Nausea was more frequent, as a review of 12 trials reports.", "review of 12 trials=pmid:990950009"),
            ("Zinc did not prevent colds.", "²=^2"),
        ],
        ["Zinc and the common cold"],
        {"^1": "990950001", "^2": "PMC9909502", "pmid:990950009": "990950009"},
    ),
}


def _expect(
    found: Manuscript, expected_claims: list[Written], expected_others: list[str], entries: dict[str, str]
) -> None:
    assert claims(found) == expected_claims
    assert others(found) == expected_others
    assert identifiers(found) == entries
    assert offsets_hold(found)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_text_is_read_completely(name: str) -> None:
    """Each claim with its marks and their keys, what is no claim, and each entry with its identifier, in order."""
    _expect(read(name), *EXPECTED[name])


@pytest.mark.parametrize("name", WORD)
def test_a_word_file_is_read_completely(name: str) -> None:
    """As above: superscript runs, numbered lists, tables, tracked changes; footnotes and links."""
    make, *expected = WORD[name]
    _expect(read_manuscript(make(), name), *expected)  # type: ignore[arg-type]
