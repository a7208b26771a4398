"""Whether a sentence leans on the one before it: "This effect was also seen ..." says nothing to who sees only that.

Leaning are pronouns and pointing words whose noun is not in the sentence itself, "both groups" where none is named, and
"the drug" where the sentence before names it. Not leaning are pointers to the paper ("this review"), frames ("These
findings suggest that ..."), an empty it ("It is known that ...") and pointers back within the sentence.
"""

import re
from typing import Literal

_LEAD = re.compile(
    r"^(?:(?:BACKGROUND|INTRODUCTION|OBJECTIVES?|METHODS?|RESULTS?|FINDINGS|CONCLUSIONS?|INTERPRETATION)\s*[:.]?\s+"
    r"|(?:however|nevertheless|nonetheless|in contrast|by contrast|conversely|moreover|furthermore|additionally|in addition|"
    r"similarly|likewise|overall|in conclusion|in summary|thus|therefore|hence|consequently|finally|notably|importantly|"
    r"interestingly|of note|taken together|collectively|also|yet)\s*,?\s+)+",
    re.IGNORECASE,
)
_OF_PAPER = (
    r"(?:study|studies|trial|review|meta-?analysis|analysis|article|paper|report|work|case (?:series|report)|survey|cohort|"
    r"guideline|guidance|systematic review|network meta-analysis|update|chapter|document|statement|recommendation|project|"
    r"consensus|series|protocol|issue|year|time|context|way|reason|end|day|date)"
)
# what is said to follow from "these findings" can stand; what is said of them cannot
_FRAME = re.compile(
    r"^(?:(?:(?:these|our|the|this|present|current|such|all) )+(?:\w+ )?(?:findings?|results?|data|observations?|analys[ei]s|"
    r"evidence|experiments?)|this|these)"
    r" ?(?:\w+ )?(?:suggest\w*|indicat\w+|show\w*|demonstrat\w+|support\w*|confirm\w*|impl(?:y|ies|ied)|reveal\w*|highlight\w*|"
    r"provid\w+ (?:\w+ )?evidence|establish\w*|underscor\w+)\b(?: (?:that|the|an?|how|for))?\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    rf"\b(?:this|our|the present|the current) (?:[\w-]+,? ){{0,3}}?{_OF_PAPER}\b|\bour (?:\w+ )?{_OF_PAPER}s\b",
    re.IGNORECASE,
)
_EMPTY_IT = re.compile(
    r"^it (?:is|was|has been|may be|can be|remains|seems|appears|would be) (?:\w+ly |also |now |not |thus |therefore )*"
    r"(?:\w+ed|known|shown|found|thought|possible|important|likely|unlikely|unclear|clear|essential|necessary|evident|"
    r"crucial|difficult|impossible|unknown|best|reasonable|noteworthy|that)\b.{0,60}?\b(?:that|to|whether|if|how|which)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^(?:(?:this|these|such|they|their|them|it|its|he|she|his|her|that|here (?!we\b|,))\b(?! (?:a|an) )"
    r"|those\b(?! (?:who|whose|with|without|in|of|on|not|aged|under|over|given|receiving|taking|having|\w+ly \w+ed|\w+ed)\b)"
    r"|the (?:former|latter|same|above|remaining|others?|two|three|four|corresponding|second|third)\b"
    r"|both (?:groups?|arms?|treatments?|regimens?|strategies|methods|drugs|agents|techniques|"
    r"of (?:these|them)|were|had|showed|are)\b"
    r"|(?:one|two|three|four|most|many|some|several|all|none|neither|either|each|\d+(?:\.\d+)?%?) "
    r"(?:of (?:these|them|those|which|the latter)|were|was|had)\b"
    r"|(?:of|among) (?:these|them|those|the total|which)\b|neither (?:group|arm|drug|treatment)\b|(?:another|the) one\b)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:this|these|those(?! (?:who|whose|with|of|in|on|from|without|that|not|given|seen|found|born|known|aged|under|over|"
    r"\w+ly \w+ed|\w+ed|\w+ing)\b)|"
    r"the latter|the former)\b ?(?P<rest>(?:[\w-]+ ?){0,3})",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:]|\b(?:and|but|because|although|while|which|that|so)\b")
WORDS_BEFORE = 6  # of the sentence: enough for what "this" points to, where a clause has ended between
_GROUPS = re.compile(
    r"\b(?:both|the two|the three|the four|all(?: the)?(?: three| four)?|either|between|the (?:other|same|first|second|third)) "
    r"(?:the )?(?:study |treatment |patient )?(?:groups?|arms?|cohorts?|regimens?)\b"
    r"|\bgroups? (?:[1-9]|I{1,3}|[A-D])\b|\b(?:in|to|of|for|from) the (?:two|three|four|five) [a-z-]+(?: [a-z-]+)?s\b",
    re.IGNORECASE,
)
_NAMES_GROUPS = re.compile(
    r"\b(?:vs\.?|versus|placebo|controls?|than|compared|(?:\w+ )(?:and|or) \w+ groups|randomi[sz]ed|assigned|divided|allocated|"
    r"respectively)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^the (?P<noun>[a-z]{3,}) (?:\w+ly |also |further )?(?:is|are|was|were|has|had|have|can|may|could|did|does|"
    r"\w{3,}(?:ed|es|ts|ds|rs))\b",
    re.IGNORECASE,
)
_KNOWN_TO_ALL = frozenset(
    ("study", "trial", "review", "authors", "results", "findings", "data", "objective", "aim", "purpose", "conclusion", "analysis",
     "who", "fda")
)  # fmt: skip


def leans_on_previous(sentence: str, previous: str = "") -> bool:
    """Whether a reader needs the sentence before to know what this one speaks of; without `previous` a little is missed."""
    text = _LEAD.sub("", sentence.strip())
    if _EMPTY_IT.match(text):
        text = text[3:]
    framed = _FRAME.sub("", text).strip()
    text = _PAPER.sub("our study", framed if framed != text and len(framed.split()) > 3 else text)
    return bool(_OPENS.match(text)) or _points_out(text) or _groups_unnamed(text) or _takes_up(text, previous)


def _points_out(text: str) -> bool:
    """A "this" or "these" that has its noun outside the sentence."""
    for match in _POINTS.finditer(text):
        before = text[: match.start()]
        nouns = [w.rstrip("s") for w in match["rest"].lower().split() if len(w) > 3]
        named = any(noun in before.lower() for noun in nouns)
        inside = len(before.split()) >= WORDS_BEFORE and bool(_CLAUSE.search(before))
        if not (named or inside):
            return True
    return False


def _groups_unnamed(text: str) -> bool:
    return bool(_GROUPS.search(text)) and not _NAMES_GROUPS.search(text)


def _takes_up(text: str, previous: str) -> bool:
    """ "The diet supported growth" after a sentence on a diet."""
    match = _BARE.match(text)
    noun = match["noun"].lower() if match else ""
    return bool(noun) and noun not in _KNOWN_TO_ALL and noun.rstrip("s") in previous.lower()


Showing = Literal["alone", "with previous", "passed over"]
LONGEST_PAIR = 420  # characters of two sentences shown together


def how_to_show(sentence: str, previous: str = "", before_previous: str = "") -> Showing:
    """Alone where it can stand; else with the one before, where that can stand and both are short enough; else not at all."""
    if not leans_on_previous(sentence, previous):
        return "alone"
    together = bool(previous) and len(previous) + len(sentence) < LONGEST_PAIR
    return "with previous" if together and not leans_on_previous(previous, before_previous) else "passed over"
