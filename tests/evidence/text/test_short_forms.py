"""Short forms that a text defines: read where the letters are those of the words before the bracket, else not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.short_forms import short_forms, spelt_out


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Boys with Duchenne muscular dystrophy (DMD) walked.", {"DMD": "Duchenne muscular dystrophy"}),
        ("Direct oral anticoagulants (DOACs) were given.", {"DOACs": "Direct oral anticoagulants"}),
        (
            "N-terminal pro-B-type natriuretic peptide (NT-proBNP)",
            {"NT-proBNP": "N-terminal pro-B-type natriuretic peptide"},
        ),
        ("the Food and Drug Administration (FDA)", {"FDA": "Food and Drug Administration"}),
        ("body mass index (BMI; kg/m2) and body fat (BF)", {"BMI": "body mass index", "BF": "body fat"}),
        ("Mortality fell (OR 0.8), in 12 patients (USA), (n = 5), (see Table 2).", {}),
        ("Results were better (P) and worse (ns).", {}),
        ("multiple sclerosis (MS) ... mitral stenosis (MS)", {"MS": "multiple sclerosis"}),
    ],
)
def test_short_forms(text: str, forms: dict[str, str]) -> None:
    """The first definition counts; a bracket with figures, a place or a single letter defines nothing."""
    assert short_forms(text) == forms


def test_spelt_out() -> None:
    """The other form is added where only one of the two is used, and a short form inside a word is none."""
    forms = {"MS": "multiple sclerosis"}
    assert spelt_out("MS is rare.", forms) == "MS is rare. multiple sclerosis"
    assert spelt_out("Multiple sclerosis is rare.", forms) == "Multiple sclerosis is rare. MS"
    assert spelt_out("Multiple sclerosis (MS) is rare.", forms) == "Multiple sclerosis (MS) is rare."
    assert spelt_out("RRMS is commoner; DMSO is no disease.", forms) == "RRMS is commoner; DMSO is no disease."


@given(st.text(max_size=200))
def test_nothing_is_invented(text: str) -> None:
    """Whatever the text, both forms stand in it word for word (white space apart)."""
    even = " ".join(text.split())
    for short, long in short_forms(text).items():
        assert short in text
        assert long in even
