"""A person's age over 89 (45 CFR 164.514(b)(2)(i)(C)). A population that old, as in "older than 90 years", is no person."""

import re

from evidence.personal.rule import Rule

AGE = "age over 89"

_AGE = r"(?:9\d|1[0-2]\d)"
_WORDS = r"ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
_NOT_A_LIMIT = (  # what stands before the limit of a group, or the end of a range
    r"(?<![\w.,/<>=≥≤-])(?<![<>=≥≤~] )(?<!than )(?<!over )(?<!above )(?<!under )(?<!below )(?<!beyond )(?<!least )"
    r"(?<!most )(?<!until )(?<!before )(?<!after )(?<!past )(?<!up to )(?<!to )(?<!and )(?<!exceeding )(?<!through )(?<!- )"
)
_MANY = (
    r"(?:patients|adults|people|persons|individuals|subjects|participants|women|men|males|females|residents|survivors"
    r"|seniors|those|veterans|donors|recipients|cohorts?|populations?|groups?|olds|nonagenarians|centenarians)"
)
_ONWARD = (  # what turns an age into a limit: "90 years and older", "90+", "90 to 99"
    rf"(?! ?(?:\+|-|plus\b|and (?:older|over|above|up|more|beyond)|or (?:older|over|above|more)|to \d|et plus|und älter"
    rf"|(?:[a-z-]+ ){{0,3}}{_MANY}\b))"
)
_YEARS = r"(?:(?:years?|yrs?|y)\.?)"
_SEX = r"(?:male|female|man|woman|lady|gentleman|boy|girl|person|patient|mother|father|m|f)"


def _age(pattern: str) -> Rule:
    return Rule(AGE, re.compile(pattern, re.I))


_GROUP = "".join(  # a look behind has a fixed length: one for each word
    f"(?<!{word} )"
    for word in (
        "patients",
        "adults",
        "people",
        "persons",
        "women",
        "men",
        "individuals",
        "those",
        "residents",
        "subjects",
    )
)
_CUT = "".join(
    f"(?<!{word} )" for word in ("mean", "median", "average", "by", "until", "to", "cut-off", "cutoff", "from")
)
_UNIT = r"(?! ?(?:%|percent|mg|kg|g|mm|cm|beats|bpm|pounds|lb|days|weeks|months|hours|minutes))"
_WHOLE = r"(?![\w.,/%]\d|[-+%\w/])"  # not the start of a longer number
_NEXT = r"(?= (?:with|who|presents?|presenting|has|had|on|admitted|w/|s/p|c/o|h/o|hx)|[,;.?]|$)"

AGES = (
    _age(
        rf"{_NOT_A_LIMIT}(?<!from ){_GROUP}(?:{_AGE}|(?<!\w)(?:{_WORDS}))[ -]?{_YEARS}[ -]?(?:of age|olds?|o\.?)(?![\w/])"
        rf"(?<!olds){_ONWARD}"
    ),
    _age(rf"{_NOT_A_LIMIT}{_AGE} ?y\.?/?o\.?[mf]?(?![\w/]){_ONWARD}"),
    _age(rf"{_NOT_A_LIMIT}{_AGE} ?{_YEARS}?/[mf](?![\w/])"),
    _age(rf"{_NOT_A_LIMIT}{_AGE}[ -]?(?:{_YEARS}[ -]?)?(?:old[ -])?{_SEX}{_NEXT}(?<!\d m)(?<!\d f)"),
    _age(rf"(?<!\w)(?:male|female|man|woman|lady|gentleman),? {_AGE}{_NEXT}"),
    _age(
        rf"(?<![\w-]){_GROUP}{_CUT}(?:aged?|age is|age was|age of|im alter(?: von)?|alter:|âgée? de|edad de)[ :=]{{1,2}}"
        rf"(?:is |was |of |about |von )?(?:{_AGE}|{_WORDS}){_WHOLE}(?: ?{_YEARS})?+{_ONWARD}"
    ),
    _age(
        r"(?<!\w)(?:patient|pt|he|she|man|woman|mother|father|grandmother|grandfather|who|i)"
        r"(?: is|'s| was|'m| am| turned| just turned| aged)(?: now| already| almost| nearly)?"
        rf" {_AGE}{_WHOLE}{_UNIT}{_ONWARD}"
    ),
    _age(
        rf"{_NOT_A_LIMIT}{_AGE}[ -]?(?:jährige[rnms]?(?! (?:patienten|frauen|männer|menschen|personen))|jahre alt)\b"
        rf"{_ONWARD}"
    ),
)
