"""The privacy screen: what names a person is found however it is written, and medicine's own numbers are let through."""

import re

import pytest

from evidence.check_digits import is_kvnr, is_nhs_number
from evidence.errors import PrivacyRefusedError
from evidence.privacy import findings, screen

HARMLESS = [
    "In adults with atrial fibrillation, do DOACs cause less intracranial bleeding than warfarin?",
    "What did NCT01234567 and ISRCTN12345678 find?",
    "EudraCT 2015-001234-56 results; EU CT number 2022-501234-12-00",
    "PMID: 31883958, 31452104, 12345678",
    "31883958[uid] OR 31452104[uid] OR 9876543[uid]",
    "10.1056/NEJMoa2034577 and doi:10.1161/01.CIR.0000437738.63853.7a",
    "https://doi.org/10.1016/S0140-6736(18)31133-4",
    "https://pubmed.ncbi.nlm.nih.gov/31883958/",
    "atorvastatin 80 mg/day versus 40 mg/day",
    "target HbA1c 7.5-8.5% in type 2 diabetes",
    "studies from 2019-2023 on COVID-19",
    "CHA2DS2-VASc >= 2 and HAS-BLED 3",
    "deep brain stimulation in Parkinson's disease",
    '("2020/01/01"[dp] : "2024"[dp]) AND sepsis[mh]',
    '"2019/03/01"[Date - Publication] : "3000"[Date - Publication]',
    "2020/01/01:2020/12/31[edat] AND aspirin[tiab]",
    "(asthma[mh]) AND 2015:2020[pdat] NOT (animals[mh] NOT humans[mh])",
    "trials published since 1 January 2020 on semaglutide",
    "articles published between 2020-01-01 and 2022-12-31",
    "falls in patients older than 90 years",
    "statins in people over 89",
    "hip fracture in adults aged 90 years and older",
    "anticoagulation in patients aged 80-95 years",
    "TAVI in 90-year-old patients",
    "outcomes in those >= 90 years old",
    "nonagenarians and centenarians with sepsis",
    "is screening useful in 50- to 74-year-olds?",
    "a 67-year-old man with chest pain, troponin 0.04 ng/mL",
    "BP 150/90 mmHg, pulse 92, SpO2 93%, 95% CI 0.91 to 1.02",
    "hazard ratio 0.82 (95% CI 0.73-0.92; P = 0.0012)",
    "mean difference +1.25 (0.50-0.75), +0.25 (-0.10 to 0.60)",
    "CD34+ 200-500 cells/uL; ER+/HER2- 1000 2000 3000",
    "MR imaging or CT for acute appendicitis",
    "MR angiography versus DSA; MR Enterography in Crohn's",
    "cardiac mr imaging before ablation",
    "MS patients on natalizumab; MS Relapse rate",
    "QT interval of 100 ms. What is the risk of torsades?",
    "mRS 0-2 at 90 days; mRS score shift; MRS of the brain",
    "DR screening intervals; DR Progression in type 1 diabetes",
    "HLA-DR Alpha chain; DR4 agonists; DR5",
    "Graves disease, Guillain-Barré, Charcot-Marie-Tooth, Sjögren's",
    "Does the Dr. Ornish program reverse atherosclerosis?",
    "Dr Graves' disease and its history",
    "the MRN complex in DNA repair",
    "Patient Health Questionnaire (PHQ-9) >= 10",
    "Patient Reported Outcomes and Patient Safety Indicators",
    "patients with PID 2020 guideline",
    "ICD-10 E11.9, ATC C10AA05, LOINC 4548-4, SNOMED 44054006",
    "aspirin CAS 50-78-2; EC 3.4.21.4; UniProt P01308; rs7903146",
    "GSE12345, PRJNA123456, NM_000518.5, ENSG00000244734",
    "amlodipine/valsartan/HCTZ 5/160/12.5 mg; 5/10/20 mg",
    "titrate 10-20-40 mg; 25-50-75 mg; 10-12-14 weeks",
    "sampling at 0, 12, 24, 48, 72 hours",
    "platelets 150 x 10⁹/L; 150,000-450,000 per uL; 1 000 000 IU",
    "survival in March 2020; in spring 2019; May 2021 to June 2022",
    "ISSN 0140-6736, ISBN 978-3-16-148410-0, vol 395, 1054-62",
    "99mTc sestamibi, 18F-FDG, 131I 3.7 GBq, 100 mSv",
    "14 Fr Foley catheter versus 16 Fr",
    "we miss cancers: miss rates in colonoscopy",
    "vitamin D 2000 IU; 60 000 IU weekly; 25(OH)D < 50 nmol/L",
    "n = 12 345 of 67 890 (18.2%); 1234567890 cells",
    "medical record linkage, insurance status and Medicare Part D 2006",
    "phone follow-up at 30 days; telephone CBT 12 sessions; call centres",
    "recall@10 and ndcg@10; precision @ 5",
    "Mini-Mental State 24-30; NYHA II-III; ASA 1-2; GCS 13-15",
    "Behandlung der Herzinsuffizienz bei Frauen und Männern über 90 Jahre",
    "Frau mit Brustkrebs? Therapie bei 65-jährigen Patienten",
    "CRD42020123456 PROSPERO; Cochrane CD001234.pub3; PMC7012345",
    "patients aged 93",
    "over-90s with hip fracture",
    "90+ year olds",
    "a person older than 92 years",
    "mean age 91 (SD 3)",
    "mean age was 91.3 years",
    "people who are 90 or older",
    "90Y radioembolization",
    "92 patients with MI",
    "95 male participants",
    "women 90 years of age",
    "between 80 and 90 years of age",
    "18–99 years old",
    "she was 90% adherent",
    "patient was 95 kg",
    "the doctor patient relationship",
    "Sister Mary Joseph nodule",
    "call rate 99.8%",
    "CAR T cell 100 000 000 dose",
    "claim data 2010-2020",
    "hospital number of beds 1200",
    "version 4.5.10; R 4.2.1",
    "at 3/6/12 months",
    "FOLFOX 85/400/2400",
    "days 1/8/15 of each cycle",
    "may 10 percent",
    "10 novel 2020 drugs",
    "3 decades 2020",
    "10 marked 20 fold",
    "5 mg decrease 20 percent",
    "200 400 1000 mg",
    "3000000000 CFU; 5000000000 vg/kg",
    "born in 1950",
    "contact lenses 1000000",
    "patient 100000 IU vitamin D",
    "omega-3 1.8 g/d; 2.5-5-10 mg; eGFR 15-29 mL/min/1.73 m²",
]

