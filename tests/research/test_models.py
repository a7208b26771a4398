"""The door to a language model: an OpenAI-compatible address, asked like any other, and its answers read strictly."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from citations.judges.model import ModelJudge
from evidence.errors import (
    EgressRefusedError,
    PrivacyRefusedError,
    SourceRejectedError,
    SourceUnavailableError,
    UsageError,
)
from evidence.model import Passage
from evidence.transport import Reply, Request, Transport
from research.models import SETTING, ChatModel, open_model
from tests.evidence.faulty_server import Answer, FaultyServer, answer, faulty_server

TEXT = "Aspirin and death\n\nAspirin reduced mortality by 12% in adults."


def completion(content: object) -> bytes:
    """A chat completion."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


class Poster:
    """A door that keeps what is handed to it and gives one answer."""

    def __init__(self, outcome: bytes | Exception) -> None:
        self._outcome = outcome
        self.posted: list[tuple[Request, bytes]] = []

    def post(self, request: Request, json: bytes) -> Reply:
        self.posted.append((request, json))
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return Reply(request.url, 200, {}, self._outcome, "")


def test_what_is_asked() -> None:
    """One system message, one of the user, no chance in it; and the screen is shown all of the user's."""
    door = Poster(completion("yes"))
    assert ChatModel("m", door, base_url="http://localhost:1/v1/", key=" k\n").complete("rules", "é?") == "yes"
    [(request, body)] = door.posted
    asked = json.loads(body)
    assert (request.url, request.says) == ("http://localhost:1/v1/chat/completions", "é?")
    assert request.headers == (("authorization", "Bearer k"),)
    assert asked["messages"] == [{"role": "system", "content": "rules"}, {"role": "user", "content": "é?"}]
    assert (asked["model"], asked["temperature"]) == ("m", 0)


def test_without_a_key_no_key_is_sent() -> None:
    """And the address is OpenAI's own where none is set."""
    door = Poster(completion("yes"))
    ChatModel("m", door).complete("", "")
    assert door.posted[0][0].headers == ()
    assert door.posted[0][0].url == "https://api.openai.com/v1/chat/completions"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": null}]}', completion(None),
     completion(3), b"[" * 100_000, b'"\xff"'],
)  # fmt: skip
def test_what_is_no_completion_is_refused(body: bytes) -> None:
    with pytest.raises(SourceRejectedError, match="The answer of m"):
        ChatModel("m", Poster(body)).complete("", "")


