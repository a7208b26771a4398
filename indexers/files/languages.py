"""Languages as files name them, to the codes that PubMed uses (ISO 639-2/B): "en", "en-US" and "English" are eng."""

import re
from collections.abc import Iterable

# the code of PubMed, the two letters of ISO 639-1, the terminological code where it is another, the English name
_NAMES = (
    "eng en english", "fre fr fra french", "ger de deu german", "spa es spanish", "por pt portuguese", "ita it italian",
    "dut nl nld dutch", "rus ru russian", "chi zh zho chinese", "jpn ja japanese", "kor ko korean", "pol pl polish",
    "cze cs ces czech", "swe sv swedish", "dan da danish", "nor no norwegian", "fin fi finnish", "hun hu hungarian",
    "tur tr turkish", "gre el ell greek", "heb he hebrew", "ara ar arabic", "per fa fas persian", "ukr uk ukrainian",
    "bul bg bulgarian", "rum ro ron romanian", "slo sk slk slovak", "slv sl slovenian", "hrv hr croatian",
    "srp sr serbian", "vie vi vietnamese", "tha th thai", "hin hi hindi", "cat ca catalan",
)  # fmt: skip
_CODE = {name: line.split()[0] for line in _NAMES for name in line.split()}


def language_codes(names: Iterable[str]) -> tuple[str, ...]:
    """Each once; a name that is not known here is left out unless it is a code of three letters."""
    words = (word.strip().lower() for name in names for word in re.split(r"[,;]|\band\b", name[:200]))
    codes = (
        _CODE.get(re.split(r"[-_]", word)[0]) or (word if re.fullmatch("[a-z]{3}", word) else "") for word in words
    )
    return tuple(dict.fromkeys(code for code in codes if code))
