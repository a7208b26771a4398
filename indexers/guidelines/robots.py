"""What a site asks of robots (RFC 9309), as Protego reads it: fetched once for each host and run, and obeyed.

A file that is not there (4xx) allows everything; one that cannot be had just now refuses everything for now.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite
from typing import Literal, Protocol

from protego import Protego

from evidence.errors import SourceRejectedError, SourceUnavailableError
from indexers.guidelines.site import origin

AGENT = "evidence-engine"  # the token that robots.txt may name
READ = 500 << 10  # bytes that are read of it (RFC 9309, section 2.5)
MOST = 4 << 20  # bytes; a larger one is taken for a mistake
LONGEST_DELAY = 30.0  # seconds between two requests; who asks for more is not crawled at all
ANSWERS = (200, 204, *(status for status in range(400, 500) if status != 429))  # 429: asked for later

Verdict = Literal["allowed", "refused", "none", "unknown"]


class Answer(Protocol):
    """What came for robots.txt."""

    @property
    def status(self) -> int:
        """HTTP."""
        ...

    @property
    def body(self) -> bytes:
        """As it came, unpacked."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """One host's. `why` says why nothing may be asked, whatever the file says; `found` whether there is a file."""

    parsed: Protego
    found: bool = True
    why: str = ""
    passing: bool = False  # `why` may pass: another day may be better

    @property
    def delay(self) -> float:
        """Seconds between two requests that the file asks for, 0 where it asks for none."""
        asked = self.parsed.crawl_delay(AGENT)
        return float(asked) if asked and isfinite(asked) and asked > 0 else 0.0

    def why_not(self, url: str) -> str:
        """Why this address may not be asked; "" where it may."""
        if self.why:
            return self.why
        if self.delay > LONGEST_DELAY:
            return (
                f"its robots.txt asks for {self.delay:g} seconds between two requests, more than the {LONGEST_DELAY:g}"
                " that are waited for: save its pages and load the folder"
            )
        return "" if self.parsed.can_fetch(url, AGENT) else "its robots.txt does not allow it"


@dataclass(slots=True)
class Robots:
    """The rules of every host of one run. `ask` fetches an address; it raises SourceError."""

    ask: Callable[[str], Answer]
    _known: dict[str, Rules] = field(default_factory=dict)

    def rules(self, url: str) -> Rules:
        """Those of the address's host."""
        place = origin(url)
        if place not in self._known:
            self._known[place] = self._fetched(f"{place}/robots.txt")
        return self._known[place]

    def _fetched(self, address: str) -> Rules:
        try:
            reply = self.ask(address)
        except SourceUnavailableError as error:
            return Rules(Protego.parse(""), False, f"its robots.txt cannot be had just now ({error})", True)
        except SourceRejectedError as error:
            return Rules(Protego.parse(""), False, f"its robots.txt cannot be read ({error})")
        return read_rules(reply)


def read_rules(reply: Answer) -> Rules:
    """The rules in an answer of a status in ANSWERS."""
    if reply.status >= 400:
        return Rules(Protego.parse(""), found=False)
    return Rules(Protego.parse(reply.body[:READ].decode("utf-8-sig", "replace").replace("\x00", "")))
