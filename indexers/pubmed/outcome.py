"""What goes wrong with one record; inside this package only."""


class UnreadableError(Exception):
    """One record cannot be read; `read_pubmed` makes a Refused of it."""
