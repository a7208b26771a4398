"""Reading a source list: a good one whole, a bad one by the name of what is wrong; and the list that ships."""

import csv
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from evidence.errors import UsageError
from evidence.source_edit import comments
from evidence.source_list import (
    FIELDS,
    fields_of,
    list_place,
    load_list,
    parse_entries,
    read_list,
    shipped_list,
    shipped_text,
)
from evidence.trust import Allows, Entry, Selectors

WHOLE = '''
# Terms: by permission of the board.
[[source]]
name = "body-1"
kind = "guideline-site"
address = "https://www.body.example.org/guidance"
publisher = "The Body"
country = "GB"
language = "eng"
tier = 1
licence = "By permission"
allows = ["quote", "index"]
refresh = 7
include = ["/guidance/*"]
exclude = ["*/draft/*"]
contact = "librarian@example.org"
https_only = true
redirects = ["files.body.example.org"]
max_pages = 50
max_depth = 0
note = "Asked in May."

[source.selectors]
content = "main .guidance"
drop = ["nav", ".cookie"]
title = "h1"
date = "time"
organisation = ".org"
recommendation = ".rec"

[[source]]
name = "trials"
kind = "pubmed-query"
address = """randomized[tiab]
  OR placebo[tiab]"""
'''
GOOD = {"name": '"body"', "kind": '"guideline-site"', "address": '"https://body.example.org/"'}


def written(folder: Path, text: str) -> Path:
    """A list's file."""
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def entry(**fields: str) -> str:
    """An entry in TOML; fields as TOML values, "" to leave one out."""
    return "[[source]]\n" + "".join(f"{name} = {value}\n" for name, value in (GOOD | fields).items() if value)


def test_every_field_is_read(tmp_path: Path) -> None:
    """An entry is what its table says; a query over several lines is one line."""
    found = read_list(written(tmp_path, WHOLE))
    assert found.entries == (
        Entry(
            "body-1",
            "guideline-site",
            "https://www.body.example.org/guidance",
            "The Body",
            "GB",
            "eng",
            1,
            "By permission",
            Allows(index=True, quote=True, export=False),
            7,
            ("/guidance/*",),
            ("*/draft/*",),
            Selectors("main .guidance", ("nav", ".cookie"), "h1", "time", ".org", ".rec"),
            "librarian@example.org",
            True,
            ("files.body.example.org",),
            50,
            0,
            "Asked in May.",
        ),
        Entry("trials", "pubmed-query", "randomized[tiab] OR placebo[tiab]"),
    )
    assert found.place == str(tmp_path / "sources.toml")


def test_fields_go_by_the_names_of_the_file() -> None:
    """What is shown of an entry is what a librarian can write."""
    shown = fields_of(parse_entries(WHOLE, "here")[0])
    assert tuple(shown) == FIELDS
    assert (shown["refresh"], shown["allows"], shown["tier"]) == (7, ["index", "quote"], 1)


def test_version_goes_by_fields(tmp_path: Path) -> None:
    """Comments, blank lines and layout do not change the version; one field does."""
    first = read_list(written(tmp_path, WHOLE)).version
    commented = "# new heading\n" + WHOLE.replace("tier = 1", "tier    =  1  # the best") + "\n\n# the end\n"
    assert read_list(written(tmp_path, commented)).version == first
    assert read_list(written(tmp_path, WHOLE.replace("tier = 1", "tier = 2"))).version != first


def test_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """Some editors write one."""
    path = tmp_path / "sources.toml"
    path.write_bytes(b"\xef\xbb\xbf" + entry().encode())
    assert read_list(path).names == ("body",)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"name": ""}, ("source 1", "name is missing")),
        ({"name": '"Body"'}, ("source 1", "name", "lower case")),
        ({"name": '"a--b"'}, ("source 1", "name")),
        ({"name": "7"}, ("source 1", "name is 7")),
        ({"kind": ""}, ("source body", "kind is missing", "pubmed-query, guideline-site, feed, folder, file")),
        ({"kind": '"site"'}, ("source body", "kind is 'site'", "guideline-site")),
        ({"address": ""}, ("source body", "address is missing", "https://")),
        ({"address": '"www.body.example.org"'}, ("address", "https://")),
        ({"address": '"ftp://body.example.org/"'}, ("address", "https://")),
        ({"address": '"https://"'}, ("address", "names a host")),
        ({"address": '"https://body.example.org:port/"'}, ("address",)),
        ({"address": '"https://body.example.org/a b"'}, ("address",)),
        ({"address": '"https://[body/"'}, ("address",)),
        ({"address": '"https://me:secret@body.example.org/"'}, ("address", "password")),
        ({"address": '"http://body.example.org/"'}, ("http://", "https_only = false")),
        ({"kind": '"feed"', "address": '"/tmp/feed"'}, ("address", "https://")),
        ({"kind": '"folder"', "address": '"pages"'}, ("address", "whole path")),
        ({"kind": '"pubmed-query"', "address": '" "'}, ("address", "PubMed")),
        ({"tier": "0"}, ("source body", "tier is 0", "1 (the most trusted) to 5")),
        ({"tier": "6"}, ("tier is 6",)),
        ({"tier": "true"}, ("tier is True",)),
        ({"tier": '"1"'}, ("tier is '1'",)),
        ({"country": '"UK"'}, ("country is 'UK'", "GB")),
        ({"language": '"en"'}, ("language", "eng")),
        ({"allows": '["quote", "print"]'}, ("allows has no print", "index, quote, export")),
        ({"allows": '"index"'}, ("allows", "list")),
        ({"refresh": "0"}, ("refresh is 0", "days")),
        ({"refresh": "1.5"}, ("refresh is 1.5", "days")),
        ({"include": '["guidance/*"]'}, ("include", "begin with / or *")),
        ({"exclude": '[""]'}, ("exclude", "list of patterns")),
        ({"selectors": '"main"'}, ("selectors", "table")),
        ({"selectors": '{body = "main"}'}, ("selectors", "no field body", "content, drop")),
        ({"selectors": '{drop = "nav"}'}, ("drop", "list of CSS selectors")),
        ({"https_only": '"no"'}, ("https_only", "true or false")),
        ({"redirects": '["https://b.example.org/"]'}, ("redirects", "without https://")),
        ({"max_pages": "0"}, ("max_pages is 0", "1 to 100000")),
        ({"max_depth": "-1"}, ("max_depth is -1", "0 to 20")),
        ({"note": '["a"]'}, ("note", "text")),
        ({"note": '"a\\u0007b"'}, ("note",)),
        ({"licence": "1"}, ("licence is 1",)),
        ({"publisher": "1"}, ("publisher is 1",)),
        ({"contact": "1"}, ("contact is 1",)),
        ({"adress": '"https://body.example.org/"'}, ("source body", "no field adress", "address")),
    ],
    ids=str,
)
def test_a_bad_field_is_named(tmp_path: Path, fields: dict[str, str], named: tuple[str, ...]) -> None:
    """Every error names the file, the entry, the field, and what is expected; nothing is dropped in silence."""
    path = written(tmp_path, entry(**fields))
    with pytest.raises(UsageError) as caught:
        read_list(path)
    message = str(caught.value)
    assert [name for name in (str(path), *named) if name not in message] == []


