"""Pots of the example: what each has by year, and requests in every state."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.cases import CaseOption
from changeportal.data.models.lines import ProfileLine
from changeportal.data.models.pots import FundingReply, FundingRequest, Pot, PotYear
from changeportal.data.models.proposals import Proposal
from changeportal.domain.funding_terms import FundingAnswer, FundingState, PotKind
from changeportal.domain.money import Unit, parse_pounds
from changeportal.domain.terms import LineKind
from changeportal.services.demo.stage import Stage as Scene

POTS = (
    (
        "transformation-reserve",
        "Transformation reserve (example)",
        PotKind.TRANSFORMATION_RESERVE,
        {2026: "1,200", 2027: "900", 2028: "600"},
    ),
    (
        "capital-receipts",
        "Capital receipts for change (example)",
        PotKind.CAPITAL_RECEIPTS_FLEXIBLE,
        {2026: "800", 2027: "800", 2028: "500", 2029: "500"},
    ),
    ("digital-grant", "Digital grant (example)", PotKind.GRANT, {2026: "250", 2027: "150"}),
)
YES, NO = FundingState.CONFIRMED, FundingState.DECLINED
ASKED = (
    ("CP-2026-0041", "capital-receipts", 2027, "180", FundingState.ASKED, "Moving to one contract (example)"),
    ("CP-2026-0012", "transformation-reserve", 2027, "240", YES, "The project team (example)"),
    ("CP-2026-0012", "digital-grant", 2027, "60", NO, "New software (example)"),
    ("CP-2026-0018", "capital-receipts", 2026, "120", YES, "Redesigning the service (example)"),
    ("CP-2026-0026", "transformation-reserve", 2026, "90", YES, "Legal and project work (example)"),
)
AT = datetime(2026, 11, 12, 9, tzinfo=UTC)


def load_pots(scene: Scene) -> None:
    """Pots first, then who asks them."""
    made: dict[str, UUID] = {}
    for slug, name, kind, years in POTS:
        pot = Pot(slug=slug, name=name, kind=kind, fund_code="GF")
        scene.session.add(pot)
        scene.session.flush()
        made[slug] = pot.id
        scene.session.add_all(
            PotYear(pot_id=pot.id, year=year, available=_pence(amount)) for year, amount in years.items()
        )
    scene.session.flush()
    for ref, slug, year, amount, state, why in ASKED:
        proposal = scene.session.execute(select(Proposal.id).where(Proposal.ref == ref)).scalar_one()
        saving = _saving(scene, proposal) if slug == "capital-receipts" else None
        if slug == "capital-receipts" and saving is None:
            continue
        _request(scene, proposal, made[slug], year, _pence(amount), state, why, saving)


def _pence(thousands: str) -> int:
    return parse_pounds(thousands, Unit.THOUSANDS) or 0


def _saving(scene: Scene, proposal_id: UUID) -> UUID | None:
    """An ongoing saving of the option that the example recommends."""
    return scene.session.execute(
        select(ProfileLine.id)
        .join(CaseOption, CaseOption.id == ProfileLine.option_id)
        .where(
            ProfileLine.proposal_id == proposal_id,
            ProfileLine.kind == LineKind.SAVING,
            ProfileLine.recurrence == "ongoing",
            ProfileLine.removed_at.is_(None),
            CaseOption.preferred,
        )
        .order_by(ProfileLine.position)
        .limit(1)
    ).scalar_one_or_none()


def _request(
    scene: Scene,
    proposal_id: UUID,
    pot_id: UUID,
    year: int,
    pence: int,
    state: FundingState,
    why: str,
    saving: UUID | None,
) -> None:
    row = FundingRequest(
        proposal_id=proposal_id,
        pot_id=pot_id,
        year=year,
        pence=pence,
        why=why,
        saving_line_id=saving,
        state=state,
        used_pence=pence // 3 if state is YES and year == AT.year else None,
        asked_by_id=scene.people["author"],
        asked_at=AT,
    )
    scene.session.add(row)
    scene.session.flush()
    if state is not FundingState.ASKED:
        scene.session.add(
            FundingReply(
                request_id=row.id,
                answer=FundingAnswer(state),
                reason="Not what the grant is for (example)" if state is NO else "",
                by_id=scene.people["s151"],
                at=AT,
            )
        )
        scene.session.flush()
