"""Yes/no, factoid and list questions on BioASQ and PubMedQA, baselines beside: `python -m benchmarks.reading_yesno SHARED`.

Yes/no is cross-validated in 10 folds, questions that share an article in one; needs scikit-learn.
"""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.reading_data import shared_folder
from benchmarks.train_yesno import Row, choose, folds, macro_f1, predict, rows_of, train
from benchmarks.yesno_data import Question, bioasq, pubmedqa
from research.reading.verdict.model import CLASSES
from research.reading.verdict.verdict import Verdict, answer_yes_no
from research.reading.verdict.weigh import PLACES

TWO = ("yes", "no")
PARTITIONS = (5, 1, 2)  # seeds of the folds: one partition moves the figures by a point
_NO = re.compile(r"\b(?:not|no|cannot|neither|nor|without|fail\w*|ineffective|unlikely|lack\w*|n[o']t|similar)\b", re.I)
_MAYBE = re.compile(
    r"\b(?:unclear|unknown|uncertain|controversial|inconclusive|further (?:studies|research)|conflicting)\b", re.I
)
SURE = 0.8  # where the coverage of the confident answers is told


def keyword_rule(question: Question) -> str:
    """No if half of the weightiest sentences (conclusions, else the last two) deny; undecided if they say so."""
    ends = [s for s in question.statements if PLACES.get(s.place, 1.0) > 1] or list(question.statements[-2:])
    if any(_MAYBE.search(s.text) for s in ends):
        return "undecided"
    return "no" if sum(bool(_NO.search(s.text)) for s in ends) * 2 >= len(ends) else "yes"


def measure_yes_no(shared: Path) -> dict[str, float]:
    """Macro-F1 of ours and of the baselines; BioASQ over yes and no, PubMedQA over yes, no and maybe."""
    shared = shared_folder(shared)
    bio, short, whole = bioasq(shared), pubmedqa(shared, conclusion=False), pubmedqa(shared, conclusion=True)
    bio_rows, short_rows, whole_rows = rows_of(bio), rows_of(short), rows_of(whole)
    result = _set("bioasq", bio, bio_rows, rows_of(_without_documents_of(bio, whole)), TWO)
    result |= _set("pubmedqa", whole, whole_rows, rows_of(_without_documents_of(whole, bio)), CLASSES)
    result |= _set("pubmedqa_no_conclusion", short, short_rows, [], CLASSES)
    alone = train(bio_rows, choose(bio_rows, [], TWO))
    for name, rows in (("pubmedqa", whole_rows), ("pubmedqa_no_conclusion", short_rows)):
        result[f"{name}_zero_shot"] = macro_f1([r[1] for r in rows], [predict(alone, r[0])[0] for r in rows], CLASSES)
    return result


def _without_documents_of(held: Sequence[Question], questions: Sequence[Question]) -> list[Question]:
    """Those that share no article with the questions that are tested."""
    tested = {s.document_id.rsplit("/", 1)[-1] for q in held for s in q.statements}
    return [q for q in questions if not any(s.document_id.rsplit("/", 1)[-1] in tested for s in q.statements)]


def _set(
    name: str, questions: Sequence[Question], rows: Sequence[Row], more: Sequence[Row], classes: Sequence[str]
) -> dict[str, float]:
    """The mean over the partitions of PARTITIONS; the baselines are the same in each."""
    each = [_once(name, questions, rows, more, classes, seed) for seed in PARTITIONS]
    return {key: sum(one[key] for one in each) / len(each) for key in each[0]}


def _once(
    name: str,
    questions: Sequence[Question],
    rows: Sequence[Row],
    more: Sequence[Row],
    classes: Sequence[str],
    seed: int,
) -> dict[str, float]:
    gold = [q.label for q in questions]
    said, sure, verdicts = _cross(questions, rows, more, classes, seed)
    top = Counter(gold).most_common(1)[0][0]
    ruled = [keyword_rule(q) for q in questions]
    ruled = [r if r in classes else "yes" for r in ruled]
    answered = [v.answer == g for v, g in zip(verdicts, gold, strict=True) if v.answer != "undecided"]
    shown = [_shown(v, classes) for v in verdicts]
    kept = [g == s for g, s, p in zip(gold, said, sure, strict=True) if p >= SURE]
    return {
        f"{name}_macro_f1": macro_f1(gold, said, classes),
        f"{name}_accuracy": sum(g == s for g, s in zip(gold, said, strict=True)) / len(gold),
        f"{name}_majority": macro_f1(gold, [top] * len(gold), classes),
        f"{name}_keywords": macro_f1(gold, ruled, classes),
        f"{name}_sure_share": len(kept) / len(gold),
        f"{name}_sure_accuracy": sum(kept) / max(1, len(kept)),
        f"{name}_verdict_macro_f1": macro_f1(gold, shown, classes),
        f"{name}_verdict_answered": len(answered) / len(gold),  # what ships, which may abstain
        f"{name}_verdict_accuracy": sum(answered) / max(1, len(answered)),
    }


def _shown(verdict: Verdict, classes: Sequence[str]) -> str:
    """What the verdict leans to before it may abstain, of the classes that count."""
    return verdict.leans if classes == CLASSES else "yes" if verdict.probability >= 0.5 else "no"


def _cross(
    questions: Sequence[Question], rows: Sequence[Row], more: Sequence[Row], classes: Sequence[str], seed: int
) -> tuple[list[str], list[float], list[Verdict]]:
    """What is said of each question by weights that never saw it, how surely, and the verdict that would be shown."""
    said = [""] * len(rows)
    sure = [0.0] * len(rows)
    verdicts = [Verdict("undecided", 0.5)] * len(rows)
    for test in folds(10, rows, seed):
        held = set(test)
        known = [row for i, row in enumerate(rows) if i not in held]
        weights = train([*known, *more], choose(known, more, classes))
        for i in test:
            said[i], sure[i] = predict(weights, rows[i][0], classes)
            verdicts[i] = answer_yes_no(questions[i].text, questions[i].statements, weights)
    return said, sure, verdicts


def measure(shared: Path) -> dict[str, float]:
    """All figures of this row of the issue's table."""
    from benchmarks.reading_entities import measure_entities

    return measure_yes_no(shared) | measure_entities(shared)


def main() -> None:
    for name, value in measure(Path(sys.argv[1])).items():
        print(f"{name:40} {value:.3f}")


if __name__ == "__main__":
    main()
