"""Filters as a condition on the columns of `records`; the same meaning as `admits`, which tests hold it to."""

import json
from collections.abc import Iterable

from evidence.model import Document, Filters

HELD = "(source = ? OR instr(char(9) || also_in || char(9), char(9) || ? || char(9)) > 0)"  # by this source


def clause(filters: Filters) -> tuple[str, list[object]]:
    """SQL with question marks, and their values. "1" where nothing is restricted."""
    parts: list[str] = []
    values: list[object] = []
    for text, bound in (("year >= ?", filters.since), ("year <= ?", filters.until)):
        if bound is not None:
            parts.append(text)
            values.append(bound)
    for column, allowed in (("design", filters.designs), ("status", filters.statuses)):
        if allowed:
            parts.append(f"{column} IN ({', '.join('?' * len(allowed))})")
            values += allowed
    for held, names in (("({})", filters.sources), ("NOT ({})", filters.not_sources)):
        if names:
            parts.append(held.format(" OR ".join([HELD] * len(names))))
            values += [value for name in names for value in (name, name)]
    if not filters.preprints:
        parts.append("preprint = 0")
    if filters.languages:
        parts.append(
            "(" + " OR ".join(["instr(languages, char(9) || ? || char(9)) > 0"] * len(filters.languages)) + ")"
        )
        values += filters.languages
    return " AND ".join(parts) or "1", values


def among(ids: Iterable[str]) -> tuple[str, list[object]]:
    """SQL and its value for the records of these ids, however many."""
    return "id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(ids))]


def admits(filters: Filters, document: Document) -> bool:
    """Whether a document satisfies every filter. A document without a year satisfies no bound on years."""
    year = document.published.year
    held = {document.source, *document.also_in}
    return (
        (filters.since is None or (year is not None and year >= filters.since))
        and (filters.until is None or (year is not None and year <= filters.until))
        and (not filters.designs or document.design in filters.designs)
        and (not filters.statuses or document.status in filters.statuses)
        and (not filters.sources or not held.isdisjoint(filters.sources))
        and held.isdisjoint(filters.not_sources)
        and (filters.preprints or not document.is_preprint)
        and (not filters.languages or not set(document.languages).isdisjoint(filters.languages))
    )
