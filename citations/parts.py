"""A sentence with marks inside it: "A [1], but B [2]". Each mark answers for the words before it, back to the mark before.

A part is only ever believed where it stands word for word, or nearly so, in what it cites: a fragment that a learned
judge would have to read is none of its business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citations.judges.panel import Panel
from citations.manuscript.model import Statement
from evidence.checked import CheckedCitation
from evidence.model import Passage, Support

LEAST = 4  # words of a part; fewer are an enumeration ("in A [1], B [2] and C [3]")
_JOIN = re.compile(r"^[\s,;:.)]*(?:(?:and|but|while|whereas|although|yet)\b[\s,]*)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a statement, and the keys of the references that stand behind them."""

    text: str
    keys: tuple[str, ...]


def parts_of(text: str, statement: Statement) -> tuple[Part, ...]:
    """The parts of a statement of `text` (the whole manuscript), where it has two or more and nothing follows the last."""
    made: list[Part] = []
    at = statement.start
    for mark in sorted(statement.marks, key=lambda m: m.start):
        words = _JOIN.sub("", text[at : mark.start]).strip()
        if not words and made:  # a mark directly behind another one
            made[-1] = replace(made[-1], keys=(*made[-1].keys, *mark.keys))
        else:
            made.append(Part(words, mark.keys))
        at = mark.end
    left = _WORD.findall(text[at : statement.end])
    whole = len(made) > 1 and not left and all(len(_WORD.findall(part.text)) >= LEAST for part in made)
    return tuple(made) if whole else ()


def heard_by_part(
    parts: Sequence[Part], citations: Sequence[CheckedCitation], sources: Sequence[Passage | None], panel: Panel
) -> tuple[list[CheckedCitation], bool]:
    """The citations, those that bear their own part out as `partial` at least, and whether every part is borne out."""
    made, borne = list(citations), [False] * len(parts)
    for n, (citation, source) in enumerate(zip(citations, sources, strict=True)):
        for k, part in enumerate(parts):
            if citation.key not in part.keys:
                continue
            if citation.support == "supported":
                borne[k] = True
            elif source is not None and citation.support in ("undecided", "not_found", "contradicted"):
                verdict = panel.exactly(part.text, (source,))
                if verdict.support == "supported":
                    borne[k] = True
                    made[n] = _of_its_part(citation, part, verdict.quote, verdict.start, verdict.end)
    return made, bool(parts) and all(borne)


def _of_its_part(citation: CheckedCitation, part: Part, quote: str, start: int, end: int) -> CheckedCitation:
    support: Support = "partial"
    reason = f"It bears out the part that it stands behind: “{part.text}”."
    return replace(
        citation, support=support, layer="quote", reason=reason, quote=quote, start=start, end=end, mismatches=()
    )
