"""BM25 over the whole library, by tantivy. One folder a revision, made of hard links: readers keep theirs.

tantivy writes files once and lists them in meta.json, so a revision is a snapshot of links; a commit that the manifest
never published is thrown away by starting from the published snapshot again.
"""

import json
import os
import re
import shutil
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import tantivy

from evidence.errors import LibraryDamagedError, LibraryError
from evidence.library.library import Library
from evidence.library.manifest import sync_folder, write_atomically
from evidence.model import Filters, Hit, Query
from indexers.analysis import compounds, normalise, separated, stemmer, word_analyser
from indexers.ranked import Ranked, hits
from indexers.word_fields import WordFields, index_document

# Weights of the stemmed fields, chosen on SciFact's training claims (benchmarks/README.md).
BOOSTS = {"title": 0.3, "body": 1.0, "body_words": 0.2, "mesh": 0.3, "keywords": 0.3, "compounds": 0.5}
STEMMED = ("title", "body", "mesh", "keywords")
HEAP = 128_000_000  # bytes, for the writer
WORK = "work"
_NUMBERED = re.compile(r"([a-z]{1,5})(\d{1,4})")  # il6, p53, covid19: in a text also il 6, p 53, covid 19
WIDEST = 8  # times k, when many documents tie for the last place and their ids must decide


def schema() -> Any:
    """Stemmed fields for ranking, unstemmed ones with positions for phrases and truncation, raw ones for filters."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "body", "mesh", "keywords"):
        builder.add_text_field(name, tokenizer_name="stemmed", index_option="freq")
    builder.add_text_field("compounds", tokenizer_name="words", index_option="freq")
    for name in ("title_words", "body_words"):
        builder.add_text_field(name, tokenizer_name="words", index_option="position")
    for name in ("design", "source", "status", "language", "preprint"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("pmid", fast=True)  # read for a thousand hits at once, where the stored id is not
    return builder.build()


def _register(index: Any) -> None:
    index.register_tokenizer("words", word_analyser().build())
    index.register_tokenizer("stemmed", stemmer())


class LexicalWriter:
    """Follows a library. Only the holder of the writer's lock may have one."""

    def __init__(self, library: Path, published: str) -> None:
        """`published` is the snapshot to go on from, inside the library folder; "" starts an empty index."""
        self._library = library
        self._work = library / "lexical" / WORK
        shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir(parents=True)
        if published:
            link_tree(library / published, self._work)
        self._index = tantivy.Index(schema(), path=str(self._work), reuse=bool(published))
        _register(self._index)
        self._writer = self._open_writer()

    def _open_writer(self) -> Any:
        return self._index.writer(heap_size=HEAP, num_threads=1)

    def follow(self, fields: Iterable[WordFields], leaving: Sequence[str]) -> Callable[[int], str]:
        """Take documents out and put others in; what it returns commits that. tantivy works meanwhile."""
        for i in leaving:
            self._writer.delete_documents_by_term("id", i)
        for each in fields:
            self._writer.add_document(index_document(each))
        return self.commit

    def commit(self, revision: int) -> str:
        """Durable, and snapshot as `lexical/<revision>`."""
        try:
            self._writer.commit()
        except ValueError as error:  # of tantivy's thread
            raise LibraryError(
                f"BM25's index could not be written ({error}). See that the disk is not full, then run the same command again."
            ) from error
        self._writer.wait_merging_threads()  # which ends the writer: no thread touches files while they are linked
        self._writer = self._open_writer()
        self._writer.garbage_collect_files()
        target = self._library / "lexical" / f"{revision:06d}"
        shutil.rmtree(target, ignore_errors=True)  # left behind by a writer that was killed
        link_tree(self._work, target)
        return f"lexical/{revision:06d}"

    def close(self) -> None:
        """Wait for merges and remove the work folder; the published snapshot is what stays."""
        self._writer.wait_merging_threads()
        del self._writer, self._index
        shutil.rmtree(self._work, ignore_errors=True)


