"""The whole case as one document: what a version freezes, what reviewers and boards decide on."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data import appraisal_rows, asked_rows, finding_rows
from changeportal.data.base import Base
from changeportal.data.claim_rows import TABLES
from changeportal.data.models.attachments import Attachment
from changeportal.data.models.cases import CaseOption, CaseSection, CaseVersion, EqualityScreening, Evidence, Risk
from changeportal.data.models.lines import ProfileAmount, ProfileLine, ProfileMonth
from changeportal.data.models.proposals import Idea, Proposal, ProposalCommitment
from changeportal.data.models.reference import Commitment, Directorate, Mission
from changeportal.domain.calendar import year_of
from changeportal.domain.case_traits import TOUCHES, CaseAnswers
from changeportal.domain.claims import Thing
from changeportal.domain.line_terms import kept, said_of
from changeportal.domain.terms import SEVERAL_WARDS, WARDS, Gateway
from changeportal.services import case_needs_document, case_parts_document
from changeportal.services.attachments import hold_in_version
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
    "probability",
    "low_pence",
    "money_pence",
    "high_pence",
)
EVIDENCE = ("section", "claim", "kind", "shows", "source", "link", "dated", "strength")
FILE = ("name", "media_type", "size", "sha256")


def build(tx: Transaction, proposal: Proposal) -> Document:
    """The case as it stands now."""
    return {
        "proposal": _proposal(tx, proposal),
        "idea": _one(tx, Idea, proposal.id, "answers"),
        "sections": _sections(tx, proposal.id),
        "options": _options(tx, proposal.id),
        "risks": _rows(tx, Risk, proposal.id, RISK),
        "evidence": _evidence(tx, proposal.id),
        "equality": _one(tx, EqualityScreening, proposal.id, "answers"),
        "requests": case_needs_document.requests(tx, proposal.id),
        "asked": _asked(tx, proposal.id),
        **case_parts_document.build(tx, proposal.id),
        "funding": case_needs_document.funding(tx, proposal.id),
    }


def freeze(
    tx: Transaction, proposal: Proposal, gateway: Gateway, policy_version_id: UUID, *, brought_in: bool = False
) -> CaseVersion:
    """Freeze the case as the next version, with its hash; from gateway 2 on with what its options were worth then."""
    document = build(tx, proposal)
    if gateway is not Gateway.G1:
        worked = appraisal_rows.results(tx.session, proposal.id, tx.ctx.today, first_year=year_of(tx.ctx.today))
        document["appraisal"] = appraisal_rows.frozen(worked)
        document["findings"] = finding_rows.frozen(tx.session, proposal.id, tx.ctx.today)
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
    hold_in_version(tx, made, [UUID(file["id"]) for item in document["evidence"] for file in item.get("files", ())])
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


def _evidence(tx: Transaction, proposal_id: UUID) -> list[Document]:
    """The items with their files; what a scanner found to be infected is nobody's evidence."""
    files: dict[str, list[Document]] = {}
    for row in tx.session.execute(
        select(Attachment)
        .where(Attachment.proposal_id == proposal_id, Attachment.removed_at.is_(None), Attachment.scan != "infected")
        .order_by(Attachment.id)
    ).scalars():
        files.setdefault(str(row.evidence_id), []).append(_picked(row, FILE))
    items = _rows(tx, Evidence, proposal_id, EVIDENCE)
    return [item | ({"files": files[item["id"]]} if item["id"] in files else {}) for item in items]


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
    claims = _claims(tx, proposal_id)
    amounts: dict[UUID, dict[str, int]] = {}
    for line_id, year, pence in tx.session.execute(
        select(ProfileAmount.line_id, ProfileAmount.year, ProfileAmount.pence)
        .join(ProfileLine, ProfileLine.id == ProfileAmount.line_id)
        .where(ProfileLine.proposal_id == proposal_id)
        .order_by(ProfileAmount.year)
    ):
        amounts.setdefault(line_id, {})[str(year)] = pence
    by_month = _months(tx, proposal_id)
    found: dict[UUID, list[Document]] = {}
    for row in rows:
        held = {"claims": claims[row.id]} if row.id in claims else {}
        money = {"amounts": amounts.get(row.id, {}), "months": by_month.get(row.id, {})}
        found.setdefault(row.option_id, []).append({**_picked(row, LINE), **money, **kept(said_of(row)), **held})
    return found


def _claims(tx: Transaction, proposal_id: UUID) -> Mapping[UUID, list[Document]]:
    """The posts and contracts that each line claims, as they stand in the registers now."""
    found: dict[UUID, list[Document]] = {}
    for thing, (claim, target, register, number) in TABLES.items():
        rows = tx.session.execute(
            select(claim.line_id, claim.id, number.label("number"), register)
            .join(register, register.id == target)
            .where(claim.proposal_id == proposal_id, claim.removed_at.is_(None))
            .order_by(number)
        )
        for row in rows:
            one = {"id": str(row.id), "thing": thing.value, "number": row.number, "title": row[3].title}
            share = {"fte_hundredths": row[3].fte_hundredths} if thing is Thing.POST else {}
            found.setdefault(row.line_id, []).append({**one, "pence": row[3].pence, **share})
    return found


def _months(tx: Transaction, proposal_id: UUID) -> Mapping[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = {}
    for line_id, month, pence in tx.session.execute(
        select(ProfileMonth.line_id, ProfileMonth.month, ProfileMonth.pence)
        .join(ProfileLine, ProfileLine.id == ProfileMonth.line_id)
        .where(ProfileLine.proposal_id == proposal_id)
        .order_by(ProfileMonth.month)
    ):
        found.setdefault(line_id, {})[month.isoformat()] = pence
    return found


def _asked(tx: Transaction, proposal_id: UUID) -> list[Document]:
    return [
        {
            "id": str(one.id),
            "section": one.section,
            "decision": one.decision,
            "body": one.body,
            "text": one.text,
            "answer": one.answer,
            "by": one.answered_by,
        }
        for one in asked_rows.asked(tx.session, proposal_id)
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
