"""The one door: what is held back, what is tried again, what is refused, and what the log says of it."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from evidence.egress import is_loopback
from evidence.errors import EgressRefusedError, PrivacyRefusedError, SourceRejectedError, SourceUnavailableError
from evidence.retry import asked_to_wait, backoff
from evidence.transport import Request, Transport
from evidence.wire import Wire, place_of, without_secrets
from tests.evidence.faulty_server import (
    Answer,
    FaultyServer,
    answer,
    cut_chunks,
    drip_body,
    drip_head,
    faulty_server,
    file_with_ranges,
    hang_up,
    silence,
)


@dataclass
class FakeTime:
    """Moves when somebody sleeps; `slept` says how long, the pace's own pauses left out."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        self.now += 0.001
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Bench:
    """A server that misbehaves, a library's folder, and a transport between them."""

    server: FaultyServer
    folder: Path
    time: FakeTime
    made: list[Transport] = field(default_factory=list)

    def transport(self, **changes: Any) -> Transport:
        options: dict[str, Any] = {
            "per_second": 1000.0,
            "timeout": 5.0,
            "clock": self.time.clock,
            "sleep": self.time.sleep,
            "random": lambda: 1.0,
        } | changes
        egress = options.pop("egress", "any")
        self.made.append(Transport(egress, options.pop("folder", self.folder), **options))
        return self.made[-1]

    def request(self, path: str = "/x", **changes: Any) -> Request:
        return Request(self.server.url + path, changes.pop("kind", "test"), **changes)

    @property
    def log(self) -> list[dict[str, Any]]:
        path = self.folder / "egress.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