PLANTED = [
    ("71M, MRN 00451234, with NSTEMI", "medical record number"),
    ("medical record number: A-123456", "medical record number"),
    ("MRN#12345678 new AF", "medical record number"),
    ("Patient ID 4471-22-9 has sepsis", "medical record number"),
    ("hospital no. 778812 with stroke", "medical record number"),
    ("Pat.-Nr. 0012345 mit Pneumonie", "medical record number"),
    ("patient 00451234 with chest pain", "medical record number"),
    ("Fallnummer: 20201234", "medical record number"),
    ("NHS number 943 476 5919 on warfarin", "insurance number"),
    ("943-476-5919 on warfarin", "insurance number"),
    ("9434765919 on warfarin", "insurance number"),
    ("Medicare 1EG4-TE5-MK73", "insurance number"),
    ("1EG4TE5MK73 with COPD", "insurance number"),
    ("insurance ID: XYZ123456789", "insurance number"),
    ("policy number 88-2231-77", "insurance number"),
    ("member no 4412398", "insurance number"),
    ("Versicherte A123456780 mit Asthma", "insurance number"),
    ("Versichertennummer K123456789", "insurance number"),
    ("SSN 123-45-6789", "social security number"),
    ("123-45-6789 has gout", "social security number"),
    ("social security number is 123456789", "social security number"),
    ("NI QQ 12 34 56 C", "social security number"),
    ("Rentenversicherung 65170839J003", "social security number"),
    ("call +1 212 555 0100 with results", "phone number"),
    ("(212) 555-0100", "phone number"),
    ("212-555-0100 ask for results", "phone number"),
    ("212.555.0100", "phone number"),
    ("+44 20 7946 0958", "phone number"),
    ("+49 (0)30 1234567", "phone number"),
    ("07700 900123", "phone number"),
    ("020 7946 0958", "phone number"),
    ("Tel.: 030/1234567", "phone number"),
    ("0049 30 1234567", "phone number"),
    ("phone 555-0100", "phone number"),
    ("06 12 34 56 78", "phone number"),
    ("write to jane.doe+x@example.org", "e-mail address"),
    ("jane (at) example.org", "e-mail address"),
    ("admitted 2021-03-14 with MI", "full date"),
    ("seen 03/14/2021", "full date"),
    ("seen 14.03.2021", "full date"),
    ("14.3.21? geb. 14.03.51", "full date"),
    ("surgery on 3/14/21 then fever", "full date"),
    ("on March 14, 2021", "full date"),
    ("on 14th of March 2021", "full date"),
    ("14-Mar-2021", "full date"),
    ("am 14. März 2021", "full date"),
    ("2021/03/14 admitted", "full date"),
    ("DOB 19510314", "full date"),
    ("born on 14 March", "full date"),
    ("91-year-old woman with AF", "age over 89"),
    ("a 92 yo man", "age over 89"),
    ("93 y/o", "age over 89"),
    ("94 years old with dementia", "age over 89"),
    ("the patient, aged 95, fell", "age over 89"),
    ("age: 96", "age over 89"),
    ("she is 97 and frail", "age over 89"),
    ("91F with syncope", "age over 89"),
    ("ninety-one-year-old woman", "age over 89"),
    ("93-jährige Patientin", "age over 89"),
    ("101 year old gentleman", "age over 89"),
    ("Mr Smith has gout", "name"),
    ("Mrs. O'Brien on amiodarone", "name"),
    ("mr smith has gout", "name"),
    ("Ms Jones", "name"),
    ("MR. SMITH", "name"),
    ("Dr. Miller asked about it", "name"),
    ("Prof Weber's patient", "name"),
    ("Frau Müller hat Asthma", "name"),
    ("Herr Dr. Schmidt", "name"),
    ("Mr. J. R. Ewing", "name"),
    ("patient John Smith with MI", "name"),
    ("patient named Xiu Zhang", "name"),
    ("Patient: Doe, Jane", "name"),
    ("patient name: Smith", "name"),
    ("95 y.o. f", "age over 89"),
    ("95/M with fever", "age over 89"),
    ("age 92, female", "age over 89"),
    ("female, 95, with AF", "age over 89"),
    ("a man aged ninety-five", "age over 89"),
    ("he turned 90", "age over 89"),
    ("my grandmother is 96", "age over 89"),
    ("14 de marzo de 2021", "full date"),
    ("14mar2021", "full date"),
    ("Mar 14 2021", "full date"),
    ("14. 3. 2021", "full date"),
    ("admitted 20210314", "full date"),
    ("2021年3月14日", "full date"),
    ("2021-03-14T10:00", "full date"),
    ("NHS 943 476 5918 mistyped", "insurance number"),
    ("Policy 123456789", "insurance number"),
    ("subscriber ID W123456789", "insurance number"),
    ("A123-456-780", "insurance number"),
    ("123 45 6789", "social security number"),
    ("SSN ending in 6789", "social security number"),
    ("2125550100", "phone number"),
    ("+91 98765 43210", "phone number"),
    ("0171/1234567", "phone number"),
    ("hosp no 778899", "medical record number"),
    ("case no. 2021-00451", "medical record number"),
    ("jane@münchen.de", "e-mail address"),
    ("jane [at] example [dot] org", "e-mail address"),
    ("Hr. Müller", "name"),
    ("dr. house", "name"),
    ("Mr van der Berg", "name"),
    ("My name is John", "name"),
    ("John Smith, 54, with MI", "name"),
]

