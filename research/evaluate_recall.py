"""Citation recall: how many of the documents that experts chose are cited, and how many citations are among them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from citations.trec import Cited, read_run
from evidence.errors import UsageError
from evidence.model import Filters
from evidence.settings import Settings
from research.recall.kept import cited_for, place
from research.recall.measured import Gold, Recall
from research.recall.notes import not_held, strangers, unanswered, ungold
from research.recall.questions import Question, read_questions
from research.recall.scores import Result, Role, as_many, compared, result_of
from research.recall.systems import Cite, check_lengths, first_hits, modes_of, reporter
from research.wiring import Engine, check_sources, open_engine

Say = Callable[[str], None]
DEEPEST = 20  # citations that a curve goes to, and first hits that a search alone is measured with


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is measured: our reports of these lengths, or the system that made `run`; beside what."""

    questions: Path
    run: Path | None = None
    against: Path | None = None  # another run, for the paired test
    lengths: tuple[str, ...] = ("report",)
    baselines: bool = False  # the first hits of each search mode, too
    by: str = ""  # field of a line that figures are given by; "kind" by default
    without: tuple[str, ...] = ()  # sources that nothing is cited from: what the questions were made of


def evaluate_recall(wanted: Wanted, settings: Settings, say: Say) -> Recall:
    """Measures our reports on the settings' library, or any system's run, which needs no library. Raises UsageError."""
    questions = read_questions(wanted.questions, wanted.by)
    known = frozenset(q.id for q in questions)
    rival = {wanted.against.name: read_run(wanted.against, known)} if wanted.against else {}
    if wanted.run:
        return _of_run(wanted, questions, read_run(wanted.run, known), rival)
    return _of_reports(wanted, questions, settings, rival, say)


def _of_run(wanted: Wanted, questions: Sequence[Question], run: Cited, rival: dict[str, Cited]) -> Recall:
    if wanted.baselines or wanted.without:
        raise UsageError("A run is measured as it is: baselines and sources left out are of our own reports.")
    name = wanted.run.name if wanted.run else ""
    runs = {name: run, **_apart(rival, {name})}
    notes = (*ungold(questions), *unanswered(questions, runs), *strangers(questions, runs))
    systems = [
        result_of(each, "measured" if each == name else "against", cited, questions, None, DEEPEST)
        for each, cited in runs.items()
    ]
    return _recall(wanted, _gold(questions, None), systems, notes, runs)


def _of_reports(
    wanted: Wanted, questions: Sequence[Question], settings: Settings, rival: dict[str, Cited], say: Say
) -> Recall:
    check_lengths(wanted.lengths)
    engine = open_engine(settings)
    check_sources(engine.library, Filters(sources=wanted.without))
    held = _held(questions, engine)

    def answers(system: str, cite: Cite) -> Cited:
        return cited_for(questions, cite, place(engine, settings, system, wanted.without), system, say)

    ours = {
        length: answers(length, reporter(engine, length, wanted.without)) for length in dict.fromkeys(wanted.lengths)
    }
    modes = modes_of(engine) if wanted.baselines else ()
    hits = {mode: answers(mode, first_hits(engine, mode, wanted.without)) for mode in modes}
    matched = {_matched(mode, length): as_many(hits[mode], ours[length]) for length in ours for mode in hits}
    shown = {mode: {q: found[:DEEPEST] for q, found in cited.items()} for mode, cited in hits.items()}
    rival = _apart(rival, {*ours, *hits, *matched})
    by_role: dict[Role, dict[str, Cited]] = {"measured": ours, "against": rival, "hits": shown, "as many": matched}
    systems = [
        result_of(name, role, cited, questions, held, DEEPEST)
        for role, members in by_role.items()
        for name, cited in members.items()
    ]
    notes = (*engine.notes, *ungold(questions), *not_held(questions, held), *unanswered(questions, rival))
    return _recall(wanted, _gold(questions, held), systems, notes, ours | rival | shown | matched)


def _held(questions: Sequence[Question], engine: Engine) -> frozenset[str]:
    """The gold documents that the library has. Raises UsageError where it has none."""
    held = frozenset(engine.library.heads(g for q in questions for g in q.gold))
    if held:
        return held
    heads, _ = engine.library.listing(Filters(), 1)
    raise UsageError(
        f"None of the gold documents is in the library {engine.library.folder}, so recall would be 0 whatever is cited."
        f" The first of them is {next(g for q in questions for g in q.gold)};"
        f" ids of the library look like {heads[0].id if heads else 'pubmed:31883958'}."
    )


def _apart(rival: dict[str, Cited], taken: set[str]) -> dict[str, Cited]:
    """A run whose file is named like a system that is measured is shown by another name."""
    return {f"{name} (against)" if name in taken else name: cited for name, cited in rival.items()}


def _matched(mode: str, length: str) -> str:
    return f"{mode}, as many as {length}"


def _recall(
    wanted: Wanted, gold: Gold, systems: Sequence[Result], notes: tuple[str, ...], cited: dict[str, Cited]
) -> Recall:
    """With what is measured compared to each run beside it, and to as many first hits as it cites."""
    tests = tuple(
        test
        for ours in systems
        for other in systems
        if ours.role == "measured" and (other.role == "against" or other.name.endswith(_matched("", ours.name)))
        for test in compared(ours, other)
    )
    return Recall(str(wanted.questions), gold, tuple(systems), tests, notes, cited)


def _gold(questions: Sequence[Question], held: frozenset[str] | None) -> Gold:
    documents = {g for q in questions for g in q.gold}
    with_gold = sum(bool(q.gold) for q in questions)
    if held is None:
        return Gold(len(questions), len(documents), with_gold)
    with_held = sum(any(g in held for g in q.gold) for q in questions)
    return Gold(len(questions), len(documents), with_gold, len(documents & held), with_held)
