"""Guidelines in a report: set side by side with their own grades, and an old edition never without saying so."""

from pathlib import Path

from evidence.model import Document, Link, Recommendation
from evidence.report import Report
from evidence.settings import Settings
from research.loop import run
from research.plan import make_plan
from research.policy import Asked, policy_for
from research.report.html import to_html
from research.report.markdown import to_markdown
from research.wiring import open_engine
from tests.conftest import Fill
from tests.fakes import Published, document

QUESTION = "Should women aged 45 be screened for breast cancer with mammography?"
FOR = "We recommend mammography screening for breast cancer in women aged 45 to 74 years."
AGAINST = "We recommend against routine mammography screening for breast cancer in women aged 45 years."
OLD, NEW = "guideline:alpha/breast@2016-01-01", "guideline:alpha/breast@2024-04-30"


def guideline(document_id: str, body: str, words: str, strength: str, **changes: object) -> Document:
    """A guideline's page with one recommendation."""
    title = f"Breast cancer screening: {body}"
    start = len(title) + 2
    edition = document_id.partition("@")[2]
    values: dict[str, object] = {
        "id": document_id, "source": document_id.partition(":")[2].partition("/")[0], "form": "html",
        "design": "guideline", "organisation": body, "edition": edition, "published": Published(edition, "day"),
        "recommendations": (Recommendation(start, start + len(words), "GRADE", strength, "moderate"),),
        "url": "https://example.org/",
    }  # fmt: skip
    return document(1, title=title, body=words, **(values | changes))


def ask(folder: Path, *allow: str) -> Report:
    """A report on the question."""
    settings = Settings(library=folder, embedder="none")
    policy = policy_for(settings, Asked(allow=allow))
    return run(make_plan(QUESTION, policy.filters), open_engine(settings), policy)


def test_guidelines_that_conflict_stand_side_by_side(folder: Path, fill: Fill) -> None:
    """Each body's words with its edition and its grade; neither is left out for disagreeing."""
    fill(
        guideline(NEW, "Alpha Society", FOR, "strong"),
        guideline("guideline:beta/breast@2023-01-01", "Beta College", AGAINST, "conditional"),
    )
    report = ask(folder)
    table = to_markdown(report).partition("## Guidelines side by side")[2].partition("\n## ")[0]
    found = (line for line in table.splitlines() if "Alpha" in line or "Beta" in line)
    rows = sorted(found, key=lambda line: line.split(" | ")[1])
    assert [r.split(" | ")[1:] for r in rows] == [
        ["Alpha Society", "2024-04-30", f"“{FOR}”", "GRADE: strong, certainty: moderate |"],
        ["Beta College", "2023-01-01", f"“{AGAINST}”", "GRADE: conditional, certainty: moderate |"],
    ]
    assert "Guidelines side by side" in to_html(report)
    assert "<td>Beta College</td>" in to_html(report)


def test_one_guideline_needs_no_table(folder: Path, fill: Fill) -> None:
    """Nothing stands beside it."""
    fill(guideline(NEW, "Alpha Society", FOR, "strong"))
    assert "side by side" not in to_markdown(ask(folder))
    assert "side by side" not in to_html(ask(folder))


def editions(fill: Fill) -> None:
    """An edition, then a newer one that says what it replaces."""
    fill(guideline(OLD, "Alpha Society", AGAINST, "conditional"))
    fill(guideline(NEW, "Alpha Society", FOR, "strong", links=(Link("UpdateOf", OLD),)))


def test_an_old_edition_is_left_out_and_named(folder: Path, fill: Fill) -> None:
    """Only the edition in force is cited; the other stands among what was left out, with the reason."""
    editions(fill)
    report = ask(folder)
    assert [d.id for d in report.documents] == [NEW]
    assert [e.document_id for e in report.excluded if "superseded" in e.reason] == [OLD]


def test_an_old_edition_that_is_allowed_says_what_replaced_it(folder: Path, fill: Fill) -> None:
    """Wherever it is cited it is marked, with the id of its successor."""
    editions(fill)
    report = ask(folder, "superseded")
    old = next(d for d in report.documents if d.id == OLD)
    assert (old.status, old.replaced_by) == ("superseded", NEW)
    for page in (to_markdown(report), to_html(report)):
        assert f"Superseded by {NEW}" in page
        assert f"2016-01-01 (superseded by {NEW})" in page
