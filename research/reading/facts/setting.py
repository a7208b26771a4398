"""Where a study took place, as it says: "at 12 hospitals in Denmark", "in Shizuoka Prefecture, Japan", "47 centres"."""

import re
from collections.abc import Sequence
from functools import cache

from evidence.report import Stated
from evidence.text.sentences import sentences
from evidence.text.typography import even
from research.reading.facts.countries import COUNTRIES, NATIONS
from research.reading.facts.people import NOUN, NUMBER
from research.reading.facts.zones import Zone, stated

_PLACES = (
    r"(?:hospitals?|cent(?:re|er)s|(?:study|clinical|trial|research|participating) sites|clinics?|practices"
    r"|(?:nursing|care) homes|schools|villages|icus?|institutions?|pharmacies|communities|districts"
    r"|universities|facilities|countries|outpatient clinics)"
)
_PLAIN = rf"(?!(?:of|was|were|with|who|from|in|at|and|to|{NOUN})\b)[a-z-]+"
_ELSEWHERE = frozenset({"BACKGROUND", "CONCLUSIONS", "REGISTRATION", "FUNDING"})
_MADE_BY = re.compile(r"\b(?:Inc|Ltd|GmbH|Corp|Co|version|software|SPSS|SAS|Stata|LLC|AG|manufactur\w*|Pharma\w*)\b")
_OF_STUDY = re.compile(
    r"\b(?:study|trial|survey\w*|conducted|recruit\w*|enrol\w*|data|performed|patients|participants|cohort"
    r"|undertook|carried out|adults|women|children|subjects|analy[sz]ed)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"\b(?:leading cause|major cause|public health (?:problem|concern|issue)|is (?:the most )?common"
    r"|incidence has|little is known|remains? limited)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(
    r"\b(?:recruit\w*|enrol\w*|took place|conducted|carried out|multicent\w*|patients (?:were|from|at|in)"
    r"|(?:subjects|participants|women|children|volunteers) (?:were|from))\b",
    re.IGNORECASE,
)
_BODIES = re.compile(
    r"\b(?:Statistics|Institutes?|Ministry|Registr\w+|Registers?|Agency|Society|Council|Survey|Database|Board"
    r"|Inspectorate|Committee)\b"
)
_OTHERS = re.compile(
    r"\b(?:such as|unlike|compared with|previous|reported|approved|guidelines?|licensed|available|incidence"
    r"|prevalence|mortality) (?:\w+ ){0,4}$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?i:in|at|from|across) (?=[A-Zt])")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The best worded first: centres in a country, a place in a country, a country, centres, a nation's people."""
    country = rf"(?:{'|'.join(sorted(map(re.escape, COUNTRIES), key=len, reverse=True))})(?![\w-])"
    more = rf"(?:(?:,| and|, and) (?:the )?{country}){{0,12}}"
    nation = rf"(?:{'|'.join(NATIONS)})"
    many = rf"(?i:{NUMBER}) (?:{nation} )?(?:{_PLAIN} ){{0,4}}?(?i:{_PLACES})\b"
    named = r"(?:the )?(?:[A-Z][\w.'-]+,? (?:(?:of|de|the|in) )*){0,8}"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"\b(?:(?i:at|in|from|across|within|involving) )?{many} (?:in|across|from|throughout|of"
            rf"|within) (?:{NUMBER} )?{named}{country}{more}",
            rf"\b(?i:at|in|from|across) (?:(?:a|an|the|one|two|three|single|several) )?(?:[a-z-]+ ){{0,4}}(?i:{_PLACES}"
            rf"|area|province|region|city|state)\b (?:in|of|across|from) {named}{country}{more}",
            rf"\b(?:in|at|from|across|throughout) {named}(?:the )?{country}{more}",
            rf"\b(?:(?:at|in|from|across|within|involving|enrolled at) )?(?:the )?{many}",
            rf"\b{nation} (?:[a-z-]+ ){{0,3}}?{NOUN}\b",
            r"\b(?:at|in|from) (?:(?:a|an|the|our|one) )(?:(?:large|single|tertiary|tertiary-care|university|teaching"
            r"|general|referral|academic|care|level|urban|rural|regional|district|pediatric|paediatric|primary"
            r"|community|public|private|children's|medical|affiliated|medical) ){1,5}(?:hospital|institution|care unit"
            r"|cent(?:re|er)|clinic|department|practice)\b",
        )
    )


def setting(text: str, zones: Sequence[Zone], title: str = "", *, of_people: bool = False) -> Stated | None:
    """The best worded place of the study's own parts, else one in the title; `text` begins with `title`.

    With `of_people`, for a full text, only in sentences on who took part or where the study was done: laboratories and
    makers of devices have places too.
    """
    plain = even(text)
    own = [z for z in zones if z.category not in _ELSEWHERE]
    if of_people:
        own = [
            Zone(z.category, s, e)
            for z in own
            for s, e in sentences(text, z.start, z.end)
            if _OF_PEOPLE.search(text, s, e)
        ]
    own += [Zone("", 0, len(title))] if title and text.startswith(title) else []
    for pattern in _patterns():
        for zone in own:
            for match in pattern.finditer(plain, zone.start, zone.end):
                if _is_own(plain, match, zone):
                    start = _last_place(plain, match) if match.end() <= len(title) else match.start()
                    return stated(text, start, match.end())
    return None


def _last_place(plain: str, match: re.Match[str]) -> int:
    """In a title, whose words are all capital, where its last "in Somewhere" begins."""
    return next((m.start() for m in reversed([*_PLACE.finditer(plain, match.start(), match.end())])), match.start())


def _is_own(plain: str, match: re.Match[str], zone: Zone) -> bool:
    """Not the maker of a device in brackets, a search's limits, or another people's figures."""
    before = plain[max(zone.start, match.start() - 80) : match.start()]
    after = plain[match.end() : match.end() + 20]
    if _BODIES.search(match.group()):
        return False
    sentence = plain[
        max(zone.start, plain.rfind(". ", zone.start, match.start())) : plain.find(". ", match.end()) + 1 or zone.end
    ]
    if (not zone.category and zone.start and not _OF_STUDY.search(sentence)) or _LEADING.search(sentence):
        return False
    made = before.count("(") > before.count(")") or _MADE_BY.search(match.group())
    return (
        not made
        and not _OTHERS.search(before)
        and not re.match(r"[ -](?:version|criteria|guidelines?|index|score|ink)\b", after)
    )
