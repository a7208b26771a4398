"""The one door to the network.

Every request passes, in this order: the egress setting, the privacy screen, the log that must be writable, the pace
that all processes share. It is then sent, and sent again where that may help; and a line about it is logged.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import random as uniform
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from evidence.addresses import Resolve, resolve
from evidence.egress import Egress, is_loopback, require_allowed
from evidence.egress_log import EgressLog, Line
from evidence.embeddings import cache_folder
from evidence.errors import SourceRejectedError, SourceUnavailableError
from evidence.part_file import PartFile
from evidence.privacy import screen
from evidence.rate import RateLimit
from evidence.retry import AGAIN, LONGEST_ASKED, asked_to_wait, backoff
from evidence.sink import Memory, Sink
from evidence.wire import Arrival, BrokenWireError, Place, Wire, joined, place_of, secrets_of, without_secrets

MOVED = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 3
SAID = 200  # characters of a refusal that are passed on to the user


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `url` is without keys, header names are in lower case, `at` is when it came: ISO 8601, UTC, seconds."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: str


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask. `kind` says what for, in the log; it must hold nothing that a user wrote."""

    url: str
    kind: str
    params: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()  # not empty: POST
    says: str = ""  # the words of a person in it, which are screened
    accepts: tuple[int, ...] = (200,)  # HTTP statuses that are an answer
    most: int = 256 << 20  # bytes of a reply, unpacked; more is refused
    elsewhere: bool = False  # follow to other hosts over https: only for files that are pinned by their hash
    headers: tuple[tuple[str, str], ...] = ()  # besides ours: If-None-Match, a User-Agent with a contact
    redirects: tuple[str, ...] = ()  # other hosts that a redirect may lead to, at the same port or the scheme's own
    https_only: bool = False
    inside: tuple[str, ...] | None = None  # given: no other host than these may lead to an address inside the network
    every: float = 0.0  # seconds between two starts at its host, where it asks for more than the transport keeps
    json: bytes = b""  # not empty: POST, as JSON; see Transport.post


@dataclass(frozen=True, slots=True)
class _Again:
    """Why a try failed, and the seconds that the server asks us to wait, if it does."""

    reason: str
    wait: float | None = None


