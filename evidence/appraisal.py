"""What kind of study a record is indexed as, its OCEBM level for a kind of question, and whether it still stands.

"Indexed design" is what NLM's indexers or the authors' own title say. It is not a reading of the methods, and neither
the design nor the level is a grade of certainty: GRADE rates a body of evidence per outcome, and is never given by
program.
"""

import re
from collections.abc import Iterable, Sequence

from evidence.model import STATUSES, Document, Kind, Link, MeshHeading, Status, Term
from evidence.publication_types import (
    ABOUT,
    ANIMALS,
    CELLS,
    HEADINGS,
    HUMANS,
    PARTICIPANTS,
    PHRASES,
    RCTS_AS_TOPIC,
    TYPES,
)

DESIGNS = (
    "guideline",
    "systematic-review",  # with or without a meta-analysis in it
    "meta-analysis",  # one that is not said to rest on a systematic review
    "rct",
    "controlled-trial",  # controlled, not said to be randomised
    "clinical-trial",  # not said to be controlled
    "cohort",
    "case-control",
    "cross-sectional",
    "diagnostic-accuracy",
    "observational",  # of a kind that is not said
    "case-series",
    "case-report",
    "qualitative",
    "scoping-review",
    "narrative-review",
    "animal-study",
    "in-vitro",
    "protocol",
    "editorial",
    "letter",
    "comment",
    "news",
    "notice",  # a retraction notice, an erratum, an expression of concern
    "book-chapter",
)

_SYNTHESES = ("systematic-review", "meta-analysis")
_ABOVE_ALL = ("notice", "protocol", "guideline", "systematic-review", "scoping-review", "meta-analysis")
_TRIALS = ("rct", "controlled-trial", "clinical-trial")
_REMARKS = ("editorial", "letter", "comment", "news")


def indexed_design(publication_types: Iterable[Term], mesh: Iterable[MeshHeading], title: str) -> str:
    """One of `DESIGNS`, or "" where nothing says.

    Publication types go first, then the title's own words, then MeSH; the title also promotes a plain Review to the
    systematic review that it calls itself. A systematic review with a meta-analysis is a "systematic-review". A
    protocol is a protocol though it is indexed as the trial that it plans. MeSH's Sensitivity and Specificity, which
    laboratory assays have too, makes a "diagnostic-accuracy" only where no observational design is indexed. Primary
    research on animals alone is an "animal-study".
    """
    typed = {TYPES.get(term.ui) or TYPES.get(term.name.casefold(), "") for term in publication_types}
    headings = {heading.ui for heading in mesh}
    stated = "" if typed.intersection(_REMARKS) or "notice" in typed else _titled(title)
    if stated == "protocol":
        typed.add("protocol")
    if found := next((design for design in _ABOVE_ALL if design in typed or design == stated), ""):
        return found
    if "animal-study" in typed or (ANIMALS in headings and HUMANS not in headings and not typed.intersection(_REMARKS)):
        return "narrative-review" if "narrative-review" in typed else "animal-study"
    return _primary(typed, stated, headings)


def _primary(typed: set[str], stated: str, headings: set[str]) -> str:
    """The design of a record that is no synthesis."""
    for design in (*_TRIALS[:2], *_REMARKS):
        if design in typed:
            return design
    if stated == "rct":
        return stated
    if "case-report" in typed or stated in (
        "case-report",
        "case-series",
    ):  # the review of the literature is its second half
        return "case-series" if stated == "case-series" else "case-report"
    if stated and "narrative-review" not in typed:
        return stated
    for design in ("clinical-trial", "narrative-review"):
        if design in typed:
            return design
    indexed = next((design for ui, design in HEADINGS.items() if ui in headings), "")
    if indexed in ("", "observational", "diagnostic-accuracy") and "observational" in typed:
        return "observational"
    in_vitro = headings & CELLS and not headings & PARTICIPANTS
    return indexed or ("in-vitro" if in_vitro else "")


def _titled(title: str) -> str:
    """The design that a title names as its own; "" if none, or if it speaks about such a study."""
    lowered = title.lower()
    found = next((design for design, hint, phrase in PHRASES if hint in lowered and phrase.search(title)), "")
    return "" if found and ABOUT.search(title) else found


# OCEBM Levels of Evidence Working Group, "The Oxford 2011 Levels of Evidence"; syntheses are handled in `level`.
_TREATMENT = {
    "rct": 2,
    "controlled-trial": 3,
    "cohort": 3,
    "clinical-trial": 4,
    "case-control": 4,
    "cross-sectional": 4,
    "observational": 4,
    "case-series": 4,
    "case-report": 5,
    "animal-study": 5,
    "in-vitro": 5,
}
_LEVELS: dict[Kind, dict[str, int]] = {
    "therapy": _TREATMENT,
    "prevention": _TREATMENT,
    "harm": _TREATMENT,
    "aetiology": _TREATMENT,
    "diagnosis": {
        "diagnostic-accuracy": 2,
        "cross-sectional": 3,
        "cohort": 3,
        "observational": 4,
        "case-control": 4,
        "case-series": 4,
        "animal-study": 5,
        "in-vitro": 5,
    },
    "prognosis": {
        "cohort": 3,
        "rct": 3,
        "controlled-trial": 3,
        "case-control": 4,
        "case-series": 4,
        "observational": 4,
        "clinical-trial": 4,
    },
}


