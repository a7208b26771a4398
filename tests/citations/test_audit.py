"""A whole text: claims, their citations, and what they come to together."""

from collections.abc import Sequence
from dataclasses import replace

from citations.audit import Auditor, audit
from citations.judges.exact import judge_exactly
from citations.judges.panel import Panel
from citations.manuscript.model import Manuscript, Mark, Reference, Statement
from evidence.checked import Checked, CheckedClaim
from evidence.model import Document, Passage, Support, Verdict
from tests.fakes import HeldRecords, WordForWord, document

SAYS = document(1, title="First", body="Aspirin increased bleeding.")
SAYS_TOO = document(2, title="Second", body="Aspirin increased bleeding.")
DENIES = document(3, title="Third", body="It is not so.")
SILENT = document(4, title="Fourth", body="Nothing of the kind.")
CLAIM = "Aspirin increased bleeding."


def manuscript(claim: str, *pmids: str, extra: tuple[str, ...] = ()) -> Manuscript:
    """One sentence that cites these PMIDs as [1], [2], ..., and keys without an entry."""
    keys = tuple(str(n) for n in range(1, len(pmids) + 1)) + extra
    written = f"[{','.join(keys)}]"
    text = f"{claim} {written}"
    mark = Mark(len(claim) + 1, len(text), written, "numeric", keys)
    references = tuple(Reference(str(n), f"PMID: {p}", pmid=p) for n, p in enumerate(pmids, 1))
    return Manuscript("text", text, (Statement(0, len(text), claim, (mark,), 0),), references)


def checked(text: Manuscript, *documents: Document, at_hand: bool = True) -> Checked:
    return audit(text, Auditor(HeldRecords(*documents), Panel(WordForWord().judge)), at_hand=at_hand)


def only(result: Checked) -> CheckedClaim:
    (claim,) = result.claims
    return claim


def test_a_claim_that_its_source_says_is_supported_with_the_located_quote() -> None:
    claim = only(checked(manuscript(CLAIM, "1"), SAYS))
    (citation,) = claim.citations
    assert claim.support == citation.support == "supported"
    assert SAYS.text[citation.start : citation.end] == citation.quote == CLAIM
    assert citation.layer == "quote"
    assert citation.is_needed is True


def test_one_of_two_that_say_it_is_not_needed() -> None:
    claim = only(checked(manuscript(CLAIM, "1", "2"), SAYS, SAYS_TOO))
    assert claim.support == "supported"
    assert [c.is_needed for c in claim.citations] == [False, False]


def test_beside_a_citation_that_falls_a_claim_is_only_partly_supported() -> None:
    """A made-up reference beside a true one is told, not passed over."""
    claim = only(checked(manuscript(CLAIM, "1", "99"), SAYS))
    assert claim.support == "partial"
    assert "99" in claim.reason
    assert [c.support for c in claim.citations] == ["supported", "not_found"]


def test_beside_a_citation_that_says_otherwise_too() -> None:
    assert only(checked(manuscript(CLAIM, "1", "3"), SAYS, DENIES)).support == "partial"


def test_beside_a_citation_of_which_no_judge_can_say_it_stands() -> None:
    assert only(checked(manuscript(CLAIM, "1", "4"), SAYS, SILENT)).support == "supported"


def test_what_all_say_otherwise_is_contradicted() -> None:
    assert only(checked(manuscript(CLAIM, "3"), DENIES)).support == "contradicted"


def test_a_retracted_source_bears_nothing_out_unless_that_is_what_is_said() -> None:
    retracted = replace(SAYS, status="retracted")
    claim = only(checked(manuscript(CLAIM, "1"), retracted))
    assert (claim.support, claim.citations[0].layer) == ("not_found", "state")
    about = document(1, body="This article was retracted.", status="retracted")
    assert only(checked(manuscript("This article was retracted.", "1"), about)).support == "supported"


def test_a_source_under_concern_supports_in_part() -> None:
    claim = only(checked(manuscript(CLAIM, "1"), replace(SAYS, status="concern")))
    assert (claim.support, claim.citations[0].layer) == ("partial", "state")


def test_a_mark_without_an_entry_falls_by_name() -> None:
    claim = only(checked(manuscript(CLAIM, extra=("7",))))
    assert (claim.support, claim.citations[0].layer) == ("not_found", "identifier")
    assert "7" in claim.citations[0].reason


def test_the_document_that_does_say_it_is_named() -> None:
    """A real sentence pinned to the wrong paper: the curators' commonest find."""
    claim = only(checked(manuscript(CLAIM, "4"), SILENT, SAYS))
    assert claim.support != "supported"
    assert claim.elsewhere == "pubmed:1"


def test_without_a_library_nothing_is_found_wrong() -> None:
    claim = only(checked(manuscript(CLAIM, "1"), at_hand=False))
    assert claim.support == "undecided"


def test_a_reference_named_by_two_marks_of_a_sentence_is_judged_once() -> None:
    text = manuscript(CLAIM, "1")
    twice = replace(text.statements[0], marks=(*text.statements[0].marks, *text.statements[0].marks))
    assert len(only(checked(replace(text, statements=(twice,)), SAYS)).citations) == 1


def test_statements_without_a_citation_are_listed() -> None:
    text = manuscript(CLAIM, "1")
    bare = Statement(len(text.text), len(text.text) + 7, "It is.", (), 1)
    assert checked(replace(text, text=text.text + " It is.", statements=(*text.statements, bare)), SAYS).uncited == (
        (len(text.text), len(text.text) + 7),
    )


