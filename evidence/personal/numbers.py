"""Numbers that name one person: in a record, with an insurer, with the state, on the telephone; and e-mail addresses.

Of the identifiers of 45 CFR 164.514(b)(2)(i): (D) telephone, (E) fax, (F) e-mail, (G) social security, (H) medical
record, (I) health plan.
"""

import re

from evidence.check_digits import is_kvnr, is_nhs_number
from evidence.personal.rule import Rule, digits_of

RECORD, INSURANCE, SOCIAL = "medical record number", "insurance number", "social security number"
PHONE, EMAIL = "phone number", "e-mail address"

_WORD = r"(?:(?:number|num|no|nr|nummer|id|identifier|numero)\b\.?|#)"
_LINK = r"[ :#=.-]*(?:(?:is|was|ist|lautet)[ :]+)?"
_CODE = r"(?:[a-z]{0,4}[ -]?)?\d[\da-z./-]*(?: \d[\d/-]+)*"  # what stands behind a label


def _labelled(kind: str, label: str, least: int) -> Rule:
    """A code of at least so many digits behind a label."""
    pattern = re.compile(rf"(?<![\w-])(?:{label}){_LINK}(?P<code>{_CODE})", re.I)
    return Rule(kind, pattern, lambda found: len(digits_of(found["code"])) >= least)


def _digits(kind: str, pattern: str, least: int, most: int) -> Rule:
    """Grouped digits, so many in all."""
    return Rule(kind, re.compile(pattern, re.I), lambda found: least <= len(digits_of(found[0])) <= most)


_RECORD_OF = (
    r"(?:medical|health|hospital|patient|clinic(?:al)?|unit|chart|med\.?|hosp\.?)(?:'s)?"
    r"(?: (?:record|rec|file|chart|case|hospital|registration))?"
)
_INSURER = (
    r"(?:(?:health|medical) )?(?:insurance|insured|policy|member(?:ship)?|subscriber|beneficiary|medicare|medicaid|group"
    r"|health ?card|(?:health )?plan|claim|payer|versicherten|versicherungs|krankenversicherungs|krankenversicherten"
    r"|krankenkassen|national insurance)(?: (?:policy|card|plan|member|claim|beneficiary|group))?"
)

