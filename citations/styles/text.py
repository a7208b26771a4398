"""A record's words as a plain reference prints them: one line, no markup, one full stop at the end."""

import re

_TAG = re.compile(r"</?(?:i|b|u|em|strong|italic|bold|sub|sup|sc|span)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_RAISED = re.compile(r"<sup(?:\s[^<>]*)?>([^<>]*)</sup>", re.IGNORECASE)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
# Control characters, and the overrides of direction (Unicode TR 9), after which digits run backwards.
_ORDERS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_PLAIN, _HIGH = "0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ"
_UP = str.maketrans(_PLAIN, _HIGH)
_CLOSING = "\"'”’»)]"


def flat(text: str) -> str:
    """On one line, without what orders a terminal or a page about."""
    return " ".join(_ORDERS.sub("", text).split())


def unmarked(text: str) -> str:
    """Without inline tags. Raised digits stay raised (10<sup>9</sup> is 10⁹, never 109); other raised words, as
    NLM prints them, stand in parentheses: (99m)Tc."""
    bare = _TAG.sub("", _RAISED.sub(lambda found: _raised(found[1]), flat(text)))
    for entity, character in _ENTITIES:
        bare = bare.replace(entity, character)
    return bare.strip()


def _raised(text: str) -> str:
    inner = text.strip()
    if not any(c.isalnum() for c in inner):
        return inner
    return inner.translate(_UP) if all(c in _PLAIN for c in inner) else f"({inner})"


def sentence(text: str) -> str:
    """With a full stop, unless the words end in a mark of their own; "" stays ""."""
    text = text.strip()
    return text if not text or text.rstrip(_CLOSING).endswith((".", "?", "!")) else text + "."


def undotted(abbreviation: str) -> str:
    """ "J. Clin. Oncol." is J Clin Oncol, as NLM and the AMA print journals."""
    return flat(abbreviation.replace(".", " "))
