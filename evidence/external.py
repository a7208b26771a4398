"""What others than PubMed say of an article: retraction notices, concerns, corrections and reinstatements."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from evidence.model import STATUSES, Notice, Status

NoticeKind = Literal["retraction", "concern", "correction", "reinstatement"]
NoticeSource = Literal["retraction-watch", "crossref", "forrt"]  # by the form of the file
KINDS: tuple[NoticeKind, ...] = ("retraction", "concern", "correction", "reinstatement")
STATUS_OF: dict[str, Status] = {"retraction": "retracted", "concern": "concern", "correction": "corrected"}


@dataclass(frozen=True, slots=True)
class ExternalNotice:
    """One notice about the article `doi`, `pmid`; "" for whatever the file does not say.

    `doi` equal to `notice_doi` is an article whose notice stands in its own place, and real: every fifth retraction.
    """

    doi: str  # as `doi_key` makes it
    pmid: str
    kind: NoticeKind
    notice_doi: str = ""
    notice_pmid: str = ""
    date: str = ""  # of the notice, ISO: 2021, 2021-03 or 2021-03-15
    source: NoticeSource = "retraction-watch"
    reasons: tuple[str, ...] = ()


def doi_key(doi: str) -> str:
    """A bare DOI as it is compared: lower case (ISO 26324: case does not count), with %3C and the like unescaped."""
    try:
        plain = unquote(doi, errors="strict")
    except UnicodeDecodeError:
        return doi.lower()
    return (plain if plain.isprintable() and " " not in plain else doi).lower()


def is_about(notice: ExternalNotice, doi: str, pmid: str) -> bool:
    """Whether a notice is about the article of this DOI (as `doi_key` makes it) and PMID, either of them "".

    A notice is not about its own record: a document that bears the notice's PMID and not the article's, or its DOI and
    not the article's, is the notice, even if the other identifier agrees (notices are often filed under the article's).
    """
    if pmid and notice.pmid and pmid == notice.notice_pmid != notice.pmid:
        return False
    if doi and notice.doi and doi == notice.notice_doi != notice.doi:
        return False
    return bool((doi and doi == notice.doi) or (pmid and pmid == notice.pmid))


def in_force(notices: Iterable[ExternalNotice]) -> tuple[ExternalNotice, ...]:
    """Of the notices about one article those that hold, in their order: no reinstatements, nor what one of them undoes.

    A reinstatement undoes the retractions that are dated before it. Where dates do not tell which came first, the
    retraction holds. A retraction without a date is the one of another source with the same notice, if there is one.
    """
    told = tuple(notices)
    back = max((n.date for n in told if n.kind == "reinstatement"), default="")
    dates = {n.notice_doi: n.date for n in sorted(told, key=lambda n: n.date) if n.kind == "retraction" and n.date}
    return tuple(
        n
        for n in told
        if n.kind in STATUS_OF
        and not (n.kind == "retraction" and _is_before(n.date or dates.get(n.notice_doi, ""), back))
    )


def status_by(notices: Iterable[ExternalNotice]) -> Status:
    """The gravest state that the notices about one article give it: retracted, concern, corrected or current."""
    return min((STATUS_OF[n.kind] for n in in_force(notices)), key=STATUSES.index, default="current")


def as_notice(notice: ExternalNotice) -> Notice:
    """What a notice in force says, as a document keeps it. `by` is the notice's record or, without a PMID, its DOI."""
    by = f"pubmed:{notice.notice_pmid}" if notice.notice_pmid else notice.notice_doi
    return Notice(STATUS_OF[notice.kind], by, notice.source, notice.date)


def _is_before(first: str, second: str) -> bool:
    """Whether an ISO date is surely before another; 2020 is not surely before 2020-03."""
    length = min(len(first), len(second))
    return first[:length] < second[:length]
