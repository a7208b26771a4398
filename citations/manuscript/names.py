"""Authors' names in citation marks and in reference lists."""

import re
import unicodedata
from functools import lru_cache

from citations.manuscript.word_sets import word_set

PARTICLES = word_set(
    "van von der den de del della dello degli di da das dos do du la le les lo ten ter te 't zu zum zur af av al el bin ibn ben st st. vom"
    " vande vanden vander y e"
)
_ET_AL = re.compile(
    r",? *(?:\bet\.? +al(?:ii|\.)?\.?|\bu\. ?a\.|\bund (?:mitarb\w*\.?|kolleg\w*)|\band (?:colleagues|co-?workers"
    r"|others)|\by col(?:s|\.)?\.?|\be col\.?|\bm\. ?fl\.)\.?",
    re.I,
)
_AND = re.compile(r" *(?:,? *&|,? *\band\b|,? *\bund\b|,? *\bet\b|,? *\by\b|,? *\ben\b) *|, *")
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "’": "'", "-": " "})
_SMALL = PARTICLES | word_set("of for the and on in & für und")
# capitalised words before a year that are nobody's name
_NOT_NAMES = word_set(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec januar februar märz mai juni juli oktober dezember spring summer autumn fall winter in since from until till before after
    by between during to as figure fig table box version edition update updated phase stage class grade protocol since published
    accessed retrieved year years visited section chapter appendix part vol volume issue no the this these those an a at on for and or
    but we it early late mid around circa about only data study studies trial trials issued aged reference references ref copyright
    approved effective revised wave round week day days month months""")  # fmt: skip


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """A family name for comparison: no accents, no case, one kind of apostrophe and blank; ß is ss, ø is o."""
    plain = name.lower().translate(_PLAIN)
    parted = unicodedata.normalize("NFD", plain)
    return " ".join("".join(c for c in parted if not unicodedata.combining(c)).split())


@lru_cache(maxsize=8192)
def mark_authors(words: str) -> tuple[str, ...]:
    """The family names that a mark lists before its year ("Smith & Jones", "van der Berg et al."), () where it lists none.

    An organisation is one name. What holds digits, a month or a small word ("since", "Figure") is no name.
    """
    flat = " ".join(words.split())
    bare = _ET_AL.sub("", flat).strip(" ,")
    if not bare or len(bare) > 120 or any(c.isdigit() for c in bare):
        return ()
    names = [name for name in _AND.split(bare) if name]
    names = [name.removesuffix("'s").removesuffix("'") for name in names]
    if all(is_name(name) for name in names):
        return tuple(names)
    return (bare,) if is_name(bare) else ()


def has_et_al(words: str) -> bool:
    """Whether it says "et al." or names two authors: dates and places do not."""
    return bool(_ET_AL.search(words)) or "&" in words


def is_name(name: str) -> bool:
    """One to seven words, each capitalised but for particles, none of them a month or the like."""
    words = name.split()
    if not 1 <= len(words) <= 7 or words[-1].lower() in _SMALL - {"al", "el"}:
        return False
    plain = [w.strip(".,") for w in words]
    if any(w.lower() in _NOT_NAMES and w.lower() not in _SMALL for w in plain) or plain[0].lower() in _NOT_NAMES:
        return False
    return all(w.lower() in _SMALL or _is_capitalised(w) for w in words) and any(_is_capitalised(w) for w in words)


def _is_capitalised(word: str) -> bool:
    letters = word.lstrip("'(")
    if letters[:2].lower() in ("d'", "l'", "o'"):
        letters = letters[2:]
    return letters[:1].isupper() and all(c.isalpha() or c in "'-.," for c in letters)
