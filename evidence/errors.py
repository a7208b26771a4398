"""The errors that a caller can act on; every message is a plain sentence that says what to do.

EvidenceError
├── UsageError                 wrong words on the command line or in a file we were handed: correct and call again
├── LibraryError
│   ├── LibraryMissingError    there is no library there: ingest something first
│   ├── LibraryBusyError       another process is writing: wait for it
│   └── LibraryDamagedError    a file is missing or unreadable: restore it, or load it again
├── SourceError
│   ├── SourceUnavailableError try again later
│   └── SourceRejectedError    it will never work as asked
├── EgressRefusedError         nothing was sent: a setting, or the log that cannot be kept, holds it back
├── PrivacyRefusedError        nothing was sent: the words look like a patient's data
├── RecordRefusedError         one record of an input cannot be read: the rest goes on
├── WeightsMissingError        `evidence models fetch` gets them
├── ExtraMissingError          a pip line installs it
└── NotInThisVersionError      a command that INTERFACE names and this version does not have
"""


class EvidenceError(Exception):
    """The root: nothing else of ours is raised on purpose."""

    exit_code = 1


class UsageError(EvidenceError):
    """What was asked for is not understood."""

    exit_code = 2


class LibraryError(EvidenceError):
    """Something about the library folder."""


class LibraryMissingError(LibraryError):
    """There is no library at that place."""


class LibraryBusyError(LibraryError):
    """Another process holds the writer's lock."""


class LibraryDamagedError(LibraryError):
    """A file that the manifest names is missing or unreadable."""


class SourceError(EvidenceError):
    """Something about a source of documents."""


class SourceUnavailableError(SourceError):
    """Try again later."""


class SourceRejectedError(SourceError):
    """Trying again will not help."""


class EgressRefusedError(EvidenceError):
    """Not sent: the network is closed to it by a setting, or what is sent could not be logged."""


class PrivacyRefusedError(EvidenceError):
    """Not sent: the words seem to hold a patient's data. `kinds` says which, never the words."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        super().__init__(
            f"Nothing was sent, because the text seems to hold personal data ({', '.join(kinds)})."
            " Take that out and ask again, or use --send-anyway if it is not about a person."
        )
        self.kinds = kinds


class RecordRefusedError(SourceError):
    """One record cannot be read. `record` names it as well as can be."""

    def __init__(self, record: str, reason: str) -> None:
        super().__init__(f"{record}: {reason}")
        self.record = record
        self.reason = reason


class WeightsMissingError(EvidenceError):
    """The embedder's weights are not in the cache, or not the pinned ones."""


class ExtraMissingError(EvidenceError):
    """An optional package is not installed."""


class NotInThisVersionError(EvidenceError):
    """Named in the interface, built later."""

    exit_code = 2
