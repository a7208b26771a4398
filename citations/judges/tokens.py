"""A sentence as a row of tokens that compare equal where they say the same.

Typography, case, British spelling, endings, number words, units and synonyms are evened out; articles, auxiliaries and
most prepositions fall away. What is left of "Mortality fell by 12·5 percent" and of "Death decreased by 12.5%" is the
same row: mortality, decreased, 12.5, %.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from citations.judges.frames import unframed
from citations.judges.readings import in_full, kinds, phrases, plain_words
from citations.judges.spelling_of_words import NUMBER_WORDS, key_of
from evidence.text.any_of import any_of
from evidence.text.typography import fold

_THIN_GROUP = re.compile(r"(?<=\d)[\u00a0\u2008\u2009\u202f](?=\d{3}(?!\d))")
# "34 106": thin spaces become plain ones wherever a text is copied
_SPACED_GROUP = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3}){1,3}(?![\d.,]?\d|%)")
_PIECE = re.compile(
    r"""(?P<number>(?:(?:[1-9]\d{0,2}(?:,\d{3}){1,5}(?![\d,])|0,\d+|\d+)(?:\.\d+)?|\.\d+))
    | (?P<word>[^\W\d_]+)
    | (?P<sign><=|>=|[<>≤≥±%^=+↑↓$€£≠])
    | (?P<mark>[,;:()\[\]/.!?"-])""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3}){1,5}(?![\d,])|0,\d+|\d+)(?:\.\d+)?|\.\d+")
_NUMBER_WORD = re.compile(rf"\b(?:{any_of(NUMBER_WORDS)})\b")
_SIGNS = {"<=": "≤", ">=": "≥"}
_NOT = re.compile(r"(?<=\w)n't\b|(?<=\bcan)not\b")
_TWENTY_ONE = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(one|two|three|four|five|six|seven|eight|nine)\b",
    re.IGNORECASE,
)
_INVERSE = re.compile(r"(?<=[A-Za-z0-9])[ ·*.]?\b(kg|dl|dL|l|L|ml|mL|min|h|d|day|s|year)\^?-1(?![\d.])")  # mg kg-1
_PER_AREA = re.compile(r"(?<=[A-Za-z])[ ·]?m\^?-2(?![\d.])")  # kg m-2
_OR_MORE = re.compile(r"\b(\d{1,9}(?:\.\d{1,9})?)( [A-Za-z]{1,7}|) or (?:older|more|greater|above|over|longer)\b")
_OR_LESS = re.compile(r"\b(\d{1,9}(?:\.\d{1,9})?)( [A-Za-z]{1,7}|) or (?:younger|less|fewer|below|under|shorter)\b")
_ABOUT = re.compile(r"[~≈]")
_CELSIUS = re.compile(r"\s?°\s?C\b")
_OWNER = re.compile(r"'s?(?!\w)")
_BELOW = {("less", "than"): "<", ("fewer", "than"): "<", ("lower", "than"): "<", ("smaller", "than"): "<",
          ("more", "than"): ">", ("greater", "than"): ">", ("higher", "than"): ">", ("larger", "than"): ">",
          ("at", "least"): "≥", ("at", "most"): "≤", ("up", "to"): "≤"}  # fmt: skip
_ONE_WORD = {"below": "<", "under": "<", "above": ">", "over": ">", "exceeding": ">", "beyond": ">"}
_NO_DENIAL = ("nonetheless", "noninvasive", "nonlinear", "nonsense", "noninferior", "noninferiority", "nonhuman")
_NO = {"<": "≥", ">": "≤"}  # "no more than 5" is at most 5


@dataclass(frozen=True, slots=True)
class Token:
    """`key` is compared; `text` is shown. `opens` is the mark or "and" that stands before it, "" where it goes on.

    `lead` holds the plain words passed over since the token before it ("in the").
    """

    key: str
    text: str
    is_number: bool = False
    opens: str = ""
    lead: str = ""
    depth: int = 0  # of brackets around it


