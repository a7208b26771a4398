"""The measures of effect, accuracy and frequency that are read from papers, how they are written, and where "no effect" is."""

import re
from dataclasses import dataclass

_WRITTEN = {  # the longer names first: an incidence rate ratio is not a rate ratio
    "SMD": r"standardi[sz]ed (?:mean )?differences?|SMDs?|Cohen's d|Hedges'? g",
    "MD": r"(?:weighted )?mean differences?|W?MDs?|differences? (?:in|between|of) (?:the )?means|M diff|mean diff"
    r"|(?:between|inter)-?group differences?",
    "IRR": r"(?:(?:incidence|event|death|mortality)[ -])?rate[ -]ratios?|a?IRRs?",
    "HR": r"(?:sub(?:distribution )?)?hazards? ratios?|[asu]?HRs?",
    "RR": r"(?:relative risks?(?! reduction)|risk ratios?)|a?RRs?",
    "OR": r"odds[ -]ratios?|[au]?ORs?",
    "PR": r"prevalence ratios?|a?PRs?",
    "RRR": r"relative risk reductions?|RRR",
    "RD": r"(?:absolute )?risk differences?|absolute (?:risk )?(?:reduction|difference|increase)s?|RD|ARR",
    "NNT": r"numbers? needed to (?:treat|harm)|NNT[BH]?s?|NNH",
    "PPV": r"positive predictive values?|PPVs?",
    "NPV": r"negative predictive values?|NPVs?",
    "LR_pos": r"positive likelihood ratios?|likelihood ratio positive|LR\+|PLR|\+LR",
    "LR_neg": r"negative likelihood ratios?|likelihood ratio negative|LR-|NLR|-LR",
    "LR": r"likelihood ratios?|LRs?",
    "AUC": r"areas? under (?:the )?(?:[\w-]+ ){0,4}curves?|AU-?ROC|AUCs?|c-statistics?",
    "sensitivity": r"sensitivit(?:y|ies)",
    "specificity": r"specificit(?:y|ies)",
    "beta": r"regression coefficients?|beta(?: coefficients?)?|β(?=:| ?=|,? ?[\d(\[-]| or )|(?<![)\]])[Bb](?=:| ?=|,? ?\()",
    "difference": r"differences?",
    "median": r"medians?",
    "mean": r"(?:geometric )?means?(?! that)|(?<!on )averages?|M(?=\s?=)",
    "incidence": r"(?:incidence|event|mortality|death|hospitali[sz]ation|infection|attack)(?: density)? rates?|incidences?(?! rate)",
    "prevalence": r"prevalences?|proportions?|percentages?|rates?|mortality|survival|ORRs?|DCRs?",
}
_MENTION = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(rf"(?P<{name}>(?i:{written}))" for name, written in _WRITTEN.items())
    + r")[a-d]?(?![\w-])"  # the mark of a footnote may follow
)
_WORD = re.compile(r"(?<![\w-])[A-Za-zβ+-][\w-]?")  # the first letters of words
# Of every name above: most words are passed over by them, which is most of the time.
_BEGINNINGS = frozenset({
    "st", "sm", "co", "he", "we", "me", "md", "wm", "di", "be", "in", "ra", "ir", "ai", "ev", "de", "mo", "ha", "hr", "ah",
    "sh", "uh", "su", "re", "ri", "rr", "ar", "od", "or", "ao", "uo", "pr", "pa", "ap", "ab", "rd", "nu", "nn", "po", "pp",
    "dc", "ne", "np", "li", "lr", "pl", "+l", "nl", "-l", "au", "c-", "se", "sp", "β", "b", "m", "av", "ge", "ho", "at", "pe",
})  # fmt: skip
_SHORT_WORDS = frozenset(("mean", "means", "rate", "rates", "beta", "β", "b"))
NULL = dict.fromkeys(("HR", "RR", "OR", "IRR", "PR", "LR", "LR_pos", "LR_neg"), 1) | dict.fromkeys(
    ("RD", "MD", "SMD", "beta", "RRR"), 0
)  # the value of no effect; measures that are not here have none, or none that can be told
OF_ONE_GROUP = frozenset({"mean", "median", "incidence", "proportion", "prevalence"})  # say nothing of an effect
WEAK = frozenset({"mean", "median", "incidence", "prevalence"})  # ordinary words too: read only where plainly meant


@dataclass(frozen=True, slots=True)
class Mention:
    """A measure's name in a text, at its offsets."""

    measure: str
    start: int
    end: int


def named(text: str) -> list[Mention]:
    """Each mention of a measure in order; an abbreviation counts only in capitals ("or" is a conjunction)."""
    found: list[Mention] = []
    for start in _WORD.finditer(text):
        if start.group().lower() not in _BEGINNINGS or (found and start.start() < found[-1].end):
            continue
        match = _MENTION.match(text, start.start())
        if match is None:
            continue
        word = match.group()
        if len(word) > 5 or word.lower() in _SHORT_WORDS or word.lstrip("asu").rstrip("sabcd").isupper():
            found.append(Mention(str(match.lastgroup), match.start(), match.end()))
    return found