Play = Callable[..., Bench]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own; no proxy of this machine takes part."""
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "cache"


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """A bench whose server gives these answers in turn."""
    open_contexts = []
    benches: list[Bench] = []

    def start(*answers: Answer) -> Bench:
        context = faulty_server(*answers)
        open_contexts.append(context)
        folder = tmp_path / "library"
        folder.mkdir(exist_ok=True)
        benches.append(Bench(context.__enter__(), folder, FakeTime()))
        return benches[-1]

    yield start
    for transport in (transport for bench in benches for transport in bench.made):
        transport.close()
    for context in open_contexts:
        context.__exit__(None, None, None)


# What is sent


def test_get_with_parameters(play: Play) -> None:
    """Each once and in order, escaped; the reply is whole, and its address is without the key."""
    bench = play(answer(b"<ok/>", Content_Type="text/xml"))
    with bench.transport() as transport:
        reply = transport.send(
            bench.request("/e?db=pubmed", params=(("term", "a b&c"), ("id", "1"), ("id", "2"), ("api_key", "secret")))
        )
    assert bench.server.seen[0].path == "/e?db=pubmed&term=a+b%26c&id=1&id=2&api_key=secret"
    assert (reply.status, reply.body, reply.headers["content-type"]) == (200, b"<ok/>", "text/xml")
    assert reply.url.endswith("/e?db=pubmed&term=a+b%26c&id=1&id=2")
    assert abs(datetime.now(UTC) - datetime.fromisoformat(reply.at)) < timedelta(minutes=5)


def test_post_with_a_form(play: Play) -> None:
    bench = play(answer(b"ok"))
    bench.transport().send(bench.request(form=(("id", "1,2"), ("db", "pubmed"))))
    seen = bench.server.seen[0]
    assert (seen.method, seen.body) == ("POST", b"id=1%2C2&db=pubmed")
    assert seen.headers["content-type"] == "application/x-www-form-urlencoded"


def test_gzip_is_undone(play: Play) -> None:
    bench = play(answer(gzip.compress(b"text" * 1000), Content_Encoding="gzip"))
    assert bench.transport().send(bench.request()).body == b"text" * 1000


def test_connections_are_kept_and_cookies_are_not(play: Play) -> None:
    """Nobody is recognised from one request to the next."""
    bench = play(answer(b"ok", Set_Cookie="who=me; Path=/"))
    with bench.transport() as transport:
        transport.send(bench.request())
        transport.send(bench.request())
    assert ["cookie" in seen.headers for seen in bench.server.seen] == [False, False]


def test_several_threads_use_one_transport(play: Play) -> None:
    """Each gets its own answer, and each leaves its line."""

    def echo(handler: Any) -> None:
        answer(handler.path.encode())(handler)

    bench = play(echo)
    got: dict[int, bytes] = {}
    with Transport("any", bench.folder, per_second=1000.0) as transport:
        threads = [
            threading.Thread(target=lambda n=n: got.__setitem__(n, transport.send(bench.request(f"/{n}")).body))
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert got == {n: f"/{n}".encode() for n in range(8)}
    assert len(bench.log) == 8


# What is tried again


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(play: Play, status: int) -> None:
    """After half a second, then a second (with the whole random share)."""
    bench = play(answer(b"", status), answer(b"", status), answer(b"ok"))
    assert bench.transport().send(bench.request()).body == b"ok"
    assert bench.time.slept == [0.5, 1.0]
    assert [(line["status"], line["tries"]) for line in bench.log] == [(200, 3)]


@pytest.mark.parametrize(
    "fault",
    [
        answer(b"half", length=8),
        cut_chunks(b"half"),
        hang_up,
        answer(gzip.compress(b"text" * 1000)[:-9], Content_Encoding="gzip"),
        answer(b"no gzip at all", Content_Encoding="gzip"),
    ],
    ids=["length not reached", "chunks cut", "hung up", "gzip cut", "gzip damaged"],
)
def test_half_an_answer_is_no_answer(play: Play, fault: Answer) -> None:
    """It is asked for again, and nothing of the first half stays."""
    bench = play(fault, answer(b"whole"))
    assert bench.transport().send(bench.request()).body == b"whole"
    assert len(bench.server.seen) == 2


def test_tries_end(play: Play) -> None:
    """The sentence says who, how often, why, and to come back later."""
    bench = play(answer(b"", 503))
    with pytest.raises(SourceUnavailableError, match=r"127\.0\.0\.1 .*asked 6 times.*HTTP 503.*later"):
        bench.transport().send(bench.request())
    assert len(bench.server.seen) == 6
    assert bench.time.slept == [0.5, 1.0, 2.0, 4.0, 8.0]
    assert [(line["status"], line["tries"]) for line in bench.log] == [(503, 6)]


def test_nobody_listens(play: Play) -> None:
    """A closed port: tried again, logged without a status."""
    bench = play(answer())
    with pytest.raises(SourceUnavailableError, match="asked 2 times"):
        bench.transport(tries=2).send(Request("http://127.0.0.1:9/", "test"))
    assert [(line["status"], line["port"], line["tries"]) for line in bench.log] == [(0, 9, 2)]


def test_retry_after_in_seconds(play: Play) -> None:
    """What the server asks for, and a random second more so that not all come at once."""
    bench = play(answer(b"", 429, Retry_After="7"), answer(b"ok"))
    bench.transport().send(bench.request())
    assert bench.time.slept == [8.0]


def test_retry_after_as_a_date(play: Play) -> None:
    """By the server's clock, which is a year off here."""
    then = datetime.now(UTC).replace(microsecond=0) - timedelta(days=365)
    fault = answer(b"", 503, Retry_After=format_datetime(then + timedelta(seconds=20), usegmt=True))

    def with_date(handler: Any) -> None:
        handler.date_time_string = lambda timestamp=None: format_datetime(then, usegmt=True)
        fault(handler)

    bench = play(with_date, answer(b"ok"))
    bench.transport().send(bench.request())
    assert bench.time.slept == [21.0]


def test_retry_after_too_long_is_said(play: Play) -> None:
    """More than ten minutes: not waited for, and the user is told how long it is."""
    bench = play(answer(b"", 429, Retry_After="3600"))
    with pytest.raises(SourceUnavailableError, match="60 minutes"):
        bench.transport().send(bench.request())
    assert bench.time.slept == []


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "Wed, 99 Foo 2020", "²"])
def test_retry_after_that_means_nothing(value: str) -> None:
    assert asked_to_wait({"retry-after": value}) is None


