"""Bulk files: which are loaded, in which order, and that each is whole before anything is read from it."""

import gzip
import hashlib
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import SourceRejectedError, UsageError
from evidence.pmids import PmidSet
from indexers.pubmed.baseline import Loaded, SequencePlan, plan_sequence, waiting
from indexers.pubmed.bulk_folder import find_bulk, same_content
from indexers.pubmed.bulk_names import BulkFile, bulk_file, gaps, named, parse_name, runs
from indexers.pubmed.checksums import verify
from indexers.pubmed.leaving import guarded, leaving
from indexers.pubmed.md5_files import parse_md5


@pytest.fixture(autouse=True)
def two_in_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard of a new year lets 2% go here: the libraries are a hundred records small, PubMed is not."""
    monkeypatch.setattr("indexers.pubmed.leaving.MOST", 0.02)


XML = (
    b"<?xml version='1.0'?>\n<PubmedArticleSet>\n"
    + b"<PubmedArticle>...</PubmedArticle>\n" * 900
    + b"</PubmedArticleSet>\n"
)
MD5 = "0123456789abcdef0123456789abcdef"


def bulk(*numbers: int, year: int = 26, part: str = "", **more: object) -> list[BulkFile]:
    """Files of one year, in a folder."""
    names = [f"pubmed{year}n{n:04d}.xml.gz" for n in numbers]
    found = [bulk_file(name, f"/nlm/{part}/{name}", part, **more) for name in names]  # type: ignore[arg-type]
    assert None not in found
    return [file for file in found if file]


def had(*numbers: int, year: int = 26) -> Loaded:
    """A library that has loaded these, the highest last."""
    return Loaded(2000 + year, max(numbers), {f"pubmed{year}n{n:04d}.xml.gz": "" for n in numbers})


def numbers(plan: SequencePlan) -> list[int]:
    return [file.number for file in plan.files]


def said(plan: SequencePlan) -> list[tuple[str, str]]:
    return [(problem.kind, problem.message) for problem in plan.problems]


# names


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pubmed26n0001.xml.gz", (2026, 1)),
        ("pubmed26n1534.xml", (2026, 1534)),
        ("pubmed26n12345.xml.gz", (2026, 12345)),
    ],
)
def test_names_of_nlm_are_read(name: str, told: tuple[int, int]) -> None:
    """Year and number; five digits when NLM gets there."""
    assert parse_name(name) == told


@pytest.mark.parametrize(
    "name",
    [
        "pubmed26n001.xml.gz", "pubmed26n0000.xml.gz", "pubmed26n00001.xml.gz", "Pubmed26n0001.xml.gz", "pubmed26N0001.xml.gz",
        "pubmed2026n0001.xml.gz", "pubmed26n0001.xml.gz.md5", "pubmed26n0001.xml.zip", "pubmed26n0001.XML.GZ", " pubmed26n0001.xml",
        "pubmed26n0001.xml.gz\n", "../pubmed26n0001.xml.gz", "pubmed26n0001 (1).xml.gz", "medline26n0001.xml.gz",
        "pubmed26n٠٠٠١.xml.gz", "pubmed26n99999999.xml",
    ],
)  # fmt: skip
def test_other_names_are_not(name: str) -> None:
    """Copies, wrong cases, other digits and paths are no file of the sequence."""
    assert parse_name(name) is None


def test_numbers_are_named_shortly() -> None:
    """Stretches, not lists; a long tail is counted."""
    assert runs([9, 3, 4, 5, 3]) == [(3, 5), (9, 9)]
    assert gaps(1, [(3, 5), (9, 9)]) == [(1, 2), (6, 8)]
    assert gaps(3, [(3, 5)]) == []
    assert named(2026, [(3, 5), (9, 9), (12, 13)]) == "pubmed26n0003 to 0005, 0009 and 0012 to 0013"
    assert named(2026, [(n, n) for n in range(1, 40, 2)]).endswith("0015 and 12 more")


# the sequence


def test_folder_is_loaded_in_order() -> None:
    """Whatever order the folder gives, baseline first and updates after it."""
    plan = plan_sequence([*bulk(5, 4, part="updatefiles"), *bulk(2, 3, 1, part="baseline")])
    assert (plan.year, numbers(plan), plan.problems, plan.notes) == (2026, [1, 2, 3, 4, 5], (), ())
    assert plan.baseline_end == 3


def test_gap_stops_the_load_and_is_named() -> None:
    """The issue's own case."""
    plan = plan_sequence(bulk(1, 2, *range(4, 11)))
    assert numbers(plan) == [1, 2]
    (problem,) = plan.problems
    assert problem.message.startswith("pubmed26n0003 is missing: 0004 to 0010 wait for it.")
    assert problem.files == tuple(f"pubmed26n{n:04d}.xml.gz" for n in range(4, 11))