def _alive(folder: Path) -> set[str]:
    """The first parts of the names that belong to an index: tantivy leaves files of merged segments behind."""
    meta = folder / "meta.json"
    if not meta.is_file():
        return set()
    segments = json.loads(meta.read_bytes())["segments"]
    return {"meta", *(segment["segment_id"].replace("-", "") for segment in segments)}


def link_tree(source: Path, target: Path) -> None:
    """Hard links to every file of a folder, lock files left out; copies where the file system has no links."""
    target.mkdir(parents=True, exist_ok=True)
    alive = _alive(source)
    for path in sorted(source.iterdir()):
        if path.suffix == ".lock" or path.name.startswith(".") or (alive and path.name.split(".")[0] not in alive):
            continue
        if path.name.endswith(".json"):  # replaced by rename, but small: a copy is safe on every system
            write_atomically(target / path.name, path.read_bytes())
            continue
        try:
            os.link(path, target / path.name)
        except OSError:
            shutil.copyfile(path, target / path.name)
    sync_folder(target)
    sync_folder(target.parent)


class LexicalRetriever:
    """BM25 (Robertson and Zaragoza 2009, k1 1.2 and b 0.75 as tantivy fixes them) over one revision."""

    name = "lexical"

    def __init__(self, library: Library) -> None:
        self._library = library
        self._index: Any = None
        if not library.manifest.lexical:
            return
        self._index = self._open(library.folder / library.manifest.lexical)
        _register(self._index)

    def _open(self, folder: Path) -> Any:
        """tantivy wants to write a lock file beside an index; in a read-only folder it gets a folder of links instead."""
        try:
            if os.access(folder, os.W_OK):
                return tantivy.Index.open(str(folder))
            mirror = mkdtemp(prefix="evidence-")
            weakref.finalize(self, shutil.rmtree, mirror, ignore_errors=True)
            for path in folder.iterdir():
                if not path.name.startswith("."):  # the lock of a reader who may write there is not ours to open
                    os.symlink(path.resolve(), Path(mirror) / path.name)
            return tantivy.Index.open(mirror)
        except (ValueError, OSError) as error:
            raise LibraryDamagedError(
                f"The BM25 index {folder} cannot be opened ({error}). Load the library again, or restore it from a backup."
            ) from error

    def rank(self, query: Query, k: int) -> list[Ranked]:
        """Documents by score, best first, ties by id."""
        parsed = self._parse(query) if k > 0 else None
        if parsed is None:
            return []
        searcher = self._index.searcher()
        found = _best(searcher, parsed, k)
        pmids = self._pmids(searcher, [address for _, address in found])
        ranking = [
            Ranked(f"pubmed:{pmid}" if pmid else searcher.doc(address)["id"][0], float(score))
            for (score, address), pmid in zip(found, pmids, strict=True)
        ]
        return sorted(ranking, key=lambda r: (-r.score, r.document_id))[:k]

    def _pmids(self, searcher: Any, addresses: list[Any]) -> list[int]:
        """Of each document; 0 where only its stored id says what it is, as in an index of an older analyser."""
        try:
            return searcher.fast_field_values("pmid", addresses) if addresses else []
        except ValueError:
            return [0] * len(addresses)

    def search(self, query: Query, k: int) -> list[Hit]:
        """Hits whose passage is the one that shares most of the query's words."""
        return hits(self._library, self.rank(query, k), query.text, self.name)

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """For each word, the number of documents that hold it (stemmed) in the title or the body, whichever is more."""
        if self._index is None:
            return [0] * len(words)
        searcher = self._index.searcher()
        return [
            max((min(searcher.doc_freq(field, t) for t in terms) for field in ("title", "body") if terms), default=0)
            for terms in (stemmer().analyze(normalise(word)) for word in words)
        ]

    def _parse(self, query: Query) -> Any:
        text = normalise(separated(query.text))
        words = "".join(c if c.isalnum() else " " for c in text)
        if self._index is None or not words.strip():
            return None
        schema_ = self._index.schema
        ranking = [(tantivy.Occur.Should, term) for term in _words(schema_, words.split())]
        for name in _names(schema_, text, words.split()):
            ranking.append((tantivy.Occur.Should, tantivy.Query.boost_query(name, BOOSTS["compounds"])))
        must = [(tantivy.Occur.Must, f) for f in _filters(schema_, query.filters)]
        must += [(tantivy.Occur.MustNot, f) for f in _left_out(schema_, query.filters)]
        anything = tantivy.Query.boolean_query(ranking)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, anything), *must]) if must else anything


