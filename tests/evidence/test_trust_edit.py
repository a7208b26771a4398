"""Editing a source list: every byte that is not the entry's stays, and two editors lose nothing."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import LibraryBusyError, UsageError
from evidence.source_edit import add_entry, comments, remove_entry
from evidence.source_list import parse_entries, read_list, shipped_list, shipped_text

A = '# A: by permission,\n# asked in May\n[[source]]\nname = "a"  # the first\nkind = "pubmed-query"\naddress = "a[ti]"\n'
B = (
    '# B: free\n  [[source]]\nname = "b"\nkind = "guideline-site"\naddress = "https://b.example.org/"\n'
    '# include is long\ninclude = [\n  "/x/*", # the x\n\n  "/y/*",\n]\n[source.selectors]\n# css\ncontent = "main"\n'
    "# right below b\n"
)
C = "# C\n[[source]]\nname = 'c'\naddress = '''\n# not a comment\nc[ti]'''\nkind = 'pubmed-query'\n"
HEAD = "# The list of the hospital\n\n"
MIDDLE = "# ---- more ----\n\n"
END = "# the end, no newline"
LIST = HEAD + A + "\n" + MIDDLE + B + "\n\n" + C + "\n" + END
NEW = {"name": "new", "kind": "feed", "address": "https://new.example.org/feed", "tier": 4}


def written(folder: Path, text: str = LIST) -> Path:
    """A list's file, byte for byte."""
    path = folder / "sources.toml"
    path.write_bytes(text.encode())
    return path


def text_of(path: Path) -> str:
    """The file, byte for byte."""
    return path.read_bytes().decode()


def test_add_changes_nothing_else(tmp_path: Path) -> None:
    """The old file is the beginning of the new one; the entry stands at its end under its comment."""
    path = written(tmp_path)
    found = add_entry(path, NEW, "Terms: none stated\n(unverified)")
    assert text_of(path).startswith(LIST + "\n\n# Terms: none stated\n# (unverified)\n[[source]]\n")
    assert found == read_list(path)
    assert found.names == ("a", "b", "c", "new")
    assert found.get("new").tier == 4


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("a", HEAD + MIDDLE + B + "\n\n" + C + "\n" + END),
        ("b", HEAD + A + "\n" + MIDDLE + C + "\n" + END),
        ("c", HEAD + A + "\n" + MIDDLE + B + "\n\n" + END),
    ],
)
def test_remove_takes_the_entry_and_its_comment(tmp_path: Path, name: str, left: str) -> None:
    """Its table, sub-tables, the comment right above and below it, and the blank lines after it: nothing else."""
    path = written(tmp_path)
    assert name not in remove_entry(path, name).names
    assert text_of(path) == left


def test_comments_belong_to_the_entry_below() -> None:
    """The comment of an entry is the one right above it, not a heading, not one inside it."""
    assert comments(LIST) == ("A: by permission,\nasked in May", "B: free", "C")


@given(st.permutations((A, B, C)), st.lists(st.sampled_from(("\n", "\n\n", "\n# ---- a heading ----\n\n")), min_size=4))
@settings(deadline=None)
def test_add_and_remove_give_the_same_bytes(parts: list[str], between: list[str]) -> None:
    """Whatever stands between the entries, adding one and removing it leaves the file as it was."""
    text = HEAD + "".join(part + gap for part, gap in zip(parts, between, strict=False))
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), text)
        add_entry(path, NEW, "Terms")
        remove_entry(path, "new")
        assert text_of(path) == text


def test_windows_line_ends_and_mark_stay(tmp_path: Path) -> None:
    """A file of another system stays one."""
    text = "\ufeff" + LIST.replace("\n", "\r\n")
    path = written(tmp_path, text)
    add_entry(path, NEW, "Terms")
    assert text_of(path).startswith(text)
    assert "\n" not in text_of(path).replace("\r\n", "")
    assert read_list(path).names == ("a", "b", "c", "new")


