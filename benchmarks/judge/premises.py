"""What of a cited text is read beside a claim: its best sentences in the text's order, as many as there is room for.

The score was chosen on SciFact's training claims and half of HealthVer. There three sentences hold a gold one in 91%
and 75% of pairs; the three nearest of `citations.judges.source.closest`, which ranks the title too, in 79% and 60%.
"""

from collections.abc import Sequence

from citations.judges.source import SourceSentence, SourceText, as_source, stems
from evidence.model import Passage

SENTENCES, WORDS = 3, 64  # at most; the best sentence is taken whatever its length
HEAD, HEAD_SHARE = 5, 0.6  # letters; what a stem counts of which only so many first letters are there
LATE = 0.1  # added to the last sentence's share of the claim, and less to earlier ones: findings stand late


def ranked(claim: str, source: SourceText) -> list[SourceSentence]:
    """Best first; a title that is followed by anything comes last."""
    wanted = {each: source.weight(each) for each in stems(claim)}
    count = len(source.sentences)
    scored = [
        (_score(wanted, s) + LATE * s.place / count - 9 * (s.place == 0 < count - 1), s) for s in source.sentences
    ]
    return [s for _, s in sorted(scored, key=lambda pair: (-pair[0], pair[1].place))]


def premise(claim: str, text: str, first: Sequence[tuple[int, int]] = ()) -> str:
    """The best sentences that fit, in the text's order; those that overlap a stretch of `first` are taken before all."""
    order = ranked(claim, as_source([Passage("x", 0, len(text), text)]))
    gold = [s for s in order if any(a < s.end and s.start < b for a, b in first)]
    chosen: list[SourceSentence] = []
    for each in [*gold, *(s for s in order if s not in gold)]:
        room = WORDS - sum(len(s.text.split()) for s in chosen)
        if not chosen or (len(chosen) < SENTENCES and len(each.text.split()) <= room):
            chosen.append(each)
    return " ".join(s.text for s in sorted(chosen, key=lambda s: s.place))


def overlap(claim: str, text: str) -> float:
    """Largest share of the claim's weighted stems in one sentence, 0 to 1: the baseline."""
    source = as_source([Passage("x", 0, len(text), text)])
    wanted = {each: source.weight(each) for each in stems(claim)}
    whole = sum(wanted.values()) or 1.0
    return max((sum(w for x, w in wanted.items() if x in set(s.stems)) / whole for s in source.sentences), default=0.0)


def _score(wanted: dict[str, float], sentence: SourceSentence) -> float:
    held = set(sentence.stems)
    heads = {each[:HEAD] for each in held if len(each) >= HEAD}
    found = sum(w if x in held else HEAD_SHARE * w * (x[:HEAD] in heads) for x, w in wanted.items())
    return found / (sum(wanted.values()) or 1.0)
