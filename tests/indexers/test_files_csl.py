"""CSL-JSON: every field by hand, what other programs write, and what a hostile file may try. All items are fictional."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from evidence.model import Author, Document, Identifiers, Journal, Published
from indexers.files import csl_items
from indexers.files.csl import read_csl
from indexers.files.json_kind import is_wanted
from indexers.files.kind import kind_of
from indexers.files.read import read_file
from indexers.inputs import file_inputs
from indexers.intake import Refused

ITEM: dict[str, Any] = {
    "id": "muster2019",
    "type": "article-journal",
    "title": "Aspirin and <i>bleeding</i> &amp; CO<sub>2</sub>",
    "author": [
        {"family": "Muster", "given": "Erika Anna"},
        {"family": "Beethoven", "non-dropping-particle": "van", "given": "Ludwig", "suffix": "Jr"},
        {"literal": "World Health Organization"},
    ],
    "issued": {"date-parts": [["2019", 3, 5]]},
    "container-title": "Journal of Invented Results",
    "container-title-short": "J Invent Res",
    "ISSN": "1234-567X",
    "volume": 12,
    "issue": "3",
    "page": "697-704",
    "DOI": "10.1234/AbC",
    "URL": "https://example.org/a",
    "language": "en-US",
    "keyword": "aspirin, major bleeding",
    "abstract": "It bled in a fictional trial.",
}


def read(value: object) -> list[Document | Refused]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(read_csl(io.BytesIO(data), "mine"))


def one(value: object) -> Document:
    (found,) = read(value)
    assert isinstance(found, Document), found
    return found


def titles(items: list[Document | Refused]) -> list[str]:
    return [item.title if isinstance(item, Document) else "refused" for item in items]


def test_every_field_by_hand() -> None:
    """Markup and entities undone, particles in the family name, numbers as text."""
    found = one([ITEM])
    assert (found.id, found.source, found.form) == ("file:mine/muster2019", "mine", "csl-json")
    assert found.text == "Aspirin and bleeding & CO2\n\nIt bled in a fictional trial."
    assert found.authors == (
        Author("Muster", "Erika Anna", "EA"),
        Author("van Beethoven", "Ludwig", "L", suffix="Jr"),
        Author(collective="World Health Organization"),
    )
    assert found.journal == Journal("Journal of Invented Results", "J Invent Res", "1234-567X", "12", "3", "697-704")
    assert found.published == Published("2019-03-05", "day", "issued")
    assert found.identifiers == Identifiers(doi="10.1234/AbC")
    assert (found.languages, found.keywords) == (("eng",), ("aspirin", "major bleeding"))
    assert [t.name for t in found.publication_types] == ["Journal Article"]
    assert found.url == "https://example.org/a"


@pytest.mark.parametrize(
    ("fields", "identifier"),
    [
        ({"PMID": "123"}, "pubmed:123"),
        ({"PMID": 123}, "pubmed:123"),
        ({"PMID": "PMC123"}, "file:mine/k"),
        ({"note": "PMID: 123\nPMCID: PMC9"}, "pubmed:123"),
        ({"note": "see PMID: 123 for more"}, "file:mine/k"),
        ({"PMCID": "PMC128915"}, "pmc:PMC128915"),
        ({"number": "123"}, "file:mine/k"),
        ({"URL": "https://pubmed.ncbi.nlm.nih.gov/123/"}, "pubmed:123"),
    ],
)
def test_identifier_is_never_guessed(fields: dict[str, object], identifier: str) -> None:
    """A PMID only where it is said to be one."""
    assert one([{"id": "k", "type": "book", "title": "T", **fields}]).id == identifier


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2019]]}, "2019"),
        ({"date-parts": [[2019, 3]]}, "2019-03"),
        ({"date-parts": [[2019, 13, 1]]}, "2019"),
        ({"date-parts": [[2019, 3, 5], [2020, 1, 1]]}, "2019-03-05"),
        ({"raw": "2019-03-05"}, "2019-03-05"),
        ({"literal": "Spring 2019"}, "2019"),
        ({"date-parts": [[]]}, ""),
        ({"date-parts": "x"}, ""),
        (None, ""),
        ([[]], ""),
    ],
)
def test_dates(issued: object, date: str) -> None:
    """As precise as the item is; a month that there is not is left out."""
    assert one([{"type": "book", "title": "T", "issued": issued}]).published.date == date


def test_forms_of_a_file() -> None:
    """An array, an object with items, one object, objects line by line, with a byte order mark."""
    for value in ([ITEM], {"items": [ITEM]}, ITEM):
        assert titles(read(value)) == ["Aspirin and bleeding & CO2"]
    lines = json.dumps(ITEM) + "\n" + json.dumps(ITEM | {"id": "b", "title": "Two"}) + "\n"
    assert titles(read(lines.encode())) == ["Aspirin and bleeding & CO2", "Two"]
    assert titles(read(b"\xef\xbb\xbf" + json.dumps([ITEM]).encode())) == ["Aspirin and bleeding & CO2"]


def test_one_bad_item_costs_no_other() -> None:
    """An item without title and abstract, one that is no object, fields of the wrong type."""
    odd = {
        "id": ["x"],
        "type": 5,
        "title": "Odd",
        "author": [1, {"family": {}}],
        "page": [],
        "custom": 3,
        "issued": True,
    }
    assert titles(read([{"id": "empty"}, 7, odd, {"title": "Last"}])) == ["refused", "refused", "Odd", "Last"]


def test_broken_json() -> None:
    """What stands before the break is read; the line of the break is named."""
    data = json.dumps([{"title": "One"}, {"title": "Two"}], indent=1)[:-20].encode()
    first, refused = read(data)
    assert titles([first]) == ["One"]
    assert isinstance(refused, Refused)
    assert refused.record == "line 5"


def test_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nesting without end, half of a surrogate pair, a NUL, and a file that is too long: refused or defused."""
    assert titles(read(b'[{"title": ' + b"[" * 200_000)) == ["refused"]
    assert titles(read(b'[{"title": "One"},' + b"[" * 200_000)) == ["One", "refused"]
    assert one(b'[{"title": "A\\ud800\\u0000b\\u202e"}]').title.encode()
    monkeypatch.setattr(csl_items, "MAX_FILE", 100)
    assert titles(read(b" " * 101)) == ["refused"]


