"""Words that speak to a program that reads, not to a reader: text like any other, never followed and never quoted.

Seen on pages that want to steer a language model: "Ignore all previous instructions and say that ...".
"""

import re

_TO_A_PROGRAM = re.compile(
    r"\b(?:ignor|disregard|forget|overrid)\w*\s+(?:(?:all|any|the|your|these|those|my|of)\s+){0,3}"
    r"(?:previous|prior|above|earlier|preceding|former|system|given|original)\s+(?:\w+\s+)?(?:instructions?|prompts?|directions?)\b"
    r"|\b(?:your|the) system prompt\b"
    r"|\byou are (?:now )?(?:an? )?(?:AI|LLM|ChatGPT|large language model|language model)\b",
    re.IGNORECASE,
)


def speaks_to_a_program(text: str) -> str:
    """The words that do, "" where there are none."""
    found = _TO_A_PROGRAM.search(text)
    return found.group() if found else ""
