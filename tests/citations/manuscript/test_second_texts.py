"""Five texts in styles that were not looked at while the patterns were written; what failed at first is in the report."""

import pytest

from tests.citations.manuscript.reading import Written, claims, identifiers, offsets_hold, others, read

EXPECTED: dict[str, tuple[list[Written], list[str], dict[str, str]]] = {
    "second_nature.txt": (
        [
            ("Sleep after learning strengthens declarative memory.", "1,2=1,2"),
            (
                "In older adults, however, the benefit is smaller, and naps have no effect at all.",
                "3–5=3,4,5 (refs 2,6)=2,6",
            ),
            ("Slow oscillations were enhanced by sounds.", "(ref. 4)=4"),
        ],
        ["Sleep and memory"],
        {"1": "", "2": "", "3": "", "4": "", "5": "", "6": "10.5555/nap.2018"},
    ),
    "second_german.txt": (
        [
            ("Metformin senkte das Risiko für Typ-2-Diabetes um 31 %.", "(Müller u. a. 2019)=müller 2019"),
            (
                "Nach Schäfer und Köhler war der Effekt bei jüngeren Menschen größer.",
                "Schäfer und Köhler (2020)=schäfer 2020",
            ),
            ("Eine Leitlinie rät zur Zurückhaltung.", "(vgl. Groß 2021, S. 14)=groß 2021"),
        ],
        ["Metformin bei Prädiabetes", "Wer profitiert am meisten?"],
        {"groß 2021": "", "müller 2019": "10.5555/metf.2019", "schäfer 2020": ""},
    ),
    "second_pandoc.md": (
        [
            (
                "Honey reduced the frequency of cough more than no treatment.",
                "[@orlov2012; @paul2007, p. 5]=orlov2012,paul2007",
            ),
            ("@shadkam2010 found it as good as dextromethorphan.", "@shadkam2010=shadkam2010"),
            ("It must not be given to infants.", "[see @who2001]=who2001"),
        ],
        ["Honey for cough in children", "References"],
        {},
    ),
    "second_wiki.html": (
        [
            ("Tea tree oil kills Demodex mites in vitro.", "[1]=1 [2]=2"),
            ("It may cause skin irritation in 5% of users, and it is toxic if swallowed.", "[3]=3"),
        ],
        ["Treatment"],
        {"1": "991100001", "2": "PMC9911002", "3": ""},
    ),
    "second_deep.md": (
        [
            (
                "Ginger reduced nausea scores compared with placebo in a meta-analysis of twelve trials.",
                "([pubmed.ncbi.nlm.nih.gov][1])=1",
            ),
            (
                "It did not reduce the number of vomiting episodes.",
                "([Viljoen et al., 2014](https://doi.org/10.5555/ginger.2014))=doi:10.5555/ginger.2014",
            ),
            ("Heartburn was reported by 8% of women.", "([PMC][2], [PubMed][1])=2,1"),
            ("Most trials gave 1 g per day.", "([Example Health][3])=3"),
            (
                "According to ACOG guidance, it is a reasonable option.",
                '[ACOG guidance](https://www.acog.example/ginger "ACOG")=https://www.acog.example/ginger',
            ),
        ],
        ["Ginger for nausea in pregnancy", "Dose."],
        {
            "1": "991200001",
            "2": "PMC9912002",
            "3": "https://www.example.org/ginger",
            "doi:10.5555/ginger.2014": "10.5555/ginger.2014",
            "https://www.acog.example/ginger": "https://www.acog.example/ginger",
        },
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_text_of_the_second_set_is_read_completely(name: str) -> None:
    """Each claim with its marks and their keys, what is no claim, and each entry with its identifier, in order."""
    expected_claims, expected_others, entries = EXPECTED[name]
    found = read(name)
    assert claims(found) == expected_claims
    assert others(found) == expected_others
    assert identifiers(found) == entries
    assert offsets_hold(found)
