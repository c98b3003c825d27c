"""The whole case as one document: what a version freezes, what reviewers and boards decide on."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data import appraisal_rows
from changeportal.data.base import Base
from changeportal.data.models.cases import CaseOption, CaseSection, CaseVersion, EqualityScreening, Evidence, Risk
from changeportal.data.models.lines import ProfileAmount, ProfileLine
from changeportal.data.models.pots import FundingRequest, Pot
from changeportal.data.models.proposals import Idea, Proposal, ProposalCommitment
from changeportal.data.models.reference import Commitment, Directorate, Mission
from changeportal.data.models.resourcing import Pool, RequestMonth, ResourceRequest
from changeportal.domain.case_traits import TOUCHES, CaseAnswers
from changeportal.domain.funding_terms import FundingState
from changeportal.domain.terms import SEVERAL_WARDS, WARDS, Gateway
from changeportal.services.audit import canonical
from changeportal.services.transaction import Transaction

Document = dict[str, Any]

OPTION = ("position", "kind", "title", "description", "body", "preferred", "why")
LINE = (
    "position",
    "kind",
    "title",
    "saving_class",
    "category",
    "cost_kind",
    "funding_kind",
    "pot",
    "fund_code",
    "cost_centre",
    "subjective",
    "no_code_reason",
    "growth_line",
    "recurrence",
    "last_year",
    "cost_recovery",
    "pays_for_capital",
    "start_month",
    "full_year_pence",
    "confidence",
    "note",
)
RISK = (
    "title",
    "cause",
    "effect",
    "mitigation",
    "likelihood",
    "impact",
    "likelihood_after",
    "impact_after",
    "money_pence",
)
EVIDENCE = ("section", "claim", "kind", "shows", "source", "link", "dated", "strength")


def build(tx: Transaction, proposal: Proposal) -> Document:
    """The case as it stands now."""
    return {
        "proposal": _proposal(tx, proposal),
        "idea": _one(tx, Idea, proposal.id, "answers"),
        "sections": _sections(tx, proposal.id),
        "options": _options(tx, proposal.id),
        "risks": _rows(tx, Risk, proposal.id, RISK),
        "evidence": _rows(tx, Evidence, proposal.id, EVIDENCE),
        "equality": _one(tx, EqualityScreening, proposal.id, "answers"),
        "requests": _requests(tx, proposal.id),
        "funding": _funding(tx, proposal.id),
    }


def freeze(
    tx: Transaction, proposal: Proposal, gateway: Gateway, policy_version_id: UUID, *, brought_in: bool = False
) -> CaseVersion:
    """Freeze the case as the next version, with its hash; from gateway 2 on with what its options were worth then."""
    document = build(tx, proposal)
    if gateway is not Gateway.G1:
        worked = appraisal_rows.results(tx.session, proposal.id, tx.ctx.today, what_if=False)
        document["appraisal"] = appraisal_rows.frozen(worked)
    text = canonical(document)
    n = tx.session.execute(
        select(func.coalesce(func.max(CaseVersion.n), 0)).where(CaseVersion.proposal_id == proposal.id)
    ).scalar_one()
    made = CaseVersion(
        proposal_id=proposal.id,
        n=n + 1,
        gateway=gateway,
        document=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        policy_version_id=policy_version_id,
        by_id=tx.ctx.actor.id,
        at=tx.ctx.now,
        brought_in=brought_in,
    )
    tx.add(made)
    tx.audit("version_frozen", "case_version", made.id, {"n": made.n, "gateway": gateway, "sha256": made.sha256})
    return made


def _proposal(tx: Transaction, proposal: Proposal) -> Document:
    mission = tx.session.get(Mission, proposal.mission_id) if proposal.mission_id else None
    directorate = tx.session.get(Directorate, proposal.directorate_id) if proposal.directorate_id else None
    serves = tx.session.execute(
        select(Commitment.code, ProposalCommitment.lead, ProposalCommitment.contribution)
        .join(Commitment, Commitment.id == ProposalCommitment.commitment_id)
        .where(ProposalCommitment.proposal_id == proposal.id)
        .order_by(Commitment.code)
    )
    return {
        "ref": proposal.ref,
        "title": proposal.title,
        "summary": proposal.summary,
        "mission": mission.code if mission else None,
        "directorate": directorate.name if directorate else None,
        "route": proposal.route,
        "reach": proposal.reach,
        "wards": proposal.wards,
        "restricted": proposal.restricted,
        "commitments": [[row.code, row.lead, row.contribution] for row in serves],
    }


def _one(tx: Transaction, model: type[Base], proposal_id: UUID, column: str) -> Any:
    found = tx.session.get(model, proposal_id, populate_existing=True)
    return getattr(found, column) if found else {}


def _sections(tx: Transaction, proposal_id: UUID) -> Document:
    rows = tx.session.execute(
        select(CaseSection.section, CaseSection.body, CaseSection.state).where(CaseSection.proposal_id == proposal_id)
    )
    return {row.section: {**row.body, "_state": row.state} for row in rows}


def _picked(row: Any, names: Sequence[str]) -> Document:
    return {name: getattr(row, name) for name in names} | {"id": str(row.id)}


def _rows(tx: Transaction, model: Any, proposal_id: UUID, names: Sequence[str]) -> list[Document]:
    rows = tx.session.execute(
        select(model).where(model.proposal_id == proposal_id, model.removed_at.is_(None)).order_by(model.id)
    ).scalars()
    return [_picked(row, names) for row in rows]


def _options(tx: Transaction, proposal_id: UUID) -> list[Document]:
    options = tx.session.execute(
        select(CaseOption)
        .where(CaseOption.proposal_id == proposal_id, CaseOption.removed_at.is_(None))
        .order_by(CaseOption.position, CaseOption.id)
    ).scalars()
    lines = _lines(tx, proposal_id)
    return [{**_picked(option, OPTION), "lines": lines.get(option.id, [])} for option in options]


def _lines(tx: Transaction, proposal_id: UUID) -> Mapping[UUID, list[Document]]:
    rows = tx.session.execute(
        select(ProfileLine)
        .where(ProfileLine.proposal_id == proposal_id, ProfileLine.removed_at.is_(None))
        .order_by(ProfileLine.position, ProfileLine.id)
    ).scalars()
    amounts: dict[UUID, dict[str, int]] = {}
    for line_id, year, pence in tx.session.execute(
        select(ProfileAmount.line_id, ProfileAmount.year, ProfileAmount.pence)
        .join(ProfileLine, ProfileLine.id == ProfileAmount.line_id)
        .where(ProfileLine.proposal_id == proposal_id)
        .order_by(ProfileAmount.year)
    ):
        amounts.setdefault(line_id, {})[str(year)] = pence
    found: dict[UUID, list[Document]] = {}
    for row in rows:
        found.setdefault(row.option_id, []).append({**_picked(row, LINE), "amounts": amounts.get(row.id, {})})
    return found


def _requests(tx: Transaction, proposal_id: UUID) -> list[Document]:
    rows = tx.session.execute(
        select(
            ResourceRequest.id,
            Pool.slug,
            ResourceRequest.why,
            ResourceRequest.wanted,
            RequestMonth.month,
            RequestMonth.asked,
        )
        .join(Pool, Pool.id == ResourceRequest.pool_id)
        .join(RequestMonth, RequestMonth.request_id == ResourceRequest.id)
        .where(ResourceRequest.proposal_id == proposal_id, ResourceRequest.state != "withdrawn")
        .order_by(ResourceRequest.id, RequestMonth.month)
    )
    found: dict[str, Document] = {}
    for row in rows:
        one = found.setdefault(
            str(row.id), {"id": str(row.id), "pool": row.slug, "why": row.why, "wanted": row.wanted, "months": {}}
        )
        one["months"][row.month.isoformat()] = row.asked
    return list(found.values())


def _funding(tx: Transaction, proposal_id: UUID) -> list[Document]:
    """What is asked of pots; the answers stand beside the case, as those of teams do."""
    rows = tx.session.execute(
        select(
            FundingRequest.id,
            Pot.slug,
            FundingRequest.year,
            FundingRequest.pence,
            FundingRequest.why,
            FundingRequest.saving_line_id,
        )
        .join(Pot, Pot.id == FundingRequest.pot_id)
        .where(FundingRequest.proposal_id == proposal_id, FundingRequest.state != FundingState.WITHDRAWN)
        .order_by(FundingRequest.id)
    )
    return [
        {
            "id": str(row.id),
            "pot": row.slug,
            "year": row.year,
            "pence": row.pence,
            "why": row.why,
            "saving": str(row.saving_line_id) if row.saving_line_id else None,
        }
        for row in rows
    ]


def preferred_lines(document: Mapping[str, Any]) -> list[Document]:
    """The money lines of the preferred option of a document."""
    return [line for option in document.get("options", ()) if option["preferred"] for line in option["lines"]]


def answers(document: Mapping[str, Any], key_decision: bool) -> CaseAnswers:
    """What the document says that triggers checks and sections."""
    return CaseAnswers(
        touches=document["sections"].get(TOUCHES, {}),
        categories=[line["category"] for line in preferred_lines(document)],
        screening=document["equality"],
        wards=WARDS.get(document["proposal"]["wards"], SEVERAL_WARDS),
        member_or_key_decision=key_decision,
    )
