"""`evidence sources` as a librarian uses it: list, show, add, remove, check."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from evidence.source_list import FIELDS, read_list, shipped_list, shipped_text
from evidence.trust import Entry
from research.cli.main import main

Run = Callable[..., tuple[int, str, str]]
NEW = ("--kind", "guideline-site", "--address", "https://new.example.org/guidance")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder without a library, and so without a list of its own."""
    return tmp_path / "library"


@pytest.fixture
def run(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Run `evidence sources WORDS`: exit code, standard output, standard error."""
    for name in [name for name in os.environ if name.startswith("EVIDENCE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def command(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["evidence", "--library", str(library), "sources", *words])
        capfdbinary.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


def test_list_shows_the_list_that_ships(run: Run, library: Path) -> None:
    """Each source with kind, tier, publisher and how often it is asked; then the list's version. Nothing is written."""
    code, out, err = run("list")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert "uspstf  guideline-site  tier 1  U.S. Preventive Services Task Force  every 30 days" in lines
    assert lines[-1] == f"13 sources, version {shipped_list().version} (the list that ships with evidence)."
    assert not library.exists()


def test_list_as_json_has_every_field(run: Run) -> None:
    """One value, with the names of the file."""
    shown = json.loads(run("list", "--json")[1])
    assert (shown["version"], shown["place"]) == (shipped_list().version, "")
    assert [source["name"] for source in shown["sources"]] == list(shipped_list().names)
    assert set(shown["sources"][0]) == set(FIELDS)


def test_show_tells_the_entry_and_its_comment(run: Run) -> None:
    """What a librarian wrote above an entry is shown with it, word for word."""
    out = run("show", "sign")[1]
    assert out.startswith("# Scottish Intercollegiate Guidelines Network. Terms: CC BY-NC-ND 4.0;")
    assert "allows: index, quote\n" in out
    assert "address: https://www.sign.ac.uk/our-guidelines/\n" in out
    shown = json.loads(run("show", "sign", "--json")[1])
    assert (shown["source"]["licence"], shown["source"]["refresh"]) == ("CC BY-NC-ND 4.0", 30)
    assert shown["comment"].splitlines()[0] in shipped_text()


def test_add_show_remove(run: Run, library: Path) -> None:
    """An added source is in the library's own list from then on, with every option; removed, all is as it was."""
    options = [
        *("--tier", "2", "--publisher", "New Body", "--country", "INT", "--language", "eng", "--licence", "CC BY 4.0"),
        *(
            "--allows",
            "index",
            "--allows",
            "quote",
            "--refresh",
            "7",
            "--include",
            "/guidance/*",
            "--exclude",
            "*/old/*",
        ),
        *(
            "--selector",
            "content=main",
            "--selector",
            "drop=nav",
            "--selector",
            "drop=.x",
            "--redirect",
            "f.example.org",
        ),
        *(
            "--max-pages",
            "9",
            "--max-depth",
            "0",
            "--contact",
            "a@example.org",
            "--note",
            "n",
            "--comment",
            "Terms: CC BY",
        ),
    ]
    code, out, err = run("add", "new-body", *NEW, *options)
    assert (code, err) == (0, "")
    assert out.startswith("Added new-body. 14 sources, version ")
    shown = json.loads(run("show", "new-body", "--json")[1])
    assert shown["place"] == str(library / "sources.toml")
    assert (shown["comment"], shown["source"]) == (
        "Terms: CC BY",
        {
            "name": "new-body",
            "kind": "guideline-site",
            "address": "https://new.example.org/guidance",
            "publisher": "New Body",
            "country": "INT",
            "language": "eng",
            "tier": 2,
            "licence": "CC BY 4.0",
            "allows": ["index", "quote"],
            "refresh": 7,
            "include": ["/guidance/*"],
            "exclude": ["*/old/*"],
            "contact": "a@example.org",
            "https_only": True,
            "redirects": ["f.example.org"],
            "note": "n",
            "max_pages": 9,
            "max_depth": 0,
            "selectors": {
                "content": "main",
                "drop": ["nav", ".x"],
                "title": "",
                "date": "",
                "organisation": "",
                "recommendation": "",
            },
        },
    )
    assert run("remove", "new-body")[0] == 0
    assert (library / "sources.toml").read_text(encoding="utf-8") == shipped_text()


def test_http_is_taken_knowingly(run: Run, library: Path) -> None:
    """Without --http such an address is refused, and the way out named."""
    plain = ("--kind", "feed", "--address", "http://127.0.0.1:8000/feed")
    code, out, err = run("add", "local", *plain)
    assert (code, out, "https_only = false" in err) == (2, "", True)
    assert run("add", "local", *plain, "--http")[0] == 0
    assert read_list(library / "sources.toml").get("local").https_only is False


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("show", "nosuch"), ("nosuch", "uspstf", "pubmed")),
        (("remove", "nosuch"), ("nosuch", "uspstf", "pubmed")),
        (("check", "nosuch"), ("nosuch", "uspstf", "pubmed")),
        (("add", "Bad Name", *NEW), ("Bad Name", "lower case")),
        (("add", "nice", *NEW), ("more than one", "nice")),
        (("add", "new", *NEW, "--tier", "9"), ("tier is 9",)),
        (("add", "new", *NEW, "--allows", "print"), ("print", "index, quote, export")),
        (("add", "new", *NEW, "--selector", "main"), ("--selector", "content=main")),
        (("add", "new", *NEW, "--selector", "body=main"), ("no field body", "content")),
        (("add", "new", "--kind", "site", "--address", "https://x.example.org"), ("site", "guideline-site")),
    ],
    ids=lambda value: " ".join(value[:2]),
)
def test_wrong_usage_is_named(run: Run, library: Path, words: tuple[str, ...], named: tuple[str, ...]) -> None:
    """Exit code 2, one plain line that names the choices, and nothing written."""
    code, out, err = run(*words)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert [name for name in named if name not in err] == []
    assert not library.exists()


