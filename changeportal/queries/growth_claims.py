"""What cost avoidance claims of each growth line of a version: the amounts that would else be counted twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, select, union_all

from changeportal.data.models.lines import PlanLine, ProfileLine
from changeportal.data.models.rollups import Contribution
from changeportal.data.models.savings import Saving
from changeportal.data.session import db
from changeportal.domain.mtfs import Version, growth_line_codes
from changeportal.domain.savings import growth_excess
from changeportal.domain.terms import SavingClass


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    """A growth line that is claimed: by year its growth, the claims together, and by how much they go beyond it, in pence."""

    code: str
    title: str
    growth: Sequence[int]
    claimed: Sequence[int]
    beyond: Sequence[int]


def growth_claims(version: Version, fund: str) -> list[ClaimedLine]:
    """The growth lines of the fund that are claimed, by their codes, as running totals. One statement.

    Restricted claims are counted: a line is claimed once, whoever may know by what.
    """
    claims = _claims(fund)
    codes = growth_line_codes(version)
    lines = [one for one in version.lines if one.fund == fund and one.code in codes and one.code in claims]
    found = []
    for line in lines:
        claimed = claims[line.code]
        growth = {year: line.effects.get(year, 0) for year in version.years}
        beyond = growth_excess(growth, [claimed], version.years)
        found.append(
            ClaimedLine(
                line.code,
                line.title,
                [growth[year] for year in version.years],
                [claimed.get(year, 0) for year in version.years],
                [beyond.get(year, 0) for year in version.years],
            )
        )
    return found


def _claims(fund: str) -> dict[str, dict[int, int]]:
    """Pence claimed by growth line and year, of what stands on a rung: savings in the tracker, lines before that."""
    by_line = [
        _of(
            table,
            (Contribution.proposal_id == table.proposal_id) & (Contribution.source == cast(table.id, String)),
        )
        for table in (ProfileLine, PlanLine)
    ]
    every = union_all(_of(Saving, Saving.id == Contribution.saving_id), *by_line).subquery()
    rows = db.session.execute(
        select(every.c.code, every.c.year, func.sum(-every.c.pence))
        .where(every.c.fund_code == fund)
        .group_by(every.c.code, every.c.year)
    )
    found: dict[str, dict[int, int]] = {}
    for code, year, pence in rows:
        found.setdefault(code, {})[year] = int(pence)
    return found


def _of(table: Any, joined: ColumnElement[bool]) -> Select[Any]:
    """Contributions of the rows that name a growth line, found by the index of those alone."""
    return (
        select(table.growth_line.label("code"), Contribution.year, Contribution.pence, Contribution.fund_code)
        .join(Contribution, joined)
        .where(
            table.growth_line != "",
            table.saving_class == SavingClass.COST_AVOIDANCE,
            Contribution.rung.is_not(None),
        )
    )
