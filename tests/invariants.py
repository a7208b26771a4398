"""The invariants of docs/architecture.md, held against a report's JSON and the library that it was made from.

Nothing here calls the code that keeps them: offsets, numbers, filters and links are looked at afresh.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import research
from evidence.library.library import Library
from evidence.model import Document
from evidence.settings import Settings
from indexers.inputs import file_inputs, pubmed_inputs
from research.load import load

Json = dict[str, Any]

SAMPLE = Path(research.__file__).parent / "sample"

# INTERFACE.md's names, by hand; more are allowed.
REPORT = [
    *(
        "run",
        "question",
        "kind",
        "revision",
        "policy",
        "plan",
        "searches",
        "sections",
        "claims",
        "documents",
        "removed",
    ),
    *("excluded", "limits", "measures"),
]
SEARCH = ["text", "syntax", "source", "filters", "at", "found", "kept"]
CITATION = ["document_id", "passage_id", "start", "end", "quote", "support", "judge"]
SHOW = [
    *("id", "title", "text", "sections", "published", "authors", "journal", "identifiers", "publication_types", "mesh"),
    *("design", "level", "status", "links", "source", "licence", "url"),
]
MEASURES = ["sentences", "cited_sentences", "citations", "supported_citations"]
STATUSES = {"current", "corrected", "concern", "superseded", "retracted", "notice"}
SUPPORT = {"supported", "partial", "contradicted", "not_found", "undecided"}

# NLM's CommentsCorrections: a record that says this of another takes it out of evidence, or needs leave to be cited.
SPEAKS = {
    "RetractionOf": "retracted",
    "RetractedandRepublishedFrom": "retracted",
    "ExpressionOfConcernFor": "concern",
    "UpdateOf": "superseded",
}
SAYS_OF_ITSELF = {
    "RetractionIn": "retracted",
    "RetractedandRepublishedIn": "retracted",
    "ExpressionOfConcernIn": "concern",
    "UpdateIn": "superseded",
}
RETRACTED, RETRACTION, ERRATUM, CONCERN = "D016441", "D016440", "D016425", "D000075742"  # publication types' UIs
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,·]\d+)?")
_COUNT = re.compile(r"\d+(?:[,\u2009\u202f\u00a0 ]\d{3})*")
_FIGURE = re.compile(r"\d+(?:[.,·]\d+)*")


def violations(report: Json, library: Library) -> list[str]:
    """Every way in which a report breaks its promises, in plain words; [] for one that keeps them."""
    documents = library.documents({c["document_id"] for claim in report["claims"] for c in claim["citations"]})
    return [
        *_keys(report),
        *(fault for claim in report["claims"] for fault in _claim(claim, documents)),
        *(fault for d in report["documents"] for fault in _document(d, documents.get(d["id"]), report, library)),
        *_numbering(report),
        *_references(report),
        *(fault for row in report["table"] for fault in _row(row, documents)),
        *_answer(report),
        *_searches(report),
        *_measures(report),
        *_empty(report),
    ]


def without_run(report: Json) -> Json:
    """What two equal runs share."""
    return {k: v for k, v in report.items() if k != "run"} | {
        "searches": [{k: v for k, v in s.items() if k != "at"} for s in report["searches"]]
    }


def build_sample(folder: Path, embedder: str) -> Library:
    """The sample library in a folder."""
    inputs = [*pubmed_inputs([SAMPLE / "pubmed"]), *file_inputs([SAMPLE / "guidelines"], None)]
    load(Settings(library=folder, embedder=embedder), inputs)
    return Library.open(folder)


def _missing(where: str, value: Json, keys: list[str]) -> Iterator[str]:
    for key in keys:
        if key not in value:
            yield f"{where} has no {key}"


def _keys(report: Json) -> Iterator[str]:
    yield from _missing("the report", report, REPORT)
    yield from _missing("run", report["run"], ["id", "started", "seconds"])
    yield from _missing("measures", report["measures"], MEASURES)
    for search in report["searches"]:
        yield from _missing("a search", search, SEARCH)
    for claim in report["claims"]:
        yield from _missing("a claim", claim, ["id", "text", "citations"])
        for citation in claim["citations"]:
            yield from _missing(f"a citation of {claim['id']}", citation, CITATION)
    for document in report["documents"]:
        yield from _missing(document["id"], document, [k for k in SHOW if k != "text"])
        yield from _missing(f"{document['id']}'s identifiers", document["identifiers"], ["pmid", "pmcid", "doi"])
        if set(document["published"]) != {"date", "precision", "from"}:
            yield f"{document['id']}'s published has the keys {sorted(document['published'])}"
        if "text" in document:
            yield f"{document['id']} carries its text"


def _claim(claim: Json, documents: dict[str, Document]) -> Iterator[str]:
    if not [c for c in claim["citations"] if c["support"] in ("supported", "partial", "undecided")]:
        yield f"{claim['id']} has no standing citation"
    for citation in claim["citations"]:
        yield from (f"{claim['id']}: {fault}" for fault in _citation(citation, documents))
    quotes = [c["quote"] for c in claim["citations"]]
    for figure in _FIGURE.findall(claim["text"]):
        whole = rf"(?<![\d])(?<!\d[.,·]){re.escape(figure)}(?![.,·]?\d)"
        if not any(re.search(whole, quote) for quote in quotes):
            yield f"{claim['id']}: {figure} does not stand whole in what it quotes"
    if not claim["text"].strip():
        yield f"{claim['id']} says nothing"


def _citation(citation: Json, documents: dict[str, Document]) -> Iterator[str]:
    document_id, start, end, quote = (citation[k] for k in ("document_id", "start", "end", "quote"))
    if citation["support"] not in SUPPORT:
        yield f"there is no support called {citation['support']}"
    document = documents.get(document_id)
    if document is None:
        yield f"{document_id} is not in the library"
        return
    if not quote.strip() or document.text[start:end] != quote:
        yield f"the quote is not at {start}-{end} of {document_id}"
    passage = re.fullmatch(r"(.+)#(\d+)-(\d+)", citation["passage_id"])
    if not passage or passage[1] != document_id:
        yield f"{citation['passage_id']} is not a passage of {document_id}"
    elif not int(passage[2]) <= start < end <= int(passage[3]) <= len(document.text):
        yield f"{citation['passage_id']} does not hold {start}-{end}"


def states(document: Document, library: Library) -> set[str]:
    """Everything that the library says about a document's standing, from whichever side."""
    found = {document.status}
    found |= {SPEAKS[kind] for _, kind in library.linked_to(document.id) if kind in SPEAKS}
    found |= {SAYS_OF_ITSELF[link.kind] for link in document.links if link.kind in SAYS_OF_ITSELF}
    types = {term.ui for term in document.publication_types}
    found |= {"retracted"} if RETRACTED in types else set()
    found |= {"notice"} if types & {RETRACTION, ERRATUM, CONCERN} else set()
    return found