def tokens(text: str, forms: Mapping[str, str] | None = None, *, is_source: bool = False) -> tuple[Token, ...]:
    """The tokens of a sentence; `forms` are the short forms of its document, spelt out."""
    folded = _ABOUT.sub(" approximately ", fold(grouped(text)))
    folded = _TWENTY_ONE.sub(_in_digits, _NOT.sub(" not", unframed(folded, is_source=is_source)))
    folded = _OR_LESS.sub(r"≤ \1 \2", _OR_MORE.sub(r"≥ \1 \2", _PER_AREA.sub(" per m2", folded)))
    folded = _INVERSE.sub(r" per \1", _CELSIUS.sub(" degrees C", folded))
    if forms:
        folded = spelt(folded, forms)
    return tuple(_without_plain(_with_phrases(_with_relations(list(_pieces(in_full(folded)))))))


def grouped(text: str) -> str:
    """Thousands in one piece."""
    return _SPACED_GROUP.sub(lambda match: match.group().replace(" ", ""), _THIN_GROUP.sub("", text))


def _in_digits(match: re.Match[str]) -> str:
    return str(NUMBER_WORDS[match[1].lower()] + NUMBER_WORDS[match[2].lower()])


def spelt(text: str, forms: Mapping[str, str]) -> str:
    """Each short form in full, and a bracket that only names one left out."""
    used = [short for short in forms if short in text]
    for short in used:
        bare = re.escape(short)
        text = re.sub(rf"\(\s?{bare}s?\s?\)", " ", text)
        text = re.sub(rf"(?<![\w-]){bare}s?(?![\w-])", fold(forms[short]).replace("\\", ""), text)
    return text


def _pieces(folded: str) -> Iterator[Token]:
    """Words, numbers and signs with the mark before each; a minus belongs to its number, a range's dash does not."""
    opens, minus, before, depth = "", "", -1, 0
    if not folded.isascii():
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = _OWNER.sub("", folded)
    for match in _PIECE.finditer(folded):
        written, kind = match.group(), match.lastgroup
        if kind == "mark":
            opens = opens if opens == "." else _mark(written, folded, match.start()) or opens
            depth = max(0, depth + (written in "([") - (written in ")]"))
            minus = "-" if written == "-" and _is_minus(folded, match.start()) else ""
            continue
        if kind == "number":
            named = _is_name(folded, match.start())
            yield Token(minus + _value(written), minus + written, not named, opens, "", depth)
        elif kind == "sign":
            yield Token(_SIGNS.get(written, written), written, False, opens, "", depth)
        else:
            is_by = folded[match.start() - 1 : match.start()] == "/" and match.start() > 0
            is_measured = is_by or (match.start() - before <= 1 and before > 0)
            yield from _word(written, opens, depth, is_by=is_by, is_measured=is_measured)
        before = match.end() if kind == "number" else -1
        opens, minus = "", ""


def _word(written: str, opens: str, depth: int, *, is_by: bool, is_measured: bool) -> Iterator[Token]:
    number = NUMBER_WORDS.get(written.lower())
    key = key_of(written, is_measured)
    if is_by and kinds().get(key) in ("unit", "time"):
        yield Token("per", "/", False, opens, "", depth)
        opens = ""
    if number is not None:
        yield Token(str(number), written, True, opens, "", depth)
    elif written.lower().endswith("fold") and written.lower()[:-4] in NUMBER_WORDS:
        yield Token(str(NUMBER_WORDS[written.lower()[:-4]]), written, True, opens, "", depth)  # twofold
        yield Token("fold", "fold", False, "", "", depth)
    elif len(written) > 7 and written.lower().startswith("non") and written.lower() not in _NO_DENIAL:
        yield Token("non", "non", False, opens, "", depth)  # nonsignificant and non-significant
        yield Token(key_of(written[3:]), written[3:], False, "", "", depth)
    else:
        yield Token(key, written, False, opens, "", depth)


def _is_name(folded: str, at: int) -> bool:
    """The digits of IL-6, CD4 and p53 belong to a name."""
    before = folded[at - 1 : at]
    return before.isalpha() or (before == "-" and folded[at - 2 : at - 1].isalpha())


