"""How an example proposal stands today: the last step of its way, one for each stage and status."""

import re
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.cases import CaseOption
from changeportal.data.models.gateways import Round
from changeportal.data.models.proposals import Proposal
from changeportal.domain.examples import DemoProposal
from changeportal.domain.terms import ENDED_STATUSES, Gateway, Outcome, SignOffKind, Stage, Status
from changeportal.services import rounds
from changeportal.services.demo import cases, journey
from changeportal.services.demo.journey import Way
from changeportal.services.demo.stage import Stage as Scene

GATEWAYS = {
    Stage.IDEA: Gateway.G1,
    Stage.BUSINESS_CASE: Gateway.G2,
    Stage.RESOURCING: Gateway.G3,
    Stage.APPROVAL: Gateway.G4,
}
OUTCOMES = {
    Status.RETURNED: Outcome.RETURN,
    Status.DECLINED: Outcome.DECLINE,
    Status.BUSINESS_AS_USUAL: Outcome.BUSINESS_AS_USUAL,
    Status.IN_TEST: Outcome.TEST,
    Status.CONSULTING: Outcome.CONSULT,
    Status.MERGED: Outcome.MERGE,
}
LATEST = date(2026, 11, 20)
PAUSE_UNTIL = date(2027, 6, 1)
MORE = {"CP-2026-0031": (SignOffKind.EQUALITY,)}
BOARD_WORDS = {"Executive": "executive", "Corporate Management Board": "corporate-management-board"}
DAY = re.compile(r"[0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2}")


def first_day(demo: DemoProposal) -> date:
    """When it began, by its reference, so that the whole way fits before today."""
    _prefix, year, number = demo.ref.split("-")
    if demo.stage is Stage.IDEA and year == "2026":
        return LATEST if demo.status is Status.SUBMITTED else date(2026, 11, 4)
    start = {"2024": date(2024, 4, 8), "2025": date(2025, 1, 6), "2026": date(2026, 1, 5)}[year]
    late = demo.stage in (Stage.BENEFITS, Stage.CLOSED) or year != "2026"
    return start if late else start + timedelta(days=3 * min(int(number), 84))


def walk(scene: Scene, demo: DemoProposal) -> Way:
    """The whole way of a proposal, up to where it stands."""
    way = journey.begin(scene, demo, first_day(demo))
    if (demo.stage, demo.status) == (Stage.IDEA, Status.DRAFT):
        return way
    journey.submit_idea(way)
    if demo.stage is Stage.IDEA and any(one.has_figures for one in demo.lines):
        _rough_figures(way)
    if demo.status is not Status.SUBMITTED or demo.stage is not Stage.IDEA:
        journey.take_up(way)
    if demo.stage is Stage.IDEA:
        return _end(way, journey.open_round_of(way, Gateway.G1))
    way.day += timedelta(days=journey.STEP[Gateway.G1])
    journey.pass_gateway(way, Gateway.G1, journey.open_round_of(way, Gateway.G1))
    return _from_case(way)


def _rough_figures(way: Way) -> None:
    """An idea with a figure: its lines stand on an option that nobody has compared yet."""
    tx = way.tx("proposer")
    option = CaseOption(
        proposal_id=way.row.id, position=1, kind="other", title=way.demo.title[:80], preferred=True, why="The idea"
    )
    tx.add(option)
    cases.write_lines(tx, way.row, way.demo, option.id)


def _from_case(way: Way) -> Way:
    demo = way.demo
    drafting = (demo.stage, demo.status) == (Stage.BUSINESS_CASE, Status.DRAFT)
    journey.write_case(way, complete=not drafting)
    if drafting:
        return way
    way.day += timedelta(days=4)
    the_round = journey.submit_case(way)
    more = MORE.get(demo.ref, ())
    waiting = demo.stage is Stage.BUSINESS_CASE and demo.status in (Status.IN_REVIEW, Status.SUBMITTED)
    missing = (SignOffKind.LEGAL, SignOffKind.ENVIRONMENT) if more else (SignOffKind.FINANCE,)
    journey.give_checks(way, more_needed=more, without=missing if waiting else ())
    if demo.stage is Stage.BUSINESS_CASE:
        return _end(way, the_round)
    way.day += timedelta(days=7)
    journey.pass_gateway(way, Gateway.G2, the_round)
    the_round = journey.open_resourcing(way)
    if demo.stage is Stage.RESOURCING:
        return _end(way, the_round)
    way.day += timedelta(days=7)
    journey.pass_gateway(way, Gateway.G3, the_round)
    return _from_approval(way)


