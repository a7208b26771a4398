"""Lists of retractions give records of the library another state, whichever of the two is loaded first."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.library.library import Library
from evidence.library.notices import Notices
from evidence.model import Document, Filters, Identifiers, Link, Notice, Query
from evidence.settings import Settings
from indexers.embed import catch_up
from indexers.hashing import HashingEmbedder
from indexers.intake import Deleted
from indexers.lexical import LexicalRetriever
from indexers.vectors import DenseRetriever
from research.reference import RetractionsLoaded, load_mesh, load_retractions
from tests.conftest import Fill
from tests.fakes import document


@pytest.fixture(autouse=True)
def lists_may_shrink(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists here are a line or two long: the guard against half a file would refuse every change of them."""
    monkeypatch.setattr("research.reference.SHRINKS", 1.0)


DOI = "10.1000/Zinc.1"
Lists = Callable[..., RetractionsLoaded]
COLUMNS = (
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionDOI",
    "RetractionPubMedID",
    "RetractionDate",
    "RetractionNature",
)


def row(
    doi: str = "", pmid: str = "0", nature: str = "Retraction", date: str = "1/31/2020 0:00", by: str = "10.1000/n"
) -> tuple[str, ...]:
    """A line of Retraction Watch's CSV: the article, the notice, what it is."""
    return (doi, pmid, by, "0", date, nature)


def watch(path: Path, *rows: tuple[str, ...]) -> Path:
    """A file of Retraction Watch's."""
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *rows])
    path.write_text(out.getvalue())
    return path


def crossref(path: Path, doi: str, kind: str = "retraction", by: str = "10.1000/notice.c") -> Path:
    """A work of Crossref's that updates an article."""
    update = {"DOI": doi, "type": kind, "updated": {"date-parts": [[2021, 3, 15]]}}
    path.write_text(json.dumps({"DOI": by, "update-to": [update]}))
    return path


def article(number: int = 1, doi: str = DOI, **changes: object) -> Document:
    return document(number, identifiers=Identifiers(pmid=str(number), doi=doi), **changes)


def state(folder: Path, number: int = 1) -> tuple[str, list[tuple[str, str, str]]]:
    """(status, [(who says so, in which list, when)])."""
    library = Library.open(folder)
    found = library.get(f"pubmed:{number}")
    assert found
    assert library.heads([found.id])[found.id].status == found.status
    library.close()
    return found.status, [(n.by, n.source, n.date) for n in found.notices]


@pytest.fixture
def load(folder: Path) -> Lists:
    """Load lists into the library of `folder`."""

    def into(*paths: Path) -> RetractionsLoaded:
        return load_retractions(Settings(library=folder, embedder="none"), list(paths))

    return into


BY_DOI = row(DOI.upper())
BY_PMID = row("", "1")


@pytest.mark.parametrize(
    "named", [BY_DOI, BY_PMID, row(DOI, "1")], ids=["by DOI, in another case", "by PMID", "by both"]
)
@pytest.mark.parametrize("first", ["article", "list"])
def test_either_first(
    folder: Path, tmp_path: Path, fill: Fill, load: Lists, named: tuple[str, ...], first: str
) -> None:
    """The article is retracted, with the list, the notice and its date kept; searches by state see it."""
    path = watch(tmp_path / "rw.csv", named, row("10.1000/other"))
    if first == "article":
        fill(article(), article(2, "10.1000/zinc.2"))
        done = load(path)
        assert (done.notices, done.by_kind, done.changed, done.refused) == (2, {"retraction": 2}, 1, ())
        change = [(c.id, c.old, c.new, c.by) for c in Library.open(folder).changes()]
        assert change == [("pubmed:1", "current", "retracted", "10.1000/n")]
    else:
        assert load(path).changed == 0
        assert fill(article(), article(2, "10.1000/zinc.2")).status_changed == {}
    assert state(folder) == ("retracted", [("10.1000/n", "retraction-watch", "2020-01-31")])
    assert state(folder, 2) == ("current", [])
    catch_up(folder, HashingEmbedder())
    library = Library.open(folder)
    for retriever in (LexicalRetriever(library), DenseRetriever(library, HashingEmbedder())):
        for status, wanted in (("retracted", ["pubmed:1"]), ("current", ["pubmed:2"])):
            hits = retriever.search(Query("aspirin bleeding", Filters(statuses=(status,))), 5)  # type: ignore[arg-type]
            assert [h.passage.document_id for h in hits] == wanted
    assert library.counts("status") == {"current": 1, "retracted": 1}


