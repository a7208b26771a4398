"""References in Vancouver and AMA style. Every line is worked out by hand from the ICMJE's examples, Citing Medicine
and the AMA Manual of Style (11th edition); all records are fictional."""

import pytest

from citations.references import format_reference, reference_list, styles
from evidence.errors import UsageError
from evidence.model import Author, Document, Identifiers, Journal, Link, Notice, Published, Term
from tests.fakes import document

SMITH, DOE = Author("Smith", "Jo Ann", "JA"), Author("Doe", "Max", "M", suffix="Jr")
GROUP = Author(collective="SPRINT Research Group")
LANCET = Journal("Lancet (London, England)", "Lancet", "0140-6736", "395", "10219", "1008-12")
DAY = Published("2020-03-05", "day", "ArticleDate")
CHAPTER = {
    "title": "CACNA1C-Related Disorders",
    "journal": Journal("GeneReviews®"),
    "published": Published("2006-02-05", "day", "ContributionDate"),
    "design": "book-chapter",
    "identifiers": Identifiers("20301577"),
}


def record(**changes: object) -> Document:
    """A trial by two people in a journal's volume, with a DOI and a PMID."""
    values = {
        "title": "Aspirin in stroke.",
        "authors": (SMITH, DOE),
        "journal": LANCET,
        "published": DAY,
        "identifiers": Identifiers("1", doi="10.1/x"),
    }
    return document(1, **(values | changes))  # type: ignore[arg-type]


def both(**changes: object) -> list[str]:
    return [format_reference(record(**changes), style) for style in styles()]


def people(n: int) -> tuple[Author, ...]:
    return tuple(Author(f"A{k}", "Xaver", "X") for k in range(1, n + 1))


def test_an_article() -> None:
    """NLM drops the digits of the last page that repeat and gives the PMID; the AMA prints pages in full and ends in the DOI."""
    assert both() == [
        "Smith JA, Doe M Jr. Aspirin in stroke. Lancet. 2020;395(10219):1008-12. doi: 10.1/x. PMID: 1.",
        "Smith JA, Doe M Jr. Aspirin in stroke. Lancet. 2020;395(10219):1008-1012. doi:10.1/x",
    ]


@pytest.mark.parametrize(
    ("authors", "vancouver", "ama"),
    [
        (people(6), "A1 X, A2 X, A3 X, A4 X, A5 X, A6 X.", "A1 X, A2 X, A3 X, A4 X, A5 X, A6 X."),
        (people(7), "A1 X, A2 X, A3 X, A4 X, A5 X, A6 X, et al.", "A1 X, A2 X, A3 X, et al."),
        ((*people(7), GROUP), "A1 X, A2 X, A3 X, A4 X, A5 X, A6 X, et al; SPRINT Research Group.",
         "A1 X, A2 X, A3 X, et al; SPRINT Research Group."),
        ((GROUP, SMITH), "SPRINT Research Group; Smith JA.", "SPRINT Research Group; Smith JA."),
        ((SMITH, DOE, GROUP), "Smith JA, Doe M Jr; SPRINT Research Group.", "Smith JA, Doe M Jr; SPRINT Research Group."),
        ((GROUP, Author(collective="Trial Office.")), "SPRINT Research Group; Trial Office.",
         "SPRINT Research Group; Trial Office."),
        ((Author("Roe", "A", "A", suffix="3rd"), Author("Poe", "B", "B", suffix="II")), "Roe A 3rd, Poe B 2nd.",
         "Roe A III, Poe B II."),
        ((Author("Sartre", "Jean-Paul"), Author("van der Berg", "Ö.", "Ö.")), "Sartre JP, van der Berg Ö.",
         "Sartre JP, van der Berg Ö."),
        ((), "", ""),
    ],
)  # fmt: skip
def test_authors(authors: tuple[Author, ...], vancouver: str, ama: str) -> None:
    """Six, then et al; three of more than six. A group stands after a semicolon and is never cut away with the people."""
    found = both(authors=authors)
    assert [line.removesuffix(line[line.index("Aspirin in stroke") :]).rstrip() for line in found] == [vancouver, ama]


