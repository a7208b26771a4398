"""Designs in the order in which they are believed, and the headings they stand under."""

# Guidelines and syntheses first, then trials, then the rest (Haynes' pyramid; not a grade of certainty).
STRENGTH = {
    "guideline": 5, "systematic-review": 5, "meta-analysis": 5, "rct": 4, "controlled-trial": 3, "cohort": 2,
    "diagnostic-accuracy": 2, "case-control": 1, "cross-sectional": 1, "observational": 1,
    "case-report": -3, "case-series": -2, "animal-study": -6, "in-vitro": -6, "letter": -3, "comment": -3,
    "editorial": -3, "news": -4, "protocol": -4,
}  # fmt: skip
NEVER_LEADS = -4  # animals, cells, news and protocols have no place in a bottom line, nor beside others
GROUPS = (
    ("Guidelines", ("guideline",)),
    ("Systematic reviews and meta-analyses", ("systematic-review", "meta-analysis")),
    ("Trials", ("rct", "controlled-trial", "clinical-trial")),
    ("Observational and diagnostic studies", (
        "cohort", "case-control", "cross-sectional", "observational", "diagnostic-accuracy", "case-series",
    )),
)  # fmt: skip
OTHER = "Other and unindexed sources"


def group_of(design: str) -> str:
    """The heading that a design stands under."""
    return next((title for title, designs in GROUPS if design in designs), OTHER)
