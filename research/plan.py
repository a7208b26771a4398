"""Question to plan, without a model: the kind of question, its parts as far as they can be read off, its facets.

Facets follow the order in which evidence is looked for at the bedside (guidelines and syntheses before single studies:
DiCenso, Bayley and Haynes 2009); the plan is written as YAML, and what a user changes there is what is run.
"""

import re
from collections.abc import Hashable, Iterator
from dataclasses import fields, replace
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import yaml

from evidence.appraisal import DESIGNS
from evidence.errors import UsageError
from evidence.model import KINDS, Filters, Kind, Plan, SubQuery
from research.pico import read_pico

# First match wins. Words are the field's, not the library's.
KIND_WORDS: tuple[tuple[Kind, str], ...] = (
    ("diagnosis", r"diagnos\w*|sensitivity|specificity|accuracy|accurate\w*|screening tests?|detect\w*|biomarker\w*"),
    ("aetiology", r"expos(?:ure|ed)\b"),
    ("harm", r"harm\w*|adverse|side effects?|safe|safety|toxic\w*|bleed\w*|haemorrhage|hemorrhage|complications?"
             r"|(?:rais|increas)\w* (?:the )?(?:risk|rate|incidence|chance|odds|falls|fractures|mortality|deaths?|infections?)\b"),
    ("prevention", r"prevent\w*|prophyla\w*|vaccin\w*|screening|primary prevention"),
    ("diagnosis", r"test(?:s|ing)?\b"),
    ("prognosis", r"prognos\w*|persist(?:s|ence)?\b|surviv\w*|natural history|long.?term outcome|predict\w*|life expectancy|recurrence"),
    ("aetiology", r"caus(?:e|es|ed|al)\b|risk factors?|aetiolog\w*|etiolog\w*|associated with|association|mutations?|gene[s]?\b"),
    ("therapy", r"treat\w*|therap\w*|effective\w*|efficacy|effect\w*|benefit\w*|improve\w*|reduc\w*|versus|vs|compared|better"),
)  # fmt: skip
# A comparison of interventions is a therapy question even where the outcome is a harm avoided.
_COMPARISON = re.compile(r"\b(less|fewer|lower|more|better|compared (?:with|to)|versus|vs\.?|than)\b", re.IGNORECASE)

SYNTHESES = ("systematic-review", "meta-analysis")
TRIALS = ("rct", "controlled-trial")


def make_plan(question: str, filters: Filters = Filters()) -> Plan:
    """A plan whose sub-queries all keep within `filters`. Raises UsageError on an empty question."""
    question = " ".join(question.split())
    if any("\ud800" <= c <= "\udfff" for c in question):
        raise UsageError("The question is not valid text. Type it anew, or set the terminal to UTF-8.")
    if not any(c.isalnum() for c in question):
        raise UsageError('The question is empty. Ask in a sentence, for example: evidence report "Does X reduce Y?"')
    pico = read_pico(question)
    plan = Plan(question, kind_of(question, bool(pico["comparator"])), (), **pico)
    return replace(plan, queries=tuple(_facets(question, filters)))


def kind_of(question: str, has_comparator: bool = False) -> Kind:
    """The kind of question, by its words; therapy where nothing tells."""
    if has_comparator and _COMPARISON.search(question) and not re.search(r"diagnos|sensitiv|accura", question, re.I):
        return "therapy"
    for kind, words in KIND_WORDS:
        if re.search(rf"\b(?:{words})", question, re.IGNORECASE):
            return kind
    return "therapy"


def _facets(question: str, filters: Filters) -> list[SubQuery]:
    def narrowed(*designs: str) -> Filters | None:
        allowed = tuple(d for d in designs if not filters.designs or d in filters.designs)
        return replace(filters, designs=allowed) if allowed else None

    facets = [
        ("all", "Any design", question, filters),
        ("guidelines", "Guidelines", question, narrowed("guideline")),
        ("reviews", "Systematic reviews", question, narrowed(*SYNTHESES)),
        ("trials", "Trials", question, narrowed(*TRIALS)),
        ("harms", "Harms", f"{question} adverse events safety harms", filters),
        ("subgroups", "Subgroups", f"{question} subgroup elderly renal impairment", filters),
        ("contradicting", "Evidence against", f"{question} no difference no significant effect not superior", filters),
    ]
    return [SubQuery(name, title, text, within) for name, title, text, within in facets if within is not None]


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
        if names.count(query.facet) > 1:
            yield f"query {n}: more than one query is called {query.facet}"
        if not any(c.isalnum() for c in query.text):
            yield f"query {n} has no words to search for"
        yield from (
            f"query {n}: there is no design {d} (there are {', '.join(DESIGNS)})" for d in f.designs if d not in DESIGNS
        )
        yield from (
            f"query {n}: {y} is not a year" for y in (f.since, f.until) if y is not None and not 1000 <= y <= 9999
        )
        if f.since is not None and f.until is not None and f.since > f.until:
            yield f"query {n}: since {f.since} is after until {f.until}"


def within(plan: Plan, question: str, filters: Filters) -> Plan:
    """An edited plan for this question, each of its queries narrowed by the run's filters too."""
    if question.strip() and " ".join(question.split()) != plan.question:
        raise UsageError(f"The plan is for another question: {plan.question!r}. Ask that, or make a plan for this one.")
    queries, reasons = [], []
    for query in plan.queries:
        try:
            queries.append(replace(query, filters=both(query.filters, filters)))
        except UsageError as error:  # this facet has nothing in common with the run's filters: others may
            reasons.append(error)
    if not queries:
        raise reasons[0]
    return replace(plan, queries=tuple(queries))


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
    return Filters(since, until, **merged)