def test_a_chapter_of_a_book_on_the_internet() -> None:
    """GeneReviews: the chapter's date and the book's name; editors and publisher are not in the record, and not invented."""
    assert both(**CHAPTER) == [
        "Smith JA, Doe M Jr. CACNA1C-Related Disorders. 2006 Feb 5. In: GeneReviews® [Internet]. PMID: 20301577.",
        "Smith JA, Doe M Jr. CACNA1C-Related Disorders. In: GeneReviews®. 2006. PMID: 20301577",
    ]
    printed = {**CHAPTER, "journal": Journal("Handbook of Stroke", volume="2", pages="121-9"), "url": ""}
    assert both(**printed) == [
        "Smith JA, Doe M Jr. CACNA1C-Related Disorders. 2006 Feb 5. In: Handbook of Stroke. Vol. 2. p. 121-9. PMID: 20301577.",
        "Smith JA, Doe M Jr. CACNA1C-Related Disorders. In: Handbook of Stroke. Vol 2. 2006:121-129. PMID: 20301577",
    ]


def test_a_guideline_of_an_organisation() -> None:
    """Its body is its author; the edition as it states it, and its address, since it has neither PMID nor DOI."""
    guideline = {
        "authors": (), "organisation": "US Preventive Services Task Force", "title": "Aspirin Use to Prevent CVD",
        "journal": Journal(), "published": Published("2022-04-26", "day"), "edition": "April 2022",
        "identifiers": Identifiers(), "url": "https://example.org/aspirin", "design": "guideline",
    }  # fmt: skip
    assert both(**guideline) == [
        "US Preventive Services Task Force. Aspirin Use to Prevent CVD. 2022. Edition: April 2022. "
        "Available from: https://example.org/aspirin",
        "US Preventive Services Task Force. Aspirin Use to Prevent CVD. Published April 26, 2022. Edition: April 2022. "
        "https://example.org/aspirin",
    ]


def test_ahead_of_print_has_no_volume_and_so_its_whole_date() -> None:
    """An electronic date and neither volume, issue nor pages; a record that is merely poor is not called so."""
    assert both(journal=Journal("", "Lancet")) == [
        "Smith JA, Doe M Jr. Aspirin in stroke. Lancet. 2020 Mar 5. doi: 10.1/x. Epub ahead of print. PMID: 1.",
        "Smith JA, Doe M Jr. Aspirin in stroke. Lancet. Published online March 5, 2020. doi:10.1/x",
    ]
    poor = both(journal=Journal("", "Lancet"), published=Published("2020", "year", "PubDate"))
    assert poor[0] == "Smith JA, Doe M Jr. Aspirin in stroke. Lancet. 2020. doi: 10.1/x. PMID: 1."
    assert poor[1] == "Smith JA, Doe M Jr. Aspirin in stroke. Lancet. 2020. doi:10.1/x"


def test_a_preprint_says_so() -> None:
    """Whatever else is missing."""
    preprint = {
        "is_preprint": True, "journal": Journal("medRxiv", pages="2020.03.01.20029769"), "identifiers": Identifiers(doi="10.1101/x"),
    }  # fmt: skip
    assert both(**preprint, url="") == [
        "Smith JA, Doe M Jr. Aspirin in stroke. medRxiv [Preprint]. 2020 Mar 5:2020.03.01.20029769. doi: 10.1101/x.",
        "Smith JA, Doe M Jr. Aspirin in stroke. medRxiv. Preprint posted online March 5, 2020. doi:10.1101/x",
    ]
    typed = both(publication_types=(Term("D000076942", "Preprint"),), journal=Journal(), published=Published())
    assert "[Preprint]" in typed[0] and " Preprint. " in typed[1]


