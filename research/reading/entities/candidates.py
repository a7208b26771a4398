"""Things that a sentence names: runs of words between stop words, verbs and punctuation, and the names inside them."""

import re
from collections.abc import Iterator

from evidence.text.words import STOP_WORDS

Span = tuple[int, int]

LONGEST = 5  # words of a candidate
_TOKEN = re.compile(r"[^\W_]+(?:[-'’/.+][^\W_]+)*[+%]?|[^\w\s]")
_VERBS = """
    however although because while whether thus therefore via per within without among through using used based including
    include includes included compared versus show shows showed shown suggest suggests found identified reported
    demonstrated revealed known called named termed remains remain become becomes became led leads caused causes induce
    induces induced increased increases decreased reduced reduces associated related linked required requires involved
    plays play approved indicated received recommended developed present presented characterized due well both only
    several many new novel recent recently often usually highly very mainly particularly respectively following targets
    inhibits binds encodes encoded located occurs act acts regulates regulated affects affected treated performed
    conducted either our
"""
_BREAKS = STOP_WORDS | frozenset(_VERBS.split())
_NAME = re.compile(r"[A-Z]{2,}|[A-Z].*\d|[a-z]+[A-Z]|\d.*[A-Z]")
_DRUG = re.compile(
    r"(?!(?:\w*(?:peptide|nucleotide|(?:soma|cy|angio|endo)\w*statin)|chosen|worsen|loosen|veteran|concept|accept|intercept|percept)$)"
    r"\w{3,}(?:mab|nib|vir|statin|pril|sartan|olol|azole|cillin|mycin|micin|floxacin|gliptin|gliflozin|glutide|parin|xaban|gatran|"
    r"prazole|setron|triptan|dronate|lukast|tide|cept|ciclib|parib|degib|rafenib|sen|ran|vec|leucel|oxetine|azepam|barbital|caine)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d+(?:[.,·]\d+)*(?:\s?(?:%|percent|per cent|years?|months?|weeks?|days?|hours?|mg|kg|kb|Mb|kDa|bp|million))?"
)


def candidates(sentence: str) -> list[Span]:
    """Spans of `sentence`, in order, without repeats; they may lie in one another."""
    found: dict[Span, None] = {}
    for run in _runs(sentence):
        found.update(dict.fromkeys(_of_run(sentence, run)))
    found.update(dict.fromkeys(m.span() for m in _NUMBER.finditer(sentence)))
    return sorted(found)


def is_name(text: str) -> bool:
    """Whether it is written like a name: capitals inside, digits, or a drug's ending."""
    return any(_NAME.search(word) or _DRUG.fullmatch(word) for word in text.split())


def is_drug(text: str) -> bool:
    """Whether its last word ends like a drug's name (USAN and INN stems)."""
    return bool(_DRUG.fullmatch(text.split()[-1]))


def is_number(text: str) -> bool:
    """Whether it is a number, with or without its unit."""
    return bool(_NUMBER.fullmatch(text))


def _runs(sentence: str) -> Iterator[list[Span]]:
    """Unbroken runs of words."""
    run: list[Span] = []
    for match in _TOKEN.finditer(sentence):
        word = match.group()
        if word.lower() in _BREAKS or not (word[0].isalnum()):
            yield run
            run = []
        else:
            run.append(match.span())
    yield run


def _of_run(sentence: str, run: list[Span]) -> Iterator[Span]:
    """The run if it is short, its last two words, and each word in it that is written like a name."""
    if not run:
        return
    if len(run) <= LONGEST:
        yield run[0][0], run[-1][1]
    if len(run) > 2:
        yield run[-2][0], run[-1][1]
    yield from (span for span in run if is_name(sentence[span[0] : span[1]]))
