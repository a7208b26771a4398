"""Bulk files from a mirror: what its pages list, what is fetched, and that nothing broken stays."""

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.errors import EgressRefusedError, SourceRejectedError, SourceUnavailableError, UsageError
from evidence.transport import Transport
from indexers.pubmed.baseline import plan_sequence
from indexers.pubmed.bulk_names import BulkFile
from indexers.pubmed.listing import base_address, links_below, listed_files
from indexers.pubmed.mirror import fetch, list_mirror
from tests.mirror_server import Fault, Mirror, serving

XML = b"<PubmedArticleSet>\n" + bytes(range(32, 60)) * 3_000 + b"\n</PubmedArticleSet>\n"
BASE = "https://mirror.example/pubmed/baseline/"


def two_files(number: int, *, folder: str = "/pubmed/baseline", extra: bytes = b"") -> dict[str, bytes]:
    """A bulk file that does not shrink to nothing, and its .md5, as a mirror serves them."""
    name = f"pubmed26n{number:04d}.xml.gz"
    data = gzip.compress(
        extra + b"".join(hashlib.sha256(bytes([number, i])).digest() for i in range(255)) * 40 + XML, 1
    )
    return {
        f"{folder}/{name}": data,
        f"{folder}/{name}.md5": f"MD5({name})= {hashlib.md5(data).hexdigest()}\n".encode(),
    }


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    """NLM's two folders, with three files in one sequence."""
    files = (
        two_files(1) | two_files(2) | two_files(3, folder="/pubmed/updatefiles") | {"/pubmed/baseline/README.txt": b"!"}
    )
    with serving(Mirror(files)) as served:
        yield served


@pytest.fixture
def transport(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Transport]:
    """The real one, to this machine only, in no hurry to give up and with no waiting."""
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path_factory.mktemp("cache")))
    with Transport("local", None, per_second=10_000, timeout=5, tries=3, sleep=lambda seconds: None) as made:
        yield made


def listed(transport: Transport, mirror: Mirror, path: str = "/pubmed/") -> list[BulkFile]:
    return list_mirror(transport, mirror.url + path)


# what is listed


def test_both_folders_are_listed(transport: Transport, mirror: Mirror) -> None:
    """From the address above them, in NLM's form; what is no bulk file is passed by."""
    files = listed(transport, mirror)
    assert [(f.number, f.part, f.has_md5) for f in files] == [
        (1, "baseline", True),
        (2, "baseline", True),
        (3, "updatefiles", True),
    ]
    assert files[0].place == f"{mirror.url}/pubmed/baseline/pubmed26n0001.xml.gz"
    assert [f.number for f in plan_sequence(files).files] == [1, 2, 3]


@pytest.mark.parametrize("path", ["/pubmed/updatefiles/", "/pubmed/updatefiles"])
def test_one_folder_is_listed(transport: Transport, mirror: Mirror, path: str) -> None:
    """With or without the slash at the end."""
    assert [(f.number, f.part) for f in listed(transport, mirror, path)] == [(3, "updatefiles")]


@pytest.mark.parametrize(
    "link",
    [
        "pubmed26n0001.xml.gz",
        "./pubmed26n0001.xml.gz",
        "/pubmed/baseline/pubmed26n0001.xml.gz",
        "https://mirror.example/pubmed/baseline/pubmed26n0001.xml.gz",
        " pubmed26n0001.xml.gz\n",
    ],
)
def test_link_to_a_file_of_the_folder_is_taken(link: str) -> None:
    """However it is written, it is the folder's address and the exact name that is asked for."""
    page = f'<a href="{link}">x</a>'.encode()
    assert [f.place for f in listed_files(links_below(page, BASE), BASE)] == [BASE + "pubmed26n0001.xml.gz"]


@pytest.mark.parametrize(
    "link",
    [
        "../pubmed26n0001.xml.gz", "../../pubmed26n0001.xml.gz", "/pubmed26n0001.xml.gz", "sub/pubmed26n0001.xml.gz",
        "https://elsewhere.example/pubmed/baseline/pubmed26n0001.xml.gz", "https://mirrox.example/pubmed/baseline/pubmed26n0001.xml.gz",
        "//elsewhere.example/pubmed26n0001.xml.gz",
        "http://mirror.example/pubmed/baseline/pubmed26n0001.xml.gz", "pubmed26n0001.xml.gz?x=1", "pubmed26n0001.xml.gz#x",
        "pubmed26n0001%2Exml.gz", "%2e%2e/pubmed26n0001.xml.gz", "..%2fpubmed26n0001.xml.gz", "file:///etc/pubmed26n0001.xml.gz",
        "https://mirror.example:8443/pubmed/baseline/pubmed26n0001.xml.gz", "https://mirror.example@elsewhere.example/pubmed26n0001.xml.gz",
        "javascript:pubmed26n0001.xml.gz", "http://[::1/pubmed26n0001.xml.gz", "pubmed26n0001.xml.gz/..", "PUBMED26N0001.XML.GZ",
        "\\pubmed26n0001.xml.gz", "https://mirror.example/pubmed/baselinepubmed26n0001.xml.gz",
    ],
)  # fmt: skip
def test_link_that_leads_elsewhere_is_not_taken(link: str) -> None:
    """Another folder, another host, a query, an encoding, a scheme: none of it is asked for."""
    page = f'<base href="https://elsewhere.example/"><a href="{link}">pubmed26n0001.xml.gz</a>'.encode()
    assert listed_files(links_below(page, BASE), BASE) == []


