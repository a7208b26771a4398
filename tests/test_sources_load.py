"""Entries of the source list into a library: sites, feeds, files and queries; what changed, and what is due."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import LibraryError, SourceRejectedError, UsageError
from evidence.library.library import Library
from evidence.model import Document, Published
from evidence.settings import Settings
from evidence.trust import Allows, Entry
from indexers.guidelines.page_about import PageAbout
from indexers.intake import Refused
from research.gone_pages import gone_pages
from research.source_check import Checked, check_entries
from research.source_log import asked_before
from research.sources import Change, SourceLoaded, due, load_source
from tests.conftest import ids
from tests.guideline_server import Site, guideline_server
from tests.standin import Standin
from tests.standin.holdings import made_up

_TAG = re.compile(rb"<[^>]+>")
_DATE = re.compile(rb"<time>([\d-]+)</time>")


def read(data: bytes, about: PageAbout) -> Document | Refused:
    """A reader of pages, small and real: the words of <main>, the date of <time>; without <main> it is refused."""
    main = data.partition(b"<main>")[2].partition(b"</main>")[0]
    if not main:
        return Refused(about.url, "it has no main text")
    text = " ".join(_TAG.sub(b" ", _DATE.sub(b"", main)).decode().split())
    day = found[1].decode() if (found := _DATE.search(main)) else about.fetched
    slug = about.url.split("/", 3)[3].strip("/").replace("/", "-")
    return Document(
        f"guideline:{about.name}/{slug}@{day}", slug, f"{slug}\n\n{text}", about.name, "html",
        published=Published(day, "day", "time"), url=about.url, organisation=about.publisher,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with guideline_server() as made:
        yield made


@pytest.fixture
def settings(folder: Path) -> Settings:
    return Settings(library=folder, embedder="none", email="tests@example.org")


def entry(site: Site, path: str = "/sitemap.xml", **changes: Any) -> Entry:
    made = Entry("local", "guideline-site", site.url + path, publisher="The Board", https_only=False, refresh_days=30)
    return replace(made, **changes)


def load(settings: Settings, source: Entry, **changes: Any) -> SourceLoaded:
    return load_source(settings, source, **{"read": read, "per_second": 1000.0, "timeout": 20.0} | changes)


def statuses(settings: Settings) -> dict[str, str]:
    library = Library.open(settings.library)
    found = {d.id: d.status for d in library.all_documents()}
    library.close()
    return found


def page(text: str, date: str = "2024-01-15") -> str:
    return f"<main><time>{date}</time><h1>Aspirin</h1><p>{text}</p></main>"


# Sites


def test_a_site_is_loaded_and_stays(site: Site, settings: Settings) -> None:
    """Each page a document, new; the second time nothing comes over the wire but 304s, and nothing changes."""
    site.sitemap("/a", "/b")
    site.put("/a", page("We recommend aspirin."))
    site.put("/b", page("We do not recommend aspirin."))
    first = load(settings, entry(site))
    assert (first.result.added, first.result.read) == (2, 2)
    assert first.changed == (
        Change("new", "guideline:local/a@2024-01-15", "a"), Change("new", "guideline:local/b@2024-01-15", "b")
    )  # fmt: skip
    site.forget()
    second = load(settings, entry(site))
    assert site.statuses() == {"/robots.txt": 404, "/sitemap.xml": 304, "/a": 304, "/b": 304}
    assert second.changed == ()
    assert (second.result.unchanged, second.result.added, second.result.updated) == (2, 0, 0)
    assert second.result.revision == first.result.revision


def test_a_new_edition_supersedes_the_old(site: Site, settings: Settings) -> None:
    """Both are kept, the old is marked and listed; a third marks the second."""
    site.put("/g", page("We recommend aspirin."))
    source = entry(site, "/g")
    load(settings, source)
    site.put("/g", page("We no longer recommend aspirin.", "2025-03-01"))
    second = load(settings, source)
    assert [(change.what, change.of) for change in second.changed] == [
        ("superseded", "guideline:local/g@2024-01-15"), ("updated", "guideline:local/g@2025-03-01")
    ]  # fmt: skip
    site.put("/g", page("We recommend it again.", "2026-01-01"))
    load(settings, source)
    assert statuses(settings) == {
        "guideline:local/g@2024-01-15": "superseded",
        "guideline:local/g@2025-03-01": "superseded",
        "guideline:local/g@2026-01-01": "current",
    }


def test_a_change_without_a_new_date(site: Site, settings: Settings) -> None:
    """Is an edition all the same, numbered; going back to the old text is a third."""
    source = entry(site, "/g")
    for text in ("One.", "Two.", "One."):
        site.put("/g", page(text))
        load(settings, source)
    assert statuses(settings) == {
        "guideline:local/g@2024-01-15": "superseded",
        "guideline:local/g@2024-01-15.2": "superseded",
        "guideline:local/g@2024-01-15.3": "current",
    }


def test_other_bytes_with_the_same_text(site: Site, settings: Settings) -> None:
    """A new advertisement around it is no new edition."""
    site.put("/g", page("One."))
    load(settings, entry(site, "/g"))
    site.put("/g", page("One.") + "<footer>Visitor 2</footer>")
    assert load(settings, entry(site, "/g")).changed == ()
    assert list(statuses(settings)) == ["guideline:local/g@2024-01-15"]


def test_a_better_reader_makes_no_new_edition(site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes, read otherwise: the document is updated in its place."""
    site.put("/g", page("One."))
    load(settings, entry(site, "/g"))
    monkeypatch.setattr("research.source_pages.PAGE_READER", "guideline-page-next")

    def better(data: bytes, about: PageAbout) -> Document | Refused:
        found = read(data, about)
        return replace(found, text=f"{found.text} Read better.") if isinstance(found, Document) else found

    assert [c.what for c in load(settings, entry(site, "/g"), read=better).changed] == ["updated"]
    assert statuses(settings) == {"guideline:local/g@2024-01-15": "current"}