def test_setting_names_the_list(run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """EVIDENCE_SOURCES is the list that is shown and edited; the library gets none of its own."""
    named = tmp_path / "trusted.toml"
    monkeypatch.setenv("EVIDENCE_SOURCES", str(named))
    assert [run("list")[0], run("add", "x", *NEW)[0]] == [2, 2]  # a name that leads nowhere is a mistake
    named.write_text('[[source]]\nname = "own"\nkind = "pubmed-query"\naddress = "a[ti]"\n', encoding="utf-8")
    assert run("add", "x", *NEW)[0] == 0
    assert read_list(named).names == ("own", "x")
    assert not library.exists()


# check, with a checker of our own


@dataclass(frozen=True)
class Found:
    """As research.source_check says it."""

    name: str
    reachable: bool | None = True
    robots: str = "allowed"
    extractable: bool | None = True
    newest: str = "2026-05-01"
    age_days: int | None = 200
    last_fetched: str = ""
    problem: str = ""


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were asked about, by a checker that finds sign out of reach."""
    asked: list[str] = []

    def check_entries(
        settings: object, entries: tuple[Entry, ...], progress: Callable[[str], None]
    ) -> tuple[Found, ...]:
        asked.extend(entry.name for entry in entries)
        down = Found("sign", False, "unknown", None, "", None, "", "It did not answer. Try again later.")
        return tuple(down if entry.name == "sign" else Found(entry.name) for entry in entries)

    module = ModuleType("research.source_check")
    module.check_entries = check_entries  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "research.source_check", module)
    return asked


def test_check_asks_the_named_sources(run: Run, checked: list[str]) -> None:
    """Each once, in the order given; 0 where all are well."""
    code, out, err = run("check", "who", "cdc", "who")
    assert (code, err, checked) == (0, "", ["who", "cdc"])
    assert out.splitlines()[0] == (
        "who  reachable: yes  robots.txt: allowed  readable: yes  newest: 2026-05-01 (200 days old)  last fetched: never"
    )


def test_check_asks_all_and_names_problems(run: Run, checked: list[str]) -> None:
    """Exit code 3 where a source has a problem; the others are told all the same."""
    code, out, err = run("check")
    assert (code, checked) == (3, list(shipped_list().names))
    assert err == "sign: It did not answer. Try again later.\n"
    assert len(out.splitlines()) == 13


def test_check_as_json(run: Run, checked: list[str]) -> None:
    """One value with the list's version; problems also on standard error."""
    code, out, err = run("check", "sign", "--json")
    shown = json.loads(out)
    assert (code, shown["version"], checked) == (3, shipped_list().version, ["sign"])
    assert shown["checked"] == [
        {
            "name": "sign",
            "reachable": False,
            "robots": "unknown",
            "extractable": None,
            "newest": "",
            "age_days": None,
            "last_fetched": "",
            "problem": "It did not answer. Try again later.",
        }
    ]
    assert err.startswith("sign: ")
