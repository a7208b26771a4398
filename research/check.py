"""`evidence check`: a text and a library to one `Checked`. Nothing here goes out; what `--live` fetches was loaded before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from citations.audit import Auditor, OnClaim, audit
from citations.judges.exact import judge_exactly
from citations.judges.panel import Panel
from citations.manuscript.given import read_references
from citations.manuscript.model import Reference
from citations.manuscript.read import read_manuscript
from citations.metrics import measures_of
from citations.records import NoRecords, Records
from evidence.checked import Checked
from evidence.errors import LibraryMissingError, UsageError
from evidence.ports import Embedder, Judge
from evidence.settings import Settings
from research.check_records import LibraryRecords
from research.judges import open_judges
from research.wiring import Engine, open_engine

LARGEST = 50_000_000  # bytes of a text; a book has about 2


def check_text(
    data: bytes,
    name: str,
    records: Records,
    *,
    references: Sequence[Reference] = (),
    allow: frozenset[str] = frozenset(),
    learned: Sequence[Judge] | None = None,
    revision: int | None = None,
    on_claim: OnClaim = lambda done, of: None,
) -> Checked:
    """The check of a text against the records. Raises UsageError or RecordRefusedError on what cannot be read."""
    manuscript = read_manuscript(data, name, references)
    panel = panel_of() if learned is None else Panel(judge_exactly, learned)
    at_hand = not isinstance(records, NoRecords)
    checked = audit(manuscript, Auditor(records, panel, allow, revision), on_claim, at_hand)
    return replace(checked, measures=measures_of(checked))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a check is asked for: states that may be cited (concern, superseded), PubMed first, a search for what speaks
    against, and the judges by name (research/judges.py)."""

    allow: frozenset[str] = frozenset()
    live: bool = False
    against: bool = False
    judges: tuple[str, ...] = ()


def check_file(
    path: Path,
    settings: Settings,
    references: Path | None = None,
    wanted: Wanted = Wanted(),
    on_claim: OnClaim = lambda done, of: None,
) -> Checked:
    """The check of a file against the library of the settings, or, without a library, of its marks and list alone.

    Raises as `check_text`, `load_cited` and `open_judges`.
    """
    data = read_bytes(path)
    listed = read_references(read_bytes(references), references.name) if references else ()
    told: tuple[str, ...] = ()
    if wanted.live:
        from research.check_live import load_cited

        told = load_cited(settings, read_manuscript(data, path.name, listed).references)
    checked = check_bytes(data, path.name, settings, listed, wanted, on_claim)
    return replace(checked, notes=(*told, *checked.notes))


def check_bytes(
    data: bytes,
    name: str,
    settings: Settings,
    listed: Sequence[Reference] = (),
    wanted: Wanted = Wanted(),
    on_claim: OnClaim = lambda done, of: None,
) -> Checked:
    """`check_file` of what was read already, without PubMed."""
    try:
        engine = open_engine(settings, "lexical")
        missing = "" if len(engine.library) else f"The library {settings.library} is empty: nothing can be looked up."
    except LibraryMissingError as error:
        missing = str(error)
    if missing:
        nothing = NoRecords(f"the library {settings.library}")
        checked = check_text(data, name, nothing, references=listed, allow=wanted.allow, on_claim=on_claim)
        return replace(checked, notes=(missing, *checked.notes))
    records = LibraryRecords(engine.library, engine.lexical)
    with open_judges(wanted.judges, settings) as judges:
        checked = check_text(
            data, name, records, references=listed, allow=wanted.allow, learned=judges,
            revision=engine.library.revision, on_claim=on_claim,
        )  # fmt: skip
    return _with_what_speaks_against(checked, engine, on_claim) if wanted.against else checked


def _with_what_speaks_against(checked: Checked, engine: Engine, on_claim: OnClaim) -> Checked:
    from research.contradict import speaks_against

    panel = panel_of()
    claims = []
    for n, claim in enumerate(checked.claims, 1):
        cited = {citation.document_id for citation in claim.citations}
        found = speaks_against(claim.text, engine.lexical, engine.library.documents, panel, cited)
        claims.append(replace(claim, against=tuple(found)))
        on_claim(n, len(checked.claims))
    return replace(checked, claims=tuple(claims))


def panel_of(embedder: Embedder | None = None) -> Panel:
    """The judges that need neither network nor model.

    With an embedder the lexical judge orders claims a little better (benchmarks/README.md) and takes twenty times as long; what
    the panel calls supported is the same.
    """
    from citations.judges.lexical import LexicalJudge

    return Panel(judge_exactly, (LexicalJudge(embedder),))


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises UsageError."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)  # whatever size a device or a pipe states
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from error
    if len(data) > LARGEST:
        raise UsageError(f"{path} has more than {LARGEST // 1_000_000} MB: check it in parts.")
    return data
