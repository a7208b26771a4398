"""Answer sentences: scored, covered without repeats, and joined to a bottom line."""

import pytest

from evidence.model import Document
from research.reading.sentences.asked import form_of
from research.reading.sentences.bottom_line import bottom_line
from research.reading.sentences.cover import Scored, cover
from research.reading.sentences.features import features, names
from research.reading.sentences.of_documents import probabilities
from research.reading.sentences.runs import Run, run_features, run_names, runs_of
from research.reading.sentences.score import score
from research.reading.sentences.trees import Trees
from research.reading.sentences.values import Sentence
from research.reading.terms import Terms, read_terms

QUESTION = "Does aspirin prevent stroke in adults with diabetes?"
TITLE = Sentence("Aspirin and stroke in diabetes: a randomised trial.", is_title=True)
AIM = Sentence("We aimed to determine whether aspirin prevents stroke in adults with diabetes.")
METHOD = Sentence("Blood was drawn at baseline and stored at minus 80 degrees.")
ANSWER = Sentence("In conclusion, aspirin did not prevent stroke in adults with diabetes.")
ABSTRACT = [TITLE, AIM, METHOD, ANSWER]


def _terms(question: str = QUESTION) -> Terms:
    """Every word in 10 of 1,000 documents."""
    return read_terms(question, lambda words: [10] * len(words), 1000)


def test_the_conclusion_is_more_probable_than_aim_and_method() -> None:
    """With the labels that PubMed gives, with and without likeness; probabilities lie between 0 and 1."""
    labelled = [
        TITLE,
        Sentence(AIM.text, "OBJECTIVE"),
        Sentence(METHOD.text, "METHODS"),
        Sentence(ANSWER.text, "CONCLUSIONS"),
    ]
    for likeness in (None, [0.7, 0.8, 0.1, 0.8]):
        found = score(QUESTION, _terms(), labelled, likeness)
        assert all(0 < p < 1 for p in found)
        assert found[3] == max(found)
        assert found[2] == min(found)


def test_a_section_label_moves_the_probability() -> None:
    """Methods down, conclusions up, all else being equal."""
    plain = score(QUESTION, _terms(), ABSTRACT)[3]
    label = {
        c: score(QUESTION, _terms(), [*ABSTRACT[:3], Sentence(ANSWER.text, c)])[3] for c in ("METHODS", "CONCLUSIONS")
    }
    assert label["METHODS"] < plain < label["CONCLUSIONS"]


def test_likeness_of_another_length_is_refused() -> None:
    """Three sentences and two cosines."""
    with pytest.raises(ValueError, match="3 sentences"):
        score(QUESTION, _terms(), ABSTRACT[:3], [0.1, 0.2])


def test_no_sentences_no_scores() -> None:
    """And a question of stop words alone raises nothing."""
    assert score(QUESTION, _terms(), []) == []
    assert len(score("Why is it?", _terms("Why is it?"), [ANSWER])) == 1


def test_features_are_as_many_as_their_names() -> None:
    """Of sentences and of runs, with likeness and without."""
    assert {len(row) for row in features(QUESTION, _terms(), ABSTRACT, None)} == {len(names(likeness=False))}
    assert {len(row) for row in features(QUESTION, _terms(), ABSTRACT, [0.1] * 4)} == {len(names(likeness=True))}
    pool = [ABSTRACT]
    assert {len(row) for row in run_features(QUESTION, _terms(), pool, runs_of(pool))} == {len(run_names())}


