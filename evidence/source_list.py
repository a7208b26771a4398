"""The librarian's source list: a TOML file of `[[source]]` tables, read strictly.

    [[source]]
    name = "uspstf"                    # also the source of the documents that it brings: --source uspstf
    kind = "guideline-site"            # or pubmed-query, feed, folder, file
    address = "https://www.example.org/recommendations"
    tier = 1                           # 1 is the most trusted, 5 the least; 3 where none is given
    allows = ["index", "quote"]        # of index, quote, export; all three where none is given
    refresh = 30                       # days; without it, only when it is asked for
    include = ["/recommendation/*"]    # pages that are wanted; all of the site where none is given
    exclude = ["*/draft/*"]            # pages that are not, whatever `include` says

`include` and `exclude` are patterns for the path of an address, after the host and before "?". They must match all of
it: `*` stands for anything, "/" included, `?` for one character, `[ab]` for one of these. They begin with "/" or "*".
"""

import re
from importlib import resources
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from evidence.errors import UsageError
from evidence.toml_fields import LANGUAGE, Table, parse, read_text
from evidence.trust import SOURCE_KINDS, TIERS, Allows, Entry, Selectors, SourceKind, SourceList

FILE = "sources.toml"  # a library's own list, in its folder
USES = ("index", "quote", "export")
FIELDS = (
    *("name", "kind", "address", "publisher", "country", "language", "tier", "licence", "allows", "refresh", "include"),
    *("exclude", "selectors", "contact", "https_only", "redirects", "max_pages", "max_depth", "note"),
)
SELECTORS = ("content", "drop", "title", "date", "organisation", "recommendation")
SITES = ("guideline-site", "feed")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = re.compile(r"(?!UK)[A-Z]{2}|INT")
_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*")


def load_list(settings_sources: Path | None, library: Path) -> SourceList:
    """The list in force. Raises UsageError that names what is wrong with it."""
    place = list_place(settings_sources, library)
    return shipped_list() if place is None else read_list(place)


def list_place(settings_sources: Path | None, library: Path) -> Path | None:
    """The file that the setting names, else the library's own; None for the list that ships."""
    own = library / FILE
    there = own.exists() or own.is_symlink()  # a link that leads nowhere is an error, not the list that ships
    return settings_sources or (own if there else None)


def shipped_text() -> str:
    """The list that ships, as its file has it."""
    return resources.files("evidence").joinpath(FILE).read_bytes().decode("utf-8")


def shipped_list() -> SourceList:
    """The list that ships."""
    return SourceList.of(parse_entries(shipped_text(), "the list that ships"))


def read_list(path: Path) -> SourceList:
    """A list from its file. Raises UsageError that names the file, the entry, the field and what is expected."""
    return SourceList.of(parse_entries(read_text(path, "source list"), str(path)), str(path))


def parse_entries(text: str, where: str) -> tuple[Entry, ...]:
    """The entries of a list. Raises as `read_list` does; `where` begins its messages."""
    whole = parse(text, where)
    whole.only(("source",))
    tables = whole.tables("source")
    entries = tuple(_entry(table, where) for table in tables)
    names = [entry.name for entry in entries]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{where}: more than one source is called {name}. Give each its own name.")
    return entries


def _entry(table: Table, where: str) -> Entry:
    """One `[[source]]`; messages go by its name as soon as that is known, before by its number."""
    name = table.text("name")
    if not _NAME.fullmatch(name):
        raise table.wrong("name", "of lower case letters, digits and single hyphens, such as nice-guidelines")
    table = Table(table.values, f"{where}, source {name}")
    table.only(FIELDS)
    kind = _kind(table)
    https_only = table.flag("https_only", True)
    days = table.whole("refresh", 1, 3650, 1, "a whole number of days, 1 to 3650")
    return Entry(
        name,
        kind,
        _address(table, kind, https_only),
        publisher=table.text("publisher"),
        country=_matching(table, "country", _COUNTRY, "two capital letters (ISO 3166: US, DE; GB, not UK) or INT"),
        language=_matching(table, "language", LANGUAGE, "PubMed's code of three letters (eng, fre, ger)"),
        tier=table.whole("tier", TIERS[0], TIERS[-1], 3, "a whole number from 1 (the most trusted) to 5"),
        licence=table.text("licence"),
        allows=_allows(table),
        refresh_days=days if "refresh" in table.values else None,
        include=_patterns(table, "include"),
        exclude=_patterns(table, "exclude"),
        selectors=_selectors(table.table("selectors")),
        contact=table.text("contact"),
        https_only=https_only,
        redirects=_hosts(table),
        max_pages=table.whole("max_pages", 1, 100_000, 500),
        max_depth=table.whole("max_depth", 0, 20, 3),
        note=table.text("note"),
    )


