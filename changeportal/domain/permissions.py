"""The one permission rule: may(actor, permission, subject) -> Answer with the reason in plain English.

Pages, services, exports, search and the why-not page all ask it. Nothing here reads a clock or a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from changeportal.domain.errors import NotFound, Refused
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import (
    GateFacts,
    MeetingFacts,
    MonthFacts,
    PersonFacts,
    PotFacts,
    ProposalFacts,
    SavingFacts,
    Subject,
    acts_on,
    proposal_of,
)
from changeportal.domain.permission_table import BARS, DID, RULES, TO_DO, Permission, Rule
from changeportal.domain.terms import Act, Part, Role, SignOffKind, Stage, Status

__all__ = ["BARS", "RULES", "Answer", "Permission", "acts_for", "may", "require"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether it is allowed and why. ``acting_for`` is the person stood in for when only their place allows it.

    Codes: ok, hidden (answer as if it did not exist), role, barred, recused, state, no_substitutes, own_account.
    """

    allowed: bool
    reason: str
    code: str
    acting_for: UUID | None = None


HIDDEN = Answer(False, "Page not found", "hidden")
_CHANGE_TEAM = (Role.CHANGE_TEAM, Role.TRIAGE_OFFICER)
CASE_WRITABLE = frozenset(
    {
        (Stage.BUSINESS_CASE, Status.DRAFT),
        (Stage.BUSINESS_CASE, Status.RETURNED),
        (Stage.BUSINESS_CASE, Status.IN_TEST),
        (Stage.RESOURCING, Status.RETURNED),
        (Stage.APPROVAL, Status.RETURNED),
    }
)
_AWAY = frozenset({Permission.VOTE_CAST, Permission.DECISION_CONFIRM})
_SIGN_OFF_ROLES = {
    SignOffKind.FINANCE: (Role.FINANCE_PARTNER, Role.SECTION_151),
    SignOffKind.LEGAL: (Role.MONITORING_OFFICER,),
}


def may(actor: Actor, permission: Permission, subject: Subject | None = None) -> Answer:
    """Whether the actor may do it to the subject, in their own right or in the place of somebody they stand in for."""
    proposal = proposal_of(subject)
    if proposal is not None and not any(_sees(one, proposal) for one in _places(actor)):
        return HIDDEN
    answers = [_in_place(actor, place, permission, subject) for place in _places(actor)]
    return next((answer for answer in answers if answer.allowed), _most_telling(answers))


def require(actor: Actor, permission: Permission, subject: Subject | None = None) -> Answer:
    """The answer when it is allowed. Raises NotFound for what may not be known about, else Refused with the reason."""
    answer = may(actor, permission, subject)
    if answer.allowed:
        return answer
    if answer.code == "hidden":
        raise NotFound
    raise Refused(answer.code, answer.reason)


def acts_for(actor: Actor, permission: Permission, subject: Subject | None = None) -> UUID | None:
    """Whom the actor stands in for when they do it, whatever state it is in; nobody where they may in their own right."""
    places = (place for place in _places(actor) if _entitled(place, RULES[permission], permission, subject))
    first = next(places, actor)
    return None if first is actor else first.id


def _places(actor: Actor) -> tuple[Actor, ...]:
    return (actor, *actor.stands_in_for)


def _most_telling(answers: list[Answer]) -> Answer:
    """A person who is barred learns that rather than that a role is missing."""
    return next((answer for answer in answers if answer.code != "role"), answers[0])


def _in_place(actor: Actor, place: Actor, permission: Permission, subject: Subject | None) -> Answer:
    rule = RULES[permission]
    if not _entitled(place, rule, permission, subject):
        return Answer(False, _who_can(rule, subject), "role")
    if place is not actor and subject is not None and not subject.deputies_allowed:
        return Answer(
            False, "This body does not allow substitutes, so nobody can take a seat for somebody else", "no_substitutes"
        )
    refusal = _barred(actor, place, permission, subject) or _stopped(actor, place, permission, subject)
    return refusal or Answer(True, "", "ok", None if place is actor else place.id)


def _who_can(rule: Rule, subject: Subject | None) -> str:
    ask = f" Ask {subject.ask}." if subject is not None and subject.ask else ""
    return f"Only {rule.who} can do this.{ask}"


def _entitled(place: Actor, rule: Rule, permission: Permission, subject: Subject | None) -> bool:
    if rule.everyone or (subject is None and permission is Permission.IDEA_SUBMIT) or _presides(place, rule, subject):
        return True
    if rule.seat and isinstance(subject, MeetingFacts) and subject.seats:
        return place.id in subject.seats
    if rule.holder and isinstance(subject, PotFacts) and subject.holder_id is not None:
        return place.id == subject.holder_id
    if rule.by_gateway and isinstance(subject, GateFacts) and place.id in subject.holders:
        return True
    if _parts(place, subject) & rule.parts:
        return True
    return any(_holds(place, role, subject) for role in _roles(rule, permission, subject))


