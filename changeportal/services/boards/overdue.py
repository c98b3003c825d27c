"""Overdue conditions: two weeks after they were due they come to their board's next agenda by themselves."""

from uuid import UUID

from sqlalchemy import exists, func, select

from changeportal.data.models.boards import AgendaItem, Board, Meeting, OverdueItem
from changeportal.data.models.gateways import Condition as Row
from changeportal.data.models.gateways import Decision
from changeportal.data.models.proposals import Proposal
from changeportal.domain.conditions import Blocks, Condition, Wait, overdue_to
from changeportal.services.boards.papers import add_late
from changeportal.services.boards.places import Place
from changeportal.services.transaction import Transaction

TITLE = 80
LATE = "The condition became overdue after the papers were published"


def bring_overdue(tx: Transaction) -> None:
    """Put each on the next meeting of the board that set it, unless it is on an agenda already."""
    on_agenda = exists().where(
        OverdueItem.condition_id == Row.id, OverdueItem.item_id == AgendaItem.id, AgendaItem.result == "waiting"
    )
    rows = tx.session.execute(
        select(Row, Proposal, Decision.board_id, Decision.number, Decision.gateway)
        .join(Proposal, Proposal.id == Row.proposal_id)
        .join(Decision, Decision.id == Row.decision_id)
        .where(Row.met_at.is_(None), Row.due < tx.ctx.today, Decision.board_id.is_not(None), ~on_agenda)
        .order_by(Row.due, Row.id)
    ).all()
    for row in rows:
        one: Row = row.Condition
        known = Condition(one.id, one.text, one.owner_id, one.due, Blocks(one.blocks), row.gateway)
        place = _next_meeting(tx, row.board_id) if overdue_to(known, tx.ctx.today) is Wait.BOARD else None
        if place is not None:
            _put_on(tx, place, one, row.Proposal, row.number)


def _next_meeting(tx: Transaction, board_id: UUID) -> Place | None:
    found = tx.session.execute(
        select(Board, Meeting)
        .join(Meeting, Meeting.board_id == Board.id)
        .where(Board.id == board_id, Meeting.state != "closed", ~Meeting.written, Meeting.starts_at > tx.ctx.now)
        .order_by(Meeting.starts_at)
        .limit(1)
        .with_for_update(of=Meeting)
    ).first()
    return Place(found.Board, found.Meeting) if found else None


def _put_on(tx: Transaction, place: Place, one: Row, proposal: Proposal, decision: str) -> None:
    last = tx.session.execute(
        select(func.coalesce(func.max(AgendaItem.n), 0)).where(AgendaItem.meeting_id == place.meeting.id)
    ).scalar_one()
    late = place.meeting.state == "published"
    item = AgendaItem(
        meeting_id=place.meeting.id,
        n=last + 1,
        proposal_id=proposal.id,
        title=f"Overdue condition: {one.text[:TITLE]}",
        recommendation=f"Note that this condition of decision {decision} was due on {one.due:%-d %B %Y} and is not met",
        minutes=5,
        late=late,
        late_reason=LATE if late else "",
        added_at=tx.ctx.now,
    )
    tx.add(item)
    tx.add(OverdueItem(item_id=item.id, condition_id=one.id))
    if late:
        add_late(tx, place, item, restricted=proposal.restricted)
    place.meeting.version += 1
    tx.audit("overdue_to_board", "agenda_item", item.id, {"condition": str(one.id), "n": item.n})
