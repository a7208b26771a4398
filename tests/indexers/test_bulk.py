"""PubMed's numbered files: in sequence, each whole or not at all, nothing read twice, a new year over the old."""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import indexers.bulk
from evidence.library.library import Library
from evidence.model import Document
from indexers.bulk import Outcome, load_folder
from indexers.ingest import IngestResult, Input, ingest, loading
from indexers.intake import Deleted, Refused
from tests.conftest import ids
from tests.fakes import document, pubmed_xml


@pytest.fixture(autouse=True)
def two_in_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard of a new year lets 2% go here: the libraries are a hundred records small, PubMed is not."""
    monkeypatch.setattr("indexers.pubmed.leaving.MOST", 0.02)


Article = tuple[int, str, str]


@dataclass(frozen=True)
class Loaded:
    """How one load ended."""

    outcome: Outcome
    result: IngestResult

    @property
    def reasons(self) -> list[str]:
        return [refused.reason for refused in self.result.refused]


@dataclass
class Nlm:
    """A folder of numbered files, and a library that is loaded from it."""

    home: Path
    library: Path
    read: list[str] = field(default_factory=list)  # the names of files that were read, in order

    def write(
        self,
        number: int,
        *articles: Article,
        year: int = 26,
        deleted: tuple[int, ...] = (),
        part: str = "",
        xml: bytes = b"",
    ) -> Path:
        """One file with its .md5."""
        path = self.home / part / f"pubmed{year}n{number:04d}.xml.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(xml or pubmed_xml(*articles, deleted=deleted), mtime=0))
        self.sign(path)
        return path

    def sign(self, path: Path) -> None:
        """Its .md5, in NLM's form."""
        path.with_name(f"{path.name}.md5").write_text(
            f"MD5({path.name})= {hashlib.md5(path.read_bytes()).hexdigest()}\n"
        )

    def load(self, *, force: bool = False, progress: Callable[[str], None] = lambda name: None) -> Loaded:
        self.read.clear()
        with loading(self.library) as load:
            outcome = load_folder(self.library, load, [self.home], progress, force=force)
            return Loaded(outcome, load.result())

    def ids(self) -> list[int]:
        library = Library.open(self.library)
        found = sorted(int(i.removeprefix("pubmed:")) for i in ids(library))
        library.close()
        return found

    def text(self, pmid: int) -> str:
        """The abstract, "" where there is no such record."""
        library = Library.open(self.library)
        found = library.get(f"pubmed:{pmid}")
        library.close()
        return found.text.rsplit("\n", 1)[1] if found else ""


@pytest.fixture
def nlm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nlm:
    """Reading is counted by a wrapper that reads."""
    made = Nlm(tmp_path / "nlm", tmp_path / "library")
    made.home.mkdir()
    really = indexers.bulk.read_pubmed_file

    def counted(path: Path) -> Iterator[Document | Deleted | Refused]:
        made.read.append(path.name.split(".")[0])
        return really(path)

    monkeypatch.setattr(indexers.bulk, "read_pubmed_file", counted)
    return made


def versions(*articles: tuple[int, int, str], deleted: tuple[tuple[int, int], ...] = ()) -> bytes:
    """A file of (PMID, version, abstract), and the (PMID, version) that it takes back."""
    xml = ""
    for pmid, version, abstract in articles:
        one = pubmed_xml((pmid, abstract, "")).decode().replace('Version="1"', f'Version="{version}"')
        xml += one.removeprefix("<PubmedArticleSet>").removesuffix("</PubmedArticleSet>")
    gone = "".join(f'<PMID Version="{version}">{pmid}</PMID>' for pmid, version in deleted)
    taken_back = f"<DeleteCitation>{gone}</DeleteCitation>" if gone else ""
    return f"<PubmedArticleSet>{xml}{taken_back}</PubmedArticleSet>".encode()


# The sequence


def test_updates_come_after_the_baseline(nlm: Nlm) -> None:
    """By number, wherever the files lie and whatever the folders are called; the last of one number on stands."""
    nlm.write(3, (1, "Third.", "2018-01-01"), part="a-updates")
    nlm.write(1, (1, "First.", "2020-01-01"), (2, "Two.", ""), part="z-baseline")
    nlm.write(2, (1, "Second.", "2019-01-01"), (3, "Three.", ""), part="z-baseline")
    done = nlm.load()
    assert nlm.read == ["pubmed26n0001", "pubmed26n0002", "pubmed26n0003"]
    assert (done.outcome.problems, done.outcome.notes, done.outcome.files) == ((), (), 3)
    assert (done.result.read, done.result.added, done.result.refused) == (5, 3, ())
    assert nlm.text(1) == "Third."  # though its DateRevised is the oldest
    assert [r.name for r in Library.open(nlm.library).sequence()] == [f"pubmed26n000{n}.xml.gz" for n in (1, 2, 3)]


