"""The key by which records of one article are brought together to be compared: the letters of its title.

Equal keys are a reason to look, never to merge (`indexers.same_work` decides), so the key forgives what sources write
differently: case, punctuation, accents, Greek letters spelled out, what follows the first 40 letters.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from evidence.folding import fold
from evidence.model import Document

LEAST = 20  # letters; shorter titles ("Editorial", "Reply", "Acute pancreatitis") are many articles' titles
MOST = 40  # letters; enough to tell most titles apart, and a subtitle that one source leaves out often comes later
BYTES = 6  # of the hash: at 38 million records a chance of 1 in 7 million that a key meets another title's

_RETRACTED = re.compile(r"^\W*(?:retracted|withdrawn)\b(?:\s+article)?\W+", re.IGNORECASE)
_OTHER = re.compile(r"[\W_]+")
# openings, as `title_letters` gives them, that journals use again and again
_GENERIC = re.compile(
    r"(?:the)?(?:abstractsof|annualreportof|bookreview|calendarof|conferencecalendar|correspondence|corrigend|correctionto"
    r"|acknowledge?ment(?:of|to)|(?:authors?)?(?:reply|response)(?:to)?(?:the)?letter|editorialboard|erratum"
    r"|expressionofconcern|highlights(?:of|from)|imagesin|inthis(?:month|issue)|informationforauthors|instructionsforauthors"
    r"|introductionto(?:the)?special|letters?totheeditor|messagefromthe|newsand|presidentialaddress|proceedingsof"
    r"|retraction(?:of|to|notice)|tableofcontents)"
)


def work_key(document: Document) -> str:
    """Twelve hexadecimal digits; "" for pages, and where the title is too short or too common to tell an article."""
    if document.form in ("html", "section-tree") or document.id.startswith("guideline:"):
        return ""
    letters = title_letters(document.title)
    if len(letters) < LEAST or _GENERIC.match(letters):
        return ""
    return blake2b(letters[:MOST].encode(), digest_size=BYTES).hexdigest()


def title_letters(title: str) -> str:
    """The letters and digits of a title in plain lower case, without a leading "RETRACTED:"."""
    return _OTHER.sub("", plain(_RETRACTED.sub("", title)))


def plain(text: str) -> str:
    """Lower case without accents, Greek letters by their names; other scripts stay as they are."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", fold(text).text).casefold()
    return "".join(_spelled(letter) for letter in folded if not unicodedata.combining(letter))


@lru_cache(maxsize=1024)
def _spelled(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return name.split()[-1].lower() if name.startswith("GREEK SMALL LETTER") else letter
