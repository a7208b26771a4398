"""Is the record the paper that the reference describes?"""

import pytest

from citations.manuscript.model import Reference
from citations.metadata import disagreement, same_title
from evidence.model import Author, Published
from tests.fakes import document

TRIAL = document(
    1,
    title="Aspirin in patients with type 2 diabetes: a randomised trial",
    authors=(Author("van der Berg", initials="A"), Author("Müller", initials="K")),
    published=Published("2018-03", "month", "PubDate"),
)


def reference(**stated: object) -> Reference:
    return Reference("1", "as written", **stated)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "title",
    [
        "Aspirin in patients with type 2 diabetes: a randomised trial",
        "ASPIRIN IN PATIENTS WITH TYPE 2 DIABETES",  # the subtitle left out
        "Aspirin in patients with type 2 diabetes: a randomized trial.",
        "Aspirin in Patients with Type 2 Diabetes — A Randomised Trial",
    ],
)
def test_a_title_may_be_written_otherwise(title: str) -> None:
    assert same_title(title, TRIAL)


@pytest.mark.parametrize(
    "title",
    [
        "Aspirin in patients with type 1 diabetes: a randomised trial",
        "Warfarin for atrial fibrillation in the elderly",
        "Aspirin",  # too short to prove anything
        "",
    ],
)
def test_another_title_is_another_paper(title: str) -> None:
    assert not same_title(title, TRIAL)


def test_another_paper_is_named_by_both_titles() -> None:
    fault = disagreement(reference(title="Warfarin for atrial fibrillation"), TRIAL)
    assert fault is not None
    assert fault.is_another
    assert "Warfarin for atrial fibrillation" in fault.phrases[0]
    assert TRIAL.title in fault.phrases[0]


@pytest.mark.parametrize(
    "stated",
    [
        {"authors": ("Muller",), "year": "2018"},
        {"authors": ("Berg",), "year": "2019"},  # print and online may be a year apart
        {"authors": ("van der Berg", "Mueller"), "year": "2018a"},
        {"year": "2018"},
        {},
    ],
)
def test_what_agrees_or_is_not_stated_is_no_fault(stated: dict[str, object]) -> None:
    assert disagreement(reference(**stated), TRIAL) is None


def test_without_a_title_another_author_or_year_is_another_paper() -> None:
    for stated in ({"authors": ("Smith",), "year": "2018"}, {"authors": ("Müller",), "year": "2009"}):
        fault = disagreement(reference(**stated), TRIAL)
        assert fault is not None
        assert fault.is_another


def test_with_the_right_title_a_wrong_author_is_a_fault_of_the_same_paper() -> None:
    fault = disagreement(reference(title=TRIAL.title, authors=("Smith",), year="2009"), TRIAL)
    assert fault is not None
    assert not fault.is_another
    assert len(fault.phrases) == 2


def test_a_title_cut_short_proves_nothing_and_accuses_of_nothing() -> None:
    """ "Aspirin" begins the record's title, so it is not another paper's; a wrong year beside it counts alone."""
    assert disagreement(reference(title="Aspirin", authors=("Berg",), year="2018"), TRIAL) is None
    fault = disagreement(reference(title="Aspirin", year="2009"), TRIAL)
    assert fault is not None
    assert fault.is_another


def test_a_slip_of_the_pen_in_a_title_without_its_subtitle_is_forgiven() -> None:
    assert same_title("Aspirin in pateints with type 2 diabetes", TRIAL)
    assert not same_title("Aspirin in pateints with type 1 diabetes", TRIAL)


def test_a_comment_on_a_paper_is_not_the_paper() -> None:
    """The PMID of the letter under the title of the trial, and the other way round."""
    for about in ("Comment on: ", "Re: ", "Reply to: ", "Authors' reply to ", "Erratum: ", "Correction to: "):
        letter = document(2, title=f"{about}{TRIAL.title}")
        assert not same_title(TRIAL.title, letter)
        assert not same_title(letter.title, TRIAL)
        assert same_title(letter.title, letter)


def test_the_second_part_is_not_the_first() -> None:
    """Roman numerals count as digits do: phase II is phase 2, part I is not part II."""
    second = document(3, title="Zinc for colds in young adults. Part II")
    assert not same_title("Zinc for colds in young adults. Part I", second)
    assert same_title("Zinc for colds in young adults: part 2", second)


@pytest.mark.parametrize(
    ("written", "recorded"),
    [
        ("Mueller", Author("Müller")),
        ("Jorgensen", Author("Jørgensen")),
        ("Aagaard", Author("Ågaard")),
        ("OBrien", Author("O'Brien")),
        ("Elsayed", Author("El-Sayed")),
        ("The Sample Cold Research Group", Author(collective="Sample Cold Research Group")),
        ("Sample Cold Research Group", Author("Adler")),  # the record lists the people alone
        ("Adler", Author(collective="Sample Cold Research Group")),
    ],
)
def test_names_are_written_in_many_ways(written: str, recorded: Author) -> None:
    record = document(5, title="Zinc for colds in young adults", authors=(recorded,))
    assert disagreement(reference(title="Zinc for colds in young adults", authors=(written,)), record) is None


def test_another_group_is_another_author() -> None:
    record = document(
        5, title="Zinc for colds in young adults", authors=(Author(collective="Sample Cold Research Group"),)
    )
    assert disagreement(reference(title=record.title, authors=("Other Heart Research Group",)), record) is not None


def test_a_title_in_its_own_language_is_of_the_record_that_has_the_english_one_alone() -> None:
    """Where author and year agree; with another author, or with nothing to compare, the title decides."""
    german = document(6, title="[Zinc for colds]", languages=("ger",), authors=(Author("Adler"),))
    stated = {"title": "Zink bei Schnupfen im Alter", "year": "2020"}
    assert disagreement(reference(**stated, authors=("Adler",)), german) is None
    assert disagreement(reference(**stated, authors=("Bose",)), german) is not None
    assert disagreement(reference(**stated), german) is not None
    swapped = stated | {"title": "Treatment of stroke with aspirin"}
    assert disagreement(reference(**swapped, authors=("Adler",)), german) is not None
    english = document(6, title="Zinc for colds", authors=(Author("Adler"),))
    assert disagreement(reference(**stated, authors=("Adler",)), english) is not None
