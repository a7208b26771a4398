"""The year of what is cited, where a claim tells it: "In a 2020 review, ...". It is the record's, and seldom in its text.

2020 may as well be a count ("the 2020 infants") or the date of an event ("seen in 2020"): those are figures that the source
has to state. So a year is left out only where words show that it is the publication's.
"""

import re

from evidence.model import Document

LONGEST = 2_000  # characters; a longer statement is judged word for word only
_WORK = (
    r"(?:reviews?|study|trial|rct|meta-analysis|analysis|report|guidelines?|guidance|update|paper|article|survey|statement"
    r"|consensus|recommendations|edition|version|synthesis|audit|series|letter|editorial|commentary|publication|preprint)"
)
_WORDS = r"(?:[^\W\d][\w-]* ){0,4}?"  # "a 2020 Cochrane systematic review"
_TELLS = (
    r"(?:found|show|report|observ|conclud|stud|describ|suggest|compar|analy[sz]|investigat|examin|estimat|demonstrat|stat"
    r"|not|argu|recommend|advis|review|saw|did|also|has|have)"
)
_COUNTED = r"(?! ?(?:to|and|or|of|-|–|%)(?:\b|(?=[-–%])))(?![\w%.-]*\d)"


def without_year(claim: str, document: Document) -> str:
    """The claim without the year in which the document appeared, where it is told as that."""
    year = str(document.published.year or "")
    if not year or year in document.text or len(claim) > LONGEST:
        return claim
    told = (
        rf"(?P<told>\bal\.|\bcolleagues|\b[A-Z][\w'’-]*(?= ?\({year}\) {_TELLS})) ?\({year}\)",  # "Smith (2020) found"
        rf"(?P<an>\b[Aa] |\b[Tt]he |\b[Tt]heir ){year} (?={_WORDS}{_WORK}\b)",  # "a 2020 review"
        rf"(?P<said>\b(?:[Pp]ublished|[Rr]eported|[Aa]ppeared) )in {year}{_COUNTED} ?",
    )
    return re.sub("|".join(told), _kept, claim)


def _kept(match: re.Match[str]) -> str:
    return match["told"] or match["an"] or match["said"] or ""