def test_a_refused_key_is_not_repeated() -> None:
    """Servers put it into their message."""
    door = Poster(SourceRejectedError("refused (HTTP 401): Incorrect API key provided: sk-123."))
    with pytest.raises(SourceRejectedError) as caught:
        ChatModel("m", door, key="sk-123").complete("", "")
    assert "sk-123" not in str(caught.value)
    assert "HTTP 401" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "url", "key", "said"),
    [
        ("", "", "", "EVIDENCE_MODEL"),
        ("m", "ftp://x/", "", "OPENAI_BASE_URL"),
        ("m", "localhost:8000", "", "OPENAI_BASE_URL"),
        ("m", "http://models.example.org/v1", "k", "https"),
        ("m", "", "k\ny", "OPENAI_API_KEY"),
        ("m", "", "ключ", "OPENAI_API_KEY"),
    ],
)
def test_wrong_settings_are_named(name: str, url: str, key: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ChatModel(name, Poster(b""), base_url=url, key=key)


def test_a_server_inside_needs_no_https_where_there_is_no_key() -> None:
    """A hospital's own."""
    assert ChatModel("m", Poster(completion("yes")), base_url="http://models.example.org/v1").complete("", "") == "yes"


# Through the real door, to a server on this machine

Serve = Callable[..., FaultyServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Servers that give these answers."""
    open_servers: list[AbstractContextManager[FaultyServer]] = []

    def start(*answers: Answer) -> FaultyServer:
        open_servers.append(faulty_server(*answers))
        return open_servers[-1].__enter__()

    yield start
    for server in open_servers:
        server.__exit__(None, None, None)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Callable[[str], Transport]]:
    """Transports that keep their log in tmp_path."""
    made: list[Transport] = []

    def make(egress: str) -> Transport:
        options = {"per_second": 1000.0, "tries": 2, "setting": SETTING, "sleep": lambda seconds: None}
        made.append(Transport(egress, tmp_path, **options))
        return made[-1]

    yield make
    for transport in made:
        transport.close()


def test_a_server_on_this_machine_is_asked(serve: Serve, door: Callable[[str], Transport], tmp_path: Path) -> None:
    """As JSON, and the log has a line for it with none of its words."""
    server = serve(answer(completion("yes")))
    assert ChatModel("m", door("local"), base_url=server.url, key="k").complete("rules", "is it so?") == "yes"
    [seen] = server.seen
    assert (seen.method, seen.path) == ("POST", "/chat/completions")
    assert (seen.headers["content-type"], seen.headers["authorization"]) == ("application/json", "Bearer k")
    assert json.loads(seen.body)["messages"][1]["content"] == "is it so?"
    log = (tmp_path / "egress.jsonl").read_text()
    assert json.loads(log)["method"] == "POST"
    assert "is it so" not in log
    assert "Bearer" not in log


def test_offline_nothing_is_sent(serve: Serve, door: Callable[[str], Transport]) -> None:
    """The setting is named, by a judge as well."""
    server = serve(answer(completion("yes")))
    model = ChatModel("m", door("offline"), base_url=server.url)
    with pytest.raises(EgressRefusedError, match="EVIDENCE_EGRESS_MODELS"):
        ModelJudge(model).judge("Aspirin reduced mortality", [Passage("pubmed:1", 0, len(TEXT), TEXT)])
    assert server.seen == []


def test_a_model_is_opened_from_settings(serve: Serve, tmp_path: Path) -> None:
    """By name, address and egress; the log stands in the folder."""
    server = serve(answer(completion("yes")))
    with open_model("m", "local", tmp_path, base_url=server.url) as model:
        assert model.complete("", "x") == "yes"
    assert (tmp_path / "egress.jsonl").exists()
    with (
        open_model("m", "offline", tmp_path, base_url=server.url) as model,
        pytest.raises(EgressRefusedError, match="EVIDENCE_EGRESS_MODELS"),
    ):
        model.complete("", "x")


def test_personal_data_are_not_sent(serve: Serve, door: Callable[[str], Transport]) -> None:
    """Wherever in the prompt they stand."""
    server = serve(answer(completion("yes")))
    with pytest.raises(PrivacyRefusedError):
        ChatModel("m", door("any"), base_url=server.url).complete("", '{"claim": "MRN: 4482913 had a stroke"}')
    assert server.seen == []


def test_a_server_that_fails_is_asked_again(serve: Serve, door: Callable[[str], Transport]) -> None:
    """With the same body; one that goes on failing may be tried later."""
    server = serve(answer(status=503), answer(completion("yes")))
    assert ChatModel("m", door("local"), base_url=server.url).complete("", "x") == "yes"
    assert server.seen[0].body == server.seen[1].body != b""
    down = serve(answer(status=503))
    with pytest.raises(SourceUnavailableError):
        ChatModel("m", door("local"), base_url=down.url).complete("", "x")


def test_a_judge_through_the_door(serve: Serve, door: Callable[[str], Transport]) -> None:
    """From claim to verdict, over HTTP."""
    said = json.dumps({"verdict": "supported", "sentence": 2, "quote": "Aspirin reduced mortality by 12%"})
    server = serve(answer(completion(said)))
    judge = ModelJudge(ChatModel("m", door("local"), base_url=server.url))
    verdict = judge.judge("Aspirin reduced mortality by 12%", [Passage("pubmed:1", 0, len(TEXT), TEXT)])
    assert (judge.name, verdict.support) == ("model:m", "supported")
    assert TEXT[verdict.start : verdict.end] == "Aspirin reduced mortality by 12% in adults."
