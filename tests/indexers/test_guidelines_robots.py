"""robots.txt: what it allows, what its absence allows, and what nobody is kept waiting for."""

from dataclasses import dataclass

import pytest

from evidence.errors import SourceRejectedError, SourceUnavailableError
from indexers.guidelines.robots import Robots, read_rules


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes = b""


def why_not(text: str, path: str = "/a") -> str:
    return read_rules(Reply(200, text.encode())).why_not(f"https://example.org{path}")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /private", "/a", True),
        ("User-agent: *\nDisallow: /private", "/private/x", False),
        ("User-agent: *\nDisallow: /\nAllow: /a", "/a", True),
        ("User-agent: evidence-engine\nDisallow: /a\n\nUser-agent: *\nDisallow:", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Evidence-Engine\nAllow: /", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("<html>not found</html>", "/a", True),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    """By our own name first, by * else; a page instead of the file says nothing."""
    assert (why_not(text, path) == "") is allowed


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_no_file_allows_all(status: int) -> None:
    """RFC 9309, section 2.3.1.3."""
    rules = read_rules(Reply(status, b"User-agent: *\nDisallow: /"))
    assert rules.why_not("https://example.org/a") == ""
    assert not rules.found


@pytest.mark.parametrize("error", [SourceUnavailableError("HTTP 500"), SourceRejectedError("sends on elsewhere")])
def test_a_file_that_cannot_be_had_refuses_for_now(error: Exception) -> None:
    """RFC 9309, section 2.3.1.4; the sentence says so, and whether another day may be better."""

    def ask(address: str) -> Reply:
        raise error

    rules = Robots(ask).rules("https://example.org/a")
    assert "robots.txt cannot be" in rules.why_not("https://example.org/a")
    assert rules.passing is isinstance(error, SourceUnavailableError)


def test_asked_once_for_each_host() -> None:
    """A port makes another host, as does http beside https."""
    asked = []

    def ask(address: str) -> Reply:
        asked.append(address)
        return Reply(200)

    robots = Robots(ask)
    for url in ("https://e.org/a", "https://e.org/b?c", "http://e.org/a", "https://e.org:8443/", "https://f.org/"):
        robots.rules(url)
    assert asked == [
        f"{place}/robots.txt" for place in ("https://e.org", "http://e.org", "https://e.org:8443", "https://f.org")
    ]


@pytest.mark.parametrize(
    ("written", "delay"), [("10", 10.0), ("0.5", 0.5), ("-3", 0.0), ("soon", 0.0), ("inf", 0.0), ("nan", 0.0)]
)
def test_crawl_delay(written: str, delay: float) -> None:
    assert read_rules(Reply(200, f"User-agent: *\nCrawl-delay: {written}\n".encode())).delay == delay


def test_a_delay_that_is_too_long() -> None:
    """30 seconds are waited, 31 are not: nothing is asked, and the sentence says what to do instead."""
    assert why_not("User-agent: *\nCrawl-delay: 30") == ""
    assert "31 seconds" in why_not("User-agent: *\nCrawl-delay: 31")


def test_a_file_of_megabytes_is_read_to_a_limit() -> None:
    """Rules within the first 500 KiB hold."""
    text = "User-agent: *\nDisallow: /a\n" + "# x\n" * 1_000_000
    assert why_not(text) != ""


def test_a_pattern_of_stars_ends() -> None:
    """No backtracking: this would take ages otherwise."""
    assert why_not("User-agent: *\nDisallow: /" + "a*" * 500 + "b$", "/" + "a" * 1900) == ""
