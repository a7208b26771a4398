"""The sentence of an article that says which way an outcome went."""

import pytest

from evidence.model import Document, Section
from evidence.text.direction_slots import asked
from research.reading.direction.candidates import candidates, sentences_of
from research.reading.direction.find import direction_in, pooled, ranked

ASKED = ("tranexamic acid", "placebo", "mortality at 28 days")
TITLE = "Tranexamic acid in trauma"
PARTS = (
    ("Methods", "METHODS", "The primary outcome was mortality at 28 days. Tranexamic acid or placebo was infused."),
    (
        "Results",
        "RESULTS",
        "We enrolled 900 patients. Mortality at 28 days was significantly lower with tranexamic acid than with placebo "
        "(14% versus 19%, p = 0.004). Seizures did not differ between the groups (p = 0.62).",
    ),
    (
        "References",
        "",
        "Mortality at 28 days was significantly higher with tranexamic acid than with placebo (p = 0.001).",
    ),
)


def _article() -> Document:
    text, sections = TITLE, [Section("Title", 0, len(TITLE))]
    for label, category, part in PARTS:
        text += f"\n\n{label}\n\n"
        sections.append(Section(label, len(text), len(text) + len(part), category))
        text += part
    return Document("file:t/1", TITLE, text, "t", "jats", tuple(sections))


def test_the_result_is_found_and_read() -> None:
    """Not the methods' sentence on the same outcome, not the other outcome, not the references."""
    article = _article()
    found = direction_in(article, *ASKED)
    assert found is not None
    assert found.direction.label == "decreased"
    assert found.sentence.text.startswith("Mortality at 28 days was significantly lower")
    assert article.text[found.sentence.start : found.sentence.end] == found.sentence.text
    assert {g.text for g in found.direction.grounds} == {"significantly", "lower", "p = 0.004"}


def test_another_outcome_of_the_same_article_goes_its_own_way() -> None:
    """Seizures did not differ, though mortality did."""
    found = direction_in(_article(), "tranexamic acid", "placebo", "seizures")
    assert found is not None
    assert found.direction.label == "no difference"


def test_references_are_no_candidates_and_the_limit_holds() -> None:
    """Title, two sentences of methods, three of results: six; the limit cuts the least likely."""
    written = sentences_of(_article())
    assert len(written) == 6
    assert [c.sentence.order for c in candidates(written, asked(*ASKED), limit=1)] == [4]


def test_the_best_sentence_leads_with_a_probability() -> None:
    """Best first, each between 0 and 1."""
    scores = [score for _, score in ranked(sentences_of(_article()), *ASKED)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_pooling_weighs_by_score() -> None:
    """Three parts of (1, 0, 0) and one of (0, 0, 1)."""
    assert pooled([(1.0, 0.0, 0.0), (0.0, 0.0, 1.0)], [0.3, 0.1]) == pytest.approx((0.75, 0.0, 0.25))


def test_an_article_without_text_has_no_direction() -> None:
    """None, not a guess."""
    assert direction_in(Document("file:t/2", "", "", "t", "jats"), *ASKED) is None
