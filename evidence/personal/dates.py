"""Full dates: a day of a month of a year. A year, or a month of a year, is harmless (45 CFR 164.514(b)(2)(i)(C))."""

import re

from evidence.personal.rule import Rule

DATE = "full date"

_MONTH = (  # English, German, French, Spanish, Italian
    r"(?:jan(?:uary|uar|vier)?|jänner|enero|ene|gen(?:naio)?|feb(?:ruary|ruar|rero|braio)?|f[eé]v(?:rier)?"
    r"|mar(?:ch|s|zo)?|märz?|maerz|mrz|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|mag(?:gio)?|june?|juni[o]?|juin"
    r"|giu(?:gno)?|jul(?:y|i|io)?|juil(?:let)?|lug(?:lio)?|aug(?:ust)?|ao[uû]t|ago(?:sto)?|sept?(?:ember|embre|iembre)?"
    r"|set(?:tembre)?|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|d[eé]c(?:embre)?"
    r"|dic(?:iembre|embre)?)(?![^\W\d_])\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:18|19|20)\d\d"
_UNIT = r"(?! ?(?:mg|g|mcg|µg|μg|kg|ml|l|mmol|units?|iu|u|%|weeks?|wk|days?|d|months?|mo|years?|y|hours?|h|min|mm|cm|gy)\b| ?%)"


def _is_date(found: re.Match[str]) -> bool:
    """One of the two first numbers may be a month, the other a day."""
    first, second = int(found["a"]), int(found["b"])
    return 1 <= min(first, second) <= 12 and max(first, second) <= 31


def _date(pattern: str) -> Rule:
    return Rule(DATE, re.compile(rf"(?<![\w.,/-]){pattern}(?![\w/]|[.,-]\d)", re.I))


DATES = (
    Rule(DATE, re.compile(rf"(?<![\w./-]){_YEAR}([./-]|[./-] )(?P<a>\d\d?)\1(?P<b>\d\d?)(?!\d|[./-]\d)"), _is_date),
    Rule(
        DATE, re.compile(rf"(?<![\w./-])(?P<a>\d\d?)([./-]|[./-] | [./-] )(?P<b>\d\d?)\2{_YEAR}(?!\d|[/-]\d)"), _is_date
    ),
    Rule(
        DATE,
        re.compile(rf"(?<![\w./-])(?<!day )(?<!days )(?P<a>\d\d?)/(?P<b>\d\d?)/'?\d\d(?![\w/]|[.,-]\d){_UNIT}"),
        _is_date,
    ),
    Rule(DATE, re.compile(rf"(?<![\w./-])(?P<a>\d\d)([.-])(?P<b>\d\d)\2\d\d(?![\w/-]|[.,]\d){_UNIT}"), _is_date),
    _date(
        rf"{_DAY}(?:st|nd|rd|th|er|\.|º)?[ .-]?(?:(?:day )?of |de |of the )?[ ,-]?{_MONTH}[ ,.-]{{0,2}}(?:de |of |del )?"
        rf"'?(?:{_YEAR}|\d\d){_UNIT}"
    ),
    _date(rf"{_MONTH}[ -]?(?:the )?{_DAY}(?:st|nd|rd|th)?(?:, ?| |-|/){_YEAR}"),
    _date(rf"{_YEAR}[ ,.-]{{1,2}}{_MONTH}[ -]{_DAY}(?:st|nd|rd|th)?"),
    Rule(DATE, re.compile(rf"{_YEAR} ?年 ?(?P<a>\d\d?) ?月 ?(?P<b>\d\d?) ?日"), _is_date),
    Rule(  # eight digits are also a PMID
        DATE,
        re.compile(
            rf"(?<!\w)(?:admitted|discharged|seen|operated|examined|died|deceased|visited|presented)(?: on)?[ :]+{_YEAR}"
            r"(?P<a>\d\d)(?P<b>\d\d)\b",
            re.I,
        ),
        _is_date,
    ),
    Rule(  # whatever it looks like
        DATE,
        re.compile(
            r"(?<!\w)(?:d\.?o\.?b\.?|date of birth|birth ?dat(?:e|um)|birthday|born(?: on)?|geb(?:oren|\.)?(?: am)?"
            r"|geburts(?:datum|tag)|date de naissance|n[eé]e? le)[ :=.,-]*(?:is |was |ist )?(?:\d{1,2}[ ./-]{1,2}\d|\d{6,8}\b|"
            rf"{_DAY}(?:st|nd|rd|th|\.)? {_MONTH}\b)",
            re.I,
        ),
    ),
)
