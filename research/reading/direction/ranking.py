"""A candidate sentence as figures, for the learner that says whether it is the one that carries the result."""

from evidence.text.direction_cues import cues, leans, scene, significances
from evidence.text.direction_figures import plain_numbers, stated_tests
from evidence.text.direction_slots import Asked, tokens
from research.reading.direction.candidates import Candidate

_CATEGORIES = ("RESULTS", "CONCLUSIONS", "METHODS", "BACKGROUND", "OBJECTIVE")
_PLANS = (
    "aim",
    "hypothes",
    "objective",
    "purpose",
    "measured",
    "assess",
    "calculated",
    "defined",
    "previous",
    "studies",
)


def ranked_by(found: Candidate, sides: Asked, rank: int, of: int) -> dict[str, float]:
    """Named figures; `rank` is the candidate's place among the `of` candidates, from 0."""
    sentence = found.sentence
    words = tokens(sentence.text, sides)
    here = scene(words, sides)
    said = significances(words)
    out = {
        "outcome": found.outcome,
        "own": found.own,
        "other": found.other,
        "before": found.before,
        "headed": found.headed,
        "score": found.score,
        "rank": rank / max(of, 1),
        "place": sentence.place,
        "early": float(sentence.place < 0.08),
        "length": float(min(len(words), 120)),
        "coverage": here.coverage,
        "tests": float(len(stated_tests(here))),
        "said": float(len(said)),
        "said_no": float(any(way < 0 for _, way in said)),
        "cues": float(len(cues(here))),
        "numbers": float(len(plain_numbers(words))),
        "leans": float(leans(words)),
        "names_own": float(any(t.role == "I" for t in words)),
        "names_other": float(any(t.role == "C" for t in words)),
        "plans": float(any(t.text.startswith(_PLANS) for t in words)),
        "cites": float("[" in sentence.text),
        "table": float(sentence.label.startswith("Table") or "Table" in sentence.label),
        "figure": float("Fig" in sentence.label),
        "between": float(any(t.text in ("between", "than", "versus", "vs", "compared") for t in words)),
    }
    out |= {f"is_{name}": float(sentence.category == name) for name in _CATEGORIES}
    return out
