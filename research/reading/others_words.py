"""Whether a guideline's sentence tells what another body recommends: its own it is not, and would be quoted as such."""

import re

_NAME = r"(?:[A-Z][\w&'’.-]*|of|and|for|on|in|the|to)"
_BODY = re.compile(
    r"^(?:(?:In|As of|Since) (?:\w+ )?\d{4},?\s+)?(?:The |the )?"
    rf"(?P<body>[A-Z][\w&'’.-]*(?:\s+{_NAME}){{0,12}}?)(?:\s*\((?P<short>[A-Z][\w&/-]{{1,12}})\))?,?\s+"
    r"(?:(?:also|currently|now|strongly|conditionally|similarly|likewise|has|have|had|both|does|do|did|not)\s+){0,3}"
    r"(?:recommend|suggest|advis|advocat|endors|propos)\w*\b"
)
_OWN = frozenset(("we", "this", "our", "these", "it", "they", "evidence", "clinicians", "clinician", "experts", "some"))
_WORD = re.compile(r"[A-Za-z]{2,}")
_SMALL = frozenset(["of", "and", "for", "on", "in", "the", "to"])


def of_another_body(sentence: str, organisation: str) -> bool:
    """Whether its subject is a body by name, and not `organisation` ("" where that is unknown, and then nothing is told).

    A body is the same by a shared word of its name, but for words that many bodies have, by a part of its name, or by
    its initials.
    """
    found = _BODY.match(sentence) if organisation else None
    if found is None or found["body"].lower() in _OWN or found["body"].split()[0].lower() in _OWN:
        return False
    body, own = _words(found["body"]), _words(organisation)
    if len(body) == 1 and not found["body"].isupper():
        return False  # "Mammography recommends itself": one capital at a sentence's beginning names nobody
    shorts = {found["body"].replace(".", ""), found["short"] or ""}
    is_own = (
        body <= own or bool(body & own - _COMMON) or bool(shorts & {_initials(organisation), *organisation.split()})
    )
    return not is_own


_COMMON = frozenset(
    ["american", "national", "international", "european", "society", "association", "college", "academy", "institute"]
)
_COMMON |= frozenset(
    [
        "task",
        "force",
        "services",
        "network",
        "organization",
        "organisation",
        "council",
        "committee",
        "health",
        "medical",
    ]
)
_COMMON |= frozenset(["medicine", "united", "states", "foundation"])


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name) if word.lower() not in _SMALL)


def _initials(name: str) -> str:
    """ "U.S. Preventive Services Task Force" is USPSTF, and so is one of the United States."""
    words = [word for word in _WORD.findall(name.replace(".", "")) if word.lower() not in _SMALL]
    return "".join(word if word.isupper() and len(word) < 4 else word[0] for word in words).upper()
