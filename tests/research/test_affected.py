"""`evidence runs`: reports that were kept can be listed and shown again, and those under which the ground moved are named."""

import json
from pathlib import Path

import pytest

from evidence.errors import UsageError
from evidence.library.library import Library
from evidence.model import Link, Section
from evidence.settings import Settings
from indexers.ingest import ingest
from indexers.intake import Deleted, Input
from research.affected import affected
from research.gone_pages import Gone
from research.loop import run
from research.plan import make_plan
from research.policy import Asked, policy_for
from research.report.markdown import to_markdown
from research.runs import RUNS, as_report, find, record, runs
from research.wiring import open_engine
from tests.conftest import Fill
from tests.fakes import document

QUESTION = "Does aspirin reduce stroke in adults with migraine?"
SAID = "Aspirin reduced stroke in adults with migraine (HR 0.50, 95% CI 0.40 to 0.60)."


def report_and_keep(folder: Path) -> str:
    """Ask the question, keep the report, return the run's id."""
    settings = Settings(library=folder, embedder="none")
    policy = policy_for(settings, Asked())
    report = run(make_plan(QUESTION, policy.filters), open_engine(settings), policy)
    assert [d.id for d in report.documents] == ["pubmed:1"]
    assert record(folder, report) == ""
    return report.run.id


def told(folder: Path) -> list[str]:
    """What has changed under each kept run, in words."""
    return [c.what for a in affected(runs(folder), Library.open(folder)) for c in a.changes]


def test_a_report_on_what_has_not_changed_is_not_affected(folder: Path, fill: Fill) -> None:
    """Other records come, and the library's revision moves: the report still stands."""
    fill(document(1, title="Aspirin in migraine", body=SAID, design="rct"))
    report_and_keep(folder)
    fill(document(2, title="Zinc and colds", body="Zinc shortened colds by a day."))
    assert told(folder) == []


def test_a_retraction_after_the_report_is_named(folder: Path, fill: Fill) -> None:
    """A notice that arrives later makes the report one that cites a retracted article, and says which notice."""
    fill(document(1, title="Aspirin in migraine", body=SAID, design="rct"))
    report_and_keep(folder)
    links = (Link("RetractionOf", "pubmed:1"),)
    fill(document(3, title="Retraction: Aspirin in migraine", body="It is retracted.", links=links, status="notice"))
    assert told(folder) == ["current then, retracted now (says pubmed:3)"]


def test_a_quote_that_is_gone_from_the_text_is_named(folder: Path, fill: Fill) -> None:
    """A record revised so that the quoted sentence no longer stands in it."""
    fill(document(1, title="Aspirin in migraine", body=SAID, design="rct", revised="2020-01-01"))
    report_and_keep(folder)
    other = SAID.replace("0.50", "0.90")
    fill(document(1, title="Aspirin in migraine", body=other, design="rct", revised="2021-01-01"))
    assert told(folder) == ["1 of 1 quotes no longer stand in its text"]


def test_a_quote_that_moved_is_told_apart(folder: Path, fill: Fill) -> None:
    """The same sentence further down is still there."""
    fill(document(1, title="Aspirin in migraine", body=SAID, design="rct", revised="2020-01-01"))
    report_and_keep(folder)
    more = f"An introduction was added here. {SAID}"
    fill(document(1, title="Aspirin in migraine", body=more, design="rct", revised="2021-01-01"))
    assert told(folder) == ["its text was revised; the quotes still stand in it, at another place"]


def test_a_document_that_is_gone_is_named(folder: Path, fill: Fill) -> None:
    """PubMed took the record back."""
    fill(document(1, title="Aspirin in migraine", body=SAID, design="rct"), document(2))
    report_and_keep(folder)
    ingest(folder, [Input("gone", "gone", lambda: iter([Deleted("pubmed:1")]))])
    assert len(told(folder)) == 1
    assert "no longer in the library" in told(folder)[0]


def test_a_kept_report_is_read_back_whole(folder: Path, fill: Fill) -> None:
    """The page drawn from the log is the page that was drawn from the report."""
    text = f"Aspirin in migraine\n\n{SAID}"
    pages = (Section("Title", 0, 19), Section("RESULTS", 21, len(text), "RESULTS"))
    fill(document(1, title="Aspirin in migraine", body=SAID, design="rct", sections=pages))
    settings = Settings(library=folder, embedder="none")
    policy = policy_for(settings, Asked())
    report = run(make_plan(QUESTION, policy.filters), open_engine(settings), policy)
    record(folder, report)
    assert as_report(find(folder, report.run.id)) == report
    assert to_markdown(as_report(find(folder, report.run.id[:8]))) == to_markdown(report)


def test_an_unknown_run_is_told_with_the_latest(folder: Path, fill: Fill) -> None:
    """The error names the runs that there are, and half a line at the log's end does no harm."""
    fill(document(1, title="Aspirin in migraine", body=SAID, design="rct"))
    with pytest.raises(UsageError, match="No run is kept"):
        find(folder, "abcdef")
    known = report_and_keep(folder)
    with (folder / RUNS).open("ab") as log:
        log.write(json.dumps({"run": {"id": "cut"}})[:-4].encode())
    with pytest.raises(UsageError, match=known):
        find(folder, "abcdefabcdef")
    assert [r.id for r in runs(folder)] == [known]


def test_a_guideline_that_is_gone_from_its_address_is_named(folder: Path, fill: Fill) -> None:
    """It may have been withdrawn; a report that knew of it then is not told again."""
    fill(document(1, title="Aspirin in migraine", body=SAID, design="rct"))
    report_and_keep(folder)
    gone = {"pubmed:1": Gone("2026-05-01", "https://example.org/g")}
    (kept,) = runs(folder)
    (found,) = affected([kept], Library.open(folder), gone)
    assert [c.what for c in found.changes] == [
        "not at its address any more since 2026-05-01: it may have been withdrawn"
    ]
    log = folder / RUNS
    line = json.loads(log.read_text(encoding="utf-8"))
    line["run"]["gone"] = {"pubmed:1": "2026-05-01"}
    log.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert affected(runs(folder), Library.open(folder), gone) == []
    assert as_report(line).documents[0].gone_since == "2026-05-01"
    assert "Not at its address since 2026-05-01" in to_markdown(as_report(line))