DISGUISED = [
    ("SSN １２３-４５-６７８９", "social security number"),  # full-width
    ("123\u201145\u20116789", "social security number"),  # non-breaking hyphens
    ("123\u200b-45\u200b-67\u200b89", "social security number"),  # zero-width spaces
    ("1\u20602\u20603-45-6789", "social security number"),  # word joiners
    ("12\u00ad3-45-67\u00ad89", "social security number"),  # soft hyphens
    ("123\u221245\u22126789", "social security number"),  # minus signs
    ("٩٤٣ ٤٧٦ ٥٩١٩", "insurance number"),  # Arabic-Indic digits
    ("۹۴۳۴۷۶۵۹۱۹", "insurance number"),  # Persian digits
    ("943\u00a0476\u00a05919", "insurance number"),  # no-break spaces
    ("943\u2009476\u20095919", "insurance number"),  # thin spaces
    ("Mr\u00a0Smith", "name"),
    ("Ｍｒ Smith", "name"),
    ("９１-year-old woman", "age over 89"),
    ("91\u2010year\u2010old woman", "age over 89"),
    ("91\u200b-year-old woman", "age over 89"),
    ("1️⃣2️⃣3️⃣-4️⃣5️⃣-6️⃣7️⃣8️⃣9️⃣", "social security number"),  # keycaps
    ("𝟏𝟐𝟑-𝟒𝟓-𝟔𝟕𝟖𝟗", "social security number"),  # mathematical digits
    ("14\u204403\u20442021", "full date"),  # fraction slashes
    ("14．03．2021", "full date"),
    ("2021\u201303\u201314", "full date"),  # en dashes
    ("jane＠example．org", "e-mail address"),
    ("M\u200bR\u200bN 00451234", "medical record number"),
    ("MRN\t00451234", "medical record number"),
    ("212\u2013555\u20130100", "phone number"),
    ("123-\n45-6789 123-45-\n6789 call 212 555\n0100", "phone number"),  # broken lines
]


