"""The bottom line: the few quoted sentences that a busy reader sees first.

The best of each kind of study that answers, then what answers as well; one sentence of a study, none twice. What is
preferred, beside likeness and design: sentences that name the question's subject, conclude, and are short. The rule was
chosen on one half of BioASQ's questions (benchmarks/bottom_lines.py); orders of designs were not, those records name few.
"""

import re
from collections.abc import Mapping, Sequence

from evidence.text.findings import findings
from evidence.text.leaning import leans_on_previous
from evidence.text.sentences import sentences
from research.contradict import opposed
from research.reading.focus import Focus
from research.reading.gate import meaning
from research.reading.quotable import is_recommendation
from research.reading.sentences.cues import CUES
from research.reading.terms import stems
from research.reading.verdict.cues import CUES as VERDICT_CUES
from research.reading.verdict.cues import DOWN, UP
from research.same_trial import study_of
from research.synthesize.choose import says_it_again, strength
from research.synthesize.designs import NEVER_LEADS, group_of
from research.synthesize.shown import Shown

IN_BOTTOM_LINE = 4
CLOSE = 0.7  # of the best worth: an answer of another kind of study must be as near to stand in the bottom line
AS_GOOD = 0.9  # and one more of a kind that is there
NAMES_SUBJECT = 0.1  # what it is worth to name all of the question's topic in the sentence itself
CONCLUDES = 0.03  # and to stand in the conclusions; made no difference on BioASQ, whose articles have no sections
TELLS_HOW = 0.1  # what it costs to say what was done or sought, and not what was found
LONG, PER_LONG = 200, 0.1  # characters from which on length costs, and what twice as many cost
_HOW, _WHAT = ("does", "aims", "states_aim", "announces"), ("concludes", "finds", "defines", "approved", "causes")
_CAME_OF_IT = ("works", "no effect", "not significant", "not associated", "no evidence", "same", "harms", "failed")
_ADVISES = re.compile(r"\brecommend(?:s|ed|ations?)?\b", re.IGNORECASE)
_OF_A_REST = re.compile(r"\bthe (?:remaining|other|latter|former)\b|\b\d+ of (?:these|those)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w-]*")
BEFORE = 600  # characters that are read to find the sentence before


def bottom_line(
    shown: Sequence[Shown], focus: Focus, leading: str | None = None, same_study: Mapping[str, tuple[str, ...]] = {}
) -> tuple[str, ...]:
    """Ids of at most IN_BOTTOM_LINE claims, in the order to show them; () where none is fit to lead.

    `leading`, the id of a claim that answers as the question wants it (a definition), stands first. Then recommendations,
    and strong designs before weak ones; the best that points another way is among them.
    """
    worths = {s.claim.id: worth(s, focus) for s in shown}
    best = sorted(fit(shown, focus), key=lambda s: (-worths[s.claim.id], s.document_id, s.answer.start))
    first = next((s for s in best if s.claim.id == leading), None)
    by_design = bool(focus.intervention)  # what a treatment does is weighed by design; what a thing is, by the answer
    lead = _chosen(best, worths, [first] if first else [], same_study, CLOSE if by_design else AS_GOOD)
    against = _against(best, lead)
    if against:
        lead = [*lead[: IN_BOTTOM_LINE - 1], against]
    order = sorted(lead, key=lambda s: (s is not first, not _recommends(s), -_rank(s, by_design), -worths[s.claim.id]))
    return tuple(s.claim.id for s in order)


def fit(shown: Sequence[Shown], focus: Focus) -> list[Shown]:
    """Not of others than asked about, not of tables or animals; able to stand alone, where any is.

    Where a treatment is asked about, those that say what came of it, where any does.
    """
    about = [s for s in shown if not (s.answer.off or s.answer.tabular) and strength(s.answer) > NEVER_LEADS]
    if any(_recommends(s) for s in about):  # else an old paper's advice stands beside a guideline's
        about = [s for s in about if _recommends(s) or s.design == "guideline" or not _ADVISES.search(s.answer.text)]
    alone = [s for s in about if not _leans(s)] or about
    telling = [s for s in alone if focus.intervention and (_recommends(s) or tells_what(s.answer.text, focus))]
    return telling or alone


