"""Registration numbers are found however they are written, and nothing else is taken for one."""

import pytest

from evidence.text.registrations import registrations

WRITTEN = [
    ("(ClinicalTrials.gov NCT00262600)", "NCT00262600"),
    ("ClinicalTrials.gov number, NCT 00262600.", "NCT00262600"),
    ("NCT-00262600", "NCT00262600"),
    ("ClinicalTrials.govNCT00262600", "NCT00262600"),
    ("https://clinicaltrials.gov/show/nct00262600", "NCT00262600"),
    ("Trial registration ISRCTN 83091970.", "ISRCTN83091970"),
    ("ISRCTN12345678", "ISRCTN12345678"),
    ("EudraCT 2007-001234-12", "EudraCT 2007-001234-12"),
    ("EudraCT number: 2007–001234–12", "EudraCT 2007-001234-12"),
    ("EUCTR2007-001234-12-GB", "EudraCT 2007-001234-12"),
    ("EU Clinical Trials Register number 2007-001234-12", "EudraCT 2007-001234-12"),
    ("ACTRN12605000123456", "ACTRN12605000123456"),
    ("ChiCTR-TRC-08000240", "ChiCTR-TRC-08000240"),
    ("chictr2000029308", "ChiCTR2000029308"),
    ("UMIN-CTR: 000012345", "UMIN000012345"),
    ("JPRN-UMIN000012345", "UMIN000012345"),
    ("jRCTs031180123", "jRCTs031180123"),
    ("JapicCTI-101234", "JapicCTI-101234"),
    ("CTRI/2017/03/008228", "CTRI/2017/03/008228"),
    ("DRKS 00012345", "DRKS00012345"),
    ("NTR1234", "NTR1234"),
    ("Netherlands Trial Register (NL7654)", "NL7654"),
    ("IRCT138711121674N1", "IRCT138711121674N1"),
    ("PACTR201501000123456", "PACTR201501000123456"),
    ("KCT0001234", "KCT0001234"),
]
FALSE_FRIENDS = [
    "2007-001234-12",  # of no registry
    "the grant NCT1234",
    "NCT001234567",  # nine digits
    "human coronavirus NL63",
    "NL 1234 AB Amsterdam",
    "the EU counted 2007 patients",
    "KCTD0001234",
    "ISRCTN register",
    "UMIN hospital, 000012345",
    "telephone 42018091234",
    "CRD 4 was severe",
    "the NTR12 region",
]


@pytest.mark.parametrize(("text", "number"), WRITTEN)
def test_one_spelling(text: str, number: str) -> None:
    """Every way of writing a number gives its one spelling, as a trial's."""
    assert [(found.number, found.kind) for found in registrations(text)] == [(number, "trial")]


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_false_friends(text: str) -> None:
    """What only looks like a registration is none."""
    assert registrations(text) == []


@pytest.mark.parametrize("text", ["PROSPERO CRD42018091234", "PROSPERO 42018091234", "PROSPERO number: 42018091234"])
def test_reviews_are_marked(text: str) -> None:
    """PROSPERO registers reviews: one spelling, kind "review", found once."""
    assert [(found.number, found.kind) for found in registrations(text)] == [("CRD42018091234", "review")]


def test_offsets_and_order() -> None:
    """Several numbers come in the order of the text, each at its own offsets."""
    text = "See ISRCTN 12345678 and\u00a0NCT\u00a000262600 (PROSPERO CRD42018091234)."
    found = registrations(text)
    assert [text[f.start : f.end] for f in found] == ["ISRCTN 12345678", "NCT\u00a000262600", "CRD42018091234"]
