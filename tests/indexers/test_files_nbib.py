"""NBIB (MEDLINE text): every record of real files, field by field against Bio.Medline, and what files do in the wild."""

from collections import Counter
from pathlib import Path

import pytest
from Bio import Medline
from hypothesis import given
from hypothesis import strategies as st

from evidence.model import Author, Document, Grant, Identifiers, Journal, Link, MeshHeading, Published, Term
from indexers.files.kind import kind_of
from indexers.files.nbib_abstract import parts_of
from indexers.files.nbib_fields import LINK_TAGS
from indexers.files.nbib_records import read_records
from indexers.files.read import read_file
from indexers.intake import Refused
from indexers.resolve import RICHNESS, resolve
from tests.fakes import document

# PMID lines of each file, as `grep -c '^PMID- '` counts them
FILES = {
    "biopython__pubmed_result1.txt": 1,
    "biopython__pubmed_result2.txt": 4,
    "biopython__pubmed_result3.txt": 1,
    "pmc_medlars.txt": 5,
    "pubmed-balloongui-set.nbib": 75,
    "single.nbib": 1,
}

RECORD = """
PMID- 00123
OWN - NLM
STAT- MEDLINE
LR  - 20240501
IS  - 1524-4628 (Electronic)
IS  - 0039-2499 (Linking)
VI  - 50
IP  - 3
DP  - 2019 Mar 5
TI  - Aspirin and bleeding: a wrapped
      title.
PG  - 697-704
LID - 10.1016/x.2019 [doi] S123-4 [pii]
AB  - BACKGROUND: It bleeds. METHODS: We counted
      12 patients. RESULTS: It bled (P<0.05).
FAU - Hellinger, Frank R Jr
AU  - Hellinger FR Jr
CN  - STRATIS Investigators
FAU - de Hoon, M J L
AU  - de Hoon MJ
LA  - eng
SI  - ClinicalTrials.gov/NCT02239640
SI  - GEO/GSE1234
GR  - 5R01EB002873-07/EB/NIBIB NIH HHS/United States
PT  - Journal Article
PT  - Randomized Controlled Trial
TT  - Aspirin und Blutung.
DEP - 20190201
PL  - England
TA  - Stroke
JT  - Stroke; a journal of cerebral circulation
RN  - EC 3.4.21.68 (PLAT protein, human)
MH  - Humans
MH  - Brain Ischemia/diagnostic imaging/*surgery
OT  - *mechanical thrombectomy with a name that is
      wrapped
PMC - PMC6055010
RIN - J Name. 2021 Jan;1(1):2. doi: 10.1/x. PMID: 456
EIN - Stroke. 2020 Jan;1(1):3.
AID - S123-4 [pii]
AID - 10.1016/x.2019 [doi]
SO  - Stroke. 2019 Mar 5;50(3):697-704.
"""


def write(folder: Path, text: str | bytes, name: str = "mine.nbib") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(folder: Path, text: str | bytes, name: str = "mine.nbib") -> list[Document | Refused]:
    return list(read_file(write(folder, text, name)))


def one(folder: Path, text: str | bytes) -> Document:
    (found,) = read(folder, text)
    assert isinstance(found, Document)
    return found


def test_every_field_by_hand(tmp_path: Path) -> None:
    """Wrapped lines are joined, the two locators taken apart, links point to the PMIDs that they name."""
    text = "Aspirin and bleeding: a wrapped title.\n\nIt bleeds.\nWe counted 12 patients.\nIt bled (P<0.05)."
    found = one(tmp_path, RECORD)
    assert (found.id, found.source, found.form, found.text) == ("pubmed:123", "mine", "nbib", text)
    assert [(s.label, s.category, text[s.start : s.end]) for s in found.sections[1:]] == [
        ("BACKGROUND", "BACKGROUND", "It bleeds."),
        ("METHODS", "METHODS", "We counted 12 patients."),
        ("RESULTS", "RESULTS", "It bled (P<0.05)."),
    ]
    assert found.published == Published("2019-02-01", "day", "DEP")
    assert found.revised == "2024-05-01"
    assert found.identifiers == Identifiers("123", "PMC6055010", "10.1016/x.2019")
    assert found.authors == (
        Author("Hellinger", "Frank R", "FR", suffix="Jr"),
        Author(collective="STRATIS Investigators"),
        Author("de Hoon", "M J L", "MJ"),
    )
    assert found.journal == Journal(
        "Stroke; a journal of cerebral circulation", "Stroke", "1524-4628", "50", "3", "697-704"
    )
    assert found.mesh == (
        MeshHeading("D006801", "Humans"),
        MeshHeading("", "Brain Ischemia", True, (Term("", "diagnostic imaging"), Term("", "surgery"))),
    )
    assert found.keywords == ("mechanical thrombectomy with a name that is wrapped",)
    assert found.chemicals == (Term("", "PLAT protein, human"),)
    assert found.grants == (Grant("5R01EB002873-07", "NIBIB NIH HHS", "United States"),)
    assert found.registrations == ("NCT02239640",)
    assert found.links == (
        Link("RetractionIn", "pubmed:456", "J Name. 2021 Jan;1(1):2. doi: 10.1/x"),
        Link("ErratumIn", "", "Stroke. 2020 Jan;1(1):3"),
    )
    assert (found.design, found.status) == ("rct", "retracted")
    assert (found.languages, found.vernacular_title) == (("eng",), "Aspirin und Blutung.")
    assert found.url == "https://pubmed.ncbi.nlm.nih.gov/123/"


