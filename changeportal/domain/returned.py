"""A returned case: what the decision asks for, section by section, and what was done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from changeportal.domain.business_case import SectionState
from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.terms import Outcome

MOST_ASKS = 20
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a returning decision asks for, and the section that it is about."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked by which decision, and the newest answer to it ("" while there is none)."""

    id: UUID
    section: str
    text: str
    decision: str
    body: str
    asked_at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None


def checked(asks: Sequence[Ask], outcome: Outcome) -> tuple[Ask, ...]:
    """The asks in trimmed words. Refused where the decision returns nothing, Invalid where one cannot be kept."""
    if asks and outcome is not Outcome.RETURN:
        raise Refused("not_returned", "Only a decision that sends the case back asks for changes.")
    if len(asks) > MOST_ASKS:
        raise Invalid({"reasons": f"Ask for {MOST_ASKS} things or fewer"})
    for n, one in enumerate(asks, start=1):
        if one.section not in BY_CODE:
            raise Invalid({f"ask_section_{n}": "Select the section that it is about"})
        if not one.text.strip() or len(one.text) > LONGEST:
            raise Invalid({f"ask_text_{n}": f"Enter what is asked, in {LONGEST:,} characters or fewer"})
    return tuple(Ask(one.section, one.text.strip()) for one in asks)


def unanswered(asked: Sequence[Asked], section: str = "") -> list[Asked]:
    """What nobody has said anything about yet, of one section or of all."""
    return [one for one in asked if not one.answer and (not section or one.section == section)]


def counted_state(state: SectionState, asked: Sequence[Asked], section: str) -> SectionState:
    """A section does not count as complete while something asked of it has no answer."""
    return SectionState.NEEDS_ATTENTION if unanswered(asked, section) else state


def wanting(asked: Sequence[Asked]) -> tuple[str, ...]:
    """The sections with something unanswered, by name, for the criterion."""
    codes = dict.fromkeys(one.section for one in unanswered(asked))
    return tuple(f"‘{BY_CODE[code].label}’" for code in codes)