def test_backoff_grows_to_a_minute() -> None:
    """0.5 s doubled each time; a random half of it may be left out."""
    assert [backoff(n, lambda: 1.0) for n in (1, 2, 3, 7, 8, 9, 2000 // 2)] == [0.5, 1.0, 2.0, 32.0, 60.0, 60.0, 60.0]
    assert backoff(3, lambda: 0.0) == 1.0


@pytest.mark.parametrize("fault", [drip_body, drip_head, silence], ids=lambda fault: fault.__name__)
def test_no_server_can_hold_us_for_ever(play: Play, fault: Answer) -> None:
    """Bytes that come in time, one by one, are no answer: each try has an end."""
    bench = play(fault)
    with pytest.raises(SourceUnavailableError):
        bench.transport(timeout=0.3, tries=2).send(bench.request())
    assert len(bench.server.seen) == 2


# What is refused


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 414])
def test_a_refusal_is_not_tried_again(play: Play, status: int) -> None:
    bench = play(answer(b"", status))
    with pytest.raises(SourceRejectedError, match=f"HTTP {status}"):
        bench.transport().send(bench.request())
    assert len(bench.server.seen) == 1


def test_a_refusal_is_passed_on_without_the_key(play: Play) -> None:
    """E-utilities repeat a wrong key in their answer."""
    bench = play(answer(b'{"error":"API key invalid","api-key":"s3cret"}', 400, Content_Type="application/json"))
    with pytest.raises(SourceRejectedError, match="API key invalid") as caught:
        bench.transport().send(bench.request(params=(("api_key", "s3cret"),)))
    assert "s3cret" not in str(caught.value)


def test_a_status_that_counts_as_an_answer(play: Play) -> None:
    bench = play(answer(b"none", 404))
    assert bench.transport().send(bench.request(accepts=(200, 404))).body == b"none"


@pytest.mark.parametrize(
    "fault",
    [answer(b"x" * 1001), cut_chunks(b"x" * 1001), answer(gzip.compress(b"x" * 10_000_000), Content_Encoding="gzip")],
    ids=["announced", "not announced", "packed"],
)
def test_too_much_is_refused(play: Play, fault: Answer) -> None:
    """Whether or not it is announced, and however small it is packed."""
    bench = play(fault)
    with pytest.raises(SourceRejectedError, match=r"1,000 bytes"):
        bench.transport().send(bench.request(most=1000))
    assert len(bench.server.seen) == 1


def test_as_much_as_is_allowed_is_taken(play: Play) -> None:
    bench = play(answer(b"x" * 1000))
    assert len(bench.transport().send(bench.request(most=1000)).body) == 1000


@pytest.mark.parametrize(
    "url", ["", "x", "ftp://127.0.0.1/", "http://", "file:///etc/passwd", "http://[::1", "http:///x"]
)
def test_what_is_no_web_address(play: Play, url: str) -> None:
    bench = play(answer())
    with pytest.raises(SourceRejectedError, match="not a web address"):
        bench.transport().send(Request(url, "test"))


# Redirects


def test_a_redirect_on_the_same_host(play: Play) -> None:
    """Followed, its parameters as the server gave them; a line for each."""
    bench = play(answer(b"", 301, Location="/new?a=1"), answer(b"ok"))
    reply = bench.transport().send(bench.request(params=(("a", "0"),)))
    assert [seen.path for seen in bench.server.seen] == ["/x?a=0", "/new?a=1"]
    assert (reply.body, reply.url) == (b"ok", f"{bench.server.url}/new?a=1")
    assert [line["status"] for line in bench.log] == [301, 200]


def test_a_form_goes_along(play: Play) -> None:
    """But for 303, which says to get the answer elsewhere."""
    bench = play(answer(b"", 307, Location="/b"), answer(b"", 303, Location="/c"), answer(b"ok"))
    bench.transport().send(bench.request(form=(("a", "1"),)))
    assert [(seen.method, seen.body) for seen in bench.server.seen] == [
        ("POST", b"a=1"),
        ("POST", b"a=1"),
        ("GET", b""),
    ]


