"""The check: what falls, what stands, and what cannot be said."""

from dataclasses import replace

import pytest

from citations.check import check_claim, check_claims
from citations.metrics import measure
from evidence.model import Citation, Claim, Document, Published
from evidence.report import Measures, Removed
from evidence.text.sentences import sentences

TEXT = "Aspirin in older people.\n\nBleeding rose by 12% (P<.001). Death was not less frequent."
BLEEDING = "Bleeding rose by 12% (P<.001)."
DEATH = "Death was not less frequent."
DOCUMENT = Document("pubmed:1", "Aspirin in older people.", TEXT, "pubmed", "pubmed-xml", published=Published("2020"))
DOCUMENTS = {"pubmed:1": DOCUMENT}


def cite(quote: str, document: Document = DOCUMENT) -> Citation:
    start = document.text.index(quote)
    return Citation(document.id, f"{document.id}#0-{len(document.text)}", start, start + len(quote), quote)


def claim(text: str, *citations: Citation) -> Claim:
    return Claim("c1", text, citations)


def judged(outcome: Claim | Removed) -> list[tuple[str, str]]:
    assert isinstance(outcome, Claim)
    return [(citation.support, citation.judge) for citation in outcome.citations]


SAYS_THE_QUOTE = [
    BLEEDING,
    BLEEDING.removesuffix("."),
    f"Smith and others report: “{BLEEDING}”",
    f'In 2020 a trial found: "{BLEEDING}"',
]


@pytest.mark.parametrize("text", SAYS_THE_QUOTE)
def test_a_claim_in_the_quotes_own_words_is_supported(text: str) -> None:
    """The frame may name the year of the document that it cites."""
    assert judged(check_claim(claim(text, cite(BLEEDING)), DOCUMENTS)) == [("supported", "quote")]


OWN_WORDS = [
    "Aspirin caused 12% more bleeding.",
    f"It is not true that “{BLEEDING}”",
    f"Contrary to what was believed, “{BLEEDING}”",
    f"“{BLEEDING}” {'and everybody knows that this ' * 4}is so",
]


@pytest.mark.parametrize("text", OWN_WORDS)
def test_a_claim_in_other_words_is_undecided(text: str) -> None:
    """Its numbers stand, but whether the quote bears it out is for another judge."""
    assert judged(check_claim(claim(text, cite(BLEEDING)), DOCUMENTS)) == [("undecided", "numbers")]


@pytest.mark.parametrize(
    "text", ["Bleeding rose by 2%.", "Bleeding rose by 12.", "Bleeding rose by 12% (P>.001).", f"In 1999: “{BLEEDING}”"]
)
def test_a_claim_whose_number_is_not_quoted_is_removed(text: str) -> None:
    outcome = check_claim(claim(text, cite(BLEEDING)), DOCUMENTS)
    assert isinstance(outcome, Removed)
    assert outcome.reason.startswith("Not in what it quotes: ")


def test_a_number_may_stand_in_any_of_the_quotes() -> None:
    """Each citation is judged for itself."""
    outcome = check_claim(claim(BLEEDING, cite(DEATH), cite(BLEEDING)), DOCUMENTS)
    assert judged(outcome) == [("undecided", "numbers"), ("supported", "quote")]


FALLING = [
    (replace(cite(DEATH), document_id="pubmed:2"), "pubmed:2 is not among the documents."),
    (replace(cite(DEATH), quote="Death was less frequent."), "The quote does not stand in pubmed:1 at 57-85."),
    (replace(cite(DEATH), start=56), "The quote does not stand in pubmed:1 at 56-85."),
    (replace(cite(DEATH), passage_id="pubmed:1#0-60"), "The quote does not lie in the passage pubmed:1#0-60."),
    (replace(cite(DEATH), passage_id="pubmed:2#0-85"), "The quote does not lie in the passage pubmed:2#0-85."),
    (replace(cite(DEATH), passage_id=""), "The quote does not lie in the passage ."),
    (cite("2% (P<.001)."), "The quote cuts a number or word of pubmed:1 at 44-56."),
    (cite("Bleeding rose by 12"), "The quote cuts a number or word of pubmed:1 at 26-45."),
    (cite("Death was not less freq"), "The quote cuts a number or word of pubmed:1 at 57-80."),
]


@pytest.mark.parametrize(("citation", "reason"), FALLING)
def test_a_claim_that_loses_its_last_citation_is_removed_with_the_reason(citation: Citation, reason: str) -> None:
    assert check_claim(claim(DEATH, citation), DOCUMENTS) == Removed(DEATH, reason)


@pytest.mark.parametrize(
    "sentence", ["It helped 12 patients.", "It helped (in 12%)", "It helped them [3].", "It helped patients.12"]
)
@pytest.mark.parametrize("after", ["RESULTS: None died.", " The rest died.", "\n12 died."])
def test_a_whole_sentence_stands_however_it_is_glued_to_its_neighbours(sentence: str, after: str) -> None:
    """Sentences as the splitter finds them are never taken for cut."""
    text = f"Zinc.\n\n{sentence}{after}"
    document = replace(DOCUMENT, title="Zinc.", text=text)
    for start, end in sentences(text):
        quote = text[start:end]
        cited = Citation("pubmed:1", f"pubmed:1#0-{len(text)}", start, end, quote)
        assert judged(check_claim(claim(quote, cited), {"pubmed:1": document})) == [("supported", "quote")]


def test_a_fallen_citation_leaves_those_that_stand() -> None:
    fallen = replace(cite(DEATH), document_id="pubmed:2")
    outcome = check_claim(claim(DEATH, fallen, cite(DEATH)), DOCUMENTS)
    assert judged(outcome) == [("supported", "quote")]


def test_retracted_documents_and_notices_are_never_evidence() -> None:
    for status, reason in (("retracted", "is retracted"), ("notice", "is a notice about another article")):
        document = replace(DOCUMENT, status=status)  # type: ignore[arg-type]  # a literal in a loop
        outcome = check_claim(claim(DEATH, cite(DEATH)), {"pubmed:1": document})
        assert outcome == Removed(DEATH, f"pubmed:1 {reason}.")


def test_a_document_with_a_concern_may_be_cited() -> None:
    document = replace(DOCUMENT, status="concern")
    assert isinstance(check_claim(claim(DEATH, cite(DEATH)), {"pubmed:1": document}), Claim)


def test_a_claim_without_citations_is_removed() -> None:
    assert check_claim(claim(DEATH), DOCUMENTS) == Removed(DEATH, "It cites nothing.")


def test_standing_and_removed_claims_are_counted() -> None:
    """Two claims stand, of one and two sentences, with three citations, of which two say what is claimed."""
    both = f"{BLEEDING} {DEATH}"
    claims = [
        claim(DEATH, cite(DEATH)),
        claim(both, cite(both), cite(BLEEDING)),
        claim("It cites nothing."),
    ]
    standing, removed = check_claims(claims, DOCUMENTS)
    assert measure(standing, removed) == Measures(3, 3, 3, 2, 1)


def test_a_claim_that_cites_nothing_counts_as_uncited() -> None:
    assert measure([claim(DEATH)]) == Measures(1, 0, 0, 0, 0)
