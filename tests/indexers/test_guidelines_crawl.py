"""A crawl of a real server on this machine: polite, within its limits, and not to be led astray."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import EgressRefusedError, SourceRejectedError, SourceUnavailableError
from evidence.transport import Transport
from evidence.trust import Entry
from indexers.guidelines.crawl import IN_A_ROW, Crawl, Crawled
from indexers.guidelines.fetching import Fetcher, agent
from indexers.guidelines.raw import PageStore
from tests.guideline_server import MODIFIED, Fault, Site, guideline_server

INDEX = "<h1>All guidelines</h1>"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with guideline_server() as made:
        yield made


def entry(site: Site, path: str = "/", **changes: Any) -> Entry:
    """At 127.0.0.1, which the librarian wrote down, without https as he says."""
    made = Entry("local", "guideline-site", site.url + path, https_only=False)
    return replace(made, **changes)


def crawl(folder: Path, source: Entry, *, finish: bool = True, egress: Any = "any", **changes: Any) -> Crawled:
    """One run, as fast as the machine goes."""
    store = PageStore(folder, source.name)
    store.begin(datetime.now(UTC))
    options = {"per_second": 1000.0, "timeout": 20.0, "tries": 2} | changes
    with Transport(egress, folder, **options) as transport:
        found = Crawl(source, Fetcher(transport, source), store).run()
    if finish:
        store.finish(datetime.now(UTC))
    return found


def linked(*paths: str) -> str:
    return INDEX + "".join(f'<a href="{path}">{path}</a>' for path in paths)


def paths(found: Crawled) -> list[str]:
    """Of the pages that are to be documents."""
    return ["/" + line.final.split("/", 3)[3] for line in found.pages]


def reasons(found: Crawled) -> dict[str, str]:
    return {"/" + refused.record.split("/", 3)[3]: refused.reason for refused in found.refused}


# Where it goes


def test_links_within_the_patterns(site: Site, folder: Path) -> None:
    """robots.txt first, then the start, then each page once; the index is no document where it matches no pattern."""
    site.put(
        "/", linked("/g/a", "g/a#top", "/g/a?utm_source=x", "/g/b", "/news", "/g/draft/c", "/g/x.png", "//f.org/g/d")
    )
    site.put("/g/a", linked("/g/b", "/"))
    site.put("/g/b", "<p>b")
    found = crawl(folder, entry(site, include=("/g/*",), exclude=("*/draft/*",)))
    assert paths(found) == ["/g/a", "/g/b"]
    assert site.paths() == ["/robots.txt", "/", "/g/a", "/g/b"]
    assert found.index == f"{site.url}/"
    assert found.refused == found.vanished == found.notes == ()


def test_without_patterns_the_start_is_a_page(site: Site, folder: Path) -> None:
    site.put("/a", linked("/b"))
    site.put("/b", "<p>b")
    assert paths(crawl(folder, entry(site, "/a"))) == ["/a", "/b"]


def test_depth(site: Site, folder: Path) -> None:
    """Two links from the start, and no third."""
    for here, there in ("/0", "/1"), ("/1", "/2"), ("/2", "/3"), ("/3", "/4"):
        site.put(here, linked(there))
    assert paths(crawl(folder, entry(site, "/0", max_depth=2))) == ["/0", "/1", "/2"]


def test_most_pages(site: Site, folder: Path) -> None:
    """Of a calendar without an end, as many as the entry allows; what was left out is said."""
    for number in range(10):
        site.put(f"/day/{number}", linked(f"/day/{number + 1}", f"/day/{number + 2}"))
    found = crawl(folder, entry(site, "/day/0", max_pages=4, max_depth=99))
    assert len(found.pages) == 4
    assert len(site.paths()) == 5
    assert "max_pages" in found.notes[0]


def test_a_sitemap_of_a_hundred_thousand(site: Site, folder: Path) -> None:
    """No more of it is kept in mind than could be visited."""
    site.sitemap(*(f"/{number}" for number in range(100_000)))
    store = PageStore(folder, "local")
    source = entry(site, "/sitemap.xml", max_pages=3)
    for number in range(3):
        site.put(f"/{number}", "<p>x")
    with Transport("any", folder, per_second=1000.0) as transport:
        made = Crawl(source, Fetcher(transport, source), store)
        found = made.run()
    assert paths(found) == ["/0", "/1"]
    assert len(made._seen) < 100
    assert "max_pages" in found.notes[0]


def test_a_site_that_would_fill_the_disk(site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left after so many bytes, which is said."""
    monkeypatch.setattr("indexers.guidelines.crawl.MOST_BYTES", 1000)
    site.put("/", linked("/a", "/b", "/c"))
    for name in ("/a", "/b", "/c"):
        site.put(name, "<p>" + "x" * 600)
    found = crawl(folder, entry(site))
    assert (paths(found), found.whole) == (["/", "/a", "/b"], False)
    assert "More than 1,000 bytes" in found.notes[0]


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap(site: Site, folder: Path, packed: bool) -> None:
    """Its pages, by the same patterns; it is no document itself."""
    site.sitemap("/a", "/b", "/c.pdf", packed=packed)
    site.put("/a", "<p>a")
    site.put("/b", "<p>b")
    found = crawl(folder, entry(site, "/sitemap.xml", exclude=("/b",)))
    assert paths(found) == ["/a"]
    found = crawl(folder, entry(site, "/sitemap.xml"))
    assert paths(found) == ["/a", "/b"]
    assert "1 links lead to PDF" in found.notes[0]


