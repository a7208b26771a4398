"""A mirror's index page: which of its links are bulk files, and nothing that leads elsewhere."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit, urlunsplit

from evidence.errors import UsageError
from indexers.pubmed.bulk_names import MD5_ENDING, PARTS, BulkFile, bulk_file


def base_address(address: str) -> str:
    """The address of a folder, ending in a slash. Raises UsageError where it cannot be one."""
    try:
        parts = urlsplit(address.strip())
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fine = False
    if not fine:
        raise UsageError(
            f"{address} is no address of a mirror: name one that begins with https:// or http://, such as"
            " https://ftp.ncbi.nlm.nih.gov/pubmed/."
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise UsageError("A mirror's address is plain: leave out the user name, the password and what follows ? or #.")
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path.rstrip("/") + "/", "", ""))


def links_below(page: bytes, base: str) -> set[str]:
    """What the page links to right below `base`, as it would be written after it: names, and folders with a slash."""
    return {link[len(base) :] for link in _links(page, base) if link.startswith(base)}


def listed_files(links: set[str], base: str) -> list[BulkFile]:
    """The bulk files among the links, in order; a link counts only if it is exactly such a name."""
    part = base.rstrip("/").rpartition("/")[2]
    found = (bulk_file(name, base + name, part, "", name + MD5_ENDING in links) for name in sorted(links))
    return sorted((file for file in found if file), key=lambda file: (file.year, file.number, file.name))


def listed_parts(links: set[str]) -> list[str]:
    """NLM's two folders, of those that are linked."""
    return [part for part in PARTS if part + "/" in links or part in links]


def _links(page: bytes, base: str) -> Iterator[str]:
    """Every link, made absolute against the address that was asked: a <base> in the page counts for nothing."""
    from lxml import etree

    root = etree.HTML(page) if page.strip() else None
    for link in root.iter("a") if root is not None else ():
        try:
            yield urljoin(base, str(link.get("href", "")).strip())
        except ValueError:  # an address that is none
            continue
