"""One key for a word in any case, spelling and ending."""

from functools import lru_cache

from evidence.text.spelling import american
from evidence.text.words import stem

_UP_TO_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty"""
_TENS = "thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS = {word: value for value, word in enumerate(_UP_TO_TWENTY.split())}
NUMBER_WORDS |= {word: 30 + 10 * k for k, word in enumerate(_TENS.split())}
# only after a number is "h" an hour; case tells mM from mm
_UNITS = {
    "percent": "%", "milligram": "mg", "milligrams": "mg", "microgram": "ug", "micrograms": "ug", "mcg": "ug",
    "gram": "g", "grams": "g", "kilogram": "kg", "kilograms": "kg", "nanogram": "ng", "nanograms": "ng",
    "milliliter": "ml", "milliliters": "ml", "millilitre": "ml", "millilitres": "ml", "liter": "l", "liters": "l",
    "litre": "l", "litres": "l", "y": "year", "yr": "year", "yrs": "year", "mo": "month", "mos": "month", "wk": "week",
    "wks": "week", "d": "day", "h": "hour", "hr": "hour", "hrs": "hour", "min": "minute", "mins": "minute",
    "s": "second", "sec": "second", "secs": "second", "mM": "millimolar", "M": "molar", "uM": "micromolar",
    "nM": "nanomolar", "fold": "fold", "centimeter": "cm", "centimeters": "cm", "millimeter": "mm", "millimeters": "mm",
    "millimole": "mmol", "millimoles": "mmol", "micromole": "umol", "micromoles": "umol", "micromol": "umol",
    "nanomole": "nmol", "nanomoles": "nmol", "picogram": "pg", "picograms": "pg", "kilocalories": "kcal", "cc": "ml",
    "ms": "msec", "U": "unit", "units": "unit", "millisecond": "msec", "milliseconds": "msec", "deciliter": "dl", "decilitre": "dl",
    "microliter": "ul", "microlitre": "ul", "kilopascal": "kpa",
    "metre": "m", "metres": "m", "meter": "m", "meters": "m",
}  # fmt: skip
_ALWAYS = {"mcg", "hr", "hrs", "yr", "yrs", "wk", "wks", "percent", "mM", "uM", "nM"}


@lru_cache(maxsize=65_536)
def key_of(word: str, after_number: bool = False) -> str:
    """The key of a folded word; "h" and "d" are units only right after a number."""
    if word in _UNITS and (after_number or word in _ALWAYS or len(word) > 5):
        return _UNITS[word]
    small = american(word.lower())
    stemmed = stem(small)
    return small if stemmed == "not" else stemmed  # "noted" is no denial
