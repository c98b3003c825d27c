"""What the items of an agenda do to the gap, from the rows that the gap page itself adds up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.boards import AgendaItem
from changeportal.data.models.gateways import Round
from changeportal.data.models.mtfs import SetYear
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Fund
from changeportal.data.models.rollups import Contribution as Row
from changeportal.data.models.rollups import GapYear
from changeportal.data.policies import policy_in_force
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.agenda_effect import Asked, FundNow, YearEffect, effect, rung_if_agreed
from changeportal.domain.contributions import Below, Contribution
from changeportal.domain.effect_words import FundEffect
from changeportal.domain.mtfs import requirement_rows
from changeportal.domain.people import Actor
from changeportal.domain.terms import PolicyKind
from changeportal.queries.mtfs import current_lines


@dataclass(frozen=True, slots=True)
class _Item:
    n: int
    asked: Asked


def agenda_effect(
    actor: Actor, meeting_id: UUID, n: int, today: date, among: Collection[int] | None = None
) -> list[FundEffect]:
    """Each fund that the items touch: item ``n`` alone, and the whole agenda, or the items ``among`` it that are named.
    Four statements."""
    items = [one for one in _items(actor, meeting_id) if among is None or one.n in among]
    version = current_lines()
    if not items or version is None:
        return []
    touched = sorted({piece.fund for item in items for piece in item.asked.pieces})
    rows = requirement_rows(version)
    totals, names = _totals(touched, version.years)
    weights = policy_in_force(db.session, PolicyKind.PIPELINE_WEIGHTS, today).document["percent_by_stage"]
    found = []
    for fund in (one for one in touched if one in names):
        own = [piece for piece in totals if piece.fund == fund]
        now = FundNow(fund, version.years, rows, own, names[fund][1])
        alone = effect(now, [one.asked for one in items if one.n == n], weights)
        whole = effect(now, [one.asked for one in items], weights)
        found.append(FundEffect(fund, names[fund][0], _that_matter(alone), _that_matter(whole)))
    return [one for one in found if one.item or one.agenda]


def _that_matter(years: Sequence[YearEffect]) -> list[YearEffect]:
    return [one for one in years if one.matters]


def _items(actor: Actor, meeting_id: UUID) -> list[_Item]:
    """Items that wait for a decision of this body, with their pounds. One statement."""
    rows = db.session.execute(
        select(AgendaItem.n, Round.gateway, Round.power, Row)
        .join(Round, Round.id == AgendaItem.round_id)
        .join(Proposal, Proposal.id == AgendaItem.proposal_id)
        .join(Row, Row.proposal_id == Proposal.id)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.result == "waiting", visible_to(actor))
        .order_by(AgendaItem.n, Row.fund_code, Row.year)
    ).all()
    found: dict[int, _Item] = {}
    pieces: dict[int, list[Contribution]] = {}
    for row in rows:
        to = rung_if_agreed(row.gateway, row.power)
        if to is not None:
            pieces.setdefault(row.n, []).append(_piece(row[3]))
            found[row.n] = _Item(row.n, Asked(pieces[row.n], to))
    return list(found.values())


def _piece(row: Row) -> Contribution:
    return Contribution(
        row.fund_code, row.year, row.rung, Below(row.below) if row.below else None, row.pence, row.weighted_pence
    )


def _totals(
    funds: Sequence[str], years: Sequence[int]
) -> tuple[list[Contribution], dict[str, tuple[str, frozenset[int]]]]:
    """Stored totals of the funds, and each fund's name and set years. One statement."""
    voted = select(func.array_agg(SetYear.year)).where(SetYear.fund_code == Fund.code).correlate(Fund)
    rows = db.session.execute(
        select(
            Fund.code,
            GapYear.year,
            GapYear.rung,
            GapYear.below,
            func.sum(GapYear.pence).label("pence"),
            func.sum(GapYear.weighted_pence).label("weighted"),
            Fund.name,
            voted.scalar_subquery().label("voted"),
        )
        .join(Fund, Fund.code == GapYear.fund_code)
        .where(Fund.code.in_(funds))
        .group_by(Fund.code, Fund.name, GapYear.year, GapYear.rung, GapYear.below)
    ).all()
    names = {row.code: (row.name, frozenset(row.voted or ())) for row in rows}
    totals = [
        Contribution(
            row.code, row.year, row.rung, Below(row.below) if row.below else None, int(row.pence), int(row.weighted)
        )
        for row in rows
        if row.year in years
    ]
    return totals, names
