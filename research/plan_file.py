"""Plans as YAML files, to read and edit; whatever cannot be run as written is refused by name, never dropped."""

from collections.abc import Hashable, Iterator
from dataclasses import fields, replace
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import yaml

from evidence.appraisal import DESIGNS
from evidence.errors import UsageError
from evidence.model import KINDS, Filters, Plan, SubQuery
from evidence.toml_fields import LANGUAGE

LEFT_OUT, LIVE = "left out", "live"


def to_yaml(plan: Plan) -> str:
    """The plan, to read and edit."""
    return yaml.safe_dump(msgspec.to_builtins(plan), sort_keys=False, allow_unicode=True, width=100)


def from_yaml(path: Path) -> Plan:
    """An edited plan. Raises UsageError that names what is wrong with it."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), _OneOfEach)  # noqa: S506  # a SafeLoader
        plan = msgspec.convert(raw, Plan)
    except OSError as error:
        raise UsageError(f"The plan {path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"The plan {path} is not UTF-8 text. Write one with `evidence plan QUESTION -o plan.yaml`."
        ) from error
    except (yaml.YAMLError, msgspec.ValidationError, RecursionError) as error:
        raise UsageError(
            f"The plan {path} is not understood: {' '.join(str(error).split())}. "
            f"Kinds are {', '.join(KINDS)}; `evidence plan QUESTION -o plan.yaml` writes a valid one."
        ) from error
    fault = next(chain(_strange_names(raw), _faults(plan)), "")
    if fault:
        raise UsageError(f"The plan {path} cannot be run as written: {fault}.")
    return plan


class _OneOfEach(yaml.SafeLoader):
    """A key that stands twice is an error: YAML's readers would drop the first in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Raises yaml.YAMLError that names the key."""
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for name in names:
            if names.count(name) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{name} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _strange_names(raw: dict[str, Any]) -> Iterator[str]:
    """Keys that would be dropped."""
    parts: list[tuple[str, dict[str, Any], type]] = [("the plan", raw, Plan)]
    for n, query in enumerate(raw["queries"], start=1):
        parts += [(f"query {n}", query, SubQuery), (f"query {n}'s filters", query.get("filters", {}), Filters)]
    for where, value, kind in parts:
        known = [field.name for field in fields(kind)]
        for name in value:
            if name not in known:
                yield f"{where} has no {name} (there are {', '.join(known)})"


def _faults(plan: Plan) -> Iterator[str]:
    if not plan.queries:
        yield "it has no queries, so nothing would be searched"
    if not any(c.isalnum() for c in plan.question):
        yield "it has no question"
    names = [q.facet for q in plan.queries]
    for n, query in enumerate(plan.queries, start=1):
        f = query.filters
        if query.facet in (LEFT_OUT, LIVE):
            yield f"query {n}: {query.facet} is the name of a search that the report makes itself; call it otherwise"
        if names.count(query.facet) > 1:
            yield f"query {n}: more than one query is called {query.facet}"
        if not any(c.isalnum() for c in query.text):
            yield f"query {n} has no words to search for"
        yield from (
            f"query {n}: there is no design {d} (there are {', '.join(DESIGNS)})" for d in f.designs if d not in DESIGNS
        )
        yield from (
            f"query {n}: {c} is no code of a language in three letters, such as eng"
            for c in f.languages
            if not LANGUAGE.fullmatch(c)
        )
        yield from (
            f"query {n}: {y} is not a year" for y in (f.since, f.until) if y is not None and not 1000 <= y <= 9999
        )
        if f.since is not None and f.until is not None and f.since > f.until:
            yield f"query {n}: since {f.since} is after until {f.until}"


def within(plan: Plan, question: str, filters: Filters) -> tuple[Plan, dict[str, str]]:
    """An edited plan for this question, each of its queries narrowed by the run's filters too.

    With the facets that the run's filters leave nothing of, and why. Raises UsageError where that is every facet.
    """
    if question.strip() and " ".join(question.split()) != plan.question:
        raise UsageError(f"The plan is for another question: {plan.question!r}. Ask that, or make a plan for this one.")
    queries, skipped = [], {}
    for query in plan.queries:
        try:
            queries.append(replace(query, filters=both(query.filters, filters)))
        except UsageError as error:  # this facet has nothing in common with the run's filters: others may
            skipped[query.facet] = str(error)
    if not queries:
        raise UsageError(next(iter(skipped.values())))
    return replace(plan, queries=tuple(queries)), skipped


def both(a: Filters, b: Filters) -> Filters:
    """What satisfies two sets of filters. Raises UsageError where nothing can."""
    since = max((y for y in (a.since, b.since) if y is not None), default=None)
    until = min((y for y in (a.until, b.until) if y is not None), default=None)
    if since is not None and until is not None and since > until:
        raise UsageError(
            f"With the plan's years and the command's, since {since} is after until {until}: nothing can be in between."
        )
    merged = {}
    for name in ("designs", "sources", "languages", "statuses"):
        one, two = getattr(a, name), getattr(b, name)
        merged[name] = tuple(v for v in one if v in two) if one and two else one or two
        if one and two and not merged[name]:
            raise UsageError(
                f"The plan asks for the {name} {', '.join(one)}, the command for {', '.join(two)}: nothing is both."
            )
    left_out = tuple(sorted({*a.not_sources, *b.not_sources}))
    if merged["sources"] and set(merged["sources"]) <= set(left_out):
        raise UsageError(
            f"Of the sources {', '.join(merged['sources'])} the plan or the command leaves out every one: none is left."
        )
    merged["sources"] = tuple(name for name in merged["sources"] if name not in left_out)
    return Filters(since, until, **merged, not_sources=left_out, preprints=a.preprints and b.preprints)
