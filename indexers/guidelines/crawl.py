"""Every page of a guideline site or a feed: from its address along links, sitemaps or entries, within the entry's limits.

One page after the other, none twice, each as `indexers.guidelines.fetching` asks for it and `raw` keeps it. A page that
cannot be had is refused by name and the others go on; a site that stops answering is left.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from evidence.errors import SourceRejectedError, SourceUnavailableError
from evidence.trust import Entry
from indexers.guidelines.feed import read_feed
from indexers.guidelines.fetching import GONE, Before, Came, Fetcher
from indexers.guidelines.links import links
from indexers.guidelines.raw import Line, PageStore
from indexers.guidelines.site import canonical, included, is_asset, is_paper, on_named_host, on_site
from indexers.guidelines.sitemap import is_sitemap, read_sitemap, unpacked
from indexers.guidelines.xml import BadXmlError
from indexers.intake import Refused

SITEMAPS = 50  # of one site: with 50,000 addresses each at most, more than any limit of pages
MOST_BYTES = 2 << 30  # bytes of pages in one run: who sends more is not to fill the disk
IN_A_ROW = 5  # pages that cannot be had just now, after which the site is left for today


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl brought: the line of each page that is to be a document, in order; and what did not come.

    `vanished` were there before and are not any more. `index` is the start page where it led to others: it may turn
    out to have no text of its own. `whole`: nothing was left for another time.
    """

    pages: tuple[Line, ...]
    vanished: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()
    index: str = ""
    asked: int = 0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Next:
    url: str
    depth: int
    sitemap: bool = False