class Transport:
    """Sends requests. Safe to use from several threads; a context manager that lets go of its connections."""

    def __init__(
        self,
        egress: Egress,
        folder: Path | None,
        *,
        per_second: float = 3.0,
        lane: str = "",
        timeout: float = 30.0,
        tries: int = 6,
        send_anyway: bool = False,
        hosts: tuple[str, ...] = (),
        setting: str = "EVIDENCE_EGRESS_SOURCES",
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        random: Callable[[], float] = uniform,
        look_up: Resolve = resolve,
    ) -> None:
        """`folder` is the library's, which keeps the log; without one the user's cache folder keeps it.

        `lane` names the pace that requests share (by default the host), `timeout` is in seconds a step, `setting` is
        where `egress` comes from. A proxy of the environment is used only where anybody may be asked: under "local" it
        would be one more host.
        """
        self._egress, self._hosts, self._setting = egress, hosts, setting
        self._log = EgressLog(folder)
        self._lane = lane
        self._per_second = per_second
        self._wire = Wire(timeout, proxies=egress == "any", look_up=look_up)
        self._tries = max(1, tries)
        self._send_anyway = send_anyway
        self._clock, self._sleep, self._random = clock, sleep, random
        self._rate = self._pace(per_second)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._wire.close()

    def send(self, request: Request) -> Reply:
        """The answer, body and all.

        Raises EgressRefusedError and PrivacyRefusedError (nothing was sent), SourceUnavailableError (try later) and
        SourceRejectedError (a refusal, an answer that is too large, or one that points to another host).
        """
        body = Memory()
        reply = self._follow(request, body)
        return replace(reply, body=bytes(body.body))

    def post(self, request: Request, json: bytes) -> Reply:
        """The answer to a body of JSON. Raises what `send` does."""
        return self.send(replace(request, json=json))

    def download(self, request: Request, target: Path, on_bytes: Callable[[int], None] = lambda size: None) -> Reply:
        """The answer as a file, which appears whole or not at all; what came of it before is not asked for again.

        `on_bytes` is told the file's size so far. The reply's body is empty. One process per target. Raises what `send`
        does, and keeps what has come for the next call.
        """
        return self._follow(request, PartFile(target, on_bytes))

    def _follow(self, request: Request, sink: Sink) -> Reply:
        """Through at most MOST_REDIRECTS redirects, each of which passes the door like a new request."""
        url = _joined(request.url, request.params)
        overridden: tuple[str, ...] | None = None
        for _ in range(MOST_REDIRECTS + 1):
            place = place_of(url)
            require_allowed(place.host, request.kind, self._egress, self._hosts, self._setting)
            if request.https_only and place.scheme != "https":
                raise SourceRejectedError(
                    f"{place.host} would be asked without https ({request.kind}), which the source list does not allow:"
                    " correct the address, or say https_only = false there."
                )
            if overridden is None:
                overridden = screen(request.says, send_anyway=self._send_anyway)
            reply = self._exchange(request, url, place, overridden, sink)
            if reply.status not in MOVED or reply.status in request.accepts:
                return reply
            url = next_address(request, url, reply)
            if reply.status == 303:
                request = replace(request, form=(), json=b"")
        raise SourceRejectedError(
            f"{place.host} sends in circles ({request.kind}): {MOST_REDIRECTS} redirects and more."
        )

    def _exchange(self, request: Request, url: str, place: Place, overridden: tuple[str, ...], sink: Sink) -> Reply:
        """One address, asked up to `tries` times, and a line in the log whatever comes of it."""
        log = self._log.require()
        method = "POST" if request.form or request.json else "GET"
        line = Line(_now(), place.host, place.port, request.kind, method, overridden=overridden)
        started, failure = self._clock(), _Again("")
        self._wire.make_ready(url, guarded=request.inside is not None)
        rate = self._pace(1.0 / request.every) if request.every * self._per_second > 1.0 else self._rate
        try:
            for number in range(1, self._tries + 1):
                rate.wait(self._lane or place.host)
                line.tries = number
                with closing(sink):
                    outcome = self._try(request, url, line, sink)
                if isinstance(outcome, Reply):
                    return outcome
                failure = outcome
                if number < self._tries:
                    self._pause(place, number, failure)
            raise SourceUnavailableError(
                f"{place.host} gave no good answer ({request.kind}; {_times(self._tries)}, last: {failure.reason})."
                " Try again later."
            )
        finally:
            if line.tries:
                line.seconds = round(self._clock() - started, 3)
                self._log.write(log, line)

    def _pace(self, per_second: float) -> RateLimit:
        return RateLimit(per_second, cache_folder() / "rate", clock=self._clock, sleep=self._sleep)

    def _pause(self, place: Place, failures: int, failure: _Again) -> None:
        asked = failure.wait or 0.0
        if asked > LONGEST_ASKED:
            raise SourceUnavailableError(
                f"{place.host} asks not to be asked again for {asked / 60:.0f} minutes ({failure.reason}):"
                " run this again after that."
            )
        self._sleep(max(backoff(failures, self._random), asked + self._random() if asked else 0.0))

    def _try(self, request: Request, url: str, line: Line, sink: Sink) -> Reply | _Again:
        """One try. What the network does wrong becomes _Again; what the server refuses is raised."""
        body = request.json or urlencode(request.form).encode()
        headers = {"user-agent": "evidence-engine", "accept-encoding": "identity", **sink.headers()}
        if request.form:
            headers["content-type"] = "application/x-www-form-urlencoded"
        if request.json:
            headers["content-type"] = "application/json"
        headers |= request.headers
        arrival: Arrival | None = None
        try:
            with self._wire.asking(line.method, url, headers, body, request.inside) as arrival:
                line.status = arrival.status
                return self._take(request, url, arrival, sink, resumed="range" in headers)
        except BrokenWireError as error:
            return _Again(str(error))
        finally:
            if arrival is not None:
                line.sent += arrival.sent
                line.received += arrival.received

    def _take(self, request: Request, url: str, arrival: Arrival, sink: Sink, *, resumed: bool) -> Reply | _Again:
        status, headers = arrival.status, arrival.headers
        if resumed and status == 416:  # the file is shorter now than what we hold of it
            sink.discard()
            return _Again("the file has changed")
        if status == 304 and status in request.accepts:  # its headers speak of the body that does not come
            return Reply(without_secrets(url), status, headers, b"", _now())
        if status in request.accepts or (resumed and status == 206):
            return self._keep(request, url, arrival, sink)
        if status in MOVED:
            return Reply(url, status, headers, b"", _now())
        if status in AGAIN:
            return _Again(f"HTTP {status}", asked_to_wait(headers))
        if status >= 500:
            raise SourceUnavailableError(
                f"{place_of(url).host} failed ({request.kind}; HTTP {status}). Try again later."
            )
        raise SourceRejectedError(
            f"{place_of(url).host} refused ({request.kind}; HTTP {status}){_said(request, url, arrival)}."
        )

    def _keep(self, request: Request, url: str, arrival: Arrival, sink: Sink) -> Reply | _Again:
        """The body goes to the sink, up to `most` bytes."""
        if not sink.begin(arrival.status, arrival.headers):
            return _Again("not the part that was asked for")
        announced = arrival.headers.get("content-length", "")
        if announced.isdigit() and sink.size + int(announced) > request.most:
            self._refuse_size(request, url, sink)
        for piece in arrival.plain() if sink.unpacks else arrival.raw():
            if sink.size + len(piece) > request.most:
                self._refuse_size(request, url, sink)
            sink.write(piece)
        if not sink.finish():
            return _Again("a file of another size than announced")
        return Reply(without_secrets(url), arrival.status, arrival.headers, b"", _now())

    def _refuse_size(self, request: Request, url: str, sink: Sink) -> None:
        sink.discard()
        raise SourceRejectedError(
            f"{place_of(url).host} gave more than {request.most:,} bytes ({request.kind}), which is not taken."
        )


