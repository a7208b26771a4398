"""SciFact and HealthVer as (claim, cited document) pairs, and ways to part them so that no document is on both sides.

A pair's passage is the whole cited document as a library holds it: title, blank line, abstract. A cited document that
the annotators marked no sentence of is `not_found`: it does not say whether the claim holds.
"""

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evidence.model import Support

SHARED = Path(os.environ.get("EVIDENCE_SHARED", Path(__file__).parents[2] / "shared")) / "data"
Split = Literal["train", "dev", "dev-disjoint", "all"]
_LABELS: dict[str, Support] = {"SUPPORT": "supported", "CONTRADICT": "contradicted"}
_OF_SPLIT = {"train": ("train",), "dev": ("dev",), "dev-disjoint": ("dev",), "all": ("train", "dev")}


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """`rationales`: the sentences that decide, as offsets in `passage`; each inner group is enough by itself."""

    claim_id: str  # "scifact:13"; the same claim has one id, whatever the document
    document_id: str  # "scifact:4983"
    claim: str
    passage: str  # title, blank line, abstract
    label: Support  # supported, contradicted or not_found
    rationales: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    places: tuple[tuple[int, int], ...]  # of the abstract's sentences


def scifact_pairs(split: Split, data: Path = SHARED) -> list[LabelledPair]:
    """Pairs of the split. `dev-disjoint`: dev pairs of claims none of whose cited documents a train claim cites."""
    folder = data / "scifact"
    texts = _corpus(folder / "corpus.jsonl.gz")
    pairs = [
        pair
        for part in _OF_SPLIT[split]
        for claim in _lines(folder / f"claims_{part}.jsonl.gz")
        for pair in _pairs(claim, claim["cited_doc_ids"], texts, "scifact")
    ]
    return without_documents_of(pairs, scifact_pairs("train", data)) if split == "dev-disjoint" else pairs


def healthver_pairs(data: Path = SHARED) -> list[LabelledPair]:
    """All pairs: 1,392 claims on 320 documents, 62 connected components."""
    folder = data / "healthver"
    texts = _corpus(folder / "corpus.jsonl.gz")
    claims = _lines(folder / "claims_train.jsonl.gz")
    return [pair for claim in claims for pair in _pairs(claim, claim["doc_ids"], texts, "healthver")]


def without_documents_of(pairs: Sequence[LabelledPair], others: Sequence[LabelledPair]) -> list[LabelledPair]:
    """The pairs of claims none of whose documents is among those of `others`."""
    taken = {pair.document_id for pair in others}
    met = {pair.claim_id for pair in pairs if pair.document_id in taken}
    return [pair for pair in pairs if pair.claim_id not in met]


def half(pairs: Sequence[LabelledPair], which: Literal["even", "odd"]) -> list[LabelledPair]:
    """The pairs whose document's number is even (to choose and to learn on) or odd (to report on).

    No document is in both, but a claim may be: of HealthVer's odd pairs, 78% have a claim that an even pair has. Take
    `folds(pairs, 2)` where claims must be apart as well.
    """
    wanted = 0 if which == "even" else 1
    return [pair for pair in pairs if int(pair.document_id.rpartition(":")[2]) % 2 == wanted]


def folds(pairs: Sequence[LabelledPair], k: int, by: Literal["both", "document"] = "both") -> list[int]:
    """For each pair the fold, 0 to k - 1, that it is tested in; folds are of about the same size.

    With `both`, pairs that share a claim or a document, directly or through others, lie in one fold; with `document`,
    a claim may return in another fold with another document.
    """
    names = groups(pairs) if by == "both" else [pair.document_id for pair in pairs]
    sizes = {name: names.count(name) for name in dict.fromkeys(names)}
    filled, fold_of = [0] * k, dict[str, int]()
    for name in sorted(sizes, key=lambda each: (-sizes[each], each)):
        fold_of[name] = filled.index(min(filled))
        filled[fold_of[name]] += sizes[name]
    return [fold_of[name] for name in names]


def groups(pairs: Sequence[LabelledPair]) -> list[str]:
    """For each pair the name of its connected component of claims and documents."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for pair in pairs:
        parent[root(f"claim {pair.claim_id}")] = root(f"document {pair.document_id}")
    return [root(f"claim {pair.claim_id}") for pair in pairs]


def scifact_texts(data: Path = SHARED) -> Iterator[tuple[str, str, tuple[tuple[int, int], ...]]]:
    """Of each abstract of the corpus its number, its text as in `passage`, and its sentences as offsets in it."""
    for number, source in _corpus(data / "scifact" / "corpus.jsonl.gz").items():
        yield number, source.text, source.places


def _pairs(claim: dict[str, Any], cited: list[int], texts: dict[str, _Text], name: str) -> Iterator[LabelledPair]:
    for number in dict.fromkeys(str(each) for each in (*cited, *claim["evidence"])):
        evidence = claim["evidence"].get(number, [])
        source = texts[number]
        yield LabelledPair(
            f"{name}:{claim['id']}",
            f"{name}:{number}",
            claim["claim"].strip(),
            source.text,
            _LABELS[evidence[0]["label"]] if evidence else "not_found",
            tuple(tuple(source.places[k] for k in each["sentences"] if k < len(source.places)) for each in evidence),
        )


def _corpus(path: Path) -> dict[str, _Text]:
    return {str(row["doc_id"]): _text(row["title"], row["abstract"]) for row in _lines(path)}


def _text(title: str, abstract: Sequence[str]) -> _Text:
    text, places = title.strip() + "\n\n", list[tuple[int, int]]()
    for sentence in (each.strip() for each in abstract):
        text += " " if places else ""
        places.append((len(text), len(text) + len(sentence)))
        text += sentence
    return _Text(text, tuple(places))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)