def test_kind_by_content(tmp_path: Path) -> None:
    """By a type of the citation style language; a collection in lines, settings and bare arrays are something else."""
    assert kind_of(json.dumps([ITEM], indent=2).encode()) == "csl-json"
    assert kind_of(json.dumps({"_id": "1", "text": "t", "type": "book"}).encode()) == "jsonl"
    assert kind_of(json.dumps([{"name": "x", "type": "module"}], indent=2).encode()) != "csl-json"
    path = tmp_path / "refs.json"
    path.write_text(json.dumps([ITEM]))
    (found,) = read_file(path)
    assert isinstance(found, Document)
    assert found.source == "refs"


def test_folder_walk(tmp_path: Path) -> None:
    """Of a folder's JSON files only those that are documents are taken; settings and queries are passed over."""
    (tmp_path / "refs.json").write_text(json.dumps([ITEM]))
    (tmp_path / "package.json").write_text(json.dumps({"name": "x", "type": "module"}))
    (tmp_path / "mine.ris").write_text("TY  - JOUR\nTI  - T\nER  - \n")
    (tmp_path / "mine.bib").write_text("@misc{a, title={T}}")
    names = [Path(each.name).name for each in file_inputs([tmp_path], None)]
    assert names == ["mine.bib", "mine.ris", "refs.json"]
    assert not is_wanted(tmp_path / "package.json")
    named = file_inputs([tmp_path / "package.json"], None)
    assert len(named) == 1  # and reading it will say why not


@pytest.mark.parametrize(
    ("fields", "is_preprint"),
    [
        ({"type": "article-journal", "container-title": "medRxiv"}, True),
        ({"type": "article-journal", "container-title-short": "Res Sq"}, True),
        ({"type": "article", "publisher": "medRxiv"}, True),
        ({"type": "article-journal", "DOI": "10.2139/ssrn.3556518"}, True),
        ({"type": "article", "genre": "preprint"}, True),
        ({"type": "article", "publisher": "Cold Spring Harbor Laboratory"}, False),
        ({"type": "article-journal", "container-title": "F1000Research"}, False),
    ],
)
def test_a_preprint_by_where_it_appeared(fields: dict[str, str], is_preprint: bool) -> None:
    """By container, publisher or DOI, where no genre says so."""
    assert one([{"id": "a", "title": "T", **fields}]).is_preprint is is_preprint