@pytest.mark.parametrize(("name", "count"), FILES.items())
def test_real_file_is_read_whole(shared: Path, name: str, count: int) -> None:
    """Every record, in order, none refused."""
    path = shared / "nbib" / name
    found = list(read_file(path))
    expected = [line[6:].strip() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("PMID- ")]
    assert [item.id for item in found if isinstance(item, Document)] == [f"pubmed:{pmid}" for pmid in expected]
    assert len(found) == len(expected) == count


@pytest.mark.parametrize("name", FILES)
def test_real_records_against_another_reader(shared: Path, name: str) -> None:
    """Bio.Medline finds the same words in title and abstract, and as many authors, headings, types and links."""
    path = shared / "nbib" / name
    with path.open(encoding="utf-8") as stream:
        others = list(Medline.parse(stream))
    for ours, other in zip(read_file(path), others, strict=True):
        assert isinstance(ours, Document)
        assert ours.title.split() == other["TI"].split()
        labels = " ".join(section.label for section in ours.sections[1:])
        said = Counter(_letters(ours.text[len(ours.title) :] + labels))
        assert said == Counter(_letters(other.get("AB", "")))
        assert len([a for a in ours.authors if a.family]) == len(other.get("AU", []))
        assert len([a for a in ours.authors if a.collective]) == len(other.get("CN", []))
        assert len(ours.mesh) == len(other.get("MH", []))
        assert [term.name for term in ours.publication_types] == other.get("PT", [])
        assert len(ours.links) == sum(len(other.get(tag, [])) for tag in LINK_TAGS)
        assert all(link.target for link in ours.links)
        assert ours.published.date[:4] in (other["DP"][:4], other.get("DEP", "")[:4])
        assert ours.identifiers.doi in " ".join([*other.get("AID", []), other.get("LID", "")])
        assert bool(ours.identifiers.doi) == ("[doi]" in " ".join([*other.get("AID", []), other.get("LID", "")]))


def _letters(text: str) -> str:
    """Without blanks, invisible characters and what stands after a label."""
    return "".join(c for c in text if c.isalnum())


def test_no_record_is_glued_to_another(tmp_path: Path) -> None:
    """Without a blank line between them; with one inside; with Windows' line ends; after a byte order mark."""
    text = (
        "\ufeffPMID- 1\r\nTI  - One\r\n\r\n      and more.\r\nPMID- 2\r\nTI  - Two.\r\n\r\n\r\nPMID- 3\r\nTI  - Three."
    )
    found = read(tmp_path, text)
    assert [(d.id, d.title) for d in found if isinstance(d, Document)] == [
        ("pubmed:1", "One and more."),
        ("pubmed:2", "Two."),
        ("pubmed:3", "Three."),
    ]


def test_refused_records_are_named(tmp_path: Path) -> None:
    """By title or PMID, and line; the others are read."""
    text = "PMID- 1\nTI  - One.\n\nTI  - Nobody's.\nAB  - Text.\n\nPMID- 3\nDP  - 2020\n\nPMID- 4\nTI  - Four.\n"
    found = read(tmp_path, text)
    assert [d.id for d in found if isinstance(d, Document)] == ["pubmed:1", "pubmed:4"]
    assert [(r.record, r.reason) for r in found if isinstance(r, Refused)] == [
        ("Nobody's. (line 4)", "it has neither a PMID nor a PMCID"),
        ("3 (line 7)", "it has neither a title nor an abstract"),
    ]


