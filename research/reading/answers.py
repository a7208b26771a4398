"""For a question and documents: the sentences that answer it, scored. No model writes anything here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evidence.model import Document, Evidence
from evidence.ports import Embedder
from evidence.text.sentences import sentences
from research.reading.population import off_population
from research.reading.terms import Terms, stems

# What a sentence's place and form are worth, beside its likeness to the question (0 to 1). Chosen on half of the
# articles of BioASQ's snippet set, by article; see benchmarks/README.md.
PLACE = {"CONCLUSIONS": 0.12, "RESULTS": 0.10, "METHODS": -0.12, "OBJECTIVE": -0.15, "BACKGROUND": -0.04}
LIKENESS, COVERAGE, LEXICAL = 0.55, 0.35, 0.10
NUMBERS = 0.04
OFF = 0.2  # what it costs to be about animals, or children where adults are asked about
MOST_READ = 160  # sentences given to the embedder: 1.5 to 2.5 CPU seconds without AMX's help
LONGEST, SHORTEST = 420, 30  # characters of a sentence worth quoting

_AIM = re.compile(
    r"^(?:To (?:assess|determine|evaluate|compare|investigate|examine|estimate|study|review|describe|identify|test|find)\b"
    r"|(?:We|This (?:study|review|trial|paper|article|work)|The (?:present|current)? ?(?:aim|objective|purpose|goal|study))"
    r"\b.{0,40}\b(?:aim\w*|sought|objective|purpose|investigat\w*|evaluat\w*|examin\w*|assess\w*|review(?:s|ed)?|was to)\b"
    r"|(?:The )?(?:aim|objective|purpose|goal)s?\b|Whether\b|Here,? we (?:review|describe|discuss))",
    re.IGNORECASE,
)
# what was measured, without what was found
_OUTCOME = re.compile(
    r"\b(?:primary|secondary|main|key|safety|efficacy)\b.{0,50}?\b(?:outcomes?|end ?-?points?|measures?)\b"
    r".{0,40}?\b(?:was|were|is|are|included?|comprised)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"%|\bCI\b|ratio|\bp ?[<=>]|\d+ (?:of|v|vs) \d|reduced|increased|lower|higher|improved|occurred|differ",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:This|These|Those|Such|It|They|Their|Its|He|She|That|Both|Similarly|However|Thus|Therefore|Hence|Moreover|"
    r"Furthermore|Additionally|In addition|Conversely|In contrast|Nevertheless|Consequently|The (?:former|latter|same|"
    r"corresponding)|Here)\b(?! (?:study|trial|review|meta-analysis|guideline|systematic|analysis)\b)"
)
_BOILERPLATE = re.compile(
    r"ClinicalTrials\.gov|PROSPERO|registration|registered|Funded by|funding|copyright|©|All rights reserved|"
    r"written for the Evidence sample library|conflicts? of interest|Level of evidence|further (?:studies|research)|"
    r"more research|future (?:studies|research)|remains? (?:unclear|unknown|to be)",
    re.IGNORECASE,
)
# sections that say nothing of their own; a reference's title under a guideline is not the guideline's word
_NOT_TEXT = re.compile(
    r"(?:title|references?(?: list)?|bibliography|literature cited|works cited|citations?|sources|footnotes|related .*|see also|"
    r"further reading|acknowledge?ments?|funding(?: .*)?|conflicts? of interest|disclosures?|abbreviations|contents|"
    r"trial registration(?: .*)?|clinical trial registration.*|registration|about this .*|permissions?|copyright.*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence of a document (offsets into its text), how well it answers, and its likeness to the question."""

    evidence: Evidence
    start: int
    end: int
    text: str
    score: float
    likeness: float  # cosine with the question, 0 where there is no embedder
    coverage: float  # of the question's topic words, in the sentence and its title together
    in_document: float  # of the same, anywhere in the document
    off: bool = False  # about others than the question asks about


def read_answers(
    question: str, terms: Terms, pool: Sequence[Evidence], embedder: Embedder | None, most: int = MOST_READ
) -> list[Answer]:
    """The `most` quotable sentences of the pool that are nearest by words, best first; ties by document id and place."""
    found = [(e, s, t) for e in pool for s, t in quotable(e.document)]
    if not found:
        return []
    lexical = _lexical(question, [e.document.text[s:t] for e, s, t in found])
    ground = [_ground(terms, e.document, s, t) for e, s, t in found]
    first = sorted(range(len(found)), key=lambda i: -(ground[i][0] + 0.3 * lexical[i]))[:most]
    likeness = _likeness(question, [found[i][0].document.text[found[i][1] : found[i][2]] for i in first], embedder)
    whole = {e.document.id: terms.coverage(stems(e.document.text)) for e in pool}
    answers = []
    for i, alike in zip(first, likeness, strict=True):
        evidence, start, end = found[i]
        score = COVERAGE * ground[i][0] + LEXICAL * lexical[i] + LIKENESS * alike + ground[i][1]
        text = evidence.document.text[start:end]
        off = off_population(question, f"{evidence.document.title} {text}")
        score -= OFF if off else 0.0
        answers.append(Answer(evidence, start, end, text, score, alike, ground[i][0], whole[evidence.document.id], off))
    return sorted(answers, key=lambda a: (-a.score, a.evidence.document.id, a.start))


def quotable(document: Document) -> list[tuple[int, int]]:
    """Spans of sentences that can stand alone in a report: not aims, not boilerplate, not leaning on what came before."""
    spans = []
    for section in document.sections or ():
        if _NOT_TEXT.fullmatch(section.label.strip()):
            continue
        spans += sentences(document.text, section.start, section.end)
    if not document.sections:
        spans = sentences(document.text)
    return [(s, t) for s, t in spans if worth_quoting(document.text[s:t])]


def worth_quoting(sentence: str) -> bool:
    """Whether a reader who sees only this sentence learns something."""
    return (
        SHORTEST <= len(sentence) <= LONGEST
        and not sentence.endswith("?")
        and not _AIM.search(sentence)
        and not (_OUTCOME.search(sentence) and not _FOUND.search(sentence))
        and not _LEANS.search(sentence)
        and not _BOILERPLATE.search(sentence)
    )


def _ground(terms: Terms, document: Document, start: int, end: int) -> tuple[float, float]:
    """(coverage, what place and form are worth)."""
    text = document.text[start:end]
    own = terms.coverage(stems(text))
    with_title = terms.coverage(stems(text) | stems(document.title))
    section = next((s for s in document.sections if s.start <= start < s.end), None)
    place = PLACE.get(section.category, 0.0) if section else 0.0
    return 0.6 * own + 0.4 * with_title, place + (NUMBERS if _NUMBER.search(text) else 0.0)


def _lexical(question: str, texts: Sequence[str]) -> list[float]:
    """BM25 of the run's own sentences (rank-bm25), scaled to 0..1."""
    from rank_bm25 import BM25Okapi

    from evidence.text.words import content_words, stem

    corpus = [[stem(w) for w in content_words(t)] or [""] for t in texts]
    scores = [float(s) for s in BM25Okapi(corpus).get_scores([stem(w) for w in content_words(question)])]
    top = max(scores, default=0.0)
    return [max(s, 0.0) / top if top > 0 else 0.0 for s in scores]


def _likeness(question: str, texts: Sequence[str], embedder: Embedder | None) -> list[float]:
    if embedder is None:
        return [0.0] * len(texts)
    vectors: Any = embedder.embed_passages(texts)
    return [float(x) for x in vectors @ embedder.embed_query(question)[0]]
