"""Pairs of the second stage. No document of a reported set is among those that are trained on.

Trained on: SciFact's training claims that share no document with its dev claims, half of HealthVer, the claims of both
turned round, Check-COVID, CliniFact, Citation-Integrity and WiCE (parts of nli/pairs.jsonl.gz), and errors planted with
the training words in even documents. Reported: all of SciFact's dev claims, half of the documents of HealthVer's other
half (no claim or document shared), and errors planted with the held-out words in odd documents. To choose by: one in
ten of the documents that would be trained on.
"""

import json
import random
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.citations_data import LabelledPair, folds, healthver_pairs, scifact_pairs
from benchmarks.judge.model import CLASSES
from benchmarks.judge.pairs import read_nli
from benchmarks.judge.premises import overlap, premise
from benchmarks.train_judge_lexical_turned import opposite
from evidence.model import Support

UNSUPPORTED = -1  # the label of what is said less strongly or of fewer: not supported, whichever of the other two
TURNED: dict[str, Support] = {"supported": "contradicted", "contradicted": "supported"}
MOST = {"checkcovid_train": 1100, "clinifact_train": 330, "citint_train": 160, "wice_claim_dev": 100}
PLANTED, CONTROLS, REPORTED = 60, 100, 40  # of a kind: errors and controls that are trained on, both that are reported
CONTROL_KINDS = ("verbatim", "typography", "order", "unit-form", "synonym")


@dataclass(frozen=True, slots=True)
class Example:
    """`premise` as it is selected; `gold` with the deciding sentences first, the same where nobody marked any."""

    premise: str
    gold: str
    claim: str
    label: int  # place in CLASSES, or UNSUPPORTED
    origin: str  # scifact, healthver, checkcovid_train, planted:number, ...
    document_id: str
    overlap: float = 0.0


def chosen_by(document_id: str) -> bool:
    """Whether the document is one of the tenth that is chosen by."""
    return zlib.crc32(document_id.encode()) % 10 == 0


def reported(document_id: str) -> bool:
    """Whether the document is in the half of HealthVer's other half that is reported: reading it all takes minutes."""
    return zlib.crc32(document_id.encode()) % 2 == 0


def cited(data: Path) -> tuple[list[LabelledPair], list[LabelledPair]]:
    """SciFact and HealthVer: what may be trained on, and what is reported."""
    healthver = healthver_pairs(data)
    fold = folds(healthver, 2)
    dev = scifact_pairs("dev", data)
    met = {p.document_id for p in dev} | {p.claim for p in dev}
    scifact = [p for p in scifact_pairs("train", data) if not {p.document_id, p.claim} & met]
    train = scifact + [p for p, k in zip(healthver, fold, strict=True) if k == 0]
    return train, dev + [p for p, k in zip(healthver, fold, strict=True) if k == 1]


def turned(pairs: Sequence[LabelledPair]) -> Iterator[Example]:
    """Claims turned round by a word, as the lexical judge's training has them: the same source now says the opposite."""
    for pair in pairs:
        claim = opposite(pair.claim) if pair.label in TURNED else ""
        if claim:
            made = example(replace(pair, claim=claim, label=TURNED[pair.label]))
            yield replace(made, origin=f"turned {made.origin}")


def example(pair: LabelledPair) -> Example:
    """The pair with its premises."""
    marked = [span for group in pair.rationales[:1] for span in group]
    selected = premise(pair.claim, pair.passage)
    gold = premise(pair.claim, pair.passage, marked) if marked else selected
    name = pair.claim_id.partition(":")[0]
    label = CLASSES.index(pair.label)
    return Example(
        selected, gold, pair.claim, label, name, pair.document_id,
        overlap(pair.claim, pair.passage),
    )  # fmt: skip


def from_nli(shared: Path, seed: int) -> Iterator[Example]:
    """The biomedical parts, cut to their best sentences where they are long."""
    rows = read_nli(shared)
    random.Random(seed).shuffle(rows)
    taken: Counter[str] = Counter()
    for row in rows:
        if taken[row.origin] < MOST.get(row.origin, 0):
            taken[row.origin] += 1
            text = row.premise if len(row.premise.split()) < 70 else premise(row.claim, row.premise)
            yield Example(
                text, text, row.claim, row.label, row.origin, f"{row.origin}:{zlib.crc32(row.premise.encode())}"
            )


def from_planted(path: Path, shut: set[str], most: int = PLANTED, controls: int = CONTROLS) -> Iterator[Example]:
    """Planted errors and controls but of documents in `shut`; nothing where there is no such file."""
    taken: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            kind = row["kind"]
            if row["document_id"] in shut or taken[kind] >= (controls if kind in CONTROL_KINDS else most):
                continue
            taken[kind] += 1
            label = UNSUPPORTED if row["label"] == "partial" else CLASSES.index(row["label"])
            text = premise(row["claim"], row["passage"])
            yield Example(text, text, row["claim"], label, f"planted:{kind}", row["document_id"],
                          overlap(row["claim"], row["passage"]))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sets:
    """To train on, to choose by, to report."""

    train: Sequence[Example]
    choose: Sequence[Example]
    report: Sequence[Example]


def read_sets(shared: Path, planted: Path, held_out: Path, seed: int) -> Sets:
    """All examples; `planted` and `held_out` are files that `python -m benchmarks.planted` wrote."""
    train, report = cited(shared / "data")
    shut = {pair.document_id for pair in report}
    given = [example(pair) for pair in train if pair.document_id not in shut]
    given += turned([pair for pair in train if pair.document_id not in shut])
    given += from_nli(shared, seed)
    given += from_planted(planted, shut)
    told = [example(pair) for pair in report if pair.claim_id.startswith("scifact") or reported(pair.document_id)]
    told += from_planted(held_out, set(), REPORTED, REPORTED) if held_out.exists() else ()
    choose = [e for e in given if chosen_by(e.document_id)]
    return Sets([e for e in given if not chosen_by(e.document_id)], choose, told)
