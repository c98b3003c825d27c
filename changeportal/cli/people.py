"""`flask people add`: the first account of a new installation, and any other."""

import sys
from datetime import UTC, datetime
from uuid import UUID

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from changeportal.data.models.people import RoleGrant
from changeportal.data.session import db
from changeportal.domain.calendar import london_date
from changeportal.domain.errors import Invalid
from changeportal.domain.people import Actor, Grant
from changeportal.domain.terms import Role
from changeportal.services import people
from changeportal.services.context import Context

group = AppGroup("people", help="Accounts.")
OPERATOR = UUID(int=0)


@group.command("add")
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option("--role", "roles", multiple=True, type=click.Choice([one.value for one in Role]))
def add(name: str, email: str, roles: tuple[str, ...]) -> None:
    """Add an account with roles; a link to choose a password is mailed."""
    now = db.session.execute(select(func.app_now())).scalar_one() or datetime.now(UTC)
    today = london_date(now)
    operator = Actor(OPERATOR, "The operator", "", (Grant(Role.ADMINISTRATOR, today, None, None, None, None, None),))
    ctx = Context(operator, "people-add", now)
    try:
        person_id = people.add_person(ctx, people.AddPerson(name, email))
    except Invalid as refusal:
        sys.exit("; ".join(refusal.fields.values()))
    for role in roles:
        if role != Role.PROPOSER:
            people.grant_role(ctx, people.GrantRole(person_id=person_id, role=Role(role), starts=today))
    count = db.session.execute(
        select(func.count()).select_from(RoleGrant).where(RoleGrant.person_id == person_id)
    ).scalar_one()
    print(f"Added: {name}, {count} roles. A link to choose a password was mailed to {email}.")