def test_library_without_a_list_begins_with_the_one_that_ships(tmp_path: Path) -> None:
    """The copy keeps every comment; the entry comes after it."""
    path = tmp_path / "library" / "sources.toml"
    assert add_entry(path, NEW).names == (*shipped_list().names, "new")
    assert text_of(path).startswith(shipped_text())
    again = remove_entry(path, "new")
    assert (text_of(path), again.version) == (shipped_text(), shipped_list().version)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"tier": 9}, "source new: tier is 9"),
        ({"kind": "site"}, "kind is 'site'"),
        ({"name": "a"}, "more than one source is called a"),
        ({"name": "bad name"}, "name is 'bad name'"),
        ({"address": "http://new.example.org/"}, "https_only"),
        ({"note": "a\x07b"}, "note"),
        ({"note": "\udce4"}, "note"),
        ({"colour": "red"}, "no field colour"),
    ],
)
def test_a_bad_entry_is_not_written(tmp_path: Path, fields: dict[str, object], named: str) -> None:
    """A list that would not be valid never replaces the old one."""
    path = written(tmp_path)
    with pytest.raises(UsageError, match=named):
        add_entry(path, {**NEW, **fields})
    assert text_of(path) == LIST


def test_comment_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes of another encoding on the command line do not end up in the file."""
    path = written(tmp_path)
    with pytest.raises(UsageError, match="no text"):
        add_entry(path, NEW, "caf\udce9")
    assert text_of(path) == LIST


def test_remove_of_an_unknown_name_lists_the_names(tmp_path: Path) -> None:
    path = written(tmp_path)
    with pytest.raises(UsageError, match=r"no source z .* a, b, c\."):
        remove_entry(path, "z")
    assert text_of(path) == LIST


@pytest.mark.parametrize(
    "text",
    [
        'source = [{name = "a", kind = "pubmed-query", address = "a[ti]"}]\n',
        '[[source]]\nname = "a"\nkind = "pubmed-query"\naddress = """\n[[source]]\nx[ti]"""\n',
        '[["sourc\\u0065"]]\nname = "a"\nkind = "pubmed-query"\naddress = """\n[[source]]\nx[ti]"""\n',
    ],
    ids=("inline", "a header inside a text", "an odd header, and one inside a text"),
)
def test_a_layout_that_is_not_understood_is_left_alone(tmp_path: Path, text: str) -> None:
    """Rather than cut at the wrong place, removing says that it must be done by hand."""
    path = written(tmp_path, text)
    with pytest.raises(UsageError, match="by hand"):
        remove_entry(path, "a")
    assert text_of(path) == text


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """A list that is kept elsewhere, under version control say, is edited there, and its rights stay."""
    real = written(tmp_path)
    real.chmod(0o664)
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    add_entry(link, NEW)
    assert link.is_symlink()
    assert "new" in read_list(real).names
    assert real.stat().st_mode & 0o777 == 0o664


def test_an_editor_waits_and_then_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another holds the list, an edit waits, and at last says what to do."""
    path = written(tmp_path)
    monkeypatch.setattr("evidence.source_edit.PATIENCE", 0.05)
    with (
        FileLock(tmp_path / ".sources.toml.lock"),
        pytest.raises(LibraryBusyError, match="Another process is editing"),
    ):
        add_entry(path, NEW)
    assert text_of(path) == LIST


EDITOR = """
import sys
import tempfile
from pathlib import Path
from evidence.source_edit import add_entry, remove_entry
path, who = Path(sys.argv[1]), sys.argv[2]
for n in range(6):
    add_entry(path, {"name": f"{who}{n}", "kind": "pubmed-query", "address": "x[ti]"}, f"by {who}")
    if n % 2:
        remove_entry(path, f"{who}{n}")
"""


def test_two_processes_lose_no_edit(tmp_path: Path) -> None:
    """Two that add and remove at once: what each added and kept is there, with its comment, and nothing else."""
    path = written(tmp_path)
    editors = [
        subprocess.Popen([sys.executable, "-c", EDITOR, str(path), who], env=os.environ | {"PYTHONPATH": os.getcwd()})
        for who in ("p", "q")
    ]
    assert [editor.wait(timeout=60) for editor in editors] == [0, 0]
    kept = {f"{who}{n}" for who in ("p", "q") for n in (0, 2, 4)}
    assert set(read_list(path).names) == {"a", "b", "c", *kept}
    above = dict(zip([e.name for e in parse_entries(text_of(path), "here")], comments(text_of(path)), strict=True))
    assert {above[name] for name in kept} == {"by p", "by q"}
    assert text_of(path).startswith(LIST)
