"""What can go wrong, on order."""

import re
from dataclasses import dataclass, replace

KINDS = (
    "429",  # too many requests, as JSON
    "429-wait",  # the same with Retry-After
    "500",  # an HTML page
    "slow",  # longer than `seconds` before anything comes
    "cut",  # the connection ends in the middle of the body
    "short",  # a body that ends in the middle and says so in its length
    "json",  # JSON where XML was due, with status 200
    "html",  # HTML where XML was due, with status 200
    "error",  # an <ERROR> element, with status 200
    "empty",  # nothing, with status 200
    "control",  # a control character inside the XML
    "duplicate",  # the page before the one that was asked for
    "missing",  # records left out, whatever is asked for
    "extra",  # a record that was not asked for
    "count",  # one match more than there is
    "hang",  # no answer until the client is gone
)


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` befalls the requests number `first` to `first + times - 1`, counted from 1, of one utility, or of all ("")."""

    kind: str
    utility: str = ""
    first: int = 1
    times: int = 1
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"there is no fault {self.kind}: {', '.join(KINDS)}")

    def befalls(self, utility: str, number: int) -> bool:
        return self.utility in ("", utility) and self.first <= number < self.first + self.times


@dataclass(frozen=True, slots=True)
class Answer:
    """What is about to be sent. `healthy`: a client has reason to use it."""

    status: int
    body: bytes
    kind: str = "text/xml; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()
    sent: float = 1.0  # the share of the body that is sent before the connection is cut
    pmids: tuple[int, ...] = ()  # records in it
    healthy: bool = True


def spoil(answer: Answer, kind: str) -> Answer:
    """The answer with this fault, where it lies in the reply as such."""
    bad = replace(answer, healthy=False, pmids=())
    body = answer.body
    middle = len(body) // 2
    match kind:
        case "429" | "429-wait":
            said = b'{"error":"API rate limit exceeded","count":"4"}'
            wait = (("Retry-After", "1"),) if kind == "429-wait" else ()
            return replace(bad, status=429, body=said, kind="application/json", headers=wait)
        case "500":
            return replace(bad, status=500, body=b"<html><h1>Server Error</h1></html>", kind="text/html")
        case "cut":
            return replace(bad, sent=0.5)
        case "short":
            return replace(bad, body=body[:middle])
        case "json":
            return replace(
                bad, body=b'{"header":{"type":"esearch"},"esearchresult":{"count":"1"', kind="application/json"
            )
        case "html":
            return replace(bad, body=b"<html><body>NCBI is under maintenance</body></html>", kind="text/html")
        case "error":
            root = re.search(rb"<(e\w+Result|PubmedArticleSet)", body)
            name = root[1] if root else b"eSearchResult"
            said = b"<ERROR>Search Backend failed: Database is not supported: pubmed</ERROR>"
            return replace(bad, body=b'<?xml version="1.0"?><' + name + b">" + said + b"</" + name + b">")
        case "empty":
            return replace(bad, body=b"")
        case "control":
            end = body.find(b">", middle) + 1
            return replace(bad, body=body[:end] + b"\x0b" + body[end:])
    return answer
