"""Signing in and out, passwords, reset links, throttles. Nothing here says whether an account exists."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import func, select, update

from changeportal.data.models.people import Person, ResetToken, SignInAttempt, WebSession
from changeportal.data.session import db
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.passwords import weakness
from changeportal.services.context import Context
from changeportal.services.transaction import transaction

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = HASHER.hash("no account has this password")
TRIES, WINDOW = 10, timedelta(minutes=15)
WRONG = "The email address or password is not right. Check both and try again."
RESET_LIFE = timedelta(hours=1)


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value.strip().lower()}".encode()).hexdigest()


def _throttled(key: str, now: datetime) -> bool:
    failed = db.session.execute(
        select(func.count())
        .select_from(SignInAttempt)
        .where(SignInAttempt.key_hash == key, SignInAttempt.at > now - WINDOW, ~SignInAttempt.succeeded)
    ).scalar_one()
    return failed >= TRIES


def check_password(email: str, password: str, address: str, now: datetime) -> UUID:
    """The id of the person whose password this is, or ``Refused``; takes the same time for an unknown address."""
    keys = (_key("email", email), _key("address", address))
    if any(_throttled(key, now) for key in keys):
        raise Refused("too_many_tries", "You have tried too many times. Wait 15 minutes, then try again.")
    person = db.session.execute(
        select(Person.id, Person.password_hash, Person.active).where(func.lower(Person.email) == email.strip().lower())
    ).first()
    known = person.password_hash if person and person.active and person.password_hash else NOBODY
    try:
        HASHER.verify(known, password)
        ok = known is not NOBODY
    except Argon2Error:
        ok = False
    db.session.add_all([SignInAttempt(key_hash=key, at=now, succeeded=ok) for key in keys[: 1 if ok else 2]])
    db.session.commit()
    if not ok or person is None:
        raise Refused("wrong_password", WRONG)
    found: UUID = person.id
    return found


def ask_for_reset(ctx: Context, email: str) -> None:
    """Mail a single-use link to the person with this address, if there is one; says the same either way."""
    with transaction(ctx) as tx:
        person = tx.session.execute(
            select(Person).where(func.lower(Person.email) == email.strip().lower(), Person.active)
        ).scalar_one_or_none()
        if person is None:
            return
        token = secrets.token_urlsafe(32)
        tx.add(
            ResetToken(
                token_hash=hashlib.sha256(token.encode()).digest(),
                person_id=person.id,
                made_at=ctx.now,
                expires_at=ctx.now + RESET_LIFE,
            )
        )
        tx.send(
            "mail",
            {
                "subject": "Choose a new password",
                "body": "Someone asked to choose a new password for your account. If it was you, use this link within "
                "one hour. If it was not, you do not need to do anything.",
                "href": f"/reset-password/{token}",
            },
            person_id=person.id,
        )
        tx.audit("password_reset_asked", "person", person.id)


def choose_password(ctx: Context, token: str, password: str) -> None:
    """Set a password by a link that was not used yet; every session of the person ends."""
    with transaction(ctx) as tx:
        row = tx.session.execute(
            select(ResetToken).where(ResetToken.token_hash == hashlib.sha256(token.encode()).digest()).with_for_update()
        ).scalar_one_or_none()
        if row is None or row.used_at is not None or row.expires_at < ctx.now:
            raise Refused("link_used", "This link has been used or is too old. Ask for a new one.")
        set_password(ctx, row.person_id, password)
        row.used_at = ctx.now


def set_password(ctx: Context, person_id: UUID, password: str) -> None:
    """Set a person's password and end their sessions."""
    problem = weakness(password)
    if problem:
        raise Invalid({"password": problem})
    with transaction(ctx) as tx:
        tx.session.execute(update(Person).where(Person.id == person_id).values(password_hash=HASHER.hash(password)))
        end_sessions(person_id, ctx.now)
        tx.audit("password_set", "person", person_id)


def end_sessions(person_id: UUID, now: datetime) -> None:
    """End every session of a person, at once."""
    db.session.execute(update(WebSession).where(WebSession.person_id == person_id).values(expires_at=now))