def test_record_of_pubmed_central_alone(tmp_path: Path) -> None:
    """One without a PMID goes by its PMCID, which is never read as a PMID."""
    found = one(tmp_path, "PMC - PMC6055010\nTI  - T.\nDP  - 2018\nLID - 18\n")
    assert (found.id, found.identifiers) == ("pmc:PMC6055010", Identifiers("", "PMC6055010", ""))


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("DP  - 1998 Dec-1999 Jan", Published("1998", "year", "DP")),
        ("DP  - 2000 Spring", Published("2000", "year", "DP")),
        ("DP  - 2015 Feb 31", Published("2015", "year", "DP")),
        ("DP  - 2015 Feb", Published("2015-02", "month", "DP")),
        ("DP  - 2010 Mar 15\nDEP - 201003", Published("2010-03", "month", "DEP")),
        ("STAT- Publisher", Published()),
    ],
)
def test_dates_are_as_precise_as_they_are(tmp_path: Path, fields: str, published: Published) -> None:
    """A day that does not exist leaves the year."""
    assert one(tmp_path, f"PMID- 1\nTI  - T.\n{fields}\n").published == published


@pytest.mark.parametrize(
    ("abstract", "labels"),
    [
        ("Background and Purpose- It is so. Methods- We looked. Results- P=0.1.", ["Background and Purpose", "Methods", "Results"]),
        ("We looked. RESULTS: None. CONCLUSIONS: None.", [""]),
        ("PURPOSE: Alone.", [""]),
        ("Purpose To see. Results None.", [""]),
        ("AIMS: To see if PCR: works. METHODS: We did.", ["AIMS", "METHODS"]),
        ("", []),
    ],
)  # fmt: skip
def test_sections_only_where_labels_are_plain(abstract: str, labels: list[str]) -> None:
    """A text that does not begin with a label that others follow stays one."""
    assert [label for label, _, _ in parts_of(abstract)] == labels


@given(st.text(max_size=80) | st.lists(st.sampled_from(["METHODS: ", "Results- ", "It bled. ", "x", ")"])).map("".join))
def test_sections_lose_no_word(abstract: str) -> None:
    """Labels and bodies together are the abstract."""
    assert _letters("".join(label + body for label, _, body in parts_of(abstract))) == _letters(abstract)


@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    """No exception, and every letter of ASCII that is there stays."""
    records = list(read_records((b"PMID- 1\n" + data).splitlines(keepends=True)))
    assert records[0].fields[0][0] == "PMID"
    kept = Counter("".join(tag + value for record in records for tag, value in record.fields))
    assert all(kept[c] >= n for c, n in Counter(data.decode("ascii", "ignore")).items() if c.isalnum())


@pytest.mark.parametrize(
    "head", [b"PMID- 31883958\n", b"\n\nPMID-31883958\n", b"PMC - PMC1\nPMID- 2\n", b"OWN - NLM\n"]
)
def test_told_by_content(head: bytes) -> None:
    """By the fields that records begin with; RIS, which looks alike, is another thing."""
    assert kind_of(head) == "nbib"
    assert kind_of(b"TY  - JOUR\nTI  - T\n") == "ris"


def test_old_encoding(tmp_path: Path) -> None:
    """A file that was saved anew as windows-1252 keeps its names; one in UTF-16 is refused with what to do."""
    assert one(tmp_path, "PMID- 1\nTI  - Über Aglaé.\n".encode("windows-1252")).title == "Über Aglaé."
    (refused,) = read(tmp_path, "PMID- 1\nTI  - T.\n".encode("utf-16"))
    assert isinstance(refused, Refused)
    assert "UTF-8" in refused.reason


def test_collection_is_the_file(tmp_path: Path) -> None:
    """Without its ending; one that is given goes before."""
    for name, collection in (("set.nbib", "set"), ("a.b.txt", "a.b"), ("c", "c")):
        (found,) = read(tmp_path, "PMID- 1\nTI  - T.\n", name)
        assert isinstance(found, Document)
        assert found.source == collection


def test_pubmeds_xml_goes_before() -> None:
    """NBIB is richer than JSONL and poorer than XML: it adds its source, and what it knows of a retraction."""
    assert RICHNESS["jsonl"] < RICHNESS["nbib"] < RICHNESS["pubmed-xml"]
    nbib = document(1, form="nbib", source="set", status="retracted", title="Short")
    kept = resolve(document(1), nbib)
    assert (kept.form, kept.also_in, kept.status) == ("pubmed-xml", ("set",), "retracted")
    assert resolve(document(1, form="jsonl", source="lines", body="x" * 999), nbib).form == "nbib"


@pytest.mark.parametrize(
    ("fields", "is_preprint"),
    [
        ("JT  - medRxiv : the preprint server for health sciences", True),
        ("TA  - Res Sq", True),
        ("AID - 10.1101/2020.03.22.20040956 [doi]", True),
        ("JT  - The Lancet", False),
    ],
)
def test_a_preprint_without_its_type(tmp_path: Path, fields: str, is_preprint: bool) -> None:
    """PubMed's own records name the type; those that another program writes may not."""
    assert one(tmp_path, f"PMID- 1\nTI  - T\nPT  - Journal Article\n{fields}\n").is_preprint is is_preprint
