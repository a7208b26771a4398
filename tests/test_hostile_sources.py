"""What a hostile site, a hurried librarian and an edited plan try: each is refused or told, and none gets outside."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evidence.errors import UsageError
from evidence.model import Filters
from evidence.source_list import list_place, parse_entries
from evidence.trust import Entry, SourceList
from indexers.guidelines.site import canonical, included
from research.cli.main import main
from research.live_entries import entries_left_out, within_entry
from research.live_queries import LiveQuery
from research.plan import make_plan
from research.plan_file import both, from_yaml, to_yaml
from tests.guideline_server import Site, guideline_server

Run = Callable[..., tuple[int, str, str]]
SITE = Entry("body", "guideline-site", "https://body.example.org/", include=("/guidance/*",), exclude=("*/draft/*",))
PAGE = (
    "<html lang=en><head><title>{0}</title></head><body><main><h1>{0}</h1><p>Published: 3 March 2024</p>"
    "<p>{0} is a long enough paragraph about the screening of adults in general practice.</p></main></body></html>"
)
LIST = '[[source]]\nname = "body"\nkind = "guideline-site"\naddress = "{}"\n'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))
    with guideline_server() as made:
        yield made


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """`evidence WORDS` on one library: exit code, standard output, standard error."""
    for name in [name for name in os.environ if name.startswith("EVIDENCE_") and name != "EVIDENCE_CACHE"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EVIDENCE_EMBEDDER", "none")

    def command(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["evidence", "--library", str(tmp_path / "library"), *words])
        capfdbinary.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


@pytest.mark.parametrize(
    "path",
    [
        "/guidance/x/..%2f..%2fadmin",  # a server that unpacks before it looks for dots has /admin
        "/guidance/..%2F..%2fetc%2fpasswd",
        "/guidance/..%5cadmin",
        "/guidance/%252e%252e%252fadmin",  # packed twice
        "/guidance/%64raft/page",  # /guidance/draft/page
        "/guidance/dr%61ft/page",
        "/guidance/x%2fdraft%2fpage",
        "/guidance/../draft/page",
    ],
)
def test_no_spelling_gets_around_the_patterns(path: str) -> None:
    """What a server may read as another path must satisfy include and exclude in that reading too."""
    assert not included(canonical(path, SITE.address), SITE)


def test_a_letter_is_a_letter_however_it_is_packed() -> None:
    """RFC 3986, section 6.2.2.2: one spelling, so that a page is one page; and patterns may be written either way."""
    assert canonical("https://body.example.org/%67uidance/%41-%7e%2Eb") == "https://body.example.org/guidance/A-~.b"
    assert canonical("https://body.example.org/a%2fb%20c") == "https://body.example.org/a%2fb%20c"
    page = canonical("/guidé/x", SITE.address)
    for pattern in ("/guidé/*", "/guid%C3%A9/*"):
        assert included(page, Entry("body", "guideline-site", SITE.address, include=(pattern,)))


@pytest.mark.parametrize("address", ["https://a..b/", f"https://{'a' * 64}.example.org/", "https://.example.org/"])
def test_a_host_that_no_network_knows_is_named(address: str) -> None:
    """It is said when the list is read, not in the middle of a crawl."""
    with pytest.raises(UsageError, match=r"source body: address is .* names a host"):
        parse_entries(LIST.format(address), "list")


def test_a_list_that_is_a_broken_link_is_no_reason_to_take_another(run: Run, tmp_path: Path) -> None:
    """The librarian's list is on a disk that is away: an error, not the list that ships."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "sources.toml").symlink_to(tmp_path / "away" / "trusted.toml")
    assert list_place(None, folder) == folder / "sources.toml"
    code, out, err = run("sources", "list")
    assert (code, out) == (2, "")
    assert "There is no source list" in err


def test_a_folder_in_place_of_the_list(run: Run, tmp_path: Path) -> None:
    """A sentence for every command, and no traceback."""
    (tmp_path / "library" / "sources.toml").mkdir(parents=True)
    for words in (("list",), ("add", "x", "--kind", "file", "--address", "/x")):
        code, _, err = run("sources", *words)
        assert (code, "cannot be read" in err) == (2, True), err


def test_an_edited_plan_that_leaves_out_all_that_the_policy_admits() -> None:
    """Said, since the search would find nothing and look like an answer; what is left of two is searched."""
    policy = Filters(sources=("nice", "sign"))
    with pytest.raises(UsageError, match="leaves out every one"):
        both(Filters(not_sources=("nice", "sign", "cdc")), policy)
    assert both(Filters(not_sources=("nice",)), policy) == Filters(sources=("sign",), not_sources=("nice",))


def test_a_plan_with_a_language_that_is_none(tmp_path: Path) -> None:
    """It would match nothing in silence."""
    path = tmp_path / "plan.yaml"
    path.write_text(to_yaml(make_plan("Does aspirin prevent stroke?", Filters(languages=("English",)))))
    with pytest.raises(UsageError, match="query 1: English is no code of a language"):
        from_yaml(path)


