"""PDFs that are scans, locked, broken or made to do harm: each is refused with a plain reason, or read as text and no more."""

import os
import signal
import sys
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import RecordRefusedError
from evidence.model import Document
from indexers.files.pdf.document import document_of
from indexers.files.pdf.read import read_pdf, run_bounded
from indexers.files.pdf.values import Limits
from indexers.files.read import read_file
from indexers.intake import Refused
from tests.indexers.test_pdf import check
from tests.pdf_samples import EXTRA, FIRST_PAGE, Pdf, Setting, article, draw, scan

LINE = draw(72, 700, "Some words of the page.")
ARTICLE = article(
    [("h", "Methods"), ("p", "Words of a page that was printed in a column of its own. " * 60)],
    Setting(2),
    "A title over it all",
)


def outcome(data: bytes) -> str:
    """The body of the text, or the reason why there is none; read here and not in a process of its own."""
    try:
        return document_of(data, "prints", "it", Limits()).text.partition("\n\n")[2]
    except RecordRefusedError as error:
        return error.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            Pdf().page(scan()).page(scan()).data(),
            "it has no text layer, so it is a scan: run OCR on it first, then load it again",
        ),
        (
            Pdf().page(LINE).page(scan()).page(scan()).data(),
            "2 of its 3 pages have no text layer, so it is mostly a scan",
        ),
        (Pdf().page(LINE).data(user="secret"), "it is encrypted with a password"),
        (Pdf().data(), "it has no pages"),
        (b"%PDF-1.7\n", "the file is broken or cut off"),
        (b"%PDF-1.7\n" + os.urandom(5000), "the file is broken or cut off"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_plain_reason(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "it.pdf"
    path.write_bytes(data)
    (refused,) = read_file(path)
    assert isinstance(refused, Refused)
    assert refused.record == str(path)
    assert reason in refused.reason


def test_a_lock_that_needs_no_password_to_read_is_none() -> None:
    """Encrypted so that it cannot be changed, say: everybody can open it, and so can we."""
    assert outcome(Pdf().page(LINE).data(user="")) == "Some words of the page."


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert read_pdf(tmp_path / "none.pdf", "c", "none") == Refused(
        "none", "it cannot be opened or read: No such file or directory"
    )


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(pages=2), "it has 3 pages, and at most 2 are read: split it"),
        (Limits(file_bytes=1000), "the file is larger than"),
        (Limits(characters=30), "it holds more than 30 characters: split it"),
        (Limits(page_characters=20), "one of its pages holds more than 20 characters"),
    ],
)
def test_bounds_are_said(limits: Limits, reason: str) -> None:
    made = Pdf(compressed=False).page(LINE).page(LINE).page(LINE)
    refused = read_pdf(made.data(), "c", "n", limits)
    assert isinstance(refused, Refused)
    assert reason in refused.reason


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize("compressed", [True, False])
def test_a_file_cut_off_anywhere_is_read_or_refused(tenth: int, compressed: bool) -> None:
    """Never a crash; what is read of it is some of its words."""
    whole = article([("p", "Some words of it. " * 400)], Setting(1), pdf=Pdf(compressed=compressed)).data()
    found = read_pdf(whole[: len(whole) * tenth // 10], "c", "n")
    if isinstance(found, Document):
        check(found)
        assert set(found.text.split()) <= {"n", "Some", "words", "of", "it."}
    else:
        assert "broken or cut off" in found.reason or "no text layer" in found.reason


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_file_with_damaged_bytes_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    """Whatever bytes are changed, offsets hold in what is read."""
    data = bytearray(UNPACKED)
    for at, byte in damage:
        data[at % len(data)] = byte
    try:
        check(document_of(bytes(data), "c", "n", Limits()))
    except RecordRefusedError as error:
        assert error.reason


UNPACKED = article(
    [("h", "Results"), ("p", "Some words of it. " * 40)], Setting(2), "The title of it", Pdf(compressed=False)
).data()


def test_scripts_attachments_and_actions_are_never_run_or_read(tmp_path: Path) -> None:
    """The page's own text is all there is in the document, and nothing is written to disk."""
    script = f"app.launchURL('http://example.invalid'); this.exportDataObject({{cName: '{tmp_path}/x', nLaunch: 2}})"
    launch = f"/OpenAction {EXTRA} 0 R /AA << /WC {EXTRA + 1} 0 R >>"
    names = f"/Names << /JavaScript << /Names [(a) {EXTRA} 0 R] >> /EmbeddedFiles << /Names [(evil.exe) {EXTRA + 2} 0 R] >> >>"
    form = f"/AcroForm << /Fields [] /XFA {EXTRA + 4} 0 R >>"
    made = Pdf(
        catalog=f"{launch} {names} {form}",
        extra=[
            f"<< /S /JavaScript /JS ({script}) >>".encode(),
            b"<< /S /Launch /F (/bin/touch) /Win << /F (cmd.exe) >> >>",
            f"<< /Type /Filespec /F (evil.exe) /EF << /F {EXTRA + 3} 0 R >> >>".encode(),
            b"<< /Type /EmbeddedFile /Length 12 >>\nstream\nMZ embedded!\nendstream",
            b"<< /Length 54 >>\nstream\n<xdp><script>xfa.host.messageBox('hello')</script></xdp>\nendstream",
        ],
    )
    found = read_pdf(made.page(LINE).data(), "c", "n")
    assert isinstance(found, Document)
    assert found.text == "n\n\nSome words of the page."
    assert list(tmp_path.iterdir()) == []


def test_text_that_no_reader_sees_is_left_out() -> None:
    """White on paper, smaller than a point, off the page, transparent by mode without a scan under it."""
    hidden = [
        draw(72, 650, "White on white.", before="1 1 1 rg"),
        draw(72, 630, "Tiny beyond reading.", 0.5),
        draw(72, 900, "Above the page."),
        draw(-300, 600, "Left of it."),
        draw(72, 580, "Invisible by its mode.", before="3 Tr"),
    ]
    assert outcome(Pdf().page(LINE, *hidden).data()) == "Some words of the page."


def test_white_text_on_a_dark_ground_is_seen() -> None:
    box = b"q 0 0 0.5 rg 60 640 400 30 re f Q\n"
    seen = draw(72, 650, "White on blue.", before="1 1 1 rg")
    assert outcome(Pdf().page(LINE, box, seen).data()).replace("\n\n", " ") == "Some words of the page. White on blue."


def test_ocr_text_over_a_scan_is_read() -> None:
    """Programs that recognise text lay it, invisible, over the image."""
    assert outcome(Pdf().page(scan("Words that were recognised.")).data()) == "Words that were recognised."


BIG = 1 << 30  # bytes


def bomb() -> bytes:
    """A page whose content unpacks to a gigabyte of drawing."""
    packer = zlib.compressobj(9)
    block = b"BT /F1 10 Tf 72 700 Td (x) Tj ET\n" * 32768
    packed = b"".join([*(packer.compress(block) for _ in range(BIG // len(block))), packer.flush()])
    data = Pdf(compressed=False).page(b"@@").data()
    return data.replace(
        b"<< /Length 2  >>\nstream\n@@", b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed
    )


def test_a_bomb_is_refused_within_its_bounds() -> None:
    """3 MB that unpack to a gigabyte: the process that reads it ends, and this one goes on."""
    data = bomb()
    assert len(data) < 8 << 20
    refused = read_pdf(data, "c", "n", Limits(memory_bytes=256 << 20, seconds=20))
    assert isinstance(refused, Refused)
    assert "it may be broken, or made to do harm" in refused.reason or "made the PDF engine stop" in refused.reason


def test_pages_that_name_each_other_come_to_an_end() -> None:
    """A page tree that is its own child."""
    data = Pdf(compressed=False).page(LINE).data().replace(f"/Kids [{FIRST_PAGE} 0 R]".encode(), b"/Kids [2 0 R  ]")
    found = read_pdf(data, "c", "n", Limits(seconds=20))
    assert isinstance(found, Refused)


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        (f"import os; os.kill(os.getpid(), {int(signal.SIGXCPU)})", "did not come to an end in 1 seconds"),
        ("import time; time.sleep(60)", "did not come to an end in 2 seconds"),
        (f"import os; os.kill(os.getpid(), {int(signal.SIGSEGV)})", "made the PDF engine stop"),
        ("print('not an answer')", "made the PDF engine stop"),
        ("print('{}')", "made the PDF engine stop"),
    ],
)
def test_a_crash_or_a_hang_of_the_reading_process_is_a_reason(program: str, reason: str) -> None:
    """A real process that uses up its CPU time, sleeps, crashes or answers nonsense in the place of the engine."""
    with tempfile.TemporaryFile() as stream:
        answer = run_bounded((sys.executable, "-c", program), stream, 1)
    assert answer.document is None
    assert reason in answer.reason


def test_the_reading_process_finds_the_program_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a module that lies in the folder where one works is not taken for ours."""
    (tmp_path / "indexers.py").write_text("raise SystemExit(3)")
    (tmp_path / "msgspec.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry not in ("", ".")])
    assert isinstance(read_pdf(Pdf().page(LINE).data(), "c", "n"), Document)
