"""`evidence sources`: the librarian's list of what is trusted."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import UsageError
from research.cli.console import emit_json, note, say
from research.cli.options import Json
from research.cli.state import settings

if TYPE_CHECKING:
    from evidence.settings import Settings
    from evidence.trust import SourceList
    from research.source_check import Checked

Name = Annotated[str, typer.Argument(metavar="NAME", help="Of an entry of the list.")]
Words = list[str] | None


def register(app: typer.Typer) -> None:
    """Add `sources` and what follows it."""
    group = typer.Typer(no_args_is_help=True, help="The list of sources that are trusted.", rich_markup_mode=None)
    group.command("list", help="The sources with their kind, tier and publisher.")(_list)
    group.command("show", help="One source, whole, with the comment above it.")(_show)
    group.command("add", help="Add a source to the library's list; comments and order stay.")(_add)
    group.command("remove", help="Take a source, and the comment above it, out of the list. Documents stay.")(_remove)
    group.command("check", help="Ask each source: reachable, allowed by robots.txt, readable, how old? Goes out.")(
        _check
    )
    app.add_typer(group, name="sources")


def _list(context: typer.Context, as_json: Json = False) -> None:
    from evidence.source_list import fields_of

    trusted = _trusted(settings(context))
    if as_json:
        emit_json(_head(trusted) | {"sources": [fields_of(entry) for entry in trusted.entries]})
        return
    for entry in trusted.entries:
        every = f"every {entry.refresh_days} days" if entry.refresh_days else "on request"
        say(f"{entry.name}  {entry.kind}  tier {entry.tier}  {entry.publisher or '-'}  {every}")
    say(_told(trusted))


def _show(context: typer.Context, name: Name, as_json: Json = False) -> None:
    from evidence.source_list import fields_of

    used = settings(context)
    trusted = _trusted(used)
    fields = fields_of(trusted.get(name))
    comment = _comment(used, trusted, name)
    if as_json:
        emit_json(_head(trusted) | {"source": fields, "comment": comment})
        return
    for line in comment.splitlines():
        say(f"# {line}".rstrip())
    for field, value in fields.items():
        if shown := _shown(value):
            say(f"{field}: {shown}")
    say(_told(trusted))


def _add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Lower case letters, digits and hyphens.")],
    kind: Annotated[
        str,
        typer.Option(metavar="KIND", help="pubmed-query, guideline-site, feed, folder or file.", show_default=False),
    ],
    address: Annotated[
        str, typer.Option(metavar="ADDRESS", help="A web address, a whole path, or a PubMed query.", show_default=False)
    ],
    tier: Annotated[
        int | None, typer.Option(metavar="N", help="1 (the most trusted) to 5; 3 if none is given.")
    ] = None,
    publisher: Annotated[str, typer.Option(metavar="NAME")] = "",
    country: Annotated[str, typer.Option(metavar="CODE", help="US, GB, ..., or INT.")] = "",
    language: Annotated[str, typer.Option(metavar="CODE", help="eng, fre, ger, ...")] = "",
    licence: Annotated[str, typer.Option(metavar="TEXT")] = "",
    allows: Annotated[
        Words, typer.Option(metavar="USE", help="index, quote, export; all if none is given. Repeatable.")
    ] = None,
    refresh: Annotated[int | None, typer.Option(metavar="DAYS", help="How often `evidence update` asks it.")] = None,
    include: Annotated[
        Words, typer.Option(metavar="PATTERN", help="Pages that are wanted: /guidance/*. Repeatable.")
    ] = None,
    exclude: Annotated[Words, typer.Option(metavar="PATTERN", help="Pages that are not. Repeatable.")] = None,
    selector: Annotated[
        Words, typer.Option(metavar="PART=CSS", help="Where a page has its content, title, ... Repeatable.")
    ] = None,
    redirect: Annotated[Words, typer.Option(metavar="HOST", help="A host that it may redirect to. Repeatable.")] = None,
    http: Annotated[bool, typer.Option("--http", help="Take an address that is not https.")] = False,
    max_pages: Annotated[int | None, typer.Option(metavar="N", help="At most so many pages; 500 if not given.")] = None,
    max_depth: Annotated[int | None, typer.Option(metavar="N", help="Links followed; 3 if not given.")] = None,
    contact: Annotated[str, typer.Option(metavar="TEXT")] = "",
    remark: Annotated[str, typer.Option("--note", metavar="TEXT")] = "",
    comment: Annotated[str, typer.Option(metavar="TEXT", help="Stands above the entry: its terms of use.")] = "",
    as_json: Json = False,
) -> None:
    from evidence.source_edit import add_entry
    from evidence.source_list import fields_of

    given: dict[str, object] = {
        "name": name,
        "kind": kind,
        "address": address,
        "publisher": publisher,
        "country": country,
        "language": language,
        "tier": tier,
        "licence": licence,
        "allows": allows,
        "refresh": refresh,
        "include": include,
        "exclude": exclude,
        "redirects": redirect,
        "max_pages": max_pages,
        "max_depth": max_depth,
        "https_only": False if http else None,
        "contact": contact,
        "note": remark,
        "selectors": _selectors(selector or []),
    }
    fields = {field: value for field, value in given.items() if value not in (None, "", [], {})}
    trusted = add_entry(_editable(settings(context)), fields, comment)
    if as_json:
        emit_json(_head(trusted) | {"source": fields_of(trusted.get(name))})
    else:
        say(f"Added {name}. {_told(trusted)}")


def _remove(context: typer.Context, name: Name, as_json: Json = False) -> None:
    from evidence.source_edit import remove_entry

    trusted = remove_entry(_editable(settings(context)), name)
    if as_json:
        emit_json(_head(trusted) | {"removed": name})
    else:
        say(f"Removed {name}; documents that it brought stay in the library. {_told(trusted)}")


def _check(
    context: typer.Context,
    names: Annotated[
        Words, typer.Argument(metavar="NAME...", help="Entries of the list; all if none is named.")
    ] = None,
    as_json: Json = False,
) -> None:
    used = settings(context)
    trusted = _trusted(used)
    entries = tuple(trusted.get(name) for name in dict.fromkeys(names or trusted.names))
    from research.cli.progress import spinner
    from research.source_check import check_entries

    with spinner() as step:
        found = check_entries(used, entries, step)
    if as_json:
        emit_json(_head(trusted) | {"checked": list(found)})
    for each in found:
        if not as_json:
            say(_checked(each))
        if each.problem:
            note(f"{each.name}: {each.problem}")
    if any(each.problem for each in found):
        raise typer.Exit(3)


def _checked(each: "Checked") -> str:
    """What was found out about a source, in words."""
    words = {True: "yes", False: "no", None: "not asked"}
    old = "" if each.age_days is None else f" ({each.age_days} days old)"
    return (
        f"{each.name}  reachable: {words[each.reachable]}  robots.txt: {each.robots}  "
        f"readable: {words[each.extractable]}  newest: {each.newest or 'unknown'}{old}  "
        f"last fetched: {each.last_fetched or 'never'}"
    )


def _trusted(used: "Settings") -> "SourceList":
    from evidence.source_list import load_list

    return load_list(used.sources, used.library)


def _editable(used: "Settings") -> Path:
    """The file that edits go to. Raises UsageError where the setting names one that is not there."""
    from evidence.source_list import FILE

    if used.sources is not None and not used.sources.is_file():
        raise UsageError(f"There is no source list {used.sources}, which the setting `sources` names.")
    return used.sources or used.library / FILE


def _comment(used: "Settings", trusted: "SourceList", name: str) -> str:
    """The comment above an entry; "" where the file's layout does not say which is whose."""
    from evidence.source_edit import comments
    from evidence.source_list import list_place, shipped_text
    from evidence.toml_fields import read_text

    place = list_place(used.sources, used.library)
    found = comments(shipped_text() if place is None else read_text(place, "source list"))
    return found[trusted.names.index(name)] if len(found) == len(trusted.entries) else ""


def _head(trusted: "SourceList") -> dict[str, object]:
    return {"version": trusted.version, "place": trusted.place}


def _told(trusted: "SourceList") -> str:
    place = trusted.place or "the list that ships with evidence"
    return f"{len(trusted.entries)} sources, version {trusted.version} ({place})."


def _shown(value: object) -> str:
    """A field's value as a person would write it, "" where it is not set."""
    if isinstance(value, dict):
        return "; ".join(f"{part} = {shown}" for part, css in value.items() if (shown := _shown(css)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str("" if value is None else value)


def _selectors(given: list[str]) -> dict[str, object]:
    """`content=main` and the like as the table of the file; `drop` may be given several times."""
    found: dict[str, object] = {}
    for each in given:
        part, equals, css = each.partition("=")
        if not equals or not css.strip():
            raise UsageError(f"--selector takes PART=CSS, such as content=main, not {each}.")
        if part == "drop":
            found.setdefault("drop", [])
            found["drop"] = [*found["drop"], css]  # type: ignore[misc]
        else:
            found[part] = css
    return found
