"""What can be done to a proposal at any time: withdraw, pause, resume, reopen, new people, restrict, follow."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.gateways import Round
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import ProposalPerson
from changeportal.domain.errors import Invalid
from changeportal.domain.gateway_facts import Request
from changeportal.domain.gateway_rows import RoundEffect
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import GATEWAY_OF_STAGE, Act, Action, Part, Stage, Status
from changeportal.services import asking, events, gateway_state, gateways, rounds, telling
from changeportal.services.context import Context
from changeportal.services.gateways import Telling
from changeportal.services.held import Held, hold, remember_act_of
from changeportal.services.transaction import Transaction, transaction

WORDS = {
    Action.WITHDRAW: ("withdrawn", "was withdrawn"),
    Action.WITHDRAW_SUBMISSION: ("submission_withdrawn", "was taken back for changes"),
    Action.PAUSE: ("paused", "was paused"),
    Action.RESUME: ("resumed", "goes on"),
    Action.REOPEN: ("reopened", "was opened again"),
}


@dataclass(frozen=True, slots=True)
class ChangeCourse:
    """Withdraw, take back, pause, resume or reopen, with the reason and the date where they are needed."""

    ref: str
    action: Action
    reason: str = ""
    until: date | None = None
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class GivePart:
    """Somebody gets a part; for author and sponsor it passes from whoever had it."""

    ref: str
    person_id: UUID
    part: Part
    reason: str
    expected_version: int | None = None


def change_course(ctx: Context, command: ChangeCourse) -> None:
    """Carry out one of the moves that are no gateway decision."""
    kind, words = WORDS[command.action]
    with transaction(ctx) as tx:
        held = hold(tx, command.ref, command.expected_version)
        the_round = _round(tx, held)
        facts = gateway_state.state_of(tx, held, the_round)
        asked = Request(action=command.action, reason=command.reason, until=command.until)
        telling_words = f"{held.row.ref} {words}" + (f": {command.reason.strip()}" if command.reason.strip() else "")
        move = gateways.perform(tx, held, facts, asked, Telling(kind, telling_words))
        _follow(tx, held, move.round)
        telling.tell(tx, held, kind, words, command.reason.strip() or "Open the proposal to see what happens next.")


def _round(tx: Transaction, held: Held) -> Round | None:
    return rounds.open_round_of(tx, held.row, GATEWAY_OF_STAGE[held.row.stage])


def _follow(tx: Transaction, held: Held, effect: RoundEffect) -> None:
    the_round = _round(tx, held)
    waits = held.row.status in (Status.SUBMITTED, Status.IN_REVIEW)
    if effect in (RoundEffect.OPEN, RoundEffect.RESUME) and the_round is None and waits:
        _open_again(tx, held)
    if the_round is None:
        return
    if effect is RoundEffect.WITHDRAW:
        rounds.close_round(tx, the_round, "withdrawn")
    elif effect is RoundEffect.SUSPEND:
        rounds.suspend_round(tx, the_round)
    elif effect is RoundEffect.RESUME:
        rounds.resume_round(the_round)


def _open_again(tx: Transaction, held: Held) -> None:
    """Reopened where a decision waits: a new round on the newest version."""
    gateway = GATEWAY_OF_STAGE[held.row.stage]
    version_id = rounds.newest_version(tx, held.row.id)
    if held.row.stage is Stage.APPROVAL:
        rounds.open_round(tx, held.row, asking.first_body(tx, held.row, version_id))
    else:
        rounds.open_round(tx, held.row, asking.asking(tx, held.row, gateway, version_id))


def give_part(ctx: Context, command: GivePart) -> None:
    """Give a part to a person; a sponsor's act is remembered for ever."""
    if not command.reason.strip():
        raise Invalid({"reason": "Say why"})
    with transaction(ctx) as tx:
        held = hold(tx, command.ref, command.expected_version)
        require(ctx.actor, Permission.PROPOSAL_REASSIGN, held.facts)
        person = tx.session.get(Person, command.person_id)
        if person is None or not person.active:
            raise Invalid({"person_id": "Select someone who has an account"})
        _end_part(tx, held, command)
        tx.add(ProposalPerson(proposal_id=held.row.id, person_id=person.id, part=command.part, started_at=ctx.now))
        if command.part is Part.SPONSOR:
            remember_act_of(tx, held.row.id, person.id, Act.SPONSORED)
        held.row.version += 1
        words = f"{person.name} is now {command.part.value.replace('_', ' ')}"
        events.record(tx, held.row, "part_given", words, payload={"reason": command.reason})
        tx.notify(
            person.id,
            kind="named",
            subject=f"{held.row.ref}: you are now {command.part.value.replace('_', ' ')}",
            body=command.reason if not held.row.restricted else "Sign in to read it.",
            href=f"/proposals/{held.row.ref}",
            proposal_id=held.row.id,
        )


def _end_part(tx: Transaction, held: Held, command: GivePart) -> None:
    """Author and sponsor are one person at a time; other parts are added."""
    rows = tx.session.execute(
        select(ProposalPerson).where(
            ProposalPerson.proposal_id == held.row.id,
            ProposalPerson.part == command.part,
            ProposalPerson.ended_at.is_(None),
        )
    ).scalars()
    for row in rows:
        if command.part in (Part.AUTHOR, Part.SPONSOR) or row.person_id == command.person_id:
            row.ended_at = tx.ctx.now
    tx.session.flush()


def restrict(ctx: Context, ref: str, because: str, expected_version: int | None) -> None:
    """Show the proposal only to its people, reviewers, deciders and finance; without a reason, to all again."""
    with transaction(ctx) as tx:
        held = hold(tx, ref, expected_version)
        require(ctx.actor, Permission.PROPOSAL_RESTRICT, held.facts)
        held.row.restricted, held.row.restricted_because = bool(because.strip()), because.strip()
        held.row.version += 1
        words = (
            "Restricted: only its people, reviewers, deciders and finance see it"
            if because.strip()
            else "No longer restricted"
        )
        events.record(tx, held.row, "restricted", words, payload={"reason": because})
        tx.touch_proposal(held.row.id)
