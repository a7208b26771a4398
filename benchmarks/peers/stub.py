"""An OpenAI-compatible server on this machine that writes what it is told to: it stands for a model that errs."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

DIM = 64  # of the embeddings
Reply = Callable[[str], str]  # from all words of the messages to the answer


class Handler(BaseHTTPRequestHandler):
    """POST /v1/chat/completions and /v1/embeddings."""

    protocol_version = "HTTP/1.1"
    reply: Reply

    def do_POST(self) -> None:
        """One request."""
        asked = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        if self.path.endswith("/embeddings"):
            answer = _embeddings(asked)
        elif self.path.endswith("/chat/completions"):
            answer = _completion(asked, type(self).reply(_words(asked["messages"])))
        else:
            self.send_error(404)
            return
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""


@contextmanager
def stub(reply: Reply) -> Iterator[str]:
    """The base address (with /v1) of a server that answers with `reply`, as long as the context is open."""
    handler = type("Bound", (Handler,), {"reply": staticmethod(reply)})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1"
        finally:
            server.shutdown()


def embedding(text: str) -> list[float]:
    """The same unit vector for the same text: words hashed to places, so that shared words bring texts together."""
    vector = [0.0] * DIM
    for word in text.lower().split():
        vector[hashlib.md5(word.encode(), usedforsecurity=False).digest()[0] % DIM] += 1.0
    length = sum(x * x for x in vector) ** 0.5
    return [x / length for x in vector] if length else [1.0] + [0.0] * (DIM - 1)


def _embeddings(asked: dict[str, Any]) -> dict[str, Any]:
    texts = asked["input"] if isinstance(asked["input"], list) else [asked["input"]]
    data = [{"object": "embedding", "index": i, "embedding": embedding(str(text))} for i, text in enumerate(texts)]
    return {"object": "list", "model": asked.get("model", "stub"), "data": data, "usage": _usage()}


def _completion(asked: dict[str, Any], content: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": content}
    choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
    model = asked.get("model", "stub")
    return {
        "id": "stub", "object": "chat.completion", "created": 0, "model": model, "choices": choices, "usage": _usage(),
    }  # fmt: skip


def _usage() -> dict[str, int]:
    return {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}


def _words(messages: list[dict[str, Any]]) -> str:
    """All text of the messages, in order."""
    parts: list[str] = []
    for message in messages:
        content = message.get("content") or ""
        parts += [content] if isinstance(content, str) else [part.get("text", "") for part in content]
    return "\n".join(parts)