def _kind(table: Table) -> SourceKind:
    given = table.text("kind")
    for kind in SOURCE_KINDS:
        if given == kind:
            return kind
    raise table.wrong("kind", f"one of {', '.join(SOURCE_KINDS)}")


def _address(table: Table, kind: str, https_only: bool) -> str:
    """A web address, an absolute path or a query, as the kind wants it."""
    given = table.text("address")
    if kind == "pubmed-query":
        if not any(c.isalnum() for c in given):
            raise table.wrong("address", "a query in PubMed's syntax, such as aspirin[ti]")
    elif kind in SITES:
        _check_url(table, given, https_only)
    elif not (PurePath(given).is_absolute() or given.startswith("~/")):
        raise table.wrong("address", "a whole path, from / or ~/, wherever the command is run")
    return given


def _check_url(table: Table, given: str, https_only: bool) -> None:
    wanted = table.wrong("address", "a web address that begins with https:// and names a host")
    try:
        url = urlsplit(given)
        host, _ = url.hostname, url.port
        (host or "").encode("idna")  # what the look-up of the name does: no empty label, none over 63 letters
    except ValueError as error:
        raise wanted from error
    if " " in given or not host or url.scheme not in ("https", "http"):
        raise wanted
    if url.username is not None:
        raise table.wrong("address", "without a user's name or password, which every log would show")
    if url.scheme == "http" and https_only:
        raise UsageError(
            f"{table.where}: address begins with http://, so others can read and change what it brings. "
            "Use https://, or say https_only = false."
        )


def _matching(table: Table, name: str, pattern: re.Pattern[str], expected: str) -> str:
    given = table.text(name)
    if given and not pattern.fullmatch(given):
        raise table.wrong(name, expected)
    return given


def _allows(table: Table) -> Allows:
    """What the licence allows; everything where the list does not say."""
    given = table.choices("allows", USES) if "allows" in table.values else USES
    return Allows("index" in given, "quote" in given, "export" in given)


def _patterns(table: Table, name: str) -> tuple[str, ...]:
    """Patterns for paths, see the module."""
    found = table.texts(name, "a list of patterns")
    if not all(pattern.startswith(("/", "*")) for pattern in found):
        raise table.wrong(
            name, "a list of patterns for the path of an address that begin with / or *, such as /guidance/*"
        )
    return found


def _selectors(table: Table) -> Selectors:
    table.only(SELECTORS)
    return Selectors(
        table.text("content"),
        table.texts("drop", "a list of CSS selectors"),
        table.text("title"),
        table.text("date"),
        table.text("organisation"),
        table.text("recommendation"),
    )


def _hosts(table: Table) -> tuple[str, ...]:
    found = table.texts("redirects", "a list of hosts")
    if not all(_HOST.fullmatch(host) for host in found):
        raise table.wrong("redirects", "a list of hosts in lower case, without https:// and path, such as iris.who.int")
    return found


def fields_of(entry: Entry) -> dict[str, object]:
    """An entry by the names of the file, every field with the value in force."""
    allowed = (entry.allows.index, entry.allows.quote, entry.allows.export)
    other: dict[str, object] = {
        "allows": [use for use, allows in zip(USES, allowed, strict=True) if allows],
        "refresh": entry.refresh_days,
        "selectors": {name: getattr(entry.selectors, name) for name in SELECTORS},
    }
    return {name: other[name] if name in other else getattr(entry, name) for name in FIELDS}