def test_an_index_of_sitemaps(site: Site, folder: Path) -> None:
    """On the site's own host; one that is broken is refused by name."""
    places = (f"{site.url}/s1.xml.gz", f"{site.url}/s2.xml", "https://f.org/s3.xml", f"{site.url}/index.xml")
    listed = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
    site.put("/index.xml", f"<sitemapindex>{listed}</sitemapindex>", kind="application/xml")
    site.sitemap("/a", at="/s1.xml.gz", packed=True)
    site.put("/s2.xml", "<urlset><url>", kind="application/xml")
    site.put("/a", "<p>a")
    found = crawl(folder, entry(site, "/index.xml"))
    assert paths(found) == ["/a"]
    assert "not well-formed" in reasons(found)["/s2.xml"]


def test_a_feed(site: Site, folder: Path) -> None:
    """The pages of its entries and no further; another host only where the entry names it."""
    other = f"http://localhost:{site.port}"
    items = "".join(f"<item><link>{link}</link></item>" for link in (f"{site.url}/a", f"{other}/b", "https://f.org/c"))
    site.put("/feed", f"<rss><channel>{items}</channel></rss>", kind="application/rss+xml")
    site.put("/a", linked("/d"))
    site.put("/b", "<p>b")
    assert paths(crawl(folder, entry(site, "/feed", kind="feed"))) == ["/a"]
    both = entry(site, "/feed", kind="feed", redirects=("localhost",))
    assert [line.final for line in crawl(folder, both).pages] == [f"{site.url}/a", f"{other}/b"]


def test_a_feed_that_is_none(site: Site, folder: Path) -> None:
    """Said, with the address; not crawled as if it were a site."""
    site.put("/feed", linked("/a"))
    with pytest.raises(SourceRejectedError, match=r"local: .*/feed cannot be read"):
        crawl(folder, entry(site, "/feed", kind="feed"))


# Politeness


def test_robots_are_obeyed(site: Site, folder: Path) -> None:
    """Asked for once; a page that it forbids is refused with that reason, and never asked for."""
    site.put("/robots.txt", "User-agent: evidence-engine\nDisallow: /g/private\n", kind="text/plain")
    site.put("/", linked("/g/private", "/g/a"))
    site.put("/g/private", "<p>no")
    site.put("/g/a", "<p>a")
    found = crawl(folder, entry(site, include=("/g/*",)))
    assert site.paths() == ["/robots.txt", "/", "/g/a"]
    assert "robots.txt does not allow" in reasons(found)["/g/private"]


