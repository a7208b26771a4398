"""Nothing goes out but by the one door: shown on real use, and in the text of every module."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("evidence", "indexers", "citations", "research")
SAMPLE = ROOT / "research" / "sample"
QUESTION = "In people with diabetes and no cardiovascular disease, does aspirin prevent first vascular events?"

# modules that can open a connection, or start a program that can
REACHING = (
    "aiohttp", "asyncio", "ftplib", "http.client", "http.server", "httpcore", "httpcore2", "httpx", "httpx2",
    "huggingface_hub", "imaplib", "openai", "paramiko", "poplib", "pycurl", "requests", "sentence_transformers",
    "smtplib", "socket", "socketserver", "ssl", "subprocess", "telnetlib", "transformers", "urllib.request", "urllib3",
    "websockets", "xmlrpc",
)  # fmt: skip
ALLOWED = {
    ("evidence/wire.py", "httpx2"): "the door's own hinge: evidence/transport.py alone uses it",
    ("evidence/addresses.py", "socket"): "looks a name up for the hinge, to see where it leads, and connects nowhere",
    (
        "indexers/minilm/places.py",
        "subprocess",
    ): "pip fetches weights where that is allowed, and the log says that it did",
    (
        "indexers/files/pdf/read.py",
        "subprocess",
    ): "a PDF is read by a Python of our own, bounded in memory and time, that has no business with the network",
    (
        "citations/judges/cross_encoder.py",
        "sentence_transformers",
    ): "reads models from disk, its hub library set offline",
    ("indexers/huggingface.py", "sentence_transformers"): "reads models from disk, its hub library set offline",
}
# what would fetch by another name: Bio.Entrez's calls, trafilatura's and lxml's own downloads
FETCHING = frozenset(
    {"esearch", "efetch", "esummary", "elink", "einfo", "epost", "egquery", "espell", "ecitmatch"}
    | {"fetch_url", "fetch_response", "urlopen", "urlretrieve", "snapshot_download", "hf_hub_download"}
)

# Python's own report of whatever reaches for the network or starts a program, from any library (PEP 578)
GUARD = """
import sys

WATCHED = {
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
    "socket.sendto", "socket.sendmsg", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn",
}

def refuse(event, args):
    if event in WATCHED and not isinstance(args[-1], (str, bytes) if event in ("socket.connect", "socket.bind") else ()):
        with open(__FILE__, "a") as notes:  # a pipe between our own processes has a path for an address
            notes.write(f"{event} {args!r}\\n")
        raise PermissionError(f"no network in this test: {event}")

sys.addaudithook(refuse)
"""


def guarded(file: Path, body: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python code run where every reach for the network fails and is noted in the file."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVIDENCE_") or "CACHE" in name}
    site = file.with_name(f"{file.name}.site")
    site.mkdir()
    (site / "sitecustomize.py").write_text(GUARD.replace("__FILE__", repr(str(file))))  # its children load it as well
    return subprocess.run(
        [sys.executable, "-c", body],
        cwd=ROOT,
        env=kept | environment | {"PYTHONPATH": f"{site}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
    )


def commands(*lines: tuple[str, ...]) -> str:
    """Code that runs `evidence` with these words, one command after the other, and stops at the first that fails."""
    return f"""
import sys
from research.cli.main import main
for words in {lines!r}:
    sys.argv = ["evidence", *words]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
