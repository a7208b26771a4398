"""What headings say: where a reference list begins, and which parts of a text claim nothing."""

import re

_REFERENCES = re.compile(
    r"(?:(?:list of |selected |key |cited |numbered |further |full )*"
    r"(?:references?|literature|bibliography|works cited|works consulted|sources?|citations?|footnotes|endnotes|notes|links)"
    r"|(?:references?|literature|works|sources) (?:cited|used|list|and notes|and links|consulted)|(?:notes|sources) and references"
    r"|cited (?:literature|works)|literaturverzeichnis|literatur|quellen(?:verzeichnis)?|referenzen|einzelnachweise"
    r"|r[ée]f[ée]rences(?: bibliographiques)?|bibliographie|bibliograf[ií]a|referencias(?: bibliogr[áa]ficas)?"
    r"|riferimenti(?: bibliografici)?|bibliografia|referenties|literatuur|referenser|referanser|litteratur"
    r"|refer[êe]ncias(?: bibliogr[áa]ficas)?|参考文献)",
    re.I,
)
_NO_CLAIMS = re.compile(
    r"acknowledge?ments?|funding(?: sources?| statement)?|(?:conflicts?|declarations?|competing"
    r"|disclosures?)(?: of)?(?: competing)? interests?"
    r"|disclosures?|(?:author|authors'|credit) contributions?(?: statement)?|contributors|data availability(?: statement)?"
    r"|abbreviations|(?:table of )?contents|disclaimer|ethics(?: approval| statement)?|author information|about the authors?"
    r"|effects side by side|what is missing",
    re.I,
)
# sections of our own reports that say how they were made
_OWN_APPENDIX = re.compile(
    r"how this was searched|left out, and why|statements removed by the citation check|citation check"
    r"|limits and intended use|what let each cited document in",
    re.I,
)
_SECTION = re.compile(
    r"(?:abstract|summary|background|introduction|aims?|objectives?|methods?|materials and methods|results?|findings|discussion"
    r"|conclusions?|limitations|interpretation|main text|bottom line|key points)",
    re.I,
)
_NUMBERED = re.compile(r"(?:(?:\d{1,2}|[ivx]{1,4})(?:\.\d{1,2}){0,3}\.? +|[a-z]\. +)", re.I)
_LONGEST = 120  # characters of a heading with what decorates it


def bare(heading: str) -> str:
    """A heading without its number, marks of emphasis and closing colon."""
    flat = " ".join(heading.strip().strip("#*_=-:[]").split())
    return _NUMBERED.sub("", flat, count=1).strip(" :*_.") if len(flat) <= _LONGEST else ""


def opens_references(heading: str) -> bool:
    """References, Literature, Bibliography, Works cited, Sources, Quellen, ..."""
    return bool(_REFERENCES.fullmatch(bare(heading)))


def opens_no_claims(heading: str) -> bool:
    """Funding, acknowledgements and the like."""
    return bool(_NO_CLAIMS.fullmatch(bare(heading)))


def opens_appendix(heading: str) -> bool:
    """How a report of ours was made."""
    return bool(_OWN_APPENDIX.fullmatch(bare(heading)))


def is_section_name(line: str) -> bool:
    """A line that is a heading wherever it stands."""
    name = bare(line)
    return bool(_SECTION.fullmatch(name) or _REFERENCES.fullmatch(name) or _NO_CLAIMS.fullmatch(name))