def test_what_is_loaded_is_not_read_again(nlm: Nlm) -> None:
    """The same command reads nothing and changes nothing, and counts the records as unchanged; new files alone are read."""
    nlm.write(1, (1, "One.", ""), (2, "Two.", ""))
    revision = nlm.load().result.revision
    again = nlm.load()
    assert nlm.read == []
    assert (again.result.revision, again.result.read, again.result.unchanged) == (revision, 2, 2)
    nlm.write(2, (2, "Two, revised.", ""), deleted=(1,))
    done = nlm.load()
    assert nlm.read == ["pubmed26n0002"]
    assert (done.result.added, done.result.updated, done.result.deleted) == (0, 1, 1)
    assert nlm.ids() == [2]


def test_an_empty_update_file_is_remembered(nlm: Nlm) -> None:
    """NLM has published update files without a record: the sequence goes on after it, and it is not asked for again."""
    nlm.write(1, (1, "One.", ""))
    nlm.load()
    nlm.write(2)
    nlm.load()
    nlm.write(3, (3, "Three.", ""))
    done = nlm.load()
    assert nlm.read == ["pubmed26n0003"]
    assert done.result.refused == ()
    assert nlm.ids() == [1, 3]


def test_a_gap_stops_the_load_before_it(nlm: Nlm) -> None:
    """What comes before is in, what comes after waits; with the missing file there, the rest follows and no more is read."""
    for number in (1, 2, 4, 5):
        nlm.write(number, (number, f"Number {number}.", ""))
    done = nlm.load()
    assert nlm.ids() == [1, 2]
    assert len(done.reasons) == 1
    assert done.reasons[0].startswith("pubmed26n0003 is missing: 0004 to 0005 wait for it.")
    nlm.write(3, (3, "Number 3.", ""), (4, "An older four.", ""))
    assert nlm.load().result.refused == ()
    assert nlm.read == ["pubmed26n0003", "pubmed26n0004", "pubmed26n0005"]
    assert nlm.ids() == [1, 2, 3, 4, 5]
    assert nlm.text(4) == "Number 4."


def wrong_md5(nlm: Nlm, path: Path) -> None:
    path.with_name(f"{path.name}.md5").write_text(f"MD5({path.name})= {'0' * 32}\n")


def cut(nlm: Nlm, path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])
    nlm.sign(path)


def cut_inside(nlm: Nlm, path: Path) -> None:
    """A whole gzip of half a file."""
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes())[:-60]))
    nlm.sign(path)


def damaged(nlm: Nlm, path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-8] + bytes(4) + data[-4:])  # gzip's checksum
    path.with_name(f"{path.name}.md5").unlink()


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (wrong_md5, "does not match its .md5"),
        (cut, "is cut off: its gzip ends too early"),
        (cut_inside, "ends in the middle: the closing tag of its XML is missing"),
        (damaged, "is damaged: its gzip cannot be unpacked to its end"),
    ],
)
def test_a_file_that_is_not_whole(nlm: Nlm, spoil: Callable[[Nlm, Path], None], named: str) -> None:
    """Earlier files stay, nothing of it or of what follows is in; mended, the same command goes on and repeats nothing."""
    for number in (1, 3):
        nlm.write(number, (number, f"Number {number}.", ""))
    bad = nlm.write(2, *((i, f"Number {i}.", "") for i in range(20, 60)))
    whole = bad.read_bytes()
    spoil(nlm, bad)
    done = nlm.load()
    assert nlm.ids() == [1]
    assert nlm.read == ["pubmed26n0001"]
    assert (done.result.added, len(done.reasons)) == (1, 1)
    assert f"{bad} {named}" in done.reasons[0]
    assert done.reasons[0].endswith("pubmed26n0003 waits for it.")
    bad.write_bytes(whole)
    nlm.sign(bad)
    assert nlm.load().result.refused == ()
    assert nlm.read == ["pubmed26n0002", "pubmed26n0003"]
    assert nlm.ids() == [1, 3, *range(20, 60)]


