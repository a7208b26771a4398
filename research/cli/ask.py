"""`evidence plan`, `ask` and `report`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import UsageError
from evidence.report import Report
from research.cli.console import emit_json, note, say
from research.cli.options import (
    Allow,
    Designs,
    Json,
    Languages,
    Live,
    PolicyFile,
    SendAnyway,
    Since,
    Sources,
    Tier,
    Until,
    asked_for,
    check_live,
    filters_of,
)  # fmt: skip
from research.cli.state import settings

if TYPE_CHECKING:
    from evidence.model import Filters, Plan
    from research.cli.live import Opened

Question = Annotated[str, typer.Argument(metavar="QUESTION")]
FORMATS = ("md", "html", "json", "docx")


def register(app: typer.Typer) -> None:
    """Add the three."""
    app.command("plan", help="How a question would be searched, to read and edit.")(_plan)
    app.command("ask", help="The quick answer: a bottom line and three to five located quotes.")(_ask)
    app.command("report", help="The cited report.")(_report)


def _plan(
    context: typer.Context,
    question: Question,
    output: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Write the plan there.")] = None,
    as_json: Json = False,
) -> None:
    from research.plan import make_plan
    from research.plan_file import to_yaml

    plan = make_plan(question)
    if output:
        try:
            output.write_text(to_yaml(plan), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{output} cannot be written ({error.strerror}).") from error
        note(f"The plan is in {output}. Edit it, then: evidence report QUESTION --plan {output}")
    if as_json:
        emit_json(plan)
    elif not output:
        say(to_yaml(plan).rstrip())


def _ask(
    context: typer.Context,
    question: Question,
    since: Since = None,
    until: Until = None,
    design: Designs = None,
    source: Sources = None,
    language: Languages = None,
    allow: Allow = "",
    tier: Tier = None,
    policy: PolicyFile = None,
    live: Live = False,
    send_anyway: SendAnyway = False,
    as_json: Json = False,
) -> None:
    from research.loop import run
    from research.plan import make_plan
    from research.policy import policy_for
    from research.quick import AT_THE_BEDSIDE, quick, quick_plan
    from research.report.as_json import report_json
    from research.report.terminal import answer_lines
    from research.wiring import check_sources

    asked = asked_for(filters_of(since, until, design, source, language), allow, tier, policy)
    rules = policy_for(settings(context), asked)
    check_live(live, send_anyway)
    plan = make_plan(question, rules.filters)
    engine, before = _opened(context, plan, rules.filters, live, send_anyway)
    check_sources(engine.library, asked.filters)
    report = quick(run(quick_plan(plan), engine, rules, before=before, depth=AT_THE_BEDSIDE))
    if as_json:
        emit_json(report_json(report))
    else:
        say("\n".join(answer_lines(report)))


def _report(
    context: typer.Context,
    question: Question,
    plan: Annotated[Path | None, typer.Option(metavar="FILE", help="An edited plan, from `evidence plan`.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write the report's files there.")] = None,
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="md,html,json,docx (by commas).")
    ] = "md,html,json",
    since: Since = None,
    until: Until = None,
    design: Designs = None,
    source: Sources = None,
    language: Languages = None,
    allow: Allow = "",
    tier: Tier = None,
    policy: PolicyFile = None,
    live: Live = False,
    send_anyway: SendAnyway = False,
    style: Annotated[
        str, typer.Option(metavar="STYLE", help="Of the references: vancouver (by default), ama, or a .csl file.")
    ] = "",
    as_json: Json = False,
) -> None:
    wanted = formats_of(formats)
    styled = _styled(style)
    from research.cli.progress import spinner
    from research.loop import run
    from research.plan import make_plan
    from research.plan_file import from_yaml, within
    from research.policy import policy_for
    from research.report.as_json import report_json
    from research.report.files import write_report
    from research.report.markdown import to_markdown
    from research.runs import record
    from research.wiring import check_sources

    asked = asked_for(filters_of(since, until, design, source, language), allow, tier, policy)
    rules = policy_for(settings(context), asked)
    check_live(live, send_anyway)
    edited = from_yaml(plan) if plan else make_plan(question, rules.filters)
    made, skipped = within(edited, question, rules.filters) if plan else (edited, {})
    engine, before = _opened(context, made, rules.filters, live, send_anyway)
    for filters in (asked.filters, *(query.filters for query in edited.queries if plan)):
        check_sources(engine.library, filters)
    for facet, reason in skipped.items():
        note(f"The plan's query {facet} is not searched: {reason}")
    with spinner() as step:
        report: Report = styled(run(made, engine, rules, progress=step, before=before))
    unkept = record(engine.library.folder, report)
    if unkept:
        note(unkept)
    if out:
        for path in write_report(report, out, wanted):
            note(f"Written: {path}")
    if as_json:
        emit_json(report_json(report))
    elif not out:
        say(to_markdown(report).rstrip())


def _styled(style: str) -> "Callable[[Report], Report]":
    """What gives a report's references their style. Raises UsageError on a style that there is not."""
    if not style:
        return lambda report: report
    from research.report.styled import check_style, styled

    check_style(style)
    return lambda report: styled(report, style)


def _opened(context: typer.Context, plan: "Plan", filters: "Filters", live: bool, send_anyway: bool) -> "Opened":
    """The library, with what PubMed finds for the plan where that is asked for."""
    from research.cli.live import open_library, open_with_live

    if not live:
        return open_library(settings(context))
    from research.live_queries import from_plan

    return open_with_live(settings(context), lambda: from_plan(plan, filters), plan.question, filters, send_anyway)


def formats_of(words: str) -> tuple[str, ...]:
    """The formats asked for. Raises UsageError on one that there is not."""
    wanted = tuple(dict.fromkeys(w.strip() for w in words.split(",") if w.strip()))
    for word in wanted:
        if word not in FORMATS:
            raise UsageError(f"There is no format {word} in this version. Formats: {', '.join(FORMATS)}.")
    if not wanted:
        raise UsageError(f"--format names no format. Formats: {', '.join(FORMATS)}.")
    return wanted
