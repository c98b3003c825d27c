"""What the record and the notice of a decision are made from: its page, and what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from changeportal.data.models.boards import Board
from changeportal.data.session import db
from changeportal.domain.call_in import CallInKind
from changeportal.domain.exempt import ExemptPart, exempt_part
from changeportal.domain.key_notices import PRIVATE, NoticeKind
from changeportal.domain.people import Actor
from changeportal.domain.terms import BoardKind
from changeportal.queries import lawful
from changeportal.queries.decisions import DecisionPage, one
from changeportal.queries.history import ConditionRow, conditions
from changeportal.queries.lawful import NoticeRow
from changeportal.queries.proposals import ProposalHeader, header


@dataclass(frozen=True, slots=True)
class DecisionSource:
    """A decision with its proposal, conditions, notices and call-in; ``exempt`` where a part is not public."""

    page: DecisionPage
    proposal: ProposalHeader
    kind: BoardKind | None
    conditions: Sequence[ConditionRow]
    notices: Sequence[NoticeRow]
    call_in: Sequence[tuple[CallInKind, str, str, date]]
    exempt: ExemptPart | None


def decision_source(actor: Actor, number: str, today: date) -> DecisionSource:
    """By the rights of the decision's page. Ten statements. NotFound for what the actor may not know about."""
    page = one(actor, number)
    made = page.decision
    proposal = header(actor, page.ref, today)
    kind = db.session.execute(select(Board.kind).where(Board.id == made.board_id)).scalar_one_or_none()
    mine = [row for row in lawful.notices(made.proposal_id) if row.row.board_id == made.board_id]
    return DecisionSource(
        page,
        proposal,
        kind,
        [row for row in conditions(made.proposal_id) if row.decision == number],
        [row for row in mine if row.row.published_on <= made.decided_at.date()],
        lawful.call_in(made) if made.call_in_until else (),
        _exempt(page, proposal, mine),
    )


def _exempt(page: DecisionPage, proposal: ProposalHeader, notices: Sequence[NoticeRow]) -> ExemptPart | None:
    made = page.decision
    in_private = bool((made.detail.get("published") or {}).get("in_private"))
    private = next((one.row for one in notices if NoticeKind(one.row.kind) in PRIVATE), None) if in_private else None
    return exempt_part(
        public=made.public and not in_private,
        restricted=proposal.restricted,
        paragraph=private.paragraph if private else None,
        because=(private.public_interest if private else "") or made.not_public_because,
    )
