"""Retraction data of others: Retraction Watch's CSV, Crossref's JSON, lists of DOIs."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from evidence.errors import UsageError
from evidence.external import ExternalNotice
from indexers.intake import Refused
from indexers.retractions.read import read_retractions
from indexers.retractions.watch import MAX_FIELD

COLUMNS = (
    "Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author", "URLS", "ArticleType",
    "RetractionDate", "RetractionDOI", "RetractionPubMedID", "OriginalPaperDate", "OriginalPaperDOI",
    "OriginalPaperPubMedID", "RetractionNature", "Reason", "Paywalled", "Notes",
)  # fmt: skip
ROW = {
    "Record ID": "7",
    "Title": 'Zinc, "really", for colds',
    "RetractionDate": "1/31/2020 0:00",
    "RetractionDOI": "10.1000/Notice.1",
    "RetractionPubMedID": "222",
    "OriginalPaperDOI": "https://doi.org/10.1000/ABC.1",
    "OriginalPaperPubMedID": "111",
    "RetractionNature": "Retraction",
    "Reason": "+Unreliable Results;+Investigation by Journal/Publisher;",
    "Notes": "see also\n8,a line that looks like a record",
}
NOTICE = ExternalNotice(
    "10.1000/abc.1", "111", "retraction", "10.1000/notice.1", "222", "2020-01-31", "retraction-watch",
    ("Unreliable Results", "Investigation by Journal/Publisher"),
)  # fmt: skip


def watch(*rows: dict[str, str], mark: str = ",", columns: tuple[str, ...] = (*COLUMNS, "")) -> str:
    """A file as Crossref publishes it: its lines end in a comma, so there is one more column, without a name."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=mark, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(folder: Path, content: str | bytes, name: str = "file") -> list[ExternalNotice | Refused]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_retractions(path))


def refusals(items: list[ExternalNotice | Refused]) -> list[Refused]:
    return [item for item in items if isinstance(item, Refused)]


@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: gzip.compress(text.encode()),
        lambda text: text.replace("Zinc", "Zinc für").encode("latin-1"),
        lambda text: text.replace("\r\n", "\n").encode(),
    ],
    ids=["utf-8", "BOM", "UTF-16", "gzip", "latin-1", "Unix lines"],
)
def test_retraction_watch_row(tmp_path: Path, encode: object) -> None:
    """Every column that counts, DOIs bare and in lower case, the day in ISO; in any encoding that such files come in."""
    assert read(tmp_path, encode(watch(ROW))) == [NOTICE]  # type: ignore[operator]


def test_columns_are_known_by_name(tmp_path: Path) -> None:
    """In any order, without those that are not needed, and with a semicolon or tab between them."""
    few = ("RetractionNature", "Notes", "OriginalPaperDOI")
    row = {c: ROW[c] for c in few}
    assert read(tmp_path, watch(ROW, mark=";")) == read(tmp_path, watch(ROW, mark="\t")) == [NOTICE]
    assert read(tmp_path, watch(row, columns=few)) == [ExternalNotice("10.1000/abc.1", "", "retraction")]


@pytest.mark.parametrize(
    ("nature", "kind"),
    [
        ("Retraction", "retraction"),
        ("Expression of concern", "concern"),
        ("Expression of Concern ", "concern"),
        ("Correction", "correction"),
        ("Reinstatement", "reinstatement"),
    ],
)
def test_natures(tmp_path: Path, nature: str, kind: str) -> None:
    (found,) = read(tmp_path, watch(ROW | {"RetractionNature": nature}))
    assert isinstance(found, ExternalNotice)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("RetractionDate", "12/1/2019", "date", "2019-12-01"),
        ("RetractionDate", "2019-12-01T00:00:00Z", "date", "2019-12-01"),
        ("RetractionDate", "31/12/2019 0:00", "date", ""),
        ("RetractionDate", "2/30/2019 0:00", "date", ""),
        ("RetractionDate", "soon", "date", ""),
        ("RetractionDOI", "Unavailable", "notice_doi", ""),
        ("RetractionDOI", "xx10.1007/978-3", "notice_doi", ""),
        ("RetractionPubMedID", "0", "notice_pmid", ""),
        ("OriginalPaperPubMedID", "0", "pmid", ""),
        ("OriginalPaperPubMedID", "00123", "pmid", "123"),
        ("OriginalPaperPubMedID", "123.0", "pmid", "123"),
        ("OriginalPaperPubMedID", "PMC123", "pmid", ""),
        ("OriginalPaperDOI", "unavailable", "doi", ""),
        ("OriginalPaperDOI", " doi:10.1002/1096(200007)74:3%3C201::AID-X%3E3.0.CO;2-5", "doi",
         "10.1002/1096(200007)74:3<201::aid-x>3.0.co;2-5"),
        ("Reason", "", "reasons", ()),
    ],
)  # fmt: skip
def test_values(tmp_path: Path, column: str, text: str, field: str, value: object) -> None:
    """What is no date or identifier is none; the rest of the row stands."""
    (found,) = read(tmp_path, watch(ROW | {column: text}))
    assert getattr(found, field) == value


