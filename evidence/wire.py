"""The one module that opens connections: one request, one answer, nothing repeated and nothing followed.

Time is bounded three ways: each step (connect, read, write) by `timeout`, the wait for an answer by twice that, and a
body by a least average speed, so that a server that drips ends too. Certificates are always verified.

A guarded request connects to the very addresses that were checked, so that a name server cannot give a public address
to the check and an inside one to the connection. What remains: through a proxy of the environment it is the proxy that
looks the name up again and connects; we check our own look-up right before, and leave a name that only the proxy can
look up to its rules.
"""

import os
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.cookiejar import DefaultCookiePolicy
from threading import Thread
from time import monotonic
from urllib.parse import urlencode

import httpx2

from evidence.addresses import Resolve, open_addresses, resolve
from evidence.egress import is_loopback
from evidence.errors import SourceRejectedError

SLOWEST = 4096  # bytes a second, on average, that a body must come at
SECRET = frozenset({"api_key", "apikey", "api-key", "key", "token", "access_token", "password"})  # parameters' names
PIECE = 1 << 20  # bytes that are unpacked at once


class BrokenWireError(Exception):
    """No whole answer came; another try may get one. Inside this package only."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whom an address belongs to."""

    scheme: str
    host: str
    port: int


@dataclass(slots=True)
class Arrival:
    """An answer whose head is here and whose body is still to be read. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    sent: int  # bytes
    _response: httpx2.Response
    _timeout: float
    _host: str
    _raw: Iterator[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self._raw = self._response.iter_raw()

    @property
    def received(self) -> int:
        """Bytes of the body that have come over the wire."""
        return self._response.num_bytes_downloaded

    def raw(self) -> Iterator[bytes]:
        """The body as it comes. Raises BrokenWireError where it is cut off or slower than SLOWEST."""
        started = monotonic()
        with _translated(self._host):
            for chunk in self._raw:
                if monotonic() - started > 2 * self._timeout + self.received / SLOWEST:
                    raise BrokenWireError("the answer came too slowly")
                yield chunk

    def plain(self) -> Iterator[bytes]:
        """The body with gzip undone. Raises BrokenWireError also where the gzip is damaged or has no end."""
        coding = self.headers.get("content-encoding", "identity").lower()
        if coding == "identity":
            yield from self.raw()
        elif coding in ("gzip", "x-gzip"):
            yield from _unpacked(self.raw())
        else:
            raise SourceRejectedError(f"{self._host} answered in a coding ({coding}) not asked for.")


class Wire:
    """Connections, kept open between requests. Safe to use from several threads."""

    def __init__(self, timeout: float, *, proxies: bool, look_up: Resolve = resolve) -> None:
        """`timeout` in seconds. `proxies`: those of the environment are used (HTTPS_PROXY ...), never for loopback."""
        self._timeout = timeout
        self._proxies = proxies
        self._look_up = look_up
        self._pinned: dict[str, httpx2.Client] = {}  # by host: a connection proven to be one host's serves no other

    def close(self) -> None:
        """Let go of all connections."""
        for name in ("_direct", "_outside"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()
        while self._pinned:
            self._pinned.popitem()[1].close()

    @contextmanager
    def asking(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, inside: Collection[str] | None = None
    ) -> Iterator[Arrival]:
        """The answer to one request, as long as the context is open. Raises BrokenWireError, SourceRejectedError.

        `inside`, where it is given, guards: hosts other than these must not lead to an address inside the network.
        """
        host = place_of(url).host
        client = self._client_for(url, inside is not None)
        request = client.build_request(method, url, headers=dict(headers), content=body or None)

        def send() -> httpx2.Response:
            if inside is None:
                return client.send(request, stream=True)
            return self._send_checked(client, request, inside)

        with _translated(host):
            response = _within(2 * self._timeout, send)
        try:
            head = {name.lower(): value for name, value in response.headers.items()}
            yield Arrival(response.status_code, head, _size(request, body), response, self._timeout, host)
        finally:
            response.close()

    def _send_checked(self, client: httpx2.Client, request: httpx2.Request, inside: Collection[str]) -> httpx2.Response:
        """To one address after the other, as they were checked; the name goes along for the host and the certificate."""
        place = place_of(str(request.url))
        proxied = self._through_proxy(str(request.url))
        try:
            addresses = open_addresses(place.host, place.port, inside, self._look_up)
        except OSError as error:
            if proxied:
                return client.send(request, stream=True)
            raise BrokenWireError(f"the name {place.host} leads nowhere ({error.strerror or error})") from error
        if proxied:
            return client.send(request, stream=True)
        failure: httpx2.RequestError | None = None
        for address in addresses:
            try:
                return client.send(_to_address(request, address), stream=True)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                failure = error
        raise failure or BrokenWireError(f"the name {place.host} leads nowhere")

    def _through_proxy(self, url: str) -> bool:
        """Whether a proxy of the environment may take part; one that NO_PROXY leaves out is then met by its name."""
        names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
        named = any(os.environ.get(each) for name in names for each in (name, name.lower()))
        return self._proxies and named and not is_loopback(place_of(url).host)

    @cached_property
    def _direct(self) -> httpx2.Client:
        return self._client(proxies=False)

    @cached_property
    def _outside(self) -> httpx2.Client:
        return self._client(proxies=self._proxies)

    def make_ready(self, url: str, *, guarded: bool = False) -> None:
        """Build the client for this address: up to half a second that must not pass between a request's turn and the wire."""
        self._client_for(url, guarded)

    def _client_for(self, url: str, guarded: bool) -> httpx2.Client:
        host = place_of(url).host
        if guarded and not self._through_proxy(url):
            if host not in self._pinned:
                self._pinned.setdefault(host, self._client(proxies=False, certificates=self._proxies))
            return self._pinned[host]
        return self._direct if is_loopback(host) else self._outside

    def _client(self, *, proxies: bool, certificates: bool = False) -> httpx2.Client:
        """`certificates`: those that SSL_CERT_FILE names count, as they do where proxies do."""
        trusted = httpx2.create_ssl_context(trust_env=proxies or certificates)
        client = httpx2.Client(timeout=self._timeout, verify=trusted, trust_env=proxies, follow_redirects=False)
        client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # nobody is to recognise us
        return client