def level(design: str, kind: Kind, of_rcts: bool | None) -> int | None:
    """The level (1 to 5) of an indexed design for a kind of question; None where the table has no row for it.

    OCEBM 2011 (not the older 1a-5 table of 2009), "The Oxford 2011 Levels of Evidence", as far as an index can tell:

        level  therapy, prevention, harm     diagnosis                        prognosis
        1      systematic review of RCTs     systematic review                systematic review (of cohorts)
        2      RCT                           diagnostic accuracy study,       (inception cohort), meta-analysis
                                             meta-analysis                    (of cohorts)
        3      controlled trial, cohort      other cross-sectional, cohort    cohort, arm of a trial
        4      case series, case-control     case-control                     case series, case-control
        5      mechanism                     mechanism

    `of_rcts` is whether a synthesis is of RCTs, None if unknown: unless it is known to be, it is level 3 for therapy,
    prevention, harm and aetiology; one that is known to be is level 3 for prognosis. For diagnosis and prognosis a
    "meta-analysis", which is not known to rest on a systematic review, is level 2. The table has no aetiology: the harm
    row serves (as in 2009). Where the index leaves a design open, the lower level is given: observational and unspecified
    clinical trials 4, any cohort in prognosis 3. A case report is placed below a case series, at 5; the table does not
    list it. What is not a study (guideline, narrative review, editorial, protocol, ...) has none.
    """
    if design not in _SYNTHESES:
        return _LEVELS[kind].get(design)
    systematic = 1 if design == "systematic-review" else 2
    if kind == "diagnosis":
        return systematic
    if kind == "prognosis":
        return 3 if of_rcts else systematic
    return 1 if of_rcts else 3


_RCTS = re.compile(r"\brandomi[sz]ed\b[^.;]{0,60}\b(?:trials|studies)\b|\bRCTs\b", re.IGNORECASE)
_INCLUDED = re.compile(
    r"\b(?:includ|eligib|search|select|identif|pool|consider|compris|met\b|we analy|meta-analy|review)",
    re.IGNORECASE,
)
_NOT_INCLUDED = re.compile(
    r"\bneed|\brequire|\bwarrant|\black|\bno (?:\w+ )?randomi|\bexclud|\bfuture\b|\bfurther\b|\bshould\b|\babsence\b",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"\b(?:non|quasi)[- ]?randomi[sz]ed|\bobservational\b|\bcohorts?\b|\bcase[- ]control\b|\bcase series\b"
    r"|\b(?:quasi|non)-?RCTs?\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def synthesises_rcts(document: Document) -> bool:
    """Whether a synthesis is known to be of randomised trials, and of nothing else.

    From the wording with which title or abstract say what was included, or from MeSH's Randomized Controlled Trials as
    Topic. A call for trials ("RCTs are needed") does not count, and one sentence that includes other designs too makes
    it False.
    """
    headings = {heading.ui for heading in document.mesh}
    on_animals = ANIMALS in headings and HUMANS not in headings
    if document.design not in _SYNTHESES or on_animals or _MIXED.search(document.title):
        return False
    abstract = document.text[len(document.title) :]
    including = [
        sentence
        for sentence in _SENTENCE.split(abstract)
        if _RCTS.search(sentence) and _INCLUDED.search(sentence) and not _NOT_INCLUDED.search(sentence)
    ]
    if any(_MIXED.search(sentence) for sentence in including):
        return False
    return bool(including or _RCTS.search(document.title) or RCTS_AS_TOPIC in headings)


_LINK_STATUS: dict[str, Status] = {
    "RetractionIn": "retracted",
    "PartialRetractionIn": "retracted",
    "RetractedandRepublishedIn": "retracted",
    "RetractionOf": "notice",
    "PartialRetractionOf": "notice",
    "ErratumFor": "notice",
    "ExpressionOfConcernFor": "notice",
    "ExpressionOfConcernIn": "concern",
    "UpdateIn": "superseded",
    "ErratumIn": "corrected",
    "CorrectedandRepublishedIn": "corrected",
}
_RETRACTED = ("D016441", "retracted publication")


def status_of(links: Sequence[Link], publication_types: Sequence[Term]) -> Status:
    """Whether a record still stands, by precedence: retracted > notice > concern > superseded > corrected > current.

    From its CommentsCorrections links (DTD pubmed_250101) and its publication types. A notice is about another article
    and is never evidence. A partial retraction (RefTypes of older DTDs) counts as one.
    """
    found: set[Status] = {_LINK_STATUS[link.kind] for link in links if link.kind in _LINK_STATUS}
    for term in publication_types:
        if term.ui in _RETRACTED or term.name.casefold() in _RETRACTED:
            found.add("retracted")
        elif (TYPES.get(term.ui) or TYPES.get(term.name.casefold())) == "notice":
            found.add("notice")
    return next((status for status in STATUSES if status in found), "current")
