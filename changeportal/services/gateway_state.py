"""What the transition rule needs to know of a proposal, read under its lock."""

from datetime import date

from sqlalchemy import func, select

from changeportal.data.gate_facts import blocking_conditions, sign_offs_wanting
from changeportal.data.models.gateways import Round
from changeportal.data.models.pots import FundingRequest, Pot
from changeportal.data.models.resourcing import Pool, ResourceRequest
from changeportal.data.models.savings import Saving, Verification
from changeportal.domain.funding_terms import FundingState
from changeportal.domain.gateway_facts import GatewayFacts, Power
from changeportal.domain.pots import unanswered_words
from changeportal.domain.terms import Gateway
from changeportal.services import key_notices
from changeportal.services.held import Held
from changeportal.services.transaction import Transaction


def state_of(
    tx: Transaction,
    held: Held,
    the_round: Round | None,
    *,
    last_body: bool = True,
    decided_on: date | None = None,
    private: bool = False,
) -> GatewayFacts:
    """The facts of a decision; a caller that submits adds the unmet criteria with ``dataclasses.replace``."""
    return GatewayFacts(
        stage=held.row.stage,
        status=held.row.status,
        paused_from=held.row.paused_from,
        round_open=the_round is not None and the_round.suspended_at is None,
        power=Power(the_round.power) if the_round else Power.DECIDE,
        last_body=last_body,
        blocking_conditions=blocking_conditions(tx.session, held.row.id, ("next_gateway",)),
        sign_offs_wanting=sign_offs_wanting(tx.session, the_round.case_version_id) if the_round else (),
        unanswered_requests=_unanswered(tx, held),
        notice_missing=key_notices.notice_missing(tx, the_round, decided_on, private=private) if the_round else "",
        finance_verified=_verified(tx, held) if the_round and the_round.gateway is Gateway.G5 else False,
    )


def _unanswered(tx: Transaction, held: Held) -> tuple[str, ...]:
    """Requests for people and for money that nobody has answered."""
    rows = tx.session.execute(
        select(Pool.name)
        .join(ResourceRequest, ResourceRequest.pool_id == Pool.id)
        .where(ResourceRequest.proposal_id == held.row.id, ResourceRequest.state == "asked")
        .order_by(Pool.name)
    ).scalars()
    money = tx.session.execute(
        select(Pot.name, FundingRequest.year)
        .join(FundingRequest, FundingRequest.pot_id == Pot.id)
        .where(FundingRequest.proposal_id == held.row.id, FundingRequest.state == FundingState.ASKED)
        .order_by(Pot.name, FundingRequest.year)
    )
    return (*rows, *unanswered_words([(row.name, row.year) for row in money]))


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