def test_every_gap_is_named_at_once() -> None:
    """A librarian fetches all that is missing in one go."""
    plan = plan_sequence(bulk(1, 4, 5, 9))
    assert plan.problems[0].message.startswith(
        "pubmed26n0002 to 0003 and 0006 to 0008 are missing: 0004 to 0005 and 0009 wait"
    )


def test_huge_number_is_named_and_costs_nothing() -> None:
    """A file with a wild number is a gap like any other."""
    plan = plan_sequence(bulk(1, 9_999_999))
    assert plan.problems[0].message.startswith("pubmed26n0002 to 9999998 are missing: 9999999 waits for them.")


def test_loading_goes_on_after_what_is_loaded() -> None:
    """Those loaded are skipped, packed or not."""
    plain = bulk_file("pubmed26n0002.xml", "/nlm/pubmed26n0002.xml")
    assert plain
    plan = plan_sequence([plain, *bulk(1, 3, 4)], had(1, 2))
    assert (numbers(plan), [file.number for file in plan.skipped], plan.problems) == ([3, 4], [1, 2], ())


def test_gap_after_what_is_loaded_loads_nothing() -> None:
    """Update files that begin later than the library ends."""
    plan = plan_sequence(bulk(1338, 1339), had(1336))
    assert numbers(plan) == []
    assert plan.problems[0].message.startswith("pubmed26n1337 is missing: 1338 to 1339 wait for it.")


def test_folder_that_begins_later_is_loaded_from_there() -> None:
    """Only while the library holds no sequence, and it says what is not there."""
    plan = plan_sequence(bulk(1335, 1336, part="updatefiles"))
    assert (numbers(plan), plan.problems) == ([1335, 1336], ())
    assert plan.notes == ("pubmed26n0001 to 1334 are not here: the library begins with pubmed26n1335.",)
    assert plan.baseline_end == 1334


@pytest.mark.parametrize("found", [[3, 4], [3, 4, 6]])
def test_files_that_missed_their_turn_are_refused(found: list[int]) -> None:
    """Older records would replace newer ones."""
    plan = plan_sequence(bulk(*found), had(1, 2, 5))
    assert numbers(plan) == found[2:]
    assert [kind for kind, _ in said(plan)] == ["late"]
    assert said(plan)[0][1].startswith("pubmed26n0003 to 0004 come before pubmed26n0005, which is loaded already")


def test_files_before_the_beginning_are_a_note_beside_others() -> None:
    """A library that began at 0005 can follow a mirror that lists everything; asked for alone, they are refused."""
    plan = plan_sequence(bulk(3, 4, 5, 6), had(5))
    assert (numbers(plan), plan.problems) == ([6], ())
    assert plan.notes[0].startswith("pubmed26n0003 to 0004 come before pubmed26n0005")
    assert [kind for kind, _ in said(plan_sequence(bulk(3, 4), had(5)))] == ["late"]


def test_new_year_replaces_the_old() -> None:
    """It begins at 0001 again; the old year's files are left where they lie, with a word."""
    plan = plan_sequence([*bulk(1, 2, 3, year=26), *bulk(7, 8, year=25)], had(7, year=25))
    assert (plan.year, plan.replaces, numbers(plan), plan.problems) == (2026, 2025, [1, 2, 3], ())
    assert plan.notes == ("pubmed25n0007 to 0008 are not loaded: the baseline of 2026 replaces earlier years.",)