def place_of(url: str) -> Place:
    """Whom an address belongs to, as the connection will have it. Raises SourceRejectedError for what is no address."""
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise SourceRejectedError(f"That is not a web address ({error}): correct the setting it comes from.") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise SourceRejectedError(f"{without_secrets(url)} is not a web address: correct the setting it comes from.")
    return Place(parsed.scheme, parsed.host.lower(), parsed.port or (443 if parsed.scheme == "https" else 80))


def joined(url: str, location: str) -> str:
    """Where a redirect from `url` leads. Raises SourceRejectedError where that is no address."""
    try:
        return str(httpx2.URL(url).join(location))
    except httpx2.InvalidURL as error:
        raise SourceRejectedError(f"{place_of(url).host} sends on to what is no web address ({error}).") from error


def without_secrets(url: str) -> str:
    """An address that may be shown: without user, password and keys. "" for what is none."""
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL:
        return ""
    pairs = parsed.params.multi_items()
    shown = [pair for pair in pairs if pair[0].lower() not in SECRET]
    if len(shown) < len(pairs):
        parsed = parsed.copy_with(query=urlencode(shown).encode() or None)
    return str(parsed.copy_with(username=None, password=None) if parsed.userinfo else parsed)


def secrets_of(pairs: Iterable[tuple[str, str]], url: str) -> list[str]:
    """The values, in a request's pairs and its address, that nobody is to be shown."""
    parsed = httpx2.URL(url)
    named = [value for name, value in [*pairs, *parsed.params.multi_items()] if name.lower() in SECRET]
    return [value for value in [*named, parsed.password] if value]


@contextmanager
def _translated(host: str) -> Iterator[None]:
    """Every error of httpx2 becomes one of ours."""
    try:
        yield
    except httpx2.UnsupportedProtocol as error:
        raise SourceRejectedError(f"{host} cannot be asked: {error}") from error
    except (httpx2.RequestError, httpx2.StreamError) as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise SourceRejectedError(
                f"{host} could not prove who it is ({error}). If your network puts its own certificate in between, name the"
                " file of that authority with SSL_CERT_FILE."
            ) from error
        raise BrokenWireError(str(error) or type(error).__name__) from error
    except httpx2.InvalidURL as error:
        raise SourceRejectedError(f"{host} cannot be asked: {error}") from error


def _within(seconds: float, send: Callable[[], httpx2.Response]) -> httpx2.Response:
    """The answer's head, or BrokenWireError after so long: a name that is never resolved, or a head that drips, ends.

    A thread that is left behind ends with its own time-outs, and its answer is closed unread.
    """
    future: Future[httpx2.Response] = Future()

    def work() -> None:
        try:
            future.set_result(send())
        except BaseException as error:  # noqa: BLE001  # handed to the thread that waits, whatever it is
            future.set_exception(error)

    Thread(target=work, name="evidence-wire", daemon=True).start()
    try:
        return future.result(seconds)
    except BaseException as error:
        if future.done() and future.exception() is error:
            raise
        future.add_done_callback(_close_unread)
        if isinstance(error, TimeoutError):
            raise BrokenWireError(f"no answer within {seconds:g} seconds") from error
        raise


def _close_unread(late: Future[httpx2.Response]) -> None:
    if late.exception() is None:
        late.result().close()


def _to_address(request: httpx2.Request, address: str) -> httpx2.Request:
    """The same request, for a connection to this address; the certificate must be the host's all the same."""
    url = request.url.copy_with(host=address.partition("%")[0])
    extensions = {**request.extensions, "sni_hostname": request.url.raw_host.decode("ascii")}
    return httpx2.Request(
        request.method, url, headers=request.headers.raw, stream=request.stream, extensions=extensions
    )


def _size(request: httpx2.Request, body: bytes) -> int:
    """Bytes of a request over HTTP/1.1."""
    head = len(request.method) + len(request.url.raw_path) + len("  HTTP/1.1\r\n\r\n")
    return head + sum(len(name) + len(value) + 4 for name, value in request.headers.raw) + len(body)


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """gzip (RFC 1952) undone in pieces, so that a small body that unpacks to a huge one can be stopped."""
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            left = chunk
            while left and not unzip.eof:
                yield unzip.decompress(left, PIECE)
                left = unzip.unconsumed_tail
    except zlib.error as error:
        raise BrokenWireError(f"the answer's gzip is damaged ({error})") from error
    if not unzip.eof:
        raise BrokenWireError("the answer's gzip has no end")
