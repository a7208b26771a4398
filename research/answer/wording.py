"""Studies spoken of in running text: "a systematic review and 2 randomised trials"; which of them are the strongest."""

from collections import Counter
from collections.abc import Iterable, Sequence

from evidence.appraisal import DESIGNS

ONE_AND_MANY = {
    "guideline": ("a guideline", "guidelines"), "systematic-review": ("a systematic review", "systematic reviews"),
    "meta-analysis": ("a meta-analysis", "meta-analyses"), "rct": ("a randomised trial", "randomised trials"),
    "controlled-trial": ("a controlled trial", "controlled trials"),
    "clinical-trial": ("a clinical trial", "clinical trials"), "cohort": ("a cohort study", "cohort studies"),
    "case-control": ("a case-control study", "case-control studies"),
    "cross-sectional": ("a cross-sectional study", "cross-sectional studies"),
    "diagnostic-accuracy": ("a study of diagnostic accuracy", "studies of diagnostic accuracy"),
    "observational": ("an observational study", "observational studies"),
    "case-series": ("a case series", "case series"), "case-report": ("a case report", "case reports"),
    "qualitative": ("a qualitative study", "qualitative studies"),
    "scoping-review": ("a scoping review", "scoping reviews"),
    "narrative-review": ("a narrative review", "narrative reviews"),
    "animal-study": ("an animal study", "animal studies"), "in-vitro": ("a laboratory study", "laboratory studies"),
    "protocol": ("a protocol", "protocols"), "editorial": ("an editorial", "editorials"),
    "letter": ("a letter", "letters"), "comment": ("a comment", "comments"), "news": ("a news item", "news items"),
    "notice": ("a notice", "notices"), "book-chapter": ("a book chapter", "book chapters"),
}  # fmt: skip
UNINDEXED = ("a document without an indexed design", "documents without an indexed design")
_UNKNOWN = DESIGNS.index("observational") + 0.5  # after the studies whose design is known, before mere reports


def place(design: str) -> float:
    """A design's place in the order in which evidence is looked for; the smaller the stronger."""
    return DESIGNS.index(design) if design in DESIGNS else _UNKNOWN


def counted(designs: Iterable[str]) -> list[str]:
    """ "a systematic review", "2 randomised trials", ...: the strongest first."""
    counts = Counter(design if design in ONE_AND_MANY else "" for design in designs)
    return [_counted(design, counts[design]) for design in sorted(counts, key=place)]


def many(design: str) -> str:
    """Its name in the plural."""
    return ONE_AND_MANY.get(design, UNINDEXED)[1]


def joined(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def _counted(design: str, count: int) -> str:
    one, many = ONE_AND_MANY.get(design, UNINDEXED)
    return one if count == 1 else f"{count} {many}"
