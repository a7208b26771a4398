"""Options that several commands share, and what they mean."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import UsageError
from evidence.model import Filters

if TYPE_CHECKING:
    from research.policy import Asked

Json = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]
Paths = Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help="Files and folders.")]
Since = Annotated[int | None, typer.Option(metavar="YEAR", help="Published in or after.")]
Until = Annotated[int | None, typer.Option(metavar="YEAR", help="Published in or before.")]
Designs = Annotated[
    list[str] | None, typer.Option("--design", metavar="NAME", help="Only this indexed design. Repeatable.")
]
Sources = Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source. Repeatable.")]
Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="CODE", help="Only this language (eng, fre, ger). Repeatable.")
]
Tier = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, max=5, help="Only sources that the source list has in tier N or better (1 is the best)."
    ),
]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", metavar="FILE", help="A policy (TOML): which sources, tiers, designs, years.")
]
Live = Annotated[
    bool, typer.Option("--live", help="First ask PubMed, and load the 200 most relevant records that it finds.")
]
SendAnyway = Annotated[
    bool, typer.Option("--send-anyway", help="With --live: send it although it looks like it names a patient.")
]
Allow = Annotated[
    str, typer.Option(metavar="LIST", help="May be cited although marked: concern,preprint,superseded (by commas).")
]
AllowInSearch = Annotated[
    str,
    typer.Option(
        "--allow",
        metavar="LIST",
        help="As for ask and report. Without a --policy, search hides nothing and shows each hit's status.",
    ),
]
Mode = Annotated[str, typer.Option(metavar="MODE", help="hybrid, lexical or dense; by default the best there is.")]


def filters_of(
    since: int | None,
    until: int | None,
    designs: list[str] | None,
    sources: list[str] | None,
    languages: list[str] | None,
) -> Filters:
    """The filters asked for. Raises UsageError on what cannot be satisfied as written."""
    from evidence.appraisal import DESIGNS

    for name, year in (("--since", since), ("--until", until)):
        if year is not None and not 1000 <= year <= 9999:
            raise UsageError(f"{name} takes a year of four digits, not {year}.")
    if since is not None and until is not None and since > until:
        raise UsageError(f"--since {since} is after --until {until}: nothing can be in between.")
    for design in designs or ():
        if design not in DESIGNS:
            raise UsageError(f"There is no design {design}. Designs: {', '.join(sorted(d for d in DESIGNS if d))}.")
    for language in languages or ():
        if not (len(language) == 3 and language.isascii() and language.islower()):
            raise UsageError(f"--language takes PubMed's codes of three letters (eng, fre, ger), not {language}.")
    return Filters(since, until, tuple(designs or ()), tuple(sources or ()), tuple(languages or ()))


def asked_for(filters: Filters, allow: str, tier: int | None, policy: Path | None) -> "Asked":
    """The policy of a run, as it was asked for."""
    from research.policy import Asked

    return Asked(filters, tuple(a.strip() for a in allow.split(",") if a.strip()), tier, policy)


def check_live(live: bool, send_anyway: bool) -> None:
    """Raises UsageError on what --live cannot go with."""
    if send_anyway and not live:
        raise UsageError("--send-anyway belongs to --live. Add that, or leave it out.")
