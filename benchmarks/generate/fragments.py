"""Pieces of XML made once and used in many records: authors, journals, headings, references.

A record is put together from them, which is what makes a million records a matter of minutes.
"""

import random
from dataclasses import dataclass
from html import escape

from benchmarks.generate import terms

POOLS = {"authors": 8_000, "affiliations": 3_000, "journals": 1_500, "references": 20_000, "keywords": 6_000}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FORENAMES = (
    "Anna", "Maria", "José", "Wei", "Yuki", "Hans", "Fatima", "John", "Priya", "Olga", "Chen", "Luca", "Zoë", "Ahmed",
    "Ingrid", "Søren", "Jürgen", "Émile",
)  # fmt: skip
INITIALS = "ABCDEFGHJKLMPRSTW"


@dataclass(frozen=True, slots=True)
class Journal:
    """What a record says of its journal: inside Journal, inside MedlineJournalInfo, and its short name."""

    issn: str
    titles: str
    info: str
    short: str


@dataclass(frozen=True, slots=True)
class Fragments:
    """Whole elements, indented, each ending in a newline; keywords and headings too."""

    authors: list[str]
    journals: list[Journal]
    tags: list[str]
    headings: list[str]
    substances: list[str]
    keywords: list[str]
    references: list[str]
    grants: list[str]


def fragments(words: list[str], seed: int) -> Fragments:
    """All pools, from the vocabulary's words."""
    drawn = random.Random(seed + 1)
    rare = words[500:20_000]
    journals = [journal(rare, drawn, i) for i in range(POOLS["journals"])]
    affiliations = [affiliation(rare, drawn) for _ in range(POOLS["affiliations"])]
    return Fragments(
        authors=[author(rare, affiliations, drawn) for _ in range(POOLS["authors"])],
        journals=journals,
        tags=[_heading(line, "") for line in rows(terms.CHECK_TAGS)],
        headings=list(_headings(drawn)),
        substances=[_substance(line) for line in rows(terms.SUBSTANCES)],
        keywords=[_keyword(drawn.choice(words[100:8000]), drawn) for _ in range(POOLS["keywords"])],
        references=[reference(rare, journals, drawn) for _ in range(POOLS["references"])],
        grants=[_grant(drawn) for _ in range(2_000)],
    )


def rows(table: str) -> list[str]:
    """The lines of a table in terms.py."""
    return table.strip().splitlines()


def journal(words: list[str], drawn: random.Random, number: int) -> Journal:
    """A journal with an ISSN, whose last character checks the others (ISO 3297)."""
    digits = f"{1000 + number:04}{drawn.randrange(1000):03}"
    rest = -sum(int(d) * w for d, w in zip(digits, range(8, 1, -1), strict=True)) % 11
    issn = f"{digits[:4]}-{digits[4:]}{'X' if rest == 10 else rest}"
    topic = drawn.choice(words).capitalize()
    kind = drawn.choice(
        ("Journal of", "Annals of", "Archives of", "European journal of", "BMC", "International journal of")
    )
    short = " ".join(w[:5].capitalize() for w in kind.replace(" of", "").split()) + f" {topic[:9]}"
    country = drawn.choice(terms.COUNTRIES)
    return Journal(
        f'          <ISSN IssnType="{drawn.choice(("Electronic", "Print"))}">{issn}</ISSN>\n',
        f"          <Title>{kind} {topic}</Title>\n          <ISOAbbreviation>{short}</ISOAbbreviation>\n",
        f"      <MedlineJournalInfo>\n        <Country>{country}</Country>\n        <MedlineTA>{short}</MedlineTA>\n"
        f"        <NlmUniqueID>{100_000_000 + number * 37}</NlmUniqueID>\n        <ISSNLinking>{issn}</ISSNLinking>\n"
        "      </MedlineJournalInfo>\n",
        short,
    )


def affiliation(words: list[str], drawn: random.Random) -> str:
    """An AffiliationInfo."""
    unit = drawn.choice(
        ("Cardiology", "Medicine", "Surgery", "Oncology", "Epidemiology", "Neurology", "Public Health & Policy")
    )
    town = drawn.choice(words).capitalize()
    mail = f" {drawn.choice(words)}@{drawn.choice(words)}.example." if drawn.random() < 0.15 else ""
    text = escape(
        f"Department of {unit}, University Hospital of {town}, {town}, {drawn.choice(terms.COUNTRIES)}.{mail}"
    )
    return (
        "            <AffiliationInfo>\n"
        f"              <Affiliation>{text}</Affiliation>\n            </AffiliationInfo>\n"
    )


