"""The Word report, opened again with python-docx: nothing of the report is missing, every link leads where it says."""

import io
import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from evidence.errors import UsageError
from evidence.model import Author, Citation, Claim, Identifiers, Journal
from evidence.report import (
    Agreement,
    AnswerLine,
    Conflict,
    Excluded,
    Measures,
    Removed,
    Report,
    ShortAnswer,
    Stated,
)  # fmt: skip
from research.cli.ask import formats_of
from research.report.docx import to_docx
from research.report.docx_appendix import links
from research.report.docx_parts import safe_address
from research.report.files import write_report
from research.report.styled import styled
from tests.conftest import Fill
from tests.research.forest_rows import estimate
from tests.research.test_report_parts import NOT_FOUND, cited, claim, report, row
from tests.research.test_reports import HOSTILE, report_on, trial

EFFECT = Stated("hazard ratio 0.8", 30, 46)
FIGURES = ("0.83 0.70 0.98", "0.910 0.80 1.04", "0.50 0.30 0.95")


def rich() -> Report:
    """Every part of a report at once: three trials that are drawn, two guidelines, one of them under a concern."""
    trials = [
        cited(
            n,
            identifiers=Identifiers(f"10{n}", f"PMC{n}", f"10.1000/x({n})"),
            url=f"https://pubmed.ncbi.nlm.nih.gov/10{n}/",
        )
        for n in (1, 2, 3)
    ]
    bodies = [
        cited(4, design="guideline", organisation="WHO", url="https://example.org/who?a=1&b=2", reference="WHO. Reference 4."),
        cited(5, design="guideline", organisation="NICE", status="concern", reference="NICE. Reference 5."),
    ]  # fmt: skip
    documents = [*trials, *bodies]
    texts = {n: f"Aspirin reduced stroke in trial {n}." for n in range(1, 6)}
    rows = tuple(
        row(n, effect=EFFECT, estimate=estimate(figures), direction="less", said=EFFECT)
        for n, figures in enumerate(FIGURES, start=1)
    )
    return report(
        *documents,
        claims=tuple(claim(n, texts[n], place=f"p. {n}", grade="WHO: strong" if n == 4 else "") for n in range(1, 6)),
        bottom_line=("c1", "c4"),
        answer=ShortAnswer("yesno", "yes", (AnswerLine("Two say so.", ("c1", "c4")),), method="By rules."),
        table=rows,
        agreements=(Agreement("Less stroke", ("c1", "c2")),),
        conflicts=(Conflict("On stroke they differ", ("c3", "c5")),),
        gaps=("No trial in children was found.",),
        excluded=(Excluded("pubmed:9", "retracted", "A withdrawn trial"),),
        removed=(Removed("Aspirin cures all.", "its quote is not in its source"),),
        limits=("FICTIONAL: all of it.", "For clinicians."),
        measures=Measures(5, 5, 5, 5, 1),
    )


def opened(data: bytes) -> Word:
    return docx.Document(io.BytesIO(data))


def flat(text: str) -> str:
    return " ".join(text.split())


def words(word: Word) -> list[str]:
    """Every paragraph in order, those of tables in their place."""
    found: list[str] = []
    for part in word.iter_inner_content():
        if isinstance(part, Table):
            found += [flat(p.text) for line in part.rows for cell in line.cells for p in cell.paragraphs]
        else:
            found.append(flat(part.text))
    return found


def anchored(word: Word) -> list[tuple[str, str]]:
    """(words, name of the bookmark) of every link within the document."""
    links_ = word.element.body.iter(qn("w:hyperlink"))
    return [(_text(link), link.get(qn("w:anchor"))) for link in links_ if link.get(qn("w:anchor"))]


def outside(word: Word) -> list[tuple[str, str]]:
    """(words, address) of every link to the web."""
    found = []
    for link in word.element.body.iter(qn("w:hyperlink")):
        name = link.get(qn("r:id"))
        if name:
            relation = word.part.rels[name]
            assert relation.is_external
            found.append((_text(link), relation.target_ref))
    return found


def _text(element: object) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))  # type: ignore[attr-defined]


def bookmarks(word: Word) -> dict[str, str]:
    """The name of each bookmark and the paragraph that it begins in."""
    return {
        mark.get(qn("w:name")): flat(Paragraph(mark.getparent(), word).text)  # type: ignore[arg-type]
        for mark in word.element.body.iter(qn("w:bookmarkStart"))
    }


def test_every_claim_quote_and_reference_is_there() -> None:
    """With place, grade and state; the short answer, the table's cells, what is missing, left out and removed."""
    made = rich()
    text = "\n".join(words(opened(to_docx(made))))
    for each in made.claims:
        assert f"“{each.text}” [{each.id[1:]}] p. {each.id[1:]}" in text
        assert all(c.quote in text for c in each.citations)
    for d in made.documents:
        assert f"\n{d.number}. {d.reference}" in text
    for said in (
        made.question, "Two say so. [1][4]", "By rules.", "Less stroke. [1][2]", "On stroke they differ.", "WHO: strong",
        "0.83 (0.70 to 0.98)", "hazard ratio 0.8", "↓ less", "No trial in children was found.", "For clinicians.",
        "Retracted (1): A withdrawn trial (pubmed:9)", "Aspirin cures all.: its quote is not in its source", "aspirin stroke",
        "5 statements, 5 with a citation; 5 citations, 5 of them located word for word in their source; 1 statements removed.",
    ):  # fmt: skip
        assert said in text
    assert words(opened(to_docx(made)))[0] == "FICTIONAL: all of it."


