"""A key brings together what sources write differently, and no more than has to be compared."""

import pytest

from evidence.work_key import title_letters, work_key
from tests.fakes import document

TITLE = "Effect of β-blockers on Sjögren's syndrome: a randomized trial"


@pytest.mark.parametrize(
    "other",
    [
        "Effect of beta-blockers on Sjogren’s syndrome: a randomized trial.",
        "EFFECT OF BETA\N{EN DASH}BLOCKERS ON SJÖGREN'S SYNDROME - A RANDOMIZED TRIAL",
        "[Effect of β-blockers on Sjögren's syndrome: a randomized trial].",
        "RETRACTED: Effect of β-blockers on Sjögren's syndrome: a randomized trial",
        "Effect of β-blockers on Sjögren's syndrome: a randomized study",
    ],
)
def test_what_sources_write_differently(other: str) -> None:
    """Case, accents, dashes, brackets, Greek, a mark of retraction, and words after the first forty letters."""
    assert work_key(document(1, title=TITLE)) == work_key(document(2, title=other)) != ""


def test_another_beginning_is_another_key() -> None:
    """A reply or an erratum begins with what it is."""
    keys = {work_key(document(1, title=f"{before}{TITLE}")) for before in ("", "Re: ", "Reply to ", "Long-term ")}
    assert len(keys) == 4


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Editorial",
        "Introduction",
        "Authors' reply",
        "Letters to the Editor of the Journal of Medicine",
        "Annual report of the Royal Society of Medicine",
        "Response to the letter by Smith and colleagues",
        "Erratum: Effect of beta-blockers on Sjögren's syndrome",
    ],
)
def test_common_titles_have_none(title: str) -> None:
    """They are the titles of many articles."""
    assert work_key(document(1, title=title)) == ""


def test_pages_have_none() -> None:
    """A web page or a guideline is no copy of an article."""
    assert work_key(document(1, title=TITLE, form="html")) == ""
    assert work_key(document(1, title=TITLE, id="guideline:body/name@1", form="pdf")) == ""


def test_letters() -> None:
    """Of other scripts too, digits kept."""
    assert title_letters("The 12-Week Étude of α: Größe") == "the12weeketudeofalphagrosse"
    assert title_letters("高血压 2型") == "高血压2型"
