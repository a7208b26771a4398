"""MeSH: NLM's XML and tables into descriptors, and the vocabulary that is made of them."""

import gzip
from pathlib import Path

import pytest

from evidence.errors import LibraryDamagedError, UsageError
from evidence.headings import Descriptor, EntryTerm, key, keys
from evidence.library.vocabulary import Vocabulary, VocabularyInfo, write_vocabulary
from indexers.intake import Refused
from indexers.mesh.read import MAX_RECORD, read_mesh

DOCTYPE = (
    '<?xml version="1.0"?>\n<!DOCTYPE DescriptorRecordSet SYSTEM '
    '"https://www.nlm.nih.gov/databases/dtd/nlmdescriptorrecordset_20260101.dtd">\n'
)


def term(text: str, preferred: str = "N", permuted: str = "N") -> str:
    return (
        f'<Term ConceptPreferredTermYN="{preferred}" IsPermutedTermYN="{permuted}"><TermUI>T1</TermUI>'
        f"<String>{text}</String></Term>"
    )


def record(ui: str = "D006976", name: str = "Hypertension, Pulmonary", tree: str = "C08.381.423") -> str:
    """A descriptor that refers to another one before its own terms, as NLM's do."""
    return f"""<DescriptorRecord DescriptorClass = "1"><DescriptorUI>{ui}</DescriptorUI>
    <DescriptorName><String>{name}</String></DescriptorName>
    <PharmacologicalActionList><PharmacologicalAction><DescriptorReferredTo><DescriptorUI>D000900</DescriptorUI>
    <DescriptorName><String>Another</String></DescriptorName></DescriptorReferredTo></PharmacologicalAction>
    </PharmacologicalActionList><TreeNumberList><TreeNumber>{tree}</TreeNumber></TreeNumberList><ConceptList>
    <Concept PreferredConceptYN="N"><ScopeNote>Of another concept.</ScopeNote>
    <TermList>{term("PAH &amp; PPH", "Y")}{term("Pulmonary Arterial Hypertensions", permuted="Y")}</TermList></Concept>
    <Concept PreferredConceptYN="Y"><ScopeNote>High pressure
      in the lungs. </ScopeNote><TermList>{term(name, "Y")}{term("PAH &amp; PPH")}</TermList></Concept>
    </ConceptList></DescriptorRecord>"""


def xml(*records: str, head: str = DOCTYPE, end: str = "</DescriptorRecordSet>") -> str:
    return f'{head}<DescriptorRecordSet LanguageCode = "eng">{"".join(records)}{end}'


def read(folder: Path, content: str | bytes, name: str = "mesh") -> list[Descriptor | Refused]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_mesh([path]))


EXPECTED = Descriptor(
    "D006976",
    "Hypertension, Pulmonary",
    ("C08.381.423",),
    (EntryTerm("PAH & PPH", preferred=True), EntryTerm("Pulmonary Arterial Hypertensions", permuted=True)),
    "High pressure in the lungs.",
    2026,
)


@pytest.mark.parametrize("packed", [False, True])
def test_record_is_read_whole(tmp_path: Path, packed: bool) -> None:
    """Its own name, places, entry terms of every concept once each, the preferred concept's scope note, the year."""
    content = xml(record()).encode()
    assert read(tmp_path, gzip.compress(content) if packed else content) == [EXPECTED]


def test_year_is_the_files_own(tmp_path: Path) -> None:
    """By its DTD, else by NLM's name for the file, else unknown."""

    def year(content: str, name: str) -> int | None:
        (found,) = read(tmp_path, content, name)
        assert isinstance(found, Descriptor)
        return found.year

    assert year(xml(record()), "desc2019.xml") == 2026
    assert year(xml(record(), head=""), "desc2019.xml") == 2019
    assert year(xml(record(), head=""), "some.xml") is None


