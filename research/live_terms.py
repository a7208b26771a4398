"""The words of a question that name something, in the groups in which they stand, with their other names.

PubMed's automatic term mapping finds headings for a name; a question's other words it would ask of every record.
"""

import re
from collections.abc import Iterator
from functools import cache

from evidence.text.synonyms import groups
from evidence.text.words import STOP_WORDS
from research.reading.terms import ASKING

MOST_NAMES = 8  # other names of one group of words
# of the words that questions are made of, those that end a name or begin one: "Crohn disease", "short bowel syndrome"
_ENDS = frozenset(
    ("disease", "diseases", "disorder", "disorders", "event", "events", "syndrome", "syndromes", "therapy", "therapies")
)
_BEGINS = frozenset(("short", "long"))
# verbs that an answer turns on, beside those in ASKING
_VERBS = frozenset(
    f"{verb}{s}" for verb in ("slow", "protect", "relieve", "prolong", "cure", "cut", "lead") for s in ("", "s")
)
_ABSENT = frozenset(("no", "not", "without", "never", "nor"))  # "no cardiovascular disease": not what to look for
_BRACKETS = re.compile(r"\([^()]*\)")  # an abbreviation of what stands before
_WORD = r"[^\W_]+(?:[-'’][^\W_]+)*"


def name_groups(text: str) -> tuple[str, ...]:
    """Runs of words that name something, each once, in order: "adults with atrial fibrillation" has one."""
    found: dict[str, None] = {}
    run: list[str] = []
    absent = False
    begun = ""
    for token in _tokens(_BRACKETS.sub(" ", text)):
        word = token.lower()
        if word in _ENDS and run:
            run.append(token)
        elif _says_nothing(word):
            _keep(run, absent, found)
            run, absent, begun = [], word in _ABSENT, token if word in _BEGINS else ""
        elif not word.isdigit() or run:  # a number at the beginning is a dose, an age, a count
            run += [begun, token] if begun else [token]
            begun = ""
    _keep(run, absent, found)
    return tuple(found)


def group_term(run: str) -> str:
    """A run for PubMed: itself, left to automatic term mapping, or one of its other names, quoted, in title or abstract."""
    quoted = [f'"{name}"[tiab]' for name in other_wordings(run)[:MOST_NAMES]]
    return f"({' OR '.join([run, *quoted])})"


def other_wordings(run: str) -> list[str]:
    """The run with one known name in it in each of its other forms: "chronic kidney disease", "chronic renal disease"."""
    made: dict[str, None] = {}
    pattern, others = _names()
    for found in pattern.finditer(run):
        for name in others.get(_key(found[1]), ()):
            made[run[: found.start()] + name + run[found.end() :]] = None
    return [name for name in made if name.lower() != run.lower()]


def _says_nothing(word: str) -> bool:
    """Whether a word, or a mark, ends a group: "long-term" does, each half of which does."""
    if not word[0].isalnum() or word in _ABSENT or word in _VERBS:
        return True
    return all(part in STOP_WORDS or part in ASKING for part in word.split("-"))


def _keep(run: list[str], absent: bool, found: dict[str, None]) -> None:
    if run and not absent:
        found[" ".join(run)] = None


def _tokens(text: str) -> Iterator[str]:
    """Known names whole, other words one by one, and marks that end a group; apostrophes straight."""
    pattern, _ = _names()
    for found in re.finditer(rf"{pattern.pattern}|{_WORD}|[^\w\s]", text.replace("’", "'")):
        yield found[0]


@cache
def _names() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """(every known name, by itself the other names of its group); abbreviations count in capitals only."""
    named = {_key(name): tuple(n for n in group if n != name) for group in groups() for name in group}
    ordered = sorted((name for group in groups() for name in group), key=len, reverse=True)
    any_case = "|".join(re.escape(name) for name in ordered if not name.isupper())
    capitals = "|".join(re.escape(name) for name in ordered if name.isupper())
    return re.compile(rf"\b((?i:{any_case})|{capitals})s?\b"), named


def _key(name: str) -> str:
    return name if name.isupper() else name.lower()
