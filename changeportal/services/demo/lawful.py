"""Notices, steps before meetings and a pre-election period of the example year."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from changeportal.data.models.gateways import Round
from changeportal.data.models.lawful import ClearanceStep, DecisionNotice, PreElectionPeriod, Representation
from changeportal.data.models.proposals import Proposal
from changeportal.domain.key_notices import NoticeKind
from changeportal.domain.terms import Gateway
from changeportal.services.demo.stage import Stage as Scene

LINK = "https://democracy.example/forward-plan"
PUBLISHED = date(2026, 11, 6)
NEXT_EXECUTIVE = date(2027, 1, 21)
STEPS = {
    "change-board": (
        ("Finance check of the papers (example)", 10, "Finance business partner"),
        ("Chair’s briefing (example)", 3, "Change team"),
    ),
    "executive": (
        ("Management board (example)", 25, "Chief executive’s office"),
        ("Leader’s group (example)", 15, "Leader’s office"),
        ("Partnership boards (example)", 10, "Author"),
        ("Final papers to the clerk (example)", 7, "Author"),
    ),
}


def load_lawful(scene: Scene) -> None:
    """What a clerk has published and set up by 20 November 2026."""
    for slug, steps in STEPS.items():
        scene.session.add_all(
            ClearanceStep(board_id=scene.boards[slug].id, n=n, title=title, working_days=days, whose=whose)
            for n, (title, days, whose) in enumerate(steps, start=1)
        )
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    who = scene.people["monitoring-officer"]
    scene.session.add(
        PreElectionPeriod(
            title="Local elections, May 2027 (example)",
            starts=date(2027, 3, 22),
            ends=date(2027, 5, 6),
            by_id=who,
            at=at,
        )
    )
    scene.session.flush()
    _notices(scene)


def _notices(scene: Scene) -> None:
    """Two of three have full notice, one of them is to be heard in private; the third has none yet."""
    rows = scene.session.execute(
        select(Proposal)
        .join(Round, Round.proposal_id == Proposal.id)
        .where(Proposal.key_decision, Round.gateway == Gateway.G4, Round.closed_at.is_(None))
        .order_by(Proposal.ref)
    ).scalars()
    for place, proposal in enumerate(rows):
        if place % 3 == 2:
            continue
        _notice(scene, proposal, NoticeKind.KEY_DECISION)
        if place % 3 == 1:
            private = _notice(scene, proposal, NoticeKind.PRIVATE_MEETING)
            scene.session.add(
                Representation(
                    notice_id=private.id,
                    who="A resident (example)",
                    says="This should be heard in public.",
                    received_on=date(2026, 11, 12),
                    answer="The main report is public; only the contractor’s prices are not.",
                    by_id=scene.people["secretary"],
                    at=datetime(2026, 11, 16, 9, tzinfo=UTC),
                )
            )
    scene.session.flush()


def _notice(scene: Scene, proposal: Proposal, kind: NoticeKind) -> DecisionNotice:
    private = kind is NoticeKind.PRIVATE_MEETING
    row = DecisionNotice(
        proposal_id=proposal.id,
        board_id=scene.boards["executive"].id,
        kind=kind.value,
        published_on=PUBLISHED,
        decision_on=NEXT_EXECUTIVE,
        matter=f"{proposal.title} (example)",
        documents="Business case, equality impact assessment",
        contact="Democratic Services (example)",
        paragraph=3 if private else None,
        public_interest="The contractor’s prices would be known (example)" if private else "",
        link=LINK,
        by_id=scene.people["secretary"],
        at=datetime(PUBLISHED.year, PUBLISHED.month, PUBLISHED.day, 9, tzinfo=UTC),
    )
    scene.session.add(row)
    scene.session.flush()
    return row