def test_bad_record_costs_only_itself(tmp_path: Path) -> None:
    """Not well-formed, without a name, with a tree number that is none, cut off by the next, longer than the limit."""
    bad = [
        record("D000001").replace("</Concept>", "", 1),
        record("D000002", name=""),
        record("D000003", tree="8.1"),
        record("D000004").replace("</DescriptorRecord>", ""),
        record("D000005"),
        record("D000006", name="x" * MAX_RECORD),
        "<!-- <DescriptorRecord > -->",
        record("D000007", name="&undefined;"),
        record("X000008"),
        record(),
    ]
    items = read(tmp_path, xml(*bad))
    refused = [item for item in items if isinstance(item, Refused)]
    assert [d.ui for d in items if isinstance(d, Descriptor)] == ["D000005", "D006976"]
    assert [(r.record, r.reason.partition(":")[0]) for r in refused] == [
        ("D000001", "not well-formed XML"),
        ("D000002", "no descriptor's UI or no name"),
        ("D000003", "a tree number that is none"),
        ("mesh, record 4", "it is cut off"),
        ("mesh, record 5", "longer than 8 MB"),
        ("D000007", "not well-formed XML"),
        ("mesh, a record without a UI", "no descriptor's UI or no name"),
    ]


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("", "the file is cut off; whole records before that: 1"),
        ("<DescriptorRecord ><DescriptorUI>D1", "the file is cut off; whole records before that: 1"),
    ],
)
def test_cut_off_file_is_named(tmp_path: Path, end: str, reason: str) -> None:
    """What came before is given, and the file's own name is refused."""
    assert read(tmp_path, xml(record(), end=end)) == [EXPECTED, Refused("mesh", reason)]


def test_truncated_gzip_is_named(tmp_path: Path) -> None:
    uis = [f"D{n:06d}" for n in range(2000)]
    packed = gzip.compress(xml(*(record(ui) for ui in uis)).encode())
    *_, last = read(tmp_path, packed[: len(packed) // 2])
    assert isinstance(last, Refused)
    assert last.record == "mesh"
    assert "cut off (the compressed data end early" in last.reason


BOMB = '<!DOCTYPE DescriptorRecordSet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n ", "the file is empty"),
        (xml(record(), head=BOMB), "it declares entities of its own"),
        ("<SupplementalRecordSet></SupplementalRecordSet>", "MeSH's supplementary records are not read"),
        ("<?xml version='1.0'?><!-- x --><QualifierRecordSet/>", "MeSH's qualifiers are not read"),
        ("<PubmedArticleSet/>", "it is XML of another kind"),
        ("<DescriptorRecordSe", "it is XML of another kind"),
        ("*NEWRECORD\nMH = Aspirin", "MeSH's ASCII form is not read"),
        (b"\x00\x01\x02", "it is not MeSH in a form that is known here"),
        ("mesh_id,mesh_name\nD000001,Calcimycin", "it is not MeSH in a form that is known here"),
        (b"\x1f\x8bnot gzip", "the compressed data end early or are damaged"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: str | bytes, reason: str) -> None:
    """One refusal with a plain reason, and nothing read: no entity is ever expanded."""
    (refused,) = read(tmp_path, content)
    assert isinstance(refused, Refused)
    assert refused.record == "mesh"
    assert refused.reason.startswith(reason)


def test_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        list(read_mesh([tmp_path / "none.xml"]))


NAMES = "mesh_id\tmesh_name\nD000001\tCalcimycin\nD006976\tHypertension, Pulmonary\n"
PLACES = "mesh_id\tmesh_name\tmesh_tree_number\r\nD006976\tHypertension, Pulmonary\tC08.381.423\r\n"


def test_tables_are_put_together(tmp_path: Path) -> None:
    """Whichever comes first; a descriptor without a place stays. XML goes before tables."""
    for name, content in {"b.tsv": PLACES, "a.tsv": NAMES, "c.xml": xml(record())}.items():
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    found = list(read_mesh([tmp_path / "b.tsv", tmp_path / "a.tsv", tmp_path / "c.xml"]))
    table = Descriptor("D006976", "Hypertension, Pulmonary", ("C08.381.423",))
    assert found == [EXPECTED, table, Descriptor("D000001", "Calcimycin")]


def test_bad_lines_of_tables_are_refused(tmp_path: Path) -> None:
    """By their number in the file; the rest is read."""
    lines = "mesh_id\tmesh_name\tmesh_tree_number\nD000001\tCalcimycin\nX1\tA\tC01\nD000002\tB\tC1\nD000003\tC\tC01\n"
    items = read(tmp_path, lines)
    assert items[-1] == Descriptor("D000003", "C", ("C01",))
    assert [item.record for item in items if isinstance(item, Refused)] == [
        "mesh, line 2", "mesh, line 3", "mesh, line 4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("β-Thalassemia", "beta thalassemia"),
        ("Alzheimer’s  Disease", "ALZHEIMERS DISEASE"),
        ("Sjögren Syndrome", "sjogren syndrome"),
        ("Carcinoma, Non-Small-Cell Lung", "carcinoma non small cell lung"),
    ],
)
def test_key_does_not_heed_case_and_punctuation(one: str, other: str) -> None:
    assert key(one) == key(other) != ""


def test_turned_names_have_both_keys() -> None:
    """A comma without a space is part of a name."""
    assert keys("Leukemia, Myelogenous, Chronic") == (
        "leukemia myelogenous chronic", "chronic myelogenous leukemia",
    )  # fmt: skip
    assert keys("1,2-Dimethylhydrazine") == ("1 2 dimethylhydrazine",)


HEART = Descriptor("D001", "Heart Diseases", ("C14.280",), (EntryTerm("Cardiac Diseases", preferred=True),))
ARREST = Descriptor(
    "D002", "Heart Arrest", ("C14.280.383",), (EntryTerm("Asystole"), EntryTerm("Asystoles", False, True))
)
SUDDEN = Descriptor("D003", "Death, Sudden, Cardiac", ("C14.280.383.220", "C23.550.260"), (), "Of the heart.", 2026)
NEAR = Descriptor("D004", "Heart Valves", ("C14.2801",))
UNPLACED = Descriptor("D005", "Male")


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    write_vocabulary(tmp_path / "v.sqlite", [HEART, ARREST, SUDDEN, NEAR, UNPLACED])
    return Vocabulary(tmp_path / "v.sqlite")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("death, sudden, cardiac", SUDDEN),
        ("Cardiac sudden death", SUDDEN),
        ("HEART ARREST", ARREST),
        ("asystole", ARREST),
        ("asystoles", ARREST),
        ("heart", None),
        ("", None),
        ("?!", None),
    ],
)
def test_find_by_name_or_entry_term(vocabulary: Vocabulary, text: str, found: Descriptor | None) -> None:
    """The descriptor comes back whole, as it was written."""
    assert vocabulary.find(text) == found


