"""A figure that the source does not have is named, however freely the claim is worded."""

import pytest

from citations.judges.exact import judge_exactly
from citations.judges.figures import figures_lacking
from evidence.model import Passage

TEXT = "Of 312 adults, 12.4% died within 30 days (HR 0.79, 95% CI 0·70 to 0·90). We enrolled 1 204 people in 2019."
SOURCE = (Passage("pubmed:1", 0, len(TEXT), TEXT),)


@pytest.mark.parametrize(
    ("claim", "lacking"),
    [
        ("Mortality fell by 73% in 48,211 patients.", ("73%", "48,211")),
        ("The hazard was 0.97.", ("0.97",)),
        ("Among 12 adults, 12.4 percent died.", ()),
        ("About 12% died.", ()),  # 12.4 rounds to 12
        ("About 13% died.", ("13%",)),
        ("The hazard was 0.8.", ()),
        ("In 2021, a trial of 1204 people had 312 adults.", ()),
        ("It held in 7 of them.", ()),  # a small whole number may be a name or a count of another thing
    ],
)
def test_figures_lacking(claim: str, lacking: tuple[str, ...]) -> None:
    assert figures_lacking(claim, SOURCE) == lacking


def test_a_freely_worded_claim_with_a_made_up_figure_is_not_found() -> None:
    verdict = judge_exactly("The treatment cut deaths by 73% in a large cohort.", SOURCE)
    assert verdict.support == "not_found"
    assert "73%" in verdict.reason
