"""The door on pages from strangers: conditions, named redirects, https, and no way into one's own network."""

import shutil
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence.addresses import is_public, names_inside, open_addresses
from evidence.errors import SourceRejectedError, SourceUnavailableError
from evidence.transport import Request, Transport
from tests.guideline_server import Site, bomb, guideline_server


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with guideline_server() as made:
        yield made


def door(**changes: Any) -> Transport:
    return Transport("any", None, **{"per_second": 1000.0, "tries": 1, "timeout": 20.0} | changes)


def request(site: Site, path: str = "/a", **changes: Any) -> Request:
    """To the server as 127.0.0.1, which the librarian wrote down."""
    return Request(site.url + path, "test", **{"inside": ("127.0.0.1",)} | changes)


def test_a_condition_and_its_304(site: Site) -> None:
    """The header goes out as given, and "not modified" is an answer without a body."""
    etag = site.put("/a", "text").etag
    with door() as transport:
        first = transport.send(request(site))
        again = transport.send(request(site, headers=(("if-none-match", etag),), accepts=(200, 304)))
    assert (first.status, first.body, first.headers["etag"]) == (200, b"text", etag)
    assert (again.status, again.body) == (304, b"")


def test_a_304_that_nobody_asked_for_is_no_answer(site: Site) -> None:
    site.put("/a", "text", status=304)
    with door() as transport, pytest.raises(SourceRejectedError, match="HTTP 304"):
        transport.send(request(site))


