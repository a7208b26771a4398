"""A check as INTERFACE.md's JSON, with what else is known beside it."""

from typing import Any

from evidence.checked import Checked, CheckedCitation, CheckedClaim


def checked_json(checked: Checked) -> dict[str, Any]:
    """A claim's offsets count in the text taken from the file, a citation's in its document."""
    return {
        "claims": [_claim(claim) for claim in checked.claims],
        "measures": checked.measures,
        "references": [
            {
                "key": r.key,
                "text": r.text,
                "document_id": r.document_id,
                "title": r.title,
                "status": r.status,
                "reason": r.reason,
            }
            for r in checked.references
        ],
        "uncited": [{"text": checked.text[start:end], "start": start, "end": end} for start, end in checked.uncited],
        "notes": list(checked.notes),
        "judges": list(checked.judges),
        "revision": checked.revision,
    }


def _claim(claim: CheckedClaim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "support": claim.support,
        "reason": claim.reason,
        "elsewhere": claim.elsewhere,
        "against": [
            {"document_id": a.document_id, "start": a.start, "end": a.end, "quote": a.quote, "reason": a.reason}
            for a in claim.against
        ],
        "citations": [_citation(citation) for citation in claim.citations],
    }


def _citation(citation: CheckedCitation) -> dict[str, Any]:
    return {
        "marker": citation.marker,
        "key": citation.key,
        "document_id": citation.document_id,
        "support": citation.support,
        "layer": citation.layer,
        "reason": citation.reason,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "needed": citation.is_needed,
        "mismatches": [{"kind": m.kind, "claim": m.claim, "source": m.source} for m in citation.mismatches],
        "opinions": [{"judge": o.judge, "support": o.support, "reason": o.reason} for o in citation.opinions],
    }
