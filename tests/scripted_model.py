"""A language model that answers from a script, and remembers what it was asked."""

from collections.abc import Callable


class ScriptedModel:
    """A LanguageModel: each reply in turn, the last one again and again; an error in the script is raised."""

    name = "scripted"

    def __init__(self, *replies: str | Exception) -> None:
        self._replies = replies
        self.asked: list[tuple[str, str]] = []  # (system, prompt), in order

    def complete(self, system: str, prompt: str) -> str:
        reply = self._replies[min(len(self.asked), len(self._replies) - 1)]
        self.asked.append((system, prompt))
        if isinstance(reply, Exception):
            raise reply
        return reply


class AnsweringModel:
    """A LanguageModel whose reply is a function of the prompt."""

    name = "answering"

    def __init__(self, answer: Callable[[str], str]) -> None:
        self._answer = answer

    def complete(self, system: str, prompt: str) -> str:
        return self._answer(prompt)
