"""A stand-in for PubMed's E-utilities: a small real HTTP server, for tests and for trying things by hand."""

from tests.standin.faults import Fault
from tests.standin.holdings import Holdings, Record
from tests.standin.server import Standin

__all__ = ["Fault", "Holdings", "Record", "Standin"]
