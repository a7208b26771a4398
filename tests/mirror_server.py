"""A small mirror of PubMed's bulk files for tests: a real HTTP server with index pages, Range, and faults on demand."""

import re
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Literal

Fault = Literal["500", "404", "cut", "slow", "damaged", "wrong page", "old md5"]
PIECE = 1 << 12  # bytes sent at a time


@dataclass(slots=True)
class Mirror:
    """What is served: `files` by path, `pages` in place of the index that would be made, `faults` used up one by one."""

    files: dict[str, bytes] = field(default_factory=dict)
    pages: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    faults: defaultdict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    asked: list[tuple[str, int]] = field(default_factory=list)  # path, first byte that was asked for
    url: str = ""

    def index(self, path: str) -> bytes | None:
        """A page as Apache makes them, of what lies right below a folder."""
        below = sorted({re.match(r"[^/]*/?", name[len(path) :])[0] for name in self.files if name.startswith(path)})  # type: ignore[index]
        if not path.endswith("/") or not below:
            return None
        rows = "".join(f'<a href="{name}">{name}</a>  2026-01-09 14:12  19M\n' for name in below)
        head = f'<h1>Index of {path}</h1><a href="?C=N;O=D">Name</a> <a href="../">Parent Directory</a>'
        return f"<html><body>{head}<hr><pre>{rows}</pre></body></html>".encode()


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    mirror: Mirror

    def do_GET(self) -> None:
        """Serve a file or a page, whole or from a byte on, or fail as told."""
        first = int((re.match(r"bytes=(\d+)-", self.headers.get("Range", "")) or [0, 0])[1])
        self.mirror.asked.append((self.path, first))
        waiting = self.mirror.faults[self.path]
        fault = waiting.pop(0) if waiting else None
        if self.path in self.mirror.moved:
            self._head(302, 0, Location=self.mirror.moved[self.path])
            return
        data = self.mirror.pages.get(self.path) or self.mirror.files.get(self.path) or self.mirror.index(self.path)
        if fault == "wrong page":
            data = b"<html>Sign in to the network</html>"
        if fault == "old md5":
            data = b"0" * 32
        if data is None or fault in ("404", "500"):
            self._head(500 if fault == "500" else 404, 0)
            return
        self._body(data, first if data is self.mirror.files.get(self.path) else 0, fault)

    def _head(self, status: int, length: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(length), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def _body(self, data: bytes, first: int, fault: Fault | None) -> None:
        etag = f'"{md5(data).hexdigest()}"'
        if 0 < first < len(data) and self.headers.get("If-Range", etag) == etag:
            self._head(206, len(data) - first, Content_Range=f"bytes {first}-{len(data) - 1}/{len(data)}", ETag=etag)
        else:
            first = 0
            self._head(200, len(data), Accept_Ranges="bytes", ETag=etag)
        if fault == "damaged":
            data = data[:-20] + bytes(20)
        end = first + (len(data) - first) // 2 if fault == "cut" else len(data)
        for start in range(first, end, PIECE):
            self.wfile.write(data[start : min(start + PIECE, end)])
            if fault == "slow":
                time.sleep(0.02)
        if fault == "cut":
            self.close_connection = True
            self.wfile.flush()
            self.connection.shutdown(2)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the screen."""


@contextmanager
def serving(mirror: Mirror) -> Iterator[Mirror]:
    """The mirror at `mirror.url`, on this machine, while the context lasts."""
    handler = type("Handler", (_Handler,), {"mirror": mirror})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    mirror.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield mirror
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
