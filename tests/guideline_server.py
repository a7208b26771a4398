"""A web server of guidelines on this machine: real HTTP, with everything that real sites do to a visitor."""

import gzip
import ssl
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

Fault = Literal[
    "", "cut", "drip", "500", "503 once", "announces 2 GB", "streams for ever", "gzip bomb", "hangs up", "circle"
]
MODIFIED = "Mon, 02 Mar 2026 10:00:00 GMT"


@dataclass
class Page:
    """What stands at a path. `to` redirects there; `fault` is how it fails; without `tags` no ETag is sent."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    to: str = ""
    fault: Fault = ""
    tags: bool = True
    modified: str = ""
    packed: bool = False  # with Content-Encoding: gzip
    pause: float = 0.0  # seconds before the answer

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    path: str
    host: str
    headers: dict[str, str]  # lower-case names
    at: float  # monotonic seconds
    status: int


@dataclass
class Site:
    """`pages` by path, changeable while it runs; `seen` are the requests; `overlaps` those that came during another."""

    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    overlaps: Counter[str] = field(default_factory=Counter)
    stopped: threading.Event = field(default_factory=threading.Event)
    _open: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def put(self, path: str, body: str | bytes = b"", **more: Any) -> Page:
        """Put a page, in place of the one that was there."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = Page(data, **more)
        return self.pages[path]

    def sitemap(self, *paths: str, at: str = "/sitemap.xml", packed: bool = False) -> None:
        """A sitemap of these paths; `packed`: as a .gz file."""
        listed = "".join(f"<url><loc>{self.url}{path}</loc></url>" for path in paths)
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'.encode()
        self.put(at, gzip.compress(body) if packed else body, kind="application/gzip" if packed else "application/xml")

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [each.path for each in self.seen]

    def statuses(self) -> dict[str, int]:
        """The last status of each path."""
        return {each.path: each.status for each in self.seen}

    def forget(self) -> None:
        """Count anew."""
        self.seen.clear()

    @contextmanager
    def asked(self, host: str) -> Iterator[None]:
        with self._lock:
            self._open[host] += 1
            self.overlaps[host] += self._open[host] > 1
        try:
            yield
        finally:
            with self._lock:
                self._open[host] -= 1


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        host = self.headers.get("host", "").partition(":")[0]
        with self.site.asked(host):
            try:
                self._answer(self.site.pages.get(self.path, Page(b"not here", status=404)), host)
            except (BrokenPipeError, ConnectionResetError):  # the client has had enough, as it should
                self.close_connection = True

    def _answer(self, page: Page, host: str) -> None:
        if page.pause:
            time.sleep(page.pause)
        status = self._status(page)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.site.seen.append(Seen(self.path, host, headers, time.monotonic(), status))
        if page.fault and page.fault not in ("500", "503 once"):
            getattr(self, f"_{page.fault.replace(' ', '_').lower()}")(page)
            return
        body = b"" if status in (304, 500, 503) or page.to else page.body
        if page.fault == "503 once":
            page.fault = ""
        self.send_response(status)
        self._head(page)
        if page.packed and body:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _status(self, page: Page) -> int:
        if page.fault in ("500", "503 once"):
            return int(page.fault[:3])
        if page.to:
            return page.status if page.status != 200 else 302
        same = page.tags and self.headers.get("if-none-match") == page.etag
        dated = bool(page.modified) and self.headers.get("if-modified-since") == page.modified
        return 304 if page.status == 200 and (same or dated) else page.status

    def _head(self, page: Page) -> None:
        self.send_header("Content-Type", page.kind)
        if page.to:
            self.send_header("Location", page.to)
        elif page.status == 200:
            if page.tags:
                self.send_header("ETag", page.etag)
            if page.modified:
                self.send_header("Last-Modified", page.modified)

    def _cut(self, page: Page) -> None:
        """Half of what was announced."""
        self.send_response(200)
        self._head(page)
        self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        self.wfile.write(page.body[: len(page.body) // 2])
        self.close_connection = True

    def _drip(self, page: Page) -> None:
        """A byte every 20 ms."""
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        while not self.site.stopped.is_set():
            self.wfile.write(b"x")
            time.sleep(0.02)

    def _announces_2_gb(self, page: Page) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(2 << 30))
        self.end_headers()
        self.wfile.write(b"x")
        self.close_connection = True

    def _streams_for_ever(self, page: Page) -> None:
        """Chunks without an end, and without a word of how many."""
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        while not self.site.stopped.is_set():
            self.wfile.write(chunk)

    def _gzip_bomb(self, page: Page) -> None:
        """2 GB of blanks in 2 MB."""
        body = bomb(2 << 30)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _hangs_up(self, page: Page) -> None:
        self.close_connection = True

    def _circle(self, page: Page) -> None:
        self.send_response(302)
        self.send_header("Location", self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


def bomb(size: int) -> bytes:
    """gzip that unpacks to so many bytes: a full flush ends one stretch like the other, so they are the same bytes."""
    stretch = 1 << 24
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packer.compress(b"")
    one = packer.compress(b" " * stretch) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS).flush()
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    return head + one * (size // stretch) + end + bytes(4) + (size & 0xFFFFFFFF).to_bytes(4, "little")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def guideline_server(certificate: Path | None = None, key: Path | None = None) -> Iterator[Site]:
    """On a free port of loopback, as long as the context is open; over https where a certificate is given."""
    site = Site("")
    with _Server(("127.0.0.1", 0), type("Bound", (_Handler,), {"site": site})) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        site.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield site
        finally:
            site.stopped.set()
            server.shutdown()