@pytest.mark.parametrize("page", [b"", b" \n", b"<", b"\x00\xff\xfe", b"{}", b"<a>no link</a>", b'<a href="">x</a>'])
def test_page_without_links_lists_nothing(page: bytes) -> None:
    """Whatever it is."""
    assert listed_files(links_below(page, BASE), BASE) == []


def test_address_without_bulk_files_is_refused(transport: Transport, mirror: Mirror) -> None:
    """With its name and what to name instead."""
    mirror.files["/other/thing.txt"] = b"x"
    with pytest.raises(
        SourceRejectedError, match=r"/other/ lists no file of PubMed's .* name the folder that holds them"
    ):
        listed(transport, mirror, "/other/")


def test_missing_folder_is_refused_by_its_address(transport: Transport, mirror: Mirror) -> None:
    """A 404 names what was asked for."""
    with pytest.raises(SourceRejectedError, match=f"{mirror.url}/nowhere/: .*404"):
        listed(transport, mirror, "/nowhere/")


def test_mirror_that_moved_is_named(transport: Transport, mirror: Mirror) -> None:
    """Its files would be looked for in the wrong place."""
    mirror.moved["/old/"] = "/pubmed/baseline/"
    with pytest.raises(SourceRejectedError, match=r"sends on to .*/pubmed/baseline/: if you trust that place"):
        listed(transport, mirror, "/old/")


@pytest.mark.parametrize(
    "address",
    ["", "nlm", "ftp://ftp.ncbi.nlm.nih.gov/pubmed/", "https://", "http://[::1", "file:///pubmed", "http://a:x/"],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    """With an example of one."""
    with pytest.raises(UsageError, match="no address of a mirror"):
        base_address(address)


@pytest.mark.parametrize(
    "address", ["https://me:secret@mirror.example/", "https://mirror.example/?C=N", "https://a.b/#x"]
)
def test_address_is_plain(address: str) -> None:
    """A password would stand in logs; it is not repeated either."""
    with pytest.raises(UsageError, match="plain") as caught:
        base_address(address)
    assert "secret" not in str(caught.value)


def test_closed_network_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mirror: Mirror) -> None:
    """Nothing is asked."""
    monkeypatch.setenv("EVIDENCE_CACHE", str(tmp_path / "cache"))
    with Transport("offline", None) as closed, pytest.raises(EgressRefusedError):
        list_mirror(closed, mirror.url + "/pubmed/")
    assert mirror.asked == []


# what is fetched


@pytest.fixture
def file(transport: Transport, mirror: Mirror) -> BulkFile:
    """The first file, as listed; what was asked for the listing is forgotten."""
    first = listed(transport, mirror)[0]
    mirror.asked.clear()
    return first


def content(mirror: Mirror, file: BulkFile) -> bytes:
    return mirror.files[file.place.removeprefix(mirror.url)]


def path_of(mirror: Mirror, file: BulkFile) -> str:
    return file.place.removeprefix(mirror.url)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_file_is_fetched_with_its_md5(transport: Transport, mirror: Mirror, file: BulkFile, tmp_path: Path) -> None:
    """Whole, beside its .md5, and only these two; progress is told in bytes so far."""
    sizes: list[int] = []
    path = fetch(transport, file, tmp_path / "new" / "folder", sizes.append)
    assert path.read_bytes() == content(mirror, file)
    assert left(path.parent) == ["pubmed26n0001.xml.gz", "pubmed26n0001.xml.gz.md5"]
    assert sizes == sorted(sizes) and sizes[-1] == len(content(mirror, file))


def test_file_that_is_there_is_not_fetched_again(
    transport: Transport, mirror: Mirror, file: BulkFile, tmp_path: Path
) -> None:
    """A run that was killed after the download goes on with it; the .md5 is asked for again, since it may be new."""
    fetch(transport, file, tmp_path)
    mirror.asked.clear()
    fetch(transport, file, tmp_path)
    assert [path for path, _ in mirror.asked] == [path_of(mirror, file) + ".md5"]


def test_file_that_the_mirror_replaced_is_fetched_again(
    transport: Transport, mirror: Mirror, file: BulkFile, tmp_path: Path
) -> None:
    """What lies there is no longer what the .md5 means."""
    fetch(transport, file, tmp_path)
    mirror.files |= two_files(1, extra=b"revised")
    assert fetch(transport, file, tmp_path).read_bytes() == content(mirror, file)


