"""The business case as its pages show it: sections with their states, options, money lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from changeportal.data import case_answers
from changeportal.data.models.cases import CaseOption, CaseSection, Draft
from changeportal.data.models.lines import MoneyGrid, ProfileAmount, ProfileLine, ProfileMonth
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import ProposalPerson
from changeportal.data.models.reference import Fund
from changeportal.data.session import db
from changeportal.domain.case_traits import CaseAnswers
from changeportal.domain.errors import NotFound
from changeportal.domain.grid_parts import month_years
from changeportal.domain.line_terms import NOTHING, LineTerms, said_of
from changeportal.domain.people import Actor
from changeportal.domain.terms import Category, CostKind, FundingKind, LineKind, Part, SavingClass


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section as it was last saved. ``version`` 0 means never."""

    section: str
    texts: Mapping[str, str]
    state: str
    updated_by: str
    updated_at: datetime | None
    version: int
    owner_id: UUID | None
    owner: str


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option with its totals over all years, in pence, positive in their own kind."""

    id: UUID
    position: int
    kind: str
    title: str
    description: str
    preferred: bool
    why: str
    version: int
    savings_pence: int
    costs_pence: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """A money line with its amounts by year."""

    id: UUID
    option_id: UUID
    kind: LineKind
    title: str
    saving_class: SavingClass | None
    category: Category | None
    cost_kind: CostKind | None
    funding_kind: FundingKind | None
    fund_code: str
    cost_centre: str
    subjective: str
    no_code_reason: str
    growth_line: str
    recurrence: str
    start_month: date | None
    full_year_pence: int | None
    confidence: str
    amounts: Mapping[int, int]
    counted: bool = False
    terms: LineTerms = NOTHING
    version: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The money of an option. ``version`` 0 means that nothing was saved yet."""

    lines: Sequence[LineRow]
    first_year: int
    last_year: int
    version: int
    by_month: frozenset[tuple[UUID, int]] = frozenset()
    month_years: Sequence[int] = ()


def sections(proposal_id: UUID) -> dict[str, SectionRow]:
    """Every section that was saved, by its code."""
    owner = aliased(Person)
    rows = db.session.execute(
        select(CaseSection, Person.name, owner.name.label("owner"))
        .outerjoin(Person, Person.id == CaseSection.updated_by_id)
        .outerjoin(owner, owner.id == CaseSection.owner_id)
        .where(CaseSection.proposal_id == proposal_id)
    )
    return {
        row.CaseSection.section: SectionRow(
            row.CaseSection.section,
            row.CaseSection.body,
            row.CaseSection.state,
            row.name or "",
            row.CaseSection.updated_at,
            row.CaseSection.version - 1,
            row.CaseSection.owner_id,
            row.owner or "",
        )
        for row in rows
    }


def options(proposal_id: UUID) -> list[OptionRow]:
    """The options in their order, with totals."""
    total = func.sum(ProfileAmount.pence)
    saves = ProfileLine.kind.in_([LineKind.SAVING, LineKind.INCOME])
    costs = ProfileLine.kind.in_([LineKind.COST, LineKind.CAPITAL])
    live = (ProfileLine.option_id == CaseOption.id) & ProfileLine.removed_at.is_(None)
    rows = db.session.execute(
        select(
            CaseOption,
            func.coalesce(total.filter(saves), 0).label("saved"),
            func.coalesce(total.filter(costs), 0).label("spent"),
        )
        .outerjoin(ProfileLine, live)
        .outerjoin(ProfileAmount, ProfileAmount.line_id == ProfileLine.id)
        .where(CaseOption.proposal_id == proposal_id, CaseOption.removed_at.is_(None))
        .group_by(CaseOption.id)
        .order_by(CaseOption.position)
    )
    return [
        OptionRow(
            row.CaseOption.id,
            row.CaseOption.position,
            row.CaseOption.kind,
            row.CaseOption.title,
            row.CaseOption.description,
            row.CaseOption.preferred,
            row.CaseOption.why,
            row.CaseOption.version,
            int(row.saved),
            int(row.spent),
        )
        for row in rows
    ]


