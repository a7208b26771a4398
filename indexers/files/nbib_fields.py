"""Fields of an NBIB record as the values that a PubMed XML record gives."""

import re

from evidence.model import Author, Grant, Identifiers, Journal, Link, MeshHeading, Published, Term
from indexers.files.dates import read_date
from indexers.files.nbib_records import NbibRecord
from indexers.pubmed.fields import NOT_REGISTRIES
from indexers.pubmed.links import is_pmid, valid_doi

# what NLM's field tags say of other records, as the RefTypes of PubMed's XML
LINK_TAGS = {
    "CIN": "CommentIn", "CON": "CommentOn", "CRI": "CorrectedandRepublishedIn", "CRF": "CorrectedandRepublishedFrom",
    "ECI": "ExpressionOfConcernIn", "ECF": "ExpressionOfConcernFor", "EIN": "ErratumIn", "EFR": "ErratumFor", "ORI": "OriginalReportIn",
    "PRIN": "PartialRetractionIn", "PROF": "PartialRetractionOf", "RIN": "RetractionIn", "ROF": "RetractionOf",
    "RPI": "RepublishedIn", "RPF": "RepublishedFrom", "RRI": "RetractedandRepublishedIn",
    "RRF": "RetractedandRepublishedFrom", "SPIN": "SummaryForPatientsIn", "UIN": "UpdateIn", "UOF": "UpdateOf",
}  # fmt: skip
# NBIB names headings without their ids; of these the ids tell the design (evidence.publication_types)
HEADING_IDS = {
    "Case-Control Studies": "D016022", "Cohort Studies": "D015331", "Prospective Studies": "D011446",
    "Longitudinal Studies": "D008137", "Cross-Sectional Studies": "D003430", "Qualitative Research": "D036301",
    "Retrospective Studies": "D012189", "Follow-Up Studies": "D005500", "Sensitivity and Specificity": "D012680",
    "Animals": "D000818", "Humans": "D006801", "Randomized Controlled Trials as Topic": "D016032",
    "In Vitro Techniques": "D066298", "Cell Line": "D002460", "Cell Line, Tumor": "D045744",
    "Cells, Cultured": "D002478", "Tumor Cells, Cultured": "D014407", "Male": "D008297", "Female": "D005260",
    "Adult": "D000328", "Aged": "D000368", "Aged, 80 and over": "D000369", "Middle Aged": "D008875",
    "Young Adult": "D055815", "Adolescent": "D000293", "Child": "D002648", "Infant": "D007223",
}  # fmt: skip
_DAY = re.compile(r"(\d{4})(\d{2})?(\d{2})?$")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_ISSUE_DATE = re.compile(r"(\d{4})(?: ([A-Za-z]{3})[a-z]*(?: (\d{1,2}))?)?$")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)(?!\d)")
_LOCATED = re.compile(r"(\S+(?: \S+)*?)\s*\[(\w+)\]")
_PMCID = re.compile(r"(?:PMC)?(\d+)(?:\.\d+)?", re.IGNORECASE)
_LINKED = re.compile(r"\bPMID:?\s*(\d+)")
_SUFFIX = re.compile(r" (Jr\.?|Sr\.?|\d(?:st|nd|rd|th)|I{2,3}|IV)$")
_SUBSTANCE = re.compile(r"\S+(?: [\d.]+)? \((.+)\)$")
_ACRONYM = re.compile(r"[A-Z]{2,4}_?")


def published(record: NbibRecord) -> Published:
    """When it appeared: the electronic date first, as with XML, else the issue's, else the first year that stands in it."""
    if found := _DAY.match(record.get("DEP")):
        made = read_date("-".join(part for part in found.groups() if part), "DEP")
        if made.date:
            return made
    for tag in ("DP", "CTDT", "DRDT"):  # a chapter has dates of its own
        value = record.get(tag)
        if found := _ISSUE_DATE.match(value):
            month = _month(found[2] or "")
            parts = [found[1], f"{month:02}" if month else "", f"{int(found[3]):02}" if month and found[3] else ""]
            made = read_date("-".join(part for part in parts if part), tag)
            if made.date:
                return made
        if year := _YEAR.search(value):
            return Published(year[0], "year", tag)
    return Published()


def _month(name: str) -> int:
    """1 to 12; 0 for what is no month."""
    return _MONTHS.find(name.lower()) // 4 + 1 if name else 0


def revised(record: NbibRecord) -> str:
    """The ISO date of the last revision; "" if there is none."""
    found = _DAY.match(record.get("LR"))
    return read_date("-".join(part for part in found.groups() if part), "LR").date if found else ""


def authors(record: NbibRecord) -> tuple[Author, ...]:
    """Persons and groups in the file's order; the full name where there is one, the initials of the short one."""
    made: list[Author] = []
    full = ""
    for tag, value in record.fields:
        if tag == "CN" and value:
            made.append(Author(collective=value))
        if tag == "FAU":
            if full:  # a full name that no short one followed
                made.append(_person(full, ""))
            full = value
        if tag == "AU" and (full or value):
            made.append(_person(full, value))
            full = ""
    return (*made, _person(full, "")) if full else tuple(made)


