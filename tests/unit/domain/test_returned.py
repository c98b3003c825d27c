"""What a returning decision asks for."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from changeportal.domain.business_case import SectionState
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.returned import Ask, Asked, checked, counted_state, unanswered, wanting
from changeportal.domain.terms import Outcome

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def asked(section: str, answer: str = "") -> Asked:
    return Asked(UUID(int=1), section, "Say how many", "D-2026-0001", "Change Board", AT, answer)


def test_only_a_return_asks() -> None:
    one = Ask("need", " Say how many ")
    assert checked([one], Outcome.RETURN) == (Ask("need", "Say how many"),)
    assert checked([], Outcome.PROCEED) == ()
    with pytest.raises(Refused, match="sends the case back"):
        checked([one], Outcome.PROCEED)


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        (Ask("nowhere", "Say how many"), "ask_section_1"),
        (Ask("need", " "), "ask_text_1"),
        (Ask("need", "x" * 2001), "ask_text_1"),
    ],
)
def test_what_cannot_be_kept_names_its_box(ask: Ask, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked([ask], Outcome.RETURN)
    assert list(refused.value.fields) == [field]


def test_twenty_things_and_no_more() -> None:
    assert len(checked([Ask("need", "x")] * 20, Outcome.RETURN)) == 20
    with pytest.raises(Invalid):
        checked([Ask("need", "x")] * 21, Outcome.RETURN)


def test_a_section_counts_as_complete_once_everything_asked_of_it_is_answered() -> None:
    rows = [asked("need"), asked("need", "Counted them"), asked("fit", "Said so")]
    assert counted_state(SectionState.COMPLETE, rows, "need") is SectionState.NEEDS_ATTENTION
    assert counted_state(SectionState.COMPLETE, rows, "fit") is SectionState.COMPLETE
    assert counted_state(SectionState.IN_PROGRESS, rows, "risks") is SectionState.IN_PROGRESS
    assert [one.section for one in unanswered(rows)] == ["need"]
    assert wanting(rows) == ("‘Describe the problem and who it affects’",)
    assert wanting(rows[1:]) == ()
