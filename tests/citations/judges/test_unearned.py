"""What the whole panel may not call supported: each of these once was, or nearly. And what it has to."""

import pytest

from evidence.model import Passage
from research.check import panel_of

FALSE = [  # (claim, source)
    # one drug for another
    (
        "Mean time in range was 44% in the dabigatran group.",
        "Mean time in range was 44% in the warfarin group. Dabigatran was safe.",
    ),
    # a clause added, whose words stand elsewhere
    (
        "Effects were similar with diabetes, and all patients died.",
        "Effects were similar with diabetes. All who died were old.",
    ),
    # what others found, or wanted to find
    (
        "An inhibitor improved symptoms within 12 weeks.",
        "A recent trial reported that an inhibitor improved symptoms within 12 weeks.",
    ),
    (
        "An inhibitor improved symptoms within 12 weeks.",
        "According to the manufacturer, an inhibitor improved symptoms within 12 weeks.",
    ),
    (
        "The trial showed that drug A improves survival in adults.",
        "The trial was to show that drug A improves survival in adults.",
    ),
    ("We gave dexamethasone, which reduced mortality.", "We gave dexamethasone to reduce mortality."),
    # a question
    ("Aspirin is effective in primary prevention of stroke.", "Is aspirin effective in primary prevention of stroke?"),
    # small words
    ("Drug A has been shown to be effective in adults.", "Drug A has yet to be shown to be effective in adults."),
    ("No drug was better than placebo in adults.", "No drug but aspirin was better than placebo in adults."),
    ("Platelets fell in adults and therefore mortality fell.", "Platelets fell in adults and mortality fell."),
    # agent and object
    ("Gut dysbiosis caused obesity in adult mice.", "Gut dysbiosis was caused by obesity in adult mice."),
    ("Aspirin was replaced with warfarin in adults.", "Aspirin replaced warfarin in adults."),
    # a clause that takes it back
    ("Drug A reduced mortality by 20%.", "Drug A reduced mortality by 20%, contrary to the final analysis."),
    ("Drug A reduced mortality by 20%.", "Drug A reduced mortality by 20% (unblinded interim analysis)."),
    (
        "Aspirin reduced stroke by 20%.",
        "Aspirin reduced stroke by 20%, although the effect disappeared by month twelve.",
    ),
    # "not clearly" is not "not"
    ("Higher doses did not reduce pain.", "Higher doses did not further reduce pain."),
    ("Mortality did not differ between groups.", "Mortality did not differ substantially between groups."),
    # cause and condition
    ("Because the trial was stopped, mortality rose.", "Because mortality rose, the trial was stopped."),
    ("If mortality rises, the dose is reduced.", "If the dose is reduced, mortality rises."),
    # signs
    ("LDL ↓ 20% in adults on statins.", "LDL ↑ 20% in adults on statins."),
    ("The cost was €500 for each patient.", "The cost was $500 for each patient."),
    # thousands
    ("It occurred in 241 of 34 106 people.", "It occurred in 241 of 34\u2009160 people."),
    # the other arm
    (
        "HbA1c fell by 0.82 points with sitagliptin.",
        "HbA1c fell by 0.82 points with empagliflozin and by 0.71 with sitagliptin.",
    ),
]
TRUE = [
    ("It occurred in 241 of 34 106 people (0.71%).", "It occurred in 241 of 34\u2009106 people (0.71%)."),
    ("It occurred in 241 of 34,106 people (0.71%).", "It occurred in 241 of 34 106 people (0.71%)."),
    ("An inhibitor improved symptoms within 12 weeks.", "We found that an inhibitor improved symptoms within 12 weeks."),
    ("An inhibitor improved symptoms within 12 weeks.", "These data show that an inhibitor improved symptoms within 12 weeks."),
    ("It was found that aspirin reduced stroke in adults.", "It was found that aspirin reduced stroke in adults."),
    ("The authors state: “Aspirin reduced stroke in adults.”", "CONCLUSIONS: Aspirin reduced stroke in adults."),
]  # fmt: skip
NOT_ACCUSED = [
    ("Survival did not differ with aspirin.", "Survival did not differ (HR 1.01, 95% CI 0.91 to 1.12). Aspirin was given."),
    ("Patients were followed for a median of 4.7 years.", "Among 9114 patients followed for a median of 4.7 years, it occurred."),
    ("Apixaban lowered the risk of bleeding by 20%.", "Apixaban lowered the risk of bleeding (HR 0.80)."),
    ("About 118,000 participants took part in trials.", "Eleven trials with 118 445 participants took part."),
]  # fmt: skip


def support(claim: str, source: str) -> str:
    text = f"A title on another matter\n\n{source}"
    return panel_of().judge(claim, [Passage("pubmed:1", 0, len(text), text)]).support


@pytest.mark.parametrize(("claim", "source"), FALSE)
def test_what_the_source_does_not_say_is_not_supported(claim: str, source: str) -> None:
    assert support(claim, source) != "supported"


@pytest.mark.parametrize(("claim", "source"), TRUE)
def test_what_it_says_is(claim: str, source: str) -> None:
    assert support(claim, source) == "supported"


@pytest.mark.parametrize(("claim", "source"), NOT_ACCUSED)
def test_what_may_be_made_of_it_is_not_called_false(claim: str, source: str) -> None:
    """Shortened, rounded or computed: undecided, or supported; no fault is named."""
    assert support(claim, source) in ("undecided", "supported")
