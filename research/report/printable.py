"""Text as it may be shown: records come from anywhere, and some characters are orders rather than letters."""

import re

# Control characters, which terminals obey (ECMA-48) and HTML forbids, but for tab and line feed; and the overrides of
# direction (Unicode TR 9), after which digits run backwards. Those stand in no word; quotes in JSON keep them.
_ORDERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")


def printable(text: str) -> str:
    """The text without orders to a terminal or a page."""
    return _ORDERS.sub("", text)