def test_a_newer_list_takes_the_place_of_the_older(folder: Path, tmp_path: Path, fill: Fill, load: Lists) -> None:
    """Who is no longer in it is free again, who is new in it is not; one file of that source is kept."""
    fill(article(), article(2, "10.1000/zinc.2"), article(3, "10.1000/zinc.3"))
    assert load(watch(tmp_path / "rw.csv", row(DOI), row("10.1000/zinc.2"))).changed == 2
    done = load(watch(tmp_path / "rw.csv", row("10.1000/zinc.2"), row("10.1000/zinc.3", nature="Correction")))
    assert done.changed == 2
    assert [state(folder, n)[0] for n in (1, 2, 3)] == ["current", "retracted", "corrected"]
    library = Library.open(folder)
    assert len(library.manifest.notices) == 1
    notices = Notices(folder / library.manifest.notices[0])
    assert notices.summary().notices == 2
    notices.close()


def test_the_same_list_again_changes_nothing(folder: Path, tmp_path: Path, fill: Fill, load: Lists) -> None:
    """No record is written anew, and no change is told."""
    fill(article())
    path = watch(tmp_path / "rw.csv", row(DOI))
    load(path)
    segments = Library.open(folder).manifest.segments
    assert load(path).changed == 0
    assert Library.open(folder).manifest.segments == segments


def test_lists_of_two_sources_stand_beside_each_other(folder: Path, tmp_path: Path, fill: Fill, load: Lists) -> None:
    """Each says its own; when one falls silent the other still counts."""
    fill(article())
    load(watch(tmp_path / "rw.csv", row(DOI)), crossref(tmp_path / "c.json", DOI, "correction"))
    assert state(folder) == (
        "retracted",
        [("10.1000/n", "retraction-watch", "2020-01-31"), ("10.1000/notice.c", "crossref", "2021-03-15")],
    )
    load(watch(tmp_path / "rw.csv", row("10.1000/other")))
    assert state(folder) == ("corrected", [("10.1000/notice.c", "crossref", "2021-03-15")])


def test_a_reinstated_article(folder: Path, tmp_path: Path, fill: Fill, load: Lists) -> None:
    """Retracted, then reinstated: it stands, and a retraction by PubMed's own notice still counts."""
    fill(article())
    back = row(DOI, nature="Reinstatement", date="6/1/2021 0:00", by="10.1000/back")
    load(watch(tmp_path / "rw.csv", row(DOI)))
    assert load(watch(tmp_path / "rw.csv", row(DOI), back)).changed == 1
    assert state(folder) == ("current", [])
    fill(document(9, title="Notice", links=(Link("RetractionOf", "pubmed:1"),)))
    assert state(folder) == ("retracted", [("pubmed:9", "pubmed", "")])


def test_a_list_and_a_notice_together(folder: Path, tmp_path: Path, fill: Fill, load: Lists) -> None:
    """Both are named; the article is loaded again, deleted and given back, the notice deleted: what is left counts."""
    fill(article(), document(9, title="Notice", links=(Link("ExpressionOfConcernFor", "pubmed:1"),)))
    load(watch(tmp_path / "rw.csv", row(DOI)))
    both = ("retracted", [("10.1000/n", "retraction-watch", "2020-01-31"), ("pubmed:9", "pubmed", "")])
    assert state(folder) == both
    fill(article(body="Aspirin, revised."))
    assert state(folder) == both
    fill(Deleted("pubmed:1"))
    fill(article())
    assert state(folder) == both
    fill(Deleted("pubmed:9"))
    assert state(folder) == ("retracted", [("10.1000/n", "retraction-watch", "2020-01-31")])
    load(watch(tmp_path / "rw.csv", row("10.1000/other")))
    assert state(folder) == ("current", [])


def test_an_article_whose_doi_changes(folder: Path, tmp_path: Path, fill: Fill, load: Lists) -> None:
    """A corrected DOI: the list speaks about another article now, or about this one at last."""
    fill(article())
    load(watch(tmp_path / "rw.csv", row(DOI)))
    assert fill(article(doi="10.1000/zinc.9")).status_changed == {"current": 1}
    assert fill(article()).status_changed == {"retracted": 1}
    assert state(folder)[0] == "retracted"


def test_the_notices_own_record_is_not_retracted(folder: Path, tmp_path: Path, fill: Fill, load: Lists) -> None:
    """The list names it as the notice, by its DOI."""
    fill(article(), article(2, "10.1000/n", title="Retraction: zinc"))
    load(watch(tmp_path / "rw.csv", row(DOI)))
    assert state(folder, 2)[0] == "notice"
    assert state(folder, 2)[1] == []


