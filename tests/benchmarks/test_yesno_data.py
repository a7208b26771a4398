"""The folds of the yes/no measure: no article is on both sides."""

from benchmarks.reading_yesno import keyword_rule
from benchmarks.train_yesno import macro_f1
from benchmarks.yesno_data import Question, groups
from research.reading.verdict.weigh import Statement


def asked(name: str, *documents: str, text: str = "Aspirin works.") -> Question:
    return Question(name, f"Question {name}?", tuple(Statement(d, 0, len(text), text) for d in documents), "yes")


def test_questions_that_share_an_article_are_one_group() -> None:
    """Directly (a, b) or through another (a, c by b); d shares nothing."""
    a, b, c, d = groups([asked("a", "1"), asked("b", "1", "2"), asked("c", "2"), asked("d", "3")])
    assert a == b == c != d


def test_macro_f1_is_the_mean_over_classes() -> None:
    """Gold yes yes no, said yes no no: F1 is 2/3 for yes and 2/3 for no."""
    assert abs(macro_f1(["yes", "yes", "no"], ["yes", "no", "no"], ("yes", "no")) - 2 / 3) < 1e-9


def test_the_keyword_rule_reads_denials_and_doubt() -> None:
    """The baseline says no to a denial, undecided to doubt, else yes."""
    texts = ("It did not work.", "This is unclear.", "It works.")
    assert [keyword_rule(asked("a", "1", text=t)) for t in texts] == ["no", "undecided", "yes"]