def test_headings_follow_the_page() -> None:
    """One of the first level, the question; the sections below it in the page's order."""
    found = [
        (p.style.name, p.text) for p in opened(to_docx(rich())).paragraphs if p.style and "Heading" in str(p.style.name)
    ]
    assert found[0] == ("Heading 1", "Does aspirin reduce stroke?")
    assert [text for style, text in found if style == "Heading 2"] == [
        "Bottom line", "Summary of findings", "Effects side by side", "Where the evidence agrees",
        "Where the evidence disagrees", "Trials", "Guidelines side by side", "What is missing", "References",
        "How this was searched", "Left out, and why", "Statements removed by the citation check", "Citation check",
        "Limits and intended use",
    ]  # fmt: skip


def test_each_mark_leads_to_its_reference() -> None:
    """The bookmark of [3] begins in the paragraph "3. ..."; every citation of a claim has such a link."""
    made = rich()
    word = opened(to_docx(made))
    targets = bookmarks(word)
    marks = anchored(word)
    assert {shown for shown, _ in marks} == {"[1]", "[2]", "[3]", "[4]", "[5]"}
    for shown, name in marks:
        number = shown.strip("[]")
        reference = made.documents[int(number) - 1].reference
        assert targets[name].startswith(f"{number}. {reference}")


def test_references_have_live_links() -> None:
    """PubMed, PubMed Central, the DOI, and another address where there is one; each address once."""
    assert outside(opened(to_docx(rich())))[:3] == [
        ("PubMed 101", "https://pubmed.ncbi.nlm.nih.gov/101/"),
        ("PMC1", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/"),
        ("DOI 10.1000/x(1)", "https://doi.org/10.1000/x(1)"),
    ]
    assert outside(opened(to_docx(rich())))[-1] == ("Open page", "https://example.org/who?a=1&b=2")
    wrong = cited(1, identifiers=Identifiers("1; x", "1", "x"), url="javascript:alert(1)")
    assert links(wrong) == []


def test_a_drafted_claim_stands_above_its_quotes() -> None:
    """Where a claim is not its source's words, each citation's quote is there, with its own mark."""
    drafted = Claim("c1", "Both found less.", (
        Citation("d1", "d1#0-9", 0, 9, "It fell.", place="p. 2"), Citation("d2", "d2#0-9", 0, 9, "It sank."),
    ))  # fmt: skip
    made = report(cited(1), cited(2), claims=(drafted,), bottom_line=("c1",), sections=())
    assert any("Both found less. “It fell.” [1] p. 2 “It sank.” [2]" in line for line in words(opened(to_docx(made))))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": "retracted"}, "Retracted"),
        ({"status": "concern"}, "Expression of concern"),
        ({"status": "superseded", "replaced_by": "guideline:who/b@2"}, "Superseded by guideline:who/b@2."),
        ({"is_preprint": True}, "Preprint"),
        ({"gone_since": "2020-01-02"}, "Not at its address since 2020-01-02"),
    ],
)
def test_states_are_told_in_words(changes: dict[str, object], said: str) -> None:
    """Beside the quote or the reference, not by a colour."""
    lines = words(opened(to_docx(report(cited(1, **changes)))))
    assert any(line.startswith("1. Reference 1.") and said in line for line in lines)