def _presides(place: Actor, rule: Rule, subject: Subject | None) -> bool:
    return rule.presides and isinstance(subject, MeetingFacts) and place.id in subject.presiding


def _parts(place: Actor, subject: Subject | None) -> frozenset[Part]:
    proposal = proposal_of(subject)
    held = {part for person, part in proposal.parts if person == place.id} if proposal else set()
    if isinstance(subject, SavingFacts) and place.id in subject.owners:
        held.add(Part.SAVINGS_OWNER)
    return frozenset(held)


def _roles(rule: Rule, permission: Permission, subject: Subject | None) -> Iterator[Role]:
    yield from rule.roles
    if permission is Permission.SIGNOFF_GIVE and subject is not None and subject.sign_off is not None:
        yield from _SIGN_OFF_ROLES.get(subject.sign_off, ())
    if rule.by_gateway and isinstance(subject, GateFacts):
        yield from subject.roles
        if subject.fallback_open and subject.fallback is not None:
            yield subject.fallback


def _holds(place: Actor, role: Role, subject: Subject | None) -> bool:
    if subject is None:
        return role in place.roles
    proposal = proposal_of(subject)
    directorate = subject.directorate_id or (proposal.directorate_id if proposal else None)
    return place.has(
        role,
        directorate_id=directorate,
        board_id=subject.board_id,
        pool_id=subject.pool_id,
        sign_off=subject.sign_off if role is Role.REVIEWER else None,
    )


def _barred(actor: Actor, place: Actor, permission: Permission, subject: Subject | None) -> Answer | None:
    barring = {act for act, permissions in BARS.items() if permission in permissions}
    sits_for = _sits_for(actor, place, subject) if permission is Permission.VOTE_CAST else frozenset()
    for act, person in sorted(acts_on(subject), key=lambda pair: pair[0]):
        if act not in barring or person not in {actor.id, place.id} | sits_for or _second_person_lifts(act, subject):
            continue
        who = "You" if person == actor.id else f"You stand in for {place.name}, who"
        who = "You sit in the place of somebody who" if person not in (actor.id, place.id) else who
        did = "owns this condition" if who != "You" and act is Act.OWNS_CONDITION else DID[act]
        return Answer(False, f"{who} {did}, so someone else must {TO_DO[permission]}", "barred")
    return None


def _sits_for(actor: Actor, place: Actor, subject: Subject | None) -> frozenset[UUID]:
    """The members in whose place one of them sits."""
    if not isinstance(subject, MeetingFacts):
        return frozenset()
    return frozenset(member for sitting, member in subject.in_place_of if sitting in (actor.id, place.id))


def _second_person_lifts(act: Act, subject: Subject | None) -> bool:
    """Whoever closed a month may open it again together with somebody who did not close it."""
    if act is not Act.CLOSED_MONTH or not isinstance(subject, MonthFacts):
        return False
    return bool(subject.seconds - {person for done, person in subject.acts if done is act})


def _stopped(actor: Actor, place: Actor, permission: Permission, subject: Subject | None) -> Answer | None:
    if permission is Permission.PEOPLE_MANAGE and isinstance(subject, PersonFacts) and subject.id == actor.id:
        return Answer(False, "You cannot change your own roles. Ask another administrator.", "own_account")
    if permission in _AWAY and isinstance(subject, MeetingFacts):
        taking_part = {actor.id, place.id} | _sits_for(actor, place, subject)
        if taking_part & subject.recused:
            return Answer(
                False, f"You left this item because of an interest, so you cannot {TO_DO[permission]}", "recused"
            )
    proposal = proposal_of(subject)
    locked = proposal is not None and _locked(permission, proposal)
    return (
        Answer(False, "It cannot be changed now. To change it, withdraw the submission first.", "state")
        if locked
        else None
    )


def _locked(permission: Permission, proposal: ProposalFacts) -> bool:
    if permission is Permission.IDEA_EDIT:
        return (proposal.stage, proposal.status) not in {(Stage.IDEA, Status.DRAFT), (Stage.IDEA, Status.RETURNED)}
    return permission is Permission.CASE_EDIT and (proposal.stage, proposal.status) not in CASE_WRITABLE


def _sees(place: Actor, proposal: ProposalFacts) -> bool:
    """Whether the person may know that the proposal exists."""
    if any(person == place.id for person, _ in proposal.parts) or Role.CHANGE_LEAD in place.roles:
        return True
    draft_idea = (proposal.stage, proposal.status) == (Stage.IDEA, Status.DRAFT)
    if not proposal.restricted:
        return not draft_idea or any(role in place.roles for role in _CHANGE_TEAM)
    if draft_idea:
        return False
    return (
        place.id in proposal.reviewers | proposal.deciders
        or Role.SECTION_151 in place.roles
        or place.has(Role.FINANCE_PARTNER, directorate_id=proposal.directorate_id)
    )