@pytest.mark.parametrize(
    "where", ["http://localhost:{port}/", "http://127.0.0.1:9/", "//evil.example/", "ftp://127.0.0.1/"]
)
def test_a_redirect_to_another_host_is_not_followed(play: Play, where: str) -> None:
    """Nor to another port; and the sentence says where it would have gone."""
    bench = play(answer(b""))
    port = bench.server.url.rpartition(":")[2]
    bench.server.answers = [answer(b"", 302, Location=where.format(port=port))]
    with pytest.raises(SourceRejectedError):
        bench.transport().send(bench.request())
    assert len(bench.server.seen) == len(bench.log) == 1


def test_pinned_files_may_come_from_elsewhere(play: Play) -> None:
    """Another host on this machine; over plain http from a host elsewhere, never."""
    bench = play(answer(b""))
    port = bench.server.url.rpartition(":")[2]
    bench.server.answers = [answer(b"", 302, Location=f"http://localhost:{port}/y"), answer(b"ok")]
    assert bench.transport().send(bench.request(elsewhere=True)).body == b"ok"
    bench.server.answers = [answer(b"", 302, Location="http://example.org/y")]
    with pytest.raises(SourceRejectedError, match=r"example\.org"):
        bench.transport().send(bench.request(elsewhere=True))


def test_each_redirect_passes_the_door(play: Play) -> None:
    """A host that the setting does not allow is not asked, though the first one was."""
    bench = play(answer(b"", 302, Location="https://example.org/y"))
    with pytest.raises(EgressRefusedError, match=r"example\.org"):
        bench.transport(egress="local").send(bench.request(elsewhere=True))


def test_circles_end(play: Play) -> None:
    bench = play(answer(b"", 302, Location="/x"))
    with pytest.raises(SourceRejectedError, match="circles"):
        bench.transport().send(bench.request())
    assert len(bench.server.seen) == 4


# What is held back


def test_offline_sends_nothing(play: Play) -> None:
    """Not even to this machine; the setting is named."""
    bench = play(answer(b"ok"))
    with pytest.raises(EgressRefusedError, match="EVIDENCE_EGRESS_SOURCES"):
        bench.transport(egress="offline").send(bench.request())
    with pytest.raises(EgressRefusedError, match="EVIDENCE_EGRESS_MODELS"):
        bench.transport(egress="offline", setting="EVIDENCE_EGRESS_MODELS").send(bench.request())
    assert bench.server.seen == bench.log == []


def test_local_is_this_machine_and_named_hosts(play: Play) -> None:
    bench = play(answer(b"ok"))
    assert bench.transport(egress="local").send(bench.request()).body == b"ok"
    with pytest.raises(EgressRefusedError, match="EVIDENCE_EGRESS_SOURCES is local"):
        bench.transport(egress="local").send(Request("https://example.org/", "test"))
    with pytest.raises(SourceUnavailableError):  # allowed, and there is no such host
        bench.transport(egress="local", hosts=("Mirror.Invalid",), tries=1).send(Request("http://mirror.invalid/", "x"))


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True), ("LOCALHOST", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True),
        ("localhost.example.org", False), ("127.0.0.1.example.org", False), ("0.0.0.0", False), ("10.0.0.1", False),
        ("2130706433", False), ("127.1", False), ("", False),
    ],
)  # fmt: skip
def test_loopback(host: str, local: bool) -> None:
    """Only the usual spellings: what a resolver might make of others is not guessed."""
    assert is_loopback(host) is local


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://localhost@example.org/", "example.org"),
        ("http://example.org#@localhost/", "example.org"),
        ("http://example.org?@localhost/", "example.org"),
        ("http://LOCALHOST./", "localhost."),
    ],
)
def test_host_is_read_as_the_connection_reads_it(url: str, host: str) -> None:
    """A name before an @ is a user, not a host."""
    assert place_of(url).host == host
    assert not is_loopback(host)


def test_personal_words_are_not_sent(play: Play) -> None:
    """And the refusal holds none of them."""
    bench = play(answer(b"ok"))
    with pytest.raises(PrivacyRefusedError, match="medical record number") as caught:
        bench.transport().send(bench.request(says="MRN 00451234 with gout"))
    assert "00451234" not in str(caught.value)
    assert bench.server.seen == bench.log == []


