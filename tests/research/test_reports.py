"""Pages drawn from hostile records: what a source says is text, in HTML and in Markdown, whatever it holds."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree, html

from evidence.errors import UsageError
from evidence.model import Author, Document, Identifiers, Journal
from evidence.report import Policy, Report
from evidence.settings import Settings
from research.cli.console import say
from research.loop import run
from research.plan import make_plan
from research.report.html import to_html
from research.report.markdown import to_markdown
from research.report.terminal import answer_lines
from research.runs import record
from research.wiring import open_engine
from tests.conftest import Fill
from tests.fakes import document

QUESTION = "Does aspirin reduce stroke in adults with migraine?"
ANSWER = "Aspirin reduced stroke in adults with migraine (HR 0.50, 95% CI 0.40 to 0.60)."
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></q></li><h1>Retracted</h1>",
    "</title><base href=//evil.example>",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "<!-- --> <![CDATA[ ]]>",
    "' onmouseover='alert(1)",
    "{{7*7}} ${7*7} %s %(x)s {0}",
    "\u202egnitirw\u202c \u2066x\u2069",
    "café — 阿司匹林 \U0001f48a",
]


def trial(number: int, evil: str, **changes: object) -> Document:
    """A trial that answers the question, with something hostile wherever a record can hold text."""
    values: dict[str, object] = {
        "title": f"Aspirin and stroke in migraine {evil}",
        "body": f"Aspirin {evil} reduced stroke in adults with migraine (HR 0.50, 95% CI 0.40 to 0.60).",
        "design": "rct",
        "authors": (Author(evil, evil, evil),),
        "journal": Journal(evil, evil, volume=evil, pages=evil),
        "identifiers": Identifiers(doi=evil),
        "url": "https://example.org/?q=" + evil,
        "licence": evil,
    }
    return document(number, **(values | changes))


def report_on(folder: Path, question: str = QUESTION) -> Report:
    """A report by words alone."""
    engine = open_engine(Settings(library=folder, embedder="none"))
    return run(make_plan(question), engine, Policy())


def tags(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes."""
    root = html.document_fromstring(page)
    return [(str(e.tag), tuple(sorted(map(str, e.attrib)))) for e in root.iter(etree.Element)]


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_is_text(fill: Fill, folder: Path, tmp_path: Path, evil: str) -> None:
    """The page has the same elements as a harmless record's page, and shows the hostile text letter by letter."""
    fill(trial(1, evil))
    report = report_on(folder, f"Does aspirin {evil} reduce stroke in adults with migraine?")
    page = to_html(report)
    allowed = {"html", "head", "meta", "title", "style", "body", "main", "section", "p", "h1", "h2", "h3", "ul", "ol", "li",
               "q", "span", "a", "div", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "code", "strong"}  # fmt: skip
    attributes = {"class", "id", "href", "value", "lang", "charset", "name", "content", "http-equiv"}
    found = tags(page)
    assert {tag for tag, _ in found} <= allowed
    assert {a for _, names in found for a in names} <= attributes
    assert sum(tag == "h1" for tag, _ in found) == 1
    root = html.document_fromstring(page)
    assert " ".join(root.findtext(".//h1").split()) == report.question.replace(
        "\u202e", ""
    )  # digits would run backwards
    shown = {" ".join(q.text_content().split()) for q in root.iter("q")}
    assert shown == {" ".join(claim.text.replace("\u202e", "").split()) for claim in report.claims}
    assert report.claims


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("vbscript:x", False),
        ("//evil.example/x", False),
        ("", False),
        ("https://pubmed.ncbi.nlm.nih.gov/1/", True),
        ('https://example.org/"onclick="alert(1)', True),
    ],
)
def test_only_web_addresses_are_links(fill: Fill, folder: Path, url: str, linked: bool) -> None:
    """A record's address is followed by a click, so nothing but http and https is one."""
    fill(trial(1, "x", url=url))
    root = html.document_fromstring(to_html(report_on(folder)))
    outside = [a.get("href") for a in root.iter("a") if not str(a.get("href")).startswith("#")]
    assert outside == ([url] if linked else [])