def test_a_site_that_wants_no_robots(site: Site, folder: Path) -> None:
    """Nothing but robots.txt is asked for, and the sentence names the entry."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    with pytest.raises(SourceRejectedError, match=r"local: .*robots\.txt does not allow"):
        crawl(folder, entry(site))
    assert site.paths() == ["/robots.txt"]


def test_robots_that_fail_refuse_for_now(site: Site, folder: Path) -> None:
    site.put("/robots.txt", fault="500")
    with pytest.raises(SourceUnavailableError, match=r"robots\.txt cannot be had just now"):
        crawl(folder, entry(site))
    assert set(site.paths()) == {"/robots.txt"}


def test_robots_hold_for_where_a_redirect_leads(site: Site, folder: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\n")
    site.put("/", linked("/a"))
    site.put("/a", to="/private")
    site.put("/private", "<p>no")
    assert "robots.txt does not allow" in reasons(crawl(folder, entry(site)))["/a"]
    assert "/private" not in site.paths()


def test_one_request_at_a_time_and_not_too_fast(site: Site, folder: Path) -> None:
    """Three a second at most, by the server's clock, and none during another."""
    names = [f"/{number}" for number in range(6)]
    site.put("/", linked(*names))
    for name in names:
        site.put(name, "<p>x", pause=0.05)
    crawl(folder, entry(site), per_second=1 / 0.3)
    starts = [each.at for each in site.seen]
    assert len(starts) == 8
    assert site.overlaps["127.0.0.1"] == 0
    assert starts[-1] - starts[0] >= 1.0  # seconds: 3 in the first window of 1.1 s, 3 in the second, 2 in the third


def test_crawl_delay_is_kept(site: Site, folder: Path) -> None:
    """Two seconds between pages, on a clock that we turn: robots.txt itself, the start, three pages."""
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 2\n")
    site.put("/", linked("/a", "/b", "/c"))
    for name in ("/a", "/b", "/c"):
        site.put(name, "<p>x")
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    crawl(folder, entry(site), clock=lambda: now[0], sleep=sleep)
    assert len(slept) == 4
    assert all(2.0 <= pause <= 2.2 for pause in slept)


