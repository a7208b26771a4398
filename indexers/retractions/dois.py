"""JSON of retracted DOIs with the DOIs of their notices, and of those with a concern (forrtproject, from Retraction Watch).

A key is always an article, never a mere notice. In the file of 2026, 13,291 of 59,876 retracted DOIs are their own
notice: it was put in the article's place. Six of those, and six keys with another notice, are also named as the notice
of one other article; their DOIs are those of ordinary articles, chapters and a review's later version, so they count
as retracted. Should one be a notice after all, nothing is lost: a notice is no evidence either.
"""

from collections.abc import Iterator, Mapping

from evidence.external import KINDS, ExternalNotice
from indexers.intake import Refused
from indexers.retractions.values import doi


def read_dois(found: Mapping[str, Mapping[str, object]], file: str) -> Iterator[ExternalNotice | Refused]:
    """One notice for each DOI; `found` is DOI -> notice's DOI, by kind. Neither dates nor reasons are given."""
    for kind in (k for k in KINDS if k in found):
        for article, notice in found[kind].items():
            own = doi(article)
            if own:
                made = doi(notice) if isinstance(notice, str) else ""
                yield ExternalNotice(own, "", kind, made, source="forrt")
            else:
                yield Refused(f"{file}, {article[:100]!r}", "not a DOI")
