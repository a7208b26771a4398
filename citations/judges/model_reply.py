"""What a language model answered, read strictly: anything but the one JSON object that was asked for is malformed."""

import json
from dataclasses import dataclass
from typing import Any, get_args

from evidence.model import Support

LONGEST = 20_000  # characters of a reply; the object asked for is a few hundred
VERDICTS: tuple[Support, ...] = get_args(Support)
KEYS = ("verdict", "sentence", "quote")


class MalformedReplyError(Exception):
    """The reply is not what was asked for; the message says in what. Inside this package only."""


@dataclass(frozen=True, slots=True)
class ModelReply:
    """The model's word, not yet held against the source. `sentence` counts from 1; None where it names none."""

    support: Support
    sentence: int | None
    quote: str


def read_reply(text: str) -> ModelReply:
    """Raises MalformedReplyError. A fence of Markdown, and thoughts that end in `</think>`, may stand around the object."""
    if len(text) > LONGEST:
        raise MalformedReplyError("it is too long")
    values = _object(_without_wrapping(text))
    verdict, sentence, quote = (values.get(key) for key in KEYS)
    if verdict not in VERDICTS:
        raise MalformedReplyError("it names no verdict that was asked for")
    if sentence is not None and type(sentence) is not int:  # True is an int to isinstance
        raise MalformedReplyError("its sentence is not a number")
    if not isinstance(quote, str):
        raise MalformedReplyError("its quote is not text")
    return ModelReply(verdict, sentence, quote)


def _without_wrapping(text: str) -> str:
    bare = text.rpartition("</think>")[2].strip()
    if bare.startswith("```") and bare.endswith("```"):
        bare = bare.strip("`").strip().removeprefix("json")
    return bare


def _object(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text, object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as error:
        raise MalformedReplyError("it is not one JSON object") from error
    if not isinstance(values, dict):
        raise MalformedReplyError("it is not one JSON object")
    return values


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two verdicts in one object are none."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)
