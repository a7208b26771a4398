"""Quotes: found where they stand whole, in the original's own characters, and nowhere else."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citations.quotes import locate, verify
from evidence.model import Citation
from evidence.text.sentences import sentences

FOUND = [
    ("12 patients", "In 12 patients it fell.", "12 patients"),
    (" 12 patients\n", "In 12 patients it fell.", "12 patients"),
    ("HR 0.79 (0.65-0.82)", "so HR 0·79 (0·65–0·82).", "HR 0·79 (0·65–0·82)"),
    ("12% of", "in 12 percent of all", "12 percent of"),
    ("in 12 percent", "in 12% of all", "in 12%"),
    ("1 234 mg", "at 1\u2009234\u00a0mg", "1\u2009234\u00a0mg"),
    ("first flow", "the ﬁrst ﬂow", "ﬁrst ﬂow"),
    ("café", "a cafe\u0301 x", "cafe\u0301"),
    ("placebo", "the pla\u00adcebo\u00ad arm", "pla\u00adcebo"),
    ("fell by -3.2 kg", "it fell by −3.2 kg", "fell by −3.2 kg"),
    ("it fell by half", "it fell\nby half", "it fell\nby half"),
    ("0.82", "from 0.65–0.82", "0.82"),
    ("12 patients", "312 patients, then 12 patients", "12 patients"),
    ("TNF-alpha", "of TNF-α.", "TNF-α"),
]


@pytest.mark.parametrize(("quote", "text", "found"), FOUND)
def test_a_quote_is_found_in_the_originals_characters(quote: str, text: str, found: str) -> None:
    span = locate(quote, text)
    assert span is not None
    assert text[slice(*span)] == found


ABSENT = [
    ("12 patients", "312 patients"),
    ("12 patients", "1,012 patients"),
    ("0.7", "is 0.79"),
    ("79", "is 0.79"),
    ("79", "is 0·79"),
    (".79", "is 0.79"),
    ("3.2 kg", "fell −3.2 kg"),
    ("3.2 kg", "fell -3.2 kg"),
    ("-3.2 kg", "fell 3.2 kg"),
    ("102", "10²"),
    ("10", "10² cells"),
    ("1.2", "1.2 × 10³"),
    ("1", "1\u2009234"),
    ("in 12", "in 12% of all"),
    ("sign", "significant"),
    ("significant effect", "a non-significant effect"),
    ("placebo", "placebo-controlled"),
    ("cafe", "café"),
    ("cafe", "cafe\u0301"),
    ("f", "a ﬁne"),
    ("it fell", "it rose"),
    ("", "text"),
    (" ", "a b"),
    ("\u00ad", "text"),
]


@pytest.mark.parametrize(("quote", "text"), ABSENT)
def test_a_quote_is_not_found_inside_a_longer_number_or_word(quote: str, text: str) -> None:
    assert locate(quote, text) is None


def test_a_citation_holds_only_with_its_exact_characters() -> None:
    text = "In 12 patients it fell."
    assert verify(Citation("pubmed:1", "pubmed:1#0-23", 3, 14, "12 patients"), text)
    assert not verify(Citation("pubmed:1", "pubmed:1#0-23", 3, 13, "12 patients"), text)
    assert not verify(Citation("pubmed:1", "pubmed:1#0-23", 4, 15, "12 patients"), text)


@pytest.mark.parametrize(("start", "end", "quote"), [(0, 0, ""), (-3, -1, "te"), (0, 9, "text"), (3, 1, "")])
def test_offsets_outside_the_text_never_hold(start: int, end: int, quote: str) -> None:
    assert not verify(Citation("a:1", "a:1#0-4", start, end, quote), "text")


def test_many_false_starts_take_no_more_than_seconds() -> None:
    """A megabyte of places where the quote almost stands (0.9 s when this was written)."""
    began = time.process_time()
    assert locate("12 patients", "312 patients " * 80_000) is None
    assert time.process_time() - began < 10


@given(st.text(), st.integers(0, 40), st.integers(0, 40))
def test_a_slice_of_any_text_is_found_as_itself_or_not_at_all(text: str, start: int, length: int) -> None:
    """Where it stands whole the very characters come back; a slice that cuts a word may be refused."""
    quote = text[start : start + length].strip()
    span = locate(quote, text)
    if span is not None:
        assert text[slice(*span)] == quote


@given(st.text(st.characters(exclude_categories=("Mn", "Mc", "Me", "Sk"))))
def test_every_sentence_is_found_where_white_space_stands_around_it(text: str) -> None:
    """Astral, right to left, NUL: a sentence set apart by spaces is located, at an equal slice."""
    padded = f"\n{text}\n"
    for start, end in sentences(padded):
        if padded[start - 1].isspace() and (end == len(padded) or padded[end].isspace()):
            span = locate(padded[start:end], padded)
            assert span is not None or _goes_on(padded, start, end)
            assert span is None or padded[slice(*span)] == padded[start:end]


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a number goes on after a space: "10 × 10", "5 %"."""
    return text[end - 1].isdigit() and bool(text[end:].strip())


@given(
    st.text(st.sampled_from("ab12.,·-–− \u2009%ﬁé\u0301²α")),
    st.text(st.sampled_from("ab12.,·-–− \u2009%ﬁé\u0301²α"), min_size=1),
)
def test_whatever_is_found_has_the_same_digits(text: str, quote: str) -> None:
    span = locate(quote, text)
    if span is not None:
        digits = [unicodedata.digit(c) for c in text[slice(*span)] if c.isdigit()]
        assert digits == [unicodedata.digit(c) for c in quote if c.isdigit()]
