"""What the people who are confirmed to a proposal cost, by team and year, and which teams the case counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.cases import CaseOption
from changeportal.data.models.lines import MoneyGrid, ProfileAmount, ProfileLine
from changeportal.data.models.reference import Fund
from changeportal.data.models.resourcing import Pool
from changeportal.data.people_cost_rows import team_costs
from changeportal.data.session import db
from changeportal.domain.errors import NotFound
from changeportal.domain.people_costs import PeopleCost


@dataclass(frozen=True, slots=True)
class Counted:
    """A team that the case counts: the fund that pays, and the amounts that stand in its line."""

    slug: str
    name: str
    fund_code: str
    fund: str
    by_year: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with what its confirmed time costs now, and how the case counts it, if it does."""

    slug: str
    name: str
    cost: PeopleCost
    counted: Counted | None

    @property
    def differs(self) -> bool:
        """Whether the case holds other amounts than the confirmed people cost now."""
        return self.counted is not None and dict(self.counted.by_year) != dict(self.cost.counted)


@dataclass(frozen=True, slots=True)
class CostPage:
    """Teams with their cost; ``years`` are the years that any of them has; ``source`` says what a year's days are."""

    teams: Sequence[TeamRow]
    years: Sequence[int]
    source: str


def cost_page(proposal_id: UUID) -> CostPage:
    """Everybody confirmed, and every team that is counted. Four statements."""
    found, counted = team_costs(db.session, proposal_id), _counted(proposal_id)
    priced = {one.slug for one in found.teams}
    teams = [TeamRow(one.slug, one.name, one.cost, counted.get(one.slug)) for one in found.teams]
    teams += [TeamRow(one.slug, one.name, PeopleCost({}, 0), one) for one in counted.values() if one.slug not in priced]
    years = {year for team in teams for year in (*team.cost.by_year, *(team.counted.by_year if team.counted else ()))}
    return CostPage(sorted(teams, key=lambda team: team.name), sorted(years), found.source)


def one_team(proposal_id: UUID, slug: str) -> TeamRow:
    """A team of the page. NotFound for one that is not confirmed to the proposal and not counted."""
    for team in cost_page(proposal_id).teams:
        if team.slug == slug:
            return team
    raise NotFound


def grid_version(proposal_id: UUID) -> int:
    """The version of the preferred option's figures; 0 where nothing was saved yet or none is preferred."""
    found = db.session.execute(
        select(MoneyGrid.version)
        .join(CaseOption, CaseOption.id == MoneyGrid.option_id)
        .where(CaseOption.proposal_id == proposal_id, CaseOption.preferred, CaseOption.removed_at.is_(None))
    ).scalar()
    return found - 1 if found else 0


def _counted(proposal_id: UUID) -> dict[str, Counted]:
    rows = db.session.execute(
        select(Pool.slug, Pool.name, Fund.code, Fund.name.label("fund"), ProfileAmount.year, ProfileAmount.pence)
        .join(ProfileLine, ProfileLine.counted_pool_id == Pool.id)
        .join(Fund, Fund.code == ProfileLine.fund_code)
        .outerjoin(ProfileAmount, ProfileAmount.line_id == ProfileLine.id)
        .where(ProfileLine.proposal_id == proposal_id, ProfileLine.removed_at.is_(None))
    ).all()
    amounts: dict[str, dict[int, int]] = {}
    for row in rows:
        by_year = amounts.setdefault(row.slug, {})
        if row.year is not None:
            by_year[row.year] = row.pence
    return {row.slug: Counted(row.slug, row.name, row.code, row.fund, amounts[row.slug]) for row in rows}
