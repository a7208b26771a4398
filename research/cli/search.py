"""`evidence search`: hits, best first."""

from typing import Annotated

import typer

from evidence.errors import NotInThisVersionError, UsageError
from evidence.model import Document, Filters, Hit, Query
from research.cli.console import emit_json, note, say
from research.cli.options import (
    AllowInSearch,
    Designs,
    Json,
    Languages,
    Live,
    Mode,
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


def register(app: typer.Typer) -> None:
    """Add `search`."""
    app.command("search", help="Find passages.")(_search)


def _search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY")],
    k: Annotated[int, typer.Option("-k", metavar="N", min=1, max=10_000, help="Most hits.")] = 10,
    mode: Mode = "",
    syntax: Annotated[str, typer.Option(metavar="plain|pubmed")] = "plain",
    since: Since = None,
    until: Until = None,
    design: Designs = None,
    source: Sources = None,
    language: Languages = None,
    allow: AllowInSearch = "",
    tier: Tier = None,
    policy: PolicyFile = None,
    live: Live = False,
    send_anyway: SendAnyway = False,
    as_json: Json = False,
) -> None:
    if syntax != "plain":
        raise NotInThisVersionError("--syntax pubmed is not in this version; plain words are.")
    if not any(c.isalnum() for c in query):
        raise UsageError("The query has no words to search for.")
    from research.citable import in_any_state
    from research.cli.live import open_library, open_with_live
    from research.policy import policy_for
    from research.wiring import check_sources

    asked = asked_for(filters_of(since, until, design, source, language), allow, tier, policy)
    rules = policy_for(settings(context), asked, to_quote=False)
    filters = rules.filters if policy else in_any_state(rules.filters)
    check_live(live, send_anyway)
    if live:
        from research.live_queries import as_typed

        engine, searches = open_with_live(
            settings(context), lambda: as_typed(query, filters), query, filters, send_anyway, mode
        )
    else:
        engine, searches = open_library(settings(context), mode)
    check_sources(engine.library, asked.filters)
    used, retriever = engine.retriever(mode)
    hits = retriever.search(Query(query, filters), k)
    documents = engine.library.documents(h.passage.document_id for h in hits)
    for line in engine.notes:
        note(line)
    if as_json:
        emit_json(
            {
                "query": query,
                "effective": {
                    "mode": used, "k": k, "syntax": syntax, "since": filters.since, "until": filters.until,
                    "design": filters.designs, "source": filters.sources, "language": filters.languages,
                    "not_source": filters.not_sources, "status": filters.statuses, "preprints": filters.preprints,
                    "allow": rules.allow, "live": live, "tier": rules.tier, "policy": rules.name,
                    "source_list": rules.source_list,
                },
                "revision": engine.library.revision,
                "notes": engine.notes,
                "searches": searches,
                "hits": [_row(n, h, documents[h.passage.document_id]) for n, h in enumerate(hits, start=1)],
            }
        )  # fmt: skip
        return
    for n, hit in enumerate(hits, start=1):
        document = documents[hit.passage.document_id]
        state = "" if document.status == "current" else f" [{document.status.upper()}]"
        say(
            f"{n}. {document.title}{state}\n   {document.id} · {document.design or '-'} · {document.published.date[:4]} · {hit.score:.3f}"
        )
    if not hits:
        within = "" if filters == Filters() else " within the filters asked for"
        say(f"Nothing was found in this library{within}.")


def _row(rank: int, hit: Hit, document: Document) -> dict[str, object]:
    scores = dict(hit.scores)
    return {
        "rank": rank, "document_id": document.id, "passage_id": hit.passage.id, "score": hit.score,
        "scores": {"lexical": scores.get("lexical"), "dense": scores.get("dense")},
        "title": document.title, "text": hit.passage.text, "published": document.published.date,
        "design": document.design, "level": None, "status": document.status, "url": document.url,
    }  # fmt: skip
