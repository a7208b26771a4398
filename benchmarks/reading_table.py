"""The table of issue 5: what each part of reading is measured on, beside which baselines, and what it is to reach."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Figures = Mapping[str, float]  # "part.figure" -> value
Named = tuple[tuple[str, str], ...]  # (what is printed before it, name of the figure)
POINTS = 0.08  # of sentence MAP above the best baseline
TIMES = 1.2  # of ROUGE F1 above both baselines


@dataclass(frozen=True, slots=True)
class Goal:
    """A line of the table. Figures of `ours` are held to floors; `holds` is None where no goal was set."""

    work: str
    data: str
    baselines: Named
    ours: Named
    goal: str = ""
    holds: Callable[[Figures], bool] | None = None

    def is_measured(self, figures: Figures) -> bool:
        """Whether every figure of the line is there."""
        return all(name in figures for _, name in (*self.baselines, *self.ours))


def _least(**bounds: float) -> Callable[[Figures], bool]:
    """Whether each figure (`__` for the dot and `_` for a space of its name) is at least so much."""
    wanted = {name.replace("__", "."): bound for name, bound in bounds.items()}
    return lambda figures: all(figures[name] >= bound for name, bound in wanted.items())


def _map_is_above(figures: Figures) -> bool:
    best = max(figures[f"sentences.{name}.MAP"] for name in ("rank_bm25", "cosine", "last"))
    return figures["sentences.ours.MAP"] >= best + POINTS


def _rouge_is_above(first: str) -> Callable[[Figures], bool]:
    def holds(figures: Figures) -> bool:
        return all(
            figures[f"bottom_line.ours_best_run.{what}"] >= TIMES * figures[f"bottom_line.{other}.{what}"]
            for what in ("ROUGE-2", "ROUGE-SU4")
            for other in (first, "top_bm25_sentence")
        )

    return holds


def _rouge(name: str, label: str) -> Named:
    return ((label, f"bottom_line.{name}.ROUGE-2"), ("/", f"bottom_line.{name}.ROUGE-SU4"))


def _fields(ours: str) -> Named:
    pairs = ((field, what) for field in ("measure", "estimate", "low", "high", "p") for what in ("precision", "recall"))
    return tuple((field if what == "precision" else "/", f"effects.{ours}{what} {field}") for field, what in pairs)


_EFFECTS = _least(**{"effects.late precision": 0.97, "effects.late recall": 0.90})
GOALS = (
    Goal(
        "direction, sentence given",
        "1,172 prompts, 5 folds by article",
        (
            ("majority", "direction.majority_f1"),
            ("keyword rule", "direction.rule_f1"),
            ("tf-idf", "direction.tfidf_f1"),
        ),
        (("macro-F1", "direction.given_f1"), ("from", "direction.given_low"), ("to", "direction.given_high")),
        "macro-F1 >= .80",
        _least(direction__given_f1=0.80),
    ),
    Goal(
        "the same, where it may abstain",
        "limit for 95% chosen on inner folds",
        (),
        (("answers", "direction.sure_coverage"), ("right", "direction.sure_accuracy")),
    ),
    Goal(
        "direction, found in the article",
        "the same",
        (("best BM25 sentence", "direction.found_bm25_f1"), ("in its first five", "direction.bm25_in_five")),
        (("macro-F1", "direction.found_f1"), ("sentence in the first five", "direction.in_five")),
        ">= .55; >= .70",
        _least(direction__found_f1=0.55, direction__in_five=0.70),
    ),
    Goal(
        "answer sentences, MAP",
        "BioASQ, 509 abstracts, 5 folds",
        (
            ("rank-bm25", "sentences.rank_bm25.MAP"),
            ("cosine", "sentences.cosine.MAP"),
            ("last", "sentences.last.MAP"),
        ),
        (("", "sentences.ours.MAP"), ("words alone", "sentences.ours_words.MAP")),
        "best + .08",
        _map_is_above,
    ),
    Goal(
        "yes/no",
        "BioASQ, 10 folds by article, 3 times",
        (("majority", "yesno.bioasq_majority"), ("keyword rule", "yesno.bioasq_keywords")),
        (
            ("macro-F1", "yesno.bioasq_verdict_macro_f1"),
            ("answers", "yesno.bioasq_verdict_answered"),
            ("right", "yesno.bioasq_verdict_accuracy"),
        ),
        ">= .70",
        _least(yesno__bioasq_verdict_macro_f1=0.70),
    ),
    Goal(
        "yes/no/maybe, whole abstract",
        "PubMedQA, the same",
        (("majority", "yesno.pubmedqa_majority"), ("keyword rule", "yesno.pubmedqa_keywords")),
        (
            ("macro-F1", "yesno.pubmedqa_verdict_macro_f1"),
            ("answers", "yesno.pubmedqa_verdict_answered"),
            ("right", "yesno.pubmedqa_verdict_accuracy"),
        ),
        ">= .50",
        _least(yesno__pubmedqa_verdict_macro_f1=0.50),
    ),
    Goal(
        "the same, without its conclusion",
        "PubMedQA, the same",
        (
            ("majority", "yesno.pubmedqa_no_conclusion_majority"),
            ("keyword rule", "yesno.pubmedqa_no_conclusion_keywords"),
        ),
        (("macro-F1", "yesno.pubmedqa_no_conclusion_verdict_macro_f1"),),
    ),
    Goal(
        "bottom line, ROUGE-2 / SU4 F1",
        "BioASQ, first snippet in the experts' order",
        (*_rouge("first_snippet", "first snippet"), *_rouge("top_bm25_sentence", "top BM25 sentence")),
        _rouge("ours_best_run", ""),
        "1.2 times both",
        _rouge_is_above("first_snippet"),
    ),
    Goal(
        "the same",
        "first snippet by document, an order that can be known",
        (*_rouge("first_snippet_sorted", "first snippet"), *_rouge("top_bm25_sentence", "top BM25 sentence")),
        _rouge("ours_best_run", ""),
        "1.2 times both",
        _rouge_is_above("first_snippet_sorted"),
    ),
    Goal(
        "effect fields",
        "79 texts, labelled last",
        (("regex of ten lines", "effects.late baseline precision"), ("/", "effects.late baseline recall")),
        (("precision", "effects.late precision"), ("recall", "effects.late recall")),
        ">= .97; >= .90",
        _EFFECTS,
    ),
    Goal("the same by field, precision / recall", "the same", _fields("late baseline "), _fields("late ")),
    Goal(
        "factoid, MRR; list, F1",
        "BioASQ, the half not developed on",
        (("capitals", "entities.factoid_mrr_capitals"), ("/", "entities.list_f1_capitals")),
        (("", "entities.factoid_mrr"), ("/", "entities.list_f1")),
    ),
)


def held(figures: Figures) -> dict[str, float]:
    """Those that are held to floors: ours, of the lines that are measured."""
    names = [name for goal in GOALS for _, name in goal.ours if name in figures]
    return {name: figures[name] for name in dict.fromkeys(names)}


def markdown(figures: Figures) -> str:
    """The lines that are measured, as a table."""
    rows = [_row(goal, figures) for goal in GOALS if goal.is_measured(figures)]
    return "\n".join(["| work | data | baselines | ours | goal | |", "|---|---|---|---|---|---|", *rows])


def _row(goal: Goal, figures: Figures) -> str:
    said = (_said(goal.baselines, figures), _said(goal.ours, figures))
    return f"| {' | '.join((goal.work, goal.data, *said, goal.goal, _verdict(goal, figures)))} |"


def _verdict(goal: Goal, figures: Figures) -> str:
    return "" if goal.holds is None else "holds" if goal.holds(figures) else "does not hold"


def _said(named: Sequence[tuple[str, str]], figures: Figures) -> str:
    """ "precision .977, recall .873"; what "/", "from" or "to" leads in stands without a comma."""
    said = ""
    for label, name in named:
        joint = " " if label in ("/", "from", "to") else ", "
        said += (joint if said else "") + f"{label} {_short(figures[name])}".strip()
    return said


def _short(figure: float) -> str:
    """.819; 1.000 as 1."""
    return "1" if figure >= 0.9995 else f"{figure:.3f}".removeprefix("0")
