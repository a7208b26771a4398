"""What entries of reference lists state, style by style; a field that the style does not show is left empty."""

import pytest

from citations.manuscript.characters import view
from citations.manuscript.entry_fields import fields_of

TITLE = "Zinc for the common cold in adults"
STYLES = {
    "Vancouver": f"Adler M, Bose RS, van der Berg K, et al. {TITLE}. Fict Med. 2011;12(3):45-52.",
    "AMA": f"Adler M, Bose RS, van der Berg K, et al. {TITLE}. *Fict Med*. 2011;12(3):45-52. doi:10.5555/zinc",
    "APA": f"Adler, M., Bose, R. S., & van der Berg, K. (2011). {TITLE}. *Fict Med*, *12*(3), 45–52. https://doi.org/10.5555/zinc",
    "Harvard": f"Adler, M., Bose, R.S. and van der Berg, K. (2011) '{TITLE}', Fict Med, 12(3), pp. 45-52.",
    "Nature": f"Adler, M., Bose, R. S. & van der Berg, K. {TITLE}. Fict Med 12, 45–52 (2011).",
    "Frontiers": f"Adler M., Bose R. S., van der Berg K. (2011). {TITLE}. Fict Med 12, 45-52. 10.5555/zinc",
    "PubMed": f"Adler M, Bose RS, van der Berg K. {TITLE}. Fict Med. 2011 Mar 4;12(3):45-52. doi: 10.5555/zinc."
    " PMID: 990100001; PMCID: PMC9901001.",
}


@pytest.mark.parametrize("style", STYLES)
def test_authors_title_journal_and_year(style: str) -> None:
    """The same article in six styles."""
    found = fields_of(STYLES[style].replace("–", "-"))
    assert (found.authors, found.title, found.journal, found.year) == (
        ("Adler", "Bose", "van der Berg"), TITLE, "Fict Med", "2011",
    )  # fmt: skip


def test_identifiers_are_three_namespaces() -> None:
    """Each by its own words; a bare number is none of them."""
    found = fields_of(STYLES["PubMed"])
    assert (found.pmid, found.pmcid, found.doi) == ("990100001", "PMC9901001", "10.5555/zinc")
    bare = fields_of("Adler M. Zinc for colds. Fict Med. 2011;990100001:45-52. 990100002")
    assert (bare.pmid, bare.pmcid, bare.doi, bare.url) == ("", "", "", "")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/990100001/?from=x", ("990100001", "", "", "")),
        ("https://www.ncbi.nlm.nih.gov/pubmed/990100001", ("990100001", "", "", "")),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC128915/", ("", "PMC128915", "", "")),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC128915", ("", "PMC128915", "", "")),
        ("https://dx.doi.org/10.5555/ABC(1)", ("", "", "10.5555/abc(1)", "")),
        ("https://example.org/128915", ("", "", "", "https://example.org/128915")),
    ],
)
def test_addresses_give_their_identifier(address: str, expected: tuple[str, str, str, str]) -> None:
    """PubMed's pages a PMID, PMC's a PMCID, doi.org's a DOI; any other is only an address."""
    found = fields_of(address)
    assert (found.pmid, found.pmcid, found.doi, found.url) == expected


def test_a_group_among_the_authors_is_no_title() -> None:
    """Behind the people, or alone; and a title that begins with a year is whole."""
    found = fields_of("Adler M; Sample Cold Committee. 2011 guideline on the common cold. Fict Med. 2011;1:1-9.")
    assert (found.authors, found.title) == (("Adler", "Sample Cold Committee"), "2011 guideline on the common cold")
    alone = fields_of("World Health Organization. Guideline on the common cold. Geneva: WHO; 2011.")
    assert (alone.authors, alone.title, alone.year) == (
        ("World Health Organization",), "Guideline on the common cold", "2011",
    )  # fmt: skip


def test_a_title_without_authors_is_not_taken_for_names() -> None:
    """Vitamin D is nobody's name and initial."""
    found = fields_of("Vitamin D and falls in older adults. Fict Med. 2011;1:1-9.")
    assert (found.authors, found.title) == ((), "Vitamin D and falls in older adults")


