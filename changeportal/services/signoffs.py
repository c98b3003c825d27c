"""A reviewer's answer on a frozen version. It is never changed; a later one of the same kind counts."""

from dataclasses import dataclass

from sqlalchemy import select

from changeportal.data.models.cases import CaseVersion, SignOff, SignOffNeeded
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.permission_facts import SignOffFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.signoffs import LABELS
from changeportal.domain.terms import SignOffKind, SignOffOutcome, Stage
from changeportal.services import events, telling
from changeportal.services.context import Context
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction, transaction

WORDS = {
    SignOffOutcome.AGREED: "agreed",
    SignOffOutcome.AGREED_WITH_COMMENTS: "agreed with comments",
    SignOffOutcome.MORE_NEEDED: "needs more",
    SignOffOutcome.NOT_NEEDED: "not needed",
}


@dataclass(frozen=True, slots=True)
class GiveSignOff:
    """What a reviewer says of version ``n``."""

    ref: str
    kind: SignOffKind
    n: int
    outcome: SignOffOutcome
    comments: str


def give_sign_off(ctx: Context, command: GiveSignOff) -> None:
    """Record the answer. Whoever proposed, wrote, entered figures or sponsored is refused, by the database too."""
    if command.outcome is not SignOffOutcome.AGREED and not command.comments.strip():
        raise Invalid({"comments": "Say why"})
    with transaction(ctx) as tx:
        held = hold(tx, command.ref)
        version = _version(tx, held, command)
        said = require(ctx.actor, Permission.SIGNOFF_GIVE, SignOffFacts(proposal=held.facts, sign_off=command.kind))
        tx.add(
            SignOff(
                case_version_id=version.id,
                kind=command.kind,
                outcome=command.outcome,
                comments=command.comments.strip(),
                by_id=ctx.actor.id,
                on_behalf_of_id=said.acting_for,
                at=ctx.now,
            )
        )
        words = f"{LABELS[command.kind]} check of version {command.n}: {WORDS[command.outcome]}"
        events.record(
            tx, held.row, "signed_off", words, payload={"comments": command.comments}, acting_for=said.acting_for
        )
        telling.tell(
            tx,
            held,
            "signed_off",
            f"{LABELS[command.kind].lower()} check: {WORDS[command.outcome]}",
            command.comments or words,
        )


def _version(tx: Transaction, held: Held, command: GiveSignOff) -> CaseVersion:
    """The newest version, if it is the one that was read and this check is asked for."""
    newest = tx.session.execute(
        select(CaseVersion).where(CaseVersion.proposal_id == held.row.id).order_by(CaseVersion.n.desc()).limit(1)
    ).scalar_one_or_none()
    if newest is None or tx.session.get(SignOffNeeded, (newest.id, command.kind)) is None:
        raise NotFound
    if held.row.stage in (Stage.BENEFITS, Stage.CLOSED) or held.row.ended_at is not None:
        raise Refused("decided", "This was decided, and it rests on the checks that it had then. No check is added.")
    if newest.n != command.n:
        raise Refused("newer_version", f"Version {newest.n} was submitted since. Read that one, then give your answer.")
    return newest
