"""What stands in the way of a gateway decision: checks that are wanting, conditions that block."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from changeportal.data.models.cases import SignOff, SignOffLapse, SignOffNeeded
from changeportal.data.models.gateways import Condition
from changeportal.data.session import AnySession
from changeportal.domain.terms import SignOffKind, SignOffOutcome

GIVEN = (SignOffOutcome.AGREED, SignOffOutcome.AGREED_WITH_COMMENTS, SignOffOutcome.NOT_NEEDED)


def blocking_conditions(session: AnySession, proposal_id: UUID, blocks: Sequence[str]) -> tuple[str, ...]:
    """The texts of unmet conditions that block one of these."""
    return tuple(session.execute(_conditions(proposal_id, blocks)).scalars())


def sign_offs_wanting(session: AnySession, case_version_id: UUID | None) -> tuple[str, ...]:
    """Kinds that the version needs and that nobody has given, or whose newest answer does not stand."""
    if case_version_id is None:
        return ()
    return _wanting(session.execute(_sign_offs(case_version_id)))


def in_the_way(
    session: AnySession, case_version_id: UUID | None, proposal_id: UUID
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both of the next gateway: the checks that are wanting, and the conditions that block it. One statement."""
    conditions, signed = _conditions(proposal_id, ("next_gateway",)).subquery(), _sign_offs(case_version_id).subquery()
    row = session.execute(
        select(
            select(func.json_agg(conditions.c.text)).scalar_subquery(),
            select(func.json_agg(func.json_build_array(*signed.c))).scalar_subquery(),
        )
    ).one()
    return _wanting((SignOffKind(kind), outcome, because) for kind, outcome, because in row[1] or ()), tuple(
        row[0] or ()
    )


def _conditions(proposal_id: UUID, blocks: Sequence[str]) -> Select[str]:
    return (
        select(Condition.text)
        .where(Condition.proposal_id == proposal_id, Condition.met_at.is_(None), Condition.blocks.in_(blocks))
        .order_by(Condition.due, Condition.id)
    )


def _sign_offs(case_version_id: UUID | None) -> Select[SignOffKind, SignOffOutcome, str]:
    newest = (
        select(SignOff.kind, SignOff.outcome, SignOffLapse.because)
        .outerjoin(SignOffLapse, SignOffLapse.sign_off_id == SignOff.id)
        .where(SignOff.case_version_id == case_version_id)
        .order_by(SignOff.kind, SignOff.at.desc())
        .ext(distinct_on(SignOff.kind))
        .subquery()
    )
    return (
        select(SignOffNeeded.kind, newest.c.outcome, newest.c.because)
        .outerjoin(newest, newest.c.kind == SignOffNeeded.kind)
        .where(SignOffNeeded.case_version_id == case_version_id)
        .order_by(SignOffNeeded.kind)
    )


def _wanting(rows: Iterable[Any]) -> tuple[str, ...]:
    return tuple(kind.value.replace("_", " ") for kind, outcome, because in rows if outcome not in GIVEN or because)
