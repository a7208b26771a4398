"""What speaks against a claim is looked for with its denial and its opposite."""

from pathlib import Path

from citations.judges.exact import judge_exactly
from citations.judges.panel import Panel
from evidence.library.library import Library
from indexers.lexical import LexicalRetriever
from research.contradict import queries_against, speaks_against
from tests.conftest import Fill
from tests.fakes import document

CLAIM = "Aspirin reduces major bleeding in older adults."


def test_the_queries_keep_the_subject_and_turn_the_direction() -> None:
    plain, denied, opposite = queries_against(CLAIM)
    assert plain == CLAIM
    for query in (denied, opposite):
        assert {"Aspirin", "bleeding", "older"} <= set(query.split())
        assert "reduces" not in query
    assert "significant" in denied
    assert "increas" in opposite


def test_a_claim_without_a_direction_is_searched_with_its_denial_alone() -> None:
    assert len(queries_against("Aspirin is a salicylate.")) == 2


def test_a_document_that_says_the_opposite_is_found_at_its_offsets(fill: Fill, folder: Path) -> None:
    """Neither what agrees, nor what is cited, nor what is retracted."""
    fill(
        document(1, title="One", body="Aspirin reduces major bleeding in older adults."),
        document(2, title="Two", body="Aspirin increases major bleeding in older adults."),
        document(3, title="Three", body="Aspirin does not reduce major bleeding in older adults."),
        document(4, title="Four", body="Aspirin increases major bleeding in older adults.", status="retracted"),
        document(5, title="Five", body="Statins cause muscle pain."),
    )
    library = Library.open(folder)
    retriever, panel = LexicalRetriever(library), Panel(judge_exactly)
    found = speaks_against(CLAIM, retriever, library.documents, panel)
    assert {each.document_id for each in found} == {"pubmed:2", "pubmed:3"}
    for each in found:
        held = library.get(each.document_id)
        assert held is not None
        assert held.text[each.start : each.end] == each.quote
        assert each.reason
    left = speaks_against(CLAIM, retriever, library.documents, panel, cited={"pubmed:2"})
    assert [each.document_id for each in left] == ["pubmed:3"]


def test_a_statement_of_many_pages_is_not_searched(fill: Fill, folder: Path) -> None:
    """It is none, and 300,000 letters would be read fifteen times."""
    fill(document(2, title="Two", body="Aspirin increases major bleeding in older adults."))
    library = Library.open(folder)
    retriever, panel = LexicalRetriever(library), Panel(judge_exactly)
    assert speaks_against(CLAIM, retriever, library.documents, panel)
    assert not speaks_against(f"{CLAIM} " * 50, retriever, library.documents, panel)
