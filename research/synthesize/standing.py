"""A draft after the citation check: without what fell, and with agreements and conflicts counted anew."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from research.synthesize.extractive import Draft
from research.synthesize.sides import sides


def standing(drafted: Draft, alive: AbstractSet[str], same_study: Mapping[str, tuple[str, ...]] = {}) -> Draft:
    """The draft's frame with the claims whose ids are `alive`; its `claims` are left as they were tried.

    What conflicts and agreements count is what stands. `same_study` is as `draft` takes it, and may be known only now.
    """
    sections = (replace(s, claims=tuple(i for i in s.claims if i in alive)) for s in drafted.sections)
    answering = tuple(s for s in drafted.answering if s.claim.id in alive)
    conflicts, agreements = sides(answering, drafted.outcome, same_study)
    return replace(
        drafted,
        sections=tuple(s for s in sections if s.claims),
        bottom_line=tuple(i for i in drafted.bottom_line if i in alive),
        conflicts=conflicts,
        agreements=agreements,
        points={i: way for i, way in drafted.points.items() if i in alive},
        main=frozenset(drafted.main & alive),
        answering=answering,
    )
