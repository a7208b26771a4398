"""The generated PubMed files are what they say they are: real structure, real proportions, and a right account of them."""

import gzip
import hashlib
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import numpy as np
import pytest

from benchmarks.generate.__main__ import generate
from benchmarks.generate.expected import Ledger, digest
from benchmarks.generate.plan import Link, Size, plan
from evidence.model import Document
from indexers.intake import Deleted, Refused
from indexers.pubmed.records import open_pubmed, read_pubmed

SIZE = Size(records=2_000, per_file=600, updates=0.1, deletions=0.05, seed=7)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    generate(folder, SIZE, 2026)
    return folder


@pytest.fixture(scope="module")
def expected(made: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((made / "expected.json").read_text())
    return found


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.xml.gz"), key=lambda path: path.name)


def items(path: Path) -> list[Document | Deleted | Refused]:
    with open_pubmed(path) as stream:
        return list(read_pubmed(stream, path.name))


@pytest.fixture(scope="module")
def read(made: Path) -> list[list[Document | Deleted | Refused]]:
    return [items(path) for path in files(made)]


@pytest.fixture(scope="module")
def baseline(read: list[list[Document | Deleted | Refused]]) -> list[Document]:
    return [item for file in read[:4] for item in file if isinstance(item, Document)]


def abstract(document: Document) -> str:
    return "".join(document.text[section.start : section.end] for section in document.sections[1:])


def test_every_record_is_read(read: list[list[Document | Deleted | Refused]], expected: dict[str, list]) -> None:
    """Our reader refuses none, and finds in each file as many records and deletions as the account says."""
    counts = [Counter(type(item).__name__ for item in file) for file in read]
    wanted = [
        Counter(Document=file["records"], Deleted=file["delete_citations"]) + Counter() for file in expected["files"]
    ]
    assert counts == wanted
    assert sum(count["Document"] for count in counts[:4]) == 2_000


def test_account_is_right(read: list[list[Document | Deleted | Refused]], expected: dict[str, dict]) -> None:
    """A reading in order, the higher version standing, ends with the set and the hash that expected.json names."""
    live: dict[str, tuple[int, str]] = {}
    for item in (item for file in read for item in file):
        version = live.get(item.id, (0, ""))[0] if not isinstance(item, Refused) else 0
        if isinstance(item, Document) and item.version >= version:
            plain = re.sub(r"[^A-Za-z0-9\u0080-\U0010ffff]", "", abstract(item)).encode()
            live[item.id] = (item.version, hashlib.blake2b(plain, digest_size=8).hexdigest())
        elif isinstance(item, Deleted) and (not item.version or item.version >= version):
            live.pop(item.id, None)
    lines = sorted(f"{pmid.removeprefix('pubmed:')} {version} {value}" for pmid, (version, value) in live.items())
    assert len(lines) == expected["final"]["live"] < 2_000
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == expected["final"]["sha256"]


def test_checksums_and_names(made: Path) -> None:
    """Numbering goes on from the baseline into the updates, and each .md5 has NLM's form and the right sum."""
    names = [path.name for path in files(made)]
    assert names == [f"pubmed26n{i:04}.xml.gz" for i in range(1, len(names) + 1)]
    assert [path.parent.name for path in files(made)] == ["baseline"] * 4 + ["updatefiles"] * 6
    for path in files(made):
        found = path.with_name(path.name + ".md5").read_text()
        assert found == f"MD5({path.name})= {hashlib.md5(path.read_bytes()).hexdigest()}\n"


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_equal_arguments_write_equal_bytes(tmp_path: Path) -> None:
    """Twice the same seed is the same folder to the byte; another seed has other records."""
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        generate(tmp_path / name, Size(60, 25, 0.1, 0.05, seed), 2026, words=3_000)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    assert (
        tree(tmp_path / "a")["baseline/pubmed26n0001.xml.gz"] != tree(tmp_path / "c")["baseline/pubmed26n0001.xml.gz"]
    )


def test_a_record_does_not_depend_on_its_file(tmp_path: Path) -> None:
    """Cut into files of 25 or of 60, the same 60 records stand in the baseline."""
    read = []
    for per_file in (25, 60):
        generate(tmp_path / str(per_file), Size(60, per_file, 0.1, 0.05, 3), 2026, words=3_000)
        paths = sorted((tmp_path / str(per_file) / "baseline").glob("*.gz"))
        read.append([item for path in paths for item in items(path)])
    assert len(read[0]) == 60
    assert read[0] == read[1]


def test_pmids_ascend_with_gaps(baseline: list[Document]) -> None:
    """As in the baseline, where numbers are missing."""
    numbers = [int(document.id.removeprefix("pubmed:")) for document in baseline]
    steps = {b - a for a, b in itertools.pairwise(numbers)}
    assert min(steps) == 1
    assert max(steps) > 1


def test_a_revised_record_is_the_same_article(
    baseline: list[Document], read: list[list[Document | Deleted | Refused]]
) -> None:
    """Title, authors, DOI, MeSH and year stay; the abstract and the date of revision are new."""
    before = {document.id: document for document in baseline}
    revised = [(before[d.id], d) for f in read[4:] for d in f if isinstance(d, Document) and d.id in before]
    assert len(revised) >= 200  # a tenth of 2,000, and those that were deleted and came back
    for old, new in revised:
        assert (old.title, old.authors, old.identifiers, old.mesh, old.published) == (
            new.title,
            new.authors,
            new.identifiers,
            new.mesh,
            new.published,
        )
        assert new.revised > old.revised
        assert abstract(old) == abstract(new) == "" or abstract(old) != abstract(new)


def test_sizes_are_those_of_pubmed(baseline: list[Document], expected: dict[str, list]) -> None:
    """8 to 11 KB of XML a record, 160 to 200 words an abstract with a spread, 26% to 34% without one, half structured."""
    assert 8_000 < mean(file["xml_bytes"] / file["records"] for file in expected["files"][:3]) < 11_000
    words = [len(abstract(document).split()) for document in baseline if abstract(document)]
    assert 160 < mean(words) < 200
    assert min(words) < 80
    assert max(words) > 350
    assert 0.26 < 1 - len(words) / len(baseline) < 0.34
    assert 0.4 < mean(len(document.sections) > 2 for document in baseline if abstract(document)) < 0.6


def test_words_follow_zipf(baseline: list[Document]) -> None:
    """Over ranks 10 to 1,000 the logarithm of the frequency falls by 0.85 to 1.15 for one of the rank."""
    counted = Counter(re.findall(r"[a-z]+", " ".join(map(abstract, baseline)).lower()))
    counts = np.log([count for _, count in counted.most_common(1_000)][9:])
    slope = np.polyfit(np.log(np.arange(10, 1_001)), counts, 1)[0]
    assert -1.15 < slope < -0.85
    assert len(counted) > 20_000


def test_fields_are_there(baseline: list[Document]) -> None:
    """Every field that our reader fills is filled in some record, with ids that NLM gave."""
    kinds = {link.kind for document in baseline for link in document.links}
    assert kinds >= {"RetractionIn", "RetractionOf", "ErratumIn", "ErratumFor", "UpdateOf", "Cites", "CommentIn"}
    assert {"pubmed", "doi", "pmc"} == {"pubmed"} | {
        kind
        for d in baseline
        for kind in ("doi", "pmc")
        if (d.identifiers.doi if kind == "doi" else d.identifiers.pmcid)
    }
    assert {d.published.origin for d in baseline} == {"ArticleDate", "PubDate", "MedlineDate"}
    for name in ("authors", "mesh", "chemicals", "keywords", "grants", "publication_types", "languages"):
        assert sum(bool(getattr(document, name)) for document in baseline) > 200, name
    assert "D006801" in {heading.ui for document in baseline for heading in document.mesh}
    assert len({document.identifiers.doi for document in baseline if document.identifiers.doi}) > 1_000


def test_unpacked_files_are_well_formed(made: Path) -> None:
    """The whole file in one, not only record by record: one root, one DeleteCitation at its end."""
    data = gzip.decompress(files(made)[-1].read_bytes())
    assert data.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC')
    assert b"pubmed_250101.dtd" in data[:300]
    assert data.endswith(b"  </DeleteCitation>\n</PubmedArticleSet>\n")
    assert data.count(b"<PubmedArticle>") == data.count(b"</PubmedArticle>")


def first_files() -> Iterator[tuple[str, int, int]]:
    """(link, file of the record, file of its target) for every link, by the plan."""
    planned = plan(Size(20_000, 2_000, 0.05, 0.01, 1))
    at = {}
    for number, batch in enumerate([*planned.baseline, *planned.updates]):
        for pmid in batch.pmids.tolist():
            at.setdefault(pmid, number)
    for pmid, own in planned.links.items():
        yield from ((link.kind, at[pmid], at[link.target]) for link in own)


def test_notices_come_before_and_after() -> None:
    """Of the retraction notices some stand in an earlier file than their article, some in a later one."""
    steps = [notice - article for kind, notice, article in first_files() if kind == "RetractionOf"]
    assert min(steps) < 0 < max(steps)


def test_notices_are_never_deleted() -> None:
    """So what an article becomes through its notice does not depend on how a deletion of the notice is read."""
    planned = plan(Size(2_000, 500, 0.05, 0.2, 1))
    notices = {pmid for pmid, own in planned.links.items() if any(link.kind.endswith(("Of", "For")) for link in own)}
    deleted = {pmid for batch in planned.updates for pmid in batch.deleted.tolist()}
    assert len(notices) > 10
    assert notices.isdisjoint(deleted)


def test_ledger_by_hand() -> None:
    """Versions, deletions and both directions of a link, worked out by hand.

    1 is retracted by its own word. 3, a notice, makes 2 a retracted one, which says nothing. 4 says that an erratum
    came, but only once revised, which it never is. 5 is deleted. 6 stands in version 2, so that version 1 neither
    replaces it nor takes it back.
    """
    links = {1: [Link("RetractionIn", 9)], 3: [Link("RetractionOf", 2)], 4: [Link("ErratumIn", 9, 1)]}
    ledger = Ledger(np.array([1, 2, 3, 4, 5, 6, 9]))
    assert [ledger.record(at, 1, 0, "old") for at in range(6)] == ["added"] * 6
    assert ledger.record(5, 2, 1, "") == "replaced"
    assert ledger.record(5, 1, 2, "late") == "older"
    assert [ledger.delete(5, 1), ledger.delete(6, 1), ledger.delete(7, 1), ledger.delete(9, 1)] == [
        "deleted",
        "kept",
        "unknown",
        "unknown",
    ]
    old = hashlib.blake2b(b"old", digest_size=8).hexdigest()
    lines = [f"{pmid} 1 {old}" for pmid in (1, 2, 3, 4)] + [f"6 2 {hashlib.blake2b(b'', digest_size=8).hexdigest()}"]
    assert ledger.summary(links) == {
        "live": 5,
        "without_abstract": 1,
        "above_version_1": 1,
        "statuses": {"current": 2, "notice": 1, "retracted": 2},
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }


def test_digest_by_hand() -> None:
    """Markup, entities, spaces and points do not count; letters, digits and Greek do."""
    plain = "p005H2OTNFα".encode()
    assert digest("p &lt; 0.05, H<sub>2</sub>O TNF-α.") == int(hashlib.blake2b(plain, digest_size=8).hexdigest(), 16)
