"""Guideline sites and feeds: crawl, read each page into a document, find its edition, load."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from evidence.codec import encode
from evidence.errors import LibraryError, LibraryMissingError
from evidence.library.library import Library
from evidence.model import Document
from evidence.settings import Settings
from evidence.text.instructions import speaks_to_a_program
from evidence.transport import Transport
from evidence.trust import Entry
from indexers.guidelines.crawl import Crawl, Crawled
from indexers.guidelines.fetching import PER_SECOND, TIMEOUT, TRIES, Fetcher
from indexers.guidelines.page_about import PageAbout
from indexers.guidelines.raw import PAGES, Line, PageStore
from indexers.guidelines.versions import Editions
from indexers.ingest import IngestResult
from indexers.intake import Input, Refused
from research.load import OnFile, OnVectors, load

PAGE_READER = "guideline-page-2"  # changes whenever the same page could give another document

ReadPage = Callable[[bytes, PageAbout], Document | Refused]


@dataclass(frozen=True, slots=True)
class PagesLoaded:
    """What a crawl brought, and what the load made of it."""

    crawled: Crawled
    result: IngestResult
    notes: tuple[str, ...]


def load_pages(
    settings: Settings,
    entry: Entry,
    on_file: OnFile,
    on_vectors: OnVectors,
    *,
    read: ReadPage | None = None,
    per_second: float = PER_SECOND,
    timeout: float = TIMEOUT,
) -> PagesLoaded:
    """Fetch and load an entry's pages; `per_second` requests at one host, `timeout` in seconds a step.

    Raises SourceError where its address cannot be had, EgressRefusedError, and the errors of a load. A run that was
    interrupted within the last day goes on, without the pages that it has.
    """
    try:
        store, resumed, crawled = _crawl(settings, entry, on_file, per_second, timeout)
    except OSError as error:
        raise LibraryError(
            f"{settings.library / PAGES} cannot take the pages of {entry.name} ({error.strerror or error}). Make room there"
            " or make it writable, then run this again: it goes on where it stopped."
        ) from error
    library = _opened(settings)
    try:
        reading = _Reading(entry, store, Editions(library), read or default_reader(), crawled.index)
        inputs = [reading.input(line) for line in crawled.pages]
        result, notes = load(settings, inputs, on_file, on_vectors)
    finally:
        if library:
            library.close()
    if crawled.whole:
        store.finish(datetime.now(UTC))
    said = ("An interrupted run was gone on with: pages that it had were not asked for again.",) if resumed else ()
    return PagesLoaded(crawled, result, (*said, *crawled.notes, *reading.notes, *notes))


def _crawl(
    settings: Settings, entry: Entry, on_file: OnFile, per_second: float, timeout: float
) -> tuple[PageStore, bool, Crawled]:
    """Where the pages are kept, whether an interrupted run was gone on with, and what came."""
    store = PageStore(settings.library, entry.name)
    resumed = store.begin(datetime.now(UTC))
    with _transport(settings, per_second, timeout) as transport:
        crawled = Crawl(entry, Fetcher(transport, entry), store, lambda url: on_file(f"{entry.name}: {url}")).run()
    return store, resumed, crawled


@dataclass(slots=True)
class _Reading:
    """Kept pages to inputs."""

    entry: Entry
    store: PageStore
    editions: Editions
    read: ReadPage
    index: str
    notes: list[str] = field(default_factory=list)

    def input(self, line: Line) -> Input:
        """Known again as long as the page stays as it is, and its entry says the same of it."""
        how = encode((self.entry.publisher, self.entry.language, self.entry.country, self.entry.licence))
        told = (PAGE_READER, self.entry.name, line.final, line.sha256, str(line.turn))
        key = hashlib.sha256("\0".join(told).encode() + how + encode(self.entry.selectors)).hexdigest()
        return Input(line.final, key, partial(self.items, line))

    def items(self, line: Line) -> Iterator[Document | Refused]:
        """The page's document, under the id of its edition."""
        data = self.store.data(line)
        if data is None:
            yield Refused(line.final, "its bytes are not in the library's pages any more: run this again")
            return
        found = self.read(data, PageAbout.of(self.entry, line.final, line.since[:10]))
        if isinstance(found, Document):
            found = self.editions.place(found, line.final, self._made_before(line))
        elif line.final == self.index and not self.entry.include:
            return  # it led to the others, and has no text of its own
        if isinstance(found, Document):
            self._remember(line, found.id)
            if words := speaks_to_a_program(found.text):
                self.notes.append(
                    f"{found.id} holds words that speak to a program that reads it (“{words}”): they are text, are not"
                    " followed, and no sentence with them is quoted. Look whether its site can be trusted."
                )
        yield found

    def _remember(self, line: Line, document_id: str) -> None:
        """Which bytes become which document; before the commit, since an id that never came to be does no harm."""
        if self._made_before(line) != document_id:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            self.store.log(Line(self.entry.name, "loaded", at, line.final, sha256=line.sha256, document=document_id))

    def _made_before(self, line: Line) -> str:
        last = self.store.loaded(line.final)
        return last.document if last and last.sha256 == line.sha256 else ""


def _transport(settings: Settings, per_second: float, timeout: float) -> Transport:
    return Transport(settings.egress_sources, settings.library, per_second=per_second, timeout=timeout, tries=TRIES)


def _opened(settings: Settings) -> Library | None:
    try:
        return Library.open(settings.library)
    except LibraryMissingError:
        return None


def default_reader() -> ReadPage:
    """The reader of guideline pages."""
    from indexers.guidelines.extract import read_page

    return read_page