def test_new_year_waits_for_its_first_file() -> None:
    """Until then the year in force goes on."""
    plan = plan_sequence([*bulk(2, 3, year=26), *bulk(8, year=25)], had(7, year=25))
    assert (plan.year, plan.replaces, numbers(plan)) == (2025, 0, [8])
    assert said(plan) == [
        (
            "no beginning",
            "pubmed26n0001 is missing: a new year is loaded from its first file on, so 0002 to 0003 wait for it."
            " Copy or download what is missing, then run this again.",
        )
    ]


def test_files_of_an_older_year_alone_are_refused() -> None:
    """Somebody asked for them, so it is no success."""
    plan = plan_sequence(bulk(1, 2, year=25), had(4))
    assert (plan.year, numbers(plan)) == (2026, [])
    assert said(plan) == [
        ("older", "pubmed25n0001 to 0002 are not loaded: the baseline of 2026 replaces earlier years.")
    ]


def test_same_number_twice_with_equal_content_is_loaded_once() -> None:
    """In two folders; the one that can be checked is taken."""
    one, other = bulk(2, part="baseline", md5=MD5, has_md5=True)[0], bulk(2, md5=MD5)[0]
    plan = plan_sequence([*bulk(1), other, one, *bulk(3)])
    assert [file.place for file in plan.files] == [
        "/nlm//pubmed26n0001.xml.gz",
        one.place,
        "/nlm//pubmed26n0003.xml.gz",
    ]
    assert plan.problems == () and plan.notes == (f"{other.place} holds the same as {one.place}, which is taken.",)


def test_same_number_twice_with_different_content_is_refused() -> None:
    """Nobody can know which is right; what comes after it waits."""
    one, other = bulk(2, part="baseline", md5=MD5)[0], bulk(2, md5=MD5[::-1])[0]
    plan = plan_sequence([*bulk(1, 3), one, other])
    assert numbers(plan) == [1]
    assert said(plan)[0][0] == "twice"
    assert one.place in said(plan)[0][1] and other.place in said(plan)[0][1] and "0003 waits" in said(plan)[0][1]


def test_republished_file_is_noticed() -> None:
    """A file that is no longer the one that was loaded under its name is not passed over in silence."""
    loaded = Loaded(2026, 2, {"pubmed26n0001.xml.gz": MD5, "pubmed26n0002.xml.gz": MD5})
    plan = plan_sequence([*bulk(1, md5=MD5), *bulk(2, md5=MD5[::-1])], loaded)
    assert [(kind, text[:24]) for kind, text in said(plan)] == [("changed", "pubmed26n0002 is loaded,")]


def test_unfit_file_holds_up_the_rest() -> None:
    """What is found only when its turn comes is named with what waits for it."""
    plan = plan_sequence(bulk(1, 2, 3, 4))
    problem = waiting(plan, plan.files[1], "pubmed26n0002.xml.gz is cut off.")
    assert problem.message == "pubmed26n0002.xml.gz is cut off. pubmed26n0003 to 0004 wait for it."
    assert problem.files == ("pubmed26n0002.xml.gz", "pubmed26n0003.xml.gz", "pubmed26n0004.xml.gz")


def test_nothing_found_is_nothing_to_do() -> None:
    """An empty folder, in an empty library and in a full one."""
    assert plan_sequence([]) == SequencePlan()
    assert plan_sequence([], had(3)) == SequencePlan(year=2026)


NUMBERS = st.sets(st.integers(1, 14))
YEARS = st.dictionaries(st.sampled_from([25, 26, 27]), NUMBERS)


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[list[BulkFile], Loaded]:
    """Any files of three years in any order, in a library that holds none or a stretch of one year."""
    found = [file for year, some in draw(YEARS).items() for file in bulk(*some, year=year)]
    first, last, year = draw(st.integers(1, 12)), draw(st.integers(0, 12)), draw(st.sampled_from([25, 26]))
    loaded = had(*range(min(first, last), last + 1), year=year) if last else Loaded()
    return draw(st.permutations(found)), loaded


