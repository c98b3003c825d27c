"""Triage: taking an idea up, working out its route, and the decision at gateway 1 with what follows from it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.cases import CaseOption
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal, ProposalPerson, Triage
from changeportal.data.models.reference import Directorate, Mission
from changeportal.domain.errors import Invalid
from changeportal.domain.gateway_facts import Request
from changeportal.domain.permissions import Permission, require
from changeportal.domain.routes_of_change import RouteLimits, RouteResult, TriageAnswers, route_of
from changeportal.domain.terms import Act, Action, Gateway, Outcome, Part, Reach, Route
from changeportal.services import asking, gateway_state, gateways, rounds
from changeportal.services.context import Context
from changeportal.services.decisions import NewCondition, Record
from changeportal.services.gateway_decisions import DecideGateway, decide_gateway
from changeportal.services.gateways import Telling
from changeportal.services.held import Held, hold, remember_act_of
from changeportal.services.option_scores import add_usual
from changeportal.services.transaction import Transaction, transaction

TAKEN_ON = frozenset({Outcome.PROCEED, Outcome.PROCEED_WITH_CONDITIONS})


@dataclass(frozen=True, slots=True)
class SaveTriage:
    """The triage answers; an override needs its reason."""

    ref: str
    answers: TriageAnswers
    expected_version: int | None = None
    reach: Reach | None = None
    route: Route | None = None
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class DecideIdea:
    """The decision at gateway 1, and who and where if it goes on."""

    ref: str
    outcome: Outcome
    reasons: str
    expected_version: int | None = None
    until: date | None = None
    target_ref: str = ""
    conditions: tuple[NewCondition, ...] = ()
    author_id: UUID | None = None
    sponsor_id: UUID | None = None
    directorate: str = ""
    mission: str = ""
    wards: str = ""
    restricted_because: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


def take_up(ctx: Context, ref: str, expected_version: int | None) -> None:
    """Somebody starts to look at the idea."""
    with transaction(ctx) as tx:
        held = hold(tx, ref, expected_version)
        facts = gateway_state.state_of(tx, held, rounds.the_open_round(tx, held.row, Gateway.G1))
        telling = Telling("taken_up", f"{ctx.actor.name} is looking at this idea")
        gateways.perform(tx, held, facts, Request(action=Action.TAKE_UP), telling)


def save_triage(ctx: Context, command: SaveTriage) -> RouteResult:
    """Work out the route from the answers and keep both, with the override and its reason where there is one."""
    with transaction(ctx) as tx:
        held = hold(tx, command.ref, command.expected_version)
        require(ctx.actor, Permission.TRIAGE_TAKE_UP, held.facts)
        rounds.the_open_round(tx, held.row, Gateway.G1)
        found = route_of(command.answers, _limits(tx))
        reach, route = command.reach or found.reach, command.route or found.route
        if (reach, route) != (found.reach, found.route) and not command.override_reason.strip():
            raise Invalid({"override_reason": "Say why you choose another route than the answers give"})
        tx.add(
            Triage(
                proposal_id=held.row.id,
                answers=asdict(command.answers),
                reach=reach,
                route=route,
                why={"reasons": [[one.answer, one.why] for one in found.reasons]},
                override_reason=command.override_reason.strip(),
                by_id=ctx.actor.id,
                at=ctx.now,
            )
        )
        held.row.reach, held.row.route = reach, route
        held.row.version += 1
        tx.audit(
            "triaged", "proposal", held.row.id, {"reach": reach, "route": route, "answers": asdict(command.answers)}
        )
        return found


def _limits(tx: Transaction) -> RouteLimits:
    return RouteLimits(**asking.gateways_policy(tx).document.get("triage_limits", {}))


def decide_idea(ctx: Context, command: DecideIdea) -> str:
    """Decide at gateway 1 in one transaction; the decision's number. The proposer is told, with the reason."""
    with transaction(ctx) as tx:
        held = hold(tx, command.ref, command.expected_version)
        _check(held, command)
        if command.outcome in TAKEN_ON:
            _place(tx, held.row, command)
            _name_people(tx, held, command)
        made = decide_gateway(
            ctx,
            DecideGateway(
                ref=command.ref,
                gateway=Gateway.G1,
                record=Record(
                    outcome=command.outcome,
                    reasons=command.reasons,
                    body_name=f"{ctx.actor.name} (triage)",
                    conditions=command.conditions,
                ),
                until=command.until,
                target_ref=command.target_ref,
                payload=command.payload,
            ),
        )
        if command.outcome in TAKEN_ON:
            _open_case(tx, held.row)
        if command.outcome is Outcome.MERGE:
            _join(tx, held, command.target_ref)
        return made.number


