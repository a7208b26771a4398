"""From a plan to what PubMed is asked: narrow first, and broader where that finds too little.

Concepts joined by AND, each a group of names joined by OR, as searches are built by hand (Cochrane Handbook 4.4).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.model import Filters, Plan
from research.live_terms import group_term, name_groups

# what is left out first when too little is found: outcomes are often not in title or abstract (Handbook 4.4.2)
LEAST_FIRST = ("outcome", "comparator", "population")
_SETTING = re.compile(r"\b(?:of|in|after|among|during|following|within|for)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LiveQuery:
    """A query in PubMed's syntax; `without` says what of the question it leaves out, "" for nothing."""

    text: str
    without: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A part of the question and the groups of words that name it."""

    name: str
    groups: tuple[str, ...]


def as_typed(query: str, filters: Filters = Filters()) -> tuple[LiveQuery, ...]:
    """A query that a person wrote, for PubMed's automatic term mapping; in brackets only where filters follow."""
    limits = filter_terms(filters)
    return (LiveQuery(" AND ".join([f"({query})", *limits]) if limits else query),)


def from_plan(plan: Plan, filters: Filters = Filters()) -> tuple[LiveQuery, ...]:
    """Narrowest first; each of the others leaves out one concept more, and the last asks for any part of what is left."""
    left = list(concepts_of(plan))
    if not left:
        return as_typed(plan.question, filters)
    gone: list[Concept] = []
    made = [_query(left, gone, filters)]
    while len(left) > 1:
        least = next((c for name in LEAST_FIRST for c in left if c.name == name), left[-1])
        left.remove(least)
        gone.append(least)
        made.append(_query(left, gone, filters))
    if len(left[0].groups) > 1:
        made.append(_any_of(left[0], gone, filters))
    return tuple(made)


def concepts_of(plan: Plan) -> tuple[Concept, ...]:
    """Intervention, what of the question is in no part of the plan, population, comparator, outcome; none twice."""
    outcome, setting = _outcome_and_setting(plan.outcome)
    parts = {
        "intervention": name_groups(plan.intervention),
        "rest": _rest(plan),
        "population": (*name_groups(plan.population), *setting),
        "comparator": name_groups(plan.comparator),
        "outcome": outcome,
    }
    seen: set[str] = set()
    found = []
    for name, groups in parts.items():
        new = tuple(group for group in groups if group.lower() not in seen)
        seen |= {group.lower() for group in new}
        if new:
            found.append(Concept(name, new))
    return tuple(found)


def _outcome_and_setting(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """ "progression of chronic kidney disease" is an outcome and the people in whom it is measured."""
    pieces = [groups for piece in _SETTING.split(text) if (groups := name_groups(piece))]
    return (pieces[0], tuple(g for groups in pieces[1:] for g in groups)) if pieces else ((), ())


def filter_terms(filters: Filters) -> list[str]:
    """Years and languages in PubMed's syntax; designs and sources are the library's own and are applied there."""
    terms = []
    if filters.since is not None or filters.until is not None:
        terms.append(f"{filters.since or 1000}:{filters.until or 3000}[dp]")
    if filters.languages:
        terms.append("(" + " OR ".join(f"{code}[la]" for code in filters.languages) + ")")
    return terms


def _rest(plan: Plan) -> tuple[str, ...]:
    """Groups of the question's words that no part holds; none where the parts were edited to say something else."""
    covered = _words(" ; ".join((plan.intervention, plan.population, plan.comparator, plan.outcome)))
    if covered - _words(plan.question):
        return ()
    groups = (" ".join(w for w in group.split() if w.lower() not in covered) for group in name_groups(plan.question))
    return tuple(dict.fromkeys(group for group in groups if group))


def _words(text: str) -> set[str]:
    return {word.lower() for group in name_groups(text) for word in group.split()}


def _query(concepts: Sequence[Concept], gone: Sequence[Concept], filters: Filters) -> LiveQuery:
    terms = [group_term(group) for concept in concepts for group in concept.groups]
    return LiveQuery(" AND ".join([*terms, *filter_terms(filters)]), "; ".join(map(_told, gone)))


def _any_of(concept: Concept, gone: Sequence[Concept], filters: Filters) -> LiveQuery:
    any_group = f"({' OR '.join(map(group_term, concept.groups))})"
    told = [*map(_told, gone), f"asking for more than one of {', '.join(concept.groups)}"]
    return LiveQuery(" AND ".join([any_group, *filter_terms(filters)]), "; ".join(told))


def _told(concept: Concept) -> str:
    words = ", ".join(concept.groups)
    return words if concept.name == "rest" else f"the {concept.name} ({words})"
