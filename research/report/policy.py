"""The policy of a run in plain sentences, and the proof that every cited document keeps to it."""

from evidence.report import CitedDocument, Policy, Report
from research.report.names import filters_in_words


def policy_lines(policy: Policy) -> tuple[str, ...]:
    """What the run kept to: the filters that every search applied, and whose list says which sources are trusted."""
    allowed = ", ".join(policy.allow) or "none"
    lines = [f"Policy: {filters_in_words(policy.filters)}; allowed although marked: {allowed}."]
    asked = [
        f"only {', '.join(policy.only)}" if policy.only else "",
        f"tier {policy.tier} or better" if policy.tier is not None else "",
        f"without {', '.join(policy.exclude)}" if policy.exclude else "",
    ]
    told = "; ".join(part for part in asked if part)
    if policy.name or told:
        lines.append(f"As asked for{f' by {policy.name}' if policy.name else ''}: {told or 'no rule on sources'}.")
    if policy.source_list:
        place = policy.source_list_place or "the list that ships with evidence"
        admitted = f" Of its entries the policy admits {', '.join(policy.entries)}." if policy.entries else ""
        lines.append(f"Source list: version {policy.source_list} ({place}).{admitted}")
    return tuple(lines)


def admission(document: CitedDocument, policy: Policy) -> str:
    """What let a document in: entries of the source list, a collection that the policy names, or no rule on sources."""
    sources = (document.source, *document.also_in)
    held = f"(held by: {', '.join(sources)})"
    if document.admitted_by:
        return f"by {', '.join(document.admitted_by)} of the source list {held}"
    named = [name for name in sources if name in policy.filters.sources]
    if named:
        return f"by the collection {', '.join(named)}, which the policy admits {held}"
    return f"by no entry of the source list: the policy restricts no source {held}"


def admitted_alike(report: Report) -> str:
    """The one sentence on what let the documents in, where it is the same for several and says no source's name; else ""."""
    open_to_all = all(not d.admitted_by and not report.policy.filters.sources for d in report.documents)
    if len(report.documents) < 2 or not open_to_all:
        return ""
    held = sorted({name for d in report.documents for name in (d.source, *d.also_in)})
    return f"No rule on sources kept anything out: the documents cited are held by {', '.join(held)}."


def admissions(report: Report) -> list[tuple[CitedDocument, str]]:
    """For each cited document, what let it in."""
    return [(d, admission(d, report.policy)) for d in report.documents]
