"""A language model as a judge, never believed on its word.

What it says counts only where the words that it quotes stand in the source. The claim and the source go to it as JSON
strings: no quotation mark or line end in them can end the string and be read as part of the task. A text can still talk
a model into a wrong answer; so "supported" must also quote words that share something with the claim and hold all its
numbers.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from citations.judges.model_reply import MalformedReplyError, ModelReply, read_reply
from citations.judges.source import SourceSentence, as_source, closest, stems
from citations.quotes import locate
from evidence.errors import PrivacyRefusedError, SourceError
from evidence.model import Mismatch, Passage, Support, Verdict
from evidence.ports import LanguageModel
from evidence.text.numbers import numbers_missing

MOST = 40  # sentences that a model is shown: an abstract whole, or those of an article that stand nearest
LONGEST = 2_000  # characters of one that it is shown
FEWEST = 3  # words of a quote: one or two stand anywhere
TRIES = 2
SYSTEM = Path(__file__).with_name("model_judge.md")


class ModelJudge:
    """Shows a language model the claim and the numbered sentences of the source, and checks what it answers."""

    def __init__(self, model: LanguageModel) -> None:
        self.name = f"model:{model.name}"
        self._model = model
        self._system = SYSTEM.read_text(encoding="utf-8")

    def judge(self, claim: str, passages: Sequence[Passage]) -> Verdict:
        """One verdict over the passages taken together; undecided where the model's answer cannot be held to them.

        Raises EgressRefusedError where the settings do not allow the model to be asked.
        """
        if not passages:
            return Verdict("not_found", self.name, "Nothing is cited that could be read.")
        near = [sentence for _, sentence in closest(claim, as_source(passages), MOST) if sentence.stems]
        if not stems(claim) or not near:
            return Verdict("undecided", self.name, "There is no claim and sentence here to ask the model about.")
        shown = sorted(near, key=lambda sentence: sentence.place)
        try:
            reply = self._ask(question(claim, shown))
        except (MalformedReplyError, SourceError, PrivacyRefusedError) as error:
            return self._verdict("undecided", near[0], f"The model gave no answer that can be used: {_phrase(error)}.")
        return self._held_to_the_source(claim, reply, shown, near[0])

    def _ask(self, prompt: str) -> ModelReply:
        for _ in range(TRIES - 1):
            try:
                return read_reply(self._model.complete(self._system, prompt))
            except MalformedReplyError:
                continue
        return read_reply(self._model.complete(self._system, prompt))

    def _held_to_the_source(
        self, claim: str, reply: ModelReply, shown: Sequence[SourceSentence], nearest: SourceSentence
    ) -> Verdict:
        if reply.support == "not_found":
            return self._verdict("not_found", nearest, "The model finds no sentence that speaks of it.")
        if reply.support == "undecided":
            return self._verdict("undecided", nearest, "The model cannot tell.")
        quoted = _sentence_of(reply, shown)
        if quoted is None:
            reason = f"The model says {reply.support}, but what it quotes does not stand in the source."
            return self._verdict("undecided", nearest, reason)
        if reply.support == "supported":
            return self._supported(claim, reply.quote, quoted)
        return self._verdict(
            reply.support, quoted, f"The model says {reply.support}, and quotes: “{reply.quote.strip()}”."
        )

    def _supported(self, claim: str, quote: str, quoted: SourceSentence) -> Verdict:
        """The numbers are looked for in the quoted words alone: elsewhere in the sentence they may be the other arm's."""
        missing = tuple(Mismatch("number", number.text, "") for number in numbers_missing(claim, quote))
        if missing:
            said = ", ".join(each.claim for each in missing)
            reason = f"The model says supported, but {said} does not stand in what it quotes."
            return self._verdict("undecided", quoted, reason, missing)
        if not set(stems(claim)) & set(stems(quote)):
            reason = "The model says supported, but what it quotes has no word of the claim."
            return self._verdict("undecided", quoted, reason)
        return self._verdict("supported", quoted, f"The model says supported, and quotes: “{quote.strip()}”.")

    def _verdict(
        self, support: Support, at: SourceSentence, reason: str, mismatches: tuple[Mismatch, ...] = ()
    ) -> Verdict:
        return Verdict(support, self.name, reason, at.text, at.document_id, at.start, at.end, mismatches)


def question(claim: str, shown: Sequence[SourceSentence]) -> str:
    """The claim and the sentences, numbered from 1, as one JSON object."""
    sentences = [{"number": n, "text": sentence.text[:LONGEST]} for n, sentence in enumerate(shown, start=1)]
    return json.dumps({"claim": claim, "sentences": sentences}, ensure_ascii=False)


def _sentence_of(reply: ModelReply, shown: Sequence[SourceSentence]) -> SourceSentence | None:
    """The sentence in which the quoted words stand: the one that the model names, else any that has them."""
    if len(reply.quote.split()) < FEWEST:
        return None
    number = reply.sentence or 0
    named = shown[number - 1 : number] if number > 0 else []
    return next((sentence for sentence in [*named, *shown] if locate(reply.quote, sentence.text)), None)


def _phrase(error: Exception) -> str:
    return str(error).strip().rstrip(".")
