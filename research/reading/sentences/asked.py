"""What form of answer a question asks for, read from its wording, and the cues by which a sentence has that form."""

import re
from typing import Literal

Form = Literal["yesno", "definition", "number", "list", "cause", "effect", "other"]
FORMS: tuple[Form, ...] = ("yesno", "definition", "number", "list", "cause", "effect", "other")

# in this order: the first that matches
_QUESTIONS: tuple[tuple[Form, str], ...] = (
    (
        "number",
        r"\bhow (?:many|much|long|often|common|large|frequent)\b|\b(?:prevalence|incidence|percentage|number of|rate)\b"
        r"|\bwhen\b",
    ),
    ("yesno", r"^(?:is|are|was|were|does|do|did|can|could|has|have|had|should|will|would|may|might)\b"),
    ("list", r"^(?:list|name|which \w+s\b)|\bwhat (?:are|were) the\b|\bwhich are\b"),
    (
        "cause",
        r"\b(?:cause[sd]?|causing|mechanisms?|why|responsible|mutat\w+|genes?|pathogen\w*|etiology|aetiology|mode of action)\b",
    ),
    (
        "effect",
        r"\b(?:effects?|efficacy|effective\w*|treat\w*|used?|indicat\w+|prevent\w*|therap\w+|benefits?|role|function)\b",
    ),
    (
        "definition",
        r"^(?:define|describe|explain)\b|^what (?:is|are|does)\b|\b(?:definition|meaning|characteri[sz]ed)\b",
    ),
)

# what a sentence that has the form asked for tends to hold
_ANSWERS: dict[Form, str] = {
    "yesno": r"\b(?:not|no|associat\w+|effective|conclu\w+|suggest\w*|show\w*|improv\w*|safe|increas\w+|reduc\w+|"
    r"significant\w*|can|may)\b",
    "definition": r"\b(?:is|are|was) (?:an?|the|one|defined|characteri[sz]ed|caused|known|considered|called)\b"
    r"|\b(?:refers? to|known as|termed|also called|consists? of|defined)\b",
    "number": r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|twice)\b",
    "list": r",[^,]+,? (?:and|or)\b|\b(?:includ\w+|such as|namely|e\.g|consist\w*|compris\w*)|;",
    "cause": r"\b(?:caus\w+|due to|mutat\w+|gene|encod\w+|result\w* (?:in|from)|lead\w* to|induc\w+|by|mediat\w+|via|through|"
    r"inhibit\w+|bind\w*|target\w*)\b",
    "effect": r"\b(?:effective\w*|efficacy|approv\w+|treat\w*|therap\w+|improv\w+|reduc\w+|increas\w+|decreas\w+|inhibit\w*|"
    r"prevent\w*|used)\b",
    "other": r"\b(?:is|are|show\w*|found|conclu\w+|suggest\w*)\b",
}
_ASKS = [(form, re.compile(pattern, re.IGNORECASE)) for form, pattern in _QUESTIONS]
_HAS = {form: re.compile(pattern, re.IGNORECASE) for form, pattern in _ANSWERS.items()}


def form_of(question: str) -> Form:
    """The form of answer that the question asks for; "other" where its wording does not say."""
    text = question.strip()
    return next((form for form, pattern in _ASKS if pattern.search(text)), "other")


def has_form(sentence: str, form: Form) -> bool:
    """Whether a sentence holds a cue of that form."""
    return bool(_HAS[form].search(sentence))
