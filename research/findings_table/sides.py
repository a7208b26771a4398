"""Whether a sentence compares what the question compares, and the comparison as the title or the sentence names it."""

import re

from evidence.model import Document
from evidence.report import Stated
from research.findings_table.attribution import names_intervention
from research.findings_table.doubt import names_another_drug
from research.findings_table.places import Place
from research.reading.focus import Focus
from research.reading.terms import stems

ABOUT = 0.5  # share of the intervention's weight that title and sentence must name
FIRST = 5  # characters: "Compared with placebo, aspirin ..."
FIRST_WORDS = 5  # of a title: "Efficacy of folic acid supplementation"
LONGEST = 220  # characters of a cell
_SIDE = r"(?:[\w-]+ ){0,3}[\w-]+"
_SHORT_SIDE = r"(?:[\w-]+ ){0,3}?[\w-]+"
_AGAINST = re.compile(
    rf"{_SIDE} (?:versus|vs\.?|compared with|compared to|or) {_SHORT_SIDE}(?= for\b| in\b| on\b| among\b| after\b|[.,:;]|$)",
    re.IGNORECASE,
)
_SET_AGAINST = re.compile(
    r"\b(?:than|versus|v\.?|vs\.?|compar(?:ed|ison) (?:with|to)|comparing [^,;]{3,60}? (?:with|to)|relative to"
    r"|rather than|(?:superiority|advantages?|preferred|preference|benefits?|improvement) over|superior to"
    r"|inferior to|different (?:from|than|to))\s+(?:with |in |the |those |patients |receiving |on )*"
    r"((?:[\w-]+ ){0,3}[\w-]+(?: \([^()]{0,60}\))?)",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\b((?:[\w-]+ ){0,2}[\w-]+)(?: \([^()]*\))? (?:and|as well as|or) ((?:[\w-]+ ){0,2}[\w-]+)", re.IGNORECASE
)
# what a title says before the sides: "Randomised trial of losartan versus captopril"
_ABOUT_IT = re.compile(
    r"(?:(?:a|an|the|randomi[sz]ed|controlled|clinical|comparative|prospective) )*"
    r"(?:trials?|study|studies|comparisons?|effects?|efficacy|use|safety) of (?:the )?",
    re.IGNORECASE,
)
NOTHING_GIVEN = stems("placebo sham untreated nothing no non")  # never another drug, as a "control" may be
NO_TREATMENT = stems("placebo control controls sham usual care standard untreated nothing conventional routine no non")
_HOW = re.compile(
    r"\b(?:stopp(?:ing|ed)|discontinu\w+|deprescrib\w+|withdrawal of|withdrawing|cessation of|interrupt\w+"
    r"|de-?escalat\w+|"
    r"bedtime|morning|timing|dose-(?:ranging|finding|response)|adherence to|non-?adheren\w+)\b",
    re.IGNORECASE,
)
_ADJUSTED = re.compile(
    r"\b(?:adjust\w*|controll\w+|accounting) for [^.;()]{0,200}", re.IGNORECASE
)  # other causes, allowed for
_BESIDE = re.compile(
    r"\b(?:added to|addition to|adjunct to|adding to|after|following|during|before|at (?:maximal|peak)|except"
    r"|presence of|concomitant|not on|without|including|"
    r"(?:patients|subjects|participants|adults|individuals|women|men|people) (?:with \w+ )?(?:taking|receiving"
    r"|on|undergoing|requiring))\s+"
    r"((?:[\w-]+ ){0,4}[\w-]+)",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"\b(?:addition of|adding)\s+((?:[\w-]+,? ){0,8}?[\w-]+)(?=\s+(?:to|did|does|was|were|significantly|improve"
    r"|reduce)|,)",
    re.IGNORECASE,
)
_AMONG_THEMSELVES = re.compile(
    r"\bboth\b|\bneither\b|\bmode of\b|\b(?:between|to|than|among) (?:the )?(?:drugs|modes|modalities|methods"
    r"|regimens|doses|other (?:drugs|treatments))\b"
    r"|\bas effective as\b|\b(?:similar|comparable|equivalent) to (?:that|those) of\b|\beach other\b|-induced\b"
    r"|\d-(?:day|week|month|year)\b[^.;]*\b(?:versus|vs\.?|than|and) \d+-(?:day|week|month|year)\b",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\b([A-Za-z]{4,})[\s-]([A-Z]|\d{1,2})\b(?! ?(?:mg|g|ml|%|days?|weeks?|months?|years?))")
_ARMS = re.compile(r"\b(?:three|four|five|3|4|5)[- ](?:arms?|groups?|treatments?|doses?)\b", re.IGNORECASE)


def names_exactly(asked: str, text: str) -> bool:
    """Whether a text keeps the letter or number of a name: "vitamin D", "type 2", which are no words by themselves."""
    return all(
        re.search(rf"\b{re.escape(m[1])}s?[\s-]{re.escape(m[2])}\b", text, re.IGNORECASE)
        for m in _LETTERED.finditer(asked)
    )


def is_about_how(text: str, question: str) -> bool:
    """Whether a title or sentence is about stopping a treatment, or when and how much to give, and the question is not."""
    return any(not stems(m.group()) & stems(question) for m in _HOW.finditer(text))


def compares_as_asked(document: Document, sentence: str, focus: Focus) -> bool:
    """Whether title and sentence name the question's intervention, not as the side that another is set against.

    Where the question names a comparator too, the sentence may not name another one, nor leave it open between several.
    """
    if not focus.intervention:
        return not focus.comparator
    if focus.on_intervention(f"{document.title} {_ADJUSTED.sub(' ', sentence)}") < ABOUT or _is_reference(
        document, sentence, focus
    ):
        return False
    if not focus.comparator:
        return _is_the_matter(document.title, sentence, focus) and not _compares_others(sentence, focus)
    named = stems(sentence)
    if names_another_drug(sentence, focus):
        return False
    if _ARMS.search(document.text[: len(document.title) + 3_000]) and not _names_both(named, focus):
        return False
    against = [stems(m[1]) for m in _SET_AGAINST.finditer(sentence) if not m[1][:1].isdigit()]
    return not any(_is_another(side, focus) for side in against)


def is_turned_round(document: Document, sentence: str, focus: Focus) -> bool:
    """Whether the question's intervention is what the other side is measured against, by the sentence, else the title."""
    own, other = focus.intervention - focus.comparator, focus.comparator - focus.intervention
    if not (own and other):
        return False
    for text in (sentence, document.title):
        for match in _SET_AGAINST.finditer(text):
            against = stems(match[1])
            if bool(against & own) != bool(against & other):
                return bool(against & own)
    return False


def _is_the_matter(title: str, sentence: str, focus: Focus) -> bool:
    """Whether the sentence says what the intervention did, or does not name it and the title begins with it.

    Not where the title sets two other treatments, or two of its class, against each other.
    """
    against = _AGAINST.search(title)
    if against and " or " not in against.group() and not stems(title[: against.end() + 40]) & focus.intervention:
        return False
    if any(stems(m[1]) & focus.intervention and stems(m[2]) & focus.intervention for m in _JOINED.finditer(title)):
        return False  # two of the class: carvedilol and metoprolol
    if names_intervention(sentence, focus):
        return is_spoken_of(sentence, focus)
    return names_intervention(" ".join(title.split()[:FIRST_WORDS]), focus)


def _compares_others(sentence: str, focus: Focus) -> bool:
    """Whether a sentence sets two treatments against each other and names the intervention nowhere before them."""
    match = _SET_AGAINST.search(sentence)
    if match is None or match[1][:1].isdigit() or not stems(sentence) & focus.intervention:
        return False
    before = stems(sentence[: match.start()]) | (
        stems(sentence[match.end() :]) if match.start() < FIRST else frozenset()
    )
    return not before & focus.intervention


def _names_both(named: frozenset[str], focus: Focus) -> bool:
    own, other = focus.intervention - focus.comparator, focus.comparator - focus.intervention
    other = other | (NO_TREATMENT if other & NO_TREATMENT else frozenset())
    return bool((own or focus.intervention) & named) and bool((other or focus.comparator) & named)


def _is_another(side: frozenset[str], focus: Focus) -> bool:
    """A side that is neither of the question's: "than with warfarin" where placebo is asked about, or the reverse."""
    unnamed = NO_TREATMENT if focus.comparator & NO_TREATMENT else NO_TREATMENT - NOTHING_GIVEN
    ours = focus.intervention | focus.comparator | unnamed | stems("group groups arm arms patients baseline other")
    return bool(side) and not side & (ours | focus.outcome)


def _is_reference(document: Document, sentence: str, focus: Focus) -> bool:
    """Whether another treatment is set against the intervention; added to it, the comparison is not of the intervention."""
    own = focus.intervention - focus.comparator
    if focus.comparator or not own:
        return False
    against = [m[1] for text in (sentence, document.title) for m in _SET_AGAINST.finditer(text)]
    return any(stems(side) & own for side in against)


def is_spoken_of(sentence: str, focus: Focus, title: str = "") -> bool:
    """Whether the sentence, or with it the title, says what the intervention did: not what was added to it or came after."""
    own = focus.intervention - focus.comparator
    if focus.on_intervention(f"{title} {sentence}") < ABOUT:
        return False
    beside = [m for m in _BESIDE.finditer(sentence) if stems(m[1]) & own]
    added = [m for m in _ADDED.finditer(sentence) if not stems(m[1]) & own]
    return not beside and not added and not (not focus.comparator and _AMONG_THEMSELVES.search(sentence))


def joins_both(sentence: str, focus: Focus) -> bool:
    """Whether both sides are spoken of as one: "CT as well as BT resulted in", "with either alfa or beta"."""
    own, other = focus.intervention - focus.comparator, focus.comparator - focus.intervention
    return any(
        (stems(m[1]) & own and stems(m[2]) & other) or (stems(m[1]) & other and stems(m[2]) & own)
        for m in _JOINED.finditer(sentence)
        if not _SET_AGAINST.search(sentence)
    )


def comparison(document: Document, said: Place | None, focus: Focus) -> Stated | None:
    """The two sides as the title names them, else as the sentence does where it names a side of the question."""
    if document.text.startswith(document.title):
        found = _named_in(document.title, 0, focus, needs_side=False)
        if found:
            return found
    return _named_in(said.text, said.start, focus, needs_side=True) if said else None


def _named_in(text: str, offset: int, focus: Focus, *, needs_side: bool) -> Stated | None:
    for match in _AGAINST.finditer(text):
        words, sides = match.group(), stems(match.group())
        if any(c.isdigit() for c in words) and needs_side:
            continue
        loose = " or " in words and not focus.comparator & sides
        if loose or (needs_side and not ((focus.intervention | focus.comparator) & sides)):
            continue
        lead = _ABOUT_IT.match(words)
        start = match.start() + (lead.end() if lead else 0)
        return (
            Stated(text[start : match.end()], offset + start, offset + match.end()) if len(words) <= LONGEST else None
        )
    return None
