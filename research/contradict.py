"""What speaks against a claim: looked for, not stumbled on.

A search with the claim's own words finds what says the same. So three searches are made, each with the claim's subject
and different words of direction (decoupled queries; TREC BioGen 2025 found that lexical search does this well and dense
search alone does not): the claim as it is, its denial, and its opposite. They are joined by reciprocal rank fusion
(Cormack, Clarke and Büttcher 2009). What they find is then read.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from citations.audit import LONGEST, whole
from citations.judges.nearest import nearest
from citations.judges.readings import key, kinds, opposites
from citations.judges.tokens import tokens
from evidence.checked import Against
from evidence.model import Document, Filters, Query, Verdict
from evidence.ports import Judge, Retriever
from evidence.report import Direction

DENIALS = ("no", "not", "without", "failed", "significant", "difference", "effect")
DIRECTIONS = (
    "increased", "decreased", "improved", "worsened", "enhanced", "impaired", "inhibited", "activated", "more", "fewer",
    "high", "low", "superior", "inferior", "effective", "ineffective", "protective", "beneficial", "harmful", "prevented",
    "caused", "positive", "negative", "longer", "shorter",
)  # fmt: skip
OPPOSITES = 4  # words for one
DEPTH = 20  # hits of each search
READ = 15  # documents that are read
CONSTANT = 60  # of the fusion, as in its paper
SHARED = (
    0.5  # share of the claim's weight that a sentence has before its turning words count; SciFact's training claims
)
LEANS = 0.4  # chance of contradicted, with at least ON_IT of the claim in one sentence: set on SciFact's dev claims, where 12 of
# 71 contradictions reach it, 5 of 138 that support, 10 of 431 others
ON_IT = 0.3
TURNS = ("direction", "negation")

Documents = Callable[[Iterable[str]], Mapping[str, Document]]


def opposed(directions: Sequence[Direction]) -> bool:
    """Whether at least two different directions are stated."""
    return len({d for d in directions if d}) > 1


def queries_against(claim: str) -> tuple[str, ...]:
    """The claim, its subject with denials, and its subject with the opposites of its words of direction."""
    row = tokens(claim)
    turning = {key(word) for word in DIRECTIONS}
    subject = [t.text for t in row if t.key not in turning and kinds().get(t.key) != "negation"]
    opposite = [word for t in row if t.key in turning for word in _opposites(t.key)[:OPPOSITES]]
    made = (claim, " ".join((*subject, *DENIALS)), " ".join((*subject, *opposite)) if opposite else "")
    return tuple(query for query in made if query.strip())


def speaks_against(
    claim: str,
    retriever: Retriever,
    documents: Documents,
    judge: Judge,
    cited: Collection[str] = (),
    filters: Filters = Filters(),
    most: int = 3,
) -> list[Against]:
    """At most `most` sentences that may speak against the claim, best found first.

    Documents that are cited, retracted or notices are passed over. About one contradiction in six is seen, and not every
    sentence that is shown is one (benchmarks/README.md).
    """
    if len(claim) > LONGEST:
        return []
    found = [i for i in _found(claim, retriever, filters) if i not in cited][:READ]
    held = documents(found)
    read = (
        _against(claim, held[i], judge) for i in found if i in held and held[i].status not in ("retracted", "notice")
    )
    return [each for each in read if each is not None][:most]


def _found(claim: str, retriever: Retriever, filters: Filters) -> list[str]:
    scores: dict[str, float] = defaultdict(float)
    for query in queries_against(claim):
        for rank, hit in enumerate(retriever.search(Query(query, filters), DEPTH), start=1):
            scores[hit.passage.document_id] += 1 / (CONSTANT + rank)
    return sorted(scores, key=lambda i: (-scores[i], i))


def _against(claim: str, document: Document, judge: Judge) -> Against | None:
    """By the judge, by its chances, or by a sentence on the same matter whose words turn it round."""
    passages = (whole(document),)
    verdict = judge.judge(claim, passages)
    if verdict.support == "supported":
        return None
    near = nearest(claim, passages)
    leans = near.cover >= ON_IT and _leans_against(verdict)
    if verdict.quote and (verdict.support == "contradicted" or leans):
        reason = verdict.reason if verdict.support == "contradicted" else "It reads as if it said otherwise."
        return Against(document.id, verdict.start, verdict.end, verdict.quote, reason, verdict.mismatches)
    turned = tuple(m for m in near.comparison.mismatches if m.kind in TURNS)
    if near.cover < SHARED or not turned:
        return None
    told = "; ".join(f"“{m.source}” where the claim has “{m.claim}”" for m in turned)
    return Against(document.id, near.start, near.end, near.quote, f"It speaks of the same, with {told}.", turned)


def _leans_against(verdict: Verdict) -> bool:
    """Contradicted is likelier than supported, and not unlikely."""
    return verdict.chances is not None and verdict.chances[1] >= max(LEANS, verdict.chances[0])


def _opposites(word: str) -> list[str]:
    return [other for pair in opposites() if word in pair for other in sorted(pair - {word})]
