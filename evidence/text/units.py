"""Units of measurement as abstracts write them, and one name for each.

Symbols are told apart by case (mM is not mm, Mg is not mg); a spelling that is not listed is not a unit.
"""

import re

# The name: its other spellings.
_SPELLINGS = {
    "%": "percent",
    "percentage point": "percentage points|percent points|%-points|% points",
    "year": "years|yr|yrs|y",
    "month": "months|mo|mos",
    "week": "weeks|wk|wks",
    "day": "days|d",
    "hour": "hours|hr|hrs|h",
    "minute": "minutes|min|mins",
    "second": "seconds|sec|secs|s",
    "msec": "ms",
    "fold": "folds",
    "kg": "kilogram|kilograms",
    "g": "gram|grams|gm",
    "mg": "milligram|milligrams",
    "ug": "mcg|microgram|micrograms",
    "ng": "nanogram|nanograms",
    "pg": "picogram|picograms",
    "l": "L|liter|liters|litre|litres",
    "dl": "dL|deciliter|deciliters|decilitre|decilitres",
    "ml": "mL|milliliter|milliliters|millilitre|millilitres|cc",
    "ul": "uL|microliter|microliters",
    "mol": "mole|moles",
    "mmol": "",
    "umol": "micromol|mumol",
    "nmol": "",
    "pmol": "",
    "M": "",
    "mM": "",
    "uM": "",
    "nM": "",
    "km": "",
    "m": "meter|meters|metre|metres",
    "cm": "",
    "mm": "",
    "um": "micron|microns",
    "nm": "",
    "m2": "m^2|m(2)",
    "cm2": "cm^2|cm(2)",
    "mm3": "mm^3|mm(3)",
    "mmHg": "mm Hg|mmhg",
    "cmH2O": "cm H2O",
    "kPa": "",
    "IU": "iu",
    "U": "units|unit",
    "mEq": "meq",
    "mOsm": "",
    "bpm": "beats per minute|beats/min",
    "°C": "degrees C",
    "Gy": "",
    "cGy": "",
    "kcal": "",
    "kJ": "",
    "Hz": "",
    "kDa": "",
    "person-year": "person-years|patient-year|patient-years|person years|patient years",
}
_NAMES = {spelling: name for name, others in _SPELLINGS.items() for spelling in (name, *others.split("|")) if spelling}
_ANY = "|".join(re.escape(spelling) for spelling in sorted(_NAMES, key=len, reverse=True))
_ONE = rf"(?:(?:%|{_ANY})(?<=%)|(?:{_ANY})(?![A-Za-z0-9^]))"  # a letter may follow a per cent sign: "95%CI"
_BY = r"\s?(?:/|·|per\b)\s?"
_UNIT = re.compile(rf"[ -]?(?P<unit>{_ONE}(?:{_BY}(?:[\d.]{{1,8}}\s?)?{_ONE}){{0,3}})")
_PART = re.compile(rf"(?P<by>/|·|per\b)|(?P<one>{_ONE})|(?P<number>\d[\d.]*)")


def unit_after(folded: str, at: int) -> str:
    """The name of the unit that follows a number ending at `at` in folded text (see typography); "" if none does."""
    match = _UNIT.match(folded, at)
    return "".join(map(_name, _PART.finditer(match["unit"]))) if match else ""


def _name(part: re.Match[str]) -> str:
    """mg per day -> mg/day."""
    if part["by"]:
        return "/"
    return _NAMES[part["one"]] if part["one"] else part["number"]
