"""BM25: what finds what, what is counted, and the snapshots that readers keep."""

import multiprocessing
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import LibraryDamagedError
from evidence.library.library import Library
from evidence.library.manifest import publish
from evidence.model import MeshHeading, Query
from indexers import analysis
from indexers.ingest import ingest
from indexers.lexical import LexicalRetriever, LexicalWriter
from tests.conftest import Fill
from tests.fakes import document

NOBODY = 65534  # the user id of nobody, on Linux


def found(folder: Path, text: str) -> list[str]:
    """The numbers of the documents that are found, best first."""
    return [
        h.passage.document_id.partition(":")[2] for h in LexicalRetriever(Library.open(folder)).search(Query(text), 50)
    ]


SAME = [
    ("IL-6", "IL6", "IL 6", "il‐6", "IL–6", "IL‑6"),
    ("p53", "P53", "p-53", "p 53"),
    ("HbA1c", "HBA1C", "hba1c", "HbA₁c"),
    ("TNF-α", "TNF-alpha", "TNFα", "tnf-ALPHA", "TNFalpha"),
    ("haemorrhage", "hemorrhage", "Haemorrhages"),
    ("tumour", "tumor", "TUMOURS"),
    ("randomised", "randomized", "randomising"),
    ("oesophageal", "esophageal"),
    ("Sjögren", "Sjogren", "sjo\u0308gren"),
    ("COVID-19", "COVID19", "covid 19", "Covid–19"),
    ("β-blocker", "beta-blocker", "βblocker"),
]


@pytest.mark.parametrize(
    ("written", "asked"), [(a, b) for forms in SAME for a in forms for b in forms if a != b], ids=ascii
)
def test_one_name_in_many_spellings(everything: Path, written: str, asked: str) -> None:
    """However it is written in the text, it is found however it is asked for, and before all that names another."""
    wanted = str(NUMBERS[written])
    group = {str(NUMBERS[form]) for forms in SAME if written in forms for form in forms}
    hits = found(everything, asked)
    assert wanted in hits
    assert hits[0] in group


NUMBERS = {form: i for i, form in enumerate(form for forms in SAME for form in forms)}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One document for each spelling."""
    from indexers.ingest import Input

    folder = tmp_path_factory.mktemp("spellings")
    items = [document(i, title="A study", body=f"It measured {form} in adults.") for form, i in NUMBERS.items()]
    ingest(folder, [Input("all", "all", lambda: iter(items))])
    return folder


def test_words_meet_in_their_stem(folder: Path, fill: Fill) -> None:
    """Plural, -ing and -ed find each other; another word does not."""
    fill(document(1, body="Bleeding increased."), document(2, title="X", body="Penguins."))
    for text in ("bleed", "increases", "increasing bleeds"):
        assert found(folder, text) == ["1"]


def test_numbers_do_not_meet_in_parts(folder: Path, fill: Fill) -> None:
    """IL-6 is not IL-16, nor p53 p5."""
    fill(document(1, title="X", body="IL-16 and p53."), document(2, title="X", body="IL-6 and p5."))
    assert found(folder, "IL6") == ["2"]
    assert found(folder, "p53") == ["1"]


def test_stop_words_alone_are_words(folder: Path, fill: Fill) -> None:
    """ "The Who" must not come back empty: who asks for nothing but stop words gets what holds them."""
    fill(document(1, title="X", body="To be or not to be."), document(2, title="X", body="Penguins."))
    assert found(folder, "to be or not to be") == ["1"]


def test_mesh_headings_and_keywords_are_found(folder: Path, fill: Fill) -> None:
    """Indexers' terms that the text does not say."""
    heading = MeshHeading("D001281", "Atrial Fibrillation")
    fill(document(1, mesh=(heading,)), document(2, keywords=("Vorhofflimmern", "arrhythmia")), document(3))
    assert found(folder, "atrial fibrillation") == ["1"]
    assert found(folder, "vorhofflimmern") == ["2"]


def test_rare_words_and_titles_count_more(folder: Path, fill: Fill) -> None:
    """The document with the rare word leads one with the common word; said in the title too, it leads."""
    filler = [document(i, title="X", body="Aspirin was given.") for i in range(10, 20)]
    fill(
        *filler,
        document(1, title="X", body="Ticagrelor was given."),
        document(2, title="Ticagrelor", body="Ticagrelor was given."),
    )
    assert found(folder, "aspirin ticagrelor")[:2] == ["2", "1"]


