"""A client of NCBI's E-utilities, which asks what is meant, checks what comes back, and keeps it until it is loaded.

Manual: NCBI, "Entrez Programming Utilities Help" (NBK25501). Sending, waiting and the rate limit are evidence/transport's.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from evidence.errors import SourceUnavailableError, UsageError
from evidence.transport import Request, Transport
from indexers.pubmed.answers import (
    DatabaseInfo,
    Linked,
    Page,
    Summary,
    read_info,
    read_links,
    read_page,
    read_summaries,
)
from indexers.pubmed.replies import BrokenReplyError
from indexers.pubmed.shelf import SEARCH_KEPT_FOR, Kept, Label, Shelf, name_of
from indexers.pubmed.span import Span

T = TypeVar("T")
Parameters = tuple[tuple[str, str], ...]

TOOL = "evidence-engine"
TRIES = 4  # for a reply that is not what was asked for; the transport has its own for replies that do not come
MOST = 9_999  # records that ESearch gives of one search, history or not
BATCH = 200  # records in a request; NCBI wants more than about 200 ids by POST
LONG = 1_000  # characters of a query above which it goes by POST
PER_SECOND, PER_SECOND_WITH_KEY = 3.0, 10.0  # NCBI's limits, NBK25497


class ChangedError(Exception):
    """PubMed changed while a search was read; inside this package only. The message says what does not add up."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request: a utility with its parameters. `says` is what a person wrote in it, for the privacy screen."""

    utility: str  # esearch, efetch, esummary, elink, einfo
    parameters: Parameters
    says: str = ""
    post: bool = False

    @property
    def name(self) -> str:
        """What its reply is called on the shelf."""
        return f"{self.utility}-{name_of(*(part for pair in self.parameters for part in pair))}"


