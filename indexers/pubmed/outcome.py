"""What goes wrong with one record; inside this package only."""


class UnreadableError(Exception):
    """One record cannot be read; `read_pubmed` makes a Refused of it."""


class BlanksLostError(Exception):
    """White space between inline elements may have been dropped: the record must be parsed again, with all of it."""