@pytest.mark.parametrize("faults", [["500"], ["cut"], ["cut", "cut"], ["slow"], ["500", "cut"]])
def test_faults_that_pass_are_ridden_out(
    transport: Transport, mirror: Mirror, file: BulkFile, tmp_path: Path, faults: list[Fault]
) -> None:
    """An error, a cut connection (twice), a slow one: the file arrives whole."""
    mirror.faults[path_of(mirror, file)] += faults
    assert fetch(transport, file, tmp_path).read_bytes() == content(mirror, file)


def test_interrupted_download_is_continued_by_the_next_run(
    transport: Transport, mirror: Mirror, file: BulkFile, tmp_path: Path
) -> None:
    """A mirror that cuts off every try: a plain sentence, and the next run asks only for the rest."""
    mirror.faults[path_of(mirror, file)] += ["cut", "500", "500"]
    with pytest.raises(SourceUnavailableError, match=r"pubmed26n0001\.xml\.gz.*[Tt]ry again"):
        fetch(transport, file, tmp_path)
    assert "pubmed26n0001.xml.gz" not in left(tmp_path)
    mirror.asked.clear()
    assert fetch(transport, file, tmp_path).read_bytes() == content(mirror, file)
    assert [first > 0 for path, first in mirror.asked if path == path_of(mirror, file)] == [True]


def test_damaged_download_is_fetched_once_more(
    transport: Transport, mirror: Mirror, file: BulkFile, tmp_path: Path
) -> None:
    """A flipped bit on the way."""
    mirror.faults[path_of(mirror, file)] += ["damaged"]
    assert fetch(transport, file, tmp_path).read_bytes() == content(mirror, file)


def test_file_replaced_between_its_md5_and_itself_is_fetched_anew(
    transport: Transport, mirror: Mirror, file: BulkFile, tmp_path: Path
) -> None:
    """The .md5 was the old file's: both are asked for once more."""
    mirror.faults[path_of(mirror, file) + ".md5"] += ["old md5"]
    assert fetch(transport, file, tmp_path).read_bytes() == content(mirror, file)


@pytest.mark.parametrize("fault", ["damaged", "wrong page"])
def test_file_that_stays_damaged_is_not_kept(
    transport: Transport, mirror: Mirror, file: BulkFile, tmp_path: Path, fault: Fault
) -> None:
    """Nothing is there that a later step could take for the file."""
    mirror.faults[path_of(mirror, file)] += [fault, fault]
    with pytest.raises(SourceUnavailableError, match="came damaged twice"):
        fetch(transport, file, tmp_path)
    assert left(tmp_path) == ["pubmed26n0001.xml.gz.md5"]


def test_md5_that_is_a_page_stops_before_the_download(
    transport: Transport, mirror: Mirror, file: BulkFile, tmp_path: Path
) -> None:
    """Twenty megabytes are not fetched in vain."""
    mirror.faults[path_of(mirror, file) + ".md5"] += ["wrong page"]
    with pytest.raises(SourceRejectedError, match="holds no checksum"):
        fetch(transport, file, tmp_path)
    assert [path for path, _ in mirror.asked] == [path_of(mirror, file) + ".md5"] and left(tmp_path) == []


def test_file_without_md5_on_the_mirror_is_read_through(transport: Transport, mirror: Mirror, tmp_path: Path) -> None:
    """gzip's own checksum decides; an old .md5 that lies there is not believed."""
    del mirror.files["/pubmed/baseline/pubmed26n0001.xml.gz.md5"]
    first = listed(transport, mirror)[0]
    (tmp_path / "pubmed26n0001.xml.gz.md5").write_text("0" * 32)
    mirror.faults[path_of(mirror, first)] += ["damaged"]
    assert not first.has_md5
    assert fetch(transport, first, tmp_path).read_bytes() == content(mirror, first)
    assert left(tmp_path) == ["pubmed26n0001.xml.gz"]


def test_full_disk_is_a_plain_sentence(transport: Transport, file: BulkFile, tmp_path: Path) -> None:
    """/dev/full stands for it."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "pubmed26n0001.xml.gz.part").symlink_to("/dev/full")
    with pytest.raises(SourceUnavailableError, match=r"no room left in .* for pubmed26n0001\.xml\.gz\. Make room"):
        fetch(transport, file, tmp_path)
    assert "pubmed26n0001.xml.gz" not in left(tmp_path)


def test_folder_that_cannot_be_written_is_named(transport: Transport, file: BulkFile, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(SourceUnavailableError, match=r"cannot be written to .*taken"):
        fetch(transport, file, tmp_path / "taken")


def test_file_that_vanished_from_the_mirror_is_named(
    transport: Transport, mirror: Mirror, file: BulkFile, tmp_path: Path
) -> None:
    """Between the listing and its turn, as in December."""
    mirror.files.clear()
    with pytest.raises(SourceRejectedError, match=r"pubmed26n0001\.xml\.gz: .*404"):
        fetch(transport, file, tmp_path)