@pytest.mark.parametrize("typed", ["cancer OR ((aspirin", "aspirin) OR (cancer", 'aspirin "stroke'])
def test_a_live_query_stays_within_its_entry(typed: str) -> None:
    """What it brings is known as the entry's: brackets or quotes that would let more in are refused."""
    reviews = Entry("reviews", "pubmed-query", "systematic[sb]")
    with pytest.raises(UsageError, match="do not close"):
        within_entry([LiveQuery(typed)], reviews)
    with pytest.raises(UsageError, match="do not close"):
        within_entry([LiveQuery("aspirin")], Entry("odd", "pubmed-query", "a[ti]) OR (b[ti]"))
    assert within_entry([LiveQuery(typed)], None) == (LiveQuery(typed),)


def test_a_live_query_leaves_out_what_the_policy_leaves_out() -> None:
    """A record of an excluded query is not brought by asking PubMed as a whole, or by another entry that has it too."""
    reviews, trials = (Entry(n, "pubmed-query", f"{n}[pt]") for n in ("reviews", "trials"))
    trusted = SourceList.of([reviews, trials])
    left_out = entries_left_out(trusted, Filters(not_sources=("trials", "mine")))
    assert left_out == (trials,)
    asked = [LiveQuery("aspirin")]
    assert [q.text for q in within_entry(asked, None, left_out)] == ["(aspirin) NOT (trials[pt])"]
    assert [q.text for q in within_entry(asked, reviews, left_out)] == ["(aspirin) AND (reviews[pt]) NOT (trials[pt])"]


def _two_sites(run: Run, site: Site) -> None:
    site.put("/index", '<h1>All</h1><a href="/a">a</a><a href="/away">b</a><a href="/gone">c</a>')
    site.put("/a", PAGE.format("Page A"))
    site.put("/away", to="file:///etc/passwd")
    for name, address in (("down", "http://127.0.0.1:9/x"), ("up", f"{site.url}/index")):
        assert run("sources", "add", name, "--kind", "guideline-site", "--address", address, "--http")[0] == 0


def test_a_site_that_is_down_does_not_keep_the_others(run: Run, site: Site) -> None:
    """Of several sources those that can be had are loaded and told; the other is named, and the command exits 3."""
    _two_sites(run, site)
    code, out, err = run("ingest", "source", "down", "up", "--json")
    done = json.loads(out)
    assert (code, done["added"], [each["name"] for each in done["sources"]]) == (3, 2, ["up"])
    assert "evidence: down: http://127.0.0.1:9/x: it was not asked" in err
    assert run("ingest", "source", "down")[0] == 1


def test_every_page_that_was_refused_is_counted(run: Run, site: Site) -> None:
    """Named once and counted, those that did not come among them; a redirect out of the web is the site's doing."""
    _two_sites(run, site)
    code, out, err = run("ingest", "source", "up")
    assert (code, out.splitlines()[-1]) == (
        3, "2 read: 2 added, 0 updated, 0 unchanged, 0 deleted, 2 refused. Revision 1."
    )  # fmt: skip
    assert err.count("/away") == 1
    assert "it sends on to what is no web address" in err
    assert "setting" not in err


def test_a_list_of_strangers_pages_is_told(run: Run, site: Site) -> None:
    """A sitemap that names only other places brings nothing, and that is said; none of them is asked."""
    listed = "".join(f"<url><loc>{a}</loc></url>" for a in ("file:///etc/passwd", "http://169.254.169.254/latest"))
    site.put("/sitemap.xml", f"<urlset>{listed}</urlset>", kind="application/xml")
    run("sources", "add", "map", "--kind", "guideline-site", "--address", f"{site.url}/sitemap.xml", "--http")
    code, out, err = run("ingest", "source", "map")
    assert (code, out.startswith("0 read"), site.paths()) == (0, True, ["/robots.txt", "/sitemap.xml"])
    assert "map: No page was found that the source list includes" in err


def test_an_update_says_what_is_so(run: Run, site: Site, tmp_path: Path) -> None:
    """A source that is not due is a source; one of which a page is refused was brought up to date but for that."""
    _two_sites(run, site)
    run("sources", "remove", "up")
    run(
        "sources", "add", "up", "--kind", "guideline-site", "--address", f"{site.url}/index", "--http", "--refresh", "1"
    )
    run("ingest", "source", "up")
    code, out, _ = run("update")
    assert (code, "Not due yet: up." in out, "no source" in out) == (0, True, False)
    log = tmp_path / "library" / "sources.jsonl"
    line = json.loads(log.read_text())
    log.write_text(json.dumps(line | {"at": "2020-01-01T00:00:00+00:00"}) + "\n")
    site.put("/a", PAGE.format("Page A, new"))
    code, _, err = run("update")
    assert (code, "up was not wholly brought up to date: 2 of its pages" in err) == (3, True), err


def test_runs_of_no_library(run: Run) -> None:
    """There never was one, so nothing is said of one that is not there any more."""
    assert run("runs", "list", "--affected") == (0, "No report has been made from this library yet.\n", "")
