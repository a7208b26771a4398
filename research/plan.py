"""Question to plan, without a model: the kind of question, its parts as far as they can be read off, its facets.

Facets follow the order in which evidence is looked for at the bedside (guidelines and syntheses before single studies:
DiCenso, Bayley and Haynes 2009); `plan_file` writes a plan for a user to edit, and what is changed there is what is run.
"""

import re
from dataclasses import replace

from evidence.errors import UsageError
from evidence.model import Filters, Kind, Plan, SubQuery
from evidence.text.synonyms import other_names
from research.pico import read_pico

# First match wins. Words are the field's, not the library's.
KIND_WORDS: tuple[tuple[Kind, str], ...] = (
    ("diagnosis", r"diagnos\w*|sensitivity|specificity|accuracy|accurate\w*|screening tests?|detect\w*|biomarker\w*"),
    ("aetiology", r"expos(?:ure|ed)\b"),
    ("harm", r"harm\w*|adverse|side effects?|safe|safety|toxic\w*|bleed\w*|haemorrhage|hemorrhage|complications?"
             r"|(?:rais|increas)\w* (?:the )?(?:risk|rate|incidence|chance|odds|falls|fractures|mortality|deaths?|infections?)\b"),
    ("prevention", r"prevent\w*|prophyla\w*|vaccin\w*|screening|primary prevention"),
    ("diagnosis", r"test(?:s|ing)?\b"),
    ("prognosis", r"prognos\w*|persist(?:s|ence)?\b|surviv\w*|natural history|long.?term outcome|predict\w*|life expectancy|recurrence"),
    ("aetiology", r"caus(?:e|es|ed|al)\b|risk factors?|aetiolog\w*|etiolog\w*|associated with|mutations?|gene[s]?\b"
                  r"|associations? (?:between|of|with)\b|(?-i:associations?)\b(?! (?:recommend|guideline|statement|advise|say))"),
    ("therapy", r"treat\w*|therap\w*|effective\w*|efficacy|effect\w*|benefit\w*|improve\w*|reduc\w*|versus|vs|compared|better"),
)  # fmt: skip
# A comparison of interventions is a therapy question even where the outcome is a harm avoided.
_COMPARISON = re.compile(r"\b(less|fewer|lower|more|better|compared (?:with|to)|versus|vs\.?|than)\b", re.IGNORECASE)

# Something that is given, and is hoped to do good: its outcome ("survival", "bleeding") does not make the kind. Verbs in
# the form that follows "does"; "treated", "reduced" describe people and doses.
_DOES_GOOD = re.compile(
    r"\b(?:do|does|did|can|could|will|is|are)\s+(?P<given>\S.*?)\s+"
    r"(?P<verb>prevent|protect|reduce|lower|decrease|improve|treat|relieve|slow|prolong|cure|effective(?:ness)?|efficacy|beneficial)\b"
    r"(?P<outcome>.*)",
    re.IGNORECASE,
)
_OTHER_MATTERS = re.compile(r"\b(?:diagnos|detect|accura|sensitiv|specificity|prognos|predict)\w*", re.IGNORECASE)
_LESS_OF_A_GOOD = re.compile(
    r"\b(?:reduce|lower|decrease)\s+(?:[\w-]+\s+){0,3}(?:survival|life expectancy)", re.IGNORECASE
)
_PREVENTS = re.compile(r"\b(?:prevent|protect|prophyla|vaccin|screening)", re.IGNORECASE)

SYNTHESES = ("systematic-review", "meta-analysis")
TRIALS = ("rct", "controlled-trial")


def make_plan(question: str, filters: Filters = Filters()) -> Plan:
    """A plan whose sub-queries all keep within `filters`. Raises UsageError on an empty question."""
    question = " ".join(question.split())
    if any("\ud800" <= c <= "\udfff" for c in question):
        raise UsageError("The question is not valid text. Type it anew, or set the terminal to UTF-8.")
    if not any(c.isalnum() for c in question):
        raise UsageError('The question is empty. Ask in a sentence, for example: evidence report "Does X reduce Y?"')
    pico = read_pico(question)
    plan = Plan(question, kind_of(question, bool(pico["comparator"])), (), **pico)
    return replace(plan, queries=tuple(_facets(question, filters)))


def kind_of(question: str, has_comparator: bool = False) -> Kind:
    """The kind of question, by its words; therapy where nothing tells."""
    if has_comparator and _COMPARISON.search(question) and not re.search(r"diagnos|sensitiv|accura", question, re.I):
        return "therapy"
    if _hopes_for_good(question):
        return "prevention" if _PREVENTS.search(question) else "therapy"
    for kind, words in KIND_WORDS:
        if re.search(rf"\b(?:{words})", question, re.IGNORECASE):
            return kind
    return "therapy"


def _hopes_for_good(question: str) -> bool:
    """Whether an intervention is asked to do good; not where safety, a test's accuracy or an exposure is the matter."""
    found = _DOES_GOOD.search(question)
    if not found or re.search(r"\bsafe", question, re.IGNORECASE) or _LESS_OF_A_GOOD.search(question):
        return False
    exposure = re.search(r"\bexpos(?:ure|ed)\b", found["given"], re.IGNORECASE)
    return not _OTHER_MATTERS.search(found["outcome"]) and (not exposure or bool(_PREVENTS.match(found["verb"])))


def _facets(question: str, filters: Filters) -> list[SubQuery]:
    def narrowed(*designs: str) -> Filters | None:
        allowed = tuple(d for d in designs if not filters.designs or d in filters.designs)
        return replace(filters, designs=allowed) if allowed else None

    words = " ".join([question, *other_names(question)])  # in sight: the plan and the report show what is searched
    facets = [
        ("all", "Any design", words, filters),
        ("guidelines", "Guidelines", words, narrowed("guideline")),
        ("reviews", "Systematic reviews", words, narrowed(*SYNTHESES)),
        ("trials", "Trials", words, narrowed(*TRIALS)),
        ("harms", "Harms", f"{words} adverse events safety harms", filters),
        ("subgroups", "Subgroups", f"{words} subgroup elderly renal impairment", filters),
        ("contradicting", "Evidence against", f"{words} no difference no significant effect not superior", filters),
    ]
    return [SubQuery(name, title, text, within) for name, title, text, within in facets if within is not None]