def test_personal_words_sent_anyway_are_logged_by_kind(play: Play) -> None:
    bench = play(answer(b"ok"))
    bench.transport(send_anyway=True).send(bench.request(says="MRN 00451234 with gout"))
    assert [line["overridden"] for line in bench.log] == [["medical record number"]]


def test_the_setting_goes_before_the_screen(play: Play) -> None:
    """Nobody is taught to use --send-anyway where nothing would be sent."""
    bench = play(answer(b"ok"))
    with pytest.raises(EgressRefusedError):
        bench.transport(egress="offline").send(bench.request(says="MRN 00451234"))


# The log


def test_log_line(play: Play) -> None:
    """Where, what kind, when, how much; nothing of what was said, asked for or proved."""
    bench = play(answer(b"12345"))
    url = bench.server.url.replace("//", "//user:pass@")
    bench.transport().send(
        Request(f"{url}/path-word", "esearch", (("term", "question-word"), ("api_key", "key-word")), says="said-word")
    )
    (line,) = bench.log
    port = int(bench.server.url.rpartition(":")[2])
    assert {name: line[name] for name in ("host", "port", "kind", "method", "received", "status", "tries")} == {
        "host": "127.0.0.1", "port": port, "kind": "esearch", "method": "GET", "received": 5, "status": 200, "tries": 1,
    }  # fmt: skip
    seen = bench.server.seen[0]
    fields = sum(len(name) + len(value) + len(": \r\n") for name, value in seen.headers.items())
    assert line["sent"] == len(f"GET {seen.path} HTTP/1.1\r\n") + fields + len("\r\n")
    assert set(line) == {
        "at", "host", "port", "kind", "method", "sent", "received", "status", "tries", "seconds", "process", "overridden"
    }  # fmt: skip
    text = (bench.folder / "egress.jsonl").read_text()
    assert not any(word in text for word in ("path", "question", "word", "user", "pass"))


def test_log_of_a_request_that_failed(play: Play) -> None:
    bench = play(answer(b"no", 404))
    with pytest.raises(SourceRejectedError):
        bench.transport().send(bench.request())
    assert [line["status"] for line in bench.log] == [404]


def test_without_a_library_the_cache_keeps_the_log(play: Play, cache: Path, tmp_path: Path) -> None:
    """No folder is made for it: an empty library's folder would look like a loss."""
    bench = play(answer(b"ok"))
    bench.transport(folder=None).send(bench.request())
    bench.transport(folder=tmp_path / "later").send(bench.request())
    assert len((cache / "egress.jsonl").read_text().splitlines()) == 2
    assert not (tmp_path / "later").exists()


def test_a_library_that_cannot_be_written_to(play: Play, cache: Path) -> None:
    """Its reader's own cache keeps the line."""
    bench = play(answer(b"ok"))
    (bench.folder / "egress.jsonl").mkdir()
    bench.transport().send(bench.request())
    assert len((cache / "egress.jsonl").read_text().splitlines()) == 1


def test_nothing_is_sent_that_cannot_be_logged(play: Play, cache: Path) -> None:
    """A trail with holes would say that nothing happened."""
    bench = play(answer(b"ok"))
    for folder in (bench.folder, cache):
        (folder / "egress.jsonl").mkdir(parents=True)
    with pytest.raises(EgressRefusedError, match=r"egress\.jsonl"):
        bench.transport().send(bench.request())
    assert bench.server.seen == []


# Downloads


def test_a_file_appears_whole(play: Play, tmp_path: Path) -> None:
    """With its bytes as they came, packed ones too; nothing lies beside it."""
    content = gzip.compress(b"records" * 1000)
    bench = play(answer(content, Content_Encoding="x-gzip"))
    target, sizes = tmp_path / "files" / "a.xml.gz", []
    reply = bench.transport().download(bench.request(), target, sizes.append)
    assert (target.read_bytes(), reply.body, reply.status) == (content, b"", 200)
    assert sizes[-1] == len(content)
    assert [path.name for path in target.parent.iterdir()] == ["a.xml.gz"]