@pytest.mark.parametrize(
    ("entry", "authors", "title", "year"),
    [
        ("Adler, Mia. “Zinc for colds.” Fict Med 12, no. 3 (2011): 45-52.", ("Adler",), "Zinc for colds", "2011"),
        ("van der Berg, K, R Bose, and C F Li. “Zinc for colds.” Fict Med 12 (2011): 4.", "van der Berg", "Zinc for colds", "2011"),
        ("Bose Li, Ruth, et al. \"Zinc for colds.\" Fict Med, vol. 12, no. 3, 2011, pp. 45-52.", ("Bose Li",), "Zinc for colds", "2011"),
        ("Adler, Mia. “Zinc in the War (1939-1945).” Fict Med 12, no. 3 (2011): 45-52.", ("Adler",), "Zinc in the War (1939-1945)", "2011"),
        ("M. Adler and R. Bose, “Zinc for colds,” Fict Med, vol. 12, pp. 4-5, 2011.", ("Adler",), "Zinc for colds", "2011"),
        ("World Health Organization. “Guideline on colds.” Geneva, 2011.", ("World Health Organization",), "Guideline on colds", "2011"),
        ("Adler, M. (2011) 'Patients' views on zinc', Fict Med, 12(3), p. 4.", ("Adler",), "Patients' views on zinc", "2011"),
        ("Adler M. The \"zinc paradox\" in colds. Fict Med. 2011;12:4.", ("Adler",), 'The "zinc paradox" in colds', "2011"),
        ("Adler M. Response to Article, \"Zinc\". Fict Med. 2011;12:4.", ("Adler",), 'Response to Article, "Zinc', "2011"),
        ("Adler M. Childhood colds. Fict Med. 2011;12:4.", ("Adler",), "Childhood colds", "2011"),
        ("Adler M. Colds in the camp (1939-1945). Fict Med. 2011 Mar 4;12(3):4.", ("Adler",), "Colds in the camp (1939-1945)", "2011"),
        ("Adler M, et al. COLDS WITH IRON(II) AND ZINC. Fict Med. 2011;12:4.", ("Adler",), "COLDS WITH IRON(II) AND ZINC", "2011"),
        ("Adler, M. (2011) 'Zinc', Fict Med, 12(3), p. 4.", ("Adler",), "", "2011"),
    ],
)  # fmt: skip
def test_titles_in_quotation_marks(entry: str, authors: object, title: str, year: str) -> None:
    """Chicago, MLA and IEEE; the year is never one of the title's, and what is too short for a title is none."""
    found = fields_of(entry)
    assert (found.authors if isinstance(authors, tuple) else found.authors[0], found.title, found.year) == (
        authors, title, year,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "pmid", "doi"),
    [
        ("doi:10.1002/(SICI)1097(1998)17:15<1661::AID-SIM968>3.0.CO;2-2.", "", "10.1002/(sici)1097(1998)17:15<1661::aid-sim968>3.0.co;2-2"),
        ("<https://doi.org/10.5555/zinc>", "", "10.5555/zinc"),
        ("https://doi.org/10.5555/zinc#abstract", "", "10.5555/zinc"),
        ("doi:10.5555/zinc.Epub 2011 Jan 1", "", "10.5555/zinc"),
        ("doi:10.5555/zinc…", "", "10.5555/zinc"),
        ("https://www.example.org/doi/full/10.5555/zinc", "", "10.5555/zinc"),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=990100001", "990100001", ""),
        ("PMID: 1234567890123", "1234567890123", ""),
        ("ＰＭＩＤ：１２３", "123", ""),
        ("PMID: 12,345,678", "12345678", ""),
        ("**PMID:** 12345678", "12345678", ""),
        ("PMIDs: 12345678, 87654321", "12345678", ""),
        ("https://www.ncbi.nlm.nih.gov/pubmed?term=12345678", "12345678", ""),
        ("https://doi.org/doi:10.5555/zinc", "", "10.5555/zinc"),
    ],
)  # fmt: skip
def test_identifiers_in_odd_dress(written: str, pmid: str, doi: str) -> None:
    """A DOI of the 1990s is whole, what addresses add is cut, and a number too long for a PMID is still what it says."""
    found = fields_of(view(f"Adler M. Zinc for colds. Fict Med. 2011;12:4. {written}"))
    assert (found.pmid, found.doi) == (pmid, doi)
