"""Numbers of people in a sentence: "1,234 patients", "sixty women", "children (N = 105)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: k for k, word in enumerate(_ONES, 1)} | {word: 10 * k for k, word in enumerate(_TENS, 2)}
_UP_TO_99 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
)
WORDS = rf"(?:(?:{'|'.join(_ONES[:9])}) hundred(?:(?: and)?[ -]{_UP_TO_99})?|{_UP_TO_99})"
DIGITS = r"(?:\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)"
NUMBER = (
    rf"(?<![\w.,/<>±-])(?<!\d )(?<!hundred )(?<!hundred and )(?<!thousand )(?<!thousand and )(?:{DIGITS}"
    rf"|{WORDS})(?![\w]|[.,/-]\d|\s?%|\s?±)"
)
NOUN = (
    r"(?:patients|participants|adults|people|persons|women|men|children|individuals|subjects|veterans|residents|infants"
    r"|adolescents|volunteers|neonates|newborns|babies|students|schoolchildren|mothers|outpatients|inpatients"
    r"|respondents|smokers|survivors|recipients|boys|girls|males|females|nurses|physicians|workers|teenagers|couples"
    r"|athletes|parents|caregivers|carers|probands|twins|births|pregnancies|deliveries|toddlers|preschoolers|youths"
    r"|gravidae|primigravidae|nulliparae|employees|soldiers|pupils|elders|seniors)"
)
_STOP = (
    r"(?!(?:we|were|was|is|are|who|of|in|from|among|and|or|with|to|for|by|on|at|as|than|vs|versus|had|the"
    r"|years?|countries|days?|weeks?"
    r"|months?|hours?|cent(?:re|er)s?|sites?|hospitals?|clinics?|practices|mg|ml|g|kg|times|groups?|studies"
    r"|trials|rcts)\b)"
)
_FILLER = rf"{_STOP}[\w/+'≥≤-]+"
_AND_MORE = r"(?: (?:and|or) (?:men|women|boys|girls|males|females|children|adolescents|adults|infants)\b)?"  # one number for both
_COUNT = re.compile(rf"(?P<number>{NUMBER})(?: (?:of the |of our )?)(?:{_FILLER}(?:,(?! \d))? ){{0,5}}?{NOUN}\b(?!-|/| (?:year"
    rf"|month|day|week)s?\b){_AND_MORE}", re.IGNORECASE)  # fmt: skip
_IN_BRACKETS = re.compile(
    rf"\b{NOUN}\b(?: {_FILLER}){{0,4}} ?[(\[](?:total )?(?P<sign>[Nn]) ?= ?(?P<number>{DIGITS})(?=[)\];,])"
)


@dataclass(frozen=True, slots=True)
class Count:
    """`text[start:end]` names so many people: "60 adult outpatients"; `number_end` is where the number ends."""

    value: int
    start: int
    end: int
    number_end: int
    capital: bool = False  # "N = 105": by custom the whole, where "n" may be a part


def counts(plain: str, start: int, end: int) -> list[Count]:
    """The numbers of people in `plain[start:end]`, a text made even (evidence.text.typography), in order."""
    return sorted(_counts(plain, start, end), key=lambda count: count.start)


def _counts(plain: str, start: int, end: int) -> Iterator[Count]:
    for match in _COUNT.finditer(plain, start, end):
        yield Count(value_of(match["number"]), match.start(), match.end(), match.end("number"))
    for match in _IN_BRACKETS.finditer(plain, start, end):
        if match["sign"] == "N":
            yield Count(value_of(match["number"]), match.start(), match.end() + 1, match.end("number"), capital=True)


def value_of(written: str) -> int:
    """1234 for "1,234" and "1 234", 62 for "sixty-two", 103 for "one hundred and three"."""
    if written[0].isdigit():
        return int(re.sub(r"\D", "", written))
    hundreds, _, rest = written.lower().rpartition("hundred")
    small = sum(_VALUES[word] for word in re.findall(r"[a-z]+", rest) if word != "and")
    return 100 * _VALUES[hundreds.strip()] + small if hundreds else small
