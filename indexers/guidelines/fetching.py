"""One page, fetched politely: allowed by robots.txt, one request at a time, only if it changed, through allowed redirects."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from filelock import FileLock, Timeout

from evidence.addresses import names_inside
from evidence.embeddings import cache_folder
from evidence.errors import SourceRejectedError, SourceUnavailableError
from evidence.transport import MOST_REDIRECTS, MOVED, Reply, Request, Transport, next_address
from evidence.trust import Entry
from indexers.guidelines.robots import AGENT, ANSWERS, Robots, Rules
from indexers.guidelines.robots import MOST as ROBOTS_MOST
from indexers.guidelines.site import canonical, host_of, included, on_named_host

PER_SECOND = 1.0  # requests at one host, where robots.txt asks for no longer pause
MOST = 32 << 20  # bytes of a page, unpacked; PDQ's longest has 1.5 MB
GONE = (404, 410)
TRIES = 3
TIMEOUT = 20.0  # seconds a step
PATIENCE = 600.0  # seconds for another process that is asking the same host
_KEPT = 300  # characters of a header that is sent back


@dataclass(frozen=True, slots=True)
class Before:
    """What the server called the version that we hold; "" where it named none."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """An answer: 200, 304 (then without a body), 404 or 410. `url` is where it stands, after redirects."""

    url: str
    status: int
    at: str
    body: bytes = b""
    before: Before = Before()
    content_type: str = ""


class Fetcher:
    """Asks one entry's hosts, one request at a time for all processes of this user."""

    def __init__(self, transport: Transport, entry: Entry) -> None:
        self.robots = Robots(self._ask_robots)
        self.asked = 0  # requests for pages, robots.txt left out
        self._transport = transport
        self._entry = entry
        hosts = (host_of(entry.address), *entry.redirects)
        self._inside = tuple(host for host in hosts if names_inside(host))

    def rules(self, url: str) -> Rules:
        """The robots.txt of the address's host."""
        return self.robots.rules(url)

    def get(self, url: str, before: Before = Before(), *, anywhere: bool = False) -> Came:
        """The page at an address. `anywhere`: include and exclude do not hold for it, as for the start and sitemaps.

        Raises SourceRejectedError and SourceUnavailableError with a sentence that says why there is no page, and what
        the transport raises where nothing may be sent.
        """
        here = url
        for _ in range(MOST_REDIRECTS + 1):
            rules = self.rules(here)
            if why := rules.why_not(here):
                raise (SourceUnavailableError if rules.passing else SourceRejectedError)(f"it was not asked: {why}")
            request = self._request(here, before, rules.delay)
            reply = self._send(request, host_of(here))
            self.asked += 1
            if reply.status not in MOVED:
                kept = Before(_header(reply.headers, "etag"), _header(reply.headers, "last-modified"))
                return Came(here, reply.status, reply.at, reply.body, kept, _header(reply.headers, "content-type"))
            here = self._moved(request, here, reply, anywhere)
        raise SourceRejectedError(f"it sends in circles: {MOST_REDIRECTS} redirects and more")

    def _moved(self, request: Request, here: str, reply: Reply, anywhere: bool) -> str:
        if not canonical(reply.headers.get("location", ""), here):  # file:, data:, no address at all
            raise SourceRejectedError("it sends on to what is no web address")
        there = canonical(next_address(request, here, reply))
        if not there or not on_named_host(there, self._entry):
            raise SourceRejectedError("it sends on to what is no address of this source")
        if not anywhere and not included(there, self._entry):
            raise SourceRejectedError(f"it sends on to {there}, which the source list does not include")
        return there

    def _request(self, url: str, before: Before, delay: float) -> Request:
        conditions = (("if-none-match", before.etag), ("if-modified-since", before.last_modified))
        return Request(
            url,
            "guideline page",
            accepts=(200, 304, *GONE, *sorted(MOVED)),
            most=MOST,
            headers=(("user-agent", agent(self._entry)), *((n, v) for n, v in conditions if v)),
            redirects=self._entry.redirects,
            https_only=self._entry.https_only,
            inside=self._inside,
            every=delay,
        )

    def _ask_robots(self, address: str) -> Reply:
        request = Request(
            address,
            "robots.txt",
            accepts=ANSWERS,
            most=ROBOTS_MOST,
            headers=(("user-agent", agent(self._entry)),),
            redirects=self._entry.redirects,
            https_only=self._entry.https_only,
            inside=self._inside,
        )
        return self._send(request, host_of(address))

    def _send(self, request: Request, host: str) -> Reply:
        """When no other process is asking that host."""
        with _turn(host):
            return self._transport.send(request)


@contextmanager
def _turn(host: str) -> Iterator[None]:
    """One at a time among all processes of this user. Raises SourceUnavailableError where another never ends."""
    folder = cache_folder() / "hosts"
    name = hashlib.sha256(host.encode()).hexdigest()[:16]
    lock = FileLock(folder / f"{name}.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=PATIENCE)
    except Timeout as error:
        raise SourceUnavailableError(
            f"another command has been asking {host} for {PATIENCE / 60:.0f} minutes: try again after it"
        ) from error
    except OSError:  # no place to share with other processes: this one asks one page after the other all the same
        yield
        return
    try:
        yield
    finally:
        lock.release()


def agent(entry: Entry) -> str:
    """How we introduce ourselves; with whom to write to, where the entry says so."""
    contact = "".join(c for c in entry.contact if " " <= c <= "~" and c not in "()\\").strip()
    return f"{AGENT} (+{contact})" if contact else AGENT


def _header(headers: Mapping[str, str], name: str) -> str:
    """A header that may be kept and sent back; "" where it is too long or holds what no header should."""
    value = headers.get(name, "").strip()
    return value if len(value) <= _KEPT and all(" " <= c <= "~" for c in value) else ""