def _value(written: str) -> str:
    plain = written.replace(",", "." if written.startswith("0,") else "")
    return format(Decimal(plain).normalize(), "f")


def _mark(written: str, folded: str, at: int) -> str:
    """A boundary of phrases; "" for a hyphen, a slash within a fraction and a full stop within a name."""
    around = folded[at - 1 : at], folded[at + 1 : at + 2]
    if written in ".-" and (around[1].isalnum() or (written == "-" and around[0].isalnum())):
        return ""
    if written == "/":
        return ""
    return "(" if written == "[" else ")" if written == "]" else "," if written == "-" else written


def _is_minus(folded: str, at: int) -> bool:
    """A dash that touches its number and follows no other, or stands alone after "=" or a bracket."""
    before, after = folded[at - 1 : at], folded[at + 1 : at + 2]
    if after.isdigit() or after == ".":
        return not (before.isalnum() or before in (")", "]", "%", "."))
    opened = before in ("=", "(", "<", ">") or (before == " " and folded[at - 2 : at - 1] in ("=", "(", "<", ">"))
    return after == " " and opened


def _with_relations(row: list[Token]) -> list[Token]:
    """ "at least 5" as ≥ 5, "no more than 5" as ≤ 5, "under 5" as < 5."""
    out: list[Token] = []
    k = 0
    while k < len(row):
        here = row[k]
        two = (here.text.lower(), row[k + 1].text.lower()) if k + 1 < len(row) else ("", "")
        number_next = k + 1 < len(row) and row[k + 1].is_number
        if two in _BELOW and k + 2 < len(row) and row[k + 2].is_number:
            sign, width = _BELOW[two], 2
        elif here.text.lower() in _ONE_WORD and number_next:
            sign, width = _ONE_WORD[here.text.lower()], 1
        else:
            out.append(here)
            k += 1
            continue
        opens = here.opens
        if out and sign in _NO and out[-1].text.lower() in ("no", "not"):
            opens, sign = out.pop().opens, _NO[sign]
        out.append(Token(sign, " ".join(t.text for t in row[k : k + width]), False, opens, "", here.depth))
        k += width
    return out


def _with_phrases(row: list[Token]) -> list[Token]:
    """Synonyms of one or several words replaced by the name that stands for them."""
    table = phrases()
    out: list[Token] = []
    k = 0
    while k < len(row):
        for words, target in table.get(row[k].key, ()):
            width = len(words)
            if tuple(t.key for t in row[k : k + width]) == words and not any(t.opens for t in row[k + 1 : k + width]):
                shown = " ".join(t.text for t in row[k : k + width])
                opens = (row[k].opens, *("" for _ in target[1:]))
                out += [Token(key, shown, False, o, "", row[k].depth) for key, o in zip(target, opens, strict=True)]
                k += width
                break
        else:
            out.append(row[k])
            k += 1
    return out


def _without_plain(row: list[Token]) -> Iterator[Token]:
    """Plain words fall away; the mark before them, and an "and", are kept as the next token's opening."""
    opens, lead = "", ""
    plain = plain_words()
    for token in row:
        opens = token.opens or opens
        if token.key in plain or token.key == "=":
            lead = f"{lead} {token.text}".strip()
            opens = opens or ("and" if token.key in ("and", "but") else "")
            continue
        yield replace(token, opens=opens, lead=lead)
        opens, lead = "", ""


def values_in(text: str) -> frozenset[str]:
    """The value of every number of a text, written in digits or in words, without signs; those of names as well."""
    folded = fold(grouped(text))
    joined = _TWENTY_ONE.sub(_in_digits, folded)
    named = (str(NUMBER_WORDS[word]) for word in _NUMBER_WORD.findall(folded.lower()))
    return frozenset((*map(_value, _NUMBER.findall(joined)), *named))


@lru_cache(maxsize=256)
def keys_of(text: str) -> frozenset[str]:
    """The keys of all words of a text."""
    return frozenset(token.key for token in tokens(text))