def test_a_file_that_changes_while_it_is_read(nlm: Nlm, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mirror puts another in its place: whole before and whole after, but what was read is neither; none of it is in."""
    nlm.write(1, (1, "One.", ""))
    bad = nlm.write(2, *((i, "Half of the old.", "") for i in range(20, 60)))
    counted = indexers.bulk.read_pubmed_file
    monkeypatch.setattr("indexers.prepare.CHUNK", 5)

    def replaced(path: Path) -> Iterator[Document | Deleted | Refused]:
        for n, item in enumerate(counted(path)):
            if path == bad and n == 30:
                nlm.write(2, (99, "All of the new.", ""))
            yield item

    monkeypatch.setattr(indexers.bulk, "read_pubmed_file", replaced)
    done = nlm.load()
    assert "changed while it was read" in done.reasons[0]
    assert nlm.ids() == [1]
    monkeypatch.setattr(indexers.bulk, "read_pubmed_file", counted)
    assert nlm.load().result.refused == ()
    assert nlm.read == ["pubmed26n0002"]
    assert nlm.ids() == [1, 99]


def test_a_loaded_file_that_is_no_longer_the_same(nlm: Nlm) -> None:
    """NLM has republished it: that is said, nothing of it is read, and later files still follow."""
    nlm.write(1, (1, "One.", ""))
    nlm.load()
    nlm.write(1, (1, "One, as republished.", ""))
    nlm.write(2, (2, "Two.", ""))
    done = nlm.load()
    assert nlm.read == ["pubmed26n0002"]
    assert [reason.split(" (")[0] for reason in done.reasons] == ["pubmed26n0001 is loaded, but is no longer the same"]
    assert (nlm.text(1), nlm.text(2)) == ("One.", "Two.")


def test_an_interrupted_load_goes_on_with_the_next_file(nlm: Nlm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before the third file with commits after each: two are in, and the same command reads the last two."""
    for number in (1, 2, 3, 4):
        nlm.write(number, (number, f"Number {number}.", ""), (100, f"Said in {number}.", ""))
    monkeypatch.setattr("indexers.ingest.BATCH", 1)

    def stop(name: str) -> None:
        if "n0003" in name:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        nlm.load(progress=stop)
    assert (nlm.ids(), nlm.text(100)) == ([1, 2, 100], "Said in 2.")
    nlm.load()
    assert nlm.read == ["pubmed26n0003", "pubmed26n0004"]
    assert (nlm.ids(), nlm.text(100)) == ([1, 2, 3, 4, 100], "Said in 4.")


def test_a_file_goes_into_one_commit(nlm: Nlm, monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the batches: no revision ever holds half of a numbered file."""
    monkeypatch.setattr("indexers.ingest.BATCH", 2)
    monkeypatch.setattr("indexers.prepare.CHUNK", 1)
    nlm.write(1, *((i, "In.", "") for i in range(1, 8)))
    nlm.write(2, *((i, "In.", "") for i in range(8, 12)))
    assert nlm.load().result.revision == 2
    assert [s.documents for s in Library.open(nlm.library).manifest.segments] == [7, 4]


# Versions and deletions


def test_the_last_write_of_a_version_stands(nlm: Nlm) -> None:
    """By (PMID, version): a lower version that comes later does not replace a higher one, an equal one does."""
    nlm.write(1, xml=versions((1, 2, "Second version."), (2, 1, "First version.")))
    nlm.write(2, xml=versions((1, 1, "First version, late."), (2, 2, "Second version.")))
    nlm.write(3, xml=versions((2, 2, "Second version, mended.")))
    nlm.load()
    assert (nlm.text(1), nlm.text(2)) == ("Second version.", "Second version, mended.")


@pytest.mark.parametrize("at_once", [True, False])
def test_a_deletion_takes_back_its_version(nlm: Nlm, at_once: bool) -> None:
    """Of an older version it leaves the newer; of the one that is there, or a newer, it takes the record out."""
    nlm.write(1, xml=versions((1, 2, "Second."), (2, 1, "First."), (3, 1, "First.")))
    if not at_once:
        nlm.load()
    nlm.write(2, xml=versions(deleted=((1, 1), (2, 1), (3, 2), (77, 1))))
    nlm.load()
    assert nlm.ids() == [1]


def test_a_record_that_comes_back(nlm: Nlm) -> None:
    """Taken back in one update and published again in the next."""
    nlm.write(1, (1, "One.", "2020-01-01"))
    nlm.write(2, deleted=(1,))
    nlm.write(3, (1, "One, again.", "2019-01-01"))
    nlm.load()
    assert nlm.text(1) == "One, again."


# A new year


@pytest.fixture
def year(nlm: Nlm) -> Nlm:
    """A hundred records of 2025 in two files, an update that takes back the first, and a live search that brought two."""
    nlm.write(1, *((i, "Of 2025.", "") for i in range(1, 61)), year=25)
    nlm.write(2, *((i, "Of 2025.", "") for i in range(61, 101)), year=25)
    nlm.write(3, deleted=(1,), year=25)
    nlm.load()
    live = [document(7001, body="Found live."), document(7002, body="Found live.")]
    mine = [document(7003, source="mine", form="jsonl")]
    ingest(nlm.library, [Input("live", "live", lambda: iter(live)), Input("mine", "mine", lambda: iter(mine))])
    return nlm


def new_year(nlm: Nlm, *missing: int, to: int = 26) -> None:
    """The baseline of a later year: all of the hundred but the first and these."""
    there = [i for i in range(2, 101) if i not in missing]
    nlm.write(1, *((i, "Of the new year.", "") for i in there[:50]), year=to)
    nlm.write(2, *((i, "Of the new year.", "") for i in there[50:]), year=to)


def test_a_new_baseline_drops_what_it_lacks(year: Nlm) -> None:
    """Two of a hundred are in none of its files: they go, and that is said. What other inputs brought stays."""
    new_year(year, 40, 41)
    done = year.load()
    assert year.read == ["pubmed26n0001", "pubmed26n0002"]
    assert year.ids() == [i for i in range(2, 101) if i not in (40, 41)] + [7001, 7002, 7003]
    assert (done.result.deleted, done.result.refused) == (2, ())
    said = "2 records of the baseline before 2026 are in none of its files and were dropped."
    assert said in done.outcome.notes
    assert year.text(2) == "Of the new year."
    assert year.load().result.deleted == 0


def test_a_baseline_that_lacks_much_drops_nothing(year: Nlm) -> None:
    """Three of a hundred are more than 2%: nothing goes, and the flag is named; with the flag they go."""
    new_year(year, 40, 41, 42)
    done = year.load()
    assert len(year.ids()) == 99 + 3
    assert [note for note in done.outcome.notes if "--replace-baseline" in note and "PMIDs 40, 41, 42" in note]
    forced = year.load(force=True)
    assert year.read == []
    assert forced.result.deleted == 3
    assert year.ids() == [i for i in range(2, 101) if i not in (40, 41, 42)] + [7001, 7002, 7003]


def test_an_update_of_the_new_year_vouches_for_its_records(year: Nlm) -> None:
    """A record that the baseline lacks and a later update brings is not dropped, when both come in one load."""
    new_year(year, 40, 41)
    year.write(3, (41, "Of an update.", ""), year=26)
    assert year.load().result.deleted == 1
    assert year.text(41) == "Of an update."


def test_nothing_is_dropped_before_the_new_year_is_whole(year: Nlm) -> None:
    """A gap in the new baseline: what was loaded is in, what is missing is not taken for dropped."""
    new_year(year)
    (year.home / "pubmed26n0002.xml.gz").rename(year.home / "pubmed26n0003.xml.gz")
    (year.home / "pubmed26n0002.xml.gz.md5").unlink()
    done = year.load(force=True)
    assert len(year.ids()) == 99 + 3
    assert done.result.deleted == 0
    assert done.reasons[0].startswith("pubmed26n0002 is missing")


def test_a_load_that_stops_before_dropping_drops_the_next_time(year: Nlm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after the last file of the new year and before the old one's records went: the same command lets them go."""
    new_year(year, 40)

    def stop(*given: object) -> list[str]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(indexers.bulk, "_drop_old_year", stop)
        with pytest.raises(KeyboardInterrupt):
            year.load()
    assert year.text(40) == "Of 2025."
    assert year.load().result.deleted == 1
    assert year.read == []
    assert year.text(40) == ""


def test_what_another_source_holds_is_not_dropped(year: Nlm) -> None:
    """A record that the user's own file brought as well: the old baseline was not all that vouched for it."""
    also = [document(40, source="mine", form="jsonl")]
    ingest(year.library, [Input("also", "also", lambda: iter(also))])
    new_year(year, 40, 41)
    assert year.load().result.deleted == 1
    assert year.ids()[-3:] == [7001, 7002, 7003]
    assert 40 in year.ids()
    assert 41 not in year.ids()


def test_what_comes_back_after_the_drop_stays(year: Nlm) -> None:
    """A record that the new year lacks is found live afterwards: the next daily file does not drop it again."""
    new_year(year, 40)
    year.load()
    ingest(year.library, [Input("found", "found", lambda: iter([document(40, body="Found live.")]))])
    year.write(3, (200, "Of an update.", ""), year=26)
    assert year.load().result.deleted == 0
    assert year.text(40) == "Found live."


def test_the_refusal_names_the_year_that_was_replaced(year: Nlm) -> None:
    """Where a year was skipped, the old records are of the year that was loaded, not of the one before the new one."""
    new_year(year, 40, 41, 42, to=27)
    assert [note for note in year.load().outcome.notes if "3 of the 100 records of 2025 " in note]


def test_an_earlier_year_is_not_loaded_over_a_later(year: Nlm) -> None:
    """Its files lie beside the new ones still: that is said once, and nothing is read of them."""
    new_year(year)
    year.load()
    (year.home / "pubmed25n0001.xml.gz").unlink()
    year.write(4, (1, "Of 2025, late.", ""), year=25)
    done = year.load()
    assert year.read == []
    assert [n for n in done.outcome.notes if "the baseline of 2026 replaces earlier years" in n]
    assert year.text(1) == ""