NUMBERS = (
    _labelled(RECORD, r"(?:mrn|m\.r\.n\.|uhid|urn|nhi|hospitalnummer)(?: ?" + _WORD + ")?", 4),
    _labelled(RECORD, rf"{_RECORD_OF} ?-?{_WORD}", 4),
    _labelled(RECORD, r"(?:patienten|fall|akten|kranken(?:akten|blatt)|aufnahme)-? ?(?:nummer|nr\.?|id|zeichen)", 4),
    _labelled(RECORD, r"pat\.?-? ?(?:nr|id|no)\.?", 4),
    _labelled(RECORD, r"(?:encounter|visit|admission|specimen|account|case) ?" + _WORD, 5),
    _digits(RECORD, r"(?<![\w-])(?:patient|pt\.?|chart) ?#? ?\d{6,10}(?![\w.,%-]| ?(?:mg|g|ml|iu|units?|u)\b)", 6, 10),
    _labelled(INSURANCE, rf"{_INSURER}[ -]?{_WORD}", 4),
    _labelled(INSURANCE, r"(?:policy|subscriber|member)(?= \d{6})", 6),
    _labelled(INSURANCE, rf"(?:nhs|chi|kvnr|kv-nr\.?|mbi|hicn)(?: ?{_WORD})?", 7),
    Rule(
        INSURANCE,
        re.compile(r"(?<![\w.,/+-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w-]|[.,]\d)"),
        lambda found: is_nhs_number(digits_of(found[0])),
    ),
    Rule(  # 11 characters (CMS, "Understanding the MBI format")
        INSURANCE,
        re.compile(
            r"(?<![\w-])[1-9][ac-hjkmnp-rt-y][ac-hjkmnp-rt-y0-9]\d([ -]?)[ac-hjkmnp-rt-y][ac-hjkmnp-rt-y0-9]\d\1"
            r"[ac-hjkmnp-rt-y]{2}\d\d(?![\w-])",
            re.I,
        ),
    ),
    Rule(
        INSURANCE,
        re.compile(r"(?<![\w-])[a-z](?:[ -]?\d){9}(?![\w-]|[.,]\d)", re.I),
        lambda found: is_kvnr(found[0][0] + digits_of(found[0])),
    ),
    Rule(SOCIAL, re.compile(r"(?<![\w.,/+-])\d{3}([ .-])\d\d\1\d{4}(?![\w-]|[.,]\d)")),  # United States
    Rule(SOCIAL, re.compile(r"(?<![\w-])[a-z]{2} ?\d\d ?\d\d ?\d\d ?[a-d](?![\w-])", re.I)),  # Great Britain
    Rule(SOCIAL, re.compile(r"(?<![\w-])\d\d ?[0-3]\d[01]\d\d\d ?[a-z] ?\d{3}(?![\w-])", re.I)),  # Germany, pension
    _labelled(
        SOCIAL,
        rf"(?:ssn|ss#|nino|sin|svnr|sv-nummer|(?:social|sozial)[ -]?(?:security|insurance|versicherungs?)[ -]?(?:{_WORD})?)"
        r"(?: ?(?:number|no\.?|#))?(?: (?:ending(?: in)?|last (?:four|4)(?: digits)?))?",
        4,
    ),
    _labelled(
        PHONE,
        r"(?:tele?(?:ph|f)one?|tele?(?:ph|f)on(?:nummer|-nr\.?)?|phone|tel|fax|mobile|handy|pager|cell(?: ?phone)?"
        r" ?(?:number|no\.?|:)|(?:call|contact)(?: (?:me|him|her|them|us))?(?: (?:at|on|under))?)\.?"
        r"(?: (?:number|no\.?|nr\.?))?(?: (?:at|under))?[ :]*[+(]*",
        6,
    ),
    _digits(PHONE, r"(?<![\w+])\+[1-9]\d{0,3}(?:[ -]?(?:\(\d{1,4}\)|\d{1,12})){1,7}(?![\w.,]\d|[/%\w])", 8, 15),
    _digits(PHONE, r"(?<![\w+])\+[1-9]\d{0,3}(?:\.\d{2,8}){2,4}(?![\w.-])", 9, 15),
    _digits(PHONE, r"(?<![\w.,/+-])00[1-9]\d{0,3}(?:[ /-]?\d{2,10}){2,5}(?![\w.,]\d|[/%\w-])", 10, 16),
    _digits(PHONE, r"(?<![\w.,/+-])(?:\+?1[ .-]?)?\([2-9]\d\d\) ?\d{3}[ .-]\d{4}(?![\w-])", 10, 11),
    _digits(
        PHONE,
        r"(?<![\w.,/+-])(?:1[ .-])?[2-9]\d\d([ ./-])[2-9]?\d\d\d?\1\d{4}(?![\w-]|[.,]\d| ?(?:mg|g|mcg|ml|iu|units?|u)\b)",
        10,
        11,
    ),
    _digits(PHONE, r"(?<![\w.,/+-])1?[2-9]\d\d[2-9]\d{6}(?![\w-]|[.,]\d)", 10, 11),
    _digits(PHONE, r"(?<![\w.,/+-])\(?0[1-9]\d{0,4}\)?(?:[ /-]\d{3,8}){1,3}(?![\w-]|[.,]\d)", 9, 12),
    _digits(PHONE, r"(?<![\w.,/+-])0[1-9]\d{8,9}(?![\w-]|[.,]\d)", 10, 11),
    _digits(PHONE, r"(?<![\w.,/+-])0[1-9](?:([ .-])\d\d)(?:\1\d\d){3}(?![\w-]|[.,]\d)", 10, 10),  # France
    Rule(
        EMAIL,
        re.compile(
            r"(?<![\w.+%'-])[\w.+%'-]+(?:@| ?[\[(]at[\])] ?)[\w-]+(?:(?:\.| ?[\[(]dot[\])] ?)[\w-]+)*"
            r"(?:\.| ?[\[(]dot[\])] ?)[a-z]{2,}",
            re.I,
        ),
    ),
)
