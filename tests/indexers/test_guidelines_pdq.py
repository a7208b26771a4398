"""The real PDQ pages: one document each, no list item, cell, section or reference lost."""

import csv
import gzip
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree, html

from evidence.model import Document
from evidence.trust import Selectors
from indexers.guidelines.extract import measure, read_page
from indexers.guidelines.page_about import PageAbout

NAMES = (
    "types-breast-patient-breast-prevention-pdq", "types-lung-patient-lung-screening-pdq",
    "about-cancer-treatment-cam-hp-mistletoe-pdq", "types-prostate-hp-prostate-genetics-pdq",
    "about-cancer-treatment-cam-hp-acupuncture-pdq", "about-cancer-treatment-cam-patient-cartilage-pdq",
    "about-cancer-treatment-side-effects-fatigue-fatigue-hp-pdq", "types-breast-hp-breast-screening-pdq",
    "types-breast-hp-breast-prevention-pdq", "about-cancer-treatment-side-effects-skin-nail-changes-pruritus-pdq",
    "types-lung-hp-lung-prevention-pdq", "types-lung-hp-lung-screening-pdq", "types-breast-hp-breast-ovarian-genetics-pdq",
    "types-stomach-hp-stomach-treatment-pdq", "types-brain-patient-child-glioma-treatment-pdq",
    "about-cancer-treatment-cam-hp-vitamin-c-pdq",
)  # fmt: skip


@dataclass(frozen=True)
class PdqPage:
    listed: dict[str, str]  # its line of INDEX.tsv
    main: etree._Element  # as lxml reads the source
    data: bytes
    about: PageAbout

    @property
    def document(self) -> Document:
        document = read_page(self.data, self.about)
        assert isinstance(document, Document), document
        return document


@pytest.fixture(params=NAMES)
def pdq(request: pytest.FixtureRequest, shared: Path) -> PdqPage:
    folder = shared / "guidelines" / "nci_pdq"
    with (folder / "INDEX.tsv").open(encoding="utf-8") as file:
        listed = next(row for row in csv.DictReader(file, delimiter="\t") if row["file"] == f"{request.param}.html")
    data = gzip.decompress((folder / f"{request.param}.html.gz").read_bytes())
    main = next(html.fromstring(data.decode()).iter("main"))
    known = PageAbout(url=listed["url"], name="nci-pdq", publisher="National Cancer Institute", fetched="2026-11-22")
    return PdqPage(listed, main, data, known)


def words(element: etree._Element) -> str:
    """Letters and digits in order, whatever stands between them."""
    return squeezed(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def test_the_folder_holds_these_pages_and_no_others(shared: Path) -> None:
    assert {path.name for path in (shared / "guidelines" / "nci_pdq").glob("*.gz")} == {f"{n}.html.gz" for n in NAMES}


def test_every_list_item_and_every_cell_is_in_the_document(pdq: PdqPage) -> None:
    """Each as often as the page has it: short cells ("2", "NA") are counted among the document's cells."""
    document = pdq.document
    text = squeezed(document.text)
    items = [words(item) for item in pdq.main.iter("li") if not item.findall(".//li")]
    assert len(items) > 15
    assert [item for item in items if item not in text] == []
    filled = Counter(filter(None, (words(cell) for cell in pdq.main.iter("td", "th"))))
    recorded = Counter(squeezed(document.text[c.start : c.end]) for c in document.cells)
    heads = Counter(squeezed(part) for line in document.text.splitlines() for part in line.split("; "))
    missing = {cell: n for cell, n in filled.items() if recorded[cell] + heads[cell] < n and cell not in text}
    assert missing == {}
    data = Counter(
        filter(None, (words(c) for row in pdq.main.iter("tr") if not is_head(row) for c in row.iter("td", "th")))
    )
    assert {cell: (n, recorded[cell]) for cell, n in data.items() if recorded[cell] < n} == {}


def is_head(row: etree._Element) -> bool:
    parent = row.getparent()
    in_head = parent is not None and parent.tag == "thead"
    return in_head or all(cell.tag == "th" or not words(cell) for cell in row.iter("td", "th"))


def test_each_cell_stands_where_its_offsets_say_with_its_head_before_it(pdq: PdqPage) -> None:
    document = pdq.document
    for cell in document.cells:
        own = document.text[cell.start : cell.end]
        assert own.strip() == own != ""
        if cell.column:
            assert document.text[: cell.start].endswith(f"{cell.column}: ")
    headed = sum(bool(cell.row) for cell in document.cells)
    assert headed >= len(document.cells) / 2


def test_each_section_is_found(pdq: PdqPage) -> None:
    """As many of the second level as the index lists, in their order; each is a line of its own with text under it, in its
    own section or those of its sub-headings."""
    document = pdq.document
    heads = [" ".join("".join(map(str, head.itertext())).split()) for head in pdq.main.iter("h2")]
    assert len(heads) == int(pdq.listed["sections"])
    starts, at = [], 0
    for head in heads:
        at = document.text.index(f"\n\n{head}\n\n", at) + 1
        starts.append(at)
    ends = [*starts[1:], len(document.text) + 1]
    inside = [sum(start < s.start < end for s in document.sections) for start, end in zip(starts, ends, strict=True)]
    assert all(inside), dict(zip(heads, inside, strict=True))
    labels = {section.label for section in document.sections}
    subheads = [" ".join("".join(map(str, head.itertext())).split()) for head in pdq.main.iter("h3", "h4", "h5", "h6")]
    assert labels - {"Title", ""} <= {*heads, *subheads}


def test_each_pmid_of_the_reference_lists_is_linked(pdq: PdqPage) -> None:
    addresses = [str(link.get("href", "")) for item in pdq.main.iter("li") for link in item.iter("a")]
    pmids = {found for address in addresses for found in re.findall(r"(?:list_uids=|/pubmed/)(\d+)", address)}
    linked = {link.target for link in pdq.document.links if link.kind == "Cites" and link.target}
    assert linked == {f"pubmed:{pmid}" for pmid in pmids}
    assert bool(pmids) == (pdq.listed["audience"] == "Health Professionals")


def test_the_facts_of_the_index_are_read(pdq: PdqPage) -> None:
    """A PDQ summary says that it provides no formal guidelines, so it is none here, and grades nothing."""
    document = pdq.document
    assert (document.title, document.edition) == (pdq.listed["title"], pdq.listed["updated"])
    slug = pdq.listed["file"].removesuffix(".html")
    assert document.id == f"guideline:nci-pdq/{slug}@{pdq.listed['updated']}"
    assert (document.source, document.organisation) == ("nci-pdq", "National Cancer Institute")
    assert (document.languages, document.status, document.form) == (("eng",), "current", "html")
    assert document.recommendations == ()
    if pdq.listed["audience"] == "Health Professionals":
        assert document.design == ""


def test_reading_by_selectors_gives_the_same_text(pdq: PdqPage) -> None:
    selected = PageAbout(
        url=pdq.about.url, name="nci-pdq", selectors=Selectors(content="main article", title="h1", date="p.date")
    )
    document = read_page(pdq.data, selected)
    assert isinstance(document, Document)
    assert (document.text, document.edition) == (pdq.document.text, pdq.document.edition)
    kept = measure(pdq.data, selected)
    assert kept.is_enough
    assert (kept.words, kept.items, kept.rows) == (kept.of_words, kept.of_items, kept.of_rows)
