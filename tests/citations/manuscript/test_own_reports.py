"""Reports of ours, in every form that we write, read back: the same claims with the same references, and no others."""

from pathlib import Path

import pytest

from citations.manuscript.model import Manuscript
from citations.manuscript.read import read_manuscript
from evidence.report import Report
from research.report.docx import to_docx
from research.report.html import to_html
from research.report.markdown import to_markdown
from tests.conftest import Fill
from tests.research.test_reports import report_on, trial


@pytest.fixture
def report(fill: Fill, folder: Path) -> Report:
    """Two trials that answer, so that there is a table of findings beside the quotes."""
    fill(trial(1, "in Osterby"), trial(2, "in Westerby", body="Aspirin did not reduce stroke in adults with migraine."))
    return report_on(folder)


def _read_back(report: Report) -> list[Manuscript]:
    forms = (("md", to_markdown(report).encode()), ("html", to_html(report).encode()), ("docx", to_docx(report)))
    return [read_manuscript(data, f"report.{ending}") for ending, data in forms]


def test_every_quote_is_read_with_its_reference(report: Report) -> None:
    """Each claim of the report stands in each form, as quoted, with the number of its document."""
    numbers = {document.id: str(document.number) for document in report.documents}
    expected = {(f"“{c.text}”", numbers[c.citations[0].document_id]) for c in report.claims}
    assert expected
    for found in _read_back(report):
        read = {(s.text, key) for s in found.statements if s.is_claim for m in s.marks for key in m.keys}
        assert expected <= read


def test_the_forms_agree_and_the_appendix_claims_nothing(report: Report) -> None:
    """Markdown, HTML and Word give the same claims; each cites, and each entry of the list is read once."""
    read = [[(s.text, [m.keys for m in s.marks]) for s in m.statements if s.is_claim] for m in _read_back(report)]
    assert read[0] == read[1] == read[2]
    assert [text for text, marks in read[0] if not marks] == []
    for found in _read_back(report):
        assert [r.key for r in found.references] == [str(d.number) for d in report.documents]
        assert found.notes == ()
