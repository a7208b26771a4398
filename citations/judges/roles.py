"""What a number is: the bound of an interval, a p value, the level of an interval, or a figure of its own.

A number compares equal only to one of the same part: the lower bound of an interval is not the estimate.
"""

from collections.abc import Sequence
from dataclasses import replace

from citations.judges.readings import key, kinds
from citations.judges.tokens import Token

_RELATIONS = ("<", ">", "≤", "≥", "value", "trend", "interaction", "%")


def with_roles(row: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens, with "ci:", "p:" or "level:" before the keys of numbers that are no figure of their own."""
    roles: dict[int, str] = {}
    intervals = (key("confidence interval"), key("credible interval"))
    for at, token in enumerate(row):
        if token.key in intervals:
            roles |= dict.fromkeys(_bounds(row, at), "ci")
            if at > 1 and row[at - 1].key == "%" and row[at - 2].is_number:
                roles[at - 2] = "level"
        elif token.key == "p":
            roles |= dict.fromkeys(_after(row, at), "p")
    return tuple(replace(t, key=f"{roles[k]}:{t.key}") if k in roles else t for k, t in enumerate(row))


def value_of(token: Token) -> str:
    """The number alone, whatever its part."""
    return token.key.rpartition(":")[2]


def _bounds(row: Sequence[Token], at: int) -> list[int]:
    """The places of the two numbers after "confidence interval", units between them allowed."""
    found: list[int] = []
    for k in range(at + 1, min(at + 7, len(row))):
        if row[k].is_number:
            found.append(k)
            if len(found) == 2:
                break
        elif kinds().get(row[k].key) not in ("unit", "comparison"):
            break
    return found


def _after(row: Sequence[Token], at: int) -> list[int]:
    for k in range(at + 1, min(at + 4, len(row))):
        if row[k].is_number:
            return [k]
        if row[k].key not in _RELATIONS:
            break
    return []
