"""Two records are of one article where librarians would say so, and two articles are never made one."""

import pytest

from evidence.library.row import Row, row_of
from evidence.model import Author, Document, Identifiers, Journal, Published
from indexers.jaro_winkler import jaro_winkler
from indexers.prepare import prepare
from indexers.same_work import (
    could_be_by_title,
    first_page,
    may_be_same,
    place_of,
    same_by_title,
    titles_agree,
    told_by_columns,
)
from tests.fakes import document

TITLE = "Aspirin for primary prevention of cardiovascular events in people with diabetes"


def row(made: Document) -> Row:
    """As it is prepared, with what its title says of it."""
    return prepare(made).row


def article(**changes: object) -> Document:
    """A RIS record of an article in a journal."""
    values: dict[str, object] = {
        "id": "file:set/1",
        "form": "ris",
        "source": "set",
        "title": TITLE,
        "identifiers": Identifiers(),
        "authors": (Author("Müller", "Anna", "A"), Author("Smith", "B", "B")),
        "journal": Journal("The New England journal of medicine", "N Engl J Med", volume="12", pages="1008-12"),
        "published": Published("2010-03", "month", "PY"),
    }
    return document(1, **(values | changes))  # type: ignore[arg-type]


def same_title(one: Document, two: Document) -> bool:
    """By the title rule."""
    first, second = row(one), row(two)
    return (
        may_be_same(first, second) and could_be_by_title(first, second) and same_by_title(place_of(one), place_of(two))
    )


def journal(**changes: str) -> Journal:
    """Another record of the same journal."""
    return Journal(**({"title": "N. Engl. J. Med.", "volume": "12", "pages": "1008-1012"} | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"journal": journal()},
        {"journal": journal(title="NEJM")},
        {"journal": journal(title="New Engl. Jour. Med. (Boston, Mass.)")},
        {"journal": journal(title="", abbreviation="")},
        {"journal": journal(volume="12 Suppl 1")},
        {"journal": journal(volume="")},
        {"journal": journal(pages=""), "authors": (Author("Muller", initials="A"),)},
        {"authors": (Author("Mueller", "Anna", "A"),)},
        {"published": Published("2011", "year", "PY")},
        {"title": f"[{TITLE.upper()}]."},
        {"title": TITLE.replace("diabetes", "diabetes mellitus")},
        {"title": TITLE.replace("events", "event")},
        {"identifiers": Identifiers(doi="10.1/a")},
    ],
)
def test_one_article_as_two_sources_write_it(changes: dict[str, object]) -> None:
    """Pages in short, journals in short, umlauts, a year between online and print, a word more or another number late in the title."""
    assert same_title(article(), article(id="file:other/2", **changes))
    assert same_title(article(id="file:other/2", **changes), article())


@pytest.mark.parametrize(
    "changes",
    [
        {"published": Published("2012", "year", "PY")},
        {"published": Published()},
        {"journal": journal(pages="1009-12")},
        {"journal": journal(pages="", title="Lancet")},
        {"journal": journal(volume="13")},
        {"journal": journal(title="Lancet")},
        {"journal": journal(title="The New England journal of surgery")},
        {"journal": journal(title=""), "authors": (Author("Mueller"),)},
        {"authors": (Author("Okonkwo"),)},
        {"authors": ()},
        {"title": TITLE.replace("people", "women")},
        {"title": f"{TITLE}: part II"},
        {"title": f"Re: {TITLE}"},
        {"title": f"{TITLE}: reply"},
        {"title": f"Erratum: {TITLE}"},
        {"title": f"{TITLE}. Retraction"},
        {"design": "notice"},
        {"status": "notice"},
        {"is_preprint": True},
        {"title": ""},
    ],
)
def test_near_misses(changes: dict[str, object]) -> None:
    """What differs in one thing that counts."""
    assert not same_title(article(), article(id="file:other/2", **changes))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Statins after stroke in older patients. Part I", "Statins after stroke in older patients. Part II"),
        ("Vaccination against hepatitis B in children", "Vaccination against hepatitis C in children"),
        ("Causes of death in Norway 2019", "Causes of death in Norway 2020"),
        ("Salt and the risk of hypertension in adults", "Salt and the risk of hypotension in adults"),
        ("Pain in patients with fibromyalgia", "Pain in patients without fibromyalgia"),
        ("The trial of aspirin: first report of results", "The trial of aspirin: second report of results"),
    ],
)
def test_titles_that_differ_in_little(one: str, two: str) -> None:
    """Parts, letters and numbers tell them apart, though all but one or two letters are equal."""
    assert not titles_agree(one, two, 0.85)
    assert titles_agree(one, one.upper(), 0.85)


