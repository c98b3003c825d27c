"""Publishing a notice of a key decision or a private meeting, and representations against meeting in private."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from changeportal.data import lawful_rows
from changeportal.data.models.boards import Board
from changeportal.data.models.gateways import Round
from changeportal.data.models.lawful import DecisionNotice, Representation
from changeportal.domain.errors import Invalid, NotFound
from changeportal.domain.key_notices import AGREED, LABELS, PRIVATE, REASONED, NoticeKind, missing
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.domain.permissions import Permission, require
from changeportal.services import events
from changeportal.services.context import Context
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishNotice:
    """What the forward plan says of a decision. ``link`` is needed where it was published on an earlier day."""

    ref: str
    board: str
    kind: NoticeKind
    published_on: date
    decision_on: date
    matter: str
    documents: str = ""
    contact: str = ""
    reason: str = ""
    agreed_by: str = ""
    agreed_on: date | None = None
    paragraph: int | None = None
    public_interest: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Represent:
    """A representation against meeting in private, and the answer to it."""

    ref: str
    notice_id: UUID
    who: str
    says: str
    received_on: date
    answer: str


def publish_notice(ctx: Context, command: PublishNotice) -> UUID:
    """Put it on the forward plan. It is never changed; a later notice stands beside it."""
    with transaction(ctx) as tx:
        held = hold(tx, command.ref)
        board = tx.session.execute(select(Board).where(Board.slug == command.board)).scalar_one_or_none()
        if board is None:
            raise Invalid({"board": "Select who will decide"})
        require(ctx.actor, Permission.NOTICE_PUBLISH, MeetingFacts(board_id=board.id, proposal=held.facts))
        wrong = _problems(command, ctx.today)
        if wrong:
            raise Invalid(wrong)
        row = DecisionNotice(
            proposal_id=held.row.id,
            board_id=board.id,
            kind=command.kind.value,
            published_on=command.published_on,
            decision_on=command.decision_on,
            matter=command.matter.strip(),
            documents=command.documents.strip(),
            contact=command.contact.strip(),
            reason=command.reason.strip(),
            agreed_by=command.agreed_by.strip(),
            agreed_on=command.agreed_on,
            paragraph=command.paragraph if command.kind in PRIVATE else None,
            public_interest=command.public_interest.strip(),
            link=command.link.strip(),
            by_id=ctx.actor.id,
            at=ctx.now,
        )
        tx.add(row)
        words = f"Notice published: {LABELS[command.kind]}. {board.name}, on or after {command.decision_on:%-d %B %Y}"
        events.record(tx, held.row, "notice_published", words, payload={"notice": str(row.id), "kind": row.kind})
        return row.id


def _problems(command: PublishNotice, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not command.matter.strip():
        wrong["matter"] = "Enter what is to be decided"
    if command.published_on > today:
        wrong["published_on"] = "The day of publication must be today or in the past"
    elif command.published_on < today and not command.link.strip():
        wrong["link"] = "It was published before today: enter the address where it can be read"
    if command.decision_on < command.published_on:
        wrong["decision_on"] = "The decision must come after the notice"
    if command.kind in REASONED and not command.reason.strip():
        wrong["reason"] = "Say why it cannot wait"
    return wrong | _more_problems(command, today)


def _more_problems(command: PublishNotice, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if command.kind in AGREED:
        if not command.agreed_by.strip():
            wrong["agreed_by"] = "Enter who agreed that it cannot wait"
        if command.agreed_on is None or command.agreed_on > today:
            wrong["agreed_on"] = "Enter the day on which they agreed, today or in the past"
    if command.kind in PRIVATE:
        if command.paragraph is None:
            wrong["paragraph"] = "Select the paragraph of Schedule 12A"
        if not command.public_interest.strip():
            wrong["public_interest"] = "Say why the public interest is served by meeting in private"
    return wrong


def record_representation(ctx: Context, command: Represent) -> None:
    """Keep what somebody said against meeting in private, with the answer."""
    with transaction(ctx) as tx:
        held = hold(tx, command.ref)
        notice = _notice(tx, held, command.notice_id)
        require(ctx.actor, Permission.NOTICE_PUBLISH, MeetingFacts(board_id=notice.board_id, proposal=held.facts))
        wrong = {
            name: words
            for name, words in (
                ("who", "Enter who made the representation"),
                ("says", "Enter what they said"),
                ("answer", "Enter the answer that was given"),
            )
            if not str(getattr(command, name)).strip()
        }
        if not notice.published_on <= command.received_on <= ctx.today:
            wrong["received_on"] = "The day must be between the notice and today"
        if wrong:
            raise Invalid(wrong)
        tx.add(
            Representation(
                notice_id=notice.id,
                who=command.who.strip(),
                says=command.says.strip(),
                received_on=command.received_on,
                answer=command.answer.strip(),
                by_id=ctx.actor.id,
                at=ctx.now,
            )
        )
        events.record(tx, held.row, "representation", f"Representation by {command.who.strip()}, answered")


def _notice(tx: Transaction, held: Held, notice_id: UUID) -> DecisionNotice:
    row = tx.session.execute(
        select(DecisionNotice).where(DecisionNotice.id == notice_id, DecisionNotice.proposal_id == held.row.id)
    ).scalar_one_or_none()
    if row is None or row.kind not in PRIVATE:
        raise NotFound
    return row


def notice_missing(tx: Transaction, the_round: Round, decided_on: date | None = None, *, private: bool = False) -> str:
    """What notice the body of the round lacks for a decision on that day, today by default."""
    asked = lawful_rows.asked_of(tx.session, the_round)
    if asked is None or the_round.power != "decide":
        return ""
    wanted = asked.wanted(private=private)
    if not wanted.key and not private:
        return ""
    notices = lawful_rows.notices_of(tx.session, the_round.proposal_id, asked.board_id)
    return missing(notices, decided_on or tx.ctx.today, wanted, lawful_rows.holidays(tx.session))