def grid(option_id: UUID, first_year: int) -> Grid:
    """The money lines of an option. Four statements."""
    rows = (
        db.session.execute(
            select(ProfileLine)
            .where(ProfileLine.option_id == option_id, ProfileLine.removed_at.is_(None))
            .order_by(ProfileLine.position)
        )
        .scalars()
        .all()
    )
    amounts: dict[UUID, dict[int, int]] = {}
    for line_id, year, pence in db.session.execute(
        select(ProfileAmount.line_id, ProfileAmount.year, ProfileAmount.pence)
        .join(ProfileLine, ProfileLine.id == ProfileAmount.line_id)
        .where(ProfileLine.option_id == option_id)
    ):
        amounts.setdefault(line_id, {})[year] = pence
    saved = db.session.get(MoneyGrid, option_id)
    years = [year for by_year in amounts.values() for year in by_year]
    first = min([saved.first_year if saved else first_year, *years])
    last = max([saved.last_year if saved else first_year + 4, *years])
    lines = [_line(row, amounts.get(row.id, {})) for row in rows]
    start = saved.first_year if saved else first_year
    version = saved.version - 1 if saved else 0
    return Grid(lines, first, last, version, _by_month(option_id), month_years(start))


def _by_month(option_id: UUID) -> frozenset[tuple[UUID, int]]:
    rows = db.session.execute(
        select(ProfileMonth.line_id, ProfileMonth.year)
        .join(ProfileLine, ProfileLine.id == ProfileMonth.line_id)
        .where(ProfileLine.option_id == option_id, ProfileLine.removed_at.is_(None))
        .distinct()
    )
    return frozenset((row.line_id, row.year) for row in rows)


def months(line_id: UUID, year: int) -> dict[date, int]:
    """What a line's year is made of, where it is given by months."""
    rows = db.session.execute(
        select(ProfileMonth.month, ProfileMonth.pence).where(ProfileMonth.line_id == line_id, ProfileMonth.year == year)
    )
    return {row.month: row.pence for row in rows}


def _line(row: ProfileLine, amounts: Mapping[int, int]) -> LineRow:
    return LineRow(
        row.id,
        row.option_id,
        row.kind,
        row.title,
        row.saving_class,
        row.category,
        row.cost_kind,
        row.funding_kind,
        row.fund_code,
        row.cost_centre,
        row.subjective,
        row.no_code_reason,
        row.growth_line,
        row.recurrence,
        row.start_month,
        row.full_year_pence,
        row.confidence,
        amounts,
        row.counted_pool_id is not None,
        said_of(row),
        row.version,
    )


def one_line(proposal_id: UUID, line_id: UUID) -> LineRow:
    """A line of this proposal. NotFound otherwise."""
    row = db.session.get(ProfileLine, line_id)
    if row is None or row.proposal_id != proposal_id or row.removed_at is not None:
        raise NotFound
    return _line(row, {})


def fund_choices() -> list[tuple[str, str]]:
    """Code and name of each fund."""
    return [(row.code, row.name) for row in db.session.execute(select(Fund.code, Fund.name).order_by(Fund.position))]


def draft_of(actor: Actor, form: str) -> tuple[dict[str, str | list[str]], datetime] | None:
    """What this person typed into a form and did not save, and when; nothing when there is none."""
    row = db.session.get(Draft, (actor.id, form))
    return (dict(row.body), row.at) if row else None


def answers(proposal_id: UUID) -> CaseAnswers:
    """What was answered that triggers checks and sections. One statement."""
    return case_answers.answers(db.session, proposal_id)


def writers(proposal_id: UUID) -> list[tuple[UUID, str]]:
    """The people who write the case, by name."""
    rows = db.session.execute(
        select(Person.id, Person.name)
        .join(ProposalPerson, ProposalPerson.person_id == Person.id)
        .where(
            ProposalPerson.proposal_id == proposal_id,
            ProposalPerson.part.in_([Part.AUTHOR, Part.CONTRIBUTOR]),
            ProposalPerson.ended_at.is_(None),
        )
        .distinct()
        .order_by(Person.name)
    )
    return [(row.id, row.name) for row in rows]