def test_row_that_names_no_article(tmp_path: Path) -> None:
    """It says so: then it is a notice that nothing can be joined to. It tries to name one: then it is refused."""
    nothing = {"OriginalPaperDOI": "unavailable", "OriginalPaperPubMedID": "0"}
    (found,) = read(tmp_path, watch(ROW | nothing))
    assert isinstance(found, ExternalNotice)
    assert (found.doi, found.pmid) == ("", "")
    (refused,) = read(tmp_path, watch(ROW | nothing | {"OriginalPaperDOI": "x10.1000/abc"}))
    assert refused == Refused("file, lines 2 to 3", "neither a DOI nor a PMID: 'x10.1000/abc', '0'")


def test_hostile_rows_cost_only_themselves(tmp_path: Path) -> None:
    """A NUL byte, a field of 10 MB, too few and too many cells, a nature from elsewhere: each named by its lines."""
    plain = ROW | {"Notes": ""}
    content = watch(
        plain | {"Journal": "J\0"},
        plain,
        plain | {"Author": "x" * (10 * MAX_FIELD)},
        plain | {"RetractionNature": "Applause"},
    )
    items = read(tmp_path, content + "1,2,3\r\n" + "9," * 40 + "9\r\n\r\n" + watch(plain).splitlines()[1])
    assert [item for item in items if isinstance(item, ExternalNotice)] == [NOTICE, NOTICE]
    assert [(r.record, r.reason.partition(":")[0]) for r in refusals(items)] == [
        ("file, line 2", "it holds a NUL byte"),
        ("file, line 4", f"field larger than field limit ({MAX_FIELD})"),
        ("file, line 5", "a nature that is not known here"),
        ("file, line 6", "3 cells instead of 21"),
        ("file, line 7", "41 cells instead of 21"),
    ]


def test_open_quotation_mark_names_the_lines_it_swallowed(tmp_path: Path) -> None:
    """They are not lost in silence."""
    plain = ROW | {"Notes": "", "Title": "Zinc"}
    lines = watch(plain, plain, plain).splitlines(keepends=True)
    lines[2] = lines[2].replace("Zinc", '"Zinc')
    items = read(tmp_path, "".join(lines))
    assert items[0] == NOTICE
    assert [r.record for r in refusals(items)] == ["file, lines 3 to 4"]


def works(*items: object) -> dict[str, object]:
    return {"status": "ok", "message-type": "work-list", "message": {"total-results": len(items), "items": items}}


def update(doi: str, kind: str = "retraction", **more: object) -> dict[str, object]:
    return {"DOI": doi, "type": kind, "label": kind.title(), **more}


DAY = {"updated": {"date-parts": [[2023, 4, 2]], "timestamp": 1}}
CROSSREF = ExternalNotice("10.1000/a", "", "retraction", "10.1000/n", date="2023-04-02", source="crossref")
NOTICE_WORK = {"DOI": "10.1000/N", "title": ["Retraction"], "update-to": [update("10.1000/A", **DAY)]}
ARTICLE_WORK = {"DOI": "10.1000/a", "update-to": None, "updated-by": [update("10.1000/n", **DAY)]}


@pytest.mark.parametrize("work", [NOTICE_WORK, ARTICLE_WORK], ids=["update-to", "updated-by"])
def test_crossref_works_in_every_shape(tmp_path: Path, work: dict[str, object]) -> None:
    """From the notice's side and the article's; alone, in an answer, in a list, one on each line."""
    empty = {"DOI": "10.1000/other", "title": ["No updates"]}
    shapes = [
        json.dumps(work),
        json.dumps({"status": "ok", "message-type": "work", "message": work}),
        json.dumps(works(empty, work), indent=1),
        json.dumps({"items": [work]}),
        json.dumps([work, empty]),
        f"{json.dumps(work)}\n{json.dumps(empty)}\n",
    ]
    for shape in shapes:
        assert read(tmp_path, shape) == [CROSSREF]


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("retraction", "retraction"),
        ("partial_retraction", "retraction"),
        ("withdrawal", "retraction"),
        ("removal", "retraction"),
        ("expression_of_concern", "concern"),
        ("Expression of Concern", "concern"),
        ("expression-of-concern", "concern"),
        ("correction", "correction"),
        ("corrigendum", "correction"),
        ("erratum", "correction"),
        ("reinstatement", "reinstatement"),
    ],
)
def test_crossref_types(tmp_path: Path, type_: str, kind: str) -> None:
    (found,) = read(tmp_path, json.dumps({"DOI": "10.1000/n", "update-to": [update("10.1000/a", type_)]}))
    assert found == ExternalNotice("10.1000/a", "", kind, "10.1000/n", source="crossref")  # type: ignore[arg-type]


