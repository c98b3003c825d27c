"""The way of an example proposal through its gateways: rounds, frozen versions, checks, decisions, events."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from changeportal.data.models.cases import CaseVersion, SignOff, SignOffNeeded
from changeportal.data.models.gateways import ApprovalFact, Decision, Round
from changeportal.data.models.proposals import Proposal, Triage
from changeportal.data.models.returned import AskedAnswer, AskedItem
from changeportal.domain.examples import DemoLine, DemoProposal
from changeportal.domain.returned import Ask
from changeportal.domain.terms import (
    Gateway,
    Outcome,
    Reach,
    SignOffKind,
    SignOffOutcome,
    Stage,
    Status,
)
from changeportal.services import approval, asking, case_document, decisions, delegation, events, quality, rounds
from changeportal.services.decisions import NewCondition, Record
from changeportal.services.demo import case_parts, cases
from changeportal.services.demo.stage import Stage as Scene
from changeportal.services.submission import write_checks
from changeportal.services.transaction import Transaction

STEP = {Gateway.G1: 10, Gateway.G2: 24, Gateway.G3: 31, Gateway.G4: 42}
REVIEWERS = {
    SignOffKind.FINANCE: "finance",
    SignOffKind.LEGAL: "legal",
    SignOffKind.EQUALITY: "equality",
    SignOffKind.ENVIRONMENT: "climate",
    SignOffKind.HR: "hr",
    SignOffKind.CONSULTATION: "consultation",
}
CHAIRS = {"change-board": "chair", "corporate-management-board": "chair"}
AFTER = {
    Gateway.G1: Stage.BUSINESS_CASE,
    Gateway.G2: Stage.RESOURCING,
    Gateway.G3: Stage.APPROVAL,
    Gateway.G4: Stage.BENEFITS,
}
ASKS = (
    Ask("need", "Say how many people it is about, and where the number comes from (example)"),
    Ask("money", "Show how the cost of the first year is paid for (example)"),
)
REASONS = "Example: the case is sound and the people are there"


@dataclass(slots=True)
class Way:
    """A proposal on its way, and the day that it has got to."""

    scene: Scene
    row: Proposal
    demo: DemoProposal
    day: date
    version: CaseVersion | None = None
    lines: dict[str, DemoLine] = field(default_factory=dict)

    def tx(self, who: str) -> Transaction:
        """Somebody acting on that day."""
        return self.scene.at(who, self.day)


def begin(scene: Scene, demo: DemoProposal, day: date) -> Way:
    """A new idea with its ten answers."""
    tx = scene.at("proposer", day)
    known = demo.stage is not Stage.IDEA or demo.status not in (Status.DRAFT, Status.SUBMITTED)
    row = Proposal(
        ref=demo.ref,
        title=demo.title,
        summary=demo.need,
        stage=Stage.IDEA,
        status=Status.DRAFT,
        route=demo.route if known else None,
        reach=Reach.COUNCIL_WIDE if known else None,
        restricted=demo.restricted,
        restricted_because="It names posts at risk (example)" if demo.restricted else "",
        mission_id=scene.missions[demo.mission],
        directorate_id=scene.directorates[demo.directorate],
        wards=demo.wards,
        key_decision=demo.key_decision,
        entered_status_at=tx.ctx.now,
        example=True,
        created_at=tx.ctx.now,
        created_by=scene.people["proposer"],
    )
    tx.add(row)
    events.record(tx, row, "started", "Started an idea", before=events.Before())
    cases.write_idea(tx, scene, row, demo)
    return Way(scene, row, demo, day)


def move(way: Way, who: str, stage: Stage, status: Status, kind: str, words: str, reason: str = "") -> None:
    """One move with its event."""
    tx = way.tx(who)
    before = events.Before(way.row.stage, way.row.status)
    way.row.stage, way.row.status, way.row.entered_status_at = stage, status, tx.ctx.now
    way.row.version += 1
    payload = {"reason": reason} if reason else {}
    if stage is Stage.BENEFITS and way.row.approved_at is None:
        way.row.approved_at = tx.ctx.now
    tx.session.flush()
    events.record(tx, way.row, kind, words, before=before, payload=payload)


def submit_idea(way: Way) -> None:
    """The idea is put in; a round of gateway 1 opens with its frozen version."""
    move(way, "proposer", Stage.IDEA, Status.SUBMITTED, "submitted", "Submitted the idea")
    _open(way, "proposer", Gateway.G1)


def take_up(way: Way) -> None:
    """Triage looks at it."""
    way.day += timedelta(days=1)
    tx = way.tx("triage")
    route, reach = way.demo.route, Reach.COUNCIL_WIDE
    why = {"reasons": ["Example: money and partners decide the route"]}
    tx.add(
        Triage(
            proposal_id=way.row.id, answers={}, reach=reach, route=route, why=why, by_id=tx.ctx.actor.id, at=tx.ctx.now
        )
    )
    move(way, "triage", Stage.IDEA, Status.IN_REVIEW, "taken_up", "Taken up by the change team")


def _open(way: Way, who: str, gateway: Gateway) -> Round:
    tx = way.tx(who)
    policy = asking.gateways_policy(tx)
    if gateway in (Gateway.G1, Gateway.G2):
        way.version = case_document.freeze(tx, way.row, gateway, policy.id, brought_in=True)
    version_id = way.version.id if way.version else None
    asked = asking.asking(tx, way.row, gateway, version_id, f"Agree {way.row.title}")
    way.row.promised_on = asked.promised_on
    return rounds.open_round(tx, way.row, asked)


def decide(
    way: Way, the_round: Round, outcome: Outcome, reasons: str = REASONS, who: str = "", **extra: object
) -> Decision:
    """The decision of an open round, which closes it."""
    board = next((one for one in way.scene.boards.values() if one.id == the_round.board_id), None)
    decider = who or (CHAIRS.get(board.slug, "monitoring-officer") if board else _decider(the_round.gateway))
    tx = way.tx(decider)
    name = board.name if board else way.scene.names[way.scene.people[decider]]
    conditions = extra.get("conditions", ())
    assert isinstance(conditions, tuple)
    asks = ASKS if outcome is Outcome.RETURN and the_round.gateway is not Gateway.G1 else ()
    record = Record(
        outcome=outcome,
        reasons=reasons,
        body_name=name,
        options_considered="Do minimum: it leaves the problem as it is",
        voting={"how": "Agreed, as the chair summed up"} if board else {},
        key_decision=way.row.key_decision and the_round.gateway is Gateway.G4,
        public=not way.row.restricted,
        not_public_because="It names posts (example)" if way.row.restricted else "",
        conditions=conditions,
        asks=asks,
        recorded_by_id=way.scene.people["secretary"] if board else None,
        brought_in=board is not None,
    )
    made = decisions.record(tx, way.row, the_round, record)
    rounds.close_round(tx, the_round, "decided")
    if asks:
        _first_answer(way, made)
    return made


def _first_answer(way: Way, made: Decision) -> None:
    """The author has said what was done about the first thing that was asked."""
    tx = way.tx("author")
    first = tx.session.execute(
        select(AskedItem.id).where(AskedItem.decision_id == made.id).order_by(AskedItem.n).limit(1)
    ).scalar_one()
    words = "Example: counted again from the service’s own list, and said in the first answer"
    tx.add(AskedAnswer(asked_item_id=first, answer=words, by_id=tx.ctx.actor.id, at=tx.ctx.now))


def _decider(gateway: Gateway) -> str:
    return "triage" if gateway is Gateway.G1 else "change-lead"


def pass_gateway(way: Way, gateway: Gateway, the_round: Round) -> Decision:
    """The gateway is passed, with a condition now and then; what comes next opens."""
    outcome = Outcome.PROCEED
    conditions: tuple[NewCondition, ...] = ()
    if gateway is Gateway.G4 and way.row.ref.endswith(("8", "9")):
        outcome, conditions = Outcome.PROCEED_WITH_CONDITIONS, _condition(way)
    made = decide(way, the_round, outcome, conditions=conditions)
    after = AFTER[gateway]
    status = (
        Status.DRAFT if after is Stage.BUSINESS_CASE else Status.ACTIVE if after is Stage.BENEFITS else Status.IN_REVIEW
    )
    words = f"{made.body_name} decided at gateway {gateway.value[1]}: taken forward"
    move(way, "change-lead", after, status, "decided", words, made.reasons)
    return made


def _condition(way: Way) -> tuple[NewCondition, ...]:
    due = date(2026, 11, 1) if way.row.ref.endswith("9") else date(2027, 2, 1)
    return (
        NewCondition(
            "Tell the people who use it before it starts (example)", way.scene.people["author"], due, "implementation"
        ),
    )


def write_case(way: Way, *, complete: bool) -> None:
    """The author writes the case."""
    way.day += timedelta(days=2)
    tx = way.tx("author")
    way.lines = cases.write_case(tx, way.row, way.demo, complete=complete)
    case_parts.write_parts(tx, way.row, way.scene.commitments.get(way.demo.commitment))
    quality.restate(tx, way.row)


def submit_case(way: Way) -> Round:
    """The case is frozen and asked about; its checks are needed."""
    move(way, "author", Stage.BUSINESS_CASE, Status.SUBMITTED, "submitted", "Submitted the business case for gateway 2")
    the_round = _open(way, "author", Gateway.G2)
    assert way.version is not None
    write_checks(way.tx("author"), way.row, way.version)
    move(way, "author", Stage.BUSINESS_CASE, Status.IN_REVIEW, "taken_up", "Being looked at")
    return the_round


def give_checks(way: Way, *, more_needed: tuple[SignOffKind, ...] = (), without: tuple[SignOffKind, ...] = ()) -> None:
    """The reviewers answer."""
    assert way.version is not None
    for kind, who in REVIEWERS.items():
        tx = way.tx(who)
        needed = tx.session.get(SignOffNeeded, (way.version.id, kind))
        if needed is None or kind in without:
            continue
        wants = kind in more_needed
        tx.add(
            SignOff(
                case_version_id=way.version.id,
                kind=kind,
                outcome=SignOffOutcome.MORE_NEEDED if wants else SignOffOutcome.AGREED,
                comments="Say more about who is affected (example)" if wants else "",
                by_id=tx.ctx.actor.id,
                at=tx.ctx.now,
            )
        )


def open_resourcing(way: Way) -> Round:
    """Gateway 3 opens when gateway 2 is passed."""
    return _open(way, "change-lead", Gateway.G3)


def open_closing(way: Way) -> Round:
    """Gateway 5 is asked."""
    return _open(way, "author", Gateway.G5)


def open_bodies(way: Way, until: str = "") -> Round | None:
    """The bodies of gateway 4, one after the other, each deciding what it may; the open round of ``until`` if named."""
    tx = way.tx("change-lead")
    version_id = way.version.id if way.version else None
    ruling, policy = delegation.ruling(tx, way.row, version_id)
    for n, step in enumerate(ruling.bodies, start=1):
        tx = way.tx("change-lead")
        asked = asking.asking_body(tx, ruling, n, policy, version_id, f"Agree {way.row.title}")
        the_round = rounds.open_round(tx, way.row, asked)
        last = n == len(ruling.bodies)
        if step.slug == until or (last and until):
            return the_round
        if last:
            return the_round
        decide(way, the_round, Outcome.RECOMMEND, "Example: it does what the plan asks")
        way.day += timedelta(days=1)
    return None


def approve(way: Way, the_round: Round) -> None:
    """The last body agrees: the plan is frozen and its savings are opened."""
    made = pass_gateway(way, Gateway.G4, the_round)
    approval.take_effect(way.tx(CHAIRS["change-board"]), way.row, made)
    if made.outcome is Outcome.PROCEED:
        tx = way.tx("change-lead")
        approval.fact(tx, way.row.id, "authorised", tx.ctx.today, f"Decision {made.number}; nothing blocks the start")


def fact(way: Way, kind: str, evidence: str) -> None:
    """One of the separate facts after approval."""
    tx = way.tx("finance")
    tx.add(
        ApprovalFact(
            proposal_id=way.row.id, kind=kind, on_day=way.day, evidence=evidence, by_id=tx.ctx.actor.id, at=tx.ctx.now
        )
    )


def open_round_of(way: Way, gateway: Gateway) -> Round:
    """The round that is open at a gateway."""
    return rounds.the_open_round(way.tx("change-lead"), way.row, gateway)
