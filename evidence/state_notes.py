"""A document's state in a few words, as exported references carry it and readers of references know it again."""

import re
from collections.abc import Iterable

from evidence.model import Link, Notice, Status

# the state -> how a note begins; the gravest first
NOTED: dict[Status, str] = {
    "retracted": "RETRACTED",
    "concern": "EXPRESSION OF CONCERN",
    "superseded": "SUPERSEDED",
}
# the state -> RefTypes of the record's own links that name who says so
_SAID_IN: dict[Status, tuple[str, ...]] = {
    "retracted": ("RetractionIn", "PartialRetractionIn", "RetractedandRepublishedIn"),
    "concern": ("ExpressionOfConcernIn",),
    "superseded": ("UpdateIn",),
}
_MOST = 5  # notices that a note names
_NOTE = re.compile(rf"({'|'.join(NOTED.values())})(?: \((?:notice|by): .{{1,1000}}\))?")


def said_by(status: Status, notices: Iterable[Notice], links: Iterable[Link], successor: str = "") -> tuple[str, ...]:
    """Ids or DOIs of the notices, or of the newer versions, that give a document its state; each once."""
    others = [notice.by for notice in notices if notice.status == status]
    own = [link.target for link in links if link.kind in _SAID_IN.get(status, ())]
    newer = [successor] if status == "superseded" else []
    return tuple(dict.fromkeys(by for by in (*others, *own, *newer) if by))


def state_note(status: Status, by: Iterable[str]) -> str:
    """ "RETRACTED (notice: pubmed:123)"; "" for a document that may be cited as it stands."""
    if status not in NOTED:
        return ""
    named = ", ".join(list(by)[:_MOST])
    role = "by" if status == "superseded" else "notice"
    return f"{NOTED[status]} ({role}: {named})" if named else NOTED[status]


def noted(text: str) -> Status:
    """The gravest state that a line of a note is about, as `state_note` writes it; "current" where none is."""
    found = {match[1] for line in text.split("\n") if (match := _NOTE.fullmatch(line.strip()))}
    return next((status for status, words in NOTED.items() if words in found), "current")
