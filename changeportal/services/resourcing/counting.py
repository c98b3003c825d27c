"""Confirmed people in the case's costs: a team that is counted is a line of the preferred option, worked out, never typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.cases import CaseOption
from changeportal.data.models.lines import ProfileAmount, ProfileLine
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Fund
from changeportal.data.models.resourcing import Pool
from changeportal.data.people_cost_rows import team_costs
from changeportal.domain.calendar import year_label
from changeportal.domain.errors import Invalid, NotFound, Stale
from changeportal.domain.people_costs import COUNTED, counted_title
from changeportal.domain.permissions import CASE_WRITABLE
from changeportal.domain.terms import Act, CostKind, LineKind
from changeportal.services import quality
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import remember_act
from changeportal.services.line_months import STALE, grid_row
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class CountTeam:
    """Count a team's confirmed time in the case, paid by a fund; without a fund it is taken out again.

    ``expected_version`` is that of the preferred option's grid as the person saw it.
    """

    ref: str
    pool: str
    fund_code: str
    expected_version: int


def count_team(ctx: Context, command: CountTeam) -> None:
    """Put a team's cost into the preferred option, change its fund, or take it out."""
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        pool = tx.session.execute(select(Pool).where(Pool.slug == command.pool)).scalar_one_or_none()
        if pool is None:
            raise NotFound
        option_id = _preferred(tx, held.row.id)
        _check(tx, command, option_id)
        assert option_id is not None
        if grid_row(tx, option_id).version - 1 != command.expected_version:
            raise Stale(STALE)
        _choose(tx, held.row, pool, command.fund_code, option_id)
        remember_act(tx, held, Act.ENTERED_FIGURES)
        tx.audit("people_counted", "proposal", held.row.id, {"pool": pool.slug, "fund": command.fund_code})
        _write(tx, held.row, option_id, always=True)


def recount(tx: Transaction, proposal: Proposal) -> None:
    """Work the counted lines out again while the case may be written; what is frozen keeps its figures."""
    option_id = _preferred(tx, proposal.id)
    if option_id is not None and (proposal.stage, proposal.status) in CASE_WRITABLE:
        _write(tx, proposal, option_id)


def keep_counted(tx: Transaction, amounts: Mapping[UUID, Mapping[int, int | None]]) -> None:
    """Refuse an amount that is worked out from people confirmed and would become another, naming each cell."""
    lines = select(ProfileLine.id, ProfileLine.title).where(
        ProfileLine.id.in_(list(amounts)), ProfileLine.counted_pool_id.is_not(None)
    )
    titles = {row.id: row.title for row in tx.session.execute(lines)}
    held = _amounts(tx, list(titles))
    wrong = {
        f"{line_id}-{year}": f"{title}, {year_label(year)} is worked out from people confirmed: it cannot be typed over"
        for line_id, title in titles.items()
        for year, pence in amounts[line_id].items()
        if (pence or 0) != held.get(line_id, {}).get(year, 0)
    }
    if wrong:
        raise Invalid(wrong)


def _preferred(tx: Transaction, proposal_id: UUID) -> UUID | None:
    return tx.session.execute(
        select(CaseOption.id).where(
            CaseOption.proposal_id == proposal_id, CaseOption.preferred, CaseOption.removed_at.is_(None)
        )
    ).scalar_one_or_none()


def _check(tx: Transaction, command: CountTeam, option_id: UUID | None) -> None:
    if option_id is None:
        raise Invalid({"count": "Select the option you recommend first: the cost is counted in it"})
    if command.fund_code and tx.session.get(Fund, command.fund_code) is None:
        raise Invalid({"fund": "Select the fund"})


def _counted(tx: Transaction, proposal_id: UUID) -> Sequence[ProfileLine]:
    return (
        tx.session.execute(
            select(ProfileLine)
            .where(
                ProfileLine.proposal_id == proposal_id,
                ProfileLine.counted_pool_id.is_not(None),
                ProfileLine.removed_at.is_(None),
            )
            .order_by(ProfileLine.id)
            .with_for_update()
        )
        .scalars()
        .all()
    )


def _choose(tx: Transaction, proposal: Proposal, pool: Pool, fund_code: str, option_id: UUID) -> None:
    row = next((one for one in _counted(tx, proposal.id) if one.counted_pool_id == pool.id), None)
    if row is not None:
        row.version += 1
        row.fund_code, row.removed_at = (fund_code, None) if fund_code else (row.fund_code, tx.ctx.now)
    elif fund_code:
        last = tx.session.execute(select(func.max(ProfileLine.position)).where(ProfileLine.option_id == option_id))
        row = ProfileLine(
            option_id=option_id,
            proposal_id=proposal.id,
            position=(last.scalar() or 0) + 1,
            kind=LineKind.COST,
            cost_kind=CostKind.ONE_OFF,
            recurrence="one_off",
            title=counted_title(pool.name),
            note=COUNTED,
            fund_code=fund_code,
            counted_pool_id=pool.id,
        )
        tx.add(row)
    tx.session.flush()


def _amounts(tx: Transaction, line_ids: Sequence[UUID]) -> dict[UUID, dict[int, int]]:
    found: dict[UUID, dict[int, int]] = {}
    rows = tx.session.execute(select(ProfileAmount).where(ProfileAmount.line_id.in_(line_ids))).scalars()
    for row in rows:
        found.setdefault(row.line_id, {})[row.year] = row.pence
    return found


def _write(tx: Transaction, proposal: Proposal, option_id: UUID, *, always: bool = False) -> None:
    """The counted lines stand in the preferred option with what the people cost now."""
    lines = _counted(tx, proposal.id)
    if not lines and not always:
        return
    costs = {one.pool_id: one.cost.counted for one in team_costs(tx.session, proposal.id).teams}
    wanted = {line.id: dict(costs.get(line.counted_pool_id, {})) for line in lines if line.counted_pool_id}
    same = wanted == {line.id: {} for line in lines} | _amounts(tx, list(wanted))
    if same and all(line.option_id == option_id for line in lines) and not always:
        return
    tx.session.execute(delete(ProfileAmount).where(ProfileAmount.line_id.in_(list(wanted))))
    rows = [
        {"line_id": line_id, "year": year, "pence": pence}
        for line_id, by_year in wanted.items()
        for year, pence in by_year.items()
    ]
    if rows:
        tx.session.execute(insert(ProfileAmount), rows)
    for line in lines:
        line.option_id = option_id
    grid = grid_row(tx, option_id)
    grid.version += 1
    grid.updated_by_id, grid.updated_at = tx.ctx.actor.id, tx.ctx.now
    tx.session.flush()
    shown = {str(line_id): {str(year): pence for year, pence in by_year.items()} for line_id, by_year in wanted.items()}
    tx.audit("people_priced", "proposal", proposal.id, {"option": option_id, "amounts": shown})
    tx.touch_proposal(proposal.id)
    quality.restate(tx, proposal)
