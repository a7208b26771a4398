"""What the citations of a claim come to: one bears it out, or all of them do together, or none does."""

from collections.abc import Sequence
from dataclasses import replace

from citations.judges.panel import Panel
from evidence.checked import CheckedCitation
from evidence.model import Passage, Support

GRAVEST: tuple[Support, ...] = ("contradicted", "not_found", "partial", "undecided", "supported")


def together(
    claim: str,
    citations: Sequence[CheckedCitation],
    sources: Sequence[Passage | None],
    weak: Sequence[str],
    panel: Panel,
) -> tuple[Support, str, list[CheckedCitation]]:
    """The verdict on the claim, its reason, and each citation with whether the claim needs it.

    `sources` and `weak` belong to `citations` one by one: the text that was judged, and why it can bear out in part only.
    """
    bearing = [n for n, c in enumerate(citations) if c.support == "supported"]
    if bearing:
        made = [replace(c, is_needed=bearing == [n]) for n, c in enumerate(citations)]
        return (*_beside_faults(made), made)
    passages = [source for source in sources if source is not None]
    union = panel.hear(claim, passages).verdict if len(passages) > 1 else None
    if union is not None and union.support == "supported":
        made = [
            replace(c, is_needed=_needed(claim, sources, n, panel) if sources[n] is not None else False)
            for n, c in enumerate(citations)
        ]
        doubts = [reason for c, reason in zip(made, weak, strict=True) if reason and c.is_needed]
        if doubts:
            return "partial", f"What it cites bears it out together, but {doubts[0]}", made
        return (*_beside_faults(made), made)
    said = {c.support for c in citations}
    worst: Support = next((s for s in GRAVEST if s in said), "not_found")
    if worst == "not_found" and said & {"partial", "undecided"}:
        worst = "partial" if "partial" in said else "undecided"
    reason = next((c.reason for c in citations if c.support == worst), "It cites nothing that could be read.")
    return worst, reason, list(citations)


def _needed(claim: str, sources: Sequence[Passage | None], without: int, panel: Panel) -> bool:
    """Whether the others together no longer bear the claim out."""
    rest = [source for n, source in enumerate(sources) if n != without and source is not None]
    return not rest or panel.hear(claim, rest).verdict.support != "supported"


def _beside_faults(citations: Sequence[CheckedCitation]) -> tuple[Support, str]:
    wrong = faulty(citations)
    if wrong:
        said = "; ".join(f"{c.marker} {c.reason}" for c in wrong)
        return "partial", f"It is borne out by another citation, but {said}"
    quotes = [c for c in citations if c.support == "supported"]
    return "supported", quotes[0].reason if quotes else "What it cites bears it out together."


def faulty(citations: Sequence[CheckedCitation]) -> list[CheckedCitation]:
    """Those that are contradicted, or fall before anything is read: no claim is supported beside one."""
    return [c for c in citations if c.support == "contradicted" or _falls(c)]


def _falls(citation: CheckedCitation) -> bool:
    return citation.layer in ("identifier", "metadata", "state") and citation.support == "not_found"