def test_equal_reports_are_equal_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, whatever the clock says; another quote is another file."""
    made = rich()
    first = to_docx(made)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert to_docx(rich()) == first
    assert to_docx(replace(made, gaps=("Other.",))) != first
    with zipfile.ZipFile(io.BytesIO(first)) as members:
        assert {m.date_time for m in members.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = members.read("docProps/core.xml").decode()
    assert "python-docx" not in core and "dcterms" not in re.sub('xmlns:[a-z]+="[^"]*"', "", core)


def test_it_can_be_read_aloud() -> None:
    """Language and title are set, the first row of each table is a header row, pictures and tables have words."""
    word = opened(to_docx(rich()))
    assert {e.get(qn("w:val")) for e in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert (word.core_properties.title, word.core_properties.language) == ("Does aspirin reduce stroke?", "en-GB")
    assert len(word.tables) == 4
    for table in word.tables:
        assert [bool(list(line._tr.iter(qn("w:tblHeader")))) for line in table.rows] == [
            True,
            *[False] * (len(table.rows) - 1),
        ]
        assert [e.get(qn("w:val")) for e in table._tbl.iter(qn("w:tblCaption"))] != [""]
    (picture,) = word.element.body.iter(qn("wp:docPr"))
    assert "[1] Study1 2020 (RCT, level 2) 0.83 (0.70 to 0.98)" in picture.get("descr")


def test_no_picture_of_names_that_the_font_cannot_draw() -> None:
    """The table says it all the same, and a line says that there is no picture."""
    made = rich()
    strange = replace(made, table=(replace(made.table[0], study="漢字 2020"), *made.table[1:]))
    word = opened(to_docx(strange))
    assert list(word.element.body.iter(qn("wp:docPr"))) == []
    assert any(line.startswith("This plot is not drawn here") for line in words(word))
    assert "漢字 2020" in words(word)


def test_where_nothing_answers() -> None:
    """The sentence of the limits stands first, and no reference list."""
    lines = words(opened(to_docx(report(limits=(NOT_FOUND,)))))
    assert lines[3] == NOT_FOUND
    assert "References" not in lines


@pytest.mark.parametrize("evil", [*HOSTILE, "\x00\x0b\x1b[31m\ufffe\uffff", "a\r\nb\tc", "{ HYPERLINK calc.exe }"])
def test_hostile_text_is_text(fill: Fill, folder: Path, evil: str) -> None:
    """The file has the same elements as a harmless record's, every quote as it stands, and links to the web alone."""
    made = {}
    for name, text in (("harmless", "plain"), ("hostile", evil)):
        fill(trial(1, text))
        made[name] = report_on(folder)
    assert made["hostile"].claims
    word = opened(to_docx(made["hostile"]))
    allowed = {e.tag for e in opened(to_docx(made["harmless"])).element.iter()}
    assert {e.tag for e in word.element.iter()} <= allowed | {qn("w:hyperlink"), qn("w:i")}
    text = "\n".join(words(word))
    for each in made["hostile"].claims:
        assert flat(re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]", "", each.text)) in text
    assert all(re.match('https?://[^\\s<>"{}]+$', address) for _, address in outside(word))


def test_a_long_title(fill: Fill, folder: Path) -> None:
    """Stands in the reference, letter by letter."""
    fill(trial(1, "plain", title="Aspirin and stroke in migraine " + "x" * 5000))
    assert any("x" * 5000 in line for line in words(opened(to_docx(report_on(folder)))))


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ('https://example.org/"<x> {y}', "https://example.org/%22%3Cx%3E%20%7By%7D"),
        ("https://example.org/50%", "https://example.org/50%25"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/a#b#c", "https://example.org/a#b%23c"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
        ("http://[bad", ""),
        ("https://example.org:x/", ""),
        ("https://", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("//example.org", ""),
        ("", ""),
        ("https://example.org/\x00", ""),
        ("https://example.org/" + "x" * 2000, ""),
    ],
)
def test_addresses(url: str, address: str) -> None:
    """Word takes a file for damaged that holds a bad address: it is escaped, or there is no link."""
    assert safe_address(url) == address


def test_the_references_in_another_style() -> None:
    """Each as that style prints it, under the same number; an unknown style is refused."""
    smith = cited(1, authors=(Author("Smith", "Jo", "J"),), journal=Journal("", "Lancet", "", "12", "3", "108-9"))
    made = styled(report(smith), "ama")
    assert made.documents[0].reference == "Smith J. Aspirin and stroke. Lancet. 2020;12(3):108-109."
    assert any(line.startswith(f"1. {made.documents[0].reference}") for line in words(opened(to_docx(made))))
    with pytest.raises(UsageError, match="vancouver, ama"):
        styled(report(smith), "apa")


def test_pages_are_numbered() -> None:
    """By a field in the footer."""
    footer = opened(to_docx(rich())).sections[0].footer
    assert [e.get(qn("w:instr")) for e in footer._element.iter(qn("w:fldSimple"))] == ["PAGE"]


def test_it_is_written_beside_the_others(tmp_path: Path) -> None:
    """`--format docx` is a format, and the file opens."""
    assert formats_of("md,docx") == ("md", "docx")
    paths = write_report(rich(), tmp_path, ("md", "docx"))
    assert [p.name for p in paths] == ["report.md", "report.docx"]
    assert words(docx.Document(str(paths[1])))[1] == "Does aspirin reduce stroke?"


def test_a_real_run_is_whole(fill: Fill, folder: Path) -> None:
    """From a library to the file: quotes, the reference in Vancouver style and its link to PubMed."""
    authors = (Author("Muster", "Erika", "E"),)
    fill(trial(1, "plain", authors=authors, journal=Journal("J", "J Test", "", "1", "2", "1008-1012"),
               identifiers=Identifiers("1"), url="https://pubmed.ncbi.nlm.nih.gov/1/"))  # fmt: skip
    word = opened(to_docx(report_on(folder)))
    line = next(line for line in words(word) if line.startswith("1. Muster E."))
    assert line.startswith("1. Muster E. Aspirin and stroke in migraine plain. J Test. 2020;1(2):1008-12. PMID: 1.")
    assert outside(word) == [("PubMed 1", "https://pubmed.ncbi.nlm.nih.gov/1/")]
