"""Policy files: read whole, or refused by the name of what is wrong."""

from pathlib import Path

import pytest

from evidence.errors import UsageError
from evidence.policy_file import FIELDS, read_policy
from evidence.trust import Rules


def written(folder: Path, text: str) -> Path:
    """A policy's file."""
    path = folder / "strict.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_is_read(tmp_path: Path) -> None:
    """The rules are what the file says."""
    text = """
name = "national bodies"
only = ["uspstf", "our-theses"]
tier = 1
exclude = ["pubmed"]
designs = ["guideline", "rct"]
languages = ["eng", "fre"]
since = 2015
until = 2026
allow = ["superseded", "concern"]
"""
    assert read_policy(written(tmp_path, text)) == Rules(
        "national bodies",
        ("uspstf", "our-theses"),
        1,
        ("pubmed",),
        ("guideline", "rct"),
        ("eng", "fre"),
        2015,
        2026,
        ("concern", "superseded"),
    )


def test_empty_policy_has_the_name_of_its_file(tmp_path: Path) -> None:
    """Nothing said, nothing restricted."""
    assert read_policy(written(tmp_path, "# nothing yet\n")) == Rules("strict")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("name = 3", ("name is 3",)),
        ('only = "uspstf"', ("only", "list")),
        ("only = []", ("only is empty", "leave the line out")),
        ("tier = 0", ("tier is 0", "1 (the most trusted) to 5")),
        ("tier = true", ("tier is True",)),
        ("exclude = [1]", ("exclude", "names of sources")),
        ('designs = ["trial"]', ("designs has no trial", "rct", "systematic-review")),
        ("designs = []", ("designs is empty",)),
        ('languages = ["en"]', ("languages", "three letters")),
        ("languages = []", ("languages is empty",)),
        ("since = 15", ("since is 15", "four digits")),
        ('until = "2020"', ("until is '2020'", "four digits")),
        ("since = 2020\nuntil = 2010", ("since 2020 is after until 2010",)),
        ('allow = ["concern", "retracted"]', ("retracted", "never cited")),
        ('allow = ["notice"]', ("allow has no notice", "concern, preprint, superseded")),
        ('tiers = "1"', ("no field tiers", "tier")),
        ("tier == 1", ("not valid TOML",)),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, named: tuple[str, ...]) -> None:
    """A policy that is misread is no policy: every fault is named with the file."""
    path = written(tmp_path, line)
    with pytest.raises(UsageError) as caught:
        read_policy(path)
    assert [name for name in (str(path), *named) if name not in str(caught.value)] == []


def test_every_key_has_a_bad_line_above() -> None:
    """A key that is added is added to the test of bad lines."""
    cases = test_a_bad_line_is_named.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {line.split()[0] for line, _ in cases} >= set(FIELDS)


def test_missing_policy_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no policy file"):
        read_policy(tmp_path / "gone.toml")