def test_own_headers(site: Site) -> None:
    """A user agent with a contact takes the place of ours."""
    site.put("/a", "text")
    with door() as transport:
        transport.send(request(site, headers=(("user-agent", "evidence-engine (+me@example.org)"),)))
    assert site.seen[0].headers["user-agent"] == "evidence-engine (+me@example.org)"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:220:1::1", True), ("::ffff:8.8.8.8", True), ("64:ff9b::808:808", True),
        ("127.0.0.1", False), ("10.0.0.1", False), ("172.16.9.9", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fd00::1", False),
        ("ff02::1", False), ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
        ("::7f00:1", False), ("::808:808", False), ("fec0::1", False), ("::ffff:0:127.0.0.1", False),
        ("::ffff:0:8.8.8.8", False), ("64:ff9b:1::7f00:1", False), ("64:ff9b:1::808:808", False),
        ("64:ff9b::a00:1", False), ("64:ff9b::c0a8:101", False), ("64:ff9b::a9fe:a9fe", False), ("2002:7f00::", False),
        ("2002:a00:1::1", False), ("2002:c0a8:101::1", False), ("2001:0:7f00:1::1", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False), ("2606:2800::5efe:7f00:1", False),
        ("2606:2800::200:5efe:a00:1", False), ("2001:db8::1", False), ("4000::1", False), ("2a00:1450:4001:81b::200e", True),
        ("nonsense", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    """Of IPv6 ones that carry an IPv4 address, by what they lead to."""
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("host", "inside"),
    [("localhost", True), ("127.0.0.1", True), ("[::1]", True), ("10.1.2.3", True), ("8.8.8.8", False),
     ("intranet", False), ("localhost.example.org", False)],
)  # fmt: skip
def test_hosts_written_as_inside(host: str, inside: bool) -> None:
    assert names_inside(host) is inside


def test_one_inside_address_among_public_ones_spoils_a_name() -> None:
    """A name server that mixes them is not an honest one; who wrote the host down may."""

    def mixed(host: str, port: int) -> list[str]:
        return ["93.184.215.14", "10.0.0.1"]

    with pytest.raises(SourceRejectedError, match=r"guidelines\.test leads to 10\.0\.0\.1"):
        open_addresses("guidelines.test", 443, (), mixed)
    assert open_addresses("guidelines.test", 443, ("Guidelines.Test",), mixed) == ["93.184.215.14", "10.0.0.1"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_no_spelling_of_loopback_passes(site: Site, host: str) -> None:
    """Whatever the resolver makes of it is looked at; the server is never asked."""
    site.put("/a", "secret")
    with door() as transport, pytest.raises((SourceRejectedError, SourceUnavailableError)):
        transport.send(Request(f"http://{host}:{site.port}/a", "test", inside=()))
    assert site.seen == []


def test_a_name_that_leads_inside_is_refused(site: Site) -> None:
    """The answer of a name server decides, not how the name looks."""
    site.put("/a", "secret")
    with (
        door(look_up=lambda host, port: ["127.0.0.1"]) as transport,
        pytest.raises(SourceRejectedError, match="inside this network"),
    ):
        transport.send(Request(f"http://guidelines.test:{site.port}/a", "test", inside=()))
    assert site.seen == []


def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """The name is looked up once; a second answer, which could be another, is never asked for. The host stays named."""
    site.put("/a", "text")
    looked_up = []

    def once(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    with door(look_up=once) as transport:
        reply = transport.send(Request(f"http://guidelines.test:{site.port}/a", "test", inside=("guidelines.test",)))
    assert reply.body == b"text"
    assert looked_up == ["guidelines.test"]
    assert site.seen[0].headers["host"] == f"guidelines.test:{site.port}"


def test_the_next_address_is_tried(site: Site) -> None:
    """As a browser does where the first one does not answer: nobody listens at 127.9.9.9."""
    site.put("/a", "text")
    with door(look_up=lambda host, port: ["127.9.9.9", "127.0.0.1"]) as transport:
        found = transport.send(Request(f"http://two.test:{site.port}/a", "test", inside=("two.test",)))
    assert found.body == b"text"


def test_a_name_that_leads_nowhere(site: Site) -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with door(look_up=nowhere) as transport, pytest.raises(SourceUnavailableError, match="leads nowhere"):
        transport.send(Request("http://guidelines.test/", "test", inside=()))


@pytest.mark.parametrize(("host", "right"), [("guidelines.test", True), ("other.test", False)])
def test_a_certificate_must_be_the_hosts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, right: bool
) -> None:
    """Though the connection is to an address: a certificate of another name is refused, and nothing is sent."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate, and is not here")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=guidelines.test -addext subjectAltName=DNS:guidelines.test"
    )
    made = subprocess.run([openssl, *words.split(), "-keyout", key, "-out", certificate], capture_output=True)
    assert made.returncode == 0, made.stderr
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with guideline_server(certificate, key) as secure, door(look_up=lambda host, port: ["127.0.0.1"]) as transport:
        secure.put("/a", "text")
        asked = Request(f"https://{host}:{secure.port}/a", "test", inside=(host,))
        if right:
            assert transport.send(asked).body == b"text"
        else:
            with pytest.raises(SourceRejectedError, match="could not prove who it is"):
                transport.send(asked)
        assert len(secure.seen) == right


def test_a_redirect_to_a_named_host(site: Site) -> None:
    """Followed at the same port; one to a host that is not named is not."""
    site.put("/a", to=f"http://localhost:{site.port}/b")
    site.put("/b", "text")
    with door() as transport:
        named = request(site, redirects=("localhost",), inside=("127.0.0.1", "localhost"))
        assert transport.send(named).body == b"text"
        site.forget()
        with pytest.raises(SourceRejectedError, match="localhost"):
            transport.send(request(site))
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("where", ["http://127.0.0.1:9/", "http://localhost:22/", "ftp://localhost/"])
def test_a_named_host_at_an_odd_port_is_not_meant(site: Site, where: str) -> None:
    site.put("/a", to=where)
    with door() as transport, pytest.raises(SourceRejectedError):
        transport.send(request(site, redirects=("localhost", "127.0.0.1")))


@pytest.mark.parametrize("where", ["10.0.0.1", "169.254.169.254", "[::1]"])
def test_a_redirect_inside_is_refused_although_its_host_is_named(site: Site, where: str) -> None:
    """By a name in `redirects` alone nobody is let in: `inside` is what a person wrote down as such."""
    site.put("/a", to=f"http://{where}:{site.port}/b")
    with door() as transport, pytest.raises(SourceRejectedError, match="inside this network"):
        transport.send(request(site, redirects=(where.strip("[]"),)))
    assert site.paths() == ["/a"]


def test_a_proxy_of_the_environment(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given names that only it can look up; one that leads inside by our own look-up is refused all the same."""
    monkeypatch.setenv("HTTP_PROXY", site.url)
    site.put("http://guidelines.test/a", "by proxy")

    def only_inside(host: str, port: int) -> list[str]:
        if host == "inside.test":
            return ["10.0.0.1"]
        raise OSError(-2, "Name or service not known")

    with door(look_up=only_inside) as transport:
        assert transport.send(Request("http://guidelines.test/a", "test", inside=())).body == b"by proxy"
        with pytest.raises(SourceRejectedError, match="inside this network"):
            transport.send(Request("http://inside.test/a", "test", inside=()))
    assert len(site.seen) == 1


def test_https_only(site: Site) -> None:
    """Nothing is sent without it, and the sentence names the setting."""
    site.put("/a", "text")
    with door() as transport, pytest.raises(SourceRejectedError, match="https_only"):
        transport.send(request(site, https_only=True))
    assert site.seen == []


def test_a_longer_pause_is_kept(site: Site) -> None:
    """`every` 5 seconds between starts, on a clock of our own."""
    site.put("/a", "text")
    now, slept = [1000.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    with door(clock=lambda: now[0], sleep=sleep) as transport:
        for _ in range(3):
            transport.send(request(site, every=5.0))
    assert len(slept) == 2
    assert all(5.0 <= pause <= 5.2 for pause in slept)


@pytest.mark.parametrize("fault", ["announces 2 GB", "streams for ever", "gzip bomb"])
def test_gigabytes_are_refused_early(site: Site, fault: Any) -> None:
    """By what is announced, and by counting what comes and what it unpacks to."""
    site.put("/a", fault=fault)
    with door() as transport, pytest.raises(SourceRejectedError, match="more than 1,048,576 bytes"):
        transport.send(request(site, most=1 << 20))
    assert len(site.seen) == 1


def test_the_bomb_is_one() -> None:
    """2 GB in less than 5 MB; a small one unpacks to what it says (its checksum, at the end, is never come to)."""
    assert zlib.decompress(bomb(1 << 25)[10:], -zlib.MAX_WBITS) == b" " * (1 << 25)
    assert len(bomb(2 << 30)) < 5 << 20
