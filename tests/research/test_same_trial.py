"""Two reports of one trial count once, in the quick answer too."""

from research.findings_table.study import same_by_record
from tests.research.test_short_answer import YES, study

ONE, OTHER, THIRD = ("NCT00262600",), ("NCT 00262600",), ("NCT00262601",)


def test_documents_with_one_registration_are_one_trial() -> None:
    """However the number is written; another number is another trial."""
    made = [study(1, YES, registrations=ONE), study(2, YES, registrations=OTHER), study(3, YES, registrations=THIRD)]
    assert same_by_record({d.id: d for d in made}) == {"pubmed:1": ("pubmed:2",), "pubmed:2": ("pubmed:1",)}


def test_a_review_or_a_list_of_trials_is_the_same_as_none() -> None:
    """A synthesis names the trials that it holds, and so does a paper with three numbers."""
    review = study(2, YES, "meta-analysis", registrations=ONE)
    three = study(3, YES, registrations=(*ONE, "NCT00262602", "NCT00262603"))
    assert same_by_record({d.id: d for d in (study(1, YES, registrations=ONE), review, three)}) == {}
