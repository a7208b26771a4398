"""Bring the vectors up to the library: segments without vectors are embedded, a block at a time; resumable."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np

from evidence.library.library import Library
from evidence.library.manifest import sync_folder
from evidence.library.segment import Segment
from evidence.library.writer import LibraryWriter
from evidence.model import Document
from evidence.ports import Embedder
from indexers.passages import SPLITTER, passages
from indexers.vectors import build, vectors_path

BLOCK = 256  # passages embedded and written together

Progress = Callable[[int, int], None]  # passages done, passages in all


def catch_up(folder: Path, embedder: Embedder, progress: Progress = lambda done, of: None) -> int:
    """Embed what waits and publish it; returns the revision. Raises LibraryBusyError."""
    with LibraryWriter(folder, passages, SPLITTER) as writer:
        if not len(writer.library):
            return writer.library.revision
        if writer.library.manifest.embedder not in ("", embedder.fingerprint):
            writer.drop_vectors()
        with closing(Library.open(folder)) as reading:  # stays open while the writer moves from revision to revision
            todo = [s for s in reading.segments if not s.info.vectors]
            done, of = 0, sum(s.info.passages for s in todo)
            for segment in todo:
                for embedded, path in _embed_segment(folder, segment, embedder):
                    progress(done + embedded, of)
                    if path:  # published at once: an interruption loses at most a block
                        writer.set_vectors({segment.info.name: path}, embedder.fingerprint)
                done += segment.info.passages
        return writer.library.revision


def _embed_segment(folder: Path, segment: Segment, embedder: Embedder) -> Iterator[tuple[int, str]]:
    """(passages embedded so far, "") after every block, and (all of them, the part's path) at the end."""
    name = vectors_path(segment.info.name, embedder.fingerprint)
    if (folder / name).is_dir():  # made before, for a revision that went to another embedder and back
        yield segment.info.passages, name
        return
    part = folder / f"{name}.part"
    part.mkdir(parents=True, exist_ok=True)
    width = embedder.dim * 2  # bytes in a float16 row
    with (part / "rows.f16").open("ab") as file:
        done = file.tell() // width
        file.truncate(done * width)
        for block in _blocks(_texts(segment), done):
            file.write(embedder.embed_passages(block).astype(np.float16).tobytes())
            done += len(block)
            yield done, ""
        file.flush()
        os.fsync(file.fileno())
    build(part, done, embedder.dim)
    part.replace(folder / name)
    sync_folder(part.parent)
    yield done, name


def _texts(segment: Segment) -> Iterator[str]:
    """By the passages that the segment was written with, which another splitter may have made."""
    for document_id, spans in groupby(segment.passages(), key=itemgetter(0)):
        document = segment.documents([document_id])[document_id]
        for _, start, end in spans:
            yield text_to_embed(document, start, end)


def text_to_embed(document: Document, start: int, end: int) -> str:
    """A passage with its title before it, so that it can be understood alone. Another form is another TEXT_FORM."""
    text = document.text[start:end]
    return text if start < len(document.title) else f"{document.title}\n{text}"


def _blocks(texts: Iterator[str], skip: int) -> Iterator[list[str]]:
    block: list[str] = []
    for i, text in enumerate(texts):
        if i >= skip:
            block.append(text)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block
