"""The judges that `evidence check` hears beside the exact one, by name."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from citations.judges.lexical import LexicalJudge
from evidence.errors import UsageError
from evidence.ports import Judge
from evidence.settings import Settings

DEFAULT = ("lexical",)
NLI = "nli:"
NAMES = ("lexical", "model", "nli:NAME-OR-PATH")


@contextmanager
def open_judges(names: Sequence[str], settings: Settings) -> Iterator[tuple[Judge, ...]]:
    """The judges named, in order; those of DEFAULT for none.

    Raises UsageError for a name that there is not, ExtraMissingError for nli without its packages, and EgressRefusedError
    as soon as a model is asked where EVIDENCE_EGRESS_MODELS does not let it.
    """
    with ExitStack() as stack:
        yield tuple(_open(name, settings, stack) for name in dict.fromkeys(names or DEFAULT))


def _open(name: str, settings: Settings, stack: ExitStack) -> Judge:
    if name == "lexical":
        return LexicalJudge()
    if name == "model":
        return _model(settings, stack)
    if name.startswith(NLI) and len(name) > len(NLI):
        from citations.judges.nli import NliJudge

        return NliJudge(name.removeprefix(NLI))
    raise UsageError(f"There is no judge {name}. Judges: {', '.join(NAMES)}.")


def _model(settings: Settings, stack: ExitStack) -> Judge:
    from citations.judges.model import ModelJudge
    from research.models import open_model

    opened = open_model(
        settings.model, settings.egress_models, settings.library,
        base_url=settings.openai_base_url, key=settings.openai_api_key,
    )  # fmt: skip
    return ModelJudge(stack.enter_context(opened))