class Entrez:
    """Raises UsageError without an e-mail address, which NCBI asks for with every request.

    Every method that asks raises SourceUnavailableError where PubMed cannot be reached or answers with nonsense, and
    what the transport raises. `shelf` keeps replies; `page` is how many identifiers a page of a search may hold.
    """

    def __init__(
        self, transport: Transport, base: str, email: str, key: str = "", shelf: Shelf | None = None, page: int = MOST
    ) -> None:
        if not email.strip():
            raise UsageError(
                "NCBI asks for an e-mail address with every request to PubMed. Set EVIDENCE_EMAIL to yours and try again."
            )
        place = urlsplit(base)
        if place.scheme not in ("http", "https") or not place.hostname or "@" in place.netloc:
            raise UsageError(
                "EVIDENCE_EUTILS_URL is not an address of the E-utilities: it begins with https:// and holds no password."
            )
        self.address = base.rstrip("/") + "/"
        self.asked = 0  # requests that were really sent
        self.shelf = shelf
        self.page_size = min(page, MOST)
        self._transport = transport
        self._key = key
        self._identity: Parameters = (("tool", TOOL), ("email", email), *((("api_key", key),) if key else ()))

    def ask(
        self, question: Question, read: Callable[[bytes], T], last_resort: Callable[[bytes], T] | None = None
    ) -> tuple[T, Kept]:
        """What `read` makes of the reply, and the reply; asked again while `read` raises BrokenReplyError.

        `last_resort` reads the last try's reply less strictly.
        """
        for attempt in range(1, TRIES + 1):
            reply = self._transport.send(self._request(question))
            self.asked += 1
            body = reply.body.replace(self._key.encode(), b"...") if self._key else reply.body  # some errors repeat it
            kept = Kept(Label(reply.at), body)
            try:
                return read(body), kept
            except BrokenReplyError as error:
                fault = error
            if attempt == TRIES and last_resort is not None:
                try:
                    return last_resort(body), kept
                except BrokenReplyError as error:
                    fault = error
        raise SourceUnavailableError(
            f"PubMed answered {TRIES} times with {fault} ({question.utility}). Try again later."
        ) from fault

    def page(
        self,
        query: str,
        span: Span,
        most: int,
        after: Page | None = None,
        had: Sequence[str] = (),
        fresh: bool = False,
    ) -> tuple[Page, str]:
        """Up to `most` identifiers of those that match, and the time of the reply: the first ones, or those that follow `had`.

        The pages that follow are taken from what NCBI's history server keeps of the search of the first, so that records
        added meanwhile do not move the others about. A reply of the last hour serves again unless `fresh`. Raises
        ChangedError where more or fewer records match than on the first page.
        """
        question = self._search(query, span, most, after, len(had))

        def read(body: bytes) -> Page:
            return _checked(read_page(body), most, had)

        kept = None if fresh or self.shelf is None else self.shelf.get(question.name, SEARCH_KEPT_FOR)
        if kept is not None:
            page = read(kept.body)
        else:
            page, kept = self.ask(question, read)
            if self.shelf:
                self.shelf.put(question.name, kept.label, kept.body)
        if after is not None and page.count != after.count:
            raise ChangedError(f"{after.count:,} records matched, and then {page.count:,}")
        return page, kept.label.at

    def summary(self, ids: Sequence[str]) -> tuple[Summary, ...]:
        """ESummary of these PMIDs, without those that PubMed does not know."""
        made: list[Summary] = []
        for some in batches_of(ids):
            made += self.ask(Question("esummary", (("db", "pubmed"), ("id", ",".join(some)))), read_summaries)[0]
        return tuple(made)

    def links(self, ids: Sequence[str], name: str) -> tuple[Linked, ...]:
        """ELink within PubMed under `name`, each PMID by itself: history failed above 1,000 (biopython issue 1559)."""
        made: list[Linked] = []
        for some in batches_of(ids):
            head = (("dbfrom", "pubmed"), ("db", "pubmed"), ("linkname", name))
            made += self.ask(Question("elink", (*head, *(("id", each) for each in some))), read_links)[0]
        return tuple(made)

    def info(self, database: str = "pubmed") -> DatabaseInfo:
        """EInfo: how large a database of NCBI is, and how fresh."""
        return self.ask(Question("einfo", (("db", database),)), read_info)[0]

    def _search(self, query: str, span: Span, most: int, after: Page | None, start: int) -> Question:
        term = span.term(query)
        history = (("WebEnv", after.web_env), ("query_key", after.query_key)) if after and after.web_env else ()
        window = (("retstart", str(start)), ("retmax", str(most)), ("usehistory", "y"))
        parameters = (("db", "pubmed"), ("term", term), *span.parameters(), *window, *history)
        return Question("esearch", parameters, query, len(term) > LONG)

    def _request(self, question: Question) -> Request:
        url = f"{self.address}{question.utility}.fcgi"
        sent = (*question.parameters, *self._identity)
        kind = f"pubmed {question.utility}"
        if question.post:
            return Request(url, kind, form=sent, says=question.says)
        return Request(url, kind, params=sent, says=question.says)


def lane_of(key: str) -> str:
    """The name under which all processes of a machine share NCBI's limit: one for each key, which it does not tell."""
    return f"ncbi-{hashlib.sha256(key.encode()).hexdigest()[:16]}" if key else "ncbi"


def batches_of(ids: Sequence[str]) -> list[Sequence[str]]:
    """In order, BATCH at a time."""
    return [ids[at : at + BATCH] for at in range(0, len(ids), BATCH)]


def _checked(page: Page, most: int, had: Sequence[str]) -> Page:
    """The page, if it is the one that was asked for. Raises BrokenReplyError."""
    if page.start != len(had):
        raise BrokenReplyError("another page of the search than the one asked for")
    if len(page.ids) > most:
        raise BrokenReplyError("a longer page than was asked for")
    if not set(page.ids).isdisjoint(had):
        raise BrokenReplyError("a page of records that an earlier page held")
    return page
