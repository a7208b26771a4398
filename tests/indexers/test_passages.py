"""Passages: slices of the document, whole sentences, everything covered."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import UsageError
from evidence.model import Document, Section
from evidence.text.sentences import sentences
from indexers.passages import SPLITTER, passages

TITLE = "Aspirin in older people."


def document(*sections: str, title: str = TITLE) -> Document:
    """A document as the readers make them: title, blank line, sections on lines of their own."""
    text, spans = title + "\n\n", []
    for section in sections:
        spans.append(Section("", len(text), len(text) + len(section)))
        text += section + "\n"
    return Document("pubmed:1", title, text.rstrip("\n"), "pubmed", "pubmed-xml", tuple(spans))


def check(document: Document, limit: int) -> None:
    made = passages(document, limit)
    spans = [(p.start, p.end) for p in made]
    assert all(p.text == document.text[p.start : p.end] and p.text.strip() == p.text != "" for p in made)
    assert all(len(p.text) <= limit for p in made)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert sum(len("".join(p.text.split())) for p in made) == len("".join(document.text.split()))
    for start, end in sentences(document.text):
        inside = [edge for span in spans for edge in span if start < edge < end]
        assert not inside or end - start > limit


def test_a_short_abstract_is_one_passage() -> None:
    """Title and sections together fit, so they stay together: 24 + 2 + 22 + 1 + 17 = 66 characters."""
    made = passages(document("BACKGROUND: It bleeds.", "RESULTS: It bled."))
    assert [p.text for p in made] == ["Aspirin in older people.\n\nBACKGROUND: It bleeds.\nRESULTS: It bled."]
    assert made[0].id == "pubmed:1#0-66"


def test_sections_in_a_row_are_joined_up_to_the_limit() -> None:
    """24 + 2 + 30 = 56 fits in 60; the next 30 does not; the last two, 30 + 1 + 20 = 51, fit together."""
    made = passages(document("A" * 29 + ".", "B" * 29 + ".", "C" * 19 + "."), limit=60)
    assert [len(p.text) for p in made] == [56, 51]


def test_a_long_section_is_parted_at_sentences_into_about_equal_parts() -> None:
    """Ten sentences of 20 with spaces are 209 characters: with the title's 26, 235, so three parts of at most 100."""
    made = passages(document(" ".join(["It is nineteen long."] * 10)), limit=100)
    assert len(made) == 3
    assert all(60 <= len(p.text) <= 100 for p in made)


def test_a_sentence_longer_than_the_limit_is_cut_at_a_space_or_hard() -> None:
    """No passage is longer than the limit even where there is nothing to cut at."""
    made = passages(document("word " * 20 + "x" * 45, title="T"), limit=20)
    assert [p.text for p in made[-3:]] == ["x" * 20, "x" * 20, "x" * 5]
    assert made[1].text == "word word word word"


def test_the_title_goes_with_the_text_after_it() -> None:
    """The first passage holds the whole title and the beginning of the first section, however long that is."""
    first = passages(document(" ".join(["It is nineteen long."] * 100)))[0]
    assert first.text.startswith(TITLE + "\n\nIt is")


def test_an_empty_document_has_no_passage() -> None:
    """White space alone makes none."""
    assert passages(document(title=" ")) == []


def test_a_limit_below_one_is_refused() -> None:
    """A plain error, not an endless loop."""
    with pytest.raises(UsageError, match="1 or more"):
        passages(document(), limit=0)


def test_the_fingerprint_names_the_limit() -> None:
    """Indexes are thrown away when this changes."""
    assert SPLITTER == "sections-1400-v2"


@pytest.mark.parametrize("piece", ["It is nineteen long. ", "word ", "x", ". ", ".", "A.", "\n", '"'])
def test_a_megabyte_takes_no_more_than_seconds(piece: str) -> None:
    """Whatever it is made of: a quadratic step would take minutes (0.1 to 1 s when this was written)."""
    whole = document(piece * (1_000_000 // len(piece)))
    began = time.process_time()
    passages(whole)
    assert time.process_time() - began < 10


WORDS = st.sampled_from(
    ["Aspirin", "p53", "0.5", "vs.", "bled.", "It", "α", "𝛼", "e\u0301", "شفاء", "\0", "?", "x" * 30]
)
PROSE = st.lists(WORDS, max_size=40).map(" ".join)


@given(st.lists(PROSE, max_size=5), st.integers(1, 80))
def test_prose_is_covered_by_whole_sentences(sections: list[str], limit: int) -> None:
    check(document(*sections), limit)


@given(
    st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=4), st.integers(1, 50)
)
def test_any_text_with_any_sections_is_covered(text: str, spans: list[tuple[int, int]], limit: int) -> None:
    """Sections that overlap or point past the end change nothing that a reader relies on."""
    sections = tuple(Section("", start, end) for start, end in spans)
    check(Document("file:x/1", "", text, "x", "jsonl", sections), limit)
