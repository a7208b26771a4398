"""A check for the terminal: the summary, then every claim that is not supported, the gravest first."""

from evidence.checked import Checked, CheckedCitation, CheckedClaim
from research.checked.words import MAY_SPEAK_AGAINST, NAMES, SUPPORTS, called, differs, elsewhere, summary

MOST_DIFFERENCES = 4  # that are named of one citation
MOST = 50  # claims that are shown; all are in the JSON and the HTML


def check_lines(checked: Checked) -> list[str]:
    """Lines of plain text."""
    faulty = sorted(
        (c for c in checked.claims if c.support != "supported" or c.against),
        key=lambda c: (SUPPORTS.index(c.support), c.start),
    )
    lines = [summary(checked), *(f"Note: {said}" for said in checked.notes)]
    for claim in faulty[:MOST]:
        lines += ["", *_claim(checked, claim)]
    if len(faulty) > MOST:
        lines += ["", f"{len(faulty) - MOST} more: see --json or --out DIR."]
    return lines


def _claim(checked: Checked, claim: CheckedClaim) -> list[str]:
    line = checked.text.count("\n", 0, claim.start) + 1
    lines = [f"{NAMES[claim.support].upper()} (line {line}): {claim.text}"]
    lines += [part for citation in claim.citations for part in _citation(citation)]
    lines += [f"  {said}" for said in (elsewhere(claim),) if said]
    return [*lines, *_against(claim)]


def _against(claim: CheckedClaim) -> list[str]:
    return [f"  {MAY_SPEAK_AGAINST}: {a.document_id}: “{a.quote}” {a.reason}" for a in claim.against]


def _citation(citation: CheckedCitation) -> list[str]:
    named = " ".join(part for part in (citation.marker, citation.document_id) if part)
    lines = [f"  {named}: {called(citation)}. {citation.reason}".rstrip()]
    if citation.support == "undecided":  # a verdict's reason names its own
        lines += [f"    {differs(mismatch)}" for mismatch in citation.mismatches[:MOST_DIFFERENCES]]
    return [*lines, f"    closest: “{citation.quote}”"] if citation.quote else lines