def _joined(url: str, params: tuple[tuple[str, str], ...]) -> str:
    if not params:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(params)}"


def next_address(request: Request, url: str, reply: Reply) -> str:
    """Where a redirect leads: the same host and port, or to https there, or to a host that `redirects` names.

    Never from https to http. Raises SourceRejectedError otherwise.
    """
    here = place_of(url)
    found = joined(url, reply.headers.get("location", ""))
    there = place_of(found)
    upgraded = (here.scheme, there.scheme) == ("http", "https") and here.host == there.host
    safe = there.scheme == "https" or (is_loopback(here.host) and is_loopback(there.host))
    if there == here or upgraded or (request.elsewhere and safe) or _is_named(request, here, there):
        return found
    raise SourceRejectedError(
        f"{here.host} sends on to {there.scheme}://{there.host}, which is not followed ({request.kind}):"
        " if that is where it lives now, correct the address."
    )


def _is_named(request: Request, here: Place, there: Place) -> bool:
    """A host that the request names, at a port that a web server has; not from https to http."""
    usual = there.port in (here.port, 443 if there.scheme == "https" else 80)
    kept = there.scheme == "https" or here.scheme == "http"
    return usual and kept and there.host in {host.lower() for host in request.redirects}


def _said(request: Request, url: str, arrival: Arrival) -> str:
    """A refusal's reason in the server's words, on one line and without keys; "" where it is a page or too long."""
    kind = arrival.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", "text/plain"):
        return ""
    heard = b""
    for piece in arrival.plain():
        heard += piece[: 4 * SAID]
        if len(heard) >= 4 * SAID:
            break
    text = " ".join(heard.decode("utf-8", "replace").split())
    for secret in secrets_of([*request.params, *request.form], url):
        text = text.replace(secret, "...")
    return f": {text[:SAID]}" if text else ""


def _times(count: int) -> str:
    return "asked once" if count == 1 else f"asked {count} times"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
