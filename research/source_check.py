"""`evidence sources check`: is each entry reachable, allowed by robots.txt, readable, and how old? Nothing is stored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from evidence.errors import EvidenceError, SourceRejectedError, SourceUnavailableError, UsageError
from evidence.model import Document
from evidence.settings import Settings
from evidence.transport import Transport
from evidence.trust import Entry
from indexers.guidelines.feed import read_feed
from indexers.guidelines.fetching import GONE, PER_SECOND, TIMEOUT, Came, Fetcher
from indexers.guidelines.links import links
from indexers.guidelines.page_about import PageAbout
from indexers.guidelines.robots import Rules, Verdict
from indexers.guidelines.site import canonical, included, is_asset, is_paper, on_named_host, on_site
from indexers.guidelines.sitemap import is_sitemap, read_sitemap, unpacked
from indexers.guidelines.xml import BadXmlError
from indexers.pubmed.entrez import Entrez
from research.live import transport_of
from research.source_files import files_of
from research.source_log import last_loads
from research.source_pages import ReadPage, default_reader
from research.source_query import count, query_of

TRIES = 2  # somebody waits


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at an entry showed; None and "" where that was not come to.

    `newest` is the date of the page or file looked at, as precise as it states it, and `age_days` how long ago that is.
    """

    name: str
    reachable: bool | None = None
    robots: Verdict = "unknown"
    extractable: bool | None = None
    newest: str = ""
    age_days: int | None = None
    last_fetched: str = ""  # ISO 8601, UTC: the last load that was completed
    problem: str = ""


def check_entries(
    settings: Settings,
    entries: Iterable[Entry],
    progress: Callable[[str], None] = lambda name: None,
    *,
    read: ReadPage | None = None,
    per_second: float = PER_SECOND,
    timeout: float = TIMEOUT,
) -> tuple[Checked, ...]:
    """Look at each entry: robots.txt, its address, and one page behind it if that is a list. What is wrong is in `problem`."""
    last = last_loads(settings.library)
    made = []
    for entry in entries:
        progress(entry.name)
        found = _checked(settings, entry, read or default_reader(), per_second, timeout)
        when = last.get(entry.name)
        found = replace(found, last_fetched=when.isoformat(timespec="seconds") if when else "")
        made.append(replace(found, age_days=_age(found.newest, datetime.now(UTC).date())))
    return tuple(made)


def _checked(settings: Settings, entry: Entry, read: ReadPage, per_second: float, timeout: float) -> Checked:
    try:
        if entry.kind == "pubmed-query":
            return _query(settings, entry)
        if entry.kind in ("folder", "file"):
            return _files(entry)
        with Transport(
            settings.egress_sources, settings.library, per_second=per_second, timeout=timeout, tries=TRIES
        ) as transport:
            return _site(entry, Fetcher(transport, entry), read)
    except EvidenceError as error:
        return Checked(entry.name, problem=str(error))


def _query(settings: Settings, entry: Entry) -> Checked:
    try:
        with transport_of(settings, False, TRIES) as transport:
            matching = count(
                Entrez(transport, settings.eutils_url, settings.email, settings.ncbi_api_key), query_of(entry)
            )
    except (SourceUnavailableError, SourceRejectedError) as error:
        return Checked(entry.name, False, "none", problem=str(error))
    problem = "" if matching else "No record matches the query: correct its address."
    return Checked(entry.name, True, "none", matching > 0, problem=problem)


def _files(entry: Entry) -> Checked:
    """The first file that can be read, and the date of the newest."""
    try:
        inputs = files_of(entry)
    except UsageError as error:
        return Checked(entry.name, False, "none", problem=str(error))
    times = [Path(each.name).stat().st_mtime for each in inputs if Path(each.name).is_file()]
    newest = datetime.fromtimestamp(max(times), UTC).date().isoformat() if times else ""
    readable = any(isinstance(item, Document) for each in inputs[:3] for item in each.read())
    problem = "" if readable else "None of its first files can be read."
    return Checked(entry.name, True, "none", readable, newest, problem=problem)


def _site(entry: Entry, fetcher: Fetcher, read: ReadPage) -> Checked:
    start = canonical(entry.address)
    if not start:
        return Checked(entry.name, False, problem=f"{entry.address} is no web address: correct it in the source list.")
    rules = fetcher.rules(start)
    found = Checked(entry.name, robots=_verdict(rules, start))
    try:
        came = _there(fetcher, start)
    except (SourceUnavailableError, SourceRejectedError) as error:
        return replace(found, reachable=None if found.robots == "refused" else False, problem=str(error))
    found = replace(found, reachable=True)
    try:
        return _readable(found, entry, fetcher, came, read)
    except (SourceUnavailableError, SourceRejectedError, BadXmlError) as error:
        return replace(found, extractable=False, problem=str(error))


def _readable(found: Checked, entry: Entry, fetcher: Fetcher, came: Came, read: ReadPage) -> Checked:
    """By its start page, where that is a page of its own; else by the first page that it leads to."""
    behind, is_list = _behind(entry, fetcher, came)
    if not is_list and included(came.url, entry):
        item = read(came.body, PageAbout.of(entry, came.url, came.at[:10]))
        if isinstance(item, Document):
            return replace(found, extractable=True, newest=_date(item))
        if not behind:
            return replace(found, extractable=False, problem=item.reason)
    if not behind:
        return replace(found, extractable=False, problem="It leads to no page that the source list includes.")
    page = _there(fetcher, behind)
    item = read(page.body, PageAbout.of(entry, page.url, page.at[:10]))
    if isinstance(item, Document):
        return replace(found, extractable=True, newest=_date(item))
    return replace(found, extractable=False, problem=f"{page.url}: {item.reason}")


def _behind(entry: Entry, fetcher: Fetcher, came: Came) -> tuple[str, bool]:
    """(the first page that the start leads to, "" for none; whether the start is a mere list). Raises BadXmlError."""
    data = unpacked(came.body)
    if entry.kind == "feed":
        return _first((canonical(link, came.url) for link in read_feed(data)), entry), True
    if not is_sitemap(data):
        return _first((url for url in links(data, came.url) if url != came.url), entry), False
    listed = read_sitemap(data)
    below = next((url for url in map(canonical, listed.sitemaps) if url and on_site(url, entry)), "")
    if below:
        listed = read_sitemap(unpacked(_there(fetcher, below).body))
    return _first(map(canonical, listed.pages), entry), True


def _first(addresses: Iterable[str], entry: Entry) -> str:
    here = on_named_host if entry.kind == "feed" else on_site
    wanted = (url for url in addresses if url and here(url, entry) and included(url, entry))
    return next((url for url in wanted if not is_asset(url) and not is_paper(url)), "")


def _there(fetcher: Fetcher, url: str) -> Came:
    """The page. Raises SourceRejectedError also where it is not there."""
    came = fetcher.get(url, anywhere=True)
    if came.status in GONE or came.status == 304:
        raise SourceRejectedError(f"{url} is not there (HTTP {came.status}): correct the address in the source list.")
    return came


def _verdict(rules: Rules, url: str) -> Verdict:
    if rules.why:
        return "unknown"
    if not rules.found:
        return "none"
    return "refused" if rules.why_not(url) else "allowed"


def _date(document: Document) -> str:
    return document.revised or document.published.date


def _age(newest: str, today: date) -> int | None:
    """In days; from the first of the month or year where no more is known."""
    parts = [int(part) for part in newest.split("-") if part.isdigit()]
    try:
        return max(0, (today - date(*[*parts, 1, 1][:3])).days) if parts else None
    except ValueError:
        return None
