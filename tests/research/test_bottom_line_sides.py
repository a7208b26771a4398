"""Where documents agree and differ on an outcome, in words that count each study once."""

import pytest

from evidence.report import Agreement, Conflict, Direction
from research.same_trial import study_of
from research.synthesize.extractive import Draft
from research.synthesize.shown import Shown
from research.synthesize.sides import sides
from research.synthesize.standing import standing
from tests.research.test_bottom_line import shown


def pointing(number: int, way: Direction, design: str = "rct", *, off: bool = False) -> Shown:
    """A claim c1, c2, ... of a document of its own."""
    return shown(number, "Apixaban and bleeding.", design=design, points=way, off=off)


def test_a_conflict_names_designs_and_sets_the_strongest_first() -> None:
    """No difference is worded neutrally; claims stand by side, strongest first."""
    claims = [
        pointing(1, "none", "cohort"),
        pointing(2, "less"),
        pointing(3, "less", "systematic-review"),
        pointing(4, "less"),
        pointing(5, ""),
    ]
    title = (
        "On major bleeding, the 4 documents whose direction could be read differ: a systematic review and 2 randomised "
        "trials point to less of it; a cohort study found no significant difference"
    )
    assert sides(claims, "major bleeding") == ((Conflict(title, ("c3", "c2", "c4", "c1")),), ())


def test_an_agreement_needs_two_documents_and_nothing_against() -> None:
    """And names the outcome in the question's words."""
    title = "On intracranial bleeding, the 2 documents whose direction could be read agree: less of it"
    claims = [pointing(1, "less"), pointing(2, "less", "meta-analysis")]
    assert sides(claims, "intracranial bleeding") == ((), (Agreement(title, ("c2", "c1")),))
    assert sides(claims[:1], "bleeding") == ((), ())
    assert sides([pointing(1, ""), pointing(2, "")], "bleeding") == ((), ())
    assert sides([], "") == ((), ())


@pytest.mark.parametrize(("one", "other"), [("less", "more"), ("more", "none"), ("less", "none")])
def test_two_ways_are_a_conflict(one: Direction, other: Direction) -> None:
    """Whichever they are; never an agreement as well."""
    conflicts, agreements = sides([pointing(1, one), pointing(2, other)], "bleeding")
    assert [c.claims for c in conflicts] == [("c1", "c2")]
    assert agreements == ()


def test_two_reports_of_one_trial_are_one_study() -> None:
    """Linked through a third that is not quoted; then there is one voice, and neither conflict nor agreement."""
    claims = [pointing(1, "less"), pointing(2, "none")]
    same = {"pubmed:1": ("pubmed:7",), "pubmed:2": ("pubmed:7",)}
    assert study_of("pubmed:2", same) == study_of("pubmed:1", same) == "pubmed:1"
    assert sides(claims, "bleeding", same) == ((), ())
    agreed = sides([*claims[:1], pointing(2, "less"), pointing(3, "less")], "bleeding", same)[1]
    assert agreed == (
        Agreement("On bleeding, the 2 studies whose direction could be read agree: less of it", ("c1", "c3")),
    )


def test_what_finds_nothing_of_its_own_has_no_side() -> None:
    """Animals, protocols, editorials and single cases; nor those about other people."""
    for design in ("animal-study", "protocol", "editorial", "case-report"):
        assert sides([pointing(1, "less"), pointing(2, "none", design)], "bleeding") == ((), ())
    assert sides([pointing(1, "less"), pointing(2, "none", off=True)], "bleeding") == ((), ())


def test_what_fell_in_the_check_is_not_counted() -> None:
    """The title counts what stands; what is left of a conflict may be an agreement."""
    claims = (pointing(1, "less"), pointing(2, "less"), pointing(3, "none"))
    conflicts, agreements = sides(claims, "bleeding")
    drafted = Draft(
        tuple(s.claim for s in claims), (), ("c3", "c1"), conflicts, {}, agreements,
        {"c1": "less", "c2": "less", "c3": "none"}, frozenset({"c1", "c2", "c3"}), claims, "bleeding",
    )  # fmt: skip
    left = standing(drafted, {"c1", "c2"})
    assert left.bottom_line == ("c1",)
    assert left.conflicts == ()
    assert [a.claims for a in left.agreements] == [("c1", "c2")]
    assert left.points == {"c1": "less", "c2": "less"}
    assert left.main == {"c1", "c2"}
