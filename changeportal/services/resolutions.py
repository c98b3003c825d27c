"""The clerk enters what the Executive, Council or a member decided, as it was published; no seats are needed."""

from dataclasses import dataclass, replace
from datetime import date

from changeportal.data import lawful_rows
from changeportal.data.lawful_rows import Asked
from changeportal.data.models.gateways import Decision, Round
from changeportal.data.models.lawful import PublishedResolution
from changeportal.domain.deciders import DECIDERS
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Gateway
from changeportal.services import asking, rounds
from changeportal.services.context import Context
from changeportal.services.decisions import Record
from changeportal.services.gateway_decisions import DecideGateway, decide_gateway
from changeportal.services.held import hold
from changeportal.services.transaction import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterResolution:
    """A resolution as published, and where it stands on record."""

    ref: str
    record: Record
    number: str
    minute: str
    link: str
    resolved_on: date
    in_private: bool = False
    until: date | None = None
    delegate_to: str = ""
    expected_version: int | None = None


def enter_resolution(ctx: Context, command: EnterResolution) -> Decision:
    """Make the decision from the published resolution. The clerk of that body or the monitoring officer may."""
    with transaction(ctx) as tx:
        held = hold(tx, command.ref, command.expected_version)
        the_round = rounds.the_open_round(tx, held.row, Gateway.G4)
        asked = lawful_rows.asked_of(tx.session, the_round)
        if asked is None or not DECIDERS[asked.kind].by_clerk:
            raise Refused(
                "not_by_clerk", "This body’s decision is not entered by a clerk. It is recorded where it is made."
            )
        facts = asking.gate_facts(tx, held.row, held.facts, the_round)
        require(ctx.actor, Permission.GATEWAY_DECIDE, facts)
        wrong = _problems(command, the_round, ctx.today)
        if wrong:
            raise Invalid(wrong)
        tx.add(_published(ctx, command, the_round))
        decide = DecideGateway(
            ref=command.ref,
            gateway=Gateway.G4,
            record=_record(ctx, command, asked),
            until=command.until,
            delegate_to=command.delegate_to,
        )
        return decide_gateway(ctx, decide, facts)


def _published(ctx: Context, command: EnterResolution, the_round: Round) -> PublishedResolution:
    return PublishedResolution(
        round_id=the_round.id,
        number=command.number.strip(),
        minute=command.minute.strip(),
        link=command.link.strip(),
        resolved_on=command.resolved_on,
        in_private=command.in_private,
        by_id=ctx.actor.id,
        at=ctx.now,
    )


def _record(ctx: Context, command: EnterResolution, asked: Asked) -> Record:
    """The record with the body's name, the day of the decision and where it is published."""
    where = {
        "number": command.number.strip(),
        "minute": command.minute.strip(),
        "link": command.link.strip(),
        "resolved_on": command.resolved_on.isoformat(),
        "in_private": command.in_private,
        "record": DECIDERS[asked.kind].record,
    }
    return replace(
        command.record,
        body_name=asked.name,
        recorded_by_id=ctx.actor.id,
        decided_on=command.resolved_on,
        in_private=command.in_private,
        by_clerk=True,
        voting={"how": "Entered by the clerk, as published"},
        detail={**command.record.detail, "published": where},
    )


def _problems(command: EnterResolution, the_round: Round, today: date) -> dict[str, str]:
    texts = (
        ("number", "Enter the number of the decision or item"),
        ("minute", "Enter the minute or page where it stands"),
        ("link", "Enter the address where it is published"),
    )
    wrong = {name: words for name, words in texts if not str(getattr(command, name)).strip()}
    if "link" not in wrong and not command.link.strip().startswith(("https://", "http://", "/")):
        wrong["link"] = "Enter an address that starts with https://"
    if not the_round.opened_at.date() <= command.resolved_on <= today:
        wrong["resolved_on"] = f"The day must be between {the_round.opened_at:%-d %B %Y}, when it was asked, and today"
    return wrong