def test_a_finding_of_a_retracted_article_is_never_supported_by_it() -> None:
    """Words such as "withdrawn", "correct" or "retractions" in a finding do not make it a statement on the article."""
    for finding in (
        "Patients were withdrawn from treatment.",
        "The dose was correct in all patients.",
        "Chest wall retractions were seen in ten children.",
        "Aspirin increased bleeding, and the trial was later retracted.",
    ):
        retracted = document(7, title="Seventh", body=finding, status="retracted")
        claim = only(checked(manuscript(finding, "7"), retracted))
        assert claim.support != "supported", finding


def test_that_an_article_was_retracted_may_cite_the_article() -> None:
    retracted = document(7, title="Seventh", body="Aspirin increased bleeding.", status="retracted")
    claim = only(checked(manuscript("This trial was later retracted.", "7"), retracted))
    (citation,) = claim.citations
    assert (claim.support, citation.layer) == ("supported", "state")
    beside = only(checked(manuscript("This trial was retracted in 2009 for fraud.", "7"), retracted))
    assert beside.support == "undecided"
    by_whom = only(checked(manuscript("This trial was retracted by its authors.", "7"), retracted))
    assert by_whom.support == "undecided"
    denied = only(checked(manuscript("This trial was never retracted.", "7"), retracted))
    assert denied.support == "contradicted"


def test_a_retracted_article_is_not_recommended_in_place_of_the_one_cited() -> None:
    retracted = document(7, title="Seventh", body=CLAIM, status="retracted")
    assert only(checked(manuscript(CLAIM, "4"), SILENT, retracted)).elsewhere == ""


def test_what_several_say_together_stands_in_part_where_one_that_is_needed_is_under_concern() -> None:
    doubtful = document(8, title="Eighth", body="Aspirin increased bleeding", status="concern")
    result = audit(manuscript(CLAIM, "4", "8"), Auditor(HeldRecords(SILENT, doubtful), Panel(_both)))
    claim = only(result)
    assert claim.support == "partial"
    assert "concern" in claim.reason


def _both(claim: str, passages: Sequence[Passage]) -> Verdict:
    """Bears out only what two passages say together."""
    support: Support = "supported" if len(passages) == 2 else "undecided"
    return Verdict(support, "both", "It takes two.")


def test_a_statement_of_many_pages_is_not_judged_as_one() -> None:
    """50,000 characters of words that the source has somewhere are not borne out by it."""
    endless = "Aspirin increased bleeding and " * 1_600
    result = audit(manuscript(endless, "1"), Auditor(HeldRecords(SAYS), Panel(_always)))
    assert only(result).support == "undecided"


def _always(claim: str, passages: Sequence[Passage]) -> Verdict:
    """Exact only of what stands there; of all else it says contradicted, so that one sees that it was asked."""
    return WordForWord().judge(claim, passages) if claim in passages[0].text else Verdict("contradicted", "x", "No.")


def in_parts(*cited: tuple[str, str]) -> Manuscript:
    """One sentence of parts, each with its own mark behind it: (words, PMID)."""
    text, marks, plain = "", [], []
    for n, (words, _) in enumerate(cited, 1):
        text += f"{words} "
        marks.append(Mark(len(text), len(text) + 3, f"[{n}]", "numeric", (str(n),)))
        text += f"[{n}]{'.' if n == len(cited) else ', and '}"
        plain.append(words)
    references = tuple(Reference(str(n), pmid, pmid=pmid) for n, (_, pmid) in enumerate(cited, 1))
    return Manuscript("text", text, (Statement(0, len(text), ", and ".join(plain) + ".", tuple(marks), 0),), references)


BLEEDS = document(11, title="First", body="Aspirin increased major bleeding in adults.")
ACHES = document(12, title="Second", body="Statins caused muscle pain in women.")


def test_each_part_of_a_sentence_may_have_its_own_source() -> None:
    text = in_parts(("Aspirin increased major bleeding in adults", "11"), ("statins caused muscle pain in women", "12"))
    made = audit(text, Auditor(HeldRecords(BLEEDS, ACHES), Panel(judge_exactly)))
    claim = only(made)
    assert claim.support == "supported"
    assert [c.support for c in claim.citations] == ["partial", "partial"]
    for citation, held in zip(claim.citations, (BLEEDS, ACHES), strict=True):
        assert held.text[citation.start : citation.end] == citation.quote


def test_a_part_that_its_source_does_not_say_is_not_carried_by_the_other() -> None:
    text = in_parts(("Aspirin increased major bleeding in adults", "11"), ("statins caused muscle pain in men", "12"))
    claim = only(audit(text, Auditor(HeldRecords(BLEEDS, ACHES), Panel(judge_exactly))))
    assert claim.support != "supported"


def test_sources_of_two_parts_may_not_be_exchanged() -> None:
    text = in_parts(("Aspirin increased major bleeding in adults", "12"), ("statins caused muscle pain in women", "11"))
    claim = only(audit(text, Auditor(HeldRecords(BLEEDS, ACHES), Panel(judge_exactly))))
    assert not any(c.reason.startswith("It bears out the part") for c in claim.citations)


def test_a_made_up_reference_in_one_part_is_told_though_every_part_is_borne_out() -> None:
    text = in_parts(("Aspirin increased major bleeding in adults", "11"), ("statins caused muscle pain in women", "12"))
    (statement,) = text.statements
    first, second = statement.marks
    beside = replace(statement, marks=(replace(first, keys=("1", "9")), second))
    made_up = Reference("9", "PMID: 99", pmid="99")
    with_it = replace(text, statements=(beside,), references=(*text.references, made_up))
    claim = only(audit(with_it, Auditor(HeldRecords(BLEEDS, ACHES), Panel(judge_exactly))))
    assert claim.support == "partial"
    assert [c.support for c in claim.citations] == ["partial", "not_found", "partial"]
