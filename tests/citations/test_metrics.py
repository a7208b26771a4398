"""The measures of a citation check, each on a text small enough to count by hand."""

import math
from dataclasses import replace

from citations.measures.alce import as_published, citation_precision, citation_recall
from citations.measures.biogen import contradict_rate, coverage, support_rate
from citations.measures.claims import claim_precision, claim_recall, faithfulness
from citations.measures.gold import against_gold
from citations.measures.necessity import necessity
from citations.measures.share import Share, f1
from citations.measures.source_checkup import answer_support, statement_support
from citations.metrics import measure, measures_of
from evidence.checked import Checked, CheckedCitation, CheckedClaim
from evidence.model import Citation, Claim, Support
from evidence.report import Removed


def cited(support: Support, is_needed: bool | None = None) -> CheckedCitation:
    return CheckedCitation("[1]", "1", "pubmed:1", support, "support", "", is_needed=is_needed)


def claim(support: Support, *citations: CheckedCitation, start: int = 0) -> CheckedClaim:
    return CheckedClaim("A statement.", start, start + 12, support, "", citations)


def checked(*claims: CheckedClaim, text: str = "", uncited: tuple[tuple[int, int], ...] = ()) -> Checked:
    return Checked(text, claims, (), ("words",), None, uncited=uncited)


SOLE = claim("supported", cited("supported"))
PADDED = claim("supported", cited("supported", True), cited("not_found", False), start=20)  # the second adds nothing
WRONG = claim("contradicted", cited("contradicted"), cited("supported"), start=40)
UNSURE = claim("undecided", cited("undecided"), cited("not_found"), start=60)
ALL = (SOLE, PADDED, WRONG, UNSURE)  # 4 statements, 7 citations


def test_recall_counts_supported_statements_and_those_without_a_citation() -> None:
    """2 of 4 statements are supported and one is undecided; with one uncited, 2 / 5, and at most 3 / 5."""
    recall = citation_recall(ALL, uncited=1)
    assert recall == Share(2, 1, 5)
    assert (recall.value, recall.at_most) == (2 / 5, 3 / 5)


def test_a_claim_that_cites_nothing_is_never_recalled() -> None:
    """Even where its verdict says supported: there is nothing that bears it out."""
    assert citation_recall([claim("supported")]) == Share(0, 0, 1)


def test_partial_support_is_no_support() -> None:
    partly = claim("partial", cited("partial"))
    assert citation_recall([partly]).at_most == 0.0
    assert citation_precision([partly]).at_most == 0.0
    assert coverage([partly]).at_most == 0.0


def test_precision_gives_no_credit_to_padding_nor_to_unsupported_statements() -> None:
    """1 of SOLE, 1 of PADDED's 2, 0 of WRONG's 2, and of UNSURE's 2 neither is known: 2 / 7, at most 4 / 7."""
    assert citation_precision(ALL) == Share(2, 2, 7)


def test_two_citations_that_only_together_bear_a_statement_out_both_earn_credit() -> None:
    """ALCE's rule: neither supports alone, and without either the rest does not."""
    joint = claim("supported", cited("not_found", True), cited("not_found", True))
    assert citation_precision([joint]) == Share(2, 0, 2)


def test_two_citations_that_each_bear_a_statement_out_both_earn_credit() -> None:
    """Neither is needed beside the other, and ALCE calls neither irrelevant."""
    twice = claim("supported", cited("supported", False), cited("supported", False))
    assert citation_precision([twice]) == Share(2, 0, 2)
    assert necessity([twice]) == Share(0, 0, 2)


def test_credit_is_unknown_where_nobody_judged_whether_the_rest_would_do() -> None:
    """A citation that does not support alone, with no word on whether it is needed: 1 sure, 1 unknown."""
    open_case = claim("supported", cited("supported"), cited("undecided", False))
    assert citation_precision([open_case]) == Share(1, 1, 2)
    assert citation_precision([claim("supported", cited("supported"), cited("not_found"))]) == Share(1, 1, 2)


def test_no_credit_is_sure_while_the_statement_itself_is_undecided() -> None:
    """Whatever one citation says alone."""
    assert citation_precision([claim("undecided", cited("supported"), cited("not_found", True))]) == Share(0, 2, 2)


def test_biogen_judges_every_citation_alone() -> None:
    """Of 7 citations 3 support and 1 is undecided; 1 contradicts; 3 of 4 statements have one that supports."""
    assert support_rate(ALL) == Share(3, 1, 7)
    assert contradict_rate(ALL) == Share(1, 1, 7)
    assert coverage(ALL) == Share(3, 1, 4)
    assert coverage(ALL, uncited=2) == Share(3, 1, 6)


def test_necessity_is_the_share_of_citations_without_which_a_supported_statement_falls() -> None:
    """SOLE's only one and PADDED's first, of their 3; what is not supported has nothing that it needs."""
    assert necessity(ALL) == Share(2, 0, 3)
    assert necessity([WRONG, UNSURE]).value is None


def test_claim_precision_recall_and_faithfulness() -> None:
    """Precision and recall differ by which side's claims were judged; faithfulness leaves out what cites nothing."""
    assert claim_precision(ALL) == Share(2, 1, 4)
    assert claim_recall([SOLE, WRONG]) == Share(1, 0, 2)
    assert faithfulness([*ALL, claim("not_found")]) == Share(2, 1, 4)


