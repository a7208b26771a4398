"""A policy file: the rules of a run in TOML, read strictly.

name = "national guidelines"
tier = 1                            # the least trusted tier that is searched
only = ["uspstf", "nci-pdq"]        # entries of the source list, and a library's own collections
exclude = ["pubmed"]                # whoever else holds a document, it is left out
designs = ["guideline"]
languages = ["eng"]
since = 2015
until = 2026
allow = ["superseded"]              # of concern, preprint, superseded: may be cited although so marked
"""

from pathlib import Path

from evidence.appraisal import DESIGNS
from evidence.errors import UsageError
from evidence.toml_fields import LANGUAGE, Table, parse, read_text
from evidence.trust import ALLOWABLE, TIERS, Rules

FIELDS = ("name", "only", "tier", "exclude", "designs", "languages", "since", "until", "allow")


def read_policy(path: Path) -> Rules:
    """The rules in a file, named after it where they have no name. Raises UsageError that names what is wrong."""
    table = parse(read_text(path, "policy file"), str(path))
    table.only(FIELDS)
    since, until = _year(table, "since"), _year(table, "until")
    if since is not None and until is not None and since > until:
        raise UsageError(f"{path}: since {since} is after until {until}: nothing can be in between.")
    return Rules(
        name=table.text("name") or path.stem,
        only=_some(table, "only", table.texts("only", "a list of names of sources")),
        tier=table.whole("tier", TIERS[0], TIERS[-1], 1, "a whole number from 1 (the most trusted) to 5")
        if "tier" in table.values
        else None,
        exclude=table.texts("exclude", "a list of names of sources"),
        designs=_some(table, "designs", table.choices("designs", DESIGNS)),
        languages=_some(table, "languages", _languages(table)),
        since=since,
        until=until,
        allow=_allow(table),
    )


def _year(table: Table, name: str) -> int | None:
    return table.whole(name, 1000, 9999, 1000, "a year of four digits") if name in table.values else None


def _some(table: Table, name: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse an empty list: it might mean all or none."""
    if name in table.values and not found:
        raise UsageError(f"{table.where}: {name} is empty. Name what may be searched, or leave the line out.")
    return found


def _languages(table: Table) -> tuple[str, ...]:
    expected = "a list of PubMed's codes of three letters, such as eng"
    found = table.texts("languages", expected)
    if not all(LANGUAGE.fullmatch(code) for code in found):
        raise table.wrong("languages", expected)
    return found


def _allow(table: Table) -> tuple[str, ...]:
    if "retracted" in table.texts("allow", "a list of words"):
        raise UsageError(f"{table.where}: allow names retracted. A retracted article is never cited as evidence.")
    return tuple(sorted(table.choices("allow", ALLOWABLE)))
