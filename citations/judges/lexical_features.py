"""A claim beside the best sentences of its source, as named figures for a learner.

No figure is of the claim alone: how an annotator words a false claim says nothing about the next claim's truth.
"""

import math
import re
from collections.abc import Sequence

from citations.judges.lexical_agreement import agreement, parity
from citations.judges.lexical_sentences import covered, letters_shared, pairs_shared, softly_covered
from citations.judges.lexical_terms import Terms, terms
from citations.judges.select import Chosen
from citations.judges.source import SourceText
from evidence.text.numbers import numbers_missing

_HEDGES = re.compile(
    r"\b(?:may|might|could|possibl[ey]|potential(?:ly)?|suggest\w*|appear\w*|likely|unclear|unknown|trend)\b",
    re.IGNORECASE,
)
_NULLS = re.compile(
    r"\b(?:no (?:\w+ ){0,3}?(?:differen|effect|evidence|associat|change|relation|benefit|increase|reduc)\w*|did not|does not"
    r"|do not|was not|were not|not associated|unaffected|unchanged|similar|fail\w*|neither)\b",
    re.IGNORECASE,
)


def figures(claim: str, best: Sequence[Chosen], source: SourceText) -> dict[str, float]:
    """The named figures, the same names always but for the cosines; raises ValueError where no sentence was chosen."""
    if not best:
        raise ValueError("A claim can be judged only beside a sentence.")
    mine = terms(claim)
    read = [terms(each.sentence.text) for each in best]
    return {
        **_of_coverage(mine, read),
        **_of_source(mine, source),
        **_of_agreement(claim, best),
        **_of_parity(claim, best),
        **_of_details(claim, best[0].sentence.text),
        **_of_choice(best),
    }


def _of_coverage(mine: Terms, read: Sequence[Terms]) -> dict[str, float]:
    stems = {s for r in read for s in r.content}
    heads = {s for r in read for s in r.heads}
    missing = _missing(mine, stems, heads)
    soft = [softly_covered(mine, r) for r in read]
    reverse = [covered(r, mine) for r in read]
    return {
        "covered_1": covered(mine, read[0]),
        "covered_3": sum(t.weight for s, t in mine.content.items() if s in stems) / mine.weight,
        "covered_most": max(covered(mine, r) for r in read),
        "soft_1": soft[0],
        "soft_most": max(soft),
        "soft_mean": sum(soft) / len(soft),
        "missing_sum": sum(missing),
        "missing_most": max(missing, default=0.0),
        "missing_share": sum(missing) / mine.weight,
        "reverse_1": reverse[0],
        "reverse_most": max(reverse),
        "letters_1": letters_shared(mine, read[0]),
        "letters_most": max(letters_shared(mine, r) for r in read),
        "pairs_1": pairs_shared(mine, read[0]),
    }


def _of_source(mine: Terms, source: SourceText) -> dict[str, float]:
    """What of the claim the whole source lacks; a rare name that it never has is the plainest sign of "not found"."""
    read = [terms(s.text) for s in source.sentences]
    stems = {s for r in read for s in r.content}
    missing = _missing(mine, stems, {s for r in read for s in r.heads})
    grams = {gram for r in read for gram in r.grams}
    pairs = {pair for r in read for pair in r.pairs}
    return {
        "covered_all": sum(t.weight for s, t in mine.content.items() if s in stems) / mine.weight,
        "missing_all_sum": sum(missing),
        "missing_all_most": max(missing, default=0.0),
        "missing_all_count": float(len(missing)),
        "missing_all_share": sum(missing) / mine.weight,
        "letters_all": len(mine.grams & grams) / max(len(mine.grams), 1),
        "pairs_all": len(mine.pairs & pairs) / max(len(mine.pairs), 1),
    }


def _missing(mine: Terms, stems: set[str], heads: set[str]) -> list[float]:
    """The weights of the claim's words without a word of the same stem or the same first five letters."""
    return [t.weight for s, t in mine.content.items() if s not in stems and s[:5] not in heads]


def _of_agreement(claim: str, best: Sequence[Chosen]) -> dict[str, float]:
    each = [agreement(claim, one.sentence.text) for one in best]
    first = each[0]
    agree, disagree = sum(a.agree for a in each), sum(a.disagree for a in each)
    return {
        "agree_1": first.agree,
        "disagree_1": first.disagree,
        "net_1": first.net,
        "denied_1": first.denied_by_one,
        "same_1": first.same_side,
        "other_1": first.other_side,
        "agree_3": agree,
        "disagree_3": disagree,
        "net_3": (agree - disagree) / (agree + disagree + 1.0),
        "net_least": min(a.net for a in each),
        "net_most": max(a.net for a in each),
        "denied_3": sum(a.denied_by_one for a in each) / len(each),
        "same_3": sum(a.same_side for a in each),
        "other_3": sum(a.other_side for a in each),
    }


def _of_parity(claim: str, best: Sequence[Chosen]) -> dict[str, float]:
    each = [parity(claim, one.sentence.text) for one in best]
    net, whole = sum(p.net for p in each), sum(p.whole for p in each)
    return {
        "parity_1": each[0].net / (each[0].whole + 1.0),
        "parity_3": net / (whole + 1.0),
        "parity_weight": math.copysign(math.log1p(abs(net)), net),
    }


def _of_details(claim: str, first: str) -> dict[str, float]:
    is_null, is_null_first = bool(_NULLS.search(claim)), bool(_NULLS.search(first))
    is_hedged = bool(_HEDGES.search(first))
    mine, theirs = terms(claim), terms(first)
    denies, denies_first = (any(t.denied for t in each.all) for each in (mine, theirs))
    return {
        "numbers_missing": float(min(len(numbers_missing(claim, first)), 3)),
        "null_differs": float(is_null != is_null_first),
        "null_source": float(is_null_first),
        "denied_differs": float(denies != denies_first),
        "denied_source": float(denies_first),
        "points_alike": float(_sign(_points(mine)) * _sign(_points(theirs))),
        "hedged_source": float(is_hedged),
        "hedge_lost": float(is_hedged and not _HEDGES.search(claim)),
    }


def _of_choice(best: Sequence[Chosen]) -> dict[str, float]:
    scores = [each.score for each in best]
    found = {"score_1": scores[0], "score_mean": sum(scores) / len(scores)}
    near = [each.cosine for each in best if each.cosine is not None]
    if near:
        found |= {"cosine_1": near[0], "cosine_most": max(near), "cosine_mean": sum(near) / len(near)}
    return found


def _points(text: Terms) -> int:
    return sum(term.points for term in text.all)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
