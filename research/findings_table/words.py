"""The words by which a figure's outcome is told from another: outcomes that papers name, and words that name none."""

import re

from evidence.text.synonyms import canonical
from evidence.text.words import content_words, stem

_OUTCOMES = """
    mortality death survival stroke infarction bleeding hemorrhage hospitalization admission readmission revascularization
    thrombosis embolism thromboembolism fracture fall infection pneumonia sepsis relapse recurrence progression remission
    response cure failure pain nausea vomiting diarrhea constipation headache fever fatigue depression anxiety quality
    function disability weight bmi pressure cholesterol triglyceride glucose hba1c insulin hemoglobin anemia creatinine
    egfr albuminuria dialysis cancer tumor metastasis incidence toxicity event adverse complication discontinuation
    withdrawal hypoglycemia hypotension hypertension arrhythmia fibrillation arrest delirium dementia cognition sleep
    seizure exacerbation fev1 asthma intubation ventilation stay transfusion reoperation surgery delivery cesarean birth
    preterm birthweight pregnancy miscarriage stillbirth preeclampsia breastfeeding ulcer healing rash amputation
    neuropathy retinopathy diabetes obesity cessation abstinence adherence satisfaction cost leak dehiscence ileus
    score scale symptom severity duration load count density titer concentration clearance parasitemia malaria endpoint
    composite intubated ischemia angina heart-failure pfs mace icu aki vte dvt bleed rejection graft thrombus edema
"""
OUTCOMES = frozenset(stem(w) for w in content_words(canonical(_OUTCOMES)))

_PLAIN = """
    risk rate rates relative absolute ratio odds hazard hazards confidence interval ci hr rr or irr smd md rd auc sensitivity
    specificity pooled adjusted unadjusted crude estimate estimated overall combined total cumulative annual mean median
    difference differences between-group group groups arm arms treatment treatments treated therapy intervention control
    controls placebo patient patients participant participants people person persons adult adults subject subjects
    individual individuals women men children infant infants case cases trial trials study studies rct rcts meta-analysis
    analysis analyses compared comparison compare versus vs relative than receiving received assigned allocated
    randomized randomised taking use using given users user significantly significant statistically significance
    clinically lower higher less more fewer greater smaller larger reduced reduce reduction reductions reducing increased
    increase increasing decreased decrease decreasing improved improve improvement difference differ differed similar
    associated association effect effects benefit result resulted showed shown found observed occurred reported
    experienced developed likely likelihood probability chance respectively quarter third half percent percentage points
    year years month months week weeks day days hour hours follow-up followup after during within at one two three four
    five six random fixed effects model models intention-to-treat itt primary secondary outcome outcomes endpoint
    endpoints low moderate high certainty evidence quality grade heterogeneity n i2 p per unit units standardized
    weighted favour favor favouring favoring favours favors active usual standard care baseline change changes value
    values respectively however no not there was were both all any all-cause major incident new developing cause
    among amongst often present frequently common commonly frequent those noted seen recorded reached evident
    non nonsignificant nonsignificantly non-significantly insignificantly markedly substantially slightly approximately about
    nearly still also only improves reduces increases lowered lowers superior inferior better worse
    compared-with experimental comparator daily once twice mg dose doses
"""
PLAIN = frozenset(stem(w) for w in content_words(canonical(_PLAIN))) | frozenset(content_words(_PLAIN))

# what makes of an outcome a narrower one, right before its name: "cardiovascular mortality", "non-fatal stroke"
NARROWED_BEFORE = re.compile(
    r"\b(?:cardiovascular|cardiac|vascular|coronary|cancer|tumou?r|disease|(?<!all-)(?<!all )(?<!any )cause"
    r"|liver|breast|lung|prostate|non-?fatal|fatal|"
    r"isch(?:a)?emic|h(?:a)?emorrhagic|intracranial|intracerebral|gastrointestinal|gi|f(?:o)?etal|neonatal"
    r"|infant|maternal|"
    r"perinatal|child|non-?major|minor|undetermined|sudden|progression-free|disease-free|event-free|relapse-free|"
    r"recurrence-free|metastasis-free|free|ST|ST-segment|respiratory|marrow|nocturnal|severe|serious|unplanned"
    r"|local|distant|disabling|recurrent|previous|prior|history of)[\s-]+(?:specific |related )?$",
    re.IGNORECASE,
)
ABOUT_ANOTHER = re.compile(  # "time to stroke", "patients with diabetes"
    r"(?:\b(?:free|freedom) (?:from|of) "
    r"|\b(?:no|without|absence of|lack of|avoid(?:ed|ing|ance of)?) (?:an? |the |any )?"
    r"|\btime (?:to|until|till)\b[^,;.]{0,30}|\b(?:onset|history|fear|diagnosis|treatment"
    r"|prevention) of (?:an? |the )?|"
    r"\b(?:patients|people|adults|women|men|children|those|individuals|participants) (?:with|at risk of"
    r"|dying of) (?:\w+ )?|"
    r"\b(?:re|peri|pre|post|anti|non)-)$",
    re.IGNORECASE,
)
# and right after it: "mortality from cancer", "stroke severity"
NARROWED_AFTER = re.compile(
    r"^[\s-]*(?:(?:intensity|score|scores) )?(?:(?:from|due to|because of|attributable to|caused by"
    r"|related to) (?!any)|(?:severity|duration|onset|score|scores|"
    r"medication|drugs?|free|mortality|deaths?|fatalit(?:y|ies)|histor(?:y|ies)|patients"
    r"|(?:was|were) (?:avoided|absent)|did not occur|"
    r"survivors?|surgery|admissions?|units?|specific|related|relief|control|reductions?"
    r"|response|remission|"
    r"recovery|improvements?|freedom|management|treatment|prevention|inventory|questionnaire|index)\b)",
    re.IGNORECASE,
)
JOINED_BEFORE = re.compile(
    r"(?:\bor|/|\bplus|\b(?:composite|combination|combined outcome|endpoint|end point) of(?: the)?(?: [\w-]+,?){0,6}"
    r"|\band/or|\b(?:MACE|events?),? (?:including|such as|like)"
    r"(?: [\w-]+,?){0,4})\s*(?:the |any |an? )?$",
    re.IGNORECASE,
)
JOINED_AFTER = re.compile(
    r"^\s*(?:\bor\b|/|and/or\b|plus\b|\+|,[^;:().]{0,40}\bor\b|and [^,;:().]{0,25}\b(?:combined|together)\b)",
    re.IGNORECASE,
)
