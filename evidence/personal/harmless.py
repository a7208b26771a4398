"""What looks like personal data and is not: identifiers of publications, and dates in a search's limits."""

import re

_DATE = r'"?\d{4}(?:[/-]\d{1,2}){0,2}"?'
_TAG = r"\[ ?(?:dp|pdat|ppdat|epdat|edat|crdt|mhda|lr|dcom|dep|date ?- ?[a-z ]+|publication date|entry date) ?\]"
# a date that limits a search of the literature, in words: "published since 1 January 2020", "searched until 2024-03-01"
_WHEN = r"(?:\d{1,4}[ ./-][a-z]{3,9}\.?[ -]\d{1,4}|[a-z]{3,9} \d{1,2},? \d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
_WORDS = (
    r"\b(?:published|publications?|articles|papers|literature|search(?:ed)?|indexed|trials|reviews)"
    r" (?:(?:from|since|until|before|after|between|up to|through|on) )+"
    rf"{_WHEN}(?: (?:to|and|until|through|-) {_WHEN})?"
)

HARMLESS = (
    re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+"),  # DOI
    re.compile(
        r"\b(?:https?://)?(?:www\.)?(?:doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|clinicaltrials\.gov)/[^\s\"<>]*", re.I
    ),
    re.compile(
        r"\b(?:NCT ?\d{8}|ISRCTN ?\d{8}|PMC ?\d+|CRD ?\d{8,}|ACTRN ?\d{14}|ChiCTR[-\w]*\d+|DRKS ?\d{8})\b", re.I
    ),
    re.compile(r"\b(?:EudraCT|EUCTR)(?: number| no\.?)?:? ?\d{4}-\d{6}-\d{2}(?:-\d\d)?", re.I),
    re.compile(r"\b20\d\d-(?:00|50)\d{4}-\d{2}(?:-\d\d)?\b"),  # EudraCT and EU CT numbers
    re.compile(r"\bPMIDs?:? ?\d{1,8}(?:[ ,;]+\d{1,8})*\b", re.I),
    re.compile(r"\b\d{1,8} ?\[(?:uid|pmid)\]", re.I),
    re.compile(r"\bS\d{4}-\d{3}[\dX]\(\d\d\)\d{5}-[\dX]", re.I),  # a publisher's item identifier
    re.compile(rf"{_DATE}(?: ?{_TAG})?(?: ?: ?{_DATE})? ?{_TAG}", re.I),
    re.compile(_WORDS, re.I),
)