@dataclass(slots=True)
class Crawl:
    """One run over one entry. `run` raises SourceError where its very address cannot be had, and what a transport raises
    where nothing may be sent."""

    entry: Entry
    fetcher: Fetcher
    store: PageStore
    progress: Callable[[str], None] = lambda url: None
    _queue: deque[_Next] = field(default_factory=deque)
    _seen: set[str] = field(default_factory=set)
    _pages: dict[str, Line] = field(default_factory=dict)  # by where they stand
    _vanished: list[str] = field(default_factory=list)
    _refused: list[Refused] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _papers: int = 0
    _listed: bool = False  # a sitemap said which pages there are
    _beyond: bool = False  # max_pages left some out
    _bytes: int = 0  # of pages that came
    _visited: int = 1  # the start
    _sitemaps: int = 0
    _failures: int = 0  # in a row
    _left: bool = False

    def run(self) -> Crawled:
        """From the address, then the pages known from earlier that nothing led to."""
        start = canonical(self.entry.address)
        if not start:
            raise SourceRejectedError(
                f"{self.entry.name}: {self.entry.address} is no web address. Correct it in the source list."
            )
        self._seen.add(start)
        index = self._begin(start)
        while self._queue and not self._left:
            each = self._queue.popleft()
            if each.sitemap or self._visited < self.entry.max_pages:
                self._visit(each)
            else:
                self._beyond = True
        self._ask_known()
        self._say()
        return Crawled(
            tuple(self._pages.values()),
            tuple(self._vanished),
            tuple(self._refused),
            tuple(self._notes),
            index,
            self.fetcher.asked,
            not self._left,
        )

    def _begin(self, start: str) -> str:
        """The start page; its address where it led to others."""
        try:
            line, data = self._fetch(start, anywhere=True)
        except (SourceRejectedError, SourceUnavailableError) as error:
            raise type(error)(f"{self.entry.name}: {start}: {error}") from error
        if line is None:
            raise SourceRejectedError(
                f"{self.entry.name}: {start} is not there (any more). Correct its address in the source list."
            )
        try:
            self._take(start, 0, line, data)
        except BadXmlError as error:
            raise SourceRejectedError(f"{self.entry.name}: {start} cannot be read: {error}.") from error
        if not on_site(line.final, self.entry):
            self._notes.append(
                f"{start} leads to {line.final}, whose links are not followed: name that in the source list."
            )
        return line.final if self._queue else ""

    def _visit(self, each: _Next) -> None:
        self._visited += not each.sitemap
        try:
            line, data = self._fetch(each.url, anywhere=each.sitemap)
            if line is not None:
                self._take(each.url, each.depth, line, data)
            self._failures = 0
        except (SourceRejectedError, BadXmlError) as error:
            self._refused.append(Refused(each.url, str(error)))
        except SourceUnavailableError as error:
            self._refused.append(Refused(each.url, str(error)))
            self._failures += 1
            if self._failures >= IN_A_ROW:
                self._leave(f"{IN_A_ROW} pages in a row could not be had")

    def _leave(self, why: str) -> None:
        self._left = True
        self._notes.append(f"{why}: the site was left. The same command goes on from there.")

    def _fetch(self, url: str, *, anywhere: bool) -> tuple[Line | None, bytes]:
        """The page's line and its bytes, or None for one that is not there."""
        known = self.store.known(url)
        held = self.store.data(known) if known and known.what != "vanished" else None
        if known and held is not None and self.store.asked_in_this_run(url):
            return known, held
        self.progress(url)
        before = Before(known.etag, known.last_modified) if known and held is not None else Before()
        came = self.fetcher.get(url, before, anywhere=anywhere)
        if came.status == 304 and known and held is not None:
            same = replace(known, what="same", at=came.at, final=came.url, status=304)
            self.store.log(same)
            return same, held
        if came.status == 304:
            raise SourceUnavailableError("it says that nothing has changed, and was not asked that: try again later")
        if came.status in GONE:
            self._gone(url, came, known)
            return None, b""
        self._bytes += len(came.body)
        if self._bytes > MOST_BYTES:
            self._leave(f"More than {MOST_BYTES:,} bytes came")
        return self.store.keep(self._line(url, came), came.body), came.body

    def _line(self, url: str, came: Came) -> Line:
        return Line(
            self.entry.name, "came", came.at, url, came.url,
            etag=came.before.etag, last_modified=came.before.last_modified,
            content_type=came.content_type, status=came.status,
        )  # fmt: skip

    def _gone(self, url: str, came: Came, known: Line | None) -> None:
        """A page that was there before has vanished; one that never was is only a broken link."""
        if known is None:
            self._refused.append(Refused(url, f"it is not there (HTTP {came.status})"))
        elif known.what != "vanished":
            self._vanished.append(known.final or url)
            self.store.log(
                Line(self.entry.name, "vanished", came.at, url, known.final, turn=known.turn, status=came.status)
            )

    def _take(self, url: str, depth: int, line: Line, data: bytes) -> None:
        """What a page is: a list of pages, or a page. Raises BadXmlError for a list that cannot be read."""
        self._seen.add(line.final)
        start = depth == 0 and not self._sitemaps
        if start and self.entry.kind == "feed":
            self._line_up((canonical(link, line.final) for link in read_feed(unpacked(data))), 1)
            return
        plain = unpacked(data) if data.startswith(b"\x1f\x8b") else data
        if is_sitemap(plain):
            self._take_sitemap(plain, depth)
            return
        if included(line.final, self.entry) and self._is_page(line):
            self._pages.setdefault(line.final, line)
        if depth < self.entry.max_depth and self.entry.kind == "guideline-site" and not self._listed:
            self._line_up(links(data, line.final), depth + 1)

    def _is_page(self, line: Line) -> bool:
        kind = line.content_type.partition(";")[0].strip().lower()
        if kind in ("", "text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml"):
            return True
        self._refused.append(
            Refused(line.url, f"it is {kind}, not a web page: save it and load it with `evidence ingest files`")
        )
        return False

    def _take_sitemap(self, data: bytes, depth: int) -> None:
        found = read_sitemap(data)
        self._listed = self._listed or bool(found.pages)
        self._line_up((canonical(page) for page in found.pages), depth + 1)
        for address in map(canonical, found.sitemaps):
            if not address or address in self._seen or not on_site(address, self.entry):
                continue
            if self._sitemaps >= SITEMAPS:
                self._notes.append(f"Only the first {SITEMAPS} sitemaps were read.")
                return
            self._sitemaps += 1
            self._seen.add(address)
            self._queue.append(_Next(address, depth, sitemap=True))

    def _line_up(self, addresses: Iterable[str], depth: int) -> None:
        """Those of the addresses that are the entry's, and were not met before."""
        here = on_named_host if self.entry.kind == "feed" else on_site
        for url in addresses:
            if not url or url in self._seen or not here(url, self.entry) or not included(url, self.entry):
                continue
            if len(self._queue) >= self.entry.max_pages + SITEMAPS:  # more could not be visited, only fill the memory
                self._beyond = True
                return
            self._seen.add(url)
            if is_paper(url):
                self._papers += 1
            elif not is_asset(url):
                self._queue.append(_Next(url, depth))

    def _ask_known(self) -> None:
        """Pages that were there before and that nothing leads to now: they may have vanished, or stand there still.

        Within max_pages, so that a feed of many years does not ask for all of them every time: some each time.
        """
        for url in self.store.addresses():
            if self._left or self._visited >= self.entry.max_pages:
                return
            if url not in self._seen and included(url, self.entry) and on_named_host(url, self.entry):
                self._seen.add(url)
                self._visit(_Next(url, self.entry.max_depth))

    def _say(self) -> None:
        if not self._pages and not self._left:
            self._notes.append(
                "No page was found that the source list includes: correct its address, `include` or `exclude` there."
            )
        if self._beyond:
            self._notes.append(
                f"The source list allows {self.entry.max_pages} pages (max_pages): further ones were not asked for."
            )
        if self._papers:
            self._notes.append(
                f"{self._papers} links lead to PDF or office files, which are not fetched: save those that matter and"
                " load them with `evidence ingest files`."
            )
