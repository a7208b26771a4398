"""Records are parsed without the white space between elements, and no word is glued for it."""

import io

import pytest
from hypothesis import given, settings
from lxml import etree

from evidence.model import Document
from indexers.pubmed.markup import flatten
from indexers.pubmed.outcome import BlanksLostError
from indexers.pubmed.records import read_pubmed
from indexers.pubmed.tree import QuickParser
from tests.indexers.test_pubmed_markup import markups

MML = 'xmlns:mml="http://www.w3.org/1998/Math/MathML"'


def titled(inner: str) -> str:
    """The title as the reader of files gives it; indentation around it as in PubMed's files."""
    record = (
        f"<PubmedArticle>\n  <MedlineCitation>\n    <PMID>1</PMID>\n    <Article>\n"
        f"      <ArticleTitle>{inner}</ArticleTitle>\n      <Abstract>\n        <AbstractText>Body.</AbstractText>\n"
        "      </Abstract>\n    </Article>\n  </MedlineCitation>\n</PubmedArticle>"
    )
    (found,) = read_pubmed(io.BytesIO(record.encode()), "file.xml")
    assert isinstance(found, Document), found
    return found.title


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<i>Escherichia</i> <i>coli</i>", "Escherichia coli"),
        ("<i>Escherichia</i>\n   <i>coli</i>", "Escherichia coli"),
        ("<b><i>E.</i> <i>coli</i></b> in all", "E. coli in all"),
        ("of <b><i>E.</i> <i>coli</i></b>", "of E. coli"),
        ("of <i>a</i> <i>b</i>", "of a b"),
        ("<foo>one</foo> <bar>two</bar>", "one two"),
        ("<i/> <i>a</i> <i>b</i>", "a b"),
        ("10<sup>3</sup> <sup>4</sup>", "10^3 4"),
        ("<mml:math><mml:mtext><b>a</b> <b>c</b></mml:mtext></mml:math> d", "a c d"),
    ],
)
def test_white_space_between_inline_elements_sets_words_apart(markup: str, title: str) -> None:
    """Whether the text begins with an element or not, and however deep."""
    assert titled(markup) == title


@given(markups)
@settings(max_examples=200, deadline=None)
def test_the_quick_parser_changes_no_character(markup: str) -> None:
    """A title read from a file is what all of its white space would make it."""
    expected = flatten(etree.fromstring(f"<t {MML}>{markup}</t>"))
    assert titled(markup) == (expected or "[No title]")


def test_what_may_have_lost_white_space_says_so() -> None:
    """A quickly parsed element that begins with an element is not flattened; one that begins with text is."""
    quick = QuickParser()
    with pytest.raises(BlanksLostError):
        flatten(etree.fromstring("<t><i>a</i> <i>b</i></t>", quick))
    assert flatten(etree.fromstring("<t>of <i>a</i> <i>b</i></t>", quick)) == "of a b"
    assert flatten(etree.fromstring("<t><i>a</i> <i>b</i></t>")) == "a b"
