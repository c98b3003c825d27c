"""Notices and call-in of a proposal as the rules on them take them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.boards import Board
from changeportal.data.models.gateways import Condition, Decision, Round
from changeportal.data.models.lawful import CallInEntry, DecisionNotice
from changeportal.data.models.policy import PolicyVersion
from changeportal.data.models.reference import BankHoliday
from changeportal.data.session import AnySession
from changeportal.domain.call_in import CallIn, CallInKind
from changeportal.domain.key_notices import Notice, NoticeKind, Wanted
from changeportal.domain.terms import BoardKind, Gateway, Outcome

AGREED = (Outcome.PROCEED, Outcome.PROCEED_WITH_CONDITIONS)


@dataclass(frozen=True, slots=True)
class Asked:
    """The body of an open round and what its delegation rule asks for."""

    board_id: UUID
    name: str
    slug: str
    kind: BoardKind
    officer_id: UUID | None
    call_in_days: int
    authority: str
    rule: Mapping[str, Any]

    def wanted(self, *, private: bool = False) -> Wanted:
        """The notice that the rule asks for."""
        return Wanted(
            bool(self.rule.get("key_decision")),
            int(self.rule.get("notice_days", 0)),
            str(self.rule.get("notice_counted", "days")),
            private,
        )


def holidays(session: AnySession) -> frozenset[date]:
    """The bank holidays."""
    return frozenset(session.execute(select(BankHoliday.day)).scalars())


def asked_of(session: AnySession, the_round: Round) -> Asked | None:
    """The body of a round; nothing for a round that roles decide."""
    row = session.execute(
        select(Board, PolicyVersion.document)
        .outerjoin(PolicyVersion, PolicyVersion.id == the_round.delegation_version_id)
        .where(Board.id == the_round.board_id)
    ).first()
    if row is None:
        return None
    rules = row.document["rules"] if row.document else ()
    rule: Mapping[str, Any] = next((one for one in rules if one["code"] == the_round.rule_applied), {})
    board = row.Board
    return Asked(
        board.id, board.name, board.slug, board.kind, board.officer_id, board.call_in_days, board.decides, rule
    )


def notices_of(session: AnySession, proposal_id: UUID, board_id: UUID) -> list[Notice]:
    """The notices published for a decision of that body."""
    rows = session.execute(
        select(DecisionNotice).where(DecisionNotice.proposal_id == proposal_id, DecisionNotice.board_id == board_id)
    ).scalars()
    return [Notice(NoticeKind(row.kind), row.published_on, row.decision_on, row.agreed_on) for row in rows]


def call_in_of(session: AnySession, made: Decision) -> CallIn:
    """The call-in of a decision."""
    kinds = session.execute(select(CallInEntry.kind).where(CallInEntry.decision_id == made.id)).scalars()
    return CallIn(made.call_in_until, frozenset(CallInKind(kind) for kind in kinds))


def approving_decision(session: AnySession, proposal_id: UUID) -> Decision | None:
    """The newest decision that agreed the proposal at gateway 4."""
    return session.execute(
        select(Decision)
        .where(Decision.proposal_id == proposal_id, Decision.gateway == Gateway.G4, Decision.outcome.in_(AGREED))
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def conditions_before_start(session: AnySession, proposal_id: UUID) -> tuple[str, ...]:
    """Unmet conditions that block the start of the work."""
    rows = session.execute(
        select(Condition.text)
        .where(Condition.proposal_id == proposal_id, Condition.met_at.is_(None), Condition.blocks == "implementation")
        .order_by(Condition.due, Condition.id)
    ).scalars()
    return tuple(rows)
