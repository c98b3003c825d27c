"""Registers of the example: some posts and contracts, what two cases claim of them, and a file behind evidence."""

import hashlib
from datetime import date

from sqlalchemy import select

from changeportal.adapters.storage import storage
from changeportal.data.models.attachments import Attachment
from changeportal.data.models.cases import CaseOption, Evidence
from changeportal.data.models.lines import ProfileLine
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.registers import ClaimOnContract, ClaimOnPost, Contract, Post
from changeportal.domain.file_content import CSV
from changeportal.domain.terms import LineKind
from changeportal.services.demo.stage import Stage as Scene

LOADED, CLAIMED = date(2026, 9, 1), date(2026, 11, 12)
WHERE, COST_CENTRE = "Homes and Neighbourhoods", "41207"
POSTS = (
    ("EX-1001", "Licensing officer (example)", 100, False, 41_000_00),
    ("EX-1002", "Licensing officer (example)", 60, True, 24_600_00),
    ("EX-1003", "Administrator (example)", 100, False, 31_000_00),
    ("EX-1004", "Administrator (example)", 50, False, 15_500_00),
    ("EX-1005", "Team leader (example)", 100, False, 52_000_00),
)
CONTRACTS = (
    ("EX-C-01", "Printing and posting of letters (example)", date(2027, 3, 31), 86_000_00),
    ("EX-C-02", "Inspection software (example)", None, 24_000_00),
)
CLAIMS = {"CP-2026-0020": (("EX-1002", "EX-1003"), ()), "CP-2026-0070": (("EX-1003",), ("EX-C-01",))}
CALLS = b"Month,Letters that were asked about (example)\n2026-08,412\n2026-09,388\n2026-10,431\n"


def load_registers(scene: Scene) -> None:
    """As finance loaded them, then what the authors claim."""
    tx = scene.at("finance", LOADED)
    made = {
        "directorate_id": scene.directorates[WHERE],
        "cost_centre": COST_CENTRE,
        "loaded_by_id": tx.ctx.actor.id,
        "loaded_at": tx.ctx.now,
    }
    posts = {
        number: Post(number=number, title=title, fte_hundredths=share, vacant=vacant, pence=pence, **made)
        for number, title, share, vacant, pence in POSTS
    }
    contracts = {
        reference: Contract(
            reference=reference,
            title=title,
            supplier="Example Ltd",
            starts=date(2024, 4, 1),
            ends=ends,
            pence=pence,
            **made,
        )
        for reference, title, ends, pence in CONTRACTS
    }
    tx.add(*posts.values(), *contracts.values())
    for ref, (numbers, references) in CLAIMS.items():
        _claims(scene, ref, [posts[one] for one in numbers], [contracts[one] for one in references])
    _file(scene, "CP-2026-0070")


def _claims(scene: Scene, ref: str, posts: list[Post], contracts: list[Contract]) -> None:
    line = scene.session.execute(
        select(ProfileLine)
        .join(CaseOption, CaseOption.id == ProfileLine.option_id)
        .join(Proposal, Proposal.id == ProfileLine.proposal_id)
        .where(Proposal.ref == ref, CaseOption.preferred, ProfileLine.kind.in_([LineKind.SAVING, LineKind.INCOME]))
        .order_by(ProfileLine.position)
        .limit(1)
    ).scalar_one()
    tx = scene.at("author", CLAIMED)
    made = {"proposal_id": line.proposal_id, "line_id": line.id, "by_id": tx.ctx.actor.id, "at": tx.ctx.now}
    tx.add(*(ClaimOnPost(post_id=one.id, **made) for one in posts))
    tx.add(*(ClaimOnContract(contract_id=one.id, **made) for one in contracts))


def _file(scene: Scene, ref: str) -> None:
    """A small table behind the first item of evidence, found clean."""
    item = scene.session.execute(
        select(Evidence).join(Proposal, Proposal.id == Evidence.proposal_id).where(Proposal.ref == ref).limit(1)
    ).scalar_one()
    tx = scene.at("author", CLAIMED)
    row = Attachment(
        proposal_id=item.proposal_id,
        evidence_id=item.id,
        name="Letters that were asked about (example).csv",
        media_type=CSV.media_type,
        size=len(CALLS),
        sha256=hashlib.sha256(CALLS).hexdigest(),
        storage_key=storage().put(CALLS),
        by_id=tx.ctx.actor.id,
        at=tx.ctx.now,
    )
    tx.add(row)
    row.scan, row.scanned_at = "clean", tx.ctx.now
    scene.session.flush()