def test_a_vanished_page_is_listed_and_its_document_stays(site: Site, settings: Settings) -> None:
    site.sitemap("/a", "/b")
    site.put("/a", page("One."))
    site.put("/b", page("Two."))
    load(settings, entry(site))
    del site.pages["/b"]
    changed = load(settings, entry(site)).changed
    assert [(change.what, change.of) for change in changed] == [("vanished", f"{site.url}/b")]
    assert list(gone_pages(settings.library)) == ["guideline:local/b@2024-01-15"]
    assert statuses(settings)["guideline:local/b@2024-01-15"] == "current"


def test_a_page_whose_address_leads_elsewhere_is_listed(site: Site, settings: Settings) -> None:
    """It may have been withdrawn: it stays, is told as vanished, and known as gone until it stands there again."""
    site.sitemap("/old", "/new")
    site.put("/old", page("One."))
    site.put("/new", page("Two."))
    load(settings, entry(site))
    site.put("/old", to="/new")
    changed = load(settings, entry(site)).changed
    assert [(c.what, c.of) for c in changed] == [("vanished", "guideline:local/old@2024-01-15")]
    assert list(gone_pages(settings.library)) == ["guideline:local/old@2024-01-15"]
    site.put("/old", page("One."))
    load(settings, entry(site))
    assert gone_pages(settings.library) == {}


def test_a_page_that_says_retracted(site: Site, settings: Settings) -> None:
    """A state that changes is listed as such."""
    site.put("/g", page("One."))
    load(settings, entry(site, "/g"))
    site.put("/g", page("One.") + "<footer>x</footer>")

    def marked(data: bytes, about: PageAbout) -> Document | Refused:
        found = read(data, about)
        return replace(found, status="retracted") if isinstance(found, Document) else found

    changed = load(settings, entry(site, "/g"), read=marked).changed
    assert [(change.what, change.of) for change in changed] == [("retracted", "guideline:local/g@2024-01-15")]


def test_a_page_that_cannot_be_read_is_named(site: Site, settings: Settings) -> None:
    """By its address and a reason, whether the wire or the page is at fault; the others are loaded."""
    site.sitemap("/a", "/empty", "/broken")
    site.put("/a", page("One."))
    site.put("/empty", "<p>log in</p>")
    site.put("/broken", fault="announces 2 GB")
    loaded = load(settings, entry(site))
    found = {change.of.rpartition("/")[2]: change.detail for change in loaded.changed if change.what == "refused"}
    assert found["empty"] == "it has no main text"
    assert "more than" in found["broken"]
    assert loaded.result.added == 1


