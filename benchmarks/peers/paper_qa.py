"""paper-qa over the pairs: `python -m benchmarks.peers.paper_qa PAIRS OUT [MOST]`, in an environment that has paper-qa.

Each pair is one question to a fresh collection of one document, the cited one. The stub summarises a chunk by its own
first words and drafts the planted claim with paper-qa's own key for that document ("(pqac-0123abcd)").
"""

import asyncio
import json
import os
import re
import sys
from pathlib import Path

os.environ.update(LITELLM_LOCAL_MODEL_COST_MAP="True", OPENAI_API_KEY="stub")  # before litellm is imported

from paperqa import Docs, Settings, Text
from paperqa.types import DocDetails

from benchmarks.peers.pairs import INVENTED, RETRACTED, Pair, Result, outcome, read_pairs, write_results
from benchmarks.peers.stub import stub

KEY = re.compile(r"\bpqac-[a-zA-Z0-9]{8}\b")
EXAMPLES = ("pqac-d79ef6fa", "pqac-0f650d59")  # keys that the engine's own prompt shows
CHUNK = 4_000  # characters
DRAFTS: dict[str, Pair] = {}  # the pair that a question asks about
QUESTION = "What does the document say about item {}?"


def reply(words: str) -> str:
    """A summary of a chunk, or the draft of an answer."""
    pair = DRAFTS[re.findall(r"about item (\S+)\?", words)[-1]]
    keys = KEY.findall(words)
    if "relevance_score" in words or not keys:
        return json.dumps({"summary": pair.passage[:500], "relevance_score": 9})
    real = next(key for key in keys if key not in EXAMPLES)
    return f"{pair.claim.rstrip('.')} ({'pqac-deadbeef' if pair.kind == INVENTED else real})."


def settings(url: str) -> Settings:
    """Everything to the stub, no look-ups of metadata."""
    parameters = {"model": "openai/stub", "api_base": url, "api_key": "stub"}
    models = {"model_list": [{"model_name": "openai/stub", "litellm_params": parameters}]}
    made = Settings(
        llm="openai/stub", llm_config=models, summary_llm="openai/stub", summary_llm_config=models,
        embedding="openai/stub-embedding",
        embedding_config={"kwargs": {"api_base": url, "api_key": "stub", "encoding_format": "float"}},
    )  # fmt: skip
    made.parsing.use_doc_details = False
    made.parsing.multimodal = False
    return made


async def ask(pair: Pair, number: int, chosen: Settings) -> Result:
    """One question."""
    DRAFTS[str(number)] = pair
    name = "Author2020"
    doc = DocDetails(
        docname=name, dockey=f"key{number}", citation=f"Author. {pair.document_id}. 2020.", title="A paper",
        is_retracted=pair.kind == RETRACTED,
    )  # fmt: skip
    pieces = [pair.passage[i : i + CHUNK] for i in range(0, len(pair.passage), CHUNK)][:5]
    docs = Docs()
    await docs.aadd_texts([Text(text=p, name=f"{name} chunk {i}", doc=doc) for i, p in enumerate(pieces)], doc, chosen)
    session = await docs.aquery(QUESTION.format(number), settings=chosen)
    said = session.formatted_answer.partition("\n\n")[2]
    return Result(
        pair.id,
        pair.kind,
        pair.label,
        outcome(pair.claim.rstrip("."), said, is_marked=name in session.answer),
        said[-400:],
    )


async def main() -> None:
    """All pairs, one after the other."""
    pairs = read_pairs(Path(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 40)
    results = []
    with stub(reply) as url:
        chosen = settings(url)
        for number, pair in enumerate(pairs):
            try:
                results.append(await ask(pair, number, chosen))
            except Exception as error:  # noqa: BLE001  # a peer that falls over is a result too
                results.append(Result(pair.id, pair.kind, pair.label, "failed", repr(error)[:300]))
            if number % 100 == 0:
                print(number, results[-1].outcome, file=sys.stderr)
    write_results(Path(sys.argv[2]), results)


if __name__ == "__main__":
    asyncio.run(main())