def test_an_answer_is_supported_only_if_all_of_it_is() -> None:
    """SourceCheckup: one uncited sentence makes an answer unsupported; an undecided one leaves it open; no text, no answer."""
    whole, gap, unsure, empty = checked(SOLE), checked(SOLE, uncited=((30, 40),)), checked(SOLE, UNSURE), checked()
    assert statement_support(gap) == Share(1, 0, 2)
    assert answer_support([whole, gap, unsure, empty]) == Share(1, 1, 3)


def test_as_published_stops_at_the_first_line_break_and_at_three_citations() -> None:
    """Of 3 statements the one after the break is not seen, nor is the uncited one there."""
    text = "\nA statement. Another one.\nA statement. Uncited."
    four = claim("supported", *[cited("not_found", False)] * 3, cited("supported", True), start=1)
    later = replace(SOLE, start=27, end=39)
    claims, uncited = as_published(checked(four, later, text=text, uncited=((14, 26), (40, 48))))
    assert [c.start for c in claims] == [1]
    assert uncited == 1
    assert len(claims[0].citations) == 3


def test_as_published_does_not_know_what_three_of_four_citations_say_together() -> None:
    """The fourth alone bore it out: without it nobody judged. Where one of the three does, it is supported."""
    fourth = claim("supported", *[cited("not_found", False)] * 3, cited("supported", True))
    first = claim("supported", cited("supported", False), *[cited("not_found", False)] * 2, cited("supported", False))
    (unsure, sure), _ = as_published(checked(fourth, first, text="A statement. A statement."))
    assert citation_recall([unsure]) == Share(0, 1, 1)
    assert citation_recall([sure]) == Share(1, 0, 1)
    assert citation_precision([sure]) == Share(1, 0, 3)  # the other two add nothing to the first


def test_no_line_break_means_the_whole_text() -> None:
    assert len(as_published(checked(*ALL, text="One line."))[0]) == len([c for c in ALL if c.start < len("One line.")])


def test_f1_is_the_harmonic_mean() -> None:
    """2 x .5 x 1 / 1.5 = 2 / 3; nothing of two noughts; no figure of no figure."""
    assert f1(0.5, 1.0) == 2 / 3
    assert f1(0.0, 0.0) == 0.0
    assert f1(None, 1.0) is None


def test_measures_by_name() -> None:
    """Every share with its upper bound, and the counts behind them; worked out from ALL and one uncited statement."""
    found = measures_of(checked(*ALL, text="x" * 100, uncited=((80, 92),)))
    assert (found["statements"], found["uncited_statements"], found["citations"]) == (5.0, 1.0, 7.0)
    assert found["undecided_statements"] == 1.0
    assert (found["citation_recall"], found["citation_recall_at_most"]) == (2 / 5, 3 / 5)
    assert (found["citation_precision"], found["citation_precision_at_most"]) == (2 / 7, 4 / 7)
    assert math.isclose(found["citation_f1"], 1 / 3)  # 2 x 2/7 x 2/5 / (24/35) = (8/35) / (24/35)
    assert (found["coverage"], found["support_rate"], found["contradict_rate"]) == (3 / 5, 3 / 7, 1 / 7)
    assert (found["necessity"], found["faithfulness"], found["answer_support"]) == (2 / 3, 2 / 4, 0.0)
    assert found["citation_recall_as_published"] == 2 / 5  # there is no line break
    assert all(math.isfinite(value) for value in found.values())


def test_every_upper_bound_is_at_least_its_figure() -> None:
    found = measures_of(checked(*ALL, text="x" * 100))
    bounds = [name for name in found if name.endswith("_at_most")]
    assert len(bounds) > 10
    assert all(found[name.removesuffix("_at_most")] <= found[name] for name in bounds)


def test_a_statement_listed_twice_counts_once() -> None:
    """A claim without a citation that stands among the uncited too is one statement."""
    found = measures_of(checked(claim("undecided"), text="A statement.", uncited=((0, 12),)))
    assert (found["statements"], found["uncited_statements"]) == (1.0, 1.0)
    assert found["citation_recall"] == found["citation_recall_at_most"] == 0.0


def test_an_empty_text_has_counts_and_no_shares() -> None:
    """A share of nothing is left out, since 0 would read as a fault and 1 as praise."""
    assert measures_of(checked()) == {
        "statements": 0.0,
        "uncited_statements": 0.0,
        "undecided_statements": 0.0,
        "citations": 0.0,
    }


def test_against_gold() -> None:
    """2 of 4 gold documents among 3 cited: recall 1/2, precision 2/3, F1 4/7; a document cited twice counts once."""
    found = against_gold(["a", "b", "c", "a"], ["a", "b", "d", "e"])
    assert (found.recall, found.precision) == (2 / 4, 2 / 3)
    assert found.f1 is not None and math.isclose(found.f1, 4 / 7)
    silent = against_gold([], ["a"])
    assert (silent.recall, silent.precision, silent.f1) == (0.0, 0.0, 0.0)
    assert against_gold(["a"], []).recall is against_gold(["a"], []).f1 is None


def test_plain_counts_of_our_own_reports() -> None:
    """Two sentences that cite, one that does not; one of two citations is supported; one claim was removed."""
    stands = Citation("pubmed:1", "pubmed:1#0-10", 0, 10, "It helped.", "supported")
    claims = [
        Claim("c1", "It helped. It was safe.", (stands, replace(stands, support="undecided"))),
        Claim("c2", "So.", ()),
    ]
    counts = measure(claims, [Removed("Gone.", "why")])
    assert (counts.sentences, counts.cited_sentences, counts.citations) == (3, 2, 2)
    assert (counts.supported_citations, counts.removed) == (1, 1)