def test_an_index_without_text_is_no_refusal(site: Site, settings: Settings) -> None:
    """It led to the others; where it leads nowhere it is refused."""
    site.put("/", '<a href="/a">a</a>')
    site.put("/a", page("One."))
    assert [change.what for change in load(settings, entry(site, "/")).changed] == ["new"]
    site.put("/", "<p>nothing</p>")
    other = replace(entry(site, "/"), name="other")
    assert [change.what for change in load(settings, other).changed] == ["refused"]


def test_an_interrupted_load_goes_on(site: Site, settings: Settings) -> None:
    """What was fetched is not fetched again, and all of it arrives."""
    site.sitemap("/a", "/b")
    site.put("/a", page("One."))
    site.put("/b", page("Two."))

    def stop(name: str) -> None:
        if name.endswith("/b"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(settings, entry(site), on_file=stop)
    site.forget()
    loaded = load(settings, entry(site))
    assert site.paths() == ["/robots.txt", "/b"]
    assert loaded.result.added == 2
    assert "gone on with" in loaded.notes[0]


def test_a_site_that_cannot_be_had(site: Site, settings: Settings) -> None:
    """One sentence with the entry's name; it does not count as loaded."""
    with pytest.raises(SourceRejectedError, match="local"):
        load(settings, entry(site, "/nowhere"))
    assert not (settings.library / "sources.jsonl").exists()


def test_a_disk_that_takes_no_page(site: Site, settings: Settings) -> None:
    """One sentence that names the place; a file stands there."""
    site.put("/g", page("One."))
    settings.library.mkdir()
    (settings.library / "pages").write_text("")
    with pytest.raises(LibraryError, match="pages cannot take the pages of local"):
        load(settings, entry(site, "/g"))


def test_a_feed(site: Site, settings: Settings) -> None:
    site.put("/feed", f"<rss><channel><item><link>{site.url}/a</link></item></channel></rss>", kind="text/xml")
    site.put("/a", page("One."))
    assert [c.of for c in load(settings, entry(site, "/feed", kind="feed")).changed] == ["guideline:local/a@2024-01-15"]


def test_real_guideline_pages(site: Site, settings: Settings, shared: Path) -> None:
    """The 16 PDQ pages by a sitemap, among broken ones: one document a page, nothing new the second time."""
    folder = shared / "guidelines" / "nci_pdq"
    if not folder.is_dir():
        pytest.skip(f"no PDQ pages in {folder}")
    extract = pytest.importorskip("indexers.guidelines.extract", reason="pages are not read yet")
    names = []
    for line in (folder / "INDEX.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        file, url = line.split("\t")[:2]
        names.append(f"/{url.split('/', 3)[3]}")
        found = folder / f"{file}.gz"
        site.put(names[-1], gzip.decompress(found.read_bytes()), packed=len(names) % 2 == 0)
    site.put("/robots.txt", "User-agent: *\nDisallow: /search\n")
    site.put("/slow", fault="cut", body=b"x" * 100)
    site.put("/moved", to=names[0], status=301)
    site.put("/away", to="http://10.0.0.1/")
    site.sitemap(*names, "/slow", "/moved", "/away", "/search")
    source = entry(site, max_depth=1)
    first = load(settings, source, read=extract.read_page)
    library = Library.open(settings.library)
    documents = list(library.all_documents())
    library.close()
    assert len(names) == 16
    assert sorted(d.url for d in documents) == sorted(site.url + name for name in names)
    assert {change.of.rpartition("/")[2] for change in first.changed if change.what == "refused"} == {
        "slow", "away", "search"
    }  # fmt: skip
    assert site.overlaps["127.0.0.1"] == 0
    site.forget()
    second = load(settings, source, read=extract.read_page)
    assert [change for change in second.changed if change.what != "refused"] == []
    assert {site.statuses()[name] for name in names} == {304}


# Files


def test_a_folder(settings: Settings, tmp_path: Path) -> None:
    """Under the entry's name, by its patterns."""
    place = tmp_path / "pages"
    (place / "draft").mkdir(parents=True)
    for name in ("a", "b", "draft/c"):
        text = f"<html><head><title>{name}</title></head><body><main><p>Aspirin {name}.</p></main></body></html>"
        (place / f"{name}.html").write_text(text)
    source = Entry("own-pages", "folder", str(place), exclude=("/draft/*",))
    loaded = load(settings, source)
    library = Library.open(settings.library)
    assert ids(library) == ["file:own-pages/a", "file:own-pages/b"]
    assert library.counts("source") == {"own-pages": 2}
    library.close()
    assert [change.what for change in loaded.changed] == ["new", "new"]
    assert load(settings, source).changed == ()


def test_a_folder_that_is_not_there(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        load(settings, Entry("own", "folder", str(tmp_path / "none")))


# Queries


def query_entry(**changes: Any) -> Entry:
    return replace(Entry("reviews", "pubmed-query", "aspirin"), **changes)


def test_records_of_a_query_are_known_as_the_entrys(settings: Settings) -> None:
    """Beside PubMed, also those that the library had before; and by a filter on sources."""
    with Standin(made_up(3)) as pubmed:
        there = settings.model_copy(update={"eutils_url": pubmed.url})
        load(there, query_entry(name="first"))
        loaded = load(there, query_entry())
    library = Library.open(settings.library)
    assert library.counts("source") == {"first": 3, "pubmed": 3, "reviews": 3}
    assert {(d.source, d.also_in) for d in library.all_documents()} == {("pubmed", ("first", "reviews"))}
    library.close()
    assert [change.what for change in loaded.changed] == ["new"] * 3
    assert loaded.result.added == 0


def test_a_query_that_matches_too_much(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says how many, and what to do; with a limit it is loaded."""
    monkeypatch.setattr("research.source_query.UNASKED", 2)
    with Standin(made_up(3)) as pubmed:
        there = settings.model_copy(update={"eutils_url": pubmed.url})
        with pytest.raises(UsageError, match=r"3 records match reviews.*--topic.*--limit"):
            load(there, query_entry())
        assert load(there, query_entry(), limit=2).result.added == 2
        assert load(there, query_entry(), topic="odd").result.read == 2
    assert asked_before(settings.library, "reviews") == (("", 2), ("odd", None))


@pytest.mark.parametrize("topic", ["odd) OR (even", "(odd", '"odd'])
def test_a_topic_does_not_break_out(settings: Settings, topic: str) -> None:
    """What is not the entry's never gets its name."""
    with pytest.raises(UsageError, match="do not close"):
        load(settings, query_entry(), topic=topic)


def test_topic_and_limit_are_for_queries(site: Site, settings: Settings) -> None:
    """Nothing that was asked for is left out in silence."""
    for narrowed in ({"topic": "aspirin"}, {"limit": 3}):
        with pytest.raises(UsageError, match="narrow a PubMed query"):
            load(settings, entry(site), **narrowed)


# What may be loaded, and when


def test_a_licence_that_does_not_allow_it(site: Site, settings: Settings) -> None:
    """Nothing is asked for."""
    with pytest.raises(UsageError, match=r"licence \(All rights reserved\) does not allow"):
        load(settings, entry(site, licence="All rights reserved", allows=Allows(index=False)))
    assert site.seen == []


def test_what_is_due(site: Site, settings: Settings) -> None:
    """Never loaded, or longer ago than its days; not without days, nor where it may not be indexed."""
    site.put("/g", page("One."))
    monthly = entry(site, "/g")
    load(settings, monthly, list_version="0123456789ab")
    others = (
        replace(monthly, name="never-loaded"),
        replace(monthly, name="unasked", refresh_days=None),
        replace(monthly, name="closed", allows=Allows(index=False)),
    )
    now = datetime.now(UTC)
    assert [e.name for e in due((monthly, *others), settings.library, now)] == ["never-loaded"]
    later = now + timedelta(days=30)
    assert [e.name for e in due((monthly, *others), settings.library, later)] == ["local", "never-loaded"]
    assert '"list_version":"0123456789ab"' in (settings.library / "sources.jsonl").read_text()


# The check


def check(settings: Settings, *entries: Entry) -> list[Checked]:
    return list(check_entries(settings, entries, read=read, per_second=1000.0, timeout=4.0))


def test_checks_of_sites(site: Site, settings: Settings) -> None:
    """Reachable, allowed, readable, how old: by the start page, or by one page behind a list. Nothing is stored."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\n")
    site.put("/g", page("One.", "2024-01-15"))
    site.put("/list", '<a href="/x.png"></a><a href="/list">here</a><a href="/g">g</a><a href="/never">x</a>')
    site.sitemap("/g", "/never")
    site.put("/feed", f"<rss><channel><item><link>{site.url}/g</link></item></channel></rss>")
    site.put("/empty", "<p>log in</p>")
    site.put("/slow", fault="drip")
    age = (datetime.now(UTC).date() - date(2024, 1, 15)).days
    good = Checked("local", True, "allowed", True, "2024-01-15", age)
    starts = ("/g", "/list", "/sitemap.xml")
    assert check(settings, *(entry(site, path) for path in starts)) == [good] * 3
    assert check(settings, entry(site, "/feed", kind="feed")) == [good]
    assert "/never" not in site.paths()
    private, nowhere, empty, slow, none = check(
        settings,
        *(entry(site, path) for path in ("/private", "/nowhere", "/empty", "/slow")),
        entry(site, "/list", include=("/h/*",)),
    )
    assert (private.reachable, private.robots) == (None, "refused")
    assert (nowhere.reachable, nowhere.robots) == (False, "allowed")
    assert "HTTP 404" in nowhere.problem
    assert (empty.reachable, empty.extractable, empty.problem) == (True, False, "it has no main text")
    assert (slow.reachable, slow.extractable) == (False, None)
    assert none.problem == "It leads to no page that the source list includes."
    assert not settings.library.exists()


def test_a_check_without_robots(site: Site, settings: Settings) -> None:
    """None where there is no such file, unknown where it cannot be had; the last load is told."""
    site.put("/g", page("One."))
    load(settings, entry(site, "/g"))
    (found,) = check(settings, entry(site, "/g"))
    assert found.robots == "none"
    assert datetime.fromisoformat(found.last_fetched).date() == datetime.now(UTC).date()
    site.put("/robots.txt", fault="500")
    (found,) = check(settings, entry(site, "/g"))
    assert (found.robots, found.reachable) == ("unknown", False)


def test_checks_of_queries_and_files(settings: Settings, tmp_path: Path) -> None:
    """A count by ESearch; the path, and whether its first files can be read."""
    with Standin(made_up(3)) as pubmed:
        there = settings.model_copy(update={"eutils_url": pubmed.url})
        good, empty = check(there, query_entry(), query_entry(address="nosuchword"))
        without = check(there.model_copy(update={"email": ""}), query_entry())[0]
        assert pubmed.ledger.count("efetch") == 0
    assert (good.reachable, good.extractable, good.problem) == (True, True, "")
    assert (empty.reachable, empty.extractable) == (True, False)
    assert "EVIDENCE_EMAIL" in without.problem
    (tmp_path / "a.html").write_text("<html><body><main><p>Aspirin prevents strokes.</p></main></body></html>")
    file, gone = check(
        settings, Entry("f", "file", str(tmp_path / "a.html")), Entry("g", "folder", str(tmp_path / "no"))
    )
    assert (file.reachable, file.extractable, file.newest) == (True, True, datetime.now(UTC).date().isoformat())
    assert gone.reachable is False
    assert not settings.library.exists()


def test_a_check_that_is_held_back(site: Site, settings: Settings) -> None:
    """Offline: the sentence names the setting, and the others are looked at."""
    offline = settings.model_copy(update={"egress_sources": "offline"})
    found = check(offline, entry(site, "/g"), Entry("g", "folder", "/nowhere"))
    assert "EVIDENCE_EGRESS_SOURCES" in found[0].problem
    assert found[0].reachable is None
    assert "no file or folder" in found[1].problem
    assert site.seen == []