def test_a_delay_of_minutes_is_said(site: Site, folder: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 120\n")
    with pytest.raises(SourceRejectedError, match="120 seconds"):
        crawl(folder, entry(site))


def test_we_say_who_we_are(site: Site, folder: Path) -> None:
    """With the entry's contact; what could break a header is left out of it."""
    site.put("/", "<p>x")
    crawl(folder, entry(site, contact="librarian@example.org"))
    assert {each.headers["user-agent"] for each in site.seen} == {"evidence-engine (+librarian@example.org)"}
    assert agent(entry(site, contact="a\r\nX-Evil: (1) é")) == "evidence-engine (+aX-Evil: 1)"
    assert agent(entry(site, contact=" ")) == "evidence-engine"


def test_without_a_place_for_locks(site: Site, folder: Path, tmp_path: Path) -> None:
    """A file where the folder of locks should be: the pages come all the same."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "hosts").write_text("")
    site.put("/", "<p>x")
    assert paths(crawl(folder, entry(site))) == ["/"]


def test_nothing_is_asked_offline(site: Site, folder: Path) -> None:
    with pytest.raises(EgressRefusedError):
        crawl(folder, entry(site), egress="offline")
    assert site.seen == []


# The second time


def test_a_second_run_is_all_304(site: Site, folder: Path) -> None:
    """By ETag or by date; the pages are the same, with the time at which they were first seen."""
    site.put("/", linked("/a", "/b"))
    site.put("/a", "<p>a")
    site.put("/b", "<p>b", tags=False, modified=MODIFIED)
    first = crawl(folder, entry(site))
    site.forget()
    second = crawl(folder, entry(site))
    assert site.statuses() == {"/robots.txt": 404, "/": 304, "/a": 304, "/b": 304}
    assert [(p.final, p.sha256, p.since) for p in second.pages] == [(p.final, p.sha256, p.since) for p in first.pages]


def test_a_page_whose_bytes_were_lost_is_asked_for_whole(site: Site, folder: Path) -> None:
    site.put("/", "<p>a")
    line = crawl(folder, entry(site)).pages[0]
    (folder / "pages" / line.sha256).unlink()
    site.forget()
    assert crawl(folder, entry(site)).pages[0].sha256 == line.sha256
    assert site.statuses()["/"] == 200


def test_a_page_that_vanished(site: Site, folder: Path) -> None:
    """Named once, by 404 or 410, though nothing leads to it any more; one that never was is a refusal."""
    site.sitemap("/a", "/b", "/c")
    for name in ("/a", "/b", "/c"):
        site.put(name, "<p>x")
    crawl(folder, entry(site, "/sitemap.xml"))
    site.sitemap("/a", "/b", "/never")
    site.put("/b", status=410)
    del site.pages["/c"]
    second = crawl(folder, entry(site, "/sitemap.xml"))
    assert (paths(second), sorted(second.vanished)) == (["/a"], [f"{site.url}/b", f"{site.url}/c"])
    assert "not there" in reasons(second)["/never"]
    third = crawl(folder, entry(site, "/sitemap.xml"))
    assert third.vanished == ()
    site.put("/c", "<p>back")
    site.sitemap("/a", "/c")
    assert paths(crawl(folder, entry(site, "/sitemap.xml"))) == ["/a", "/c"]


def test_a_page_that_nothing_leads_to_stays(site: Site, folder: Path) -> None:
    """As long as it is there."""
    site.sitemap("/a", "/b")
    site.put("/a", "<p>a")
    site.put("/b", "<p>b")
    crawl(folder, entry(site, "/sitemap.xml"))
    site.sitemap("/a")
    assert paths(crawl(folder, entry(site, "/sitemap.xml"))) == ["/a", "/b"]


def test_old_pages_of_a_feed_are_asked_for_in_turn(site: Site, folder: Path) -> None:
    """Within max_pages (3: the feed, its one page, one of the old): those first that were not asked for the longest."""
    for number in range(4):
        site.put(f"/{number}", f"<p>{number}")
        site.put("/feed", f"<rss><channel><item><link>{site.url}/{number}</link></item></channel></rss>")
        site.forget()
        crawl(folder, entry(site, "/feed", kind="feed", max_pages=3))
    assert len(site.paths()) == 4
    assert site.paths()[:3] == ["/robots.txt", "/feed", "/3"]


def test_an_interrupted_run_goes_on(site: Site, folder: Path) -> None:
    """Pages of the interrupted run are not asked for again; those that failed are."""
    site.put("/", linked("/a", "/b"))
    site.put("/a", "<p>a")
    site.put("/b", fault="cut", body=b"<p>" + b"b" * 100)
    assert paths(crawl(folder, entry(site), finish=False)) == ["/", "/a"]
    site.put("/b", "<p>b")
    site.forget()
    assert paths(crawl(folder, entry(site))) == ["/", "/a", "/b"]
    assert site.paths() == ["/robots.txt", "/b"]


# What sites do


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("cut", "no good answer"),
        ("drip", "too slowly"),
        ("500", "HTTP 500"),
        ("hangs up", "no good answer"),
        ("announces 2 GB", "more than"),
        ("streams for ever", "more than"),
        ("gzip bomb", "more than"),
        ("circle", "circles"),
    ],
)
def test_a_broken_page_does_not_keep_the_others(site: Site, folder: Path, fault: Fault, reason: str) -> None:
    """It is refused by its address, with a reason."""
    site.put("/", linked("/broken", "/a"))
    site.put("/broken", b"<p>" + b"x" * 1000, fault=fault)
    site.put("/a", "<p>a")
    found = crawl(folder, entry(site, include=("/*[a-z]",)), timeout=3.0)
    assert paths(found) == ["/a"]
    assert reason in reasons(found)["/broken"]
    assert found.whole


def test_a_failure_that_passes(site: Site, folder: Path) -> None:
    site.put("/", "<p>a", fault="503 once")
    assert paths(crawl(folder, entry(site))) == ["/"]


def test_a_site_that_stops_answering_is_left(site: Site, folder: Path) -> None:
    """After five pages in a row; the run counts as interrupted."""
    names = [f"/{number}" for number in range(20)]
    site.put("/", linked(*names))
    for name in names:
        site.put(name, fault="hangs up")
    found = crawl(folder, entry(site), tries=1)
    assert len(found.refused) == IN_A_ROW
    assert not found.whole
    assert "the site was left" in found.notes[0]


@pytest.mark.parametrize(
    "where",
    [
        "http://localhost:{port}/secret", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/",
        "https://elsewhere.example/", "ftp://127.0.0.1/", "http://127.0.0.1:9/", "//", "http://127.0.0.1:{port}@10.0.0.1/",
    ],
)  # fmt: skip
def test_redirects_that_lead_astray(site: Site, folder: Path, where: str) -> None:
    """To another host, inside, or to what is no address: refused with a reason, and nothing there is asked."""
    site.put("/", linked("/a", "/b"))
    site.put("/a", to=where.format(port=site.port))
    site.put("/b", "<p>b")
    site.put("/secret", "<p>secret")
    found = crawl(folder, entry(site))
    assert paths(found) == ["/", "/b"]
    assert reasons(found)["/a"]
    assert "/secret" not in site.paths()


def test_a_named_host_is_followed_but_not_inside(site: Site, folder: Path) -> None:
    """`redirects` opens another host, whose robots.txt holds there; a public name that leads inside stays closed."""
    site.put("/", linked("/a", "/b"))
    site.put("/a", to=f"http://localhost:{site.port}/moved")
    site.put("/b", to=f"http://rebound.test:{site.port}/secret")
    site.put("/moved", "<p>moved")
    site.put("/secret", "<p>secret")
    found = crawl(
        folder,
        entry(site, redirects=("localhost", "rebound.test")),
        look_up=lambda host, port: ["127.0.0.1"],
    )
    assert [line.final for line in found.pages] == [f"{site.url}/", f"http://localhost:{site.port}/moved"]
    assert "inside this network" in reasons(found)["/b"]
    assert "/secret" not in site.paths()
    assert site.paths().count("/robots.txt") == 2


def test_a_public_site_whose_name_leads_inside(site: Site, folder: Path) -> None:
    """A name server that turns: nothing is asked."""
    source = replace(entry(site), address=f"http://guidelines.test:{site.port}/")
    with pytest.raises(SourceRejectedError, match="inside this network"):
        crawl(folder, source, look_up=lambda host, port: ["127.0.0.1"])
    assert site.seen == []


def test_a_redirect_out_of_the_patterns(site: Site, folder: Path) -> None:
    """A guideline that now leads to the log-in page is refused, not taken for it."""
    site.put("/", linked("/g/a"))
    site.put("/g/a", to="/login")
    site.put("/login", "<p>log in")
    found = crawl(folder, entry(site, include=("/g/*",)))
    assert paths(found) == []
    assert "does not include" in reasons(found)["/g/a"]


def test_two_addresses_of_one_page(site: Site, folder: Path) -> None:
    """An old address that leads to the new one makes no second page."""
    site.put("/", linked("/old", "/new"))
    site.put("/old", to="/new", status=301)
    site.put("/new", "<p>x")
    assert paths(crawl(folder, entry(site))) == ["/", "/new"]


def test_plain_http_needs_to_be_said(site: Site, folder: Path) -> None:
    site.put("/", "<p>x")
    with pytest.raises(SourceRejectedError, match="https_only"):
        crawl(folder, entry(site, https_only=True))
    assert site.seen == []


def test_what_is_no_page(site: Site, folder: Path) -> None:
    """A picture or PDF without an ending is refused by its kind."""
    site.put("/", linked("/download"))
    site.put("/download", b"%PDF-1.7", kind="application/pdf")
    assert "application/pdf" in reasons(crawl(folder, entry(site)))["/download"]


def test_an_address_that_is_none(folder: Path) -> None:
    with pytest.raises(SourceRejectedError, match="no web address"):
        crawl(folder, Entry("local", "guideline-site", "guidelines"))