def test_every_field_has_a_bad_case_above() -> None:
    """A field that is added to the list is added to the test of bad fields."""
    cases = test_a_bad_field_is_named.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {name for fields, _ in cases for name in fields} >= set(FIELDS)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[source]\n", ("not valid TOML", "line 1")),
        ("[[sources]]\nname = 'a'\n", ("no field sources", "source")),
        ("source = 'a'\n", ("source", "[[source]]")),
        (entry() + entry(), ("more than one source is called body",)),
        ("a = " + "[" * 5000, ("not valid TOML",)),
    ],
    ids=("broken", "misnamed", "no table", "twice", "deep"),
)
def test_a_bad_file_is_named(tmp_path: Path, text: str, named: tuple[str, ...]) -> None:
    """What is no list at all is said, with the file's name."""
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        read_list(path)
    assert [name for name in (str(path), *named) if name not in str(caught.value)] == []


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A file that is missing, a folder, and bytes that are no text."""
    with pytest.raises(UsageError, match="no source list"):
        read_list(tmp_path / "gone.toml")
    with pytest.raises(UsageError, match="cannot be read"):
        read_list(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(UsageError, match="UTF-8"):
        read_list(tmp_path / "latin.toml")


def test_http_where_the_entry_says_so() -> None:
    """A site without https can be taken, knowingly."""
    text = entry(address='"http://127.0.0.1:8000/"', https_only="false")
    assert parse_entries(text, "here")[0].https_only is False


def test_which_list_is_in_force(tmp_path: Path) -> None:
    """The setting's file goes first, then the library's own, then the list that ships."""
    library = tmp_path / "library"
    library.mkdir()
    assert list_place(None, library) is None
    assert load_list(None, library) == shipped_list()
    own = written(library, entry(name='"own"'))
    assert list_place(None, library) == own
    named = written(tmp_path, entry(name='"named"'))
    assert load_list(named, library).names == ("named",)
    with pytest.raises(UsageError, match="no source list"):
        load_list(tmp_path / "gone.toml", library)


# The list that ships

WANTED = {"uspstf", "nice", "cdc", "who", "ahrq", "nci-pdq", "nih", "sign", "pubmed", "pubmed-systematic-reviews"}


def test_shipped_entries_are_the_known_sources() -> None:
    """Valid, with the bodies that clinicians look for first; `pubmed` holds what is loaded from PubMed's files."""
    found = shipped_list()
    assert set(found.names) >= WANTED | {"pubmed-practice-guidelines", "pubmed-core-clinical-journals", "pubmed-rct"}
    assert (found.get("pubmed").tier, found.place) == (2, "")
    assert "meta-analysis[pt]" in found.get("pubmed-systematic-reviews").address


@pytest.mark.parametrize("number", range(len(shipped_list().entries)), ids=shipped_list().names)
def test_shipped_entry_has_its_facts_and_terms(number: int) -> None:
    """Each has a publisher, a licence and a comment on its terms above it."""
    each = shipped_list().entries[number]
    above = comments(shipped_text())
    assert len(above) == len(shipped_list().entries)
    assert "Terms" in above[number]
    assert each.publisher and each.licence and each.country
    assert each.https_only and not each.selectors.content


@pytest.mark.parametrize("name", ["nice", "sign", "who"])
def test_shipped_licences_are_read_cautiously(name: str) -> None:
    """A body that keeps rights to its text is not exported whole."""
    assert shipped_list().get(name).allows == Allows(export=False)


def test_shipped_pdq_patterns_take_the_summaries_for_professionals(shared: Path) -> None:
    """All eleven real pages for health professionals, and none of the five for patients."""
    with (shared / "guidelines" / "nci_pdq" / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        rows = [(row["audience"], urlsplit(row["url"]).path) for row in csv.DictReader(file, delimiter="\t")]
    include = shipped_list().get("nci-pdq").include
    taken = [who for who, path in rows if any(fnmatchcase(path, pattern) for pattern in include)]
    assert (len(rows), taken) == (16, ["Health Professionals"] * 11)