@given(shuffled())
def test_what_is_loaded_is_one_stretch_after_what_was_loaded(case: tuple[list[BulkFile], Loaded]) -> None:
    """Strictly ascending without a gap, of one year, nothing that was loaded, as far as the files reach; any order alike."""
    found, loaded = case
    plan = plan_sequence(found, loaded)
    assert plan == plan_sequence(sorted(found, key=lambda file: file.name), loaded)
    assert not {file.name for file in plan.files} & loaded.files.keys()
    assert all(file.year == plan.year for file in plan.files)
    if plan.files:
        first, last = plan.files[0].number, plan.files[-1].number
        assert numbers(plan) == list(range(first, last + 1))
        assert (plan.year, last + 1) not in {(file.year, file.number) for file in found}
        if plan.year == loaded.year:
            assert first == loaded.last + 1
        elif loaded.year:
            assert (first, plan.replaces) == (1, loaded.year) and plan.year > loaded.year
        else:
            assert first == min(file.number for file in found if file.year == plan.year)


@given(shuffled())
def test_every_file_is_accounted_for(case: tuple[list[BulkFile], Loaded]) -> None:
    """Each found file is loaded, was loaded, is named in one problem, or lies before what is loaded, as a note tells."""
    found, loaded = case
    plan = plan_sequence(found, loaded)
    told = [
        *(f.name for f in plan.files),
        *(f.name for f in plan.skipped),
        *(n for p in plan.problems for n in p.files),
    ]
    left = {file.name for file in found} - set(told)
    assert len(told) == len(set(told)) == len(found) - len(left)
    older = {name for name in left if 2000 + int(name[6:8]) < plan.year}
    assert all(int(name[9:13]) < loaded.first for name in left - older)
    assert any("replaces earlier years" in note for note in plan.notes) == bool(older)
    assert any("which is loaded already" in note for note in plan.notes) == bool(left - older)


@given(NUMBERS, st.lists(NUMBERS, max_size=5))
def test_files_that_arrive_bit_by_bit_are_loaded_once_each(first: set[int], more: list[set[int]]) -> None:
    """Loading whenever something has arrived ends where one load of everything would, if the first one had 0001."""
    here, order, loaded = first | {1}, list[int](), Loaded()
    for arrived in [set(), *more]:
        here |= arrived
        plan = plan_sequence(bulk(*here), loaded)
        order += numbers(plan)
        loaded = had(*order)
    assert order == numbers(plan_sequence(bulk(*here)))
    assert numbers(plan_sequence(bulk(*here), loaded)) == []


# whole files


def packed(path: Path, data: bytes = XML, md5: str | None = "") -> Path:
    """A gzip file and its .md5: the right one, another text, or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    if md5 is not None:
        text = md5 or f"MD5({path.name})= {hashlib.md5(path.read_bytes()).hexdigest()}\n"
        path.with_name(path.name + ".md5").write_text(text)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A whole file with its checksum."""
    return packed(tmp_path / "pubmed26n0001.xml.gz")


def refused(path: Path) -> str:
    with pytest.raises(SourceRejectedError) as caught:
        verify(path)
    assert path.name in str(caught.value)
    return str(caught.value)


def test_whole_file_passes(file: Path) -> None:
    """With its size and checksum, and nothing to remark."""
    found = verify(file)
    assert (found.size, found.md5) == (file.stat().st_size, hashlib.md5(file.read_bytes()).hexdigest())
    assert found.note == "" and found.still()


@pytest.mark.parametrize(
    "form", ["{md5}  {name}\n", "{md5} *{name}", "MD5 ({name}) = {md5}", "{MD5}  ./x/{name}", "{md5}\n"]
)
def test_every_form_of_md5_is_read(file: Path, form: str) -> None:
    """NLM's, md5sum's, BSD's, capitals, with a path, the bare digits."""
    md5 = hashlib.md5(file.read_bytes()).hexdigest()
    assert parse_md5(form.format(md5=md5, MD5=md5.upper(), name=file.name).encode(), file.name) == md5


def test_wrong_checksum_is_refused(file: Path) -> None:
    """Though the file itself is whole: it is not the one that NLM means, or not yet."""
    packed(file, md5=f"MD5({file.name})= {MD5}\n")
    assert "does not match its .md5" in refused(file) and "If it is still being copied, wait" in refused(file)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\n", "is empty"),
        ("<html>404</html>", "holds no checksum"),
        (MD5[:-1], "holds no checksum"),
        (f"MD5(pubmed26n0002.xml.gz)= {MD5}", "about another file, pubmed26n0002.xml.gz"),
    ],
)
def test_md5_that_says_nothing_of_the_file_is_refused(file: Path, text: str, says: str) -> None:
    """Empty, an error page, a digit short, another file's."""
    packed(file, md5=text)
    assert says in refused(file)