def _from_approval(way: Way) -> Way:
    demo = way.demo
    until = next((slug for words, slug in BOARD_WORDS.items() if demo.where_now.startswith(words)), "change-board")
    pending = demo.stage is Stage.APPROVAL and demo.status in (Status.SCHEDULED, Status.IN_REVIEW, Status.RETURNED)
    the_round = journey.open_bodies(way, until if pending else "")
    assert the_round is not None
    if demo.stage is Stage.APPROVAL:
        return _end(way, the_round)
    way.day += timedelta(days=2)
    journey.approve(way, the_round)
    return way


def _end(way: Way, the_round: Round) -> Way:
    """The last step before delivery: what the round came to, or that it is still open."""
    demo, stage, status = way.demo, way.demo.stage, way.demo.status
    if status in OUTCOMES:
        way.day = _said_day(demo.where_now) or way.day
        made = journey.decide(way, the_round, OUTCOMES[status], demo.where_now or "Example: see the record")
        _finish(way, f"{made.body_name} decided at gateway {made.gateway.value[1]}", made.reasons)
    elif status is Status.PAUSED:
        _pause(way, the_round)
    elif status is Status.WITHDRAWN:
        rounds.close_round(way.tx("author"), the_round, "withdrawn")
        _finish(way, "Withdrawn by its author", "Example: the need has gone")
    elif (way.row.stage, way.row.status) != (stage, status):
        words = "Put on an agenda" if status is Status.SCHEDULED else "Being looked at"
        journey.move(way, "secretary", stage, status, "scheduled", words)
    return way


def _said_day(words: str) -> date | None:
    """A day that is named in the words and is over."""
    found = DAY.search(words)
    day = datetime.strptime(found.group(0), "%d %B %Y").date() if found else None  # noqa: DTZ007  # a day, no moment
    return day if day is not None and day < LATEST else None


def _finish(way: Way, words: str, reason: str) -> None:
    """Ended, sent back, tested or out to consultation."""
    row, status = way.row, way.demo.status
    way.day += timedelta(days=1)
    now = way.tx("change-lead").ctx.now
    row.ended_at = now if status in ENDED_STATUSES else None
    row.merged_into_id = _target(way) if status is Status.MERGED else None
    row.test_until = date.fromisoformat(way.demo.detail) if status is Status.IN_TEST else None
    journey.move(way, "change-lead", way.demo.stage, status, "decided", words, reason)


def _target(way: Way) -> UUID:
    """What it was joined to."""
    ref = way.demo.detail or way.demo.where_now.removeprefix("Joined to ").split(";")[0]
    return way.tx("triage").session.execute(select(Proposal.id).where(Proposal.ref == ref)).scalar_one()


def _pause(way: Way, the_round: Round | None) -> None:
    """Paused: the round is suspended meanwhile."""
    row = way.row
    if the_round is not None:
        rounds.suspend_round(way.tx("change-lead"), the_round)
    row.paused_from = row.status
    row.paused_until = date.fromisoformat(way.demo.detail) if way.demo.detail else PAUSE_UNTIL
    reason = way.demo.where_now or "Example: it waits for another piece of work"
    journey.move(
        way,
        "change-lead",
        way.demo.stage,
        Status.PAUSED,
        "paused",
        f"Paused until {row.paused_until:%-d %B %Y}",
        reason,
    )


def after_approval(way: Way) -> None:
    """In delivery, paused, withdrawn or closed."""
    demo, row = way.demo, way.row
    if demo.status is Status.PAUSED:
        way.day = date(2026, 11, 2)
        _pause(way, None)
    elif demo.status is Status.WITHDRAWN:
        way.day = date(2026, 11, 2)
        _finish(way, "Withdrawn by an approved change", "Example: the supplier has closed")
    elif demo.stage is Stage.CLOSED:
        way.day = date(2026, 7, 14) if "14 July" in demo.where_now else date(2026, 9, 15)
        outcome = Outcome.REALISED_IN_PART if "in part" in demo.where_now else Outcome.REALISED
        the_round = journey.open_closing(way)
        made = journey.decide(way, the_round, outcome, demo.where_now)
        row.ended_at, row.closing_outcome = way.tx("change-lead").ctx.now, outcome
        journey.move(
            way, "change-lead", Stage.CLOSED, Status.COMPLETED, "decided", f"Closed: {made.reasons}", made.reasons
        )
