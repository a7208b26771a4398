"""Real words, the most frequent first, as abstracts have them; rarer ones are made up (vocabulary.py)."""

COMMON = """
the of and in to with a for was were is that by on as from at or patients this be we are an between after study not
treatment group than these it results had using been have which during may has associated both significantly clinical
their but compared more all risk disease also levels analysis two time no cells years higher data increased one can
groups significant effect studies however patient use other health effects among non high there based only low rate
cancer expression cell age blood total who into different when its most over such control associated within methods
response used outcomes mean three before under those increase therapy women each factors first children reduced where
observed found care important showed developed lower early including body mortality function without either while less
about human well could primary did our follow evidence similar through evaluated due model further present new trial
incidence medical positive specific plasma related role whether management major acute changes activity pain chronic
intervention baseline respectively although effective population associated average protein test mice heart
surgery placebo random following randomized investigated serum weight they per against increasing events outcome
percent severe pressure same until adverse potential men hospital four diagnosis concentration conclusion association
rates here multiple mild often differences small large available large might efficacy should known dose cases median
"""

MEDICAL = """
diabetes hypertension stroke infection insulin glucose cardiac renal coronary pulmonary hepatic tumor breast lung
prostate liver kidney brain artery ventricular myocardial infarction atrial fibrillation warfarin aspirin heparin statin
metformin cholesterol lipid obesity asthma pneumonia tuberculosis malaria sepsis antibiotic bacteria virus vaccine
antibody antigen immune inflammatory cytokine receptor kinase mutation gene genetic genome polymorphism chromosome
sequence transcription apoptosis proliferation metastasis chemotherapy radiotherapy cisplatin carcinoma adenocarcinoma
leukemia lymphoma melanoma survival recurrence prognosis prognostic biomarker sensitivity specificity magnetic resonance
imaging tomography ultrasound biopsy surgical laparoscopic transplantation anesthesia postoperative complications
bleeding hemorrhage thrombosis embolism anticoagulation platelet hemoglobin anemia iron transfusion pregnancy maternal
neonatal infant preterm birth delivery cesarean pediatric adolescent elderly frailty dementia alzheimer cognitive
depression anxiety schizophrenia bipolar antidepressant psychiatric sleep fatigue migraine epilepsy seizure parkinson
multiple sclerosis neuropathy spinal cord injury trauma fracture osteoporosis bone vitamin calcium arthritis rheumatoid
osteoarthritis knee hip cartilage muscle exercise physical rehabilitation diet nutrition protein intake alcohol smoking
tobacco cessation screening mammography colonoscopy colorectal gastric esophageal pancreatic bowel crohn colitis
microbiota probiotic hepatitis cirrhosis ascites dialysis creatinine albumin proteinuria nephropathy retinopathy macular
glaucoma cataract visual hearing dental periodontal skin dermatitis psoriasis eczema allergy rhinitis copd bronchitis
oxygen ventilation respiratory intensive critical shock resuscitation arrest emergency ambulance triage primary nurse
nursing education training questionnaire survey interview qualitative quality life cost effectiveness economic policy
community rural urban ethnic socioeconomic disparities prevalence epidemiology cohort retrospective prospective
multicenter randomised blinded allocation confounding regression logistic multivariate hazard odds ratio confidence
interval meta systematic review literature guideline recommendation consensus protocol feasibility acceptability
adherence compliance self monitoring telemedicine smartphone algorithm artificial learning network prediction validation
score scale index threshold diagnostic accuracy endpoint composite subgroup heterogeneity bias noninferiority superiority
"""

# names that mix letters, digits, hyphens and Greek, as BM25 has to find them in any spelling
COMPOUNDS = """
IL-6 IL-1β IL-10 IL-17 TNF-α IFN-γ TGF-β NF-κB p53 p38 p16 CD4 CD8 CD34 HbA1c COVID-19 SARS-CoV-2 HER2 BRCA1 BRCA2 EGFR
PD-1 PD-L1 CTLA-4 KRAS BRAF ALK VEGF mTOR PI3K Akt ERK1/2 STAT3 JAK2 COX-2 MMP-9 TLR4 NLRP3 GLP-1 SGLT2 DPP-4 PCSK9 LDL-C
HDL-C BNP NT-proBNP eGFR HIV-1 HCV H1N1 T-cell B-cell β-blocker α-synuclein γ-secretase 5-HT 5-fluorouracil ω-3 X-ray
follow-up long-term short-term double-blind placebo-controlled well-being high-risk age-adjusted post-operative e.g., i.e.,
"""

# what stands in AbstractText and titles as markup; _ for a space
MARKUP = """
H<sub>2</sub>O CO<sub>2</sub> PaO<sub>2</sub> FEV<sub>1</sub> VO<sub>2max</sub> B<sub>12</sub> HbA<sub>1c</sub>
Ca<sup>2+</sup> Na<sup>+</sup> CD4<sup>+</sup> 10<sup>9</sup>/L 10<sup>-6</sup> kg/m<sup>2</sup> <sup>18</sup>F-FDG
<sup>99m</sup>Tc <i>BRCA1</i> <i>TP53</i> <i>APOE</i> <i>Escherichia_coli</i> <i>Staphylococcus_aureus</i> <i>P</i>
<i>n</i> <i>Helicobacter_pylori</i> <i>in_vitro</i> <i>in_vivo</i> <i>Plasmodium_falciparum</i> <i>CYP2C19</i>
"""

UNITS = [
    "mg",
    "kg",
    "mL",
    "mg/dL",
    "mmol/L",
    "mmHg",
    "years",
    "months",
    "days",
    "weeks",
    "h",
    "min",
    "cm",
    "mm",
    "patients",
    "participants",
    "IU/L",
    "ng/mL",
    "μg/L",
    "μmol",
]
