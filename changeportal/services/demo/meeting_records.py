"""What meetings of the example left behind: papers, comings and goings, a question, a decision in writing."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, select

from changeportal.data.models.boards import AgendaItem, AttendanceMove, Meeting, PublishedPaper
from changeportal.data.models.cases import Question
from changeportal.data.models.gateways import Decision, Round
from changeportal.data.models.proposals import Proposal
from changeportal.services.demo.meetings import COMING, HERE, attend, item_row
from changeportal.services.demo.stage import Stage as Scene


def fill_meetings(scene: Scene) -> None:
    """What a meeting leaves behind: papers in their order, comings and goings, a question, one decision in writing."""
    _in_writing(scene)
    _asked(scene)
    for meeting in scene.session.execute(select(Meeting).where(Meeting.state != "planned")).scalars().all():
        _publish(scene, meeting)
        if meeting.state == "closed" and not meeting.written:
            _came(scene, meeting)
    scene.session.flush()


def _came(scene: Scene, meeting: Meeting) -> None:
    """One board member came late; the others were there from the start."""
    late = timedelta(minutes=20)
    for who in HERE:
        scene.session.add(
            AttendanceMove(
                meeting_id=meeting.id,
                person_id=scene.people[who],
                came=True,
                at=meeting.starts_at + (late if who == HERE[-1] else timedelta()),
                entered_by_id=scene.people["secretary"],
            )
        )


def _in_writing(scene: Scene) -> None:
    """One decision of the change board that could not wait for a meeting."""
    board = scene.boards["change-board"]
    found = scene.session.execute(
        select(Decision, Proposal.title)
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .where(Decision.board_id == board.id, ~exists().where(AgendaItem.round_id == Decision.round_id))
        .order_by(Decision.decided_at.desc())
        .limit(1)
    ).first()
    if found is None:
        return
    made: Decision = found.Decision
    meeting = Meeting(
        board_id=board.id,
        slug="written-1",
        starts_at=made.decided_at - timedelta(days=4),
        place="In writing",
        papers_due=(made.decided_at - timedelta(days=4)).date(),
        state="closed",
        published_at=made.decided_at - timedelta(days=4),
        closed_at=made.decided_at,
        written=True,
        deadline=made.decided_at,
        urgency="The supplier's offer ended before the next meeting (example)",
    )
    scene.session.add(meeting)
    scene.session.flush()
    item_row(scene, meeting, 1, (made.proposal_id, made.round_id), found.title, "decided")
    attend(scene, meeting, HERE)


def _asked(scene: Scene) -> None:
    """A question about the first item of the meeting to come, and its answer."""
    found = scene.session.execute(
        select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.slug == COMING["change-board"][0].isoformat(), AgendaItem.proposal_id.is_not(None))
        .order_by(AgendaItem.n)
    ).scalars()
    item = next(iter(found), None)
    if item is not None:
        scene.session.add(
            Question(
                proposal_id=item.proposal_id,
                item_id=item.id,
                section="delivery",
                text="Who takes this over when the project ends?",
                needs_answer=True,
                by_id=scene.people["member-one"],
                at=datetime(2026, 11, 19, 10, tzinfo=UTC),
                answer="The service's own team, from the first full year.",
                answered_by_id=scene.people["author"],
                answered_at=datetime(2026, 11, 19, 15, tzinfo=UTC),
            )
        )


def _publish(scene: Scene, meeting: Meeting) -> None:
    """The papers of a meeting that is published or over, in the order of its items."""
    rows = scene.session.execute(
        select(AgendaItem, Round.case_version_id)
        .outerjoin(Round, Round.id == AgendaItem.round_id)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.n)
    ).all()
    for row in rows:
        scene.session.add(
            PublishedPaper(
                meeting_id=meeting.id,
                item_id=row.AgendaItem.id,
                version=1,
                position=row.AgendaItem.n,
                title=row.AgendaItem.title,
                case_version_id=row.case_version_id,
                published_at=meeting.published_at or meeting.starts_at,
            )
        )
