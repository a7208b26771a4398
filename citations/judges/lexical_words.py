"""Which way a word points, which words are each other's opposites, and how rare a word is, for comparing two sentences.

The lists were gathered by hand from general use and from reading SciFact's training claims.
"""

import re
from functools import lru_cache

_MORE = """
    increas- higher high highest greater greatest more most larger largest rise- rising rose risen rais- elevat- longer
    prolong- enhanc- exceed- doubl- tripl- later stronger strong gain- accelerat- augment- upregulat- excess- heavier
    promot- induc- activat- stimulat- facilitat- trigger- driv- boost- potentiat- caus- contribut- requir- essential
    critical necessary crucial presen- positiv- improv- benefi- effectiv- efficac- superior better best
    susceptib- sensitiv- suffic- depend- express- overexpress- accumulat- restor- rescu- worsen- aggravat- exacerbat- expan-
    accurate accuracy precise- reliab- predict- major- abundan- rich prevalen- affect- influenc- worth- useful
    associat- correlat- link- linked related lead- result- mediat- support- maintain- bind- interact- able capab- frequent
    common likely possible aid- help- allow- enabl- produc- generat- form- cooperat- recogniz- respon- succe- rapid- fast-
"""
_LESS = """
    decreas- lower- low lowest less least lesser fewer fewest reduc- declin- shorter shorten- smaller smallest drop- fell fall falls
    falling fallen diminish- attenuat- suppress- inhibit- prevent- weaker weak- minimi- earlier slower slow- halv- downregulat- protect-
    delay- mitigat- alleviat- lessen- reliev- loss- lose losing lost block- abolish- abrogat- deplet- deficien- lack-
    absen- knockdown knockout delet- dispensab- unnecessary independen- negativ- ineffectiv- worse worst inferior poor-
    resistan- impair- disrupt- silenc- antagoni- repress- limit- restrict- eliminat- ablat- remov- prohibit- hinder- interfer-
    fail- unable incapab- inactivat- insuffic- insensitiv- counteract- revers- curtail- hamper- unlikely rare rarely
    unrelated imped- inaccura- premature disassembl- breakdown misdiagnos- unreliab- scarce- sparse- little
    useless unchanged evad- escap- defect- compromis- dysfunction-
    uncommon unaffected avoid- degrad- destabili-
"""
_NOT = "no not never neither nor without cannot none non didn doesn don isn wasn weren aren hasn haven couldn"
# words that stand for a turned statement where the other text has their partner
_OPPOSITES = """
    increas- rise rose elevat- higher greater more upregulat- gain- rais- | \
        decreas- reduc- lower- fewer less declin- downregulat- loss drop- diminish-
    activat- stimulat- induc- promot- enhanc- trigger- | inhibit- suppress- repress- block- prevent- inactivat- attenuat- abrogat- impair-
    high- | low-
    longer prolong- | shorter shorten-
    presen- express- overexpress- | absen- lack- deficien- deplet- knockout loss delet-
    positiv- | negativ-
    early earlier | late later delay-
    depend- requir- essential necessary critical | independen- dispensab- unnecessary
    effectiv- efficac- benefi- | ineffectiv- fail- harmful
    improv- better superior | worse- worsen- inferior deteriorat- poorer
    risk- harm- | protect- safe-
    sensitiv- susceptib- | resistan- insensitiv- refractory
    strong- | weak-
    acute | chronic
    male- men man | female- women woman
    child- pediatric infant- | adult- elderly older
    young- younger | old older elderly
    asymptomatic | symptomatic
    common frequent | rare rarely uncommon
    mild- moderate | severe- critical
    proximal | distal
    upstream | downstream
    intracellular | extracellular
    benign | malignan-
    homozygous | heterozygous
    dominant | recessive
    inner | outer
    systolic | diastolic
    same similar- comparable unchanged | differ- distinct significan-
    cause- caus- | prevent- protect- reduc- alleviat-
    likely | unlikely
    major- most | minor- few
    stabili- | destabili- degrad-
    fast- rapid- | slow-
    pro- proinflammatory | antiinflammatory
    saturated | unsaturated
    direct- | indirect-
    innate | adaptive
    tolera- safe- | toxic- intolera-
"""


def _beginnings(words: str) -> str:
    """A hyphen marks the beginning of a word; without one it is the whole word."""
    return "|".join(re.escape(w[:-1]) + r"\w*" if w.endswith("-") else re.escape(w) for w in words.split())


_UP = re.compile(_beginnings(_MORE))
_DOWN = re.compile(_beginnings(_LESS))
_PAIRS = tuple(
    (re.compile(_beginnings(a)), re.compile(_beginnings(b)))
    for a, b in (line.split("|") for line in _OPPOSITES.strip().splitlines())
)
NEGATIONS = frozenset(_NOT.split())


@lru_cache(maxsize=50_000)
def sign(word: str) -> int:
    """1 for a lower-case word of more, of acting or of being there, -1 for its opposite, 0 for neither."""
    return -1 if _DOWN.fullmatch(word) else 1 if _UP.fullmatch(word) else 0


@lru_cache(maxsize=50_000)
def sides(word: str) -> frozenset[int]:
    """The pairs of opposites that a lower-case word is of: k + 1 for the first side of pair k, -(k + 1) for the second."""
    found = {k + 1 for k, (one, _) in enumerate(_PAIRS) if one.fullmatch(word)}
    return frozenset(found | {-(k + 1) for k, (_, other) in enumerate(_PAIRS) if other.fullmatch(word)})
