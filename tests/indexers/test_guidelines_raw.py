"""Pages as they came: their bytes under their hash, and a log that knows what was asked for and when."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from indexers.guidelines.raw import LOG, PAGES, Line, PageStore

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
URL = "https://e.org/a"


def came(at: str, url: str = URL) -> Line:
    return Line("x", "came", at, url, url)


def test_bytes_stand_under_their_hash(tmp_path: Path) -> None:
    """And are given again for the line that names them, also to who opens the library later."""
    line = PageStore(tmp_path, "x").keep(came("2026-03-02T12:00:00+00:00"), b"page")
    digest = sha256(b"page").hexdigest()
    assert (line.sha256, line.size, line.what) == (digest, 4, "came")
    assert (tmp_path / PAGES / digest).read_bytes() == b"page"
    store = PageStore(tmp_path, "x")
    assert store.known(URL) == line
    assert store.data(line) == b"page"


def test_damaged_bytes_are_no_page(tmp_path: Path) -> None:
    """So the page is asked for without a condition."""
    store = PageStore(tmp_path, "x")
    line = store.keep(came("1"), b"page")
    (store.folder / line.sha256).write_bytes(b"pagE")
    assert store.data(line) is None
    (store.folder / line.sha256).unlink()
    assert store.data(line) is None


def test_since_tells_a_return_from_a_stay(tmp_path: Path) -> None:
    """A, A, B, A: the second A is the first's; the third begins anew, though it came within the same second."""
    store = PageStore(tmp_path, "x")
    lines = [store.keep(came(at), body) for at, body in (("1", b"A"), ("2", b"A"), ("3", b"B"), ("3", b"A"))]
    assert [(line.what, line.since, line.turn) for line in lines] == [
        ("came", "1", 1), ("same", "1", 1), ("came", "3", 2), ("came", "3", 3)
    ]  # fmt: skip


def test_a_run_that_was_interrupted(tmp_path: Path) -> None:
    """Knows its pages for a day; a finished one, or an older one, does not."""
    store = PageStore(tmp_path, "x")
    assert not store.begin(NOON)
    store.keep(came("1"), b"A")
    again = PageStore(tmp_path, "x")
    assert again.begin(NOON + timedelta(hours=23))
    assert again.asked_in_this_run(URL)
    late = PageStore(tmp_path, "x")
    assert not late.begin(NOON + timedelta(hours=25))
    assert not late.asked_in_this_run(URL)
    late.finish(NOON)
    assert not PageStore(tmp_path, "x").begin(NOON)


def test_entries_do_not_see_each_other(tmp_path: Path) -> None:
    PageStore(tmp_path, "x").keep(came("1"), b"A")
    assert PageStore(tmp_path, "y").known(URL) is None


def test_a_half_line_is_passed_over(tmp_path: Path) -> None:
    """A power cut spoils no other line."""
    PageStore(tmp_path, "x").keep(came("1"), b"A")
    with (tmp_path / PAGES / LOG).open("ab") as file:
        file.write(b'{"entry":"x","what":"ca')
    store = PageStore(tmp_path, "x")
    store.keep(came("2"), b"B")
    found = PageStore(tmp_path, "x").known(URL)
    assert found is not None
    assert found.at == "2"


def test_what_became_of_a_page(tmp_path: Path) -> None:
    """A document's line does not hide that of the page."""
    store = PageStore(tmp_path, "x")
    line = store.keep(came("1"), b"A")
    store.log(Line("x", "loaded", "2", URL, sha256=line.sha256, document="guideline:x/a@2026"))
    again = PageStore(tmp_path, "x")
    assert again.known(URL) == line
    loaded = again.loaded(URL)
    assert loaded is not None
    assert (loaded.document, loaded.sha256) == ("guideline:x/a@2026", line.sha256)
    assert again.addresses() == [URL]
