"""Feeds, sitemaps and addresses: what they name, and what of them is not believed."""

import gzip

import pytest

from evidence.trust import Entry
from indexers.guidelines.feed import read_feed
from indexers.guidelines.links import links
from indexers.guidelines.site import canonical, included, on_site
from indexers.guidelines.sitemap import Sitemap, is_sitemap, read_sitemap, unpacked
from indexers.guidelines.xml import BadXmlError
from tests.guideline_server import bomb

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>News</title><link>https://e.org/</link><atom:link href="https://e.org/rss" rel="self"/>
<item><title>A &amp; B</title><link> https://e.org/a </link><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item>
<item><title>By guid</title><guid>https://e.org/b</guid></item>
<item><title>No link</title><guid isPermaLink="false">https://e.org/no</guid></item>
<item><link><![CDATA[https://e.org/c?x=1&y=2]]></link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://e.org/"/><title>News</title>
<entry><title>A</title><link rel="replies" href="https://e.org/r"/><link href="/a"/><updated>2026-03-02</updated></entry>
<entry><title>B</title><link rel="alternate" href="https://e.org/b"/></entry></feed>"""


def test_rss() -> None:
    """Links in their order; a guid counts where it is one."""
    assert read_feed(RSS) == (
        "https://e.org/a",
        "https://e.org/b",
        "https://e.org/c?x=1&y=2",
    )


def test_atom() -> None:
    """The page itself, not its replies; a relative link is left to whom it is relative."""
    assert read_feed(ATOM) == ("/a", "https://e.org/b")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not well-formed"),
        (b"<rss><channel><item>", "not well-formed"),
        (b"<html><body>log in</body></html>", "no feed"),
        (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel/></rss>', "entities"),
        (b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "' + b"&a;" * 10 + b'">]><rss>&b;</rss>', "entities"),
        (b"<rss>" + b"<a>" * 100_000, "not well-formed"),
        ("<rss>\x00</rss>".encode("utf-16"), "not well-formed"),
    ],
)
def test_feeds_that_are_refused(data: bytes, reason: str) -> None:
    """With a reason; no entity is ever expanded."""
    with pytest.raises(BadXmlError, match=reason):
        read_feed(data)


def test_a_billion_laughs() -> None:
    """Ten entities of ten each, ten deep, are refused before they fill the memory."""
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 11))
    data = b'<!DOCTYPE urlset [<!ENTITY e0 "ha">' + entities + b"]><urlset><url><loc>&e10;</loc></url></urlset>"
    with pytest.raises(BadXmlError):
        read_sitemap(data)


def test_sitemaps() -> None:
    """Pages, or further sitemaps; the places of pictures are none of them."""
    head = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">'
    pages = head + b"<url><loc>https://e.org/a</loc><i:image><i:loc>https://e.org/p</i:loc></i:image></url></urlset>"
    index = b"<sitemapindex><sitemap><loc>https://e.org/s1.xml</loc></sitemap></sitemapindex>"
    assert read_sitemap(pages) == Sitemap(pages=("https://e.org/a",))
    assert read_sitemap(index) == Sitemap(sitemaps=("https://e.org/s1.xml",))
    assert [is_sitemap(data) for data in (pages, index, b"<?xml version='1.0'?><!-- x -->" + pages)] == [True] * 3
    assert [is_sitemap(data) for data in (b"<html><pre>" + pages, RSS, b"")] == [False] * 3


def test_packed_sitemaps() -> None:
    """Undone up to a limit; damaged and endless ones are refused."""
    assert unpacked(gzip.compress(b"<urlset/>")) == b"<urlset/>"
    assert unpacked(b"<urlset/>") == b"<urlset/>"
    for data, reason in [
        (gzip.compress(b"<urlset/>")[:-9], "cut off"),
        (b"\x1f\x8bno", "damaged"),
        (bomb(1 << 27), "more than"),
    ]:
        with pytest.raises(BadXmlError, match=reason):
            unpacked(data)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("HTTPS://E.org:443/a/../b#top", "https://e.org/b"),
        ("c?utm_source=x&q=1", "https://e.org/base/c?q=1"),
        ("/x;jsessionid=AB12?a=1", "https://e.org/x?a=1"),
        ("/x?PHPSESSID=1", "https://e.org/x"),
        ("/a b/ä", "https://e.org/a%20b/%C3%A4"),
        ("/a%20b", "https://e.org/a%20b"),
        ("//f.org", "https://f.org/"),
        ("http://e.org:8080/", "http://e.org:8080/"),
        ("https://e.org", "https://e.org/"),
        ("/g/%2e%2E/./admin/", "https://e.org/admin/"),
        ("https://e.org/../../a/..", "https://e.org/"),
        ("/a/b/..", "https://e.org/a/"),
        ("mailto:a@e.org", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://user:word@e.org/", ""),
        ("https://e.org:99999/", ""),
        ("https://[::1", ""),
        ("/" + "a" * 3000, ""),
    ],
)
def test_one_spelling_of_an_address(written: str, address: str) -> None:
    """No fragments, default ports, sessions or trackers; nothing that is no page's address."""
    assert canonical(written, "https://e.org/base/page") == address
    assert canonical(address) == address


def test_what_an_entry_takes_in() -> None:
    """Patterns on the path alone; another port is another site, https beside http is not."""
    entry = Entry("x", "guideline-site", "http://e.org/", include=("/g/*",), exclude=("*/draft/*",))
    assert [included(f"http://e.org{path}", entry) for path in ("/g/a", "/g/draft/a", "/other", "/G/a")] == [
        True, False, False, False,
    ]  # fmt: skip
    assert [on_site(url, entry) for url in ("https://e.org/x", "http://e.org:81/", "http://f.org/")] == [
        True, False, False,
    ]  # fmt: skip


def test_links() -> None:
    """Of <a> and <area>, against <base>, each once; not those that ask not to be followed."""
    page = b"""<base href="/b/"><a href="c">1</a><a href="c#x">2</a><a rel="nofollow" href="d">3</a><area href="/e">
    <a href="mailto:x">4</a><a>5</a><!-- <a href="f"> --><script>'<a href="g">'</script>"""
    assert links(page, "https://e.org/a") == ("https://e.org/b/c", "https://e.org/e")
    assert links(b"<div>" * 100_000 + b'<a href="c">', "https://e.org/a") == ()
    assert links(b'<meta name="robots" content="noindex, nofollow"><a href="c">', "https://e.org/a") == ()
