"""Bulk files from a mirror: NLM's own https://ftp.ncbi.nlm.nih.gov/pubmed/, or any web server with index pages."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from evidence.errors import SourceRejectedError, SourceUnavailableError
from evidence.transport import Request, Transport
from indexers.pubmed.bulk_names import MD5_ENDING, BulkFile
from indexers.pubmed.checksums import verify
from indexers.pubmed.listing import base_address, links_below, listed_files, listed_parts
from indexers.pubmed.md5_files import LONGEST, parse_md5

NLM = "https://ftp.ncbi.nlm.nih.gov/pubmed/"
KIND = "pubmed bulk"  # what the log of requests calls it
INDEX_MOST = 32 << 20  # bytes of an index page; NLM's have 0.5 MB
_FULL = (errno.ENOSPC, errno.EDQUOT)

OnBytes = Callable[[int], None]  # told the size so far


def list_mirror(transport: Transport, address: str) -> list[BulkFile]:
    """The bulk files of a folder on a mirror, and of its folders baseline/ and updatefiles/.

    Raises UsageError on an address that is none, SourceRejectedError where it lists no such file, SourceUnavailableError
    where the mirror does not answer, EgressRefusedError where the settings keep it closed.
    """
    base = base_address(address)
    links = _links(transport, base)
    files = listed_files(links, base)
    for part in listed_parts(links):
        below = f"{base}{part}/"
        inside = listed_files(_links(transport, below), below)
        if (
            not inside and part == "baseline"
        ):  # a log-in page, or a mirror that is being filled: nothing fits without it
            raise SourceUnavailableError(
                f"{below} lists no file of PubMed's just now. Open it in a browser, or try again later."
            )
        files += inside
    if not files:
        raise SourceRejectedError(
            f"{base} lists no file of PubMed's (pubmed26n0001.xml.gz) and no folder baseline/ or updatefiles/:"
            f" name the folder that holds them, as {NLM} does."
        )
    return files


def fetch(transport: Transport, file: BulkFile, folder: Path, on_bytes: OnBytes = lambda size: None) -> Path:
    """Download a listed file and its .md5 into `folder`, check it, and give its path.

    An interrupted download is continued by the next call; a file that is there whole is not downloaded again. Raises
    SourceUnavailableError where it cannot be had now, SourceRejectedError where the mirror does not have it.
    """
    target = folder / file.name
    with _naming(file.place):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _fetch_md5(transport, file, folder)
            if not _is_whole(target):
                _download(transport, file, target, on_bytes)
        except OSError as error:
            raise _disk(error, file, folder) from error
    return target


@contextmanager
def _naming(address: str) -> Iterator[None]:
    """Errors say which address they are about."""
    try:
        yield
    except (SourceUnavailableError, SourceRejectedError) as error:
        raise type(error)(f"{address}: {error}") from error


def _download(transport: Transport, file: BulkFile, target: Path, on_bytes: OnBytes) -> None:
    """Twice at most: what a first call continued may be the beginning of a file that the mirror has replaced since."""
    for attempt in (1, 2):
        target.unlink(missing_ok=True)
        transport.download(Request(url=file.place, kind=KIND), target, on_bytes)
        try:
            verify(target)
            return
        except SourceRejectedError as error:
            target.unlink(missing_ok=True)
            if attempt == 2:
                raise SourceUnavailableError(
                    f"{file.name} came damaged twice. The mirror may be in the middle of a change: try again later, or"
                    " name another mirror."
                ) from error
            _fetch_md5(transport, file, target.parent)


def _fetch_md5(transport: Transport, file: BulkFile, folder: Path) -> None:
    """Puts the .md5 beside where the file goes, if the mirror lists one. Raises SourceRejectedError if it is none."""
    beside = folder / (file.name + MD5_ENDING)
    beside.unlink(missing_ok=True)
    if file.has_md5:
        reply = transport.send(Request(url=file.place + MD5_ENDING, kind=KIND, most=LONGEST))
        parse_md5(reply.body, file.name)
        beside.write_bytes(reply.body)


def _is_whole(target: Path) -> bool:
    try:
        return target.is_file() and bool(verify(target))
    except SourceRejectedError:
        return False


def _links(transport: Transport, base: str) -> set[str]:
    """Links of an index page. A mirror that answers from another place is refused: its files would be looked for there."""
    with _naming(base):
        reply = transport.send(Request(url=base, kind=KIND, most=INDEX_MOST))
    asked, answered = urlsplit(base), urlsplit(reply.url)
    if (asked.hostname, asked.path.rstrip("/")) != (answered.hostname, answered.path.rstrip("/")):
        raise SourceRejectedError(f"{base} sends on to {reply.url}: if you trust that place, name it instead.")
    return links_below(reply.body, base)


def _disk(error: OSError, file: BulkFile, folder: Path) -> SourceUnavailableError:
    if error.errno in _FULL:
        return SourceUnavailableError(
            f"There is no room left in {folder} for {file.name}. Make room (a file of PubMed's takes up to 100 MB), then"
            " run this again: what has arrived is kept and continued."
        )
    return SourceUnavailableError(f"{file.name} cannot be written to {folder} ({error.strerror}): see to that folder.")
