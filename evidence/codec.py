"""Values to JSON bytes and back, by msgspec: strict about types, and the same bytes for equal values."""

import hashlib
from dataclasses import replace
from typing import Any

import msgspec

from evidence.model import Document

_encoder = msgspec.json.Encoder(order="deterministic")
_document_decoder = msgspec.json.Decoder(Document)


def encode(value: Any) -> bytes:
    """Any of our values as JSON, keys in a fixed order."""
    return _encoder.encode(value)


def decode_document(data: bytes) -> Document:
    """The document that `encode` wrote. Raises msgspec.ValidationError on anything else."""
    return _document_decoder.decode(data)


def digest(document: Document) -> str:
    """A fingerprint of a document's content; which other sources hold it, and what others say of it, does not count."""
    return hashlib.sha256(encode(replace(document, also_in=(), notices=()))).hexdigest()[:32]
