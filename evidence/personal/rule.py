"""A rule: what personal data of one kind look like."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


def _always(found: re.Match[str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """A match of `pattern` for which `holds` is of that kind."""

    kind: str
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool] = _always

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where they stand in the text. Matches may overlap: one that does not hold hides no other."""
        at = 0
        while found := self.pattern.search(text, at):
            if self.holds(found):
                yield found.span()
                at = found.end()
            else:
                at = found.start() + 1


def digits_of(text: str) -> str:
    """Its digits alone."""
    return "".join(filter(str.isdigit, text))