def test_what_nlm_writes_goes_before_what_is_turned_round(tmp_path: Path) -> None:
    """A name before an entry term, and either before a name in speaking order."""
    turned, entry, name = (
        Descriptor("D1", "Arrest, Cardiac"),
        Descriptor("D2", "Standstill", terms=(EntryTerm("Cardiac Arrest"),)),
        Descriptor("D3", "Cardiac Arrest"),
    )
    for many, best in (((turned, entry, name), name), ((turned, entry), entry), ((turned,), turned)):
        write_vocabulary(tmp_path / "v", many)
        assert Vocabulary(tmp_path / "v").find("cardiac arrest") == best


def test_explode_takes_all_below_every_place(vocabulary: Vocabulary) -> None:
    """C14.2801 is not below C14.280; a descriptor without a place is itself; an unknown UI is nothing."""
    assert vocabulary.explode("D001") == {
        ("D001", "Heart Diseases"), ("D002", "Heart Arrest"), ("D003", "Death, Sudden, Cardiac"),
    }  # fmt: skip
    assert vocabulary.explode("D003") == {("D003", "Death, Sudden, Cardiac")}
    assert vocabulary.explode("D005") == {("D005", "Male")}
    assert vocabulary.explode("D999") == set()


def test_names_and_search(vocabulary: Vocabulary) -> None:
    """Variants only on demand; a search gives names before entry terms, each descriptor once."""
    assert vocabulary.names("D002") == ("Heart Arrest", "Asystole")
    assert vocabulary.names("D002", permuted=True) == ("Heart Arrest", "Asystole", "Asystoles")
    assert vocabulary.names("D999") == ()
    assert [d.ui for d in vocabulary.search("Heart-")] == ["D002", "D001", "D004"]
    assert [d.ui for d in vocabulary.search("cardiac")] == ["D001", "D003"]
    assert [d.ui for d in vocabulary.search("heart", limit=1)] == ["D002"]
    assert vocabulary.search("") == ()