def test_reports_of_two_years() -> None:
    """The same title, first page and editor each year: the volume tells them apart, or the year if it is two off."""
    first = article(title="Causes of death in the northern counties", journal=journal(pages="1", volume="7"))
    later = article(
        title=first.title, journal=journal(pages="1", volume="8"), published=Published("2011", "year", "PY")
    )
    assert not same_title(first, later)


def told(one: Document, two: Document) -> str | None:
    """The rule, by columns alone."""
    first, second = row(one), row(two)
    return told_by_columns(first, second) if may_be_same(first, second) else None


def test_by_doi() -> None:
    """With the titles alike: abstracts of one meeting share a DOI, and a record without a title is no proof."""
    one = article(identifiers=Identifiers(doi="10.1/A"))
    for title, rule in (
        (TITLE, "doi"),
        (TITLE.replace("people with diabetes", "people with type diabetes"), "doi"),
        ("Warfarin in atrial fibrillation: ten years of a cohort", None),
        ("", None),
        (f"{TITLE}: part II", None),
    ):
        assert told(one, article(id="file:b/2", title=title, identifiers=Identifiers(doi="10.1/a"))) == rule, title
    assert told(article(title=""), article(title="")) is None


def test_two_dois_are_two_articles() -> None:
    """However alike: versions of one study."""
    one, two = (article(identifiers=Identifiers(doi=doi)) for doi in ("10.1/a", "10.1/b"))
    assert not same_title(one, two)
    assert told(one, two) is None


def test_two_pmids_are_two_articles() -> None:
    """PubMed holds some articles twice; that is PubMed's to say."""
    one, two = (article(id=f"pubmed:{n}", identifiers=Identifiers(str(n), doi="10.1/a")) for n in (1, 2))
    assert told(one, two) is None
    assert not same_title(one, two)


def test_by_pmcid() -> None:
    """PubMed's record states it; the title need not agree."""
    one = article(id="pubmed:1", identifiers=Identifiers("1", "PMC7"))
    two = article(id="pmc:PMC7", identifiers=Identifiers(pmcid="PMC7"), title="Otherwise")
    assert told(one, two) == "identifier"
    assert told(one, article(id="pmc:PMC8", identifiers=Identifiers(pmcid="PMC8"))) is None


def test_a_notice_with_its_articles_identifiers() -> None:
    """Errata are filed under the DOI of what they correct."""
    one = article(identifiers=Identifiers(doi="10.1/a"))
    assert told(one, article(id="file:b/2", identifiers=Identifiers(doi="10.1/a"), design="notice")) is None


@pytest.mark.parametrize(
    ("pages", "first"),
    [
        ("1008-12", "1008"),
        ("0012-0019", "12"),
        ("e101-9", "e101"),
        ("S5", "s5"),
        ("12; discussion 13", "12"),
        ("", ""),
        ("\N{FULLWIDTH DIGIT ONE}2", "12"),
    ],
)
def test_first_pages(pages: str, first: str) -> None:
    """As sources write them."""
    assert first_page(pages) == first


@pytest.mark.parametrize(
    ("one", "two", "likeness"),
    [
        ("martha", "marhta", 0.9611),
        ("dixon", "dicksonx", 0.8133),
        ("jones", "johnson", 0.8324),
        ("abc", "xyz", 0.0),
        ("", "", 1.0),
        ("", "a", 0.0),
    ],
)
def test_jaro_winkler(one: str, two: str, likeness: float) -> None:
    """Winkler's own examples."""
    assert jaro_winkler(one, two) == pytest.approx(likeness, abs=5e-5)
    assert jaro_winkler(two, one) == pytest.approx(likeness, abs=5e-5)


def test_columns_are_as_the_rules_need_them() -> None:
    """The row of a preprint with identifiers."""
    made = row_of(article(is_preprint=True, identifiers=Identifiers("", "PMC7", "10.1/A%3C")), ())
    assert (made.preprint, made.pmcid, made.doi, len(made.work), made.text_form) == (1, "PMC7", "10.1/a<", 12, "")


def test_one_title_and_page_in_two_journals() -> None:
    """Lancet, Smith, page 1 and BMJ, Smithson, page 1 are two articles; so they are if the same Smith wrote both."""
    one = article(authors=(Author("Smith"),), journal=Journal("Lancet", pages="1"))
    for name in ("Smithson", "Smith"):
        assert not same_title(one, article(authors=(Author(name),), journal=Journal("BMJ", pages="1")))
    assert same_title(one, article(authors=(Author("Smith"),), journal=Journal("The Lancet (London)", pages="1")))
