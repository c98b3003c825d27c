"""What was asked of a returned case, with the newest answer to each; pages and gateways read the same."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from changeportal.data.models.gateways import Decision
from changeportal.data.models.people import Person
from changeportal.data.models.returned import AskedAnswer, AskedItem
from changeportal.data.session import AnySession
from changeportal.domain.returned import Asked


def asked(session: AnySession, proposal_id: UUID) -> list[Asked]:
    """Everything that was asked of this case, the newest decision first. One statement."""
    newest = (
        select(AskedAnswer.asked_item_id, AskedAnswer.answer, AskedAnswer.at, Person.name)
        .join(AskedItem, AskedItem.id == AskedAnswer.asked_item_id)
        .join(Person, Person.id == AskedAnswer.by_id)
        .where(AskedItem.proposal_id == proposal_id)
        .order_by(AskedAnswer.asked_item_id, AskedAnswer.at.desc(), AskedAnswer.id.desc())
        .ext(distinct_on(AskedAnswer.asked_item_id))
        .subquery()
    )
    rows = session.execute(
        select(AskedItem, Decision.number, Decision.body_name, Decision.decided_at, newest)
        .join(Decision, Decision.id == AskedItem.decision_id)
        .outerjoin(newest, newest.c.asked_item_id == AskedItem.id)
        .where(AskedItem.proposal_id == proposal_id)
        .order_by(Decision.decided_at.desc(), AskedItem.n)
    )
    return [
        Asked(
            row.AskedItem.id,
            row.AskedItem.section,
            row.AskedItem.text,
            row.number,
            row.body_name,
            row.decided_at,
            row.answer or "",
            row.name or "",
            row.at,
        )
        for row in rows
    ]
