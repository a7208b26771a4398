"""A claim against a sentence: the same in other words, or in what it differs."""

import pytest

from citations.judges.compare import compare

ARMS = "Mortality was 10% with aspirin and 20% with placebo."
TRIAL = "Treatment reduced mortality (RR 0.80, 95% CI 0.60-0.95; P = .01) in 120 patients with asthma."


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        (ARMS, ARMS),
        (ARMS, "Mortality was 20% with placebo and 10% with aspirin."),
        (ARMS, "The study found that death was 10 percent with aspirin and 20 percent with placebo."),
        (TRIAL, "Treatment decreased death (relative risk 0.8, 95% confidence interval 0.6 to 0.95; p=.01) in 120 patients with asthma."),
        (TRIAL, "Treatment reduced mortality in 120 patients with asthma."),
        ("In women with asthma, the drug reduced pain.", "The drug reduced pain in women with asthma."),
        ("Nausea, vomiting and headache were common.", "Headache, nausea and vomiting were common."),
        ("Aspirin reduced stroke significantly.", "Aspirin significantly reduced stroke."),
        ("Aspirin reduced stroke; bleeding was more common.", "Aspirin reduced stroke."),
    ],
)  # fmt: skip
def test_says_the_same(sentence: str, claim: str) -> None:
    """Form, synonyms, order of clauses and items, and a bracket or clause left out change nothing."""
    found = compare(claim, sentence)
    assert found.is_same and found.coverage == 1.0 and not found.mismatches


@pytest.mark.parametrize(
    ("sentence", "claim", "kind"),
    [
        (TRIAL, TRIAL.replace("120", "210"), "number"),
        (TRIAL, TRIAL.replace("RR 0.80", "RR 0.60"), "interval"),
        (TRIAL, TRIAL.replace("P = .01", "P = .60"), "interval"),
        (TRIAL, TRIAL.replace("RR", "OR"), "measure"),
        (TRIAL, TRIAL.replace("reduced", "increased"), "direction"),
        (TRIAL, TRIAL.replace("reduced", "did not reduce"), "negation"),
        (TRIAL, TRIAL.replace("asthma", "asthma aged 5 mg"), "number"),
        (ARMS, "Mortality was 20% with aspirin and 10% with placebo.", "arm"),
        (ARMS, "Mortality was 10% with placebo and 20% with aspirin.", "arm"),
        ("Doses were 10 mg and 20 mg in the first and second group, respectively.",
         "Doses were 20 mg and 10 mg in the first and second group, respectively.", "arm"),
        ("Mortality was higher with aspirin than with placebo.", "Mortality was higher with placebo than with aspirin.", "comparison"),
        ("Pain lasted more than 5 days in all trials.", "Pain lasted less than 5 days in all trials.", "comparison"),
        ("The dose given daily was 5 mg in adults.", "The dose given daily was 5 g in adults.", "unit"),
        ("In women with asthma, the drug reduced severe pain.", "The drug reduced severe pain.", "subgroup"),
        ("The drug reduced severe pain in mice with arthritis.", "The drug reduced severe pain in patients with arthritis.", "species"),
        ("Smoking was associated with lung cancer in men.", "Smoking caused lung cancer in men.", "cause"),
        ("Aspirin may reduce the risk of stroke.", "Aspirin reduces the risk of stroke.", "certainty"),
        ("There was no significant difference in death rates.", "There was a significant difference in death rates.", "negation"),
        ("The treatment of migraine was effective in all trials.", "The treatment of migraine was ineffective in all trials.", "direction"),
        ("Blood pressure fell before treatment began.", "Blood pressure fell after treatment began.", "time"),
    ],
)  # fmt: skip
def test_names_what_differs(sentence: str, claim: str, kind: str) -> None:
    """One error in a sentence that is otherwise the same is found, believed, and called by its name."""
    found = compare(claim, sentence)
    assert not found.is_same and found.is_near
    assert kind in [each.kind for each in found.mismatches]


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        (ARMS, "Mortality was 20% with aspirin."),
        (ARMS, "Mortality was 10% with placebo."),
        ("Mortality was 10% and 20% with aspirin and placebo, respectively.", "Mortality was 20% with aspirin."),
        ("Aspirin was superior to placebo.", "Placebo was superior to aspirin."),
        ("Aspirin inhibits platelet aggregation.", "Aspirin is inhibited by platelet aggregation."),
        ("Transmission from mothers to infants was rare.", "Transmission from infants to mothers was rare."),
        ("Weight rose by 20%.", "Weight rose to 20%."),
        ("Weight fell from 20 kg to 10 kg.", "Weight fell from 10 kg to 20 kg."),
        ("The drug reduced stroke but not death.", "The drug reduced death but not stroke."),
        ("Aspirin reduced stroke, although the difference was not significant.", "Aspirin reduced stroke."),
        ("Pain was treated with aspirin and caffeine.", "Pain was treated with aspirin."),
        ("Cardiovascular mortality fell.", "Mortality fell."),
        ("There was no significant difference.", "There was no difference."),
        ("Aspirin (100 mg) was better than placebo (no drug).", "Aspirin (no drug) was better than placebo (100 mg)."),
        ("Pain fell with A (42 patients), B (50 patients).", "Pain fell with A (50 patients), B (42 patients)."),
        ("The trial enrolled half of the patients.", "The trial enrolled all of the patients."),
        ("Smoking increases lung cancer risk.", "Lung cancer increases smoking risk."),
    ],
)
def test_never_calls_the_same_what_is_not(sentence: str, claim: str) -> None:
    """What turns the meaning by few words, or by none but their order, is never taken for the same."""
    assert not compare(claim, sentence).is_same


def test_short_forms_are_read_from_the_document() -> None:
    """ "DMD" for "Duchenne muscular dystrophy" is the same only where the document says so."""
    sentence, claim = "Boys with Duchenne muscular dystrophy improved.", "Boys with DMD improved."
    assert compare(claim, sentence, "We studied Duchenne muscular dystrophy (DMD) in boys.").is_same
    assert not compare(claim, sentence).is_same


def test_a_freely_worded_claim_is_not_near() -> None:
    """Mismatches are believed only of a claim that follows the sentence."""
    found = compare(
        "Aspirin is not superior to clopidogrel in adults.",
        "Aspirin vs clopidogrel: a randomised trial of 300 adults with stroke.",
    )
    assert not found.is_near and not found.is_same


@pytest.mark.parametrize(("claim", "sentence"), [("", ARMS), (ARMS, ""), ("", ""), ("the of", "and in")])
def test_nothing_compares_to_nothing(claim: str, sentence: str) -> None:
    """A side without words of its own covers nothing and is the same as nothing."""
    found = compare(claim, sentence)
    assert not found.is_same and not found.is_near and found.coverage == 0.0
