"""What `evidence export` writes: the references of a run, or documents of the library."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from citations.entry import Entry, entry_of, without_abstract
from citations.export import exporter, with_names_of_their_own
from citations.references import reference_list
from evidence.errors import UsageError
from evidence.library.library import Library
from evidence.model import Document, Status
from evidence.report import CitedDocument
from research import runs

_STATES: dict[Status, str] = {
    "retracted": "Retracted",
    "concern": "With an expression of concern",
    "superseded": "Superseded by a newer version",
}
TEXT, VANCOUVER = "text", "vancouver"
MayExport = Callable[[tuple[str, ...]], bool]  # of all the sources that hold a document: may its abstract be passed on?


def all_may(sources: tuple[str, ...]) -> bool:
    """The rule where no list of sources says otherwise."""
    return bool(sources)


@dataclass(frozen=True, slots=True)
class Exported:
    """The file's text, how many references it holds, and what a reader has to know of it."""

    text: str
    references: int
    notes: tuple[str, ...] = ()


def export(library: Library, wanted: str, form: str, may_export: MayExport = all_may, style: str = "") -> Exported:
    """The references of a run (its id or six characters of it), of the document `wanted`, or of "all".

    `style` is the form "text"'s: a numbered list as a paper prints it. Raises UsageError where there is no such run or
    document, no such format, or no such style.
    """
    if form == TEXT:
        documents = list(chosen(library, wanted))
        return Exported(
            reference_list(documents, style or VANCOUVER), len(documents), tuple(_notes(documents, [], form))
        )
    if style:
        raise UsageError(f"--style belongs to --format {TEXT}. Add that, or leave it out.")
    write = exporter(form)
    documents = list(chosen(library, wanted))
    entries = [_allowed(document, may_export) for document in documents]
    text = write(with_names_of_their_own(entry for entry, _ in entries))
    withheld = [entry.id for entry, is_whole in entries if not is_whole]
    return Exported(text, len(entries), tuple(_notes(documents, withheld, form)))


def chosen(library: Library, wanted: str) -> Iterable[Document | CitedDocument]:
    """The documents meant; those of a run as the library has them now, else as the run kept them."""
    if wanted == "all":
        return library.all_documents()
    if document := library.get(wanted):
        return [document]
    try:
        cited = runs.as_report(runs.find(library.folder, wanted)).documents
    except UsageError as error:
        raise UsageError(f"{error} Nor is {wanted} a document of this library: `evidence list` names those.") from None
    return [library.get(each.id) or each for each in cited]


def _allowed(document: Document | CitedDocument, may_export: MayExport) -> tuple[Entry, bool]:
    """(reference, whether it is whole)."""
    entry = entry_of(document)
    if not entry.abstract or may_export((document.source, *document.also_in)):
        return entry, True
    return without_abstract(entry), False


def _notes(documents: Iterable[Document | CitedDocument], withheld: list[str], form: str) -> Iterable[str]:
    states = {words: [d.id for d in documents if d.status == status] for status, words in _STATES.items()}
    gone = [d.id for d in documents if isinstance(d, CitedDocument)]
    bare = [d.id for d in documents if not d.identifiers.pmid] if form == "nbib" else []
    for words, ids in states.items():
        if ids:
            yield f"{words}: {_named(ids)}."
    if withheld:
        yield f"Without the abstract, whose source does not allow its export: {_named(withheld)}."
    if gone:
        yield f"No longer in the library, so without abstract and keywords: {_named(gone)}."
    if bare:
        yield f"Without a PMID, which programs that read NBIB want: {_named(bare)}. RIS serves these better."


def _named(ids: list[str], most: int = 10) -> str:
    return ", ".join(ids[:most]) + (f" and {len(ids) - most} more" if len(ids) > most else "")
