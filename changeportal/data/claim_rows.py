"""Claims on posts and contracts as the checks of a case look at them: its own, and those of others that are not restricted."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, and_, cast, func, literal, or_, select, union_all

from changeportal.data.models.cases import CaseOption
from changeportal.data.models.lines import ProfileAmount, ProfileLine
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.registers import ClaimOnContract, ClaimOnPost, Contract, Post
from changeportal.domain.claims import Thing, ThingClaim
from changeportal.domain.terms import ENDED_STATUSES

TABLES: dict[Thing, tuple[Any, Any, Any, Any]] = {
    Thing.POST: (ClaimOnPost, ClaimOnPost.post_id, Post, Post.number),
    Thing.CONTRACT: (ClaimOnContract, ClaimOnContract.contract_id, Contract, Contract.reference),
}


def thing_rows(proposal_id: UUID) -> Any:
    """The case's claims and those of others on the same things, as one JSON value: a list of lists."""
    found = union_all(_claims(Thing.POST, proposal_id), _claims(Thing.CONTRACT, proposal_id)).subquery()
    return select(func.json_agg(func.json_build_array(*found.c))).scalar_subquery()


def as_things(rows: Sequence[Sequence[Any]]) -> list[ThingClaim]:
    """The case's claims, then those of others. Nothing where it claims nothing itself."""
    found = [
        ThingClaim(
            thing=Thing(thing),
            number=number,
            title=title,
            ref=ref,
            mine=mine,
            agreed=agreed,
            fte_hundredths=fte,
            filled=filled,
            month=date.fromisoformat(month) if month else None,
        )
        for thing, number, title, ref, mine, agreed, fte, filled, month in rows
    ]
    if not any(one.mine for one in found):
        return []
    return sorted(found, key=lambda one: (not one.mine, one.thing, one.number, one.ref))


def _claims(thing: Thing, proposal_id: UUID) -> Any:
    claim, target, register, number = TABLES[thing]
    first_year = (
        select(func.min(ProfileAmount.year))
        .where(ProfileAmount.line_id == ProfileLine.id, ProfileAmount.pence != 0)
        .scalar_subquery()
    )
    post = thing is Thing.POST
    own = select(claim.id).where(claim.proposal_id == proposal_id, claim.removed_at.is_(None)).exists()
    others = and_(Proposal.status.not_in(ENDED_STATUSES), ~Proposal.restricted, own)
    return (
        select(
            literal(thing.value).label("thing"),
            number.label("number"),
            register.title.label("title"),
            Proposal.ref.label("ref"),
            (Proposal.id == proposal_id).label("mine"),
            claim.live.label("live"),
            (register.fte_hundredths if post else cast(literal(0), Integer)).label("fte"),
            (~register.vacant if post else literal(False)).label("filled"),
            func.coalesce(ProfileLine.start_month, cast(func.make_date(cast(first_year, Integer), 4, 1), Date)).label(
                "month"
            ),
        )
        .join(register, register.id == target)
        .join(ProfileLine, ProfileLine.id == claim.line_id)
        .join(CaseOption, CaseOption.id == ProfileLine.option_id)
        .join(Proposal, Proposal.id == claim.proposal_id)
        .where(
            claim.removed_at.is_(None),
            ProfileLine.removed_at.is_(None),
            CaseOption.preferred,
            CaseOption.removed_at.is_(None),
            or_(Proposal.id == proposal_id, others),
        )
    )
