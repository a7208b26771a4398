"""Load an entry of the source list, whatever its kind, and say what changed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from evidence.errors import UsageError
from evidence.settings import Settings
from evidence.trust import Entry
from indexers.guidelines.fetching import PER_SECOND, TIMEOUT
from indexers.ingest import IngestResult
from research.gone_pages import gone_pages
from research.load import OnFile, OnVectors, load
from research.source_changes import Change, compare, states
from research.source_files import files_of
from research.source_log import LoadLine, due, remember
from research.source_pages import ReadPage, load_pages
from research.source_query import load_query_entry

__all__ = ["Change", "SourceLoaded", "due", "load_source"]


@dataclass(frozen=True, slots=True)
class SourceLoaded:
    """What a load of an entry did. `changed` is against the library before; refusals and vanished pages come last.

    `whole`: nothing of the source was left for another time, so that it counts as loaded.
    """

    name: str
    result: IngestResult
    notes: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    whole: bool = True


def load_source(
    settings: Settings,
    entry: Entry,
    *,
    topic: str = "",
    limit: int | None = None,
    list_version: str = "",
    send_anyway: bool = False,
    on_file: OnFile = lambda name: None,
    on_vectors: OnVectors = lambda done, of: None,
    read: ReadPage | None = None,
    per_second: float = PER_SECOND,
    timeout: float = TIMEOUT,
) -> SourceLoaded:
    """Bring an entry into the library, or up to date. A line in `sources.jsonl` says that it was completed.

    `topic` and `limit` narrow PubMed queries. `list_version` is the source list's, for the log; `read` makes a document
    of a page (by default indexers.guidelines.extract); `per_second` and `timeout` (seconds) are for web sites. Raises
    UsageError where the licence or the kind does not allow what is asked, SourceError where nothing can be had,
    EgressRefusedError, PrivacyRefusedError, and the errors of a load.
    """
    _require_allowed(entry, topic, limit)
    before, gone_before = states(settings.library, entry.name), gone_pages(settings.library)
    if entry.kind == "pubmed-query":
        asked = load_query_entry(settings, entry, topic, limit, send_anyway, on_file, on_vectors)
        made = _Made(asked.result, asked.notes)
    elif entry.kind in ("guideline-site", "feed"):
        made = _pages(settings, entry, on_file, on_vectors, read, per_second, timeout)
    else:
        made = _Made(*load(settings, files_of(entry), on_file, on_vectors))
    told = {change.of for change in made.changed}
    gone = {i: g for i, g in gone_pages(settings.library).items() if i not in gone_before and g.address not in told}
    elsewhere = [Change("vanished", i, f"{gone[i].address} leads elsewhere now; it stays") for i in sorted(gone)]
    changed = (
        *elsewhere,
        *compare(before, states(settings.library, entry.name)),
        *made.changed,
        *_refused(made.result),
    )
    notes = made.notes
    if made.whole:
        unnoted = remember(settings.library, _line(entry, list_version, topic, limit, made.result, changed))
        notes += (unnoted,) if unnoted else ()
    return SourceLoaded(entry.name, made.result, notes, changed, made.whole)


@dataclass(frozen=True, slots=True)
class _Made:
    result: IngestResult
    notes: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    whole: bool = True


def _require_allowed(entry: Entry, topic: str, limit: int | None) -> None:
    if not entry.allows.index:
        licence = f" ({entry.licence})" if entry.licence else ""
        raise UsageError(
            f"{entry.name} was not loaded: its licence{licence} does not allow its text to be indexed. If that has"
            " changed, say so under `allows` in the source list."
        )
    if entry.kind != "pubmed-query" and (topic.strip() or limit is not None):
        raise UsageError(
            f"--topic and --limit narrow a PubMed query, and {entry.name} is a {entry.kind}: it is loaded whole, within"
            " its max_pages, include and exclude."
        )


def _pages(
    settings: Settings,
    entry: Entry,
    on_file: OnFile,
    on_vectors: OnVectors,
    read: ReadPage | None,
    per_second: float,
    timeout: float,
) -> _Made:
    loaded = load_pages(settings, entry, on_file, on_vectors, read=read, per_second=per_second, timeout=timeout)
    crawled = loaded.crawled
    changed = [Change("vanished", url, "it is not there any more; its document stays") for url in crawled.vanished]
    changed += [Change("refused", refused.record, refused.reason) for refused in crawled.refused]
    return _Made(loaded.result, loaded.notes, tuple(changed), crawled.whole)


def _refused(result: IngestResult) -> tuple[Change, ...]:
    return tuple(Change("refused", each.record, each.reason) for each in result.refused)


def _line(
    entry: Entry, version: str, topic: str, limit: int | None, result: IngestResult, changed: tuple[Change, ...]
) -> LoadLine:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    of = [change.what for change in changed]
    counts = (result.read, result.added, result.updated, result.unchanged, of.count("refused"), of.count("vanished"))
    return LoadLine(entry.name, entry.kind, version, at, result.revision, *counts, topic=topic.strip(), limit=limit)