def test_vocabulary_counts_and_keeps_the_first(tmp_path: Path) -> None:
    """Readers give the newest edition first."""
    newest = Descriptor("D001", "Heart Diseases", ("C14.280",), year=2026)
    info = write_vocabulary(tmp_path / "v", [newest, HEART, ARREST])
    assert info == VocabularyInfo(descriptors=2, terms=2, tree_numbers=2, year=2026)
    assert Vocabulary(tmp_path / "v").get("D001") == newest
    assert len(Vocabulary(tmp_path / "v")) == 2


def test_newest_edition_goes_first(tmp_path: Path) -> None:
    """In whatever order the files are named."""
    (tmp_path / "old.xml").write_text(xml(record(), head=DOCTYPE.replace("2026", "2025")), encoding="utf-8")
    (tmp_path / "new.xml").write_text(xml(record()), encoding="utf-8")
    found = list(read_mesh([tmp_path / "old.xml", tmp_path / "new.xml"]))
    assert [d.year for d in found if isinstance(d, Descriptor)] == [2026, 2025]


def test_vocabulary_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def cut() -> object:
        yield HEART
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_vocabulary(tmp_path / "v", cut())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_damaged_vocabulary_says_so(tmp_path: Path) -> None:
    """With what makes it anew."""
    (tmp_path / "v").write_bytes(b"this is no SQLite file, and long enough to be one" * 20)
    with pytest.raises(LibraryDamagedError, match="evidence ingest mesh"):
        Vocabulary(tmp_path / "v").find("heart")
    with pytest.raises(FileNotFoundError):
        Vocabulary(tmp_path / "none")


def test_real_xml(shared: Path, tmp_path: Path) -> None:
    """NLM's sample: five descriptors, 26 entry terms, counted by hand in the file."""
    found = list(read_mesh([shared / "mesh" / "desc_sample.xml"]))
    assert [d.ui for d in found if isinstance(d, Descriptor)] == [
        "D000001", "D000002", "D000003", "D000077594", "D006406",
    ]  # fmt: skip
    info = write_vocabulary(tmp_path / "v", (d for d in found if isinstance(d, Descriptor)))
    assert info == VocabularyInfo(descriptors=5, terms=26, tree_numbers=10, year=2020)
    vocabulary = Vocabulary(tmp_path / "v")
    assert vocabulary.names("D000077594") == ("Nivolumab", "Opdivo", "ONO-4538", "MDX-1106", "BMS-936558")
    for text in ("opdivo", "ONO4538", "mdx 1106"):
        found_by = vocabulary.find(text)
        assert found_by is not None and found_by.name == "Nivolumab"


def test_real_tables(shared: Path, tmp_path: Path) -> None:
    """27,455 descriptors at 56,341 places, none refused; the explosion is that of a plain walk over all places."""
    paths = [shared / "mesh" / "terms.tsv.gz", shared / "mesh" / "tree-numbers.tsv.gz"]
    found = [d for d in read_mesh(paths) if isinstance(d, Descriptor)]
    info = write_vocabulary(tmp_path / "v", read_descriptors(paths))
    assert info == VocabularyInfo(descriptors=27_455, terms=0, tree_numbers=56_341, year=None)
    vocabulary = Vocabulary(tmp_path / "v")
    pulmonary = vocabulary.find("pulmonary hypertension")
    assert pulmonary is not None and pulmonary.name == "Hypertension, Pulmonary"
    for name in ("Cardiovascular Diseases", "Hypertension, Pulmonary", "Neoplasms"):
        top = next(d for d in found if d.name == name)
        below = {
            (d.ui, d.name)
            for d in found
            for number in d.tree_numbers
            for own in top.tree_numbers
            if number == own or number.startswith(f"{own}.")
        }
        assert vocabulary.explode(top.ui) == below


def read_descriptors(paths: list[Path]) -> list[Descriptor]:
    """All of them; fails on any refusal."""
    items = list(read_mesh(paths))
    assert [item for item in items if isinstance(item, Refused)] == []
    return [item for item in items if isinstance(item, Descriptor)]
