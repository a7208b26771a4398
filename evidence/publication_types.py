"""Which indexed design a publication type, a MeSH heading or a title's own words stand for: tables, no computation.

Unique ids from MeSH 2015 (dhimmel/mesh) and from real records; NLM's newer types, whose ids we could not check, go by
name. Names also serve the records from before ids were given. NLM renames types (Evaluation Studies, Evaluation Study)
and re-assigns them (Scoping Review was Systematic Review until 2025), so the id goes first.
"""

import re

# publication type -> design. Ids first, then names in lower case.
TYPES: dict[str, str] = {
    "D016440": "notice",  # Retraction of Publication, now Retraction Notice
    "D016425": "notice",  # Published Erratum
    "D000075742": "notice",  # Expression of Concern
    "D016431": "guideline",
    "D017065": "guideline",  # Practice Guideline
    "D016446": "guideline",  # Consensus Development Conference
    "D016447": "guideline",  # Consensus Development Conference, NIH
    "D000078182": "systematic-review",
    "D017418": "meta-analysis",
    "D016449": "rct",
    "D018848": "controlled-trial",
    "D065007": "controlled-trial",  # Pragmatic Clinical Trial
    "D016430": "clinical-trial",
    "D017426": "clinical-trial",  # Phase I
    "D017427": "clinical-trial",
    "D017428": "clinical-trial",
    "D017429": "clinical-trial",  # Phase IV
    "D000081262": "animal-study",  # Randomized Controlled Trial, Veterinary
    "D002363": "case-report",
    "D064888": "observational",
    "D018486": "observational",  # Twin Study
    "D016454": "narrative-review",
    "D016421": "editorial",
    "D016422": "letter",
    "D016420": "comment",
    "D016433": "news",
    "retraction of publication": "notice",
    "retraction notice": "notice",
    "published erratum": "notice",
    "expression of concern": "notice",
    "clinical trial protocol": "protocol",
    "guideline": "guideline",
    "practice guideline": "guideline",
    "consensus development conference": "guideline",
    "consensus development conference, nih": "guideline",
    "consensus statement": "guideline",
    "systematic review": "systematic-review",
    "scoping review": "scoping-review",
    "meta-analysis": "meta-analysis",
    "network meta-analysis": "meta-analysis",
    "randomized controlled trial": "rct",
    "controlled clinical trial": "controlled-trial",
    "pragmatic clinical trial": "controlled-trial",
    "equivalence trial": "controlled-trial",
    "adaptive clinical trial": "controlled-trial",
    "clinical trial": "clinical-trial",
    "clinical trial, phase i": "clinical-trial",
    "clinical trial, phase ii": "clinical-trial",
    "clinical trial, phase iii": "clinical-trial",
    "clinical trial, phase iv": "clinical-trial",
    "randomized controlled trial, veterinary": "animal-study",
    "clinical trial, veterinary": "animal-study",
    "observational study, veterinary": "animal-study",
    "case reports": "case-report",
    "observational study": "observational",
    "twin study": "observational",
    "review": "narrative-review",
    "editorial": "editorial",
    "letter": "letter",
    "comment": "comment",
    "news": "news",
}

# MeSH heading -> design, in order of precedence. Retrospective Studies and Follow-Up Studies alone do not say whether
# there was a comparison, so they are no more than observational.
HEADINGS: dict[str, str] = {
    "D016022": "case-control",
    "D015331": "cohort",
    "D011446": "cohort",  # Prospective Studies
    "D008137": "cohort",  # Longitudinal Studies
    "D003430": "cross-sectional",
    "D036301": "qualitative",
    "D012189": "observational",  # Retrospective Studies
    "D005500": "observational",  # Follow-Up Studies
    "D012680": "diagnostic-accuracy",  # Sensitivity and Specificity: last, for it indexes laboratory assays too
}
ANIMALS, HUMANS = "D000818", "D006801"
RCTS_AS_TOPIC = "D016032"
# In Vitro Techniques; Cell Line; Cell Line, Tumor; Cells, Cultured; Tumor Cells, Cultured
CELLS = frozenset({"D066298", "D002460", "D045744", "D002478", "D014407"})
PARTICIPANTS = frozenset(  # check tags that only living people or animals get
    {"D008297", "D005260", "D000328", "D000368", "D000369", "D008875", "D055815", "D000293", "D002648", "D007223"}
)

# what may follow a name by which a study calls itself: not "review process", "review tasks"
_ENDS = r"(?=\s*(?:$|[.:;,?()\[\]–—-]|(?:of|and|with|on|in|for|to|from|using|including|comparing|among|by|based)\b))"
_TRIAL = r"\brandomi[sz]ed\b[^.:;?]{0,80}\btrial\b"

# a title's own words -> design, in order of precedence: only phrases with which authors name their study. The second
# string stands in every title (in lower case) that the pattern can match: looking for it first is 20 times faster.
PHRASES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (design, hint, re.compile(pattern, re.IGNORECASE))
    for design, hint, pattern in (
        ("protocol", "protocol", r"\b(?:study|trial|review|research) protocol\b|\bprotocol (?:for|of) (?:an?|the)\b"),
        ("protocol", "protocol", r"[:.\-–—] protocol\b"),
        ("guideline", "guideline", r"\bclinical practice guidelines?\s*(?:[:.]|$|\d{4}|for\b)"),
        ("scoping-review", "scoping", r"\bscoping (?:[\w-]+ )?review\b"),
        ("systematic-review", "review", rf"\b(?:systematic(?: [\w-]+){{0,2}}|umbrella) review{_ENDS}"),
        ("meta-analysis", "meta", r"\bmeta-?analysis\b"),
        ("rct", "randomi", rf"(?:[:.?\-–—] ?|\ban? |\bthe |\bof |^)(?:[\w,-]+ ){{0,6}}(?<!non-){_TRIAL}"),
        ("case-series", "case", r"\bcase series\b"),
        ("case-report", "case", r"\b(?:a|two|three) case reports?\b|[:.\-–—] ?case reports?\b|\bcase report and\b"),
        ("diagnostic-accuracy", "diagnostic", r"\bdiagnostic (?:test )?accuracy(?: study)?\b"),
        ("case-control", "case", r"\bcase[- ]control study\b"),
        ("cohort", "cohort", r"\bcohort study\b"),
        ("cross-sectional", "sectional", r"\bcross-?\s?sectional (?:[\w-]+ )?(?:study|survey|analysis)\b"),
        ("qualitative", "qualitative", r"\bqualitative (?:[\w-]+ )?study\b"),
        ("narrative-review", "review", r"\bnarrative review\b|[:.\-–—] ?an? (?:[\w-]+ )?review of the literature\b"),
    )
)
# words that say that the title is about such a study, and is not one
ABOUT = re.compile(
    r"\b(?:secondary|post[- ]?hoc|subgroup|exploratory|ancillary|mediation|re-?) ?analys[ie]s\b"
    r"|\bnested\b|\bembedded\b|\bbaseline\b|\brationale\b|\bcommentary\b"
    r"|\b(?:comments?|reply|response|letter|correction|erratum)\b (?:on|to|for)\b"
    r"|^(?:reply|response|re|comment|correction|erratum|retraction|corrigendum)\b|\bhow to\b|\bquality of\b"
    r"|\bguide (?:to|for)\b|\bconducting\b|\bperforming\b|\btutorial\b|\bthe systematic\b"
    r"|\b(?:non|quasi)-?randomi[sz]ed\b|\bcost[- ]effectiveness\b|\blessons\b|\brecruit",
    re.IGNORECASE,
)
