"""The five gateways as the steps of a proposal, and the one thing for this person to do next."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import ENDED_STATUSES, STAGE_OF_GATEWAY, Gateway, Outcome, Role, Stage, Status
from changeportal.queries.history import GatewayRound
from changeportal.queries.proposals import ProposalHeader
from changeportal.web.current import current_actor
from changeportal.web.formatting import day, plural

NAMES = {
    Gateway.G1: "Gateway 1: Idea",
    Gateway.G2: "Gateway 2: Business case",
    Gateway.G3: "Gateway 3: Resourcing",
    Gateway.G4: "Gateway 4: Approval",
    Gateway.G5: "Gateway 5: Benefits",
}
PASSED = frozenset(
    {Outcome.PROCEED, Outcome.PROCEED_WITH_CONDITIONS, Outcome.REALISED, Outcome.REALISED_IN_PART, Outcome.NOT_REALISED}
)
ORDER = list(Stage)
DECIDED_ALONE = {Stage.BUSINESS_CASE: "G2", Stage.RESOURCING: "G3"}


def steps(found: ProposalHeader, passed: Sequence[GatewayRound]) -> list[dict[str, Any]]:
    """A step for each gateway: passed with its date, here, or not reached."""
    return [_step(found, gateway, [one for one in passed if one.gateway is gateway]) for gateway in Gateway]


def _step(found: ProposalHeader, gateway: Gateway, here: Sequence[GatewayRound]) -> dict[str, Any]:
    step: dict[str, Any] = {"name": NAMES[gateway], "state": "todo", "status": "Not reached", "href": ""}
    agreed = [one for one in here if one.outcome in PASSED and one.power == "decide"]
    place = ORDER.index(STAGE_OF_GATEWAY[gateway])
    if agreed and ORDER.index(found.stage) > place:
        last = agreed[-1]
        more = f", {plural(last.conditions, 'condition')}" if last.conditions else ""
        return {
            **step,
            "state": "done",
            "status": f"Passed {day(last.decided_at)}{more}",
            "href": url_for("proposals.history", ref=found.ref),
        }
    if ORDER.index(found.stage) > place:
        return {**step, "state": "done", "status": "Passed before this system" if found.brought_in else "Passed"}
    if found.stage is STAGE_OF_GATEWAY[gateway]:
        stopped = found.status in ENDED_STATUSES
        return {**step, "state": "stopped" if stopped else "now", "status": _here(found, here)}
    return step


def _here(found: ProposalHeader, here: Sequence[GatewayRound]) -> str:
    if found.status in ENDED_STATUSES:
        return f"Stopped on {day(found.entered_status_at)}"
    if found.status is Status.RETURNED:
        return f"Sent back on {day(found.entered_status_at)}"
    if found.status is Status.PAUSED:
        return f"Paused until {day(found.paused_until)}"
    meeting = next((one.meeting_on for one in here if one.meeting_on), None)
    if meeting:
        return f"You are here. Board on {day(meeting)}"
    return "You are here"


def main_action(found: ProposalHeader) -> dict[str, str] | None:
    """The one button at the head of the page, from role and state."""
    actor = current_actor()
    writing = found.status in {Status.DRAFT, Status.RETURNED, Status.IN_TEST}
    if found.stage is Stage.IDEA and writing and may(actor, Permission.IDEA_EDIT, found.facts).allowed:
        return {"text": "Carry on with your idea", "href": url_for("ideas.check", ref=found.ref)}
    if found.stage is Stage.IDEA and not writing and may(actor, Permission.TRIAGE_TAKE_UP, found.facts).allowed:
        return {"text": "Decide what happens to this idea", "href": url_for("triage.one", ref=found.ref)}
    if writing and may(actor, Permission.CASE_EDIT, found.facts).allowed:
        return {"text": "Carry on with the business case", "href": f"/proposals/{found.ref}/case"}
    if found.status is Status.IN_REVIEW and found.stage in DECIDED_ALONE and Role.CHANGE_LEAD in actor.roles:
        gateway = DECIDED_ALONE[found.stage]
        return {"text": f"Decide at gateway {gateway[1]}", "href": f"/proposals/{found.ref}/decide/{gateway}"}
    return None
