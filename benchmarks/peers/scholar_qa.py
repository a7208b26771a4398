"""ai2-scholar-qa over the pairs: `python -m benchmarks.peers.scholar_qa PAIRS OUT [MOST]`, in an environment that has it.

Each pair is one question whose retriever finds one document, the cited one. The stub hands in the planted claim twice,
as a model that errs would: as the "verbatim quote" of the document, which the engine's quote matcher looks for, and as
the sentence of the report, with the engine's own mark. Two files are written: OUT says what became of the sentence in
the report, OUT.quotes what the quote matcher said, which the report does not show.
"""

import json
import logging
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.update(LITELLM_LOCAL_MODEL_COST_MAP="True", LANGSMITH_TRACING="false")  # before litellm is imported
os.environ.pop("OPENAI_API_KEY", None)  # with it, a moderation service would be asked

from scholarqa import PaperFinder, ScholarQA
from scholarqa.config.config_setup import LogsConfig
from scholarqa.models import ToolRequest
from scholarqa.rag.retriever_base import AbstractRetriever

from benchmarks.peers.pairs import INVENTED, RETRACTED, Pair, Result, outcome, read_pairs, write_results
from benchmarks.peers.stub import stub

MODEL = "openai/gpt-4o"  # a name whose prices litellm knows; the stub answers
MARK = re.compile(r"\[\d+ \| [^\]|]+ \| \d+ \| Citations: \d+\]")
NO_SUCH = "[999999999 | Nobody et al. | 2020 | Citations: 5]"
PIECE = 3_000  # characters of a snippet, about what the engine's own index gives
QUESTION = "What is known about item {}?"
DRAFTS: dict[str, Pair] = {}  # the pair that a question asks about


def reply(words: str) -> str:
    """What a step of the pipeline is answered, told apart by what its prompt asks for."""
    pair = DRAFTS[re.findall(r"about item (\d+)\?", words)[-1]]
    if "rewritten_query_for_keyword_search" in words:
        return json.dumps({
            "earliest_search_year": "", "latest_search_year": "", "venues": "", "authors": [], "field_of_study": "",
            "rewritten_query": QUESTION.format(pair.id), "rewritten_query_for_keyword_search": "",
        })  # fmt: skip
    if "<section_references>" in words:
        mark = (
            NO_SUCH
            if pair.kind == INVENTED
            else MARK.findall(words.partition("here are the reference quotes")[2] or words)
        )
        found = mark if isinstance(mark, str) else next(m for m in mark if m.startswith("[1001 "))
        return f"Findings\nTLDR; This section says what was found. It is short.\n\n{pair.claim.rstrip('.')} {found}."
    if "here are the quotes from the papers" in words.lower():
        plan = {"name": "Findings", "format": "synthesis", "quotes": [0]}
        return json.dumps({"cot": "One finding.", "report_title": "Findings", "dimensions": [plan]})
    return json.dumps({"quote": pair.claim})


class OneDocument(AbstractRetriever):
    """Finds the pair's document, in pieces."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair

    def retrieve_passages(self, query: str, **filter_kwargs: Any) -> list[dict[str, Any]]:
        """Its pieces, each with the document's metadata, so that no service has to be asked for them."""
        about = {
            "corpus_id": "1001", "corpusId": "1001", "title": "A paper", "abstract": self._pair.passage[:2_000],
            "authors": [{"name": "Ann Author", "authorId": "1"}, {"name": "Bo Other", "authorId": "2"}], "year": 2020, "venue": "A journal",
            "publicationVenue": None, "citationCount": 5, "referenceCount": 5, "influentialCitationCount": 0,
            "isOpenAccess": True, "openAccessPdf": None, "s2FieldsOfStudy": ["Medicine"], "externalIds": {},
        }  # fmt: skip
        at, found = 0, []
        for piece in pieces(self._pair.passage):
            found.append(about | {
                "text": piece, "score": 1.0, "section_title": "body", "char_start_offset": at, "sentence_offsets": [],
                "ref_mentions": [], "pdf_hash": "", "stype": "vespa",
            })  # fmt: skip
            at += len(piece)
        return found

    def retrieve_additional_papers(self, query: str, **filter_kwargs: Any) -> list[dict[str, Any]]:
        """None."""
        return []


class Request(ToolRequest):
    """With a field that version 0.8.14 reads and does not have, so that its own `answer_query` fails on every question."""

    thread_id: str | None = None


class Watched(ScholarQA):
    """Remembers what the quote matcher found."""

    matched = False

    def extract_quote_citations(self, *given: Any, **named: Any) -> Any:
        """As the engine's own; a quote that was matched has the title of its section."""
        summaries, quotes = super().extract_quote_citations(*given, **named)
        self.matched = all("section_title" in quote for each in quotes.values() for quote in each)
        return summaries, quotes


def pieces(text: str) -> list[str]:
    """Paragraphs, put together up to PIECE characters."""
    found = [""]
    for paragraph in text.split("\n\n"):
        if found[-1] and len(found[-1]) + len(paragraph) > PIECE:
            found.append("")
        found[-1] += paragraph + "\n\n"
    return found


def ask(pair: Pair, number: int, url: str, folder: str) -> tuple[Result, Result]:
    """One question: the report's sentence, and the quote matcher's word."""
    DRAFTS[str(number)] = pair
    logs = LogsConfig(log_dir=folder, llm_cache_dir="cache", log_level="CRITICAL")
    logs.init_formatter()
    engine = Watched(
        PaperFinder(OneDocument(pair)), llm_model=MODEL, logs_config=logs, run_table_generation=False,
        llm_kwargs={"api_base": url, "api_key": "stub"}, fallback_llm="", validate=False,
    )  # fmt: skip
    logs.task_id = str(number)
    asked = Request(task_id=str(number), query=QUESTION.format(number), user_id="lib_user")
    answer = engine.run_qa_pipeline(asked, False).model_dump()
    text = "\n".join(section["text"] for section in answer["sections"])
    made = outcome(pair.claim.rstrip("."), text, is_marked="(Author et al., 2020)" in text)
    said = Result(pair.id, pair.kind, pair.label, made, f"{answer['sections'][0]['tldr']} || {text[-400:]}")
    return said, Result(pair.id, pair.kind, pair.label, "kept" if engine.matched else "flagged", pair.claim[:400])


def main() -> None:
    """All pairs, one after the other."""
    pairs = read_pairs(Path(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 40)
    reports, quotes = [], []
    with stub(reply) as url, tempfile.TemporaryDirectory() as folder:
        logging.disable(logging.CRITICAL)
        for number, pair in enumerate(pairs):
            try:
                said, matched = ask(pair, number, url, folder)
            except Exception as error:  # noqa: BLE001  # a peer that falls over is a result too
                said = matched = Result(pair.id, pair.kind, pair.label, "failed", repr(error)[:300])
            reports.append(said)
            quotes.append(matched)
            if number % 100 == 0:
                print(number, said.outcome, matched.outcome, file=sys.stderr)
    write_results(Path(sys.argv[2]), reports)
    write_results(Path(f"{sys.argv[2]}.quotes"), [r for r in quotes if r.kind not in (INVENTED, RETRACTED)])


if __name__ == "__main__":
    main()
