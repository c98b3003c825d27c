"""The steps before a body meets, and pre-election periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from changeportal.data.models.boards import Board
from changeportal.data.models.lawful import ClearanceStep, PreElectionPeriod
from changeportal.domain.clearance import Step
from changeportal.domain.errors import Invalid, NotFound
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.domain.permissions import Permission, require
from changeportal.services.context import Context
from changeportal.services.transaction import transaction

MOST_DAYS = 250


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """A pre-election period."""

    title: str
    starts: date
    ends: date


def set_steps(ctx: Context, slug: str, steps: Sequence[Step]) -> None:
    """Replace the steps of a body as a whole."""
    with transaction(ctx) as tx:
        board = tx.session.execute(select(Board).where(Board.slug == slug).with_for_update()).scalar_one_or_none()
        if board is None:
            raise NotFound
        require(ctx.actor, Permission.BOARD_MANAGE, MeetingFacts(board_id=board.id))
        wrong = {
            f"days_{n}": f"Enter working days from 1 to {MOST_DAYS}"
            for n, one in enumerate(steps, start=1)
            if not 1 <= one.working_days <= MOST_DAYS
        }
        if wrong:
            raise Invalid(wrong)
        tx.session.execute(delete(ClearanceStep).where(ClearanceStep.board_id == board.id))
        tx.session.add_all(
            ClearanceStep(board_id=board.id, n=n, title=one.title, working_days=one.working_days)
            for n, one in enumerate(steps, start=1)
        )
        tx.session.flush()
        tx.audit("clearance_set", "board", board.id, {"steps": [[one.title, one.working_days] for one in steps]})


def add_period(ctx: Context, new: NewPeriod) -> None:
    """Mark a pre-election period in the calendar. The monitoring officer or a clerk may."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.NOTICE_PUBLISH)
        if not new.title.strip():
            raise Invalid({"title": "Enter which election"})
        if new.ends < new.starts:
            raise Invalid({"ends": "The last day must not be before the first"})
        row = PreElectionPeriod(
            title=new.title.strip(), starts=new.starts, ends=new.ends, by_id=ctx.actor.id, at=ctx.now
        )
        tx.add(row)
        tx.audit(
            "period_added", "pre_election_period", row.id, {"title": row.title, "from": new.starts, "to": new.ends}
        )


def remove_period(ctx: Context, period_id: UUID) -> None:
    """Take a period off the calendar."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.NOTICE_PUBLISH)
        row = tx.session.get(PreElectionPeriod, period_id)
        if row is None:
            raise NotFound
        tx.audit("period_removed", "pre_election_period", row.id, {"title": row.title})
        tx.session.delete(row)
        tx.session.flush()
