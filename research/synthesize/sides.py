"""Where documents agree on the question's outcome and where they differ. Studies are counted once, and never pooled.

Counting says nothing of size or certainty: the designs are named so that a reader weighs them, and a study that found
no significant difference is worded so, since it may have been too small to find one.
"""

from collections.abc import Mapping, Sequence

from evidence.report import Agreement, Conflict, Direction
from research.answer.wording import counted, joined
from research.same_trial import study_of
from research.synthesize.choose import strength
from research.synthesize.shown import Shown

FINDS = -2  # strength from which on a design has findings of its own: not single cases, letters or editorials
ORDER: tuple[Direction, ...] = ("less", "more", "none")
_VERBS: dict[Direction, tuple[str, str]] = {  # of one, of several
    "less": ("points to less of it", "point to less of it"),
    "more": ("points to more of it", "point to more of it"),
    "none": ("found no significant difference", "found no significant difference"),
}
_AGREED: dict[Direction, str] = {"less": "less of it", "more": "more of it", "none": "no significant difference"}


def sides(
    shown: Sequence[Shown], outcome: str, same_study: Mapping[str, tuple[str, ...]] = {}
) -> tuple[tuple[Conflict, ...], tuple[Agreement, ...]]:
    """(conflicts, agreements), at most one of both: two studies or more that point different ways, or all the same.

    `shown` are claims that answer the question, the best first; each study speaks once, by its best claim that points.
    `same_study` names, by document id, other documents that report the same study.
    """
    studies = speaking(shown, same_study)
    if len(studies) < 2:
        return (), ()
    split = [[s for s in studies if s.points == way] for way in ORDER]
    held = sorted((side for side in split if side), key=lambda side: (-strength(side[0].answer), -len(side)))
    ids = tuple(s.claim.id for side in held for s in side)
    about = f"On {outcome}" if outcome else "On the outcome asked about"
    count = f"the {len(studies)} {_documents(shown, studies)} whose direction could be read"
    if len(held) == 1:
        return (), (Agreement(f"{about}, {count} agree: {_AGREED[studies[0].points]}", ids),)
    said = "; ".join(f"{joined(counted(s.design for s in side))} {_verb(side)}" for side in held)
    return (Conflict(f"{about}, {count} differ: {said}", ids),), ()


def speaking(shown: Sequence[Shown], same_study: Mapping[str, tuple[str, ...]]) -> list[Shown]:
    """One claim for each study, the strongest design first, then in the order given."""
    found: dict[str, Shown] = {}
    for s in shown:
        if _finds(s):
            key = study_of(s.document_id, same_study)
            if key not in found or strength(s.answer) > strength(found[key].answer):
                found[key] = s
    return sorted(found.values(), key=lambda s: -strength(s.answer))


def _finds(shown: Shown) -> bool:
    return bool(shown.points) and not shown.answer.off and strength(shown.answer) >= FINDS


def _documents(shown: Sequence[Shown], studies: Sequence[Shown]) -> str:
    """ "documents"; "studies" where several documents are reports of one."""
    documents = {s.document_id for s in shown if _finds(s)}
    return "documents" if len(documents) == len(studies) else "studies"


def _verb(side: Sequence[Shown]) -> str:
    return _VERBS[side[0].points][0 if len(side) == 1 else 1]
