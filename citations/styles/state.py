"""What a reference says of a retraction, a concern or a newer version, in NLM's words."""

from citations.styles.kinds import Citable
from evidence.model import Status
from evidence.state_notes import said_by

_WORDS: dict[Status, str] = {
    "retracted": "Retraction in",
    "concern": "Expression of concern in",
    "superseded": "Update in",
}
_ALONE: dict[Status, str] = {"concern": "Expression of concern"}  # a retraction stands before the title, too
_MOST = 3  # notices that are named


def state_of(document: Citable) -> str:
    """ "Retraction in: PMID 77"; "" for what may be cited as it stands."""
    named = [_named(by) for by in said_by(document.status, document.notices, document.links)][:_MOST]
    if not named or document.status not in _WORDS:
        return _ALONE.get(document.status, "")
    return f"{_WORDS[document.status]}: {', '.join(named)}"


def _named(by: str) -> str:
    kind, _, rest = by.partition(":")
    return f"PMID {rest}" if kind == "pubmed" else f"doi:{by}" if by.startswith("10.") else by