@pytest.mark.parametrize("text", HARMLESS)
def test_medical_questions_pass(text: str) -> None:
    """No number, eponym, population or PubMed syntax of a question about evidence is taken for a patient's."""
    assert [(finding.kind, text[finding.start : finding.end]) for finding in findings(text)] == []


@pytest.mark.parametrize(("text", "kind"), PLANTED)
def test_personal_data_are_found(text: str, kind: str) -> None:
    """Of the right kind."""
    assert kind in {finding.kind for finding in findings(text)}


@pytest.mark.parametrize(("text", "kind"), DISGUISED)
def test_other_characters_are_no_way_around(text: str, kind: str) -> None:
    """Digits, dashes and spaces of all kinds, and characters that are not seen."""
    assert kind in {finding.kind for finding in findings(text)}


@pytest.mark.parametrize(("text", "kind"), PLANTED)
def test_a_harmless_neighbour_hides_nothing(text: str, kind: str) -> None:
    """The same words between a date range, a trial's number and a DOI."""
    around = f'"2020/01/01"[dp] NCT01234567 {text} doi:10.1056/NEJMoa2034577 (31883958[uid])'
    assert kind in {finding.kind for finding in findings(around)}


def test_offsets_count_in_the_text_as_it_was_given() -> None:
    """Through characters that fold to none, to one and to several."""
    text = "ﬁrst: \u200bpulse 90\u2153, SSN 1\u200b23-45-６789 today"
    found = {
        text[finding.start : finding.end] for finding in findings(text) if finding.kind == "social security number"
    }
    assert "1\u200b23-45-６789" in {re.sub("^SSN ", "", words) for words in found}


def test_refusal_names_kinds_and_not_words() -> None:
    """And the two ways out."""
    with pytest.raises(PrivacyRefusedError) as caught:
        screen("Mr Smith, MRN 00451234")
    said = str(caught.value)
    assert "medical record number" in said and "name" in said and "--send-anyway" in said
    assert "Smith" not in said and "00451234" not in said
    assert caught.value.kinds == ("medical record number", "name")


def test_what_is_sent_anyway_is_named_for_the_log() -> None:
    """Kinds only; none for harmless words."""
    assert screen("Mr Smith, MRN 00451234", send_anyway=True) == ("medical record number", "name")
    assert screen("aspirin 100 mg", send_anyway=True) == ()


@pytest.mark.parametrize("number", ["9434765919", "4010232137"])
def test_nhs_check_digit(number: str) -> None:
    """943 476 5919: 9*10+4*9+3*8+4*7+7*6+6*5+5*4+9*3+1*2 = 299 = 27*11+2, 11-2 = 9. Any other last digit fails."""
    assert is_nhs_number(number)
    assert not any(is_nhs_number(f"{number[:9]}{digit}") for digit in "0123456789" if digit != number[9])


def test_nhs_numbers_are_no_row_of_one_digit() -> None:
    """0000000000 fulfils the sum and is nobody's; ten digits whose check would be 10 are nobody's either."""
    assert not is_nhs_number("0000000000")
    # 2*4 = 8 and 10*... : 000000004 leaves 8, check 3; 100000000 leaves 10, check 1; 500000003 leaves 56 % 11 = 1, check 10
    assert is_nhs_number("1000000001")
    assert not any(is_nhs_number(f"500000003{digit}") for digit in range(10))


def test_kvnr_check_digit() -> None:
    """A123456780: 01 12345678 by 1 2 1 2 ...: 0+2+1+4+3+8+5+(1+2)+7+(1+6) = 40, so 0."""
    assert is_kvnr("A123456780")
    assert not any(is_kvnr(f"A12345678{digit}") for digit in range(1, 10))


@pytest.mark.parametrize("unit", ["1-", "12 ", "a.", "+1 ", "@a", "(0", "91 y", "dr. ", "0 0", "Mr. "])
def test_long_text_is_screened_in_reasonable_steps(unit: str) -> None:
    """No pattern backtracks without bound: 20,000 characters of anything are done within the test's own patience."""
    text = unit * (20_000 // len(unit))
    findings(text)


def test_an_empty_text_holds_nothing() -> None:
    assert findings("") == ()
