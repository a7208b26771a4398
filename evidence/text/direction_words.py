"""The words that carry a direction, as beginnings of words: what rises or falls, what is better or worse, what is bad.

Gathered from reading the half of the training articles that the card of direction.json names, and from general use.
"""

import re
from functools import lru_cache

_UP = """
    increas- higher greater more larger rise rises rising rose risen rais- elevat- longer prolong- enhanc- exceed-
    doubl- tripl- later stronger higher most highest greatest longest gain- accelerat- augment- upregulat- excess-
    heavier bigger faster quicker
"""
_DOWN = """
    decreas- lower- less lesser fewer reduc- declin- shorte- shorter smaller drop- fell fall falls fallen falling
    diminish- attenuat- suppress- inhibit- prevent- weaker minimi- earlier slower lowest least smallest fewest shortest
    halv- downregulat- protect- delay- mitigat- alleviat- lessen- reliev- loss losses lost
"""
_GOOD = """
    improv- better best superior- benefi- effective- efficacious favor- favour- success- outperform- advantage-
    ameliorat- preferable faster quicker
"""
_BAD = """
    worse- worst poorer inferior- deteriorat- impair- aggravat- poor
"""
# outcomes of which less is better
_HARM = """
    pain death mortality die died adverse event symptom sever depress anxi stress fatigue relapse recur complicat infect
    bleed loss failure disab nausea vomit toxic tumor tumour lesion hemorrhage haemorrhage hypotens hypertens impair
    disorder distress burden discomfort insomnia cost hospital readmission length duration time delay error injur fractur
    fall ulcer inflamm edema oedema swelling cough fever diarr constipat headache stiff weight bmi fat cholesterol ldl
    triglycerid glucose hba1c insulin pressure crp smok drink alcohol drug craving suicid hostil anger negative problem
    difficult barrier dropout withdrawal attrition parasit viral malaria cancer stroke infarct dependen caries plaque
    bleeding gingiv score scale
"""
_GAIN = """
    survival quality function knowledge adheren complian satisf success heal recover remission response efficacy walk
    strength vo2 capacity hdl hemoglobin haemoglobin bone muscle self efficacy confidence accuracy performance skill
    attention memory learning activity fitness vaccin coverage pregnan birth uptake attendance retention detection
    cessation quit abstinen mobility balance sleep wellbeing well-being social awareness empath cure completion
"""
_SAME = """
    similar- comparable equivalen- equal- same identical- unchanged unaffected alike noninferior- stable constant
"""
_NOT = "no not neither nor without non none cannot fail failed fails failing failure lack unable didn insignificant nonsignificant ns"
_CHANGES = """
    reduc- decreas- declin- increas- improv- loss losses gain- drop drops fall rise elevat- worsening deteriorat-
    change- shortening prolongation
"""
_REFERENCE = "than versus vs against compared comparison relative over"


def _beginning(words: str) -> re.Pattern[str]:
    """A hyphen marks the beginning of a word; without one it is the whole word."""
    return re.compile("|".join(w[:-1] if w.endswith("-") else rf"{w}\b" for w in words.split()))


_KINDS = {
    "up": _beginning(_UP),
    "down": _beginning(_DOWN),
    "good": _beginning(_GOOD),
    "bad": _beginning(_BAD),
    "same": _beginning(_SAME),
    "change": _beginning(_CHANGES),
}
_HARMFUL = re.compile("|".join(_HARM.split()))
_GAINFUL = re.compile("|".join(_GAIN.split()))
NEGATIONS = frozenset(_NOT.split())
REFERENCES = frozenset(_REFERENCE.split())


@lru_cache(maxsize=20_000)
def kinds(word: str) -> frozenset[str]:
    """Of up, down, good, bad, same and change, those that a lower-case word is of."""
    return frozenset(name for name, pattern in _KINDS.items() if pattern.match(word))


@lru_cache(maxsize=20_000)
def sign(word: str) -> int:
    """1 for a word of more, -1 for a word of less, 0 for neither; whether that is good is `merit`."""
    found = kinds(word)
    return 1 if "up" in found else -1 if "down" in found else 0


@lru_cache(maxsize=20_000)
def merit(word: str) -> int:
    """1 for a word of better, -1 for a word of worse, 0 for neither."""
    found = kinds(word)
    return 1 if "good" in found else -1 if "bad" in found else 0


@lru_cache(maxsize=5_000)
def polarity(outcome: str) -> int:
    """-1 where less of the outcome is better for the patient, 1 where more is, 0 where its words do not say."""
    text = outcome.lower()
    harms, gains = len(_HARMFUL.findall(text)), len(_GAINFUL.findall(text))
    return (gains > harms) - (harms > gains)
