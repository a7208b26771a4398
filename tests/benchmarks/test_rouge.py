"""ROUGE as Lin (2004) defines it, and average precision, on examples worked out by hand."""

import pytest

from benchmarks.bioasq_sentences import average_precision, folds
from benchmarks.rouge import rouge_2, rouge_su4


def test_rouge_2_is_lins_example() -> None:
    """Of "police kill the gunman" and "police killed the gunman" one pair of three and three is shared: F1 1/3."""
    assert rouge_2("police kill the gunman", ["Police killed the gunman."]) == pytest.approx(1 / 3)


def test_skip_bigrams_leave_out_at_most_four_words() -> None:
    """a b: pair and two words, all shared. a x x x x b keeps the pair, a x x x x x b loses it."""
    assert rouge_su4("a b", ["a b"]) == 1.0
    near, far = rouge_su4("a b", ["a v w x y b"]), rouge_su4("a b", ["a v w x y z b"])
    # near: 6 words and 15 pairs, all within four; shared a, b and (a, b)
    assert near == pytest.approx(2 * 3 / (3 + 21))
    # far: 7 words and 21 - 1 pairs; shared a and b
    assert far == pytest.approx(2 * 2 / (3 + 27))


def test_of_several_references_the_best_counts() -> None:
    """And without a pair of words there is nothing to share."""
    assert rouge_2("it works", ["no", "it works"]) == 1.0
    assert rouge_2("works", ["it works"]) == 0.0


def test_average_precision_by_hand() -> None:
    """Gold at ranks 1 and 3: (1/1 + 2/3) / 2."""
    assert average_precision([True, False, True], [0.9, 0.5, 0.1]) == pytest.approx((1 + 2 / 3) / 2)
    with pytest.raises(ValueError, match="gold"):
        average_precision([False], [1.0])


def test_folds_never_part_a_group() -> None:
    """Rows of one group are in one fold, and every fold gets some."""
    groups = [1, 1, 1, 2, 2, 3, 3, 4]
    found = folds(groups, 3)
    assert all(len({f for f, g in zip(found, groups, strict=True) if g == group}) == 1 for group in set(groups))
    assert set(found) == {0, 1, 2}