def _best(searcher: Any, parsed: Any, k: int) -> list[Any]:
    """(score, address) of the k best, and of those that tie with the last of them."""
    limit = k + max(1, k // 4)  # a search takes as long for a few more, and twice as long if it must be repeated
    while True:
        found: list[Any] = searcher.search(parsed, limit=max(1, min(limit, searcher.num_docs)), count=False).hits
        if len(found) < limit or found[-1][0] < found[k - 1][0] or limit > WIDEST * k:
            return [pair for pair in found if pair[0] >= found[min(k, len(found)) - 1][0]]
        limit *= 2


def _words(schema_: Any, words: list[str]) -> Iterator[Any]:
    """Each word in each field that ranks, one flat list: a query of queries costs tantivy twice as much.

    A stop word is looked for nowhere, unless there is nothing else.
    """
    stemmed = [(word, stemmer().analyze(word)) for word in words]
    bare = not any(stems for _, stems in stemmed)
    for word, stems in stemmed:
        for field in STEMMED:
            for stem in stems:
                yield _weighted(schema_, field, stem)
        if stems or bare:
            yield _weighted(schema_, "body_words", word)


def _weighted(schema_: Any, field: str, term: str) -> Any:
    return tantivy.Query.boost_query(tantivy.Query.term_query(schema_, field, term, "freq"), BOOSTS[field])


def _names(schema_: Any, text: str, words: list[str]) -> Iterator[Any]:
    """A name in its other spellings: one piece for several ("il-6", "tnf-alpha"), several for one ("il6", "tnfalpha")."""
    pieces = {*compounds(text), *joined(words)}
    for word in sorted(pieces | {w for w in words if w.isalpha()}):
        yield tantivy.Query.term_query(schema_, "compounds", word, "freq")
    for field in ("title_words", "body_words"):
        for word in sorted(w for w in pieces if w.isalpha()):
            yield tantivy.Query.term_query(schema_, field, word, "freq")
        for parts in filter(None, map(_NUMBERED.fullmatch, sorted(set(words)))):
            yield tantivy.Query.phrase_query(schema_, field, list(parts.groups()))


def joined(words: list[str]) -> list[str]:
    """ "il 6" as a user may type it: a short word and the number after it, in one piece."""
    return [a + b for a, b in pairwise(words) if a.isalpha() and len(a) <= 5 and b.isdigit()]


def _filters(schema_: Any, filters: Filters) -> list[Any]:
    found = []
    for field, allowed in (
        ("design", filters.designs),
        ("source", filters.sources),
        ("status", filters.statuses),
        ("language", filters.languages),
    ):
        if allowed:
            found.append(tantivy.Query.term_set_query(schema_, field, list(allowed)))
    if filters.since is not None or filters.until is not None:
        found.append(
            tantivy.Query.range_query(schema_, "year", tantivy.FieldType.Integer, filters.since, filters.until)
        )
    return [tantivy.Query.const_score_query(f, 0.0) for f in found]


def _left_out(schema_: Any, filters: Filters) -> Iterator[Any]:
    """What no result may be."""
    if filters.not_sources:
        yield tantivy.Query.term_set_query(schema_, "source", list(filters.not_sources))
    if not filters.preprints:
        yield tantivy.Query.term_query(schema_, "preprint", "yes")