def _document(shown: Json, stored: Document | None, report: Json, library: Library) -> Iterator[str]:
    if stored is None:
        yield f"{shown['id']} is listed and not cited, or not in the library"
        return
    said, allowed = states(stored, library), report["policy"]["allow"]
    for state in ("retracted", "notice"):
        if state in said:
            yield f"{stored.id} is cited and is {state}"
    for state in ("concern", "superseded"):
        if state in said and state not in allowed:
            yield f"{stored.id} is cited without leave: {state}"
    if said & {"concern", "superseded"} and shown["status"] not in said - {"current", "corrected"}:
        yield f"{stored.id} is cited as {shown['status']}, and is {sorted(said)}"
    if stored.is_preprint and ("preprint" not in allowed or not shown["is_preprint"]):
        yield f"{stored.id} is a preprint, without leave or not marked"
    if (shown["title"], shown["url"], shown["design"]) != (stored.title, stored.url, stored.design):
        yield f"{stored.id} is shown otherwise than it is stored"
    if not admitted(report["policy"]["filters"], stored):
        yield f"{stored.id} is cited against the run's filters"
    if not any(admitted(s["filters"], stored) for s in report["searches"]):
        yield f"{stored.id} is cited, and no search of the report could have found it"


def admitted(filters: Json, document: Document) -> bool:
    """Whether a document satisfies filters as a report echoes them."""
    year = int(document.published.date[:4] or 0)
    held = {
        "designs": {document.design},
        "sources": {document.source, *document.also_in},
        "languages": set(document.languages),
        "statuses": {document.status},
    }
    return (
        year >= (filters["since"] or 0)
        and (filters["until"] is None or 0 < year <= filters["until"])
        and all(not filters[name] or held[name] & set(filters[name]) for name in held)
    )


