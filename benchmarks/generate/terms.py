"""Real MeSH descriptors, publication types and the like, with their unique ids, as records carry them."""

# descriptors that say who took part: most records have some
CHECK_TAGS = """
D006801 Humans
D008297 Male
D005260 Female
D000328 Adult
D008875 Middle Aged
D000368 Aged
D000369 Aged, 80 and over
D055815 Young Adult
D000293 Adolescent
D002648 Child
D002675 Child, Preschool
D007223 Infant
D007231 Infant, Newborn
D011247 Pregnancy
D000818 Animals
D051379 Mice
D051381 Rats
"""

# other well-known descriptors
HEADINGS = """
D000544 Alzheimer Disease
D001172 Arthritis, Rheumatoid
D001249 Asthma
D001281 Atrial Fibrillation
D001794 Blood Pressure
D001943 Breast Neoplasms
D002478 Cells, Cultured
D002681 China
D003324 Coronary Artery Disease
D003430 Cross-Sectional Studies
D003863 Depression
D003865 Depressive Disorder, Major
D003922 Diabetes Mellitus, Type 1
D003924 Diabetes Mellitus, Type 2
D004311 Double-Blind Method
D004827 Epilepsy
D005500 Follow-Up Studies
D005858 Germany
D006333 Heart Failure
D006509 Hepatitis B
D006526 Hepatitis C
D006973 Hypertension
D007564 Japan
D007676 Kidney Failure, Chronic
D007722 Health Knowledge, Attitudes, Practice
D008137 Longitudinal Studies
D008175 Lung Neoplasms
D008279 Magnetic Resonance Imaging
D008288 Malaria
D008881 Migraine Disorders
D009026 Mortality
D009103 Multiple Sclerosis
D009154 Mutation
D009203 Myocardial Infarction
D009369 Neoplasms
D009765 Obesity
D010024 Osteoporosis
D010300 Parkinson Disease
D011014 Pneumonia
D011320 Primary Health Care
D011379 Prognosis
D011446 Prospective Studies
D011471 Prostatic Neoplasms
D011788 Quality of Life
D012189 Retrospective Studies
D012307 Risk Factors
D012559 Schizophrenia
D012680 Sensitivity and Specificity
D012720 Severity of Illness Index
D012907 Smoking
D013997 Time Factors
D014057 Tomography, X-Ray Computed
D014376 Tuberculosis
D014481 United States
D015179 Colorectal Neoplasms
D015331 Cohort Studies
D015398 Signal Transduction
D015444 Exercise
D015658 HIV Infections
D015870 Gene Expression
D015992 Body Mass Index
D015994 Incidence
D015995 Prevalence
D015996 Survival Rate
D016017 Odds Ratio
D016022 Case-Control Studies
D016032 Randomized Controlled Trials as Topic
D016896 Treatment Outcome
D017209 Apoptosis
D018384 Oxidative Stress
D018570 Risk Assessment
D018805 Sepsis
D020370 Osteoarthritis, Knee
D020521 Stroke
D020641 Polymorphism, Single Nucleotide
D029424 Pulmonary Disease, Chronic Obstructive
D045744 Cell Line, Tumor
D051436 Renal Insufficiency, Chronic
"""

# substances: registry number, descriptor, name
SUBSTANCES = """
0 D000900 Anti-Bacterial Agents
0 D000925 Anticoagulants
0 D000959 Antihypertensive Agents
0 D000970 Antineoplastic Agents
R16CO5Y76E D001241 Aspirin
9007-41-4 D002097 C-Reactive Protein
SY7Q814VUP D002118 Calcium
97C5T2UQ7J D002784 Cholesterol
Q20Q21Q62J D002945 Cisplatin
AYI8EX34EU D003404 Creatinine
9007-49-2 D004247 DNA
0 D004967 Estrogens
IY9XDZ35W2 D005947 Glucose
0 D006454 Hemoglobins
9005-49-6 D006493 Heparin
0 D007074 Immunoglobulin G
0 D007328 Insulin
9100L32L2N D008687 Metformin
31C4KY9ESH D009569 Nitric Oxide
S88TT14065 D010100 Oxygen
0 D012333 RNA, Messenger
9NEZ333N27 D012964 Sodium
0 D014409 Tumor Necrosis Factor-alpha
1406-16-2 D014807 Vitamin D
5Q7ZVV76EI D014859 Warfarin
0 D015850 Interleukin-6
0 D016207 Cytokines
0 D019161 Hydroxymethylglutaryl-CoA Reductase Inhibitors
"""

QUALIFIERS = """
Q000188 drug therapy
Q000175 diagnosis
Q000628 therapy
Q000453 epidemiology
Q000401 mortality
Q000235 genetics
Q000503 physiopathology
Q000523 psychology
Q000601 surgery
Q000517 prevention & control
Q000378 metabolism
Q000150 complications
Q000209 etiology
Q000008 administration & dosage
Q000009 adverse effects
Q000627 therapeutic use
Q000097 blood
Q000494 pharmacology
"""

# share in 10,000 records, unique id, name; every record is a Journal Article as well, unless it is a Letter or the like
TYPES = """
350 D016449 Randomized Controlled Trial
900 D016454 Review
120 D000078182 Systematic Review
90 D017418 Meta-Analysis
500 D002363 Case Reports
420 D003160 Comparative Study
300 D016448 Multicenter Study
150 D064888 Observational Study
120 D016430 Clinical Trial
25 D017065 Practice Guideline
2500 D013485 Research Support, Non-U.S. Gov't
600 D052061 Research Support, N.I.H., Extramural
30 D000076942 Preprint
"""
INSTEAD = """
350 D016422 Letter
180 D016421 Editorial
250 D016420 Comment
60 D016433 News
"""
ARTICLE = ("D016428", "Journal Article")
OF_NOTICES = {
    "RetractionOf": ("D016440", "Retraction Notice"),
    "ErratumFor": ("D016425", "Published Erratum"),
    "ExpressionOfConcernFor": ("D000075742", "Expression of Concern"),
}
RETRACTED = ("D016441", "Retracted Publication")

COUNTRIES = [
    "United States",
    "England",
    "Germany",
    "Netherlands",
    "China",
    "Japan",
    "France",
    "Italy",
    "Spain",
    "Switzerland",
    "Canada",
    "Australia",
    "India",
    "Brazil",
]
LANGUAGES = ("eng",) * 44 + ("chi", "fre", "ger", "jpn", "rus", "spa")
AGENCIES = (
    "NCI NIH HHS", "NHLBI NIH HHS", "NIDDK NIH HHS", "NIA NIH HHS", "Medical Research Council", "Wellcome Trust",
    "British Heart Foundation", "Deutsche Forschungsgemeinschaft", "National Natural Science Foundation of China",
)  # fmt: skip