def test_a_file_that_cannot_be_read_leaves_the_older_list(
    folder: Path, tmp_path: Path, fill: Fill, load: Lists
) -> None:
    """It is refused by name, and nobody becomes innocent by a torn download; a good file beside it is still loaded."""
    fill(article(), article(2, "10.1000/zinc.2"))
    load(watch(tmp_path / "rw.csv", row(DOI)))
    bad = tmp_path / "bad.csv"
    bad.write_text("<html>Sign in</html>")
    done = load(bad, crossref(tmp_path / "c.json", "10.1000/zinc.2"))
    assert [(r.input, r.record) for r in done.refused] == [(str(bad), "bad.csv")]
    assert [state(folder, n)[0] for n in (1, 2)] == ["retracted", "retracted"]


def test_an_interrupted_load_of_a_list_is_completed(
    folder: Path, tmp_path: Path, fill: Fill, load: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after the list was published and before the states were: the same command gives every record its state."""
    fill(article(), article(2, "10.1000/zinc.2"))
    load(watch(tmp_path / "rw.csv", row("10.1000/zinc.2")))
    newer = watch(tmp_path / "rw.csv", row(DOI))

    def stop(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("indexers.ingest.Load.commit", stop)
        with pytest.raises(KeyboardInterrupt):
            load(newer)
    load(newer)
    assert [state(folder, n)[0] for n in (1, 2)] == ["retracted", "current"]


def test_before_there_is_any_record(folder: Path, tmp_path: Path, fill: Fill, load: Lists) -> None:
    """A list and MeSH may be what a library begins with; the records find them there."""
    assert load(watch(tmp_path / "rw.csv", row(DOI))).changed == 0
    mesh = tmp_path / "desc.xml"
    mesh.write_text(
        "<DescriptorRecordSet><DescriptorRecord><DescriptorUI>D015032</DescriptorUI><DescriptorName><String>Zinc</String>"
        "</DescriptorName><TreeNumberList><TreeNumber>D01.268</TreeNumber></TreeNumberList></DescriptorRecord></DescriptorRecordSet>"
    )
    done = load_mesh(Settings(library=folder, embedder="none"), [mesh])
    assert (done.descriptors, done.tree_numbers, done.refused) == (1, 1, ())
    assert fill(article()).added == 1
    made = Library.open(folder).get("pubmed:1")
    assert made
    assert made.notices == (Notice("retracted", "10.1000/n", "retraction-watch", "2020-01-31"),)


def test_thousands_of_entries(folder: Path, tmp_path: Path, fill: Fill, load: Lists) -> None:
    """Far more than are looked up together, and records at both ends of the list: each is found."""
    fill(*(article(n, f"10.1000/zinc.{n}") for n in (1, 2, 11_999, 50_000)))
    assert load(watch(tmp_path / "rw.csv", *(row(f"10.1000/zinc.{n}") for n in range(1, 12_001)))).changed == 3
    assert [state(folder, n)[0] for n in (1, 2, 11_999, 50_000)] == ["retracted"] * 3 + ["current"]


def test_segments_merged_since(folder: Path, tmp_path: Path, fill: Fill, load: Lists) -> None:
    """Records of many small loads, merged on the way: the list finds each of them once, and a second list frees them."""
    for n in range(1, 31):
        fill(article(n, f"10.1000/zinc.{n}"))
    assert load(watch(tmp_path / "rw.csv", *(row(f"10.1000/zinc.{n}") for n in range(1, 31)))).changed == 30
    assert Library.open(folder).counts("status") == {"retracted": 30}
    assert load(watch(tmp_path / "rw.csv", row("10.1000/zinc.7"))).changed == 29
    assert Library.open(folder).counts("status") == {"current": 29, "retracted": 1}


def test_half_a_list_does_not_replace_a_whole_one(
    folder: Path, tmp_path: Path, fill: Fill, load: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was cut off would make every article that it lacks look current: it is refused, and nothing changes."""
    monkeypatch.setattr("research.reference.SHRINKS", 0.02)
    fill(article())
    load(watch(tmp_path / "rw.csv", BY_DOI, row("10.1000/b"), row("10.1000/c")))
    done = load(watch(tmp_path / "rw.csv", row("10.1000/b"), row("10.1000/c")))
    assert "incomplete" in done.refused[0].reason
    assert state(folder)[0] == "retracted"
    forced = load_retractions(Settings(library=folder, embedder="none"), [tmp_path / "rw.csv"], force=True)
    assert (forced.changed, forced.refused) == (1, ())
    assert state(folder)[0] == "current"
