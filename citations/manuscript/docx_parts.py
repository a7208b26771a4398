"""The parts of a Word file (ECMA-376: a zip archive of XML), read with bounds: nothing is believed about its sizes."""

import io
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING

from evidence.errors import RecordRefusedError

if TYPE_CHECKING:
    from lxml import etree

MAX_PART = 64_000_000  # bytes unpacked, of one part; a thesis has 5 million
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"  # what Word saves as "Strict Open XML"
_BROKEN = "it is no readable Word file (DOCX): open it in Word and save it again, or give its text as plain text"


class Parts:
    """An open archive."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._names = set(self._archive.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise RecordRefusedError(name, _BROKEN) from error
        if "word/document.xml" not in self._names:
            kind = self._names & {"xl/workbook.xml", "ppt/presentation.xml", "content.xml", "mimetype"}
            reason = "it is a zip archive but no Word file (DOCX): save the text as DOCX, Markdown or plain text"
            raise RecordRefusedError(name, reason if kind or self._names else _BROKEN)

    def xml(self, part: str) -> "etree._Element | None":
        """A part's root, None where there is no such part. Raises RecordRefusedError for a broken or a huge one."""
        from lxml import etree

        if part not in self._names:
            return None
        data = self._unpacked(part).replace(_STRICT[1:-1].encode(), W[1:-1].encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise RecordRefusedError(self._name, _BROKEN) from error

    def _unpacked(self, part: str) -> bytes:
        """Up to the bound, whatever size the archive states."""
        try:
            with self._archive.open(part) as stream:
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, ValueError) as error:
            raise RecordRefusedError(self._name, _BROKEN) from error  # RuntimeError: encrypted, or a method unknown
        if len(data) > MAX_PART:
            reason = f"a part of it ({part}) unpacks to more than {MAX_PART // 1_000_000} MB: it is not read"
            raise RecordRefusedError(self._name, reason)
        return data

    def addresses(self, part: str) -> dict[str, str]:
        """Where the links of a part lead: id -> address."""
        folder, _, file = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels")
        if root is None:
            return {}
        return {e.get("Id", ""): e.get("Target", "") for e in root if e.get("TargetMode") == "External"}
