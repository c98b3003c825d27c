"""Whether every request of a proposal, for people and for money, has an answer; gateway 3 decides only then."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import literal, select, union_all

from changeportal.data.models.pots import FundingRequest, Pot
from changeportal.data.models.resourcing import Pool, ResourceRequest
from changeportal.data.session import db
from changeportal.domain.calendar import year_label


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What was asked of whom, and where it stands."""

    name: str
    state: str

    @property
    def waiting(self) -> bool:
        """Whether nobody has answered."""
        return self.state == "asked"


def answer_lines(proposal_id: UUID) -> list[AnswerLine]:
    """People first, then money. One statement."""
    people = (
        select(literal(0).label("part"), Pool.name.label("name"), literal(0).label("year"), ResourceRequest.state)
        .join(Pool, Pool.id == ResourceRequest.pool_id)
        .where(ResourceRequest.proposal_id == proposal_id, ResourceRequest.state != "withdrawn")
    )
    money = (
        select(literal(1), Pot.name, FundingRequest.year, FundingRequest.state)
        .join(Pot, Pot.id == FundingRequest.pot_id)
        .where(FundingRequest.proposal_id == proposal_id, FundingRequest.state != "withdrawn")
    )
    rows: Iterable[Any] = db.session.execute(union_all(people, money).order_by("part", "name", "year"))
    return [AnswerLine(f"{row.name}, {year_label(row.year)}" if row.year else row.name, str(row.state)) for row in rows]
