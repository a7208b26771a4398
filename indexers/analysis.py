"""How text becomes search terms; the index and the query go through the same door.

Rust does the tokenising (letters and digits, lower case, English stemming). What Python adds is small: Greek letters
become their names, and compounds that mix letters with digits, hyphens or Greek are indexed once more in one piece, so
that IL-6, IL6 and "IL 6" meet, and TNF-α, TNF-alpha and TNFα too.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

import tantivy

from evidence.text.spelling import american

ANALYSER = "en-stem-compounds-v6"

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "ϕ": "phi", "ϵ": "epsilon",
}  # fmt: skip
_GREEK = str.maketrans(GREEK | {k.upper(): v for k, v in GREEK.items() if k.upper() != k})
_MIXED = re.compile(r"(?<=[a-zA-Z0-9])(?=[α-ωϕϵΑ-Ω])|(?<=[α-ωϕϵΑ-Ω])(?=[a-zA-Z0-9])")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d", "-"))
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, as a shell passes on bytes that are not UTF-8
# letters and digits joined by at most three hyphens, with at least one digit or hyphen: il-6, p53, tnf-alpha, covid-19
_COMPOUND = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,3}")


def normalise(text: str) -> str:
    """Compatibility forms folded, accents off, Greek spelt out, every dash a hyphen, lower case, American spelling."""
    if not text.isascii():
        text = _FOREIGN.sub(_folded, text)
    return american(text.lower())


def _folded(run: re.Match[str]) -> str:
    return _plain(run.group())


@lru_cache(maxsize=1 << 14)  # a few symbols, accents and Greek letters come again and again
def _plain(run: str) -> str:
    """A run of characters beyond ASCII. No fold joins one of them with an ASCII neighbour but for accents, which go."""
    text = unicodedata.normalize("NFKC", _SURROGATE.sub(" ", run)).translate(_HYPHENS).translate(_GREEK)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def separated(query: str) -> str:
    """Greek letters apart from the Latin letters and digits that they touch: TNFα as TNF-α."""
    return _MIXED.sub("-", query)


def compounds(normalised: str) -> list[str]:
    """Every compound in one piece: "il-6" gives "il6". Numbers alone and plain words give nothing."""
    some = " ".join([word for word in normalised.split() if not word.isalpha()])  # a plain word is none
    mixed = (word.replace("-", "") for word in _COMPOUND.findall(some) if not word.isalpha())
    return [word for word in mixed if not word.isdigit()]


def word_analyser() -> Any:
    """tantivy's analyser for unstemmed fields, to be built: letters and digits; beyond 80 bytes it is no word."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(80))


@cache
def stemmer() -> Any:
    """The analyser of the fields that rank: `stemmer().analyze(normalise(text))` gives its terms in order."""
    return word_analyser().filter(tantivy.Filter.stopword("english")).filter(tantivy.Filter.stemmer("english")).build()
