"""Language models behind an OpenAI-compatible address: a hospital's own server, a program on this machine, or a service.

The openai package would open connections of its own, past the door that decision 8 keeps. A chat completion is one POST
of JSON, so it goes through evidence/transport.py like any other request: the egress setting, the privacy screen, the
pace and the log count for it too. API: https://platform.openai.com/docs/api-reference/chat/create
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from evidence.egress import Egress, is_loopback
from evidence.errors import SourceRejectedError, UsageError
from evidence.transport import Reply, Request, Transport

OPENAI = "https://api.openai.com/v1"
SETTING = "EVIDENCE_EGRESS_MODELS"  # what the door names when it is closed
SECONDS = 120.0  # a step: a model on two cores writes slowly, and nothing comes before it has written
TRIES = 3
PER_SECOND = 20.0  # requests: a model is slower than that, and a service says itself when it is too much
MOST = 4 << 20  # bytes of a reply
SEED = 0  # with temperature 0: the same answer to the same question, as far as the server keeps to it


class Door(Protocol):
    """How a request with a body of JSON goes out: `evidence.transport.Transport`."""

    def post(self, request: Request, json: bytes) -> Reply:
        """The answer. Raises EgressRefusedError, PrivacyRefusedError, SourceUnavailableError, SourceRejectedError."""
        ...


class ChatModel:
    """A LanguageModel: one system message, one message of the user, one reply."""

    def __init__(self, name: str, door: Door, *, base_url: str = "", key: str = "") -> None:
        """`name` as the server knows the model; `base_url` by default OpenAI's own; `key` a secret, "" for none.

        Raises UsageError where the name is missing, or the key would travel readable to another machine.
        """
        if not name:
            raise UsageError("No model is named: set EVIDENCE_MODEL to the name that the server knows it by.")
        self.name = name
        self._door = door
        self._url = f"{(base_url or OPENAI).rstrip('/')}/chat/completions"
        self._key = key = key.strip()
        parts = urlsplit(self._url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"OPENAI_BASE_URL is not the address of a server: {base_url!r}. Example: {OPENAI}.")
        if not (key.isascii() and key.isprintable()):
            raise UsageError("OPENAI_API_KEY holds characters that no key has: copy it again.")
        if key and parts.scheme == "http" and not is_loopback(parts.hostname):
            raise UsageError(
                f"The key for {parts.hostname} would travel readable: use https in OPENAI_BASE_URL, or leave"
                " OPENAI_API_KEY empty if that server needs none."
            )

    def complete(self, system: str, prompt: str) -> str:
        """The reply's text.

        All of the prompt is screened, not only the claim: what is cited may be a case report of one's own. Raises what
        `Door.post` does, and SourceRejectedError where the answer is no chat completion.
        """
        messages = [{"role": "system", "content": system}, {"role": "user", "content": prompt}]
        body = {"model": self.name, "messages": messages, "temperature": 0, "seed": SEED}
        headers = (("authorization", f"Bearer {self._key}"),) if self._key else ()
        request = Request(self._url, "chat completion", says=prompt, most=MOST, headers=headers)
        try:
            reply = self._door.post(request, json.dumps(body).encode())
        except SourceRejectedError as error:
            raise self._without_key(error) from None
        return _content(reply.body, self.name)

    def _without_key(self, error: SourceRejectedError) -> SourceRejectedError:
        """Servers like to repeat the key that they refuse."""
        text = str(error)
        return SourceRejectedError(text.replace(self._key, "...") if self._key else text)


@contextmanager
def open_model(
    name: str, egress: Egress, folder: Path | None, *, base_url: str = "", key: str = ""
) -> Iterator[ChatModel]:
    """The model of that name behind a door of its own; `folder` is the library's, which keeps the log of what went out."""
    with Transport(egress, folder, per_second=PER_SECOND, timeout=SECONDS, tries=TRIES, setting=SETTING) as door:
        yield ChatModel(name, door, base_url=base_url, key=key)


def _content(body: bytes, name: str) -> str:
    """`choices[0].message.content`."""
    try:
        answer: Any = json.loads(body)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, KeyError, IndexError, TypeError) as error:
        raise SourceRejectedError(f"The answer of {name} is no chat completion: is OPENAI_BASE_URL right?") from error
    if not isinstance(content, str):
        raise SourceRejectedError(f"The answer of {name} holds no text.")
    return content
