"""The house keeps its shape: who imports whom, what is shipped, what start-up costs, and that the sample is fiction."""

import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from evidence.model import Document
from indexers.files.read import read_file
from indexers.pubmed.records import open_pubmed, read_pubmed
from research.report.build import is_fictional

ROOT = Path(__file__).parents[1]
ROOMS = ("evidence", "indexers", "citations", "research")
SAMPLE = ROOT / "research" / "sample"
XML = sorted((SAMPLE / "pubmed").glob("*.xml"))
PAGES = sorted((SAMPLE / "guidelines").glob("*.html"))
HEAVY = ("torch", "faiss", "matplotlib", "numpy", "onnxruntime", "tantivy", "lxml", "rich")


def run(*command: str) -> str:
    """Standard output; fails with everything that the command said."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the wheel."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the wheel, is not installed here")
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def on_disk(folder: Path, pattern: str) -> set[str]:
    """Paths below the repository, as a wheel names them."""
    return {path.relative_to(ROOT).as_posix() for path in folder.rglob(pattern) if path.is_file()}


def test_contracts_are_kept() -> None:
    """research over indexers and citations, which do not know each other, over evidence; no cycle inside a room."""
    lint = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert lint, "import-linter is not installed beside this Python"
    assert "Contracts: 2 kept, 0 broken." in run(lint, "--no-cache")


def test_wheel_holds_the_four_packages_and_nothing_else(shipped: set[str]) -> None:
    """No tests, benchmarks or docs are installed on anybody's machine."""
    tops = {name.partition("/")[0] for name in shipped}
    assert {top for top in tops if not re.fullmatch(r"evidence_engine-[\w.]+\.dist-info", top)} == set(ROOMS)


def test_wheel_holds_every_module_and_the_data(shipped: set[str]) -> None:
    """What runs in the repository runs when installed: sample, style sheet, the model's graph, type markers."""
    wanted = {name for room in ROOMS for name in on_disk(ROOT / room, "*.py")}
    wanted |= on_disk(SAMPLE / "pubmed", "*.xml") | on_disk(SAMPLE / "guidelines", "*.html")
    wanted |= {f"{room}/py.typed" for room in ROOMS}
    wanted |= {
        "research/sample/questions.jsonl",
        "research/report/report.css",
        "indexers/minilm/minilm.onnx",
        "evidence/sources.toml",
    }
    assert wanted - shipped == set()


def test_core_install_has_no_torch() -> None:
    """Neither torch nor what brings it along; nor the stores that decision 1 left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    core = {re.split(r"[\s<>=!~\[;]", line, maxsplit=1)[0].lower() for line in project["dependencies"]}
    assert "faiss-cpu" in core  # the names are read right
    assert core & {"torch", "sentence-transformers", "transformers", "duckdb", "pyarrow"} == set()


def test_help_loads_nothing_heavy() -> None:
    """`evidence --help` answers before any number is crunched."""
    script = f"""
import sys
sys.argv = ["evidence", "--help"]
from research.cli.main import main
try:
    main()
except SystemExit as ended:
    assert not ended.code
print("loaded:", *[name for name in {HEAVY!r} if name in sys.modules])
"""
    out = run(sys.executable, "-c", script)
    assert "Usage: evidence" in out
    assert out.splitlines()[-1] == "loaded:"


def elements(path: Path) -> Iterator[etree._Element]:
    """The records of a sample file."""
    yield from etree.parse(str(path)).getroot()


def is_marked(record: etree._Element) -> bool:
    """The sample's promise: it says so in the abstract or, where it has none, in the title."""
    abstract = " ".join("".join(map(str, e.itertext())) for e in record.iter("Abstract"))
    title = " ".join("".join(map(str, e.itertext())) for e in record.iter("ArticleTitle"))
    return "fictional record" in abstract if abstract else "[Fictional record]" in title


def test_sample_is_whole() -> None:
    """119 records in six files, four guideline pages: as the sample's README counts them."""
    assert (len(XML), sum(len(list(elements(path))) for path in XML), len(PAGES)) == (6, 119, 4)


@pytest.mark.parametrize("path", XML, ids=lambda path: path.stem)
def test_sample_record_is_marked_fictional(path: Path) -> None:
    """Nobody can take a sample record for a study."""
    assert [record.findtext(".//PMID") for record in elements(path) if not is_marked(record)] == []


@pytest.mark.parametrize("path", [*XML, *PAGES], ids=lambda path: path.stem)
def test_program_knows_sample_for_fiction(path: Path) -> None:
    """Every document of the sample is read, none refused, and a report that cites it will say that it is fictional."""
    if path.suffix == ".xml":
        with open_pubmed(path) as stream:
            items = list(read_pubmed(stream, path.name))
    else:
        items = list(read_file(path))
    assert items
    assert [item for item in items if not (isinstance(item, Document) and is_fictional(item))] == []
