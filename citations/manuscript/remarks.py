"""What does not fit in a text that cites, in plain sentences."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from citations.manuscript.keys import Keys
from citations.manuscript.model import Statement

_NAMED = 12  # keys that a note names; the rest is counted
_FEW = 3  # paragraphs from which on a habit is one


def fit_notes(statements: Sequence[Statement], keys: Keys, doubled: Sequence[str], remarks: Iterable[str]) -> list[str]:
    """Marks and list held against each other."""
    cited = dict.fromkeys(key for s in statements for mark in s.marks for key in mark.keys)
    entries = {each.key for each in keys.entered}
    missing = [key for key in cited if key not in entries and key not in keys.own]
    unused = [each.key for each in keys.entered if each.key not in cited and not each.key.endswith(")")]
    notes = [*_about_the_whole(bool(cited), bool(entries)), *_about_missing(missing, bool(entries))]
    if unused and cited:
        notes.append(f"No mark in the text names {_names(unused)} of the reference list.")
    if doubled:
        notes.append(
            f"The reference list has more than one entry {_names(doubled)}; a mark is taken to mean the first, and all are kept."
        )
    if gaps := _gaps(keys):
        notes.append(f"The numbers of the reference list leave out {_names(gaps)}.")
    if keys.unclear:
        notes.append(f"More than one entry fits {_names(list(keys.unclear))}; all of them are taken as cited.")
    if remarks := list(remarks):
        notes.append(f"No source is named in the note {_names([f'[{r}]' for r in remarks])}; it is read as a remark.")
    return [*notes, *_habit(statements)]


def _about_the_whole(has_marks: bool, has_list: bool) -> list[str]:
    if has_marks:
        return []
    if has_list:
        return ["The text has a reference list, but no citation mark was found in it."]
    return ["No citation mark and no reference list was found in the text."]


def _about_missing(missing: list[str], has_list: bool) -> list[str]:
    if not missing:
        return []
    if not has_list:
        return [f"The text cites {_names(missing)}, but no reference list was found; --references FILE can give one."]
    return [f"The text cites {_names(missing)}, which the reference list does not have."]


def _gaps(keys: Keys) -> list[str]:
    """Numbers between 1 and the list's last that no entry has."""
    numbers = sorted({int(e.label) for e in keys.entered if e.label.isdigit()})
    if not numbers:
        return []
    gaps: list[str] = []
    for low, high in zip([0, *numbers], numbers, strict=False):
        gaps += map(str, range(low + 1, min(high, low + 1 + 5 * _NAMED)))
    return gaps


def _names(keys: Sequence[str]) -> str:
    """ "1, 2 and 3"; after a dozen the rest is counted."""
    shown = list(keys[:_NAMED])
    if len(keys) > _NAMED:
        return f"{', '.join(shown)} and {len(keys) - _NAMED} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _habit(statements: Sequence[Statement]) -> list[str]:
    """Whether most paragraphs carry their only marks at their end: what the sentences before cite cannot be known."""
    paragraphs: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.is_claim:
            paragraphs[statement.paragraph].append(statement)
    several = [group for group in paragraphs.values() if len(group) > 1 and any(s.marks for s in group)]
    at_end = [group for group in several if group[-1].marks and not any(s.marks for s in group[:-1])]
    if len(several) < _FEW or 2 * len(at_end) <= len(several):
        return []
    return [
        f"In {len(at_end)} of {len(several)} paragraphs with several sentences only the last carries a citation:"
        " it is checked for that sentence alone, and the others count as uncited."
    ]
