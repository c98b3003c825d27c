"""Reporting back: the result of a consultation goes to the body that asked for it, a test's evaluation into the case."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from changeportal.data.models.cases import Evidence
from changeportal.data.models.gateways import Decision, Round
from changeportal.domain.criteria import stopping
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.evidence import EvidenceKind, Strength
from changeportal.domain.gateway_facts import Request
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Act, Action, Gateway, Outcome, Status
from changeportal.services import asking, case_facts, gateway_state, gateways, rounds, submission
from changeportal.services.context import Context
from changeportal.services.gateways import Telling
from changeportal.services.held import Held, hold, remember_act
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class ReportBack:
    """What it found, who did it and who took part, when it ended."""

    ref: str
    found: str
    source: str
    dated: date
    link: str = ""
    expected_version: int | None = None


def report_back(ctx: Context, command: ReportBack) -> None:
    """Keep the finding as evidence and go on: to the same body after a consultation, to the draft after a test."""
    with transaction(ctx) as tx:
        held = hold(tx, command.ref, command.expected_version)
        require(ctx.actor, Permission.CASE_SUBMIT, held.facts)
        if held.row.status not in (Status.CONSULTING, Status.IN_TEST):
            raise Refused("not_open", "Nothing is out to consultation or being tested here.")
        _check(command, ctx.today)
        tested = held.row.status is Status.IN_TEST
        tx.add(
            Evidence(
                proposal_id=held.row.id,
                section="evidence",
                claim="Result of the test" if tested else "Result of the consultation",
                kind=(EvidenceKind.PILOT if tested else EvidenceKind.ENGAGEMENT).value,
                shows=command.found.strip(),
                source=command.source.strip(),
                link=command.link.strip(),
                dated=command.dated,
                strength=Strength.SOME.value,
            )
        )
        remember_act(tx, held, Act.WROTE)
        (_end_test if tested else _end_consultation)(tx, held)


def _check(command: ReportBack, today: date) -> None:
    wrong = {}
    if not command.found.strip():
        wrong["found"] = "Say what it found"
    if not command.source.strip():
        wrong["source"] = "Say who did it and who took part"
    if command.dated > today:
        wrong["dated"] = "The day must be today or in the past"
    if wrong:
        raise Invalid(wrong)


def _end_test(tx: Transaction, held: Held) -> None:
    facts = replace(gateway_state.state_of(tx, held, None), evaluated=True)
    told = Telling("test_ended", "The test is over: its evaluation is evidence of the case")
    gateways.perform(tx, held, facts, Request(action=Action.END_TEST), told)


def _end_consultation(tx: Transaction, held: Held) -> None:
    """A new version holds the result; the body that asked for it is asked again."""
    was = _asked_for_it(tx, held)
    found = case_facts.criteria(tx, held, Gateway.G4)
    wanting = stopping(found)
    if wanting:
        raise Refused("criteria", f"Not ready yet: {'; '.join(one.why or one.question for one in wanting)}")
    version = submission.freeze_and_ask(tx, held, Gateway.G4, asking.gateways_policy(tx).id, found)
    facts = replace(gateway_state.state_of(tx, held, None), consultation_result=True)
    told = Telling("consultation_ended", "Reported back: the result of the consultation is in the case")
    gateways.perform(tx, held, facts, Request(action=Action.END_CONSULTATION), told)
    again = asking.same_body(tx, was, "It asked for the result of the consultation")
    rounds.open_round(tx, held.row, replace(again, case_version_id=version.id))


def _asked_for_it(tx: Transaction, held: Held) -> Round:
    return tx.session.execute(
        select(Round)
        .join(Decision, Decision.round_id == Round.id)
        .where(Decision.proposal_id == held.row.id, Decision.outcome == Outcome.CONSULT)
        .order_by(Decision.decided_at.desc())
        .limit(1)
    ).scalar_one()
