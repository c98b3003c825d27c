"""Meetings of the example: three that are over, three to come, with agendas, attendance and declarations."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select

from changeportal.data.models.boards import AgendaItem, Attendance, Meeting, MeetingDeclaration, Membership
from changeportal.data.models.gateways import Decision, Round
from changeportal.data.models.people import RoleGrant
from changeportal.data.models.proposals import Proposal
from changeportal.domain.terms import Role, Status
from changeportal.services.demo.stage import Stage as Scene

PAST = (date(2026, 9, 8), date(2026, 10, 13), date(2026, 11, 10))
COMING = {
    "change-board": (date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)),
    "corporate-management-board": (date(2026, 12, 15), date(2027, 1, 19)),
    "executive": (date(2027, 1, 21), date(2027, 2, 11)),
    "council": (date(2027, 2, 25),),
}
HERE = ("chair", "member-one", "member-two", "member-three", "member-four")
SEATS = {
    "chair": ("chair", True),
    "s151": ("member", True),
    "monitoring-officer": ("member", True),
    "director": ("member", True),
}
FROM = date(2024, 4, 1)
SINCE = 70


def seat_boards(scene: Scene) -> None:
    """The management board has its own members; its chair is the change board's."""
    board = scene.boards["corporate-management-board"]
    for who, (office, voting) in SEATS.items():
        scene.session.add(
            Membership(board_id=board.id, person_id=scene.people[who], office=office, voting=voting, starts=FROM)
        )
    scene.session.add(RoleGrant(person_id=scene.people["chair"], role=Role.CHAIR, board_id=board.id, starts=FROM))
    scene.session.flush()


def hold_meetings(scene: Scene) -> None:
    """Past meetings with what was decided at about that time, coming ones with what waits for them."""
    for day in PAST:
        _past(scene, day)
    for slug, days in COMING.items():
        for place, day in enumerate(days):
            meeting = _meeting(scene, slug, day, "published" if place == 0 and slug == "change-board" else "planned")
            if place == 0:
                _waiting(scene, slug, meeting)
    scene.session.flush()


def _meeting(scene: Scene, slug: str, day: date, state: str) -> Meeting:
    starts = datetime(day.year, day.month, day.day, 14, tzinfo=UTC)
    row = Meeting(
        board_id=scene.boards[slug].id,
        slug=day.isoformat(),
        starts_at=starts,
        place="Committee room 2 (example)",
        papers_due=day - timedelta(days=7),
        state=state,
        published_at=None
        if state == "planned"
        else min(starts - timedelta(days=7), datetime(2026, 11, 19, tzinfo=UTC)),
        closed_at=starts + timedelta(hours=2) if state == "closed" else None,
    )
    scene.session.add(row)
    scene.session.flush()
    return row


def _past(scene: Scene, day: date) -> None:
    meeting = _meeting(scene, "change-board", day, "closed")
    board = scene.boards["change-board"]
    window = datetime(day.year, day.month, day.day, tzinfo=UTC)
    rows = scene.session.execute(
        select(Decision, Proposal.title, Round.recommendation)
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .join(Round, Round.id == Decision.round_id)
        .where(
            Decision.board_id == board.id,
            Decision.decided_at > window - timedelta(days=SINCE),
            Decision.decided_at < window + timedelta(days=1),
            ~exists().where(AgendaItem.round_id == Decision.round_id),
        )
        .order_by(Decision.decided_at)
    )
    for n, row in enumerate(list(rows)[:6], start=1):
        item_row(scene, meeting, n, (row.Decision.proposal_id, row.Decision.round_id), row.title, "decided")
    attend(scene, meeting, HERE)


def item_row(scene: Scene, meeting: Meeting, n: int, of: tuple[UUID, UUID | None], title: str, result: str) -> None:
    """One item of an agenda."""
    scene.session.add(
        AgendaItem(
            meeting_id=meeting.id,
            n=n,
            proposal_id=of[0],
            round_id=of[1],
            title=title,
            recommendation=f"Agree {title}",
            minutes=15,
            result=result,
            added_at=meeting.starts_at - timedelta(days=10),
        )
    )
    scene.session.flush()


def attend(scene: Scene, meeting: Meeting, who: Iterable[str]) -> None:
    """Those people were here, and none of them has an interest."""
    for name in who:
        person = scene.people[name]
        scene.session.add(
            Attendance(
                meeting_id=meeting.id,
                person_id=person,
                state="present",
                here_from=meeting.starts_at,
                entered_by_id=scene.people["secretary"],
            )
        )
        scene.session.add(
            MeetingDeclaration(meeting_id=meeting.id, person_id=person, any_interest=False, at=meeting.starts_at)
        )
    scene.session.flush()


def _waiting(scene: Scene, slug: str, meeting: Meeting) -> None:
    """What is on an agenda already."""
    rows = scene.session.execute(
        select(Proposal.id, Proposal.title, Round.id.label("round_id"))
        .join(Round, Round.proposal_id == Proposal.id)
        .where(
            Round.board_id == scene.boards[slug].id,
            Round.closed_at.is_(None),
            Proposal.status == Status.SCHEDULED,
        )
        .order_by(Proposal.ref)
    )
    for n, row in enumerate(rows, start=1):
        item_row(scene, meeting, n, (row.id, row.round_id), row.title, "waiting")