@pytest.mark.parametrize(
    ("journal", "vancouver", "ama"),
    [
        (Journal("", "BMJ", volume="372", pages="n71"), "BMJ. 2020;372:n71.", "BMJ. 2020;372:n71."),
        (Journal("", "PLoS One", volume="15", issue="3", pages="e0123456"), "PLoS One. 2020;15(3):e0123456.",
         "PLoS One. 2020;15(3):e0123456."),
        (Journal("", "Circulation", volume="140", issue="9", pages="e511-2"), "Circulation. 2020;140(9):e511-2.",
         "Circulation. 2020;140(9):e511-e512."),
        (Journal("", "Headache", volume="42", issue="Suppl 2", pages="S93-S99"), "Headache. 2020;42 Suppl 2:S93-9.",
         "Headache. 2020;42(suppl 2):S93-S99."),
        (Journal("", "Head Neck", volume="38 Suppl 1", pages="E665-72"), "Head Neck. 2020;38 Suppl 1:E665-72.",
         "Head Neck. 2020;38(suppl 1):E665-E672."),
        (Journal("", "Semin. Oncol.", volume="29", issue="6 Suppl 19", pages="14-21"), "Semin Oncol. 2020;29(6 Suppl 19):14-21.",
         "Semin Oncol. 2020;29(6)(suppl 19):14-21."),
        (Journal("The Journal of Tests", volume="7"), "The Journal of Tests. 2020;7.", "The Journal of Tests. 2020;7."),
        (Journal("", "J Test", issue="4", pages="5"), "J Test. 2020;(4):5.", "J Test. 2020;(4):5."),
    ],
)  # fmt: skip
def test_where_it_appeared(journal: Journal, vancouver: str, ama: str) -> None:
    """Article numbers in the place of pages, supplements, abbreviations with stops, a volume without pages."""
    found = both(journal=journal)
    assert found[0] == f"Smith JA, Doe M Jr. Aspirin in stroke. {vancouver} doi: 10.1/x. PMID: 1."
    assert found[1] == f"Smith JA, Doe M Jr. Aspirin in stroke. {ama} doi:10.1/x"


@pytest.mark.parametrize(
    ("pages", "short", "full"),
    [
        ("1008-12", "1008-12", "1008-1012"),
        ("1008-1012", "1008-12", "1008-1012"),
        ("126–127", "126-7", "126-127"),
        ("99-101", "99-101", "99-101"),
        ("7-7", "7", "7"),
        ("W98-9; discussion W100-2", "W98-9; discussion W100-2", "W98-W99; discussion W100-W102"),
        ("S1-S5, e7", "S1-5, e7", "S1-S5, e7"),
        ("xi-xii", "xi-xii", "xi-xii"),
        ("12-3", "12-3", "12-13"),
        ("2020-0012", "2020-0012", "2020-0012"),  # no range goes down
        ("S0140-6736(20)30001-1", "S0140-6736(20)30001-1", "S0140-6736(20)30001-1"),
        ("A1-B5", "A1-B5", "A1-B5"),
    ],
)  # fmt: skip
def test_pages(pages: str, short: str, full: str) -> None:
    """Abbreviated and in full; what is no range of pages stays letter by letter."""
    found = both(journal=Journal("", "J", volume="1", pages=pages))
    assert f"2020;1:{short}." in found[0]
    assert f"2020;1:{full}." in found[1]


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Is aspirin safe?", "Is aspirin safe?"),
        ("Stop aspirin now!", "Stop aspirin now!"),
        ("Aspirin: “not for all.”", "Aspirin: “not for all.”"),
        ("Aspirin and more...", "Aspirin and more..."),
        ("<i>Candida</i> and CO<sub>2</sub>", "Candida and CO2."),
        ("Counts above 10<sup>9</sup>/L and Ca<SUP>2+</SUP>", "Counts above 10⁹/L and Ca²⁺."),
        ("<sup>99m</sup>Tc scans", "(99m)Tc scans."),
        ("Below 3 × 10<sup>−10</sup> mol", "Below 3 × 10⁻¹⁰ mol."),
        ("Risk at p&lt;0.05 &amp; below", "Risk at p<0.05 & below."),
        ("Age < 5 and weight > 3 kg", "Age < 5 and weight > 3 kg."),
        ("Two\nlines\tand\x1b[31m a tab", "Two lines and[31m a tab."),
        ("Left \u202eand right", "Left and right."),
    ],
)
def test_titles(title: str, printed: str) -> None:
    """One line of plain words that end in one mark; a raised digit never joins the number before it."""
    found = both(title=title, authors=())
    assert found[0].startswith(f"{printed} Lancet.")
    assert found[1].startswith(f"{printed} Lancet.")


