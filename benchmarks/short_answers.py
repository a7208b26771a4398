"""The short answer of reports on real questions: `python -m benchmarks.short_answers SHARED`.

What it reads is made by benchmarks.short_answers_data. The weights that read a yes/no question never saw it: 5 folds,
questions that share an article in one. Rules were chosen on one half of the questions ("chosen"); the other half
("held out") is what is reported. Needs scikit-learn.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from benchmarks.short_answers_data import KEPT, Asked, held_out, kept
from benchmarks.train_yesno import choose, folds, rows_of, train
from benchmarks.yesno_data import bioasq, pubmedqa
from evidence.report import ShortAnswer
from research.answer.grounds import grounds, statements
from research.answer.short import short_answer
from research.answer.sides import Sure, sides
from research.reading.entities.entities import folded
from research.reading.verdict.model import CLASSES, Weights, read_weights

FOLDS = 5
SETTINGS = ("library", "gold", "pubmedqa")
CURVE = tuple(Sure(one, more) for one in (0.5, 0.6, 0.7, 0.8, 0.9, 1.1) for more in (0.5, 0.65, 0.8))


def of_half(setting: str, kind: str, held: bool) -> list[Asked]:
    """The questions of a kind for which something is quoted."""
    return [a for a in kept(setting) if a.kind == kind and a.claims and held_out(a.id) == held]


def answer(asked: Asked, weights: Weights | None) -> ShortAnswer:
    """As a report would have it."""
    return short_answer(asked.plan, asked.claims, asked.documents, asked.rows, asked.points, asked.answers, weights)


def yes_no(setting: str, held: bool, weights: Mapping[str, Weights]) -> dict[str, float]:
    """Of the questions for which something is quoted: how many are answered, and how many of those rightly."""
    asked = of_half(setting, "yesno", held)
    said = [(a, s) for a in asked if (s := answer(a, weights[a.id])).reply in ("yes", "no")]
    right = {reply: [a.gold[0][0] == reply for a, s in said if s.reply == reply] for reply in ("yes", "no")}
    return {
        "questions": len(asked),
        "said": len(said),
        "right": sum(map(sum, right.values())),
        "said yes": len(right["yes"]),
        "of them right": sum(right["yes"]),
        "said no": len(right["no"]),
        "of those right": sum(right["no"]),
    }


def curve(held: bool, weights: Mapping[str, Weights]) -> list[tuple[Sure, int, int, int]]:
    """(thresholds, questions, said, right) over the three settings together; without the table's rows and directions."""
    asked = [a for setting in SETTINGS for a in of_half(setting, "yesno", held)]
    read = [grounds(a.plan.question, statements(a.claims, a.documents, a.answers).values()) for a in asked]
    found = []
    for sure in CURVE:
        replies = [sides(a.plan.question, g, {}, weights[a.id], sure).reply for a, g in zip(asked, read, strict=True)]
        said = [reply == a.gold[0][0] for a, reply in zip(asked, replies, strict=True) if reply != "undecided"]
        found.append((sure, len(asked), len(said), sum(said)))
    return found


def named(setting: str, kind: str, held: bool) -> tuple[int, int, float]:
    """(questions, answered, mean share of the names that are the experts') for factoid and list questions."""
    asked = of_half(setting, kind, held)
    shares = [share for a in asked if (share := _right_names(a, answer(a, None))) is not None]
    return len(asked), len(shares), sum(shares) / max(1, len(shares))


def _right_names(asked: Asked, said: ShortAnswer) -> float | None:
    if not said.lines or said.form not in ("factoid", "list"):
        return None
    names: Sequence[str] = said.lines[0].text.split(": ", 1)[1].rstrip(".").split(", ")
    gold = {folded(name) for one in asked.gold for name in one}
    return sum(folded(name) in gold for name in names) / len(names)


def fold_weights(shared: Path) -> dict[str, Weights]:
    """For each yes/no question of BioASQ and PubMedQA, weights that were trained without it; kept on disk."""
    file = KEPT / "weights.json"
    if not file.exists():
        file.write_bytes(msgspec.json.encode(_trained(shared)))
    folds_of = msgspec.json.decode(file.read_bytes())
    read = [read_weights(text) for text in folds_of["weights"]]
    return {name: read[n] for name, n in folds_of["fold"].items()}


def _trained(shared: Path) -> dict[str, object]:
    asked = [*bioasq(shared), *pubmedqa(shared, conclusion=True)]
    rows = rows_of(asked)
    strength = choose(rows, [], CLASSES)
    weights, fold = [], {}
    for n, test in enumerate(folds(FOLDS, rows)):
        held = set(test)
        made = train([row for i, row in enumerate(rows) if i not in held], strength)
        weights.append(msgspec.json.encode({"bias": made.bias, "features": made.features}).decode())
        fold.update({asked[i].id: n for i in test})
    return {"weights": weights, "fold": fold}


def main() -> None:
    weights = fold_weights(Path(sys.argv[1]))
    for held in (False, True):
        print("held out" if held else "chosen on")
        for setting in SETTINGS:
            print(f"  {setting:9} {yes_no(setting, held, weights)}")
        for sure, asked, said, right in curve(held, weights):
            print(f"  one {sure.one} more {sure.more}: {said} of {asked} said, {right / max(1, said):.3f} right")
        for kind in ("factoid", "list"):
            print(f"  {kind}: { ({s: named(s, kind, held) for s in SETTINGS[:2]}) }")


if __name__ == "__main__":
    main()