def test_frequencies_count_documents(folder: Path, fill: Fill) -> None:
    """Of title or body whichever is more, stemmed; 0 for what is not there, for stop words and for no word."""
    fill(
        document(1, title="Bleeding", body="Aspirin and bleeds."),
        document(2, title="Bleeding", body="Aspirin aspirin."),
        document(3, title="X", body="Nothing."),
    )
    retriever = LexicalRetriever(Library.open(folder))
    assert retriever.frequencies(["bleed", "Aspirin", "bleeding aspirin", "penguin", "the", "", "\ud800"]) == [
        2, 2, 1, 0, 0, 0, 0,
    ]  # fmt: skip
    assert LexicalRetriever(Library.empty(folder)).frequencies(["bleed"]) == [0]


def _search_without_rights(folder: str, result: "multiprocessing.queues.Queue[object]") -> None:
    found(Path(folder), "aspirin")  # everything is imported before this process loses its rights
    if os.getuid() == 0:
        os.setgroups([])
        os.setuid(NOBODY)
    try:
        lexical = Path(folder, Library.open(Path(folder)).manifest.lexical)
        result.put((os.access(lexical, os.W_OK), found(Path(folder), "aspirin")))
    except BaseException as error:
        result.put(repr(error))
        raise


@pytest.mark.skipif(os.name != "posix", reason="rights on folders are a matter of POSIX")
def test_a_read_only_library_can_be_searched(fill: Fill, folder: Path) -> None:
    """By somebody who may not write there: another user's library, a mounted image."""
    fill(document(1))
    with tempfile.TemporaryDirectory() as home:
        library = Path(home) / "library"
        shutil.copytree(folder, library)
        for lock in library.rglob("*.lock"):
            lock.unlink()
        os.chmod(home, 0o755)
        for path in (library, *library.rglob("*")):
            os.chmod(path, 0o555 if path.is_dir() else 0o444)
        context = multiprocessing.get_context("spawn")
        result = context.Queue()
        reader = context.Process(target=_search_without_rights, args=(str(library), result))
        reader.start()
        try:
            assert result.get(timeout=120) == (False, ["1"])
        finally:
            reader.join(60)
            for path in (library, *library.rglob("*")):
                os.chmod(path, 0o755)


def test_snapshots_share_their_files(folder: Path, fill: Fill) -> None:
    """A published index holds no lock, no temporary and no hidden file, and what did not change is there once."""
    fill(document(1))
    first = folder / Library.open(folder).manifest.lexical
    fill(document(2))
    second = folder / Library.open(folder).manifest.lexical
    names = [p.name for p in second.iterdir()]
    assert [n for n in names if n.startswith(".") or n.endswith((".lock", ".tmp"))] == []
    assert sorted(p.name for p in (folder / "lexical").iterdir()) == [first.name, second.name]
    shared = [p for p in first.iterdir() if (second / p.name).exists() and p.name != "meta.json"]
    assert shared
    assert all(p.stat().st_ino == (second / p.name).stat().st_ino for p in shared)


def test_a_reader_of_an_old_revision_goes_on(folder: Path, fill: Fill) -> None:
    """Five commits later it still finds what it found, and nothing new; one that opens the old files late does too."""
    fill(document(1, body="Aspirin was old."))
    old = Library.open(folder)
    retriever = LexicalRetriever(old)
    for i in range(5):
        fill(document(1, body=f"Aspirin was new {i}."), document(10 + i))
    for each in (retriever, LexicalRetriever(old)):
        hits = each.search(Query("aspirin"), 10)
        assert [h.passage.text.rsplit("\n", 1)[1] for h in hits] == ["Aspirin was old."]


def test_an_index_of_another_analyser_is_rebuilt(folder: Path, fill: Fill) -> None:
    """The next load indexes everything anew, deletions and all, even where it brings nothing itself."""
    fill(document(1), document(2, body="Warfarin."))
    manifest = Library.open(folder).manifest
    empty = LexicalWriter(folder, "")  # stands for an index whose terms today's queries do not meet
    publish(folder, replace(manifest, revision=2, lexical=empty.commit(2), analyser="of another time"))
    empty.close()
    assert found(folder, "warfarin") == []
    result = fill(document(1), name="nothing new")
    library = Library.open(folder)
    assert (library.manifest.analyser, result.revision, result.unchanged) == (analysis.ANALYSER, 3, 1)
    assert found(folder, "warfarin") == ["2"]
    assert sorted(found(folder, "aspirin")) == ["1", "2"]


def test_a_lost_index_is_named(folder: Path, fill: Fill) -> None:
    """The message names the folder and what to do."""
    fill(document(1))
    shutil.rmtree(folder / Library.open(folder).manifest.lexical)
    with pytest.raises(LibraryDamagedError, match=r"BM25 index .* cannot be opened"):
        LexicalRetriever(Library.open(folder))