def _numbering(report: Json) -> Iterator[str]:
    order = list(dict.fromkeys(c["document_id"] for claim in report["claims"] for c in claim["citations"]))
    listed = [d["id"] for d in report["documents"]]
    if sorted(listed) != sorted(order):
        yield f"documents are {listed}, cited are {order}"
    elif listed != order:
        yield f"documents are not in order of first citation: {listed}, cited {order}"
    if [d["number"] for d in report["documents"]] != list(range(1, len(listed) + 1)):
        yield "documents are not numbered 1 to n"


def _references(report: Json) -> Iterator[str]:
    claims, listed = [c["id"] for c in report["claims"]], {d["id"] for d in report["documents"]}
    yield from (f"two claims are called {i}" for i, n in Counter(claims).items() if n > 1)
    shown = [i for section in report["sections"] for i in section["claims"]]
    places = [("a section", i) for i in shown] + [("the bottom line", i) for i in report["bottom_line"]]
    places += [("a conflict", i) for conflict in report["conflicts"] for i in conflict["claims"]]
    places += [("an agreement", i) for agreement in report["agreements"] for i in agreement["claims"]]
    places += [("the answer", i) for line in (report["answer"] or {"lines": []})["lines"] for i in line["claims"]]
    yield from (f"{where} names {i}, which is not a claim" for where, i in places if i not in claims)
    yield from (f"{i} stands in no section" for i in claims if i not in shown)
    yield from (f"{i} is shown twice" for i, n in Counter(shown).items() if n > 1)
    yield from (f"a section is empty: {s['title']}" for s in report["sections"] if not s["claims"])
    yield from (
        f"the table's {r['document_id']} is not cited" for r in report["table"] if r["document_id"] not in listed
    )
    yield from (f"{e['document_id']} is cited and left out" for e in report["excluded"] if e["document_id"] in listed)
    for left in (*report["excluded"], *report["removed"]):
        if not left["reason"].strip():
            yield f"left out without a reason: {left}"


CELLS = ("participants", "population", "setting", "follow_up", "comparison", "effect", "said", "funding")


def _row(row: Json, documents: dict[str, Document]) -> Iterator[str]:
    """A row of the summary of findings: its cells located, its estimate in the words shown, its sums right."""
    document = documents.get(row["document_id"])
    if document is None:
        return
    where = f"the row of {document.id}"
    parts = [row[name] for name in CELLS if row[name]] + [part for made in row["computed"] for part in made["of"]]
    for part in parts:
        if not part["text"].strip() or document.text[part["start"] : part["end"]] != part["text"]:
            yield f"{where}: {part['text']!r} is not at {part['start']}-{part['end']}"
    effect, said = row["effect"], row["said"]
    if effect and said and not said["start"] <= effect["start"] <= effect["end"] <= said["end"]:
        yield f"{where}: the effect does not stand in what is said"
    if row["estimate"]:
        shown = _values(effect["text"] if effect else "")
        for name in ("value", "low", "high", "level"):
            value = row["estimate"][name]
            if value is not None and abs(Decimal(str(value))) not in shown:
                yield f"{where}: {value} is not in the effect's words"
    if row["direction"] not in ("less", "more", "none", ""):
        yield f"{where}: there is no direction called {row['direction']}"
    if row["direction"] and not said:
        yield f"{where}: its direction is of no sentence"
    yield from (f"{where}: {fault}" for made in row["computed"] for fault in _sum(made))


def _sum(made: Json) -> Iterator[str]:
    """The figure computed again from the counts, when they are written in digits."""
    counts = [[Decimal(re.sub(r"[^\d]", "", n)) for n in _COUNT.findall(part["text"])] for part in made["of"]]
    if [len(c) for c in counts] != [2, 2]:
        return
    (a, n), (b, m) = ((min(c), max(c)) for c in counts)
    difference = (a / n - b / m) * 100
    wanted = difference if made["measure"] == "RD" else 100 / abs(difference)
    if abs(Decimal(str(made["value"])) - wanted) > Decimal("1e-6"):
        yield f"{made['formula']} is {wanted}, not {made['value']}"