def author(words: list[str], affiliations: list[str], drawn: random.Random) -> str:
    """An Author; one in a hundred is a group."""
    if drawn.random() < 0.01:
        name = f"            <CollectiveName>{drawn.choice(words).upper()} Study Group</CollectiveName>\n"
    else:
        first, second = drawn.choice(FORENAMES), drawn.choice(("", *INITIALS))
        last = drawn.choice(words).capitalize() + drawn.choice(("", "", "", "ö", "é", "-García", "ić"))
        name = (
            f"            <LastName>{last}</LastName>\n            <ForeName>{first}{' ' * bool(second)}{second}</ForeName>\n"
            f"            <Initials>{first[0]}{second}</Initials>\n"
        )
        if drawn.random() < 0.1:
            orcid = f"0000-000{drawn.randrange(4)}-{drawn.randrange(10000):04}-{drawn.randrange(10000):04}"
            name += f'            <Identifier Source="ORCID">{orcid}</Identifier>\n'
    where = drawn.choice(affiliations) if drawn.random() < 0.6 else ""
    return f'          <Author ValidYN="Y">\n{name}{where}          </Author>\n'


def _headings(drawn: random.Random) -> list[str]:
    found = []
    for line in rows(terms.HEADINGS) + [row.partition(" ")[2] for row in rows(terms.SUBSTANCES)]:
        found += [_heading(line, ""), *(_heading(line, q) for q in drawn.sample(rows(terms.QUALIFIERS), 3))]
    return found


def _heading(line: str, qualifier: str) -> str:
    ui, _, name = line.partition(" ")
    below = ""
    if qualifier:
        qualifier_ui, _, text = qualifier.partition(" ")
        below = f'          <QualifierName UI="{qualifier_ui}" MajorTopicYN="Y">{escape(text)}</QualifierName>\n'
    return (
        f'        <MeshHeading>\n          <DescriptorName UI="{ui}" MajorTopicYN="N">{name}</DescriptorName>\n'
        f"{below}        </MeshHeading>\n"
    )


def _substance(line: str) -> str:
    registry, ui, name = line.split(" ", 2)
    return (
        f"        <Chemical>\n          <RegistryNumber>{registry}</RegistryNumber>\n"
        f'          <NameOfSubstance UI="{ui}">{name}</NameOfSubstance>\n        </Chemical>\n'
    )


def _keyword(word: str, drawn: random.Random) -> str:
    second = (
        " " + drawn.choice(("therapy", "disease", "receptor", "syndrome", "imaging")) if drawn.random() < 0.4 else ""
    )
    return f'        <Keyword MajorTopicYN="N">{word}{second}</Keyword>\n'


def reference(words: list[str], journals: list[Journal], drawn: random.Random) -> str:
    """A Reference with the ids of what is cited: they are not the record's own."""
    year, pages = drawn.randint(1975, 2024), drawn.randint(1, 2000)
    names = ", ".join(f"{drawn.choice(words).capitalize()} {drawn.choice(INITIALS)}" for _ in range(3))
    title = " ".join(drawn.choices(words, k=drawn.randint(3, 7))).capitalize()
    return (
        "        <Reference>\n"
        f"          <Citation>{names}, et al. {title}. {drawn.choice(journals).short}. {year};"
        f"{drawn.randint(1, 90)}:{pages}&#x2013;{pages + 9}.</Citation>\n          <ArticleIdList>\n"
        f'            <ArticleId IdType="doi">10.{drawn.randint(1000, 9000)}/cited.{drawn.randrange(10**7)}</ArticleId>\n'
        f'            <ArticleId IdType="pubmed">{drawn.randint(1, 9_999_999)}</ArticleId>\n'
        "          </ArticleIdList>\n        </Reference>\n"
    )


def _grant(drawn: random.Random) -> str:
    return (
        f"          <Grant>\n            <GrantID>R01 {drawn.choice('HCDA')}L{drawn.randrange(10**6):06}</GrantID>\n"
        f"            <Acronym>HL</Acronym>\n            <Agency>{drawn.choice(terms.AGENCIES)}</Agency>\n"
        f"            <Country>{drawn.choice(terms.COUNTRIES)}</Country>\n          </Grant>\n"
    )
