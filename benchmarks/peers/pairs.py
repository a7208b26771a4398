"""The planted pairs that all systems get, and what became of a claim in the answer of one."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Outcome = Literal["kept", "bare", "flagged", "changed", "removed", "unjudged", "failed"]
CAUGHT = ("flagged", "changed", "removed")
# two kinds of our own, made of the untouched sentences
INVENTED = "invented-key"  # a true sentence with the key of a document that there is not
RETRACTED = "retracted"  # a true sentence of a paper that is marked as retracted
FLAGS = ("retracted", "unsupported", "not supported", "unverified", "citation needed", "could not verify")


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the whole text of the document that it cites."""

    id: str
    claim: str
    passage: str
    label: str
    kind: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a system's answer made of a pair.

    `bare`: the claim stands, its mark was taken away; `unjudged`: it was said that nothing was judged; `failed`: no
    answer came.
    """

    id: str
    kind: str
    label: str
    outcome: Outcome
    note: str = ""


def read_pairs(path: Path, most: int) -> list[Pair]:
    """The same `most` pairs of each kind for whoever asks, chosen by a hash of their ids; and our own two kinds."""
    by_kind: dict[str, list[Pair]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        values = json.loads(line)
        pair = Pair(**{name: str(values[name]) for name in Pair.__slots__})
        by_kind[pair.kind].append(pair)
    chosen = [pair for pairs in by_kind.values() for pair in sorted(pairs, key=_order)[:most]]
    true = [pair for pair in chosen if pair.kind == "verbatim"]
    return chosen + [_of_kind(pair, kind) for kind in (INVENTED, RETRACTED) for pair in true]


def outcome(claim: str, answer: str, *, is_marked: bool) -> Outcome:
    """What became of the claim: `is_marked` says whether its citation still stands in the answer."""
    wanted, said = _even(claim), _even(answer)
    if wanted in said:
        around = said.replace(wanted, "").lower()
        if any(flag in around for flag in FLAGS):
            return "flagged"
        return "kept" if is_marked else "bare"
    words = wanted.lower().split()
    return "changed" if sum(word in said.lower() for word in words) > len(words) / 2 else "removed"


def write_results(path: Path, results: Iterable[Result]) -> None:
    """One line of JSON each."""
    path.write_text("".join(f"{json.dumps(asdict(result))}\n" for result in results), encoding="utf-8")


def read_results(path: Path) -> list[Result]:
    """As they were written."""
    return [Result(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _of_kind(pair: Pair, kind: str) -> Pair:
    return Pair(f"{pair.id}/{kind}", pair.claim, pair.passage, "not_found", kind, pair.document_id)


def _order(pair: Pair) -> str:
    return hashlib.sha256(pair.id.encode()).hexdigest()


def _even(text: str) -> str:
    return " ".join(text.split())
