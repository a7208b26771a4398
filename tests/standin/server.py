"""The stand-in itself: an HTTP server in this process that keeps NCBI's rules and remembers who broke them."""

import select
import socket
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qsl, urlsplit

from tests.standin.answers import Asked, Desk
from tests.standin.faults import Answer, Fault, spoil
from tests.standin.holdings import Holdings

UTILITIES = ("esearch", "efetch", "esummary", "elink", "einfo")
# seconds in which no more requests may arrive than NCBI allows in one: the rest is for a busy machine's delays
WINDOW = 0.9
MOST_BY_GET = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived: its number among those of its utility, the time (monotonic seconds), what befell it."""

    utility: str
    number: int
    at: float
    asked: Asked
    fault: str


@dataclass(slots=True)
class Ledger:
    """What went on: requests, broken rules, and how often each record was delivered whole."""

    requests: list[Seen] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    fetched: Counter[int] = field(default_factory=Counter)

    def count(self, utility: str) -> int:
        return sum(seen.utility == utility for seen in self.requests)


class Standin:
    """A context. `url` is the base address to set as EVIDENCE_EUTILS_URL. `per_second` is for those without a key."""

    def __init__(
        self,
        holdings: Holdings,
        faults: Sequence[Fault] = (),
        per_second: int = 3,
        per_second_with_key: int = 10,
        page: int = 9_999,
        port: int = 0,
    ) -> None:
        self.ledger = Ledger()
        self.faults = list(faults)
        self.desk = Desk(holdings)
        self.page = page  # identifiers that a page of ESearch holds at most, whatever is asked for
        self.holding = threading.Event()  # set while a request is held by the fault "hang"
        self._limits = (per_second, per_second_with_key)
        self._arrivals: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/entrez/eutils/"

    def __enter__(self) -> "Standin":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def arrive(self, utility: str, asked: Asked) -> tuple[Seen, Fault | None, bool]:
        """Enter a request: (as it is remembered, what befalls it, whether it came too soon)."""
        now = time.monotonic()
        with self._lock:
            number = self.ledger.count(utility) + 1
            fault = next((each for each in self.faults if each.befalls(utility, number)), None)
            seen = Seen(utility, number, now, asked, fault.kind if fault else "")
            self.ledger.requests.append(seen)
            return seen, fault, self._too_soon(asked.get("api_key"), now)

    def _too_soon(self, key: str, now: float) -> bool:
        limit = self._limits[bool(key)]
        recent = self._arrivals[key]
        while recent and recent[0] <= now - WINDOW:
            recent.popleft()
        recent.append(now)
        if len(recent) > limit:
            self.ledger.violations.append(f"{len(recent)} requests within {WINDOW} s, {limit} are allowed")
            return True
        return False

    def break_rule(self, what: str) -> Answer:
        with self._lock:
            self.ledger.violations.append(what)
        return Answer(400, what.encode(), "text/plain", healthy=False)

    def delivered(self, answer: Answer) -> None:
        with self._lock:
            self.ledger.fetched.update(answer.pmids)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


def _handler(standin: Standin) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self._serve(parts.path, Asked(parse_qsl(parts.query, keep_blank_values=True)), by_get=True)

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length).decode()
            self._serve(urlsplit(self.path).path, Asked(parse_qsl(body, keep_blank_values=True)), by_get=False)

        def log_message(self, format: str, *args: object) -> None:
            """The ledger says it."""

        def _serve(self, path: str, asked: Asked, by_get: bool) -> None:
            utility = path.rsplit("/", 1)[-1].removesuffix(".fcgi")
            if utility not in UTILITIES:
                self._send(Answer(404, b"no such utility", "text/plain"))
                return
            seen, fault, too_soon = standin.arrive(utility, asked)
            if not asked.get("tool") or not asked.get("email"):
                self._send(standin.break_rule("a request without tool or email"))
            elif by_get and len(asked.ids) > MOST_BY_GET:
                self._send(standin.break_rule(f"{len(asked.ids)} ids by GET"))
            elif too_soon:
                self._send(spoil(Answer(200, b""), "429"))
            else:
                self._answer(seen, asked, fault)

        def _answer(self, seen: Seen, asked: Asked, fault: Fault | None) -> None:
            kind = fault.kind if fault else ""
            if kind == "hang":
                standin.holding.set()
                while not self._gone():
                    time.sleep(0.02)
                return
            if fault and kind == "slow":
                time.sleep(fault.seconds)
            if seen.utility == "esearch":
                most = str(min(asked.number("retmax", 20), standin.page))
                asked = Asked([pair for pair in asked.pairs if pair[0] != "retmax"] + [("retmax", most)])
            self._send(spoil(standin.desk.answer(seen.utility, asked, kind), kind))

        def _gone(self) -> bool:
            readable, _, _ = select.select([self.connection], [], [], 0)
            return bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""

        def _send(self, answer: Answer) -> None:
            if self._gone():
                return
            if answer.status == 200 and answer.healthy:
                standin.delivered(answer)  # before it goes out: a client may look at the ledger as soon as it has it
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body[: int(len(answer.body) * answer.sent)])
            if answer.sent < 1:
                self.close_connection = True

    return Handler