def test_crossref_updates_that_take_nothing_back(tmp_path: Path) -> None:
    """A new version is none of these; a type that nobody has heard of is refused by name."""
    work = {"DOI": "10.1000/n", "update-to": [update("10.1000/a", "new_version"), update("10.1000/a", "praise")]}
    (refused,) = read(tmp_path, json.dumps(work))
    assert refused == Refused("file, work 1 (10.1000/n)", "an update of a kind that is not known here: 'praise'")


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ([[2020, 1]], "2020-01"),
        ([[2020]], "2020"),
        ([[None]], ""),
        ([], ""),
        ([[2020, 13, 1]], ""),
        ("x", ""),
        (None, ""),
    ],
)
def test_crossref_dates_are_as_precise_as_they_are(tmp_path: Path, parts: object, date: str) -> None:
    work = {"DOI": "10.1000/n", "update-to": [update("10.1000/a", updated={"date-parts": parts})]}
    (found,) = read(tmp_path, json.dumps(work))
    assert isinstance(found, ExternalNotice)
    assert found.date == date


def test_bad_work_costs_only_itself(tmp_path: Path) -> None:
    """Another type where a list should be, a DOI that is none."""
    bad = [{"DOI": 7}, 7, {"DOI": "10.1000/n", "update-to": "x"}, {"DOI": "10.1000/n", "update-to": [update("none")]}]
    items = read(tmp_path, json.dumps(works(*bad, NOTICE_WORK)))
    assert items[-1] == CROSSREF
    assert [r.record for r in refusals(items)] == [
        "file, work 1", "file, work 2", "file, work 3", "file, work 4 (10.1000/n)",
    ]  # fmt: skip


def test_lists_of_dois(tmp_path: Path) -> None:
    """An article whose notice stands in its own place is real; a key that is no DOI is refused."""
    content = {
        "retractions": {
            "10.1000/A": "10.1000/N",
            "10.1000/self": "10.1000/self",
            "none": "10.1000/n",
            "10.1000/b": None,
        },
        "concerns": {"10.1000/c": "Unavailable"},
    }
    items = read(tmp_path, json.dumps(content, indent=2))
    assert items == [
        ExternalNotice("10.1000/a", "", "retraction", "10.1000/n", source="forrt"),
        ExternalNotice("10.1000/self", "", "retraction", "10.1000/self", source="forrt"),
        Refused("file, 'none'", "not a DOI"),
        ExternalNotice("10.1000/b", "", "retraction", source="forrt"),
        ExternalNotice("10.1000/c", "", "concern", source="forrt"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n", "the file is empty"),
        (b" " * 5000, "the file is empty"),
        ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "it is XML or a web page"),
        ("<!doctype html><title>503</title>", "it is XML or a web page"),
        ("PK\x03\x04", "it is of a kind that is not known here"),
        ("Title,Author\nZinc,Ann\n", "it is of a kind that is not known here"),
        (b"\x00" * 100, "it is of a kind that is not known here"),
        (watch(ROW).replace("\n", ""), "its first line cannot be read"),
        ('{"a": 1}', "JSON of another form"),
        ('{"retractions": ["10.1000/a"]}', "JSON of another form"),
        ('{"message": "Resource not found."}', "JSON of another form"),
        ('{"retractions": {"10.1000/a": "10.1000/n"', "it is not JSON that can be read"),
        ('{"DOI": "10.1000/a", ', "it is not JSON that can be read"),
        ("[" * 100_000, "it is not JSON that can be read"),
        (b'{"retractions": {"10.1000/\xff": ""}}', "it is not JSON that can be read"),
        (gzip.compress(watch(ROW).encode())[:-20], "the compressed data end early or are damaged"),
        (b"\xff\xfe\x00\xd8\x00", "it begins as UTF-16 and is not"),
    ],
)  # fmt: skip
def test_other_files_are_refused(tmp_path: Path, content: str | bytes, reason: str) -> None:
    """One refusal, called by the file's name, with a plain reason; nothing of the file is given."""
    (refused,) = read(tmp_path, content)
    assert isinstance(refused, Refused)
    assert refused.record == "file"
    assert refused.reason.startswith(reason)


def test_file_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it fills the memory."""
    monkeypatch.setattr("indexers.retractions.whole.MAX_BYTES", 1 << 20)
    (refused,) = read(tmp_path, gzip.compress(b" " * (3 << 20)))
    assert refused == Refused("file", "it is larger than 1 MB: split it")


def test_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        list(read_retractions(tmp_path / "none.csv"))


def test_real_list_of_dois(shared: Path) -> None:
    """59,876 retractions and 1,666 concerns, every one read; 13,291 and 52 articles are their own notice."""
    items = list(read_retractions(shared / "retractions" / "dois.json.gz"))
    assert refusals(items) == []
    notices = [item for item in items if isinstance(item, ExternalNotice)]
    for kind, many, own in (("retraction", 59_876, 13_291), ("concern", 1_666, 52)):
        found = [n for n in notices if n.kind == kind]
        assert (len(found), sum(n.doi == n.notice_doi for n in found)) == (many, own)
    assert all(n.doi == n.doi.lower() and n.doi.startswith("10.") for n in notices)
    assert ExternalNotice("10.1002/(sici)1096-8628(19961230)66:4<403::aid-ajmg4>3.0.co;2-l", "", "retraction") in {
        ExternalNotice(n.doi, n.pmid, n.kind) for n in notices
    }
