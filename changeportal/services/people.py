"""People: adding and ending them, granting and ending roles, handing on what a leaver had, standing in for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select, update

from changeportal.data.models.people import Deputy, Person, RoleGrant
from changeportal.data.models.savings import Saving
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.permission_facts import PersonFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Role, SignOffKind
from changeportal.services import sign_in
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class AddPerson:
    """A new account; the person chooses a password by the link that is mailed."""

    name: str
    email: str
    job_title: str = ""
    directorate_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole:
    """A role from a day on, perhaps in a scope."""

    person_id: UUID
    role: Role
    starts: date
    ends: date | None = None
    directorate_id: UUID | None = None
    board_id: UUID | None = None
    pool_id: UUID | None = None
    sign_off: SignOffKind | None = None


def add_person(ctx: Context, command: AddPerson) -> UUID:
    """Add an account with the role that everybody has. An address is used once, whatever its capitals."""
    problems = {}
    if not command.name.strip():
        problems["name"] = "Enter the person’s name"
    if "@" not in command.email:
        problems["email"] = "Enter an email address, like name@council.gov.uk"
    if problems:
        raise Invalid(problems)
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.PEOPLE_MANAGE, None)
        person = Person(
            name=command.name.strip(),
            email=command.email.strip(),
            job_title=command.job_title.strip(),
            directorate_id=command.directorate_id,
            created_at=ctx.now,
        )
        tx.add(person)
        tx.add(RoleGrant(person_id=person.id, role=Role.PROPOSER, starts=ctx.today, granted_by=_giver(ctx)))
        tx.audit("person_added", "person", person.id, {}, personal={"name": person.name, "email": person.email})
    sign_in.ask_for_reset(ctx, command.email.strip())
    return person.id


def _giver(ctx: Context) -> UUID | None:
    """Who gives a role; nobody where the operator does it by a command."""
    return ctx.actor.id if ctx.actor.id.int else None


def _person(tx: Transaction, person_id: UUID, expected_version: int | None = None) -> Person:
    row = tx.session.execute(select(Person).where(Person.id == person_id).with_for_update()).scalar_one_or_none()
    if row is None:
        raise NotFound
    if expected_version is not None and row.version != expected_version:
        raise Stale("Someone changed this person while you were working.")
    return row


def grant_role(ctx: Context, command: GrantRole) -> None:
    """Give a role. The database refuses one that overlaps with itself; nobody changes their own roles."""
    if command.ends is not None and command.ends < command.starts:
        raise Invalid({"ends": "The last day must be the same as or after the first day"})
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.PEOPLE_MANAGE, PersonFacts(id=command.person_id))
        row = _person(tx, command.person_id)
        if not row.active:
            raise Refused("ended", "This person has left. Roles are for people with an account.")
        tx.add(
            RoleGrant(
                person_id=command.person_id,
                role=command.role,
                directorate_id=command.directorate_id,
                board_id=command.board_id,
                pool_id=command.pool_id,
                sign_off=command.sign_off,
                starts=command.starts,
                ends=command.ends,
                granted_by=_giver(ctx),
            )
        )
        row.version += 1
        tx.audit(
            "role_granted", "person", row.id, {"role": command.role, "starts": command.starts, "ends": command.ends}
        )


def end_role(ctx: Context, person_id: UUID, grant_id: UUID) -> None:
    """End a role: yesterday was its last day; one that began today goes altogether from today on."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.PEOPLE_MANAGE, PersonFacts(id=person_id))
        row = _person(tx, person_id)
        grant = tx.session.get(RoleGrant, grant_id, with_for_update=True)
        if grant is None or grant.person_id != person_id:
            raise NotFound
        grant.ends = max(ctx.today - timedelta(days=1), grant.starts)
        row.version += 1
        tx.audit("role_ended", "person", person_id, {"role": grant.role, "ends": grant.ends})


