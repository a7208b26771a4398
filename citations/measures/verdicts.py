"""Support read as yes, no or not known."""

from evidence.model import Support


def supports(support: Support) -> bool | None:
    """True for supported alone, None for undecided; partial support is no support."""
    return None if support == "undecided" else support == "supported"


def contradicts(support: Support) -> bool | None:
    """True for contradicted alone, None for undecided."""
    return None if support == "undecided" else support == "contradicted"
