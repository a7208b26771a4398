"""Crossref's REST works -> notices: `update-to` on a notice names the article, `updated-by` on an article the notice.

Types: https://www.crossref.org/documentation/principles-practices/best-practices/versioning/ and the registry's own.
A withdrawal or removal, and a retraction of a part, count as retractions, as they do where PubMed says so.
"""

from collections.abc import Iterable, Iterator

import msgspec

from evidence.external import ExternalNotice, NoticeKind
from indexers.intake import Refused
from indexers.retractions.values import doi, iso_date

KINDS: dict[str, NoticeKind] = {
    "retraction": "retraction",
    "partial_retraction": "retraction",
    "withdrawal": "retraction",
    "removal": "retraction",
    "expression_of_concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "reinstatement": "reinstatement",
}
OTHERS = frozenset({"addendum", "clarification", "new_edition", "new_version"})  # they take nothing back


class _Update(msgspec.Struct):
    DOI: str = ""
    type: str = ""
    updated: msgspec.Raw = msgspec.Raw()


class _Work(msgspec.Struct):
    DOI: str = ""
    update_to: list[_Update] | None = msgspec.field(default=None, name="update-to")
    updated_by: list[_Update] | None = msgspec.field(default=None, name="updated-by")


class _Updated(msgspec.Struct):
    date_parts: list[list[int | None]] = msgspec.field(default_factory=list, name="date-parts")


def read_works(works: Iterable[msgspec.Raw], file: str) -> Iterator[ExternalNotice | Refused]:
    """The notices of each work; a work without updates has none."""
    for number, raw in enumerate(works, start=1):
        try:
            work = msgspec.json.decode(raw, type=_Work)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
            yield Refused(f"{file}, work {number}", f"not a work of Crossref's: {fault}")
            continue
        name = f"{file}, work {number} ({work.DOI[:100]})"
        for update in work.update_to or ():
            yield from _notice(name, update, article=update.DOI, notice=work.DOI)
        for update in work.updated_by or ():
            yield from _notice(name, update, article=work.DOI, notice=update.DOI)


def _notice(name: str, update: _Update, article: str, notice: str) -> Iterator[ExternalNotice | Refused]:
    kind = update.type.strip().lower().replace("-", "_").replace(" ", "_")
    if kind in OTHERS:
        return
    if kind not in KINDS:
        yield Refused(name, f"an update of a kind that is not known here: {update.type[:60]!r}")
    elif own := doi(article):
        yield ExternalNotice(own, "", KINDS[kind], doi(notice), date=_date(update.updated), source="crossref")
    else:
        yield Refused(name, f"what it is about has no DOI: {article[:60]!r}")


def _date(raw: msgspec.Raw) -> str:
    """{"date-parts": [[2020, 1, 31]]} in ISO, as precise as it is; "" where it is no date."""
    try:
        parts = msgspec.json.decode(raw, type=_Updated).date_parts[0]
    except (msgspec.DecodeError, IndexError, RecursionError):
        return ""
    known = [part for part in parts[:3] if part is not None]
    full = [*known, 1, 1, 1][:3] if known else [0, 0, 0]
    day = iso_date("{:04d}-{:02d}-{:02d}".format(*full))
    return day[: (0, 4, 7, 10)[len(known)]]
