"""Names that clinicians and papers use for one thing: lay words, abbreviations, British and American drug names, classes.

A short list by hand, for questions as they are typed; MeSH's entry terms are the way to a long one. The first name of
a group stands for it in comparisons; searches get the others added, in sight.
"""

import re
from functools import cache

from evidence.text.any_of import any_of, lowered

# one group a line; a plural s is understood; capitals count only in names that are all capitals
_GROUPS = """
myocardial infarction | heart attack
hypertension | high blood pressure
hypotension | low blood pressure
thrombosis | blood clot
anticoagulant | blood thinner | anticoagulation
direct oral anticoagulant | DOAC | NOAC | novel oral anticoagulant | non-vitamin K antagonist oral anticoagulant
stroke | cerebrovascular accident
bleeding | bleed | haemorrhage | hemorrhage
kidney | renal
liver | hepatic
heart | cardiac
lung | pulmonary
stomach | gastric
brain | cerebral
cancer | carcinoma | neoplasm | malignancy | malignancies
tumor | tumour
mortality | death
older | elderly
children | pediatric | paediatric
fracture | broken bone
type 2 diabetes | type 2 diabetes mellitus | type II diabetes | T2DM | non-insulin-dependent diabetes
type 1 diabetes | type 1 diabetes mellitus | type I diabetes | T1DM | insulin-dependent diabetes
diabetes | diabetes mellitus
calcium channel blocker | calcium antagonist | calcium channel antagonist | calcium entry blocker
dyspnea | dyspnoea | breathlessness | shortness of breath
alteplase | tissue plasminogen activator | t-PA | rt-PA | tPA
thrombolysis | thrombolytic therapy | fibrinolysis | fibrinolytic therapy
zidovudine | azidothymidine | AZT | ZDV
ascorbic acid | vitamin C | ascorbate
chronic obstructive pulmonary disease | COPD
hypercholesterolemia | hypercholesterolaemia | high cholesterol
acetaminophen | paracetamol
epinephrine | adrenaline
albuterol | salbutamol
furosemide | frusemide
proton pump inhibitor | PPI
nonsteroidal anti-inflammatory drug | non-steroidal anti-inflammatory drug | NSAID
selective serotonin reuptake inhibitor | SSRI
angiotensin converting enzyme inhibitor | angiotensin-converting enzyme inhibitor | ACE inhibitor
cognitive behavioral therapy | cognitive behavioural therapy | CBT
fecal immunochemical test | faecal immunochemical test | FIT
human immunodeficiency virus | HIV
herpes zoster | shingles
varicella | chickenpox
pertussis | whooping cough
influenza | flu
allergic rhinitis | hay fever
urticaria | hives
pruritus | itching
pressure ulcer | bedsore | pressure sore
miscarriage | spontaneous abortion
hemorrhoid | haemorrhoid | piles
heart failure | cardiac failure
cardiac arrest | sudden cardiac death
COVID-19 | coronavirus disease 2019 | SARS-CoV-2 infection
Alzheimer disease | Alzheimer's disease
Parkinson disease | Parkinson's disease
Crohn disease | Crohn's disease
"""

# a class, and drugs of it: a text on apixaban is a text on direct oral anticoagulants, not the other way round
_CLASSES = """
direct oral anticoagulant: apixaban, rivaroxaban, dabigatran, edoxaban, betrixaban, ximelagatran
SGLT2 inhibitor: empagliflozin, dapagliflozin, canagliflozin, ertugliflozin, sotagliflozin
GLP-1 receptor agonist: liraglutide, semaglutide, exenatide, dulaglutide, lixisenatide
DPP-4 inhibitor: sitagliptin, saxagliptin, linagliptin, alogliptin, vildagliptin
statin: atorvastatin, simvastatin, pravastatin, rosuvastatin, lovastatin, fluvastatin, pitavastatin
beta blocker: atenolol, metoprolol, bisoprolol, carvedilol, propranolol, nebivolol, timolol
angiotensin converting enzyme inhibitor: captopril, enalapril, lisinopril, ramipril, perindopril, quinapril, trandolapril
angiotensin receptor blocker: losartan, valsartan, candesartan, irbesartan, telmisartan, olmesartan
calcium channel blocker: amlodipine, nifedipine, diltiazem, verapamil, felodipine
thiazide diuretic: hydrochlorothiazide, chlorthalidone, indapamide, bendroflumethiazide
selective serotonin reuptake inhibitor: fluoxetine, sertraline, citalopram, escitalopram, paroxetine, fluvoxamine
proton pump inhibitor: omeprazole, esomeprazole, lansoprazole, pantoprazole, rabeprazole
nonsteroidal anti-inflammatory drug: ibuprofen, naproxen, diclofenac, celecoxib, indomethacin, ketorolac, meloxicam
hypnotic drug: zolpidem, zopiclone, eszopiclone, zaleplon, temazepam, triazolam
benzodiazepine: diazepam, lorazepam, temazepam, triazolam, midazolam, clonazepam, alprazolam
corticosteroid: prednisone, prednisolone, dexamethasone, hydrocortisone, methylprednisolone, budesonide, beclomethasone
bisphosphonate: alendronate, risedronate, zoledronic acid, ibandronate
thrombolysis: streptokinase, alteplase, anistreplase, urokinase, tenecteplase, reteplase
opioid: morphine, oxycodone, fentanyl, tramadol, codeine, hydromorphone, methadone
"""


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """Each group's names, the one that stands for it first."""
    return tuple(tuple(name.strip() for name in line.split("|")) for line in _GROUPS.strip().splitlines())


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """(names in lower case, abbreviations in capitals, name -> the group's first)."""
    first = {name if name.isupper() else name.lower(): group[0] for group in groups() for name in group}
    return (
        re.compile(rf"\b({any_of(n for n in first if not n.isupper())})s?\b"),
        re.compile(rf"\b({any_of(n for n in first if n.isupper())})s?\b"),
        first,
    )


def canonical(text: str) -> str:
    """The text with every known name replaced by its group's first, for comparisons of words only."""
    words, short, first = _patterns()
    text = short.sub(lambda m: first[m.group(1)], text)
    at, pieces = 0, list[str]()
    for match in words.finditer(lowered(text)):
        pieces += (text[at : match.start()], first[match.group(1)])
        at = match.end()
    return "".join((*pieces, text[at:]))


def other_names(text: str) -> list[str]:
    """The other names of everything that the text names, in order, to be searched for as well."""
    words, short, first = _patterns()
    named = [
        *(first[m.group(1)] for m in short.finditer(text)),
        *(first[m.group(1)] for m in words.finditer(lowered(text))),
    ]
    small = text.lower()
    others = (name for head in dict.fromkeys(named) for group in groups() if group[0] == head for name in group)
    return [name for name in others if name.lower() not in small]


@cache
def _classes() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """(every drug, drug -> its classes)."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _CLASSES.strip().splitlines():
        name, members = line.split(":")
        for drug in members.split(","):
            found[drug.strip()] = (*found.get(drug.strip(), ()), name)
    return re.compile(rf"\b({any_of(found)})\b"), found


def with_classes(text: str) -> str:
    """The text, and after it the classes of the drugs that it names: for asking whether a text is about a class."""
    drugs, classes = _classes()
    named = dict.fromkeys(name for m in drugs.finditer(lowered(text)) for name in classes[m.group(1)])
    return " ".join([text, *named]) if named else text