def _answer(report: Json) -> Iterator[str]:
    """No line without a claim, none beside a reason of silence only, and no figure that is not quoted, shown or counted."""
    answer = report["answer"]
    if answer is None:
        if report["claims"]:
            yield "claims are made, and there is no short answer nor a reason"
        return
    if answer["reply"] not in ("yes", "no", "undecided", ""):
        yield f"there is no reply called {answer['reply']}"
    if answer["reply"] in ("yes", "no") and not answer["lines"]:
        yield f"it is answered {answer['reply']} without a ground"
    quotes = {c["id"]: " ".join((c["text"], *(q["quote"] for q in c["citations"]))) for c in report["claims"]}
    of = {c["id"]: {q["document_id"] for q in c["citations"]} for c in report["claims"]}
    for line in answer["lines"]:
        if not line["claims"]:
            yield f"{line['text']!r} has no claim"
        cited = {d for i in line["claims"] for d in of.get(i, ())}
        rows = [row for row in report["table"] if row["document_id"] in cited]
        held = _values(" ".join(quotes.get(i, "") for i in line["claims"]))
        held |= {v for row in rows if row["effect"] for v in _values(row["effect"]["text"])}
        held |= {Decimal(row["year"]) for row in rows if row["year"]}
        held |= {v for d in report["documents"] if d["id"] in cited for v in _values(d["title"])}  # titles are named
        held |= {Decimal(n) for n in range(len(report["documents"]) + 1)}  # documents counted
        for figure in sorted(_values(line["text"]) - held):
            yield f"the answer says {figure}, which its claims and rows do not: {line['text']!r}"


def _values(text: str) -> set[Decimal]:
    """The numbers of a text without their signs."""
    return {Decimal(re.sub(r",(?=\d{3}\b)", "", f).replace("·", ".").replace(",", ".")) for f in _NUMBER.findall(text)}


def _searches(report: Json) -> Iterator[str]:
    asked = report["policy"]["filters"]
    queries = report["plan"]["queries"]
    if [(q["text"], q["filters"]) for q in queries] != [(s["text"], s["filters"]) for s in report["searches"]]:
        yield "the searches run are not the plan's"
    for search in report["searches"]:
        where, used = f"the search {search['text']!r}", search["filters"]
        for name, tighter in (("since", max), ("until", min)):
            if asked[name] is not None and (used[name] is None or tighter(used[name], asked[name]) != used[name]):
                yield f"{where} does not echo {name} {asked[name]}"
        for name in ("designs", "sources", "languages", "statuses"):
            if asked[name] and not (used[name] and set(used[name]) <= set(asked[name])):
                yield f"{where} does not echo {name} {asked[name]}"
        if not 0 <= search["kept"] <= search["found"]:
            yield f"{where} kept {search['kept']} of {search['found']}"


def _measures(report: Json) -> Iterator[str]:
    citations = [c for claim in report["claims"] for c in claim["citations"]]
    wanted = {
        "citations": len(citations),
        "supported_citations": sum(c["support"] == "supported" for c in citations),
        "cited_sentences": report["measures"]["sentences"],  # nothing stands uncited
        "removed": len(report["removed"]),
    }
    for name, value in wanted.items():
        if report["measures"][name] != value:
            yield f"measures say {report['measures'][name]} {name}, and there are {value}"
    if report["measures"]["sentences"] < len(report["claims"]):
        yield "measures count fewer sentences than there are claims"


def _empty(report: Json) -> Iterator[str]:
    said = any("Not found in these sources" in line for line in report["limits"])
    if report["claims"]:
        if said or not report["answered"]:
            yield "claims are made, and the report says that nothing was found"
        without_lead = any(line.startswith("No statement fit for a bottom line") for line in report["limits"])
        if bool(report["bottom_line"]) == without_lead:
            yield "there is no bottom line and the limits do not say so, or there is one and they deny it"
        return
    for name in ("documents", "sections", "bottom_line", "conflicts", "table"):
        if report[name]:
            yield f"nothing was found, and there are {name}"
    if not said or report["answered"]:
        yield "nothing was found, and the limits do not say so"
