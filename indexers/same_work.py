"""Whether two records are of one article, by the rules that librarians use.

Bramer et al. (J Med Libr Assoc 2016, PMC4915647) compare identifiers, then title, year, pages and authors; the limits
are those of DedupEndNote: a year's difference, Jaro-Winkler above .67 for the first author, .89 for titles. A wrong
merge hides an article, a missed one shows it twice: so in doubt two records are two articles.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from evidence.library.row import Head, Row
from evidence.model import Author, Document
from evidence.work_key import plain, title_letters
from indexers.jaro_winkler import jaro_winkler
from indexers.journals import Journals, journals_of, same_journal

Rule = Literal["identifier", "doi", "title"]
RULES: tuple[Rule, ...] = ("identifier", "doi", "title")  # the surer first
PUBMED = "pubmed:"
PAGES = ("html", "section-tree")  # a web page is what it is at its address, and never another's copy
TITLE_WITH_DOI = 0.85  # likeness of titles where the DOIs agree: abstracts of one meeting share a DOI
TITLE = 0.89
NAME = 0.67
YEARS = 1  # between publication online and in print

CACHED = 256  # titles; those of one key are compared one after the other
SPELLING = 0.85  # Jaro-Winkler of two spellings of a word: randomised and randomized, not men and women

# what tells two titles apart that are otherwise nearly alike: numbers, Part I and II, hepatitis B and C, a reply
_TELLING = re.compile(
    r"\b(?:hyp(?:o|er)(?=\w)|(?:\d+|[ivxl]+|[b-z]|re|repl(?:y|ies)|response|comments?|commentary|letters?|editorial"
    r"|errat(?:um|a)|corrigend(?:um|a)|correction|retraction|concern|protocol|update[ds]?|summary|abstracts?"
    r"|first|second|third|with|without|non?|not|before|after)\b)"
)
_APOSTROPHES = re.compile(r"['’]")
_FIRST_PAGE = re.compile(r"\W*([a-z]*)0*(\d*)")


def may_merge(record: Head | Row) -> bool:
    """Whether a record can be another's duplicate at all."""
    return record.form not in PAGES and not record.id.startswith("guideline:")


def has_pmid(record: Head | Row) -> bool:
    """Whether its id is PubMed's."""
    return record.id.startswith(PUBMED)


def may_be_same(one: Head | Row, two: Head | Row) -> bool:
    """Whether nothing forbids it: two PMIDs or DOIs, a notice and an article, a preprint and an article."""
    return not (
        (has_pmid(one) and has_pmid(two))
        or (one.doi and two.doi and one.doi != two.doi)
        or (one.pmcid and two.pmcid and one.pmcid != two.pmcid)
        or is_notice(one) != is_notice(two)
        or one.preprint != two.preprint
    )


def is_notice(record: Head | Row) -> bool:
    """Whether it speaks about another article."""
    return record.stated == "notice" or record.design == "notice"


def told_by_columns(one: Head | Row, two: Head | Row) -> Rule | None:
    """The rule by which two records are the same as far as their columns tell, for records that may be the same."""
    if one.pmcid and one.pmcid == two.pmcid:
        return "identifier"
    if one.doi and one.doi == two.doi and titles_agree(one.title, two.title, TITLE_WITH_DOI):
        return "doi"
    return None


def could_be_by_title(one: Head | Row, two: Head | Row) -> bool:
    """Whether title and year agree, so that it is worth while to read both records."""
    if not one.work or one.work != two.work:
        return False
    titles = one.title, two.title
    return _years_agree(one.published, two.published) and titles_agree(*titles, TITLE) and _same_words(*titles)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands and who wrote it first, as far as two records are compared by it."""

    author: str  # letters of the family name, or of a group's name
    page: str
    volume: str  # its first number
    journals: Journals


def place_of(document: Document) -> Place:
    """What a record says of it; "" for what it does not."""
    first = document.authors[0] if document.authors else Author()
    journal = document.journal
    volume = re.search(r"\d+", journal.volume)
    return Place(
        title_letters(first.family or first.collective),
        first_page(journal.pages),
        volume[0] if volume else "",
        journals_of(journal),
    )


def same_by_title(one: Place, two: Place) -> bool:
    """Of two records whose titles and years agree: whether journal, first author, volume and page do.

    Where the journals cannot be compared, or a page is missing, the first author has to be the same to the letter.
    """
    journals = same_journal(one.journals, two.journals)
    if journals is False or (one.volume and two.volume and one.volume != two.volume):
        return False
    if not (one.author and two.author) or jaro_winkler(one.author, two.author) <= NAME:
        return False
    is_same_author = one.author == two.author
    if one.page and two.page:
        return one.page == two.page and (is_same_author or journals is True)
    return is_same_author and journals is True


def titles_agree(one: str, two: str, least: float) -> bool:
    """Whether titles are alike in their letters, and the same in what tells titles apart; never if one is empty."""
    letters = _letters(one), _letters(two)
    if not all(letters):
        return False
    if letters[0] == letters[1]:
        return True
    return _telling(one) == _telling(two) and _likeness(*letters) > least


def first_page(pages: str) -> str:
    """The page on which an article begins, as it is compared: "0012-9" gives "12", "E101" "e101", "" none."""
    found = _FIRST_PAGE.match(plain(pages))
    return f"{found[1]}{found[2]}" if found else ""


def _likeness(one: str, two: str) -> float:
    """From 0 to 1: the pairs of neighbouring letters that two titles share (Dice's coefficient)."""
    first, second = _neighbours(one), _neighbours(two)
    return 2 * (first & second).total() / max(first.total() + second.total(), 1)


@lru_cache(maxsize=CACHED)
def _neighbours(letters: str) -> Counter[str]:
    return Counter(map("".join, pairwise(letters)))


@lru_cache(maxsize=CACHED)
def _telling(title: str) -> list[str]:
    return sorted(_TELLING.findall(_APOSTROPHES.sub("", plain(title))))


@lru_cache(maxsize=CACHED)
def _letters(title: str) -> str:
    return title_letters(title)


def _same_words(one: str, two: str) -> bool:
    """Whether a word of one that the other lacks is there in another spelling, or nothing stands in its place."""
    words = [Counter(_words(title)) for title in (one, two)]
    left, right = words[0] - words[1], words[1] - words[0]
    if not left or not right or _letters(one) == _letters(two):
        return True
    return all(max(jaro_winkler(word, other) for other in right) > SPELLING for word in left)


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", _APOSTROPHES.sub("", plain(title)))


def _years_agree(one: str, two: str) -> bool:
    return bool(one and two) and abs(int(one[:4]) - int(two[:4])) <= YEARS
