"""Checks of an earlier version: kept where their part of the case has not changed, lapsed where it has, saying what changed."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from changeportal.data.models.cases import CaseVersion, SignOff, SignOffLapse, SignOffNeeded
from changeportal.data.models.proposals import Proposal, ProposalAct
from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.lapse_words import lapse_words
from changeportal.domain.permission_facts import PROPOSAL_ACTS
from changeportal.domain.signoffs import LABELS, WATCHES, changed_parts
from changeportal.domain.signoffs import SignOff as Given
from changeportal.domain.terms import SignOffOutcome
from changeportal.services.audit import canonical
from changeportal.services.transaction import Transaction

BESIDE: dict[str, tuple[str, ...]] = {
    "options": ("options", "criteria"),
    "money": ("options",),
    "savings": ("options",),
    "risks": ("risks",),
    "equality": ("equality",),
    "evidence": ("evidence",),
    "resources": ("requests", "funding"),
    "measures": ("measures",),
    "delivery": ("milestones",),
    "consultation": ("consultations", "consultation_answers", "consultation_changes"),
    "theory": ("theory_steps", "theory_links"),
}


def part_hashes(document: Mapping[str, Any]) -> dict[str, str]:
    """A hash for each part of a frozen case: its texts and the rows that belong to it."""
    return {code: _hash(document, code) for code in BY_CODE}


def _hash(document: Mapping[str, Any], code: str) -> str:
    texts = {name: text for name, text in document["sections"].get(code, {}).items() if name != "_state"}
    beside = [document.get(name) or [] for name in BESIDE.get(code, ())]
    return hashlib.sha256(canonical({"texts": texts, "beside": beside}).encode()).hexdigest()


def carry_over(tx: Transaction, proposal: Proposal, version: CaseVersion) -> None:
    """Go through what was said of the version before; a reviewer whose check lapsed is told."""
    before = tx.session.execute(
        select(CaseVersion)
        .where(CaseVersion.proposal_id == proposal.id, CaseVersion.n < version.n)
        .order_by(CaseVersion.n.desc())
        .limit(1)
    ).scalar_one_or_none()
    if before is None:
        return
    first, second = json.loads(before.document), json.loads(version.document)
    old, new = part_hashes(first), part_hashes(second)
    for row in _given(tx, before):
        if tx.session.get(SignOffNeeded, (version.id, row.kind)) is None:
            continue
        changed = changed_parts(Given(kind=row.kind, outcome=row.outcome, by=row.by_id, hashes=old), new)
        if _took_part(tx, proposal, row):
            _lapse(tx, proposal, row, "Whoever gave it has written, figured or sponsored this case since")
        elif changed:
            _lapse(tx, proposal, row, lapse_words(WATCHES[row.kind], changed, first, second))
        elif row.outcome is not SignOffOutcome.MORE_NEEDED:
            _keep(tx, row, version, before.n)


def _took_part(tx: Transaction, proposal: Proposal, row: SignOff) -> bool:
    """Whether whoever gave the check did an act on the proposal that bars it."""
    people = [one for one in (row.by_id, row.on_behalf_of_id) if one is not None]
    found = select(ProposalAct.act).where(
        ProposalAct.proposal_id == proposal.id, ProposalAct.person_id.in_(people), ProposalAct.act.in_(PROPOSAL_ACTS)
    )
    return tx.session.execute(found.limit(1)).first() is not None


def _given(tx: Transaction, version: CaseVersion) -> list[SignOff]:
    """The newest answer of each kind that has not lapsed."""
    return list(
        tx.session.execute(
            select(SignOff)
            .outerjoin(SignOffLapse, SignOffLapse.sign_off_id == SignOff.id)
            .where(SignOff.case_version_id == version.id, SignOffLapse.sign_off_id.is_(None))
            .order_by(SignOff.kind, SignOff.at.desc())
            .ext(distinct_on(SignOff.kind))
        ).scalars()
    )


def _keep(tx: Transaction, row: SignOff, version: CaseVersion, n: int) -> None:
    words = f"Carried over from version {n}: the part that it is about has not changed. {row.comments}".strip()
    tx.add(
        SignOff(
            case_version_id=version.id,
            kind=row.kind,
            outcome=row.outcome,
            comments=words,
            by_id=row.by_id,
            on_behalf_of_id=row.on_behalf_of_id,
            at=row.at,
        )
    )
    tx.audit("sign_off_carried", "case_version", version.id, {"kind": row.kind, "from": n})


def _lapse(tx: Transaction, proposal: Proposal, row: SignOff, because: str) -> None:
    tx.add(SignOffLapse(sign_off_id=row.id, at=tx.ctx.now, because=because))
    tx.audit("sign_off_lapsed", "sign_off", row.id, {"kind": row.kind, "because": because})
    tx.notify(
        row.by_id,
        kind="check",
        subject=f"{proposal.ref}: your check has lapsed ({LABELS[row.kind]})",
        body="Sign in to read it." if proposal.restricted else because,
        href=f"/proposals/{proposal.ref}/signoffs/{row.kind.value}",
        proposal_id=proposal.id,
    )