def test_trees_add_up() -> None:
    """Start 0.5; left of 1.0 gives -1, right of it 2; a second tree is a leaf of 0.25."""
    split = {"feature": [0, 0, 0], "threshold": [1.0, 0, 0], "left": [1, 1, 2], "right": [2, 1, 2], "value": [0, -1, 2]}
    leaf = {"feature": [0], "threshold": [0.0], "left": [0], "right": [0], "value": [0.25]}
    trees = Trees.of(("x",), 0.5, 1, [split, leaf])
    assert trees.sums([[1.0], [1.5]]) == [-0.25, 2.75]
    assert trees.sums([]) == []


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Is aspirin safe?", "yesno"),
        ("What is a PROTAC?", "definition"),
        ("How many genes are mutated?", "number"),
        ("List the symptoms of measles.", "list"),
        ("What causes gout?", "cause"),
    ],
)
def test_the_form_of_a_question(question: str, form: str) -> None:
    """By its wording."""
    assert form_of(question) == form


def test_cover_passes_over_what_repeats() -> None:
    """The same finding in nearly the same words is taken once; another finding is added."""
    pool = [
        Scored("Aspirin did not prevent stroke in adults with diabetes.", 0.9),
        Scored("In adults with diabetes aspirin did not prevent stroke.", 0.8),
        Scored("Major bleeding was more frequent with aspirin than with placebo.", 0.7),
    ]
    assert cover(QUESTION, pool, 3, enough=0.0) == [0, 2]
    assert cover(QUESTION, pool, 1) == [0]
    assert cover(QUESTION, pool, 0) == []
    assert cover(QUESTION, [], 5) == []


def test_cover_stops_where_little_is_added_and_keeps_what_has_begun() -> None:
    """An improbable sentence of its own words is left out; what was begun with comes first."""
    pool = [Scored("Aspirin did not prevent stroke.", 0.9), Scored("Samples were frozen overnight.", 0.01)]
    assert cover(QUESTION, pool, 2, enough=0.9) == [0]
    assert cover(QUESTION, pool, 2, enough=0.0, begun=[1]) == [1, 0]
    with pytest.raises(ValueError, match="0 sentences"):
        cover(QUESTION, pool, -1)


def test_a_bottom_line_does_not_begin_with_a_leaning_sentence() -> None:
    """ "This effect ..." may follow its own antecedent, and is not shown alone."""
    leaning = Sentence("This effect was also seen in adults with diabetes.")
    pool = [[leaning], [ANSWER]]
    assert bottom_line(QUESTION, _terms(), pool, 1) == [(1, 0)]
    assert (0, 0) not in bottom_line(QUESTION, _terms(), pool)


def test_a_bottom_line_is_of_the_pool_and_not_too_long() -> None:
    """At most so many sentences, none twice, the same every time; nothing from nothing."""
    pool = [[AIM, ANSWER], [METHOD], [Sentence("Aspirin raised the risk of bleeding in adults with diabetes.")]]
    shown = bottom_line(QUESTION, _terms(), pool, 2)
    assert 1 <= len(shown) <= 2
    assert len(set(shown)) == len(shown)
    assert shown == bottom_line(QUESTION, _terms(), pool, 2)
    assert bottom_line(QUESTION, _terms(), []) == []


def test_runs_are_neighbours_of_one_source() -> None:
    """Two sentences and one give four runs."""
    assert runs_of([[AIM, ANSWER], [METHOD]], 2) == [Run(0, 0, 0), Run(0, 0, 1), Run(0, 1, 1), Run(1, 0, 0)]


def test_sentences_of_several_documents_keep_their_order() -> None:
    """Each is scored among its own document's, by place, in whatever order they come."""
    text = f"{AIM.text} {ANSWER.text}"
    one, two = (Document(i, "Aspirin in diabetes", text, "x", "jsonl") for i in ("file:x/1", "file:x/2"))
    cut = len(AIM.text)
    places = [(two, cut + 1, len(text)), (one, 0, cut), (one, cut + 1, len(text)), (two, 0, cut)]
    for likeness in ([None] * 4, [0.8, 0.7, 0.8, 0.7]):
        found = probabilities(QUESTION, _terms(), places, likeness)
        assert found[0] == pytest.approx(found[2])
        assert found[1] == pytest.approx(found[3])
        assert found[0] != pytest.approx(found[1])
    assert probabilities(QUESTION, _terms(), [], []) == []
