"""What a command says that it has done is the difference between the library before and after it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indexers.prepare import prepare, with_sources, with_status
from indexers.tally import State, Tally, outcome, state_of
from tests.fakes import document

ONE: State = ("digest 1", (), "current")
TWO: State = ("digest 2", (), "current")
RETRACTED: State = ("digest 1", (), "retracted")

states = st.sampled_from([None, ONE, TWO, RETRACTED])


def test_outcomes() -> None:
    """Added, updated, deleted, or nothing."""
    assert [outcome(*pair) for pair in [(None, ONE), (ONE, TWO), (ONE, None), (ONE, ONE), (None, None)]] == [
        "added", "updated", "deleted", "", "",
    ]  # fmt: skip
    assert outcome(ONE, RETRACTED) == "updated"


def test_what_makes_a_state() -> None:
    """Content, sources and status: each alone makes another; the notices that do not change the status make none."""
    made = prepare(document(1))
    state = state_of(made.row)
    assert state_of(with_sources(made, ("mine",)).row) != state
    assert state_of(with_status(made, "retracted", "").row) != state
    assert state_of(prepare(document(1, body="Other words.")).row) != state
    assert state_of(with_status(made, "current", '[{"status":"current"}]').row) == state
    assert state_of(None) is None


def test_one_document_on_its_way() -> None:
    """Added by one commit, deleted by the next, and back with the third: the command has added it, once."""
    tally = Tally()
    for old, new in [(None, ONE), (ONE, None), (None, TWO)]:
        tally.note(None, old, new, was_read=True)
    assert tally.counts() == {"added": 1, "updated": 0, "deleted": 0, "touched": 1}


def test_what_a_notice_reached_was_not_read() -> None:
    """It counts as updated, and not among the records read, until it is read itself."""
    tally = Tally()
    tally.note(ONE, ONE, RETRACTED, was_read=False)
    assert tally.counts() == {"added": 0, "updated": 1, "deleted": 0, "touched": 0}
    tally.note(ONE, RETRACTED, TWO, was_read=True, was_reached=True)
    assert tally.counts() == {"added": 0, "updated": 1, "deleted": 0, "touched": 1}


def test_statuses_that_changed() -> None:
    """Only of what was there before and still is; there and back is no change."""
    tally = Tally()
    tally.note(ONE, ONE, RETRACTED, was_read=False)
    assert tally.status_changed() == {"retracted": 1}
    tally.note(None, None, RETRACTED, was_read=True)
    tally.note(RETRACTED, RETRACTED, None, was_read=True)
    assert tally.status_changed() == {"retracted": 1}
    tally.note(ONE, RETRACTED, ONE, was_read=False)
    assert tally.status_changed() == {}


@given(st.lists(st.lists(states, min_size=2, max_size=6), max_size=8))
def test_only_the_ends_count(ways: list[list[State | None]]) -> None:
    """However many commits each document went through: the counts are those of one step from the first to the last."""
    tally, at_once = Tally(), Tally()
    for way in ways:
        for old, new in pairwise(way):
            tally.note(way[0], old, new, was_read=True)
        at_once.note(way[0], way[0], way[-1], was_read=True)
    assert tally.counts() == at_once.counts()
    assert tally.status_changed() == at_once.status_changed()
    assert tally.counts()["deleted"] == sum(way[0] is not None and way[-1] is None for way in ways)
    assert tally.counts()["added"] == sum(way[0] is None and way[-1] is not None for way in ways)
