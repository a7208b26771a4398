"""References in a style from a file, which the test writes itself, through citeproc-py. All records are fictional."""

import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from citations.references import format_reference, reference_list
from evidence.errors import UsageError
from evidence.model import Author, Document, Identifiers, Journal, Notice, Published
from tests.fakes import document

pytest.importorskip("citeproc", reason="the extra `styles` is not installed")

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" '
    'default-locale="en-US"><info><title>Tiny</title><id>tiny</id><updated>2020-01-01T00:00:00+00:00</updated></info>'
    '<citation><layout><text variable="title"/></layout></citation>'
)
NAMES = (
    '<names variable="author"><name name-as-sort-order="all" initialize-with=". " and="symbol" '
    'delimiter-precedes-last="always" delimiter=", "/></names>'
)
YEAR = '<date variable="issued" prefix=" (" suffix="). "><date-part name="year"/></date>'
PLACE = (
    '<text variable="title" suffix=". "/><text variable="container-title" font-style="italic"/>'
    '<text variable="volume" prefix=", "/><text variable="issue" prefix="(" suffix=")"/>'
    '<text variable="page" prefix=", "/><text variable="DOI" prefix=". https://doi.org/"/>'
)
NUMBER = '<text variable="citation-number" prefix="[" suffix="] "/>'


def layout(inside: str) -> str:
    return f"{HEAD}<bibliography><layout>{inside}</layout></bibliography></style>"


Write = Callable[[str], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Put a style into a file, and give its path."""

    def put(text: str) -> str:
        path = tmp_path / "tiny.csl"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return put


def record(**changes: object) -> Document:
    """A trial by two people in a journal's volume."""
    values = {
        "title": "Aspirin in <i>stroke</i>.",
        "authors": (Author("Smith", "Jo Ann", "JA"), Author("Doe", "Max", "M")),
        "journal": Journal("The Lancet", "Lancet", volume="395", issue="2", pages="1008-12"),
        "published": Published("2020-03-05", "day"),
        "identifiers": Identifiers("1", doi="10.1/x"),
    }
    return document(1, **(values | changes))  # type: ignore[arg-type]


def test_a_style_from_a_file(write: Write) -> None:
    """The file's own order, initials and punctuation, without markup; no warning reaches the caller."""
    style = write(layout(NAMES + YEAR + PLACE))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        line = format_reference(record(), style)
    assert (
        line == "Smith, J. A., & Doe, M. (2020). Aspirin in stroke. The Lancet, 395(2), 1008–12. https://doi.org/10.1/x"
    )


def test_the_list_gives_the_number_not_the_style(write: Write) -> None:
    """Each reference is made by itself, so a style's own number would always be 1."""
    style = write(layout(NUMBER + NAMES + YEAR + PLACE))
    lines = reference_list([record(), record(title="Statins")], style).splitlines()
    assert [line[:9] for line in lines] == ["1. Smith,", "2. Smith,"]


def test_a_retraction_stands_before_the_title(write: Write) -> None:
    """In any style."""
    style = write(layout(NAMES + YEAR + PLACE))
    retracted = record(status="retracted", notices=(Notice("retracted", "pubmed:77", "pubmed"),))
    assert "RETRACTED: Aspirin in stroke" in format_reference(retracted, style)


@pytest.mark.parametrize(
    "changes",
    [
        {"authors": ()},
        {"authors": (Author("Plato"), Author(collective="Trial Group"), Author("Roe", "A", "A", suffix="Jr"))},
        {"journal": Journal(), "published": Published(), "identifiers": Identifiers()},
        {"title": 'İ<span class="nocase">x</span> & "q" {b} % \\ 🧪\nnext'},
        {"title": "Aspirin " * 700},
        {"published": Published("2020-03", "month")},
        {"authors": (), "organisation": "WHO"},
    ],
)
def test_poor_and_hostile_records(changes: dict[str, object], write: Write) -> None:
    """One line with the title in it, whatever is missing or strange."""
    line = format_reference(record(**changes), write(layout(NAMES + YEAR + PLACE)))
    assert "\n" not in line
    title = str(changes.get("title", "Aspirin in stroke"))
    assert title.split()[-1] in line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not well-formed XML"),
        ("<style", "not well-formed XML"),
        ("<html/>", "is not a CSL style"),
        ('<!DOCTYPE style [<!ENTITY a "b">]>' + layout(PLACE).split("\n", 1)[1], "is not a CSL style"),
        (HEAD + "</style>", "prints no reference list"),
        (HEAD.replace("</info>", '<link rel="independent-parent" href="http://example.org/apa"/></info>') + "</style>",
         "Use the style that it points to: http://example.org/apa"),
        (layout('<text macro="missing"/>'), "asks for what citeproc-py cannot do"),
        (f'{HEAD}<macro name="m"><text macro="m"/></macro><bibliography><layout><text macro="m"/></layout></bibliography></style>',
         "asks for what citeproc-py cannot do"),
        (layout('<text variable="publisher"/>'), "prints nothing for Aspirin"),
    ],
)  # fmt: skip
def test_a_style_that_cannot_be_used_is_told_in_a_sentence(text: str, said: str, write: Write) -> None:
    """Never with a traceback, nor with the words of a parser."""
    with pytest.raises(UsageError, match=said):
        format_reference(record(), write(text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Is named."""
    with pytest.raises(UsageError, match=r"none.csl cannot be read \(No such file"):
        format_reference(record(), str(tmp_path / "none.csl"))


def test_without_citeproc_the_way_to_it_is_named(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pip line of the extra."""
    monkeypatch.setitem(sys.modules, "citeproc", None)
    with pytest.raises(UsageError, match=r'pip install "evidence-engine\[styles\]"'):
        format_reference(record(), write(layout(PLACE)))