def worth(shown: Shown, focus: Focus) -> float:
    """How well it answers alone: its score, with what its own words, place and length add."""
    answer = shown.answer
    named = focus.terms.coverage(stems(meaning(answer)))
    concludes = any(
        s.category == "CONCLUSIONS" and s.start <= answer.start < s.end for s in answer.evidence.document.sections
    )
    too_long = 0.0 if _recommends(shown) else max(0, len(answer.text) - LONG) / LONG
    costs = PER_LONG * too_long + (TELLS_HOW if _tells_how(answer.text) else 0.0)
    return answer.score + NAMES_SUBJECT * named + (CONCLUDES if concludes else 0.0) - costs


def tells_what(sentence: str, focus: Focus) -> bool:
    """Whether a sentence says what came of something: more, less, the same, it works or does not, an estimate.

    The treatment's own name tells nothing ("ACE inhibitors").
    """
    if any(f.interval for f in findings(sentence)):
        return True
    sentence = _WORD.sub(lambda m: "" if stems(m.group()) & focus.intervention else m.group(), sentence)
    named = any(VERDICT_CUES[name].search(sentence) for name in _CAME_OF_IT)
    return named or bool(UP.search(sentence) or DOWN.search(sentence))


def _tells_how(sentence: str) -> bool:
    """By its wording: methods and aims that come with no finding."""
    says = {name: bool(CUES[name].search(sentence)) for name in (*_HOW, *_WHAT)}
    return any(says[n] for n in _HOW) and not any(says[n] for n in _WHAT)


def _chosen(
    best: Sequence[Shown],
    worths: Mapping[str, float],
    begun: list[Shown],
    same_study: Mapping[str, tuple[str, ...]],
    close: float,
) -> list[Shown]:
    """The best of each kind of study that is close to the best of all, then what is as good; weak designs only alone."""
    lead = list(begun)
    for least, again in ((close, False), (AS_GOOD, True)):
        for s in best:
            studies = {study_of(other.document_id, same_study) for other in lead}
            kinds = {group_of(other.design) for other in lead}
            if (
                len(lead) < IN_BOTTOM_LINE
                and (s is best[0] or worths[s.claim.id] >= least * worths[best[0].claim.id])
                and (again or group_of(s.design) not in kinds)
                and study_of(s.document_id, same_study) not in studies
                and not any(says_it_again(s.answer.text, other.answer.text) for other in lead)
            ):
                lead.append(s)
    strong = [s for s in lead if strength(s.answer) >= 0]
    return strong if any(strength(s.answer) > 0 for s in strong) else lead


def _against(best: Sequence[Shown], lead: Sequence[Shown]) -> Shown | None:
    """The best claim that points another way than those in the lead, where these point one way."""
    ways = [s.points for s in lead if s.points]
    if not ways or opposed(ways):
        return None
    return next((s for s in best if opposed([ways[0], s.points]) and strength(s.answer) >= 0), None)


def _rank(shown: Shown, by_design: bool) -> int:
    """The design's strength where designs decide; else only weak designs stand below the others."""
    return strength(shown.answer) if by_design else min(0, strength(shown.answer))


def _recommends(shown: Shown) -> bool:
    return is_recommendation(shown.answer.evidence.document, shown.answer.start, shown.answer.end)


def _leans(shown: Shown) -> bool:
    """Whether a reader needs the sentence before; a recommendation is whole."""
    text, start = shown.answer.evidence.document.text, shown.answer.start
    before = sentences(text, max(0, start - BEFORE), start)
    previous = text[before[-1][0] : before[-1][1]] if before else ""
    if _recommends(shown):
        return False
    return bool(_OF_A_REST.search(shown.answer.text)) or leans_on_previous(shown.answer.text, previous)