def test_a_download_goes_on_where_it_broke_off(play: Play, tmp_path: Path) -> None:
    """In the same call: only the missing bytes are asked for."""
    content = bytes(range(256)) * 40
    bench = play(
        file_with_ranges(content, cut_after=4000), file_with_ranges(content, cut_after=3000), file_with_ranges(content)
    )
    bench.transport().download(bench.request(), tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == content
    assert [seen.headers.get("range") for seen in bench.server.seen] == [None, "bytes=4000-", "bytes=7000-"]
    assert [(line["received"], line["tries"]) for line in bench.log] == [(len(content), 3)]


def test_a_download_goes_on_another_day(play: Play, tmp_path: Path) -> None:
    content = b"abc" * 1000
    bench = play(file_with_ranges(content, cut_after=1000))
    with pytest.raises(SourceUnavailableError):
        bench.transport(tries=1).download(bench.request(), tmp_path / "f")
    assert not (tmp_path / "f").exists()
    bench.server.answers = [file_with_ranges(content)]
    bench.transport().download(bench.request(), tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == content
    assert bench.server.seen[-1].headers["range"] == "bytes=1000-"


def test_a_file_that_has_changed_is_taken_from_the_start(play: Play, tmp_path: Path) -> None:
    """No half of one version is joined to a half of another."""
    bench = play(file_with_ranges(b"a" * 3000, cut_after=1000), file_with_ranges(b"b" * 3000, etag='"v2"'))
    bench.transport().download(bench.request(), tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == b"b" * 3000


@pytest.mark.parametrize(
    "fault",
    [
        answer(b"", 416),
        answer(b"b" * 500, 206, Content_Range="bytes 500-999/1000"),
        answer(b"b" * 500, 206),
        answer(b"b" * 500, 206, Content_Range="bytes 1000-1499/3000"),
    ],
    ids=["nothing left", "another part", "no range", "too short"],
)
def test_a_rest_that_does_not_fit_is_asked_for_anew(play: Play, tmp_path: Path, fault: Answer) -> None:
    """From the first byte."""
    bench = play(file_with_ranges(b"a" * 3000, cut_after=1000), fault, file_with_ranges(b"a" * 3000))
    bench.transport().download(bench.request(), tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == b"a" * 3000
    assert "range" not in bench.server.seen[-1].headers


def test_a_file_without_a_version_is_never_joined(play: Play, tmp_path: Path) -> None:
    bench = play(answer(b"a" * 100, length=200), answer(b"b" * 200))
    bench.transport().download(bench.request(), tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == b"b" * 200
    assert "range" not in bench.server.seen[-1].headers


def test_a_file_that_is_too_large_leaves_nothing(play: Play, tmp_path: Path) -> None:
    bench = play(answer(b"x" * 2000))
    with pytest.raises(SourceRejectedError, match="1,000 bytes"):
        bench.transport().download(bench.request(most=1000), tmp_path / "sub" / "f")
    assert list((tmp_path / "sub").iterdir()) == []


# Proxies and secrets


def test_a_proxy_is_used_but_never_for_this_machine(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hospitals have proxies. Under "local" a proxy would be one more host, and is not used either."""
    proxy = play(answer(b"by proxy"))
    monkeypatch.setenv("HTTP_PROXY", proxy.server.url)
    direct = play(answer(b"direct"))
    assert proxy.transport().send(Request("http://example.invalid/x", "test")).body == b"by proxy"
    assert proxy.server.seen[0].path == "http://example.invalid/x"
    assert direct.transport().send(direct.request()).body == b"direct"
    with pytest.raises(SourceUnavailableError):
        proxy.transport(egress="local", hosts=("example.invalid",), tries=1).send(
            Request("http://example.invalid/", "t")
        )
    assert len(proxy.server.seen) == 1


def test_without_secrets() -> None:
    """Users, passwords and keys; an address without them stays as it is."""
    assert without_secrets("https://u:p@h/e?a=1&api_key=k&b=2") == "https://h/e?a=1&b=2"
    assert without_secrets("https://h/e?api_key=k") == "https://h/e"
    assert without_secrets("https://h/e?a=%20b+c") == "https://h/e?a=%20b+c"


def test_closing_twice_does_no_harm() -> None:
    wire = Wire(1.0, proxies=True)
    wire.close()
    wire.close()
