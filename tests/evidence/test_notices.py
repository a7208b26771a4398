"""External notices: what of them holds, what they are about, and the file that keeps them."""

from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import LibraryDamagedError
from evidence.external import ExternalNotice, as_notice, doi_key, in_force, is_about, status_by
from evidence.library.notices import BATCH, Count, LoadedFile, Notices, spoken, write_notices
from evidence.model import Notice


def notice(kind: str = "retraction", date: str = "", notice_doi: str = "10.1000/n", **more: object) -> ExternalNotice:
    values: dict[str, object] = {"doi": "10.1000/a", "pmid": "1", "kind": kind, "notice_doi": notice_doi, "date": date}
    return ExternalNotice(**(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([], "current"),
        ([("correction", "")], "corrected"),
        ([("concern", ""), ("correction", "")], "concern"),
        ([("correction", "2021"), ("concern", "2020"), ("retraction", "2019")], "retracted"),
        ([("retraction", "2019-05-01"), ("reinstatement", "2020-01-01")], "current"),
        ([("reinstatement", "2020-01-01"), ("retraction", "2019-05-01")], "current"),
        ([("retraction", "2019-05-01"), ("reinstatement", "2020-01-01"), ("correction", "")], "corrected"),
        ([("retraction", "2019-05-01"), ("reinstatement", "2020-01-01"), ("retraction", "2021-01-01")], "retracted"),
        ([("retraction", "2020-01-01"), ("reinstatement", "2020-01-01")], "retracted"),
        ([("retraction", "2020"), ("reinstatement", "2020-06-01")], "retracted"),
        ([("retraction", "2019"), ("reinstatement", "2020-06-01")], "current"),
        ([("retraction", "2019-05-01"), ("reinstatement", "")], "retracted"),
        ([("retraction", ""), ("reinstatement", "2020-01-01")], "retracted"),
        ([("reinstatement", "2020-01-01")], "current"),
    ],
)
def test_status(told: list[tuple[str, str]], status: str) -> None:
    """The gravest; a reinstatement undoes only what is surely before it, and says nothing of concerns."""
    assert status_by(notice(kind, date) for kind, date in told) == status


def test_undated_retraction_is_that_of_the_same_notice() -> None:
    """One list has its date and the other has not; another notice's DOI makes it another retraction."""
    dated, back = notice(date="2019-05-01"), notice("reinstatement", "2020-01-01", "10.1000/back")
    assert status_by([dated, back, notice(source="forrt")]) == "current"
    assert status_by([dated, back, notice(source="forrt", notice_doi="10.1000/second")]) == "retracted"


def test_what_holds_keeps_its_order() -> None:
    """Neither a reinstatement nor what it undoes is passed on."""
    early, late, concern = notice(date="2019"), notice(date="2022"), notice("concern", "2018")
    assert in_force([late, notice("reinstatement", "2020"), early, concern]) == (late, concern)


@pytest.mark.parametrize(
    ("doi", "pmid", "about"),
    [
        ("10.1000/a", "1", True),
        ("10.1000/a", "", True),
        ("", "1", True),
        ("10.1000/other", "1", True),
        ("10.1000/a", "3", True),
        ("", "", False),
        ("10.1000/other", "3", False),
        ("10.1000/n", "2", False),
        ("10.1000/a", "2", False),
        ("10.1000/n", "1", False),
    ],
)
def test_notice_is_about_the_article_and_not_about_itself(doi: str, pmid: str, about: bool) -> None:
    """PubMed files many notices under the article's DOI, and lists give some the article's PMID."""
    assert is_about(notice(notice_pmid="2"), doi, pmid) is about


def test_notice_in_the_articles_place_is_about_it() -> None:
    """doi and notice_doi are one, and so may the PMIDs be, or be known of one side only."""
    own = notice(notice_doi="10.1000/a", notice_pmid="1")
    assert is_about(own, "10.1000/a", "1")
    assert is_about(replace(own, pmid=""), "10.1000/a", "1")
    assert is_about(replace(own, doi=""), "10.1000/a", "1")


@pytest.mark.parametrize(
    ("doi", "made"),
    [
        ("10.1000/ABC", "10.1000/abc"),
        ("10.1002/x:3%3C201::AID%3E3.0", "10.1002/x:3<201::aid>3.0"),
        ("10.1000/50%", "10.1000/50%"),
        ("10.1000/a%20b", "10.1000/a%20b"),
        ("10.1000/a%FFb", "10.1000/a%ffb"),
        ("10.1000/a%00b", "10.1000/a%00b"),
    ],
)
def test_doi_key(doi: str, made: str) -> None:
    """Escapes are undone only where they stand for visible characters."""
    assert doi_key(doi) == made


def test_notice_of_a_document() -> None:
    """By the notice's record, else by its DOI; source and date are kept."""
    assert as_notice(notice("concern", "2020-01-02", notice_pmid="2")) == Notice(
        "concern", "pubmed:2", "retraction-watch", "2020-01-02"
    )
    assert as_notice(notice(source="crossref")) == Notice("retracted", "10.1000/n", "crossref")


