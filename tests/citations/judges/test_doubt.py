"""Why a claim that reads like its source is still not called supported by a learned judge."""

from citations.judges.doubt import doubt, not_held
from evidence.model import Passage

TEXT = (
    "Low-dose aspirin increased major bleeding in adults aged 70 years or older who had no cardiovascular disease. "
    "Deaths were few."
)
SOURCE = (Passage("pubmed:1", 0, len(TEXT), TEXT),)


def test_a_word_of_substance_that_the_source_lacks_is_named() -> None:
    assert not_held("Aspirin increased intracranial bleeding.", SOURCE) == ["intracranial"]
    assert "intracranial" in doubt("Aspirin increased intracranial bleeding.", SOURCE).lower()


def test_a_known_synonym_is_held() -> None:
    assert not_held("Mortality in adults.", SOURCE) == []


def test_nearly_a_sentence_of_the_source_with_a_word_exchanged_is_doubted() -> None:
    changed = TEXT.partition(". ")[0].replace("70 years", "60 years") + "."
    assert "nearly a sentence" in doubt(changed, SOURCE)


def test_the_sentence_itself_is_not() -> None:
    assert doubt(TEXT.partition(". ")[0] + ".", SOURCE) == ""