def end_person(ctx: Context, person_id: UUID, expected_version: int | None) -> None:
    """A leaver: sessions stop at once, roles end, and what they had waits for a new owner. Nothing is deleted."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.PEOPLE_MANAGE, PersonFacts(id=person_id))
        row = _person(tx, person_id, expected_version)
        if not row.active:
            raise Refused("ended", "This person’s account has ended already.")
        row.active, row.ended_at = False, ctx.now
        row.version += 1
        tx.session.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == person_id, (RoleGrant.ends.is_(None)) | (RoleGrant.ends > ctx.today))
            .where(RoleGrant.starts <= ctx.today)
            .values(ends=ctx.today)
        )
        sign_in.end_sessions(person_id, ctx.now)
        tx.audit("person_ended", "person", person_id, {"at": ctx.now})


@dataclass(frozen=True, slots=True)
class HandedOn:
    """Savings by reference: those that have a new owner, and those that were left, each with the reason."""

    done: Sequence[str]
    left: Sequence[tuple[str, str]]


def hand_on_savings(ctx: Context, leaver_id: UUID, to_id: UUID, refs: Sequence[str]) -> HandedOn:
    """Give the live savings that were named to somebody else; restricted ones go with them and are named nowhere."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.PEOPLE_MANAGE, PersonFacts(id=leaver_id))
        to = _person(tx, to_id)
        if not to.active:
            raise Invalid({"to": "Choose somebody who has an account"})
        rows = tx.session.execute(
            select(Saving)
            .where(Saving.owner_id == leaver_id, Saving.state == "live", or_(Saving.ref.in_(refs), Saving.restricted))
            .order_by(Saving.ref)
            .with_for_update()
        )
        found = list(rows.scalars())
        for saving in found:
            saving.owner_id = to_id
            saving.version += 1
            tx.audit("saving_handed_on", "saving", saving.id, {"from": leaver_id, "to": to_id})
        done = [one.ref for one in found if not one.restricted]
        if found:
            _tell_owner(tx, to_id, [one.ref for one in found])
        return HandedOn(done, [(ref, "it has another owner now, or it has ended") for ref in refs if ref not in done])


def _tell_owner(tx: Transaction, to_id: UUID, refs: Sequence[str]) -> None:
    """One mail to the new owner, however many there are."""
    count = f"{len(refs)} savings" if len(refs) > 1 else "a saving"
    body = "From now on you give their forecasts:\n\n" + "\n".join(refs)
    tx.notify(to_id, kind="named", subject=f"You own {count} now", body=body, href="/savings")


def name_deputy(ctx: Context, deputy_id: UUID, starts: date, ends: date) -> None:
    """Somebody stands in for the actor between two days. Separation of duties counts for both."""
    problems = {}
    if ends < starts:
        problems["ends"] = "The last day must be the same as or after the first day"
    if ends < ctx.today:
        problems["ends"] = "The last day must be today or later"
    if deputy_id == ctx.actor.id:
        problems["deputy"] = "Choose somebody else"
    if problems:
        raise Invalid(problems)
    with transaction(ctx) as tx:
        deputy = _person(tx, deputy_id)
        if not deputy.active:
            raise Invalid({"deputy": "Choose somebody who has an account"})
        made = Deputy(person_id=ctx.actor.id, deputy_id=deputy_id, starts=starts, ends=ends)
        tx.add(made)
        tx.audit("deputy_named", "person", ctx.actor.id, {"deputy": deputy_id, "starts": starts, "ends": ends})
        tx.notify(
            deputy_id,
            kind="deputy",
            subject=f"You stand in for {ctx.actor.name}",
            body=f"From {starts:%-d %B %Y} to {ends:%-d %B %Y}. Both names stand in the record of what you do for them.",
            href="/account/deputies",
        )


def end_deputy(ctx: Context, deputy_row: UUID) -> None:
    """The standing-in ends now."""
    with transaction(ctx) as tx:
        row = tx.session.get(Deputy, deputy_row, with_for_update=True)
        if row is None or row.person_id != ctx.actor.id or row.ended_at is not None:
            raise NotFound
        row.ended_at = ctx.now
        tx.audit("deputy_ended", "person", ctx.actor.id, {"deputy": row.deputy_id})
