"""Pandoc's citation keys: [@smith2020; @lee2019, p. 5] and @smith2020 in the sentence. The key is the entry's id in a list."""

import re
from collections.abc import Iterator

from citations.manuscript.found import Cited, Found, whole

_KEY = r"@([^\W_][\w:.#$%&+?<>~/-]{0,100})"
_GROUP = re.compile(r"\[[^\[\]\n@]{0,60}-?@[^\[\]]{1,600}\]")
_NARRATED = re.compile(rf"(?:(?<=\s)|(?<=\()|^){_KEY}", re.M)
_KEYS = re.compile(rf"(?<![\w.]){_KEY}")


def pandoc_marks(body: str) -> Iterator[Found]:
    """Groups in brackets; keys in the sentence (which stay in it) only where the text has such groups."""
    groups = list(_GROUP.finditer(body))
    for match in groups:
        keys = [key.rstrip(".,;:?") for key in _KEYS.findall(match.group())]
        if keys:
            yield whole(match.start(), match.end(), "author-year", (Cited(number=key) for key in keys))
    for match in _NARRATED.finditer(body) if groups else ():
        key = match[1].rstrip(".,;:?")
        yield Found(match.start(), match.start() + 1 + len(key), "author-year", (Cited(number=key),), ())
