"""Addresses of a site: one spelling for each page, and which of them an entry of the source list takes in."""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from evidence.trust import Entry

LONGEST = 2_000  # characters of an address; longer ones are traps
_PORTS = {"http": 80, "https": 443}
# parameters that name a visit, not a page
_VISIT = re.compile(r"(?:utm_\w+|gclid|fbclid|mc_[ce]id|phpsessid|jsessionid|aspsessionid\w*|sid|session_?id)", re.I)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
_UNRESERVED = re.compile("%(?:2[de]|3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])", re.I)  # RFC 3986, section 2.3
_SAFE = "%/:=&?~+!$,;'@()*[]|"
# what no text is read from
_ASSETS = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|ico|bmp|tiff?|css|js|mjs|json|woff2?|ttf|eot|mp[34]|m4[av]|wav|avi|mov|webm"
    r"|zip|gz|tgz|bz2|7z|rar|exe|dmg|iso|ics)$",
    re.I,
)
_PAPERS = re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?|rtf|epub|odt)$", re.I)


def canonical(address: str, base: str = "") -> str:
    """One spelling of a web address: no fragment, no default port, no session; "" for what is none or too long."""
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    if parts.scheme not in _PORTS or not host or parts.username or any(ord(c) <= 32 for c in host):
        return ""
    name = f"[{host}]" if ":" in host else host
    place = name if port in (None, _PORTS[parts.scheme]) else f"{name}:{port}"
    path = quote(_without_dots(_plain(_SESSION.sub("", parts.path))), safe=_SAFE, errors="replace")
    found = urlunsplit((parts.scheme, place, path, _query(parts.query), ""))
    return found if len(found) <= LONGEST else ""


def _plain(path: str) -> str:
    """Letters, digits and "-._~" as themselves (RFC 3986, section 6.2.2.2): /%64raft/ is /draft/."""
    return _UNRESERVED.sub(lambda found: unquote(found[0]), path)


def _without_dots(path: str) -> str:
    """RFC 3986, section 5.2.4: so that no /guidance/../admin passes for a page of /guidance/."""
    kept: list[str] = []
    parts = path.split("/")[1:] or [""]
    for part in parts:
        if part == "..":
            kept = kept[:-1]
        elif part != ".":
            kept.append(part)
    tail = "/" if parts[-1] in (".", "..") and kept else ""
    return f"/{'/'.join(kept)}{tail}"


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=None)
    kept = [pair for pair in pairs if not _VISIT.fullmatch(pair[0])]
    if len(kept) == len(pairs):
        return quote(query, safe=_SAFE, errors="replace")
    return urlencode(kept, errors="replace")


def origin(url: str) -> str:
    """Scheme, host and port: https://example.org:8443."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """The host, in lower case and without its port; "" for what is no address."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def on_site(url: str, entry: Entry) -> bool:
    """At the host and port of the entry's address; http and https are one site."""
    here, there = urlsplit(canonical(entry.address)), urlsplit(url)
    ports = {(p.port or _PORTS.get(p.scheme)) for p in (here, there)}
    return here.hostname == there.hostname and (len(ports) == 1 or ports == {80, 443})


def on_named_host(url: str, entry: Entry) -> bool:
    """On the site, or at a host that the entry names."""
    return on_site(url, entry) or host_of(url) in {host.lower() for host in entry.redirects}


def included(url: str, entry: Entry) -> bool:
    """Whether the path matches `include` (all, if that is empty) and not `exclude`, however the server reads "%2f"."""
    paths = _readings(urlsplit(url).path)
    wanted = not entry.include or all(_matches(path, entry.include) for path in paths)
    return wanted and not any(_matches(path, entry.exclude) for path in paths)


def _readings(path: str) -> tuple[str, str]:
    """A path as it is written, and as a server has it that unpacks before it looks for "..": for ..%2f and ..%5c."""
    written = unquote(path)
    return written, _without_dots(unquote(written).replace("\\", "/"))


def is_asset(url: str) -> bool:
    """A picture, a script, an archive: never asked for."""
    return _ASSETS.search(urlsplit(url).path) is not None


def is_paper(url: str) -> bool:
    """A PDF or office file: not a page, but something a reader may miss."""
    return _PAPERS.search(urlsplit(url).path) is not None


def _matches(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(path, unquote(pattern)) for pattern in patterns)
