"""Factoid, list and definition questions: what is named, where it stands, and what defines."""

import pytest

from evidence.text.question_type import question_type
from research.reading.entities.candidates import candidates, is_drug, is_number
from research.reading.entities.definitions import definitions
from research.reading.entities.entities import entities, folded, listed
from research.reading.verdict.weigh import Statement


def said(text: str, document: str = "file:a/1", start: int = 0) -> Statement:
    return Statement(document, start, start + len(text), text)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Is metformin safe in pregnancy?", "yesno"),
        ("Hip fractures: is a nail better than a screw?", "yesno"),
        ("What is the effect of statins on stroke?", "effect"),
        ("How much does apixaban reduce bleeding?", "effect"),
        ("Which factor is inhibited by milvexian?", "factoid"),
        ("How many exons does DMD have?", "factoid"),
        ("List monoclonal antibodies included in REGEN-COV.", "list"),
        ("Can you list the drugs for gout?", "list"),
        ("Which drugs are included in the CAPIRI regimen?", "list"),
        ("What is sarcoidosis?", "definition"),
        ("Define frailty.", "definition"),
        ("Why do patients with gout take colchicine?", "other"),
        ("", "other"),
    ],
)
def test_the_kind_of_question(question: str, kind: str) -> None:
    """The first words say what kind of answer is wanted."""
    assert question_type(question) == kind


def test_candidates_are_runs_between_stop_words() -> None:
    """Stop words and punctuation part them; a name inside a run counts too."""
    text = "Inhibition of oral FXIa by milvexian"
    assert [text[a:b] for a, b in candidates(text)] == ["Inhibition", "oral FXIa", "FXIa", "milvexian"]


def test_forms_of_names() -> None:
    """Drugs by their ending, numbers with their unit, spellings of one name."""
    assert is_drug("casirivimab") and not is_drug("stroke")
    assert is_number("3.5 mg") and not is_number("IL-6")
    assert folded("Factor-XIa") == folded("factor XIA") == "factorxia"


def test_entities_stand_where_they_say() -> None:
    """Offsets count in the document, the question's own words are no answer, and what two documents name comes first."""
    one, two = "Milvexian inhibits FXIa selectively.", "FXIa is inhibited by milvexian; XIIa and tPA were tested."
    found = entities("Which factor is inhibited by milvexian?", [said(one, "file:a/1", 50), said(two, "file:a/2")])
    assert (found[0].text, found[0].documents) == ("FXIa", 2)
    assert sorted((p.statement.document_id, p.start) for p in found[0].places) == [("file:a/1", 69), ("file:a/2", 0)]
    assert "milvexian" not in {e.text.lower() for e in found}


def test_a_vocabulary_lifts_its_terms() -> None:
    """Of two things named alike, the one that the vocabulary holds comes first."""
    text = "Fever was seen with zebra and with lupus."
    plain = [e.text for e in entities("Which illness brings fever?", [said(text)])]
    with_terms = [e.text for e in entities("Which illness brings fever?", [said(text)], is_term=lambda t: t == "lupus")]
    assert {"zebra", "lupus"} <= set(plain)
    assert with_terms[0] == "lupus"
    assert entities("Which illness brings fever?", []) == []


def test_a_list_holds_its_members() -> None:
    """The members of a list are given, and nothing is given from nothing."""
    text = "REGEN-COV is a combination of casirivimab and imdevimab."
    assert {e.text for e in listed("Which antibodies are in REGEN-COV?", [said(text)])} == {"casirivimab", "imdevimab"}
    assert listed("Which antibodies are in REGEN-COV?", []) == []


def test_the_defining_sentence_comes_first() -> None:
    """A definition beats a mention; a sentence that only uses the word is none; the thing is located."""
    mention, defines = "Patients with sarcoidosis were treated.", "Sarcoidosis is a multisystem granulomatous disease."
    late = "In our series, sarcoidosis is rare."
    found = definitions("What is sarcoidosis?", [said(mention), said(late, "file:a/2"), said(defines, "file:a/3", 10)])
    assert [d.statement.text for d in found] == [defines, late]
    assert (found[0].start, found[0].end) == (10, 10 + len("Sarcoidosis"))
    assert definitions("What is?", [said(defines)]) == []
