"""What other records, and a record's own words, say of its state."""

import pytest

from evidence.model import Document, Notice, Status
from evidence.standing import SPOKEN_OF, effective, notice, says_of_itself


def document(title: str = "Zinc for colds.", body: str = "Colds were shorter.", status: Status = "current") -> Document:
    return Document("pubmed:1", title, f"{title}\n\n{body}", "pubmed", "pubmed-xml", status=status)


LINKS = [
    ("RetractionOf", "retracted"),
    ("PartialRetractionOf", "retracted"),
    ("RetractedandRepublishedFrom", "retracted"),
    ("ExpressionOfConcernFor", "concern"),
    ("UpdateOf", "superseded"),
    ("ErratumFor", "corrected"),
    ("CorrectedandRepublishedFrom", "corrected"),
    ("CommentOn", "current"),
]


@pytest.mark.parametrize(("kind", "status"), LINKS)
def test_what_another_record_says_counts(kind: str, status: Status) -> None:
    """A notice speaks before the record that it is about is revised."""
    found = notice(kind, "pubmed:2")
    assert effective("current", [found] if found else []) == status


def test_every_kind_of_link_is_tested() -> None:
    assert {kind for kind, status in LINKS if status != "current"} == set(SPOKEN_OF)


def test_the_gravest_state_stands() -> None:
    """Of its own and what others say."""
    said = [Notice(status, "pubmed:2", "pubmed") for status in ("corrected", "retracted", "superseded")]
    assert effective("current", said) == "retracted"  # type: ignore[arg-type]
    assert effective("concern", said[:1]) == "concern"


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("RETRACTED: Zinc for colds.", "retracted"),
        ("RETRACTED ARTICLE Zinc for colds", "retracted"),
        ("Zinc for colds - RETRACTED", "retracted"),
        ("Zinc for colds (Retracted).", "retracted"),
        ("Zinc for colds [Retraction in: J Colds 2021]", "retracted"),
        ("Zinc for colds (withdrawn)", "superseded"),
        ("Notice of Retraction: Zinc for colds", "notice"),
        ('Retraction notice to "Zinc for colds"', "notice"),
        ("Retraction: Zinc for colds", "notice"),
        ("Expression of concern: Zinc for colds", "notice"),
        ("Retraction of the gums after zinc lozenges", "current"),
        ("Scapular retraction exercises: a trial", "current"),
        ("Retracted: Zinc for colds.", "retracted"),
        ("[Retracted] Zinc for colds.", "retracted"),
        ("(Retracted) Zinc for colds.", "retracted"),
        ("RETRACTED ARTICLE: Zinc for colds.", "retracted"),
        ("Retracted - Zinc for colds.", "retracted"),
        ("Retracted — zinc for colds.", "retracted"),
        ("WITHDRAWN: Zinc for colds.", "superseded"),
        ("[Withdrawn] Zinc for colds.", "superseded"),
        ("Retracted articles in oncology: a survey.", "current"),
        ("Retracted article citations - a survey.", "current"),
        ("Retracted publications: how often are they cited?", "current"),
        ("Withdrawn-drug registries: a survey.", "current"),
        ("Why are articles retracted: a survey.", "current"),
        ("Outcomes of patients withdrawn: a cohort study.", "current"),
    ],
)
def test_titles_that_say_so(title: str, status: str) -> None:
    """Only a mark at the start, with its colon, bracket or dash; a withdrawn review is superseded, not retracted."""
    assert says_of_itself(document(title)) == status


FAR = "Colds were shorter. " * 20  # 400 characters


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("This article has been retracted at the request of the editor.", "retracted"),
        (f"{FAR}This paper was withdrawn.", "retracted"),
        (f"At the authors' request, this article has been retracted. {FAR}", "retracted"),
        (f"{FAR}Notices read: this article has been retracted. {FAR}", "current"),
        ("We counted notices that read “This article has been retracted”.", "current"),
        ("Of 90 articles, this article type was retracted most.", "current"),
    ],
)
def test_texts_that_say_so(body: str, status: str) -> None:
    """In the first or last 300 characters; elsewhere, or in quotation marks, it is said of another article."""
    assert says_of_itself(document(body=body)) == status
    assert says_of_itself(document("Zinc for colds, " * 30, body)) == status
