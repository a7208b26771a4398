"""The shared test data as BEIR folders: python benchmarks/to_beir.py (scifact | bioasq | abstracts) OUT [--data DIR].

scifact    OUT/scifact (300 test topics) and OUT/scifact-train (the train claims, each with its cited documents)
bioasq     OUT: the distinct whole articles with the PMIDs that gold snippets prove, and questions.jsonl with gold ids
abstracts  OUT: titles and abstracts of mixed origin, ids by line number, for load
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
Row = dict[str, Any]
Votes = Counter[str]  # PMID -> letters
_PROOF = 40  # letters and digits: a shorter snippet may stand in any article
_TITLE = re.compile(r"(.+?[.?!])\s+(?=[A-Z0-9\"'(])", re.S)


def scifact(data: Path, out: Path) -> dict[str, int]:
    """SciFact as BEIR has it: the abstract's sentences joined by a space."""
    corpus = [
        {"_id": str(row["doc_id"]), "title": row["title"], "text": " ".join(row["abstract"])}
        for row in _rows(data / "scifact" / "corpus.jsonl.gz")
    ]
    topics = (line.rstrip("\n").split("\t") for line in _lines(data / "scifact" / "topics.test.tsv.gz"))
    test = [{"_id": name, "text": text} for name, text in topics]
    judged = (line.split() for line in _lines(data / "scifact" / "qrels.test.txt"))
    qrels = [(query, document, int(score)) for query, _, document, score in judged]
    claims = list(_rows(data / "scifact" / "claims_train.jsonl.gz"))
    train = [{"_id": str(claim["id"]), "text": claim["claim"]} for claim in claims]
    cited = [(str(claim["id"]), str(document), 1) for claim in claims for document in claim["cited_doc_ids"]]
    _folder(out / "scifact", corpus, test, qrels)
    _folder(out / "scifact-train", corpus, train, cited)
    sizes = (len(corpus), len(test), len(qrels), len(train), len(cited))
    return dict(zip(("documents", "topics", "qrels", "train claims", "train qrels"), sizes, strict=True))


def bioasq(data: Path, out: Path) -> dict[str, int]:
    """The articles name no PMID: one is given where its gold snippets are the article's own, or stand in it."""
    pairs = list(_rows(data / "bioasq" / "snippet_extraction.jsonl.gz"))
    golden = {_squeezed(row["body"]): row for row in _rows(data / "bioasq" / "golden_7b-11b.jsonl.gz")}
    votes: dict[str, Votes] = defaultdict(Counter)
    for pair in pairs:
        votes[pair["article"]] += _votes(pair, golden[_squeezed(pair["question"])])
    pmids = _proven(votes)
    corpus = [_article(number, article, pmids.get(article, "")) for number, article in enumerate(votes, 1)]
    asked = dict.fromkeys(pair["question"] for pair in pairs)
    questions = [_question(golden[_squeezed(text)], set(pmids.values())) for text in asked]
    _write(out / "corpus.jsonl", corpus)
    _write(out / "questions.jsonl", questions)
    return {
        "articles": len(corpus),
        "articles with a PMID": len(pmids),
        "questions": len(questions),
        "questions with gold": sum(bool(question["gold"]) for question in questions),
        "gold documents": sum(len(question["gold"]) for question in questions),
        "gold of BioASQ that no article here is": sum(question["gold_elsewhere"] for question in questions),
    }


def abstracts(data: Path, out: Path) -> dict[str, int]:
    """Line N has the id N; a PMID is kept where one is given, and only the first line that gives it."""
    seen: set[str] = set()
    rows = []
    for number, row in enumerate(_rows(data / "abstracts" / "abstracts.jsonl.gz"), 1):
        pmid = str(row["pmid"] or "")
        rows.append({"_id": str(number), "title": row["title"] or "", "text": row["abstract"] or ""})
        if pmid.isdecimal() and pmid not in seen:  # some are Web of Science ids
            rows[-1]["pmid"] = pmid
            seen.add(pmid)
    _write(out / "corpus.jsonl", rows)
    return {"documents": len(rows), "with a PMID": len(seen)}


def _votes(pair: Row, golden: Row) -> Votes:
    """PMID -> letters of its gold snippets that are the pair's own snippets or stand in its article.

    Where the snippet has a label ("BACKGROUND:") that the article lacks, only the pair's own snippet shows it."""
    article = _squeezed(pair["article"])
    own = [text for text in map(_squeezed, json.loads(pair["target"])["snippets"]) if len(text) >= _PROOF]
    votes: Votes = Counter()
    for snippet in golden["snippets"]:
        text = _squeezed(snippet["text"])
        if len(text) >= _PROOF and (text in article or any(text in mine or mine in text for mine in own)):
            votes[snippet["document"].rsplit("/", 1)[-1]] += len(text)
    return votes


def _proven(votes: dict[str, Votes]) -> dict[str, str]:
    """article -> PMID, where one has twice the votes of any other, and no other article has it."""
    best = {article: _first(found) for article, found in votes.items()}
    claimed = Counter(best.values())
    return {article: pmid for article, pmid in best.items() if pmid and claimed[pmid] == 1}


def _first(votes: Votes) -> str:
    (pmid, most), (_, next_most) = (*votes.most_common(2), ("", 0), ("", 0))[:2]
    return pmid if most > 2 * next_most else ""  # a sentence that many papers share proves nothing


def _article(number: int, article: str, pmid: str) -> Row:
    match = _TITLE.match(article)
    title, text = (match.group(1), article[match.end() :]) if match else ("", article)
    row = {"_id": f"article-{number}", "title": title, "text": text}
    return {**row, "pmid": pmid} if pmid else row


def _question(golden: Row, held: set[str]) -> Row:
    here = [f"pubmed:{pmid}" for pmid in golden["pmids"] if pmid in held]
    elsewhere = len(golden["pmids"]) - len(here)
    return {"id": golden["id"], "question": golden["body"], "gold": here, "gold_elsewhere": elsewhere}


def _squeezed(text: str) -> str:
    """Letters and digits only, as the two files differ in spacing and in how they break non-ASCII characters."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _folder(out: Path, corpus: list[Row], queries: list[Row], qrels: list[tuple[str, str, int]]) -> None:
    _write(out / "corpus.jsonl", corpus)
    _write(out / "queries.jsonl", queries)
    (out / "qrels").mkdir(exist_ok=True)
    lines = ["query-id\tcorpus-id\tscore", *(f"{query}\t{document}\t{score}" for query, document, score in qrels)]
    (out / "qrels" / "test.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write(path: Path, rows: Iterable[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _rows(path: Path) -> Iterator[Row]:
    return (json.loads(line) for line in _lines(path))


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from file


COLLECTIONS = {"scifact": scifact, "bioasq": bioasq, "abstracts": abstracts}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", choices=COLLECTIONS)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=DATA)
    arguments = parser.parse_args()
    for what, count in COLLECTIONS[arguments.collection](arguments.data, arguments.out).items():
        print(f"{count:>8,} {what}")
