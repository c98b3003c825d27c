"""Teams of the example: capacity by month, day rates, and requests in every state."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.proposals import Proposal
from changeportal.data.models.resourcing import Pool, PoolMonth, PoolRate, RequestMonth, RequestReply, ResourceRequest
from changeportal.domain.calendar import add_months
from changeportal.domain.terms import RequestAnswer
from changeportal.services.demo.stage import Stage as Scene

FIRST, MONTHS = date(2026, 10, 1), 15
CAPACITY = {
    "project-managers": 600,
    "business-analysts": 400,
    "service-designers": 200,
    "data-analysts": 300,
    "developers": 300,
    "hr-partners": 200,
    "finance-partners": 300,
    "legal": 150,
    "procurement": 200,
    "communications": 200,
}
RATES = {date(2026, 4, 1): 42_000, date(2027, 4, 1): 43_500}
CONFIRMED, PART = RequestAnswer.CONFIRMED, RequestAnswer.PART_CONFIRMED
LATER, NO = RequestAnswer.OFFERED_LATER, RequestAnswer.DECLINED
ASKED: dict[str, tuple[tuple[str, int, RequestAnswer | None], ...]] = {
    "CP-2026-0041": (
        ("legal", 60, None),
        ("procurement", 100, None),
        ("finance-partners", 40, CONFIRMED),
        ("data-analysts", 100, CONFIRMED),
        ("project-managers", 100, PART),
    ),
    "CP-2026-0012": (
        ("project-managers", 200, CONFIRMED),
        ("developers", 160, LATER),
        ("communications", 40, CONFIRMED),
    ),
    "CP-2026-0070": (("communications", 20, CONFIRMED),),
    "CP-2026-0030": (("legal", 40, None), ("procurement", 40, CONFIRMED)),
    "CP-2026-0081": (("developers", 100, NO), ("service-designers", 60, CONFIRMED)),
    "CP-2026-0018": (("project-managers", 200, CONFIRMED), ("business-analysts", 200, CONFIRMED)),
    "CP-2026-0026": (("project-managers", 160, CONFIRMED), ("legal", 120, CONFIRMED)),
}
REASONS = {
    PART: "One of two people is free (example)",
    LATER: "Free from April (example)",
    NO: "Nobody is free this year (example)",
}


def load_teams(scene: Scene) -> None:
    """Capacity first, then who asks for it."""
    pools = {row.slug: row for row in scene.session.execute(select(Pool)).scalars()}
    for slug, capacity in CAPACITY.items():
        _capacity(scene, pools[slug].id, capacity)
    refs = {row.ref: row for row in scene.session.execute(select(Proposal)).scalars()}
    for ref, asked in ASKED.items():
        for slug, hundredths, answer in asked:
            _request(scene, refs[ref].id, pools[slug].id, hundredths, answer)
    scene.session.flush()


def _capacity(scene: Scene, pool_id: UUID, capacity: int) -> None:
    for starts, pence in RATES.items():
        scene.session.add(PoolRate(pool_id=pool_id, starts=starts, day_pence=pence))
        scene.session.flush()
    scene.session.add_all(
        PoolMonth(
            pool_id=pool_id,
            month=add_months(FIRST, n),
            capacity=capacity,
            leave=capacity // 10,
            committed=capacity // 3,
        )
        for n in range(MONTHS)
    )


def _request(scene: Scene, proposal_id: UUID, pool_id: UUID, hundredths: int, answer: RequestAnswer | None) -> None:
    at = datetime(2026, 11, 10, 9, tzinfo=UTC)
    row = ResourceRequest(
        proposal_id=proposal_id,
        pool_id=pool_id,
        why="To do the work that the case describes (example)",
        state=answer.value if answer else "asked",
        asked_by_id=scene.people["author"],
        asked_at=at,
    )
    scene.session.add(row)
    scene.session.flush()
    given = {CONFIRMED: hundredths, PART: hundredths // 2}.get(answer, 0) if answer else 0
    scene.session.add_all(
        RequestMonth(request_id=row.id, month=add_months(date(2027, 1, 1), n), asked=hundredths, confirmed=given)
        for n in range(6)
    )
    if answer is not None:
        scene.session.add(
            RequestReply(
                request_id=row.id,
                answer=answer,
                reason=REASONS.get(answer, ""),
                offered_from=date(2027, 4, 1) if answer is LATER else None,
                by_id=scene.people["resource-manager"],
                at=at,
            )
        )
    scene.session.flush()
