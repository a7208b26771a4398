"""Different names for one thing meet; names inside other words do not."""

import pytest

from evidence.text.synonyms import canonical, groups, other_names, with_classes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a first heart attack", "a first myocardial infarction"),
        ("heart attacks", "myocardial infarction"),
        ("intracranial haemorrhage", "intracranial bleeding"),
        ("DOACs", "direct oral anticoagulants"),
        ("Renal failure", "kidney failure"),
        ("paracetamol", "Acetaminophen"),
    ],
)
def test_names_meet(one: str, other: str) -> None:
    """In any case, singular or plural."""
    assert canonical(one).lower() == canonical(other).lower()


@pytest.mark.parametrize("text", ["the drug did not fit", "adrenalinelike", "renalase", "flux", "fitness"])
def test_names_inside_words_stay(text: str) -> None:
    """Whole names only, and an abbreviation only in capitals."""
    assert canonical(text) == text


def test_other_names_are_those_not_yet_said() -> None:
    """A search for a heart attack also looks for myocardial infarction, and for nothing that was said."""
    assert other_names("Does aspirin prevent a heart attack?") == ["myocardial infarction"]
    assert other_names("myocardial infarction (heart attack)") == []
    assert other_names("Does zinc help?") == []


def test_no_name_stands_in_two_groups() -> None:
    """Else its meaning would hang on the order of lines."""
    names = [name.lower() for group in groups() for name in group]
    assert sorted(names) == sorted(set(names))


def test_a_drug_brings_its_class_and_not_the_other_way_round() -> None:
    """Apixaban is a direct oral anticoagulant; a text on the class is not one on apixaban."""
    assert with_classes("Apixaban and warfarin") == "Apixaban and warfarin direct oral anticoagulant"
    assert with_classes("direct oral anticoagulants") == "direct oral anticoagulants"
    assert with_classes("temazepam") == "temazepam hypnotic drug benzodiazepine"
