"""Clients for the stand-in PubMed, quick where a test is not about time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from evidence.transport import Transport
from indexers.pubmed.entrez import MOST, Entrez
from indexers.pubmed.shelf import Shelf
from tests.standin import Standin

PACE = 1000  # requests a second, for the stand-in and the client alike
PATIENCE = 0.5  # seconds; the fault "slow" takes longer


def nap(seconds: float) -> None:
    """Wait as a client does, but never long."""
    time.sleep(min(seconds, 0.01))


@contextmanager
def client(pubmed: Standin, folder: Path, *, page: int = MOST, shelf: bool = True) -> Iterator[Entrez]:
    """A client at full pace, with a shelf in `folder`."""
    with Transport(
        "local", folder, per_second=PACE, lane=f"test-{uuid4()}", timeout=PATIENCE, sleep=nap, random=lambda: 0.5
    ) as transport:
        kept = Shelf(folder, pubmed.url) if shelf else None
        yield Entrez(transport, pubmed.url, "tests@example.org", shelf=kept, page=page)
