"""What the transition rule needs to know of a proposal, read under its lock."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from changeportal.data.models.cases import SignOff, SignOffLapse, SignOffNeeded
from changeportal.data.models.gateways import Condition, Round
from changeportal.data.models.resourcing import Pool, ResourceRequest
from changeportal.data.models.savings import Saving, Verification
from changeportal.domain.gateway_facts import GatewayFacts, Power
from changeportal.domain.terms import Gateway, SignOffOutcome
from changeportal.services.held import Held
from changeportal.services.transaction import Transaction

GIVEN = (SignOffOutcome.AGREED, SignOffOutcome.AGREED_WITH_COMMENTS, SignOffOutcome.NOT_NEEDED)


def state_of(tx: Transaction, held: Held, the_round: Round | None, *, last_body: bool = True) -> GatewayFacts:
    """The facts of a decision; a caller that submits adds the unmet criteria with ``dataclasses.replace``."""
    return GatewayFacts(
        stage=held.row.stage,
        status=held.row.status,
        paused_from=held.row.paused_from,
        round_open=the_round is not None and the_round.suspended_at is None,
        power=Power(the_round.power) if the_round else Power.DECIDE,
        last_body=last_body,
        blocking_conditions=_blocking(tx, held),
        sign_offs_wanting=_sign_offs_wanting(tx, the_round) if the_round else (),
        unanswered_requests=_unanswered(tx, held),
        finance_verified=_verified(tx, held) if the_round and the_round.gateway is Gateway.G5 else False,
    )


def _blocking(tx: Transaction, held: Held) -> tuple[str, ...]:
    rows = tx.session.execute(
        select(Condition.text).where(
            Condition.proposal_id == held.row.id, Condition.met_at.is_(None), Condition.blocks == "next_gateway"
        )
    ).scalars()
    return tuple(rows)


def _sign_offs_wanting(tx: Transaction, the_round: Round) -> tuple[str, ...]:
    """Kinds that the round's version needs and that nobody has given, or whose newest answer does not stand."""
    if the_round.case_version_id is None:
        return ()
    newest = (
        select(SignOff.kind, SignOff.outcome, SignOffLapse.because)
        .outerjoin(SignOffLapse, SignOffLapse.sign_off_id == SignOff.id)
        .where(SignOff.case_version_id == the_round.case_version_id)
        .order_by(SignOff.kind, SignOff.at.desc())
        .ext(distinct_on(SignOff.kind))
        .subquery()
    )
    rows = tx.session.execute(
        select(SignOffNeeded.kind, newest.c.outcome, newest.c.because)
        .outerjoin(newest, newest.c.kind == SignOffNeeded.kind)
        .where(SignOffNeeded.case_version_id == the_round.case_version_id)
        .order_by(SignOffNeeded.kind)
    )
    return tuple(row.kind.value.replace("_", " ") for row in rows if row.outcome not in GIVEN or row.because)


def _unanswered(tx: Transaction, held: Held) -> tuple[str, ...]:
    rows = tx.session.execute(
        select(Pool.name)
        .join(ResourceRequest, ResourceRequest.pool_id == Pool.id)
        .where(ResourceRequest.proposal_id == held.row.id, ResourceRequest.state == "asked")
        .order_by(Pool.name)
    ).scalars()
    return tuple(rows)


def _verified(tx: Transaction, held: Held) -> bool:
    """Whether finance has verified at least something of every live saving of the proposal."""
    missing = tx.session.execute(
        select(func.count())
        .select_from(Saving)
        .where(
            Saving.proposal_id == held.row.id,
            Saving.state == "live",
            ~select(Verification.id).where(Verification.saving_id == Saving.id).exists(),
        )
    ).scalar_one()
    return not missing
