"""The real PubMed files, loaded as a user loads them: every record taken, and nothing done twice."""

from pathlib import Path

from evidence.library.library import Library
from indexers.ingest import ingest
from indexers.inputs import pubmed_inputs
from tests.conftest import ids


def test_all_real_files_twice(shared: Path, folder: Path) -> None:
    """205 files hold 1,281 records of 1,266 articles and books; the second load finds every one of them unchanged."""
    inputs = pubmed_inputs([shared / "pubmed_xml"])
    assert len(inputs) == 205
    first = ingest(folder, inputs)
    assert (first.read, first.added, first.updated, first.deleted, first.refused) == (1281, 1266, 0, 0, ())
    again = ingest(folder, pubmed_inputs([shared / "pubmed_xml"]))
    assert (again.read, again.added, again.updated, again.deleted, again.unchanged) == (1281, 0, 0, 0, 1281)
    assert again.revision == first.revision
    assert len(set(ids(Library.open(folder)))) == len(Library.open(folder)) == 1266
