"""What the environment and evidence.toml set for live sources."""

import os
from pathlib import Path

import pytest

from evidence.settings import load_settings


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without settings, and none in the environment."""
    for name in [name for name in os.environ if name.startswith(("EVIDENCE_", "NCBI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults() -> None:
    """NCBI's own address, nobody's name."""
    found = load_settings()
    assert found.eutils_url.startswith("https://eutils.ncbi.nlm.nih.gov/")
    assert (found.email, found.ncbi_api_key) == ("", "")


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """NCBI_API_KEY goes by that name, as other programs read it; the others carry the prefix."""
    for name, value in {
        "NCBI_API_KEY": "k",
        "EVIDENCE_EMAIL": "a@b.org",
        "EVIDENCE_EUTILS_URL": "http://127.0.0.1:1",
    }.items():
        monkeypatch.setenv(name, value)
    found = load_settings()
    assert (found.ncbi_api_key, found.email, found.eutils_url) == ("k", "a@b.org", "http://127.0.0.1:1")


def test_file_and_environment(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names in the file are those of the environment in lower case; the environment goes first."""
    (here / "evidence.toml").write_text('ncbi_api_key = "file"\nemail = "file@b.org"\n')
    assert load_settings().ncbi_api_key == "file"
    monkeypatch.setenv("NCBI_API_KEY", "environment")
    assert (load_settings().ncbi_api_key, load_settings().email) == ("environment", "file@b.org")


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NCBI_API_KEY", "s3cret")
    assert "s3cret" not in repr(load_settings()) + str(load_settings())
