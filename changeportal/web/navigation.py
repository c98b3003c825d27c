"""The service navigation: at most eight links, in one order, each shown to those who can use it."""

from dataclasses import dataclass

from changeportal.domain.people import Actor
from changeportal.domain.terms import Role

EVERYBODY = frozenset(Role)
BOARD = frozenset({Role.BOARD_MEMBER, Role.CHAIR, Role.SECRETARY})
FINANCE = frozenset({Role.FINANCE_PARTNER, Role.SECTION_151})
CHANGE = frozenset({Role.CHANGE_TEAM, Role.CHANGE_LEAD, Role.TRIAGE_OFFICER})
READERS = frozenset({Role.VIEWER, Role.AUDITOR, Role.DIRECTOR, Role.DIRECTORATE_LEAD, Role.MONITORING_OFFICER})


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the navigation and the roles that see it; ``area`` is the blueprint that lights it."""

    text: str
    href: str
    areas: frozenset[str]
    roles: frozenset[Role]


LINKS = (
    Link("Your work", "/", frozenset({"work"}), EVERYBODY),
    Link("Proposals", "/proposals", frozenset({"proposals", "cases"}), EVERYBODY),
    Link("Submit an idea", "/ideas/new", frozenset({"ideas"}), EVERYBODY),
    Link("Missions", "/missions", frozenset({"missions"}), EVERYBODY - {Role.RESOURCE_MANAGER}),
    Link("Savings", "/savings", frozenset({"savings", "benefits"}), FINANCE | CHANGE | READERS | {Role.PROPOSER}),
    Link("MTFS", "/mtfs", frozenset({"mtfs"}), FINANCE | CHANGE | READERS | BOARD),
    Link("New ideas", "/triage", frozenset({"triage"}), CHANGE | {Role.DIRECTORATE_LEAD}),
    Link("Resources", "/resources/capacity", frozenset({"resourcing"}), CHANGE | FINANCE | {Role.RESOURCE_MANAGER}),
    Link("Boards", "/boards", frozenset({"boards", "decisions"}), CHANGE | BOARD | READERS | FINANCE),
    Link("Settings", "/admin", frozenset({"admin"}), frozenset({Role.ADMINISTRATOR})),
    Link("Audit", "/admin/audit", frozenset({"admin"}), frozenset({Role.AUDITOR})),
)


def links_for(actor: Actor, area: str, registered: frozenset[str]) -> list[dict[str, object]]:
    """The links that this person can use; the one of the current area is marked."""
    return [
        {"text": link.text, "href": link.href, "current": area in link.areas}
        for link in LINKS
        if link.areas & registered and (link.roles & actor.roles or link.roles == EVERYBODY)
    ]