@pytest.mark.parametrize(
    ("changes", "vancouver", "ama"),
    [
        ({"title": "[Aspirin for strokes].", "languages": ("ger",)}, "[Aspirin for strokes]. Lancet. 2020;395(10219):1008-12. German. doi",
         "Aspirin for strokes [in German]. Lancet."),
        ({"title": "Aspirin for strokes", "languages": ("GER", "fre"), "vernacular_title": "Aspirin bei Schlaganfall"},
         "[Aspirin for strokes]. Lancet. 2020;395(10219):1008-12. German, French. doi",
          "Aspirin for strokes [in German and French]. Lancet."),
        ({"title": "Aspirin bei Schlaganfall", "languages": ("ger",)},
         "Aspirin bei Schlaganfall. Lancet. 2020;395(10219):1008-12. German. doi",
         "Aspirin bei Schlaganfall [in German]. Lancet."),
        ({"title": "[A] and [B]", "languages": ("xxx",)}, "[A] and [B]. Lancet. 2020;395(10219):1008-12. doi", "[A] and [B]. Lancet."),
        ({"title": "Aspirin", "languages": ("eng", "fre"), "vernacular_title": "L'aspirine"},
         "Aspirin. Lancet. 2020;395(10219):1008-12. doi", "Aspirin. Lancet."),
    ],
)  # fmt: skip
def test_other_languages(changes: dict[str, object], vancouver: str, ama: str) -> None:
    """NLM brackets a translated title and names the language at the end; the AMA names it after the title."""
    found = both(authors=(), **changes)
    assert found[0].startswith(vancouver)
    assert found[1].startswith(ama)


def test_a_retracted_article_is_never_a_clean_reference() -> None:
    """The word stands before the title, once, and the notice is named; a title about something retracted is no such word."""
    notice = {"status": "retracted", "notices": (Notice("retracted", "pubmed:77", "pubmed"),)}
    assert both(**notice) == [
        "Smith JA, Doe M Jr. RETRACTED: Aspirin in stroke. Lancet. 2020;395(10219):1008-12. doi: 10.1/x. PMID: 1. "
        "Retraction in: PMID 77.",
        "Smith JA, Doe M Jr. RETRACTED: Aspirin in stroke [retraction in: PMID 77]. Lancet. 2020;395(10219):1008-1012. "
        "doi:10.1/x",
    ]
    for title in ("RETRACTED: Aspirin", "[Retracted] Aspirin", "Retracted article: Aspirin", "WITHDRAWN: Aspirin"):
        assert [line.startswith(title) for line in both(status="retracted", title=title, authors=())] == [True, True]
    for line in both(status="retracted", title="Retracted shoulders after stroke", authors=()):
        assert line.startswith("RETRACTED: Retracted shoulders after stroke")


def test_a_concern_and_a_newer_version_are_said() -> None:
    """With who says so, by PMID or DOI; a concern that nobody names is said all the same."""
    concern = both(status="concern", notices=(Notice("concern", "10.1000/n", "crossref"),))
    assert concern[0].endswith("PMID: 1. Expression of concern in: doi:10.1000/n.")
    assert "Aspirin in stroke [expression of concern in: doi:10.1000/n]. Lancet." in concern[1]
    assert both(status="concern")[0].endswith("PMID: 1. Expression of concern.")
    assert both(status="superseded", links=(Link("UpdateIn", "pubmed:6"),))[0].endswith("Update in: PMID 6.")
    assert both(status="corrected") == both()


def test_a_list_is_numbered_in_the_order_given() -> None:
    """One line each, whatever a title holds."""
    lines = reference_list([record(), record(title="Two\r\nlines\u2028here")], "ama").splitlines()
    assert [line.split(".")[0] for line in lines] == ["1", "2"]


def test_an_unknown_style_is_told_with_those_there_are() -> None:
    """And with the way to any other."""
    with pytest.raises(UsageError, match=r"no reference style harvard. Styles: vancouver, ama, or the path of a .csl"):
        format_reference(record(), "harvard")


@pytest.mark.parametrize(
    "hostile", ["<" * 300_000, "<i " * 100_000, "<sup>" * 60_000, "[" * 300_000, "1-" * 150_000, "discussion " * 30_000]
)
def test_hostile_text_takes_no_time(hostile: str) -> None:
    """Every field at once; the patterns are linear, so 300 kB are read at once."""
    for line in both(
        title=hostile, journal=Journal(hostile, "", "", hostile, hostile, hostile), authors=(Author(hostile),)
    ):
        assert "\n" not in line and line