def _check(held: Held, command: DecideIdea) -> None:
    if command.outcome not in TAKEN_ON:
        return
    wrong: dict[str, str] = {}
    if held.row.route is None:
        wrong["outcome"] = "Answer the triage questions first, so that the route is known"
    if command.author_id is None:
        wrong["author_id"] = "Select who writes the business case"
    if command.sponsor_id is None:
        wrong["sponsor_id"] = "Select who sponsors it"
    if wrong:
        raise Invalid(wrong)


def _place(tx: Transaction, row: Proposal, command: DecideIdea) -> None:
    if command.directorate:
        row.directorate_id = tx.session.execute(
            select(Directorate.id).where(Directorate.slug == command.directorate)
        ).scalar_one_or_none()
    if command.mission:
        row.mission_id = tx.session.execute(
            select(Mission.id).where(Mission.code == command.mission)
        ).scalar_one_or_none()
    row.wards = command.wards
    row.restricted = bool(command.restricted_because.strip())
    row.restricted_because = command.restricted_because.strip()


def _name_people(tx: Transaction, held: Held, command: DecideIdea) -> None:
    for person_id, part in ((command.author_id, Part.AUTHOR), (command.sponsor_id, Part.SPONSOR)):
        assert person_id is not None
        tx.add(ProposalPerson(proposal_id=held.row.id, person_id=person_id, part=part, started_at=tx.ctx.now))
        person = tx.session.get_one(Person, person_id)
        if person_id != tx.ctx.actor.id:
            tx.notify(
                person_id,
                kind="named",
                subject=f"{held.row.ref}: you were named {part.value}",
                body=f"{tx.ctx.actor.name} named you {part.value} of this proposal.",
                href=f"/proposals/{held.row.ref}",
                proposal_id=held.row.id,
            )
        tx.audit("part_given", "proposal", held.row.id, {"part": part, "person": person.id})
    assert command.sponsor_id is not None
    remember_act_of(tx, held.row.id, command.sponsor_id, Act.SPONSORED)


def _open_case(tx: Transaction, row: Proposal) -> None:
    """A case starts with do minimum, which cannot be removed."""
    if tx.session.execute(select(CaseOption.id).where(CaseOption.proposal_id == row.id).limit(1)).first():
        return
    tx.add(
        CaseOption(
            proposal_id=row.id,
            position=1,
            kind="do_minimum",
            title="Do minimum",
            description="The least that must be done.",
        )
    )
    add_usual(tx, row.id)


def _join(tx: Transaction, held: Held, target_ref: str) -> None:
    """Both proposers are named on the proposal that goes on."""
    target_id = tx.session.execute(select(Proposal.id).where(Proposal.ref == target_ref)).scalar_one()
    there = set(
        tx.session.execute(
            select(ProposalPerson.person_id).where(
                ProposalPerson.proposal_id == target_id, ProposalPerson.part == Part.PROPOSER
            )
        ).scalars()
    )
    for person_id in {person for person, part in held.facts.parts if part is Part.PROPOSER} - there:
        tx.add(ProposalPerson(proposal_id=target_id, person_id=person_id, part=Part.PROPOSER, started_at=tx.ctx.now))
        remember_act_of(tx, target_id, person_id, Act.PROPOSED)
