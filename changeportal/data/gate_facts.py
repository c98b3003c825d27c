"""What stands in the way of a gateway decision: checks that are wanting, conditions that block."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from changeportal.data.models.cases import SignOff, SignOffLapse, SignOffNeeded
from changeportal.data.models.gateways import Condition
from changeportal.data.session import AnySession
from changeportal.domain.terms import SignOffOutcome

GIVEN = (SignOffOutcome.AGREED, SignOffOutcome.AGREED_WITH_COMMENTS, SignOffOutcome.NOT_NEEDED)


def blocking_conditions(session: AnySession, proposal_id: UUID, blocks: Sequence[str]) -> tuple[str, ...]:
    """The texts of unmet conditions that block one of these."""
    rows = session.execute(
        select(Condition.text)
        .where(Condition.proposal_id == proposal_id, Condition.met_at.is_(None), Condition.blocks.in_(blocks))
        .order_by(Condition.due, Condition.id)
    ).scalars()
    return tuple(rows)


def sign_offs_wanting(session: AnySession, case_version_id: UUID | None) -> tuple[str, ...]:
    """Kinds that the version needs and that nobody has given, or whose newest answer does not stand."""
    if case_version_id is None:
        return ()
    newest = (
        select(SignOff.kind, SignOff.outcome, SignOffLapse.because)
        .outerjoin(SignOffLapse, SignOffLapse.sign_off_id == SignOff.id)
        .where(SignOff.case_version_id == case_version_id)
        .order_by(SignOff.kind, SignOff.at.desc())
        .ext(distinct_on(SignOff.kind))
        .subquery()
    )
    rows = session.execute(
        select(SignOffNeeded.kind, newest.c.outcome, newest.c.because)
        .outerjoin(newest, newest.c.kind == SignOffNeeded.kind)
        .where(SignOffNeeded.case_version_id == case_version_id)
        .order_by(SignOffNeeded.kind)
    )
    return tuple(row.kind.value.replace("_", " ") for row in rows if row.outcome not in GIVEN or row.because)
