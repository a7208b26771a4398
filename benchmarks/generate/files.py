"""Files in NLM's form: gzip with its MD5 beside it, equal bytes for equal arguments."""

import hashlib
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" \
"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet>
"""
TAIL = "</PubmedArticleSet>\n"
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff"  # RFC 1952: no name, no time, fastest, system unknown


def compressor() -> tuple[str, Any]:
    """The name of what packs, and a raw deflate compressor: ISA-L where it is installed (four times as fast), else zlib."""
    try:
        from isal import isal_zlib
    except ImportError:
        return "zlib", zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return "isal", isal_zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: sizes in bytes, unpacked and packed."""

    name: str
    xml_bytes: int
    gzip_bytes: int
    md5: str


def write(path: Path, pieces: Iterable[bytes]) -> Written:
    """Pack the pieces between head and tail; memory is that of the longest piece. The MD5 goes to `path`.md5."""
    _, packer = compressor()
    digest, crc, size, packed = hashlib.md5(usedforsecurity=False), 0, 0, 0
    with path.open("wb") as out:

        def put(data: bytes) -> None:
            nonlocal packed
            packed += out.write(data)
            digest.update(data)

        put(_GZIP_HEAD)
        for data in chain([HEAD.encode()], pieces, [TAIL.encode()]):
            crc, size = zlib.crc32(data, crc), size + len(data)
            put(packer.compress(data))
        put(packer.flush() + struct.pack("<II", crc, size & 0xFFFFFFFF))
    path.with_name(path.name + ".md5").write_text(f"MD5({path.name})= {digest.hexdigest()}\n")
    return Written(path.name, size, packed, digest.hexdigest())


def deletions(pmids: list[int], versions: list[int]) -> str:
    """A DeleteCitation; nothing for none."""
    listed = "".join(
        f'    <PMID Version="{version}">{pmid}</PMID>\n' for pmid, version in zip(pmids, versions, strict=True)
    )
    return f"  <DeleteCitation>\n{listed}  </DeleteCitation>\n" if listed else ""
