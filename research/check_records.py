"""A library as the citation check looks records up in it."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from evidence.external import doi_key
from evidence.library.library import Library
from evidence.model import Document, Query
from evidence.work_key import title_letters, work_key
from indexers.lexical import LexicalRetriever

SHARED = 20  # records with one key of a title, above which the key tells nothing ("Editorial")
NEAR = 5  # documents whose titles are compared, where no key is equal
LOOKED_AT = 300  # first hits of a title's words; a record without an abstract stands far below for a misspelled title


class LibraryRecords:
    """`citations.records.Records` over one revision of a library."""

    def __init__(self, library: Library, lexical: LexicalRetriever) -> None:
        self._library = library
        self._lexical = lexical
        self.place = f"the library {library.folder}"

    def by_id(self, document_id: str) -> Document | None:
        """The live document of that id."""
        return self._library.get(document_id)

    def by_pmid(self, pmid: str) -> Document | None:
        """`pubmed:<pmid>`."""
        return self._library.get(f"pubmed:{pmid}")

    def by_pmcid(self, pmcid: str) -> Document | None:
        """By the record's own PMCID, else the full text of that number."""
        return self._one(self._library.having("pmcid", [pmcid], SHARED)) or self._library.get(f"pmc:{pmcid}")

    def by_doi(self, doi: str) -> Document | None:
        """By the record's own DOI."""
        return self._one(self._library.having("doi", [doi_key(doi)], SHARED))

    def by_title(self, title: str) -> Sequence[Document]:
        """Those whose title has the same key; else those of the words' first hits that share its letters."""
        key = work_key(Document("", title, "", "", "pubmed-xml"))
        heads = self._library.having("work", [key], SHARED) if key else {}
        found = list(self._library.documents(heads).values()) or self._nearly(title)
        wanted = title_letters(title)
        return sorted(found, key=lambda d: (not title_letters(d.title).startswith(wanted), d.id))

    def _nearly(self, title: str) -> list[Document]:
        """Of the words' first hits the very first, and those whose titles have most of its letters."""
        hits = [each.document_id for each in self._lexical.rank(Query(title), LOOKED_AT)]
        wanted = title_letters(title)
        matcher = SequenceMatcher(None, "", wanted, autojunk=False)
        alike = {}
        for document_id, head in self._library.heads(hits[NEAR:]).items():
            matcher.set_seq1(title_letters(head.title)[: len(wanted)])
            alike[document_id] = matcher.quick_ratio()
        nearest = sorted(alike, key=lambda i: (-alike[i], i))[:NEAR]
        return list(self._library.documents((*hits[:NEAR], *nearest)).values())

    def like(self, text: str, most: int) -> Sequence[Document]:
        """By BM25, best first."""
        ids = [each.document_id for each in self._lexical.rank(Query(text), most)]
        held = self._library.documents(ids)
        return [held[i] for i in ids if i in held]

    def _one(self, heads: Mapping[str, object]) -> Document | None:
        """The first by id, where there are several."""
        return self._library.get(min(heads)) if heads else None
