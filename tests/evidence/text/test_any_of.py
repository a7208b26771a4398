"""One pattern for a list of names, and words that are compared one by one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from evidence.text.any_of import any_of, lowered
from evidence.text.words import content_words

NAMES = ("heart", "heart attack", "heart failure", "hay fever", "ACE inhibitor", "type 2 diabetes", "a.b")
some_names = st.lists(st.text("ab .+|(", min_size=1, max_size=4), min_size=1, max_size=8)


def test_the_longest_name_is_found() -> None:
    """Of names that begin alike the longest that stands there is found, and a name's marks stand for themselves."""
    pattern = re.compile(any_of(NAMES))
    text = "heart attacks, heart fail, a.b and axb"
    assert [m.group() for m in pattern.finditer(text)] == ["heart attack", "heart", "a.b"]


def test_no_names_match_nothing() -> None:
    """A pattern of no names does not match the empty string everywhere."""
    assert re.search(any_of([]), "anything") is None


@given(some_names, st.text("ab .+|(", max_size=12))
def test_it_finds_what_the_plain_alternatives_find(names: list[str], text: str) -> None:
    """The same stretches as the names one after the other, the longest first, also where a word must end behind them."""
    plain = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    for behind in ("", r"s?\b"):
        expected = [m.span() for m in re.finditer(f"(?:{plain}){behind}", text)]
        assert [m.span() for m in re.finditer(any_of(names) + behind, text)] == expected


@given(st.text(st.sampled_from("aKſİßÉdzΣ ."), max_size=8))
def test_lowered_keeps_offsets(text: str) -> None:
    """Character for character: as long as the text, and equal to the plain way where that keeps the length too."""
    assert len(lowered(text)) == len(text)
    assert lowered(text) == text.lower() or len(text.lower()) != len(text)


@given(st.text(st.sampled_from("aeourstybil -.,5"), max_size=40))
def test_words_are_spelt_alike_alone_and_in_their_text(text: str) -> None:
    """Words are brought to American spelling one by one; beside an underscore the whole text is, with the same words."""
    assert content_words(text) == content_words(f"{text} _")
