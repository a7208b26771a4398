"""What an outcome is called beside figures. A question may ask for "less bleeding"; a hazard ratio is one of bleeding."""

import re

# Words that are never part of an outcome's name. Others may be ("lower limb amputation", "reduced renal function",
# "increased intracranial pressure", "falls in older people"): they stay.
_WAY = (
    r"less|fewer|more|reduc(?:e|es|ing)|rais(?:e|es|ing)|increas(?:es|ing)|decreas(?:es|ing)|improv(?:e|es|ing)"
    r"|lower(?:s|ing)|prevent(?:s|ing)?|prevention of|(?:reduction|decrease|increase|improvement)s? (?:in|of)"
)
_ARTICLE = r"(?:(?:an?|the)\s+)?"
_LEADING = re.compile(rf"^{_ARTICLE}(?:(?:{_WAY})\s+)+{_ARTICLE}(?=\w)", re.IGNORECASE)


# "mortality in COVID-19": the outcome is mortality, and COVID-19 where it is asked about
_SETTING = re.compile(r"\b(?:in|after|among|during|following|at|within)\b")


def of_setting(outcome: str) -> tuple[str, str]:
    """(the outcome alone, where or in whom it is asked about); "" for a part that is not there."""
    alone, *rest = _SETTING.split(outcome, maxsplit=1)
    return alone, rest[0] if rest else ""


def without_way(outcome: str) -> str:
    """The outcome without a leading word for a way that it may go: "less intracranial bleeding" is "intracranial bleeding".

    With it a ratio below 1 would read as its own contrary.
    """
    return _LEADING.sub("", " ".join(outcome.split()))
