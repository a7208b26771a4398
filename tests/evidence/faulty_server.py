"""A small HTTP server on loopback that does what it is told, faults included."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Seen:
    """One request as it came."""

    method: str
    path: str  # with the query
    headers: dict[str, str]  # lower-case names
    body: bytes


Answer = Callable[["Handler"], None]


@dataclass
class FaultyServer:
    """`answers` are given in turn, the last one for ever; `seen` are the requests."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    told: FaultyServer

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.told.seen.append(Seen(self.command, self.path, headers, body))
        try:
            self.told.next()(self)
        except (BrokenPipeError, ConnectionResetError):  # the client has had enough, as it should
            self.close_connection = True

    do_POST = do_GET

    def log_message(self, *_: Any) -> None:
        pass


def answer(body: bytes = b"", status: int = 200, *, length: int | None = None, **headers: str) -> Answer:
    """A whole answer; `length` lies about it. Underscores in names stand for hyphens."""

    def give(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = length is not None

    return give


def cut_chunks(body: bytes) -> Answer:
    """A chunked answer that has no end."""

    def give(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")
        handler.close_connection = True

    return give


def hang_up(handler: Handler) -> None:
    """No answer at all."""
    handler.close_connection = True


def drip_body(handler: Handler) -> None:
    """A byte every 50 ms, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.told.stopped.is_set():
        handler.wfile.write(b"x")
        time.sleep(0.05)


def drip_head(handler: Handler) -> None:
    """The same before the body."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.told.stopped.is_set():
        handler.wfile.write(b"x")
        time.sleep(0.05)


def silence(handler: Handler) -> None:
    """The connection stays open and nothing comes."""
    handler.told.stopped.wait(30)


def file_with_ranges(content: bytes, *, cut_after: int = -1, etag: str = '"v1"') -> Answer:
    """A file that can be asked for from any byte on, if it is still the version that the client knows."""

    def give(handler: Handler) -> None:
        wanted, version = handler.headers.get("Range", ""), handler.headers.get("If-Range", "")
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and version == etag else 0
        part = content[start:]
        handler.send_response(206 if start else 200)
        handler.send_header("Content-Length", str(len(part)))
        handler.send_header("ETag", etag)
        if start:
            handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        handler.end_headers()
        handler.wfile.write(part if cut_after < 0 else part[:cut_after])
        handler.close_connection = cut_after >= 0

    return give


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def faulty_server(*answers: Answer) -> Iterator[FaultyServer]:
    """On a free port of loopback, as long as the context is open."""
    told = FaultyServer("", list(answers))
    with _Server(("127.0.0.1", 0), type("Bound", (Handler,), {"told": told})) as server:
        told.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield told
        finally:
            told.stopped.set()
            server.shutdown()
