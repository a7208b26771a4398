"""Sentences of medical prose: nothing lost, nothing cut inside an abbreviation, a number or a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


ONE = [
    "Aspirin vs. Placebo was compared.",
    "Several drugs (e.g. Aspirin) and i.e. None other.",
    "As shown in Fig. 2 it rose.",
    "E. coli and S. aureus grew.",
    "It was significant (p < 0.05; P=.03) at 3.5 mg.",
    "Dr. Smith saw St. John's wort work.",
    "Smith et al. (2020) found approx. 12 cases.",
    "In reaction no. 5 it failed.",
    "The U.S. Preventive Services Task Force agreed.",
    "J. A. Smith wrote it.",
    "The ratio was 0·79 after ca. 10 days.",
    "The ratio was 0.6 (95% CI, 0.5-0.9; P<.001).",
    "There were few (n = 12).",
    "It was not (p = . 05) so.",
    "It fell by half; It rose again.",
    "See www.Example.com for more.",
    "Mean 1.4 +/- 0.24 mg.",
    "See the book (Jan. 3) there.",
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert split(text) == [text]


MANY = [
    ["It fell (P<0.001).", "Mortality did not."],
    ["There were few (n = 12).", "All lived."],
    ["Given vitamin D.", "Patients improved."],
    ["This was so in the U.S.", "The rest differed."],
    ["We asked Smith et al.", "The answer came."],
    ["It was mutated.", "p53 was not."],
    ["It was seen.", "mRNA fell."],
    ["It was seen.", "α-synuclein fell."],
    ["It was so.", "12 patients died."],
    ["Does it work?", "It does!", "We think."],
    ['"It works."', "He said so."],
    ["It was seen (in all of them.)", "They left."],
    ["We found three things: 1. Masks help."],
    ["Work stopped.", "[Then] it began."],
    ["It is known.[12,13]", "We add this."],
    ["The disease is common in patients.12", "The cause is not known."],
    ["The answer is no.", "We stopped."],
]


@pytest.mark.parametrize("parts", MANY, ids=lambda parts: parts[-1])
def test_sentences_are_parted_where_they_end(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_a_missing_space_after_the_stop_is_seen_where_it_is_safe() -> None:
    text = "Seen in patients.RESULTS: Ability was performed.The results at Node.js differ."
    assert split(text) == ["Seen in patients.", "RESULTS: Ability was performed.", "The results at Node.js differ."]


def test_a_line_end_always_ends_a_sentence() -> None:
    """Sections are joined by line ends, titles have no full stop."""
    assert split("Aspirin in old age\n\nIt bleeds and\nbleeds.") == ["Aspirin in old age", "It bleeds and", "bleeds."]


def test_offsets_count_in_the_whole_text_when_a_part_is_asked_for() -> None:
    """Characters 6 to 19 of "First. Second. Third." hold the second sentence and "Thir"."""
    assert sentences("First. Second. Third.", 6, 19) == [(7, 14), (15, 19)]


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_spans_are_ordered_trimmed_and_cover_everything(text: str, start: int, length: int) -> None:
    """On any text, astral, combining, right to left or NUL: only white space lies outside."""
    end = min(len(text), start + length)
    spans = sentences(text, start, start + length)
    at, outside = start, ""
    for begin, stop in spans:
        assert at <= begin < stop <= end
        assert text[begin:stop].strip() == text[begin:stop]
        outside += text[at:begin]
        at = stop
    outside += text[at:end]
    assert not outside.strip()


@given(
    st.lists(
        st.sampled_from(["Dr.", "vs.", "P<.05)", ". ", "\n", "A.", "3.", "e.g.", "We", "is", "(", "“", "。", "[1]"])
    )
)
def test_a_sentence_split_again_is_itself_or_parts_of_it(pieces: list[str]) -> None:
    """No sentence reaches over a line end."""
    text = " ".join(pieces)
    assert all("\n" not in text[start:end] for start, end in sentences(text))