RETRACTION = notice(date="2020-01-31", reasons=("Paper Mill", "Unreliable Results"), notice_pmid="2")
CONCERN = notice("concern", "2019-01-01", source="crossref")
BY_PMID = ExternalNotice("", "77", "retraction", source="forrt")
ESCAPED = ExternalNotice("10.1002/x<1>", "", "correction")
UNNAMED = ExternalNotice("", "", "retraction")


@pytest.fixture
def notices(tmp_path: Path) -> Notices:
    write_notices(tmp_path / "n", [RETRACTION, CONCERN, BY_PMID, ESCAPED])
    return Notices(tmp_path / "n")


def test_look_up_by_doi_and_pmid(notices: Notices) -> None:
    """Each notice comes back as it was written, oldest first, under the pair as it was asked for."""
    assert notices.about(
        [("10.1000/A", ""), ("", "1"), ("10.1000/a", "1"), ("10.1000/none", "77"), ("10.1002/X%3C1%3E", ""), ("", ""),
         ("10.1000/none", "5"), ("10.1000/n", "2")]
    ) == {
        ("10.1000/A", ""): (CONCERN, RETRACTION),
        ("", "1"): (CONCERN, RETRACTION),
        ("10.1000/a", "1"): (CONCERN, RETRACTION),
        ("10.1000/none", "77"): (BY_PMID,),
        ("10.1002/X%3C1%3E", ""): (ESCAPED,),
    }  # fmt: skip


def test_look_up_of_more_than_a_batch(tmp_path: Path) -> None:
    """None is lost between batches; quotation marks and brackets in a DOI do no harm."""
    many = [ExternalNotice(f"10.1000/\"{n}']", "", "retraction") for n in range(BATCH + 2)]
    write_notices(tmp_path / "n", many)
    pairs = [(n.doi, "") for n in many]
    assert Notices(tmp_path / "n").about(iter(pairs)) == {pair: (n,) for pair, n in zip(pairs, many, strict=True)}


def test_all_ids(notices: Notices) -> None:
    """Each article once."""
    assert sorted(notices.all_ids()) == [("", "77"), ("10.1000/a", "1"), ("10.1002/x<1>", "")]


def test_summary(tmp_path: Path) -> None:
    """Counts by kind and source; what two files say alike counts once; what names no article is counted apart."""
    files = [LoadedFile("a.csv", "0" * 64), LoadedFile("b.json", "1" * 64)]
    written = write_notices(
        tmp_path / "n", [RETRACTION, CONCERN, BY_PMID, UNNAMED, UNNAMED, RETRACTION], files, "2026-11-22"
    )
    assert written == Notices(tmp_path / "n").summary()
    assert written.counts == (
        Count("concern", "crossref", 1), Count("retraction", "forrt", 1), Count("retraction", "retraction-watch", 1),
    )  # fmt: skip
    assert (written.notices, written.by_kind) == (3, {"concern": 1, "retraction": 2})
    assert (written.unnamed, written.files, written.loaded) == (2, tuple(files), "2026-11-22")


def test_name_of_a_file_may_be_no_text(tmp_path: Path) -> None:
    """As Python gives a name in Latin-1."""
    written = write_notices(tmp_path / "n", [RETRACTION], [LoadedFile("r\udce9tractions.csv", "0" * 64)])
    assert written.files == (LoadedFile("r?tractions.csv", "0" * 64),)


def test_lists_speak_together(tmp_path: Path) -> None:
    """A reinstatement in one undoes the retraction in another; documents of which nothing holds are left out."""
    write_notices(tmp_path / "old", [notice(source="forrt", date="2019"), BY_PMID])
    write_notices(
        tmp_path / "new", [notice("reinstatement", "2020-01-01"), replace(BY_PMID, kind="concern", date="2021")]
    )
    old, new = Notices(tmp_path / "old"), Notices(tmp_path / "new")
    pairs = {"pubmed:1": ("10.1000/A", "1"), "pubmed:77": ("", "77"), "file:x/1": ("", "")}
    assert spoken([old], pairs)["pubmed:1"] == (Notice("retracted", "10.1000/n", "forrt", "2019"),)
    assert spoken([old, new], pairs) == {
        "pubmed:77": (Notice("retracted", "", "forrt"), Notice("concern", "", "forrt", "2021"))
    }
    assert spoken([], pairs) == {}


def test_file_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """A reader that breaks off, as by Ctrl-C."""

    def broken() -> object:
        yield RETRACTION
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_notices(tmp_path / "n", broken())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_damaged_file_says_so(tmp_path: Path) -> None:
    """With what makes it anew."""
    (tmp_path / "n").write_bytes(b"no SQLite file, and long enough to be taken for one" * 20)
    with pytest.raises(LibraryDamagedError, match="evidence ingest retractions"):
        Notices(tmp_path / "n").about([("10.1000/a", "")])
    with pytest.raises(FileNotFoundError):
        Notices(tmp_path / "none")
