"""Telling the people of a proposal what was decided, with the reason in full."""

from uuid import UUID

from changeportal.data.models.gateways import Decision
from changeportal.domain.terms import Outcome, Part
from changeportal.services.held import Held
from changeportal.services.transaction import Transaction

WORDS = {
    Outcome.PROCEED: "taken forward",
    Outcome.PROCEED_WITH_CONDITIONS: "taken forward, with conditions",
    Outcome.RETURN: "sent back for changes",
    Outcome.PAUSE: "paused",
    Outcome.BUSINESS_AS_USUAL: "to be run as business as usual",
    Outcome.TEST: "to be tested first",
    Outcome.CONSULT: "approved to consult and report back",
    Outcome.AGREE_IN_PRINCIPLE: "agreed in principle",
    Outcome.DELEGATE: "final decision delegated",
    Outcome.RECOMMEND: "recommended to the next body",
    Outcome.ENDORSE: "endorsed",
    Outcome.NOTE: "noted",
    Outcome.REFER_BACK: "referred back",
    Outcome.MERGE: "joined to another proposal",
    Outcome.DECLINE: "not taken forward",
    Outcome.REALISED: "closed: realised",
    Outcome.REALISED_IN_PART: "closed: realised in part",
    Outcome.NOT_REALISED: "closed: not realised",
    Outcome.KEEP_TRACKING: "tracking goes on",
}
TOLD = (Part.PROPOSER, Part.AUTHOR, Part.SPONSOR)


def outcome_words(outcome: Outcome) -> str:
    """The outcome as a person reads it."""
    return WORDS[outcome]


def told(held: Held) -> list[UUID]:
    """The people of a proposal who hear of it: proposer, author, sponsor, each once."""
    return sorted({person for person, part in held.facts.parts if part in TOLD})


def tell(tx: Transaction, held: Held, kind: str, subject: str, body: str, href: str = "") -> None:
    """Tell the people of the proposal, but not the one who acts; a restricted proposal is told without its title."""
    ref = held.row.ref
    name = "A restricted proposal" if held.row.restricted else f"‘{held.row.title}’"
    words = "Sign in to read it." if held.row.restricted else body
    for person_id in told(held):
        if person_id != tx.ctx.actor.id or person_id in _proposers(held):
            tx.notify(
                person_id,
                kind=kind,
                subject=f"{ref}: {name} {subject}",
                body=words,
                href=href or f"/proposals/{ref}",
                proposal_id=held.row.id,
            )


def _proposers(held: Held) -> set[UUID]:
    """A proposer always hears, even of what they did themselves: it is their receipt."""
    return {person for person, part in held.facts.parts if part is Part.PROPOSER}


def tell_people(tx: Transaction, held: Held, made: Decision) -> None:
    """Tell of a decision: outcome first, then the reason in full."""
    gateway = made.gateway.value[1]
    subject = (
        f"was {WORDS[made.outcome]}" if not WORDS[made.outcome].startswith(("to be", "closed")) else WORDS[made.outcome]
    )
    body = f"{made.body_name} decided at gateway {gateway}: {WORDS[made.outcome]}.\n\nWhy: {made.reasons}"
    tell(tx, held, "decision", subject, body, f"/decisions/{made.number}")
