"""What another body recommends is not quoted as a guideline's own."""

import pytest

from research.reading.others_words import of_another_body

USPSTF = "U.S. Preventive Services Task Force"


@pytest.mark.parametrize(
    "sentence",
    [
        "The American Cancer Society recommends that women should undergo screening starting at age 45 years.",
        "The American College of Obstetricians and Gynecologists recommends that women be offered screening.",
        "The American Academy of Family Physicians (AAFP) recommends screening for hypertension in adults.",
        "In 2015, the American Diabetes Association recommended screening in adults of any age.",
        "The World Health Organization strongly recommends mammography in women aged 50 to 69 years.",
        "NICE recommends annual review of adults with hypertension.",
    ],
)
def test_another_body_is_told(sentence: str) -> None:
    """By the name that stands before what it recommends."""
    assert of_another_body(sentence, USPSTF)
    assert not of_another_body(sentence, "")


@pytest.mark.parametrize(
    "sentence",
    [
        "The USPSTF recommends biennial screening mammography for women aged 40 to 74 years.",
        "The US Preventive Services Task Force recommends screening for hypertension in adults.",
        "The Task Force now recommends that all women get screened every other year starting at age 40.",
        "We recommend a direct oral anticoagulant in preference to warfarin.",
        "This guideline recommends review after a year.",
        "Evidence suggests that screening lowers mortality.",
        "Clinicians should offer screening to women aged 45 years.",
        "Mammography is recommended every two years.",
        "Randomised trials suggest a benefit in women aged 50 to 59 years.",
    ],
)
def test_its_own_words_are_not(sentence: str) -> None:
    """By its name, a part of it, its initials, or no name at all."""
    assert not of_another_body(sentence, USPSTF)
