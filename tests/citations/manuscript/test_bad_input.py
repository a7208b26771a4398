"""Files that cannot be read, or want to do harm: a plain sentence each, never a traceback."""

import io
import zipfile

import pytest

from citations.manuscript import docx_parts
from citations.manuscript.read import read_manuscript
from evidence.errors import RecordRefusedError
from tests.citations.manuscript.word_files import with_notes

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "it is empty"),
        (b" \n\t ", "it is empty"),
        (b"\xef\xbb\xbf \n", "it is empty"),
        (b"%PDF-1.7\n...", "it is a PDF: save its text as plain text or Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as DOCX"),
        (b"{\\rtf1 Zinc}", "it is RTF"),
        (bytes(range(256)) * 20, "it is a binary file and no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2000), "it is a binary file and no text"),
        (b"PK\x03\x04" + b"x" * 100, "it is no readable Word file"),
        (packed(readme=b"hello"), "it is a zip archive but no Word file"),
        (packed(word__document__xml=b"x"), "it is a zip archive but no Word file"),
        (packed(**{"word/document.xml": b"<w:document"}), "it is no readable Word file"),
        (packed(**{"word/document.xml": b"<a/>"}), "there is no text in it"),
        (b"<html><body><script>x</script></body></html>", "there is no text on the page"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, words: str) -> None:
    """The file's name and what to do about it."""
    with pytest.raises(RecordRefusedError) as error:
        read_manuscript(data, "talk.docx")
    assert str(error.value).startswith("talk.docx: ")
    assert words in str(error.value)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_word_file_that_was_cut_off_is_refused(cut: float) -> None:
    """A download that stopped."""
    data = with_notes()
    with pytest.raises(RecordRefusedError, match="no readable Word file"):
        read_manuscript(data[: int(len(data) * cut)], "talk.docx")


def test_a_damaged_part_is_refused() -> None:
    """Its bytes do not unpack."""
    data = bytearray(with_notes())
    at = data.index(b"word/document.xml") + 60
    data[at : at + 200] = b"\x00\xff" * 100
    with pytest.raises(RecordRefusedError, match="no readable Word file"):
        read_manuscript(bytes(data), "talk.docx")


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part is read up to a bound, whatever size the archive states."""
    monkeypatch.setattr(docx_parts, "MAX_PART", 1_000_000)
    data = packed(**{"word/document.xml": b"<w:document>" + b" " * 2_000_000})
    assert len(data) < 10_000
    with pytest.raises(RecordRefusedError, match="unpacks to more than 1 MB"):
        read_manuscript(data, "bomb.docx")


def test_xml_entities_are_not_expanded() -> None:
    """Neither a billion laughs nor a file of this machine comes into the text."""
    document = (
        f'<!DOCTYPE x [<!ENTITY a "laugh"><!ENTITY f SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{WORD}"><w:body>'
        "<w:p><w:r><w:t>Zinc helps &a;&f;.</w:t></w:r></w:p></w:body></w:document>"
    )
    found = read_manuscript(packed(**{"word/document.xml": document.encode()}), "x.docx")
    assert "laugh" not in found.text and "root:" not in found.text


def test_kinds_are_told_by_content_first() -> None:
    """Whatever the name says."""
    assert read_manuscript(with_notes(), "x.txt").kind == "docx"
    assert read_manuscript(b"<!doctype html><p>Zinc helps.", "x.txt").kind == "html"
    assert read_manuscript(b"# Zinc\n\nIt helps.", "x").kind == "markdown"
    assert read_manuscript(b"Zinc helps.", "x").kind == "text"


def test_a_text_without_a_final_line_end_loses_nothing() -> None:
    """The last entry is whole."""
    found = read_manuscript(b"Zinc helps [1].\n\nReferences\n1. Adler M. Zinc for colds. Fict Med. 2011", "x.txt")
    assert found.references[0].text == "Adler M. Zinc for colds. Fict Med. 2011"


def test_ten_thousand_citations_are_all_found() -> None:
    """Each with its entry; no note."""
    body = "".join(f"Trial number {n} of zinc found shorter colds [{n}]. " for n in range(1, 10_001))
    entries = "".join(f"{n}. Adler M. Study {n} of zinc for colds. Fict Med. 2011;1:1-9.\n" for n in range(1, 10_001))
    found = read_manuscript(f"{body}\n\nReferences\n{entries}".encode(), "x.txt")
    assert [m.keys for s in found.statements for m in s.marks] == [(str(n),) for n in range(1, 10_001)]
    assert [r.key for r in found.references] == [str(n) for n in range(1, 10_001)]
    assert found.notes == ()