@pytest.mark.parametrize("with_md5", [True, False])
@pytest.mark.parametrize("kept", [0.0, 0.02, 0.5, 0.99])
def test_truncated_gzip_is_refused(file: Path, kept: float, with_md5: bool) -> None:
    """Wherever it is cut, and even where somebody made the .md5 from the cut file."""
    data = file.read_bytes()
    cut = data[: int(len(data) * kept)]
    file.write_bytes(cut)
    beside = file.with_name(file.name + ".md5")
    beside.unlink()
    if with_md5:
        beside.write_text(f"{hashlib.md5(cut).hexdigest()}  {file.name}")
    said = refused(file)
    assert ("is empty" if not cut else "is cut off") in said or "is no gzip file" in said


def test_flipped_bits_are_noticed_without_md5(tmp_path: Path) -> None:
    """gzip's own checksum is looked at to the end: 40 bits anywhere in what is packed, each refused."""
    file = packed(tmp_path / "pubmed26n0001.xml.gz", XML + bytes(random.Random(1).randbytes(4000)).hex().encode(), None)
    whole, rng = bytearray(file.read_bytes()), random.Random(2)
    for place in rng.sample(range(10, len(whole)), 40):
        flipped = whole.copy()
        flipped[place] ^= 1 << rng.randrange(8)
        file.write_bytes(flipped)
        refused(file)


def test_file_without_md5_passes_with_a_note(tmp_path: Path) -> None:
    """Its gzip was read through; a plain file's end was looked at."""
    assert "no .md5 beside it: its gzip is whole" in verify(packed(tmp_path / "pubmed26n0001.xml.gz", md5=None)).note
    assert "only its end was looked at" in verify(packed(tmp_path / "pubmed26n0001.xml", md5=None)).note


@pytest.mark.parametrize("name", ["pubmed26n0001.xml", "pubmed26n0001.xml.gz"])
def test_xml_that_ends_in_the_middle_is_refused(tmp_path: Path, name: str) -> None:
    """Cut before it was packed, or never packed: no checksum knows, the closing tag does."""
    assert "ends in the middle" in refused(packed(tmp_path / name, XML[:-30], None))


def test_page_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """A proxy's error page saved under the file's name."""
    path = tmp_path / "pubmed26n0001.xml.gz"
    path.write_text("<html>Sign in to the hospital's network</html>")
    assert "is no gzip file" in refused(path)


@pytest.mark.parametrize(("head", "says"), [(b"<html>", "is no gzip file"), (b"\x1f\x8b\x08" + bytes(7), "is damaged")])
def test_damage_is_told_from_a_wrong_checksum(tmp_path: Path, head: bytes, says: str) -> None:
    """What carries its own right .md5 is damaged all the same: to fetch the .md5 again would not help."""
    path = packed(tmp_path / "pubmed26n0001.xml.gz", md5=None)
    path.write_bytes(head + b"\xff" * 3_000_000)
    path.with_name(path.name + ".md5").write_text(hashlib.md5(path.read_bytes()).hexdigest())
    assert says in refused(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    """It was there when the folder was read, and is gone when its turn comes."""
    assert "cannot be read" in refused(tmp_path / "pubmed26n0001.xml.gz")


def test_file_that_changes_after_the_check_is_noticed(file: Path) -> None:
    """A mirror that is updated under our hands."""
    found, at = verify(file), file.stat()
    os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns + 1_000_000_000))
    assert not found.still()
    packed(file, XML + b"<!-- 2 -->")
    os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert not found.still()
    file.unlink()
    assert not found.still()


# folders


