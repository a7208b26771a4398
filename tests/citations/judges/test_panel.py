"""Several judges: the exact one first; disagreement is shown."""

from citations.judges.panel import Panel
from evidence.model import Mismatch, Passage, Verdict
from tests.fakes import Says, WordForWord

PASSAGE = (Passage("pubmed:1", 0, 44, "Aspirin increased bleeding. Deaths were few."),)
UNSURE = Says(Verdict("undecided", "exact", "It cannot say."))


def learned(support: str, judge: str = "learned") -> Says:
    return Says(Verdict(support, judge, f"{judge} says so.", chances=(0.8, 0.1, 0.1)))  # type: ignore[arg-type]


def test_what_the_exact_judge_says_is_not_asked_again() -> None:
    panel = Panel(WordForWord().judge, [learned("contradicted")])
    hearing = panel.hear("Aspirin increased bleeding.", PASSAGE)
    assert hearing.verdict.support == "supported"
    assert len(hearing.opinions) == 1


def test_a_learned_judge_decides_where_the_exact_one_cannot() -> None:
    text = "In adults who took aspirin bleeding was more common than in adults who took placebo."
    claim = "Placebo, common in adults; more took aspirin, bleeding."  # every word, in quite another order
    verdict = Panel(UNSURE.judge, [learned("supported")]).judge(claim, (Passage("pubmed:1", 0, len(text), text),))
    assert (verdict.support, verdict.judge) == ("supported", "learned")


def test_what_only_reads_alike_is_not_called_supported() -> None:
    """A word of substance that stands nowhere in the source, or too small a chance, leaves it undecided."""
    absent = Panel(UNSURE.judge, [learned("supported")]).judge("Aspirin increased cancer, with few deaths.", PASSAGE)
    assert absent.support == "undecided"
    assert "“cancer”" in absent.reason.lower()
    faint = Says(Verdict("supported", "learned", "It reads so.", chances=(0.7, 0.2, 0.1)))
    assert (
        Panel(UNSURE.judge, [faint]).judge("Bleeding increased on aspirin, with few deaths.", PASSAGE).support
        == "undecided"
    )


def test_a_fragment_is_not_supported_by_reading() -> None:
    assert Panel(UNSURE.judge, [learned("supported")]).judge("Bleeding increased.", PASSAGE).support == "undecided"


def test_judges_that_disagree_leave_it_undecided_and_both_are_shown() -> None:
    hearing = Panel(UNSURE.judge, [learned("supported", "one"), learned("contradicted", "two")]).hear("A.", PASSAGE)
    assert hearing.verdict.support == "undecided"
    assert "one says supported" in hearing.verdict.reason
    assert "two says contradicted" in hearing.verdict.reason
    assert [o.support for o in hearing.opinions] == ["undecided", "supported", "contradicted"]


def test_no_learned_judge_supports_against_a_mismatch_that_was_seen() -> None:
    seen = Says(Verdict("undecided", "exact", "", mismatches=(Mismatch("number", "12", "14"),)))
    verdict = Panel(seen.judge, [learned("supported")]).judge("12 of 20 bled.", PASSAGE)
    assert verdict.support == "undecided"
    assert "12" in verdict.reason
    assert "14" in verdict.reason


def test_an_undecided_verdict_shows_the_nearest_sentence_at_its_offsets() -> None:
    verdict = Panel(UNSURE.judge).judge("Deaths were rare.", PASSAGE)
    assert verdict.quote == "Deaths were few."
    assert PASSAGE[0].text[verdict.start : verdict.end] == verdict.quote


def test_nothing_cited_is_not_found() -> None:
    assert Panel(UNSURE.judge).judge("A.", ()).support == "not_found"