def _person(full: str, short: str) -> Author:
    """ "Hellinger, Frank R Jr" with "Hellinger FR Jr"; an old record has the short form alone."""
    full, suffix = _without_suffix(full)
    short, suffix = _without_suffix(short) if short else ("", suffix)
    family, _, given = full.partition(", ")
    if not family:
        family, _, initials = short.rpartition(" ")
        return Author(family or initials, "", initials if family else "", suffix=suffix)
    initials = short.removeprefix(family).strip() if short.startswith(family) else ""
    return Author(family, given, initials or "".join(part[0] for part in given.split()), suffix=suffix)


def _without_suffix(name: str) -> tuple[str, str]:
    found = _SUFFIX.search(name)
    return (name[: found.start()], found[1]) if found else (name, "")


def journal(record: NbibRecord) -> Journal:
    """Where it appeared; for a chapter, the book."""
    abbreviation = record.get("TA")
    title = record.get("JT") or abbreviation or (record.get("BTI") if record.get("TI") else "")
    issn = record.get("IS").split(" ")[0]
    return Journal(title, abbreviation, issn, record.get("VI"), record.get("IP"), record.get("PG"))


def identifiers(record: NbibRecord) -> Identifiers:
    """PMID, PMCID, and the DOI among AID and LID, which may hold several: "10.1016/x [doi] S123 [pii]"."""
    pmid, pmc = record.get("PMID"), _PMCID.fullmatch(record.get("PMC"))
    located = [found for tag in ("AID", "LID") for value in record.all(tag) for found in _LOCATED.findall(value[:500])]
    dois = (valid_doi(value) for value, kind in located if kind.lower() == "doi")
    return Identifiers(
        pmid.lstrip("0") if is_pmid(pmid) else "", f"PMC{pmc[1]}" if pmc else "", next(filter(None, dois), "")
    )


def links(record: NbibRecord) -> tuple[Link, ...]:
    """What the record says of others; the target where a PMID is named, the rest of the words as the note."""
    made = []
    for tag, value in record.fields:
        if tag in LINK_TAGS and value:
            found = _LINKED.search(value)
            pmid = found[1] if found and is_pmid(found[1]) else ""
            note = value[: found.start()].strip() if found else value
            made.append(Link(LINK_TAGS[tag], f"pubmed:{pmid.lstrip('0')}" if pmid else "", note.removesuffix(".")))
    return tuple(made)


def mesh(record: NbibRecord) -> tuple[MeshHeading, ...]:
    """ "Brain Ischemia/diagnostic imaging/*surgery": a star marks a major topic."""
    return tuple(_heading(value) for value in record.all("MH"))


def _heading(value: str) -> MeshHeading:
    name, *qualifiers = (part.strip().lstrip("*") for part in value.split("/"))
    return MeshHeading(HEADING_IDS.get(name, ""), name, "*" in value, tuple(Term("", q) for q in qualifiers if q))


def terms(values: list[str]) -> tuple[Term, ...]:
    """Terms by their names: NBIB has no ids."""
    return tuple(Term("", value) for value in dict.fromkeys(values))


def keywords(record: NbibRecord) -> tuple[str, ...]:
    """Each once, without the star of a major topic."""
    return tuple(dict.fromkeys(value.lstrip("*") for value in record.all("OT") if value.lstrip("*")))


def chemicals(record: NbibRecord) -> tuple[Term, ...]:
    """Substances: RN is "9001-31-4 (Fibrin)", and its number no id of MeSH."""
    named = ((_SUBSTANCE.match(value), value) for value in [*record.all("RN"), *record.all("NM")])
    return terms([found[1] if found else value for found, value in named])


def grants(record: NbibRecord) -> tuple[Grant, ...]:
    """PubMed writes "5R01EB002873-07/EB/NIBIB NIH HHS/United States", PubMed Central "R01 AR049373 || AR"."""
    return tuple(_grant(value) for value in record.all("GR"))


def _grant(value: str) -> Grant:
    if "||" in value:
        number, _, agency = value.partition("||")
        return Grant(number.strip(), agency.strip())
    parts = [part.strip() for part in value.split("/")]
    if len(parts) == 1:
        return Grant(value)
    *number_parts, agency, country = parts
    if len(number_parts) > 1 and _ACRONYM.fullmatch(number_parts[-1]):
        number_parts = number_parts[:-1]
    return Grant("/".join(number_parts), agency, country)


def registrations(record: NbibRecord) -> tuple[str, ...]:
    """Trial registration numbers among the secondary sources ("ClinicalTrials.gov/NCT02239640"), each once."""
    pairs = (value.partition("/") for value in record.all("SI"))
    return tuple(dict.fromkeys(number for bank, _, number in pairs if number and bank.casefold() not in NOT_REGISTRIES))
