"""What stands outside a case, as its checks look at it: one statement. Restricted proposals of others are left out of all of it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, and_, cast, exists, false, func, literal_column, null, or_, select, tuple_, union_all
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from changeportal.data.benefit_rows import OF_BENEFIT, PLAIN_TITLE, as_promised
from changeportal.data.claim_rows import as_things, thing_rows
from changeportal.data.models.case_rows import CaseMeasure
from changeportal.data.models.cases import CaseOption
from changeportal.data.models.findings import BudgetLine
from changeportal.data.models.lines import ProfileAmount, ProfileLine
from changeportal.data.models.mtfs import MtfsAmount, MtfsLine, MtfsVersion
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Commitment
from changeportal.data.models.rollups import SavingYear
from changeportal.data.models.savings import Saving
from changeportal.data.session import AnySession
from changeportal.domain.check_facts import CheckedLine, Claim, GrowthClaim, OtherFacts, Place
from changeportal.domain.measures import Effect
from changeportal.domain.mtfs import GROWTH_KINDS
from changeportal.domain.promised import Promised, plain
from changeportal.domain.step_changes import MOST_PAST, Reached
from changeportal.domain.terms import ENDED_STATUSES, Category, LineKind, SavingClass, Stage

LIVE = (Stage.BUSINESS_CASE, Stage.RESOURCING, Stage.APPROVAL, Stage.BENEFITS)
SAVES = (LineKind.SAVING, LineKind.INCOME)
PLACE = (ProfileLine.cost_centre, ProfileLine.subjective)
NOTHING: Any = literal_column("'[]'::json")


def other_facts(
    session: AnySession, proposal_id: UUID, lines: Sequence[CheckedLine], benefits: Sequence[Promised]
) -> OtherFacts:
    """Everything outside that the case could clash with. One statement."""
    saving = [one for one in lines if one.money.kind in SAVES]
    places = sorted({one.place for one in saving if one.cost_centre})
    growth = sorted({one.money.growth_line for one in saving if one.money.growth_line})
    me = aliased(Proposal)
    categories = sorted({one.category for one in saving if one.category})
    wanted = (
        thing_rows(proposal_id),
        _claims(proposal_id, places) if places else NOTHING,
        _budgets(places) if places else NOTHING,
        _reached(me, categories) if places else NOTHING,
        _growth(growth) if growth else NOTHING,
        _growth_claims(proposal_id, growth) if growth else NOTHING,
        _promised(me, benefits) if benefits else NOTHING,
    )
    columns = [func.coalesce(one, NOTHING) for one in wanted]
    things, claims, budgets, reached, held, taken, promised = session.execute(
        select(*columns).select_from(me).where(me.id == proposal_id)
    ).one()
    return OtherFacts(
        things=as_things(things),
        claims=[Claim(*one) for one in claims],
        budgets={(cost_centre, subjective, year): pence for cost_centre, subjective, year, pence in budgets},
        reached=[Reached(ref, frozenset(kinds), same, got, budget) for ref, kinds, same, got, budget in reached],
        growth=_by_line(held),
        growth_claims=[GrowthClaim(*one) for one in taken],
        promised=[as_promised(one[:-3], *one[-3:]) for one in promised],
    )


def _rows(*columns: Any, order: Sequence[Any] = ()) -> Any:
    """The rows as one JSON value: a list of lists."""
    one = func.json_build_array(*columns)
    return select(func.json_agg(aggregate_order_by(one, *order) if order else one))


def _of_others(proposal_id: UUID) -> Any:
    return and_(Proposal.id != proposal_id, Proposal.status.not_in(ENDED_STATUSES), ~Proposal.restricted)


def _lines_of_others(query: Any, proposal_id: UUID) -> Any:
    """Savings of other live proposals in their recommended options, by year."""
    return (
        query.select_from(ProfileLine)
        .join(CaseOption, CaseOption.id == ProfileLine.option_id)
        .join(Proposal, Proposal.id == ProfileLine.proposal_id)
        .join(ProfileAmount, ProfileAmount.line_id == ProfileLine.id)
        .where(
            ProfileLine.kind.in_(SAVES),
            ProfileLine.removed_at.is_(None),
            CaseOption.preferred,
            CaseOption.removed_at.is_(None),
            _of_others(proposal_id),
            ProfileAmount.pence != 0,
        )
    )


def _claims(proposal_id: UUID, places: Collection[Place]) -> Any:
    columns = (Proposal.ref, *PLACE, ProfileAmount.year, ProfileAmount.pence)
    query = _rows(*columns, order=(Proposal.ref, ProfileAmount.year))
    return _lines_of_others(query, proposal_id).where(tuple_(*PLACE).in_(places)).scalar_subquery()


def _budgets(places: Collection[Place]) -> Any:
    where = (BudgetLine.cost_centre, BudgetLine.subjective)
    return _rows(*where, BudgetLine.year, BudgetLine.pence).where(tuple_(*where).in_(places)).scalar_subquery()


def _past(me: Any, categories: Collection[Category]) -> Any:
    """The proposals of the same directorate, or with a saving of one of the categories, that were closed last."""
    same = func.coalesce(Proposal.directorate_id == me.directorate_id, false())
    kind = exists().where(Saving.proposal_id == Proposal.id, Saving.category.in_(categories)).correlate(Proposal)
    return (
        select(Proposal.id, Proposal.ref, same.label("same"))
        .where(Proposal.stage == Stage.CLOSED, ~Proposal.restricted, Proposal.id != me.id, or_(same, kind))
        .order_by(Proposal.ended_at.desc(), Proposal.id.desc())
        .limit(MOST_PAST)
        .correlate(me)
        .subquery()
    )


def _reached(me: Any, categories: Collection[Category]) -> Any:
    """What they got out of each budget in each year for which it is known."""
    past = _past(me, categories)
    found = (
        select(
            past.c.ref,
            func.array_remove(func.array_agg(Saving.category.distinct()), null()).label("kinds"),
            past.c.same,
            cast(func.sum(SavingYear.verified), BigInteger).label("verified"),
            func.max(BudgetLine.pence).label("budget"),
        )
        .select_from(past)
        .join(Saving, Saving.proposal_id == past.c.id)
        .join(SavingYear, SavingYear.saving_id == Saving.id)
        .join(
            BudgetLine,
            and_(
                BudgetLine.cost_centre == Saving.cost_centre,
                BudgetLine.subjective == Saving.subjective,
                BudgetLine.year == SavingYear.year,
            ),
        )
        .where(
            Saving.state == "live",
            ~Saving.restricted,
            Saving.saving_class != SavingClass.INCOME,
            BudgetLine.pence > 0,
        )
        .group_by(past.c.ref, past.c.same, Saving.cost_centre, Saving.subjective, SavingYear.year)
        .subquery()
    )
    return _rows(*found.c).select_from(found).scalar_subquery()


def _growth(codes: Collection[str]) -> Any:
    """The growth lines of the version that was published last, by year."""
    newest = (
        select(MtfsVersion.id)
        .where(MtfsVersion.state == "published")
        .order_by(MtfsVersion.published_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        _rows(MtfsLine.code, MtfsAmount.year, MtfsAmount.pence)
        .select_from(MtfsLine)
        .outerjoin(MtfsAmount, MtfsAmount.line_id == MtfsLine.id)
        .where(MtfsLine.version_id == newest, MtfsLine.code.in_(codes), MtfsLine.kind.in_(sorted(GROWTH_KINDS)))
        .scalar_subquery()
    )


def _by_line(held: Sequence[Sequence[Any]]) -> Mapping[str, Mapping[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for code, year, pence in held:
        by_year = found.setdefault(code, {})
        if year is not None:
            by_year[year] = pence
    return found


def _growth_claims(proposal_id: UUID, codes: Collection[str]) -> Any:
    """Growth that other live proposals avoid, and what savings without a proposal do."""
    avoids = SavingClass.COST_AVOIDANCE
    lines = _lines_of_others(
        select(Proposal.ref, ProfileLine.growth_line, ProfileAmount.year, ProfileAmount.pence), proposal_id
    ).where(ProfileLine.growth_line.in_(codes), ProfileLine.saving_class == avoids)
    savings = (
        select(Saving.ref, Saving.growth_line, SavingYear.year, SavingYear.plan)
        .join(SavingYear, SavingYear.saving_id == Saving.id)
        .where(
            Saving.proposal_id.is_(None),
            Saving.growth_line.in_(codes),
            Saving.saving_class == avoids,
            Saving.state == "live",
            ~Saving.restricted,
        )
    )
    found = union_all(lines, savings).subquery()
    return _rows(*found.c, order=(found.c[0], found.c[2])).select_from(found).scalar_subquery()


def _promised(me: Any, benefits: Sequence[Promised]) -> Any:
    """Benefits of other live cases and plans that have the name, or serve the commitment, of one of the case's own."""
    names = sorted({plain(one.title) for one in benefits})
    codes = sorted({one.commitment for one in benefits if one.commitment})
    serves = CaseMeasure.commitment_id.in_(select(Commitment.id).where(Commitment.code.in_(codes)))
    one_service = or_(Proposal.service_id.is_(None), me.service_id.is_(None))
    place = or_(Proposal.service_id == me.service_id, and_(one_service, Proposal.directorate_id == me.directorate_id))
    code = select(Commitment.code).where(Commitment.id == CaseMeasure.commitment_id).scalar_subquery()
    columns = (*OF_BENEFIT, func.coalesce(code, ""), Proposal.ref, func.coalesce(place, false()))
    return (
        _rows(*columns, order=(Proposal.ref, CaseMeasure.id))
        .select_from(CaseMeasure)
        .join(Proposal, Proposal.id == CaseMeasure.proposal_id)
        .where(
            CaseMeasure.removed_at.is_(None),
            CaseMeasure.effect == Effect.BENEFIT,
            or_(PLAIN_TITLE.in_(names), serves) if codes else PLAIN_TITLE.in_(names),
            Proposal.id != me.id,
            Proposal.stage.in_(LIVE),
            Proposal.status.not_in(ENDED_STATUSES),
            ~Proposal.restricted,
        )
        .correlate(me)
        .scalar_subquery()
    )
