"""Missions and their commitments, with the proposals that serve them and the money of each mission."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from changeportal.data.models.proposals import Proposal, ProposalCommitment
from changeportal.data.models.reference import Commitment, Mission, MissionFormerName, Plan
from changeportal.data.models.rollups import GapYear, StageCount
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.errors import NotFound
from changeportal.domain.people import Actor
from changeportal.domain.terms import ENDED_STATUSES, Stage, Status


@dataclass(frozen=True, slots=True)
class MissionRow:
    """A mission in the list; ``live`` counts proposals that are open to everybody."""

    code: str
    slug: str
    name: str
    former: Sequence[str]
    enabling: bool
    vision: str
    live: int


@dataclass(frozen=True, slots=True)
class Serving:
    """A proposal that serves a commitment."""

    ref: str
    title: str
    stage: Stage
    status: Status
    lead: bool


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A commitment with the proposals that serve it."""

    code: str
    strand: str
    title: str
    measure: str
    target: str
    due: str
    due_basis: str
    plan: str
    plan_ends: date
    serving: Sequence[Serving]


@dataclass(frozen=True, slots=True)
class MissionPage:
    """A mission with its commitments, the proposals under none, and its savings by fund and year in pence."""

    mission: MissionRow
    commitments: Sequence[CommitmentRow]
    under_none: Sequence[Serving]
    money: Mapping[str, Mapping[int, int]]


def missions() -> list[MissionRow]:
    """Every mission in its place. Three statements over stored counts."""
    former: dict[object, list[str]] = {}
    for row in db.session.execute(select(MissionFormerName).order_by(MissionFormerName.name)).scalars():
        former.setdefault(row.mission_id, []).append(row.name)
    ended = [one.value for one in ENDED_STATUSES]
    counts = {
        row[0]: int(row[1])
        for row in db.session.execute(
            select(StageCount.mission_id, func.sum(StageCount.count))
            .where(~StageCount.restricted, StageCount.status.not_in([*ended, Status.DRAFT.value]))
            .group_by(StageCount.mission_id)
        )
    }
    rows = db.session.execute(select(Mission).order_by(Mission.position)).scalars()
    return [
        MissionRow(
            row.code,
            row.slug,
            row.name,
            former.get(row.id, []),
            row.kind == "enabling",
            row.vision,
            counts.get(row.id, 0),
        )
        for row in rows
    ]


def mission(actor: Actor, slug: str) -> MissionPage:
    """One mission. Eight statements."""
    found = next((one for one in missions() if one.slug == slug), None)
    if found is None:
        raise NotFound
    mission_id = db.session.execute(select(Mission.id).where(Mission.slug == slug)).scalar_one()
    serving = _serving(actor, mission_id)
    rows = db.session.execute(
        select(Commitment, Plan.name.label("plan"), Plan.ends)
        .join(Plan, Plan.id == Commitment.plan_id)
        .where(Commitment.mission_id == mission_id)
        .order_by(Commitment.code)
    )
    listed = [
        CommitmentRow(
            row.Commitment.code,
            row.Commitment.strand,
            row.Commitment.title,
            row.Commitment.measure,
            _target(row.Commitment),
            row.Commitment.due,
            row.Commitment.due_basis,
            row.plan,
            row.ends,
            serving.get(row.Commitment.code, []),
        )
        for row in rows
    ]
    return MissionPage(found, listed, _under_none(actor, mission_id), _money(mission_id))


def _target(row: Commitment) -> str:
    if row.target_value is None:
        return row.target_text
    figure = f"{row.target_value.normalize():,f}"
    return f"£{figure}" if row.unit == "GBP" else f"{figure} {row.unit}".strip()


def _serving(actor: Actor, mission_id: object) -> dict[str, list[Serving]]:
    rows = db.session.execute(
        select(Commitment.code, Proposal.ref, Proposal.title, Proposal.stage, Proposal.status, ProposalCommitment.lead)
        .join(ProposalCommitment, ProposalCommitment.commitment_id == Commitment.id)
        .join(Proposal, Proposal.id == ProposalCommitment.proposal_id)
        .where(Commitment.mission_id == mission_id, visible_to(actor))
        .order_by(Commitment.code, ProposalCommitment.lead.desc(), Proposal.ref)
        .limit(500)
    )
    found: dict[str, list[Serving]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(Serving(row.ref, row.title, row.stage, row.status, row.lead))
    return found


def _under_none(actor: Actor, mission_id: object) -> list[Serving]:
    """Live proposals of the mission that name no commitment."""
    named = select(ProposalCommitment.proposal_id).where(ProposalCommitment.proposal_id == Proposal.id).exists()
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, Proposal.stage, Proposal.status)
        .where(Proposal.mission_id == mission_id, Proposal.ended_at.is_(None), ~named, visible_to(actor))
        .order_by(Proposal.created_at.desc())
        .limit(50)
    )
    return [Serving(row.ref, row.title, row.stage, row.status, False) for row in rows]


def _money(mission_id: object) -> dict[str, dict[int, int]]:
    """What stands on the ladder for the mission: pence by fund and year, cumulative, restricted rows included."""
    rows = db.session.execute(
        select(GapYear.fund_code, GapYear.year, func.sum(GapYear.pence))
        .where(GapYear.mission_id == mission_id, GapYear.rung.is_not(None))
        .group_by(GapYear.fund_code, GapYear.year)
        .order_by(GapYear.fund_code, GapYear.year)
    )
    found: dict[str, dict[int, int]] = {}
    for fund, year, pence in rows:
        found.setdefault(fund, {})[year] = int(pence)
    return found