def test_folder_as_nlm_has_it(tmp_path: Path) -> None:
    """baseline/ and updatefiles/ below each other, .md5 read, README and rsync's own files passed by and named."""
    packed(tmp_path / "baseline" / "pubmed26n0001.xml.gz")
    packed(tmp_path / "updatefiles" / "pubmed26n0002.xml.gz", md5=None)
    for stray in (
        "baseline/.pubmed26n0003.xml.gz.Xa3KdP",
        "baseline/README.txt",
        "pubmed26n0001 (1).xml.gz",
        "own.xml",
    ):
        (tmp_path / stray).write_text("")
    found = find_bulk([tmp_path])
    assert [(f.number, f.part, f.has_md5, bool(f.md5)) for f in sorted(found.files, key=lambda f: f.number)] == [
        (1, "baseline", True, True),
        (2, "updatefiles", False, False),
    ]
    assert sorted(p.name for p in found.nearly) == [".pubmed26n0003.xml.gz.Xa3KdP", "pubmed26n0001 (1).xml.gz"]
    assert sorted(p.name for p in found.others) == ["README.txt", "own.xml"]
    assert all("is not read" in note for note in found.notes) and len(found.notes) == 2


def test_file_named_twice_is_found_once(tmp_path: Path) -> None:
    """By its folder and by itself."""
    path = packed(tmp_path / "pubmed26n0001.xml.gz")
    assert len(find_bulk([tmp_path, path, tmp_path / ".." / tmp_path.name / path.name]).files) == 1
    with pytest.raises(UsageError, match="no file or folder"):
        find_bulk([tmp_path / "nowhere"])


def test_packed_and_unpacked_are_compared_by_what_they_hold(tmp_path: Path) -> None:
    """Equal: one is loaded. Not equal, or not readable: neither."""
    packed(tmp_path / "pubmed26n0001.xml.gz")
    plain = packed(tmp_path / "pubmed26n0001.xml", md5=None)
    plan = plan_sequence(find_bulk([tmp_path]).files, same=same_content)
    assert ([f.name for f in plan.files], plan.problems) == (["pubmed26n0001.xml.gz"], ())
    plain.write_bytes(XML.replace(b"...", b"..!", 1))
    assert [p.kind for p in plan_sequence(find_bulk([tmp_path]).files, same=same_content).problems] == ["twice"]
    packed(plain)
    (tmp_path / "pubmed26n0001.xml.gz").write_bytes(b"\x1f\x8b")
    assert [p.kind for p in plan_sequence(find_bulk([tmp_path]).files, same=same_content).problems] == ["twice"]


def test_unreadable_md5_waits_for_its_turn(tmp_path: Path) -> None:
    """One bad .md5 does not keep the files before it from being planned."""
    packed(tmp_path / "pubmed26n0001.xml.gz")
    bad = packed(tmp_path / "pubmed26n0002.xml.gz", md5="nonsense")
    plan = plan_sequence(find_bulk([tmp_path]).files)
    assert numbers(plan) == [1, 2]
    assert "holds no checksum" in refused(bad)


# what goes with the old year


def pmids(*some: int) -> PmidSet:
    return PmidSet.of(some)


def test_only_what_the_old_year_alone_vouches_for_leaves() -> None:
    """Not what the new year has, not what a live search brought, not what is gone already."""
    old, new, present, live = pmids(1, 2, 3, 4, 5), pmids(1, 6), pmids(1, 2, 3, 4, 6, 7), pmids(4, 7)
    assert list(leaving(old, new, present, live)) == [2, 3]


def test_few_leave_many_do_not() -> None:
    """2 of 100 go; 3 of 100 mean that the new baseline is not whole, unless the user says otherwise."""
    old = PmidSet.of(range(1, 101))
    assert guarded(pmids(4, 5), old, (2025, 2026)).pmids == pmids(4, 5)
    kept = guarded(pmids(4, 5, 90), old, (2025, 2026), "--drop-missing")
    assert not kept.pmids
    assert kept.refused == (
        "3 of the 100 records of 2025 (3.0%) are in no file of 2026 (PMIDs 4, 5, 90), so the new baseline looks incomplete"
        " and nothing was dropped: see that every file of 2026 is there, then run this again. If they are to go, run it"
        " again with --drop-missing."
    )
    assert guarded(pmids(4, 5, 90), old, (2025, 2026), forced=True).pmids == pmids(4, 5, 90)