"""


@pytest.mark.parametrize("embedder", ["none", "hashing"])
def test_ordinary_use_reaches_for_nothing(tmp_path: Path, embedder: str) -> None:
    """A library is built, searched, asked, reported from and looked at, and the setting would allow any source."""
    library, out = str(tmp_path / "library"), str(tmp_path / "out")
    done = guarded(
        tmp_path / "reached",
        commands(
            ("--library", library, "ingest", "pubmed", str(SAMPLE / "pubmed")),
            ("--library", library, "ingest", "files", str(SAMPLE / "guidelines")),
            ("--library", library, "search", "aspirin bleeding", "--json"),
            ("--library", library, "ask", QUESTION, "--json"),
            ("--library", library, "report", QUESTION, "--out", out, "--format", "md,html,json"),
            ("--library", library, "status", "--json"),
            ("--library", library, "list", "--json"),
        ),
        EVIDENCE_EMBEDDER=embedder,
        EVIDENCE_EGRESS_SOURCES="any",
    )
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["question"] == QUESTION
    assert not (tmp_path / "reached").exists(), (tmp_path / "reached").read_text()
    assert not (tmp_path / "library" / "egress.jsonl").exists()


@pytest.mark.parametrize(
    "reach",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
        "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.invalid', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import httpx2; httpx2.get('http://127.0.0.1:9/', trust_env=False)",
        "import subprocess; subprocess.run(['true'])",
    ],
)
def test_the_guard_sees_what_it_should(tmp_path: Path, reach: str) -> None:
    """The test above could fail: each of these is refused and noted."""
    assert guarded(tmp_path / "reached", reach).returncode != 0
    assert (tmp_path / "reached").read_text()


def test_a_closed_door_is_not_knocked_at(tmp_path: Path) -> None:
    """Offline, not even a name is looked up; the guard notes what the same call does where it is allowed."""
    body = """
from evidence.transport import Request, Transport
with Transport({egress!r}, None, tries=1) as door:
    door.send(Request("http://example.invalid/", "test"))
"""
    cache = {"EVIDENCE_CACHE": str(tmp_path / "cache")}
    closed = guarded(tmp_path / "closed", body.format(egress="offline"), **cache)
    assert "EgressRefusedError" in closed.stderr
    assert not (tmp_path / "closed").exists()
    guarded(tmp_path / "open", body.format(egress="any"), **cache)
    assert "example.invalid" in (tmp_path / "open").read_text()


def modules() -> Iterator[Path]:
    """Of the four rooms."""
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything that is imported, by statement or by name at run time."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__"):
                yield str(node.args[0].value)


def reaching(tree: ast.AST) -> set[str]:
    """Which of REACHING a module imports."""
    return {name for found in imported(tree) for name in REACHING if found == name or found.startswith(f"{name}.")}


def fetching(tree: ast.AST) -> set[str]:
    """Which of FETCHING a module imports or takes from another module. Its own functions of that name are its own."""
    named = {found.rpartition(".")[2] for found in imported(tree)}
    taken = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute)
        and getattr(node.value, "id", getattr(node.value, "attr", "")) in ("Entrez", "trafilatura", "request", "huggingface_hub")
    }  # fmt: skip
    return (named | taken) & FETCHING


def test_no_module_goes_past_the_door() -> None:
    """Whoever needs the network hands a Request to evidence/transport.py; the exceptions are named, with reasons."""
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in modules()
        for name in reaching(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set(ALLOWED)


def test_only_the_transport_uses_the_wire() -> None:
    """So that nothing skips the setting, the screen, the pace and the log."""
    users = {
        path.relative_to(ROOT).as_posix()
        for path in modules()
        if any(name.startswith("evidence.wire") for name in imported(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert users == {"evidence/transport.py"}


def test_no_library_fetches_for_us() -> None:
    """Bio.Entrez has NCBI's address built in and keeps no pace that other processes share; trafilatura gets bytes."""
    found = {
        path.relative_to(ROOT).as_posix(): names
        for path in modules()
        if (names := fetching(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import socket", {"socket"}),
        ("from urllib import request", {"urllib.request"}),
        ("import urllib.parse", set()),
        ("def f():\n    import httpx2 as h", {"httpx2"}),
        ("from http.client import HTTPException", {"http.client"}),
        ("importlib.import_module('requests')", {"requests"}),
        ("import socketlike", set()),
    ],
)
def test_imports_are_seen(text: str, names: set[str]) -> None:
    """Inside functions, by parts and by name."""
    assert reaching(ast.parse(text)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("from Bio import Entrez\nEntrez.esearch(db='pubmed')", {"esearch"}),
        ("import Bio.Entrez\nBio.Entrez.efetch()", {"efetch"}),
        ("from Bio.Entrez import elink", {"elink"}),
        ("trafilatura.fetch_url('x')", {"fetch_url"}),
        ("from Bio import Entrez\nEntrez.read(f)", set()),
        ("def esearch(): ...\nself.esearch()", set()),
    ],
)
def test_fetching_calls_are_seen(text: str, names: set[str]) -> None:
    """Those of libraries, and not our own of the same name."""
    assert fetching(ast.parse(text)) == names
