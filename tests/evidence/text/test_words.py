"""Words for comparison: spellings that mean the same word share one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.words import STOP_WORDS, content_words, stem


def test_stop_words_go_and_order_stays() -> None:
    assert content_words("The effect of aspirin on the heart") == ["effect", "aspirin", "heart"]


@pytest.mark.parametrize("text", ["TNF-α", "TNF-alpha", "TNFα", "TNF‑alpha"])
def test_greek_and_hyphens_agree(text: str) -> None:
    assert "tnfalpha" in content_words(text)


def test_a_compound_gives_itself_in_one_piece_and_its_parts() -> None:
    assert content_words("IL-6") == ["il6", "il", "6"]
    assert content_words("placebo-controlled") == ["placebocontrolled", "placebo", "controlled"]


def test_decimals_and_accented_words_stay_whole() -> None:
    assert content_words("Sjögren's 12.5 mg, 1,234") == ["sjogren", "12.5", "mg", "1,234"]


SAME = [
    "reduce reduces reduced reducing",
    "study studies",
    "virus viruses",
    "analysis analyses",
    "control controlled",
    "patient patients",
    "fall falling",
    "disease diseases",
    "class classes",
    "stop stopped",
]


@pytest.mark.parametrize("family", SAME)
def test_forms_of_a_word_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("word", ["sepsis", "virus", "need", "string", "illness", "il6s", "red"])
def test_an_ending_that_is_the_words_own_stays(word: str) -> None:
    assert stem(word) == word


@given(st.text())
def test_words_are_lower_case_and_none_is_a_stop_word(text: str) -> None:
    found = content_words(text)
    assert all(word and not word.isspace() and (word not in STOP_WORDS) for word in found if word.isascii())
    assert all(stem(word) for word in found)