def test_page_is_whole_and_needs_nothing_else(fill: Fill, folder: Path) -> None:
    """Well-formed, no script, and nothing fetched when it is opened; each mark leads to its reference."""
    fill(trial(1, "x"), trial(2, "y", body="Aspirin did not reduce stroke in adults with migraine (HR 0.99)."))
    page = to_html(report_on(folder))
    body = page.replace("<!doctype html>", "")
    etree.fromstring(re.sub(r"<(meta[^>]*)>", r"<\1/>", body).encode())
    root = html.document_fromstring(page)
    for tag in ("script", "link", "img", "iframe", "object", "embed", "form", "base"):
        assert list(root.iter(tag)) == []
    assert re.findall(r"@import|url\(", page) == []
    ids = {e.get("id") for e in root.iter(etree.Element)}
    assert [
        a.get("href") for a in root.iter("a") if str(a.get("href")).startswith("#") and a.get("href")[1:] not in ids
    ] == []


def test_control_characters_do_not_break_the_page(
    fill: Fill, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor the log, nor the terminal: an escape sequence in a title never reaches it."""
    fill(trial(1, "\x1b[31mred\x1b[0m \x07\x08"))
    report = report_on(folder)
    say("\n".join(answer_lines(report)))
    assert "\x1b" not in capsys.readouterr().out
    assert "\x1b" not in to_markdown(report)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", to_html(report))
    assert record(tmp_path, report) == ""
    assert json.loads((tmp_path / "runs.jsonl").read_text(encoding="utf-8"))["run"]["id"] == report.run.id


def test_a_title_of_100_kilobytes(fill: Fill, folder: Path) -> None:
    """Is a page still."""
    fill(trial(1, "aspirin <b> " * 8_000))
    report = report_on(folder)
    assert {tag for tag, _ in tags(to_html(report))} & {"b"} == set()
    to_markdown(report)


@pytest.mark.parametrize(
    "evil",
    ["a | b", "a \\| b", "x\n# Heading", "x\n\n| --- |", "x\r\n- item", "# x", "<b>x</b>", "[x](javascript:alert(1))", "```\ncode",
     "![x](http://evil.example/x.png)", "x\u2028# y", "http://evil.example"],
)  # fmt: skip
def test_markdown_stays_in_its_place(fill: Fill, folder: Path, evil: str) -> None:
    """Headings, rows of tables and pictures are the report's own: a record cannot add one."""
    fill(trial(1, "x"))
    clean = to_markdown(report_on(folder))
    fill(trial(1, evil, revised="2025-01-01"))
    text = to_markdown(report_on(folder))

    def shape(markdown: str) -> tuple[list[str], int, set[int]]:
        headings = [line for line in markdown.splitlines() if re.match(r"\s{0,3}#", line)]
        rows = [line for line in markdown.splitlines() if line.lstrip().startswith("|")]
        return headings, len(rows), {len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in rows}

    assert shape(text) == shape(clean)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search(r"<[a-z/!]", text)
    assert "```" not in text


def test_markdown_of_a_question_with_pipes(fill: Fill, folder: Path) -> None:
    """The table of searches keeps its columns."""
    fill(trial(1, "x"))
    page = to_markdown(report_on(folder, f"{QUESTION} | a | b"))
    tables = [part.splitlines() for part in page.split("\n\n") if part.startswith("|")]
    columns = [{len(re.findall(r"(?<!\\)\|", row)) - 1 for row in rows} for rows in tables]
    assert all(len(counts) == 1 for counts in columns)
    assert {7} in columns  # the searches'
    assert any("a \\| b" in row for rows in tables for row in rows)


@given(evil=st.text(max_size=60))
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_is_a_page(fill: Fill, folder: Path, evil: str) -> None:
    """One heading, with the question in it, and no element that the page does not have."""
    if not folder.exists():
        fill(trial(1, "x"))
    try:
        report = report_on(folder, f"Does aspirin reduce stroke? {evil}")
    except UsageError:
        assert any("\ud800" <= c <= "\udfff" for c in evil)
        return
    root = html.document_fromstring(to_html(report))
    assert len(root.findall(".//h1")) == 1
    assert to_markdown(report).splitlines()[0].startswith("# Does aspirin")
