"""Milestones come in the order that they say."""

from datetime import date

from changeportal.domain.milestones import Milestone, faults, passed

FIRST = Milestone("a", "Agreed", date(2027, 3, 1))
SECOND = Milestone("b", "Open", date(2027, 6, 1), after="a")


def test_one_may_not_be_due_before_what_it_follows() -> None:
    late = Milestone("new", "Trained", date(2027, 2, 28), after="a")
    assert faults(late, [FIRST]) == {"due": "The date must be on or after 1 March 2027, when ‘Agreed’ is due"}
    assert faults(Milestone("new", "Trained", date(2027, 3, 1), after="a"), [FIRST]) == {}


def test_one_may_not_move_beyond_what_follows_it() -> None:
    moved = Milestone("a", "Agreed", date(2027, 6, 2))
    assert faults(moved, [FIRST, SECOND]) == {
        "due": "The date must be on or before 1 June 2027, when ‘Open’ is due, which comes after it"
    }
    assert faults(Milestone("a", "Agreed", date(2027, 6, 1)), [FIRST, SECOND]) == {}


def test_a_chain_does_not_come_back_to_itself() -> None:
    assert "after_id" in faults(Milestone("a", "Agreed", date(2027, 6, 1), after="b"), [FIRST, SECOND])
    assert "after_id" in faults(Milestone("a", "Agreed", date(2027, 6, 1), after="a"), [FIRST, SECOND])


def test_the_day_itself_has_not_passed() -> None:
    assert list(passed([FIRST], date(2027, 3, 1))) == []
    assert list(passed([FIRST], date(2027, 3, 2))) == [FIRST]
