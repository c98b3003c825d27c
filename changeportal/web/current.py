"""Who is asking, in this request: the actor, the context for services, the time."""

import hashlib
from datetime import date, datetime
from uuid import UUID

from flask import g, request, session
from flask_login import UserMixin, current_user
from werkzeug.exceptions import Unauthorized

from changeportal.domain.calendar import london_date
from changeportal.domain.people import Actor
from changeportal.queries import people
from changeportal.services import web_sessions
from changeportal.services.context import Context, Once

NOBODY = Actor(UUID(int=0), "Nobody", "")
OUTSIDE_THE_ANSWERS = {"csrf_token", "_key"}


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """What Flask-Login holds: the actor."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        """The person's id as text."""
        return str(self.actor.id)


def load_signed_in(person_id: str) -> SignedIn | None:
    """Flask-Login's loader: roles are read at every request, so a change bites at once."""
    actor = people.actor(UUID(person_id), today())
    return SignedIn(actor) if actor else None


def now() -> datetime:
    """The product's time in this request."""
    if "now" not in g:
        g.now = getattr(session, "now", None) or web_sessions.now()
    moment = g.now
    assert isinstance(moment, datetime)
    return moment


def today() -> date:
    """The date in London."""
    return london_date(now())


def current_actor() -> Actor:
    """The person signed in; 401 when nobody is."""
    if not current_user.is_authenticated:
        raise Unauthorized
    actor = current_user.actor
    assert isinstance(actor, Actor)
    return actor


def signed_in() -> bool:
    """Whether somebody is signed in."""
    return bool(current_user.is_authenticated)


def _once() -> Once | None:
    key = request.form.get("_key", "")
    if not key:
        return None
    answers = sorted((name, value) for name, value in request.form.items(multi=True) if name not in OUTSIDE_THE_ANSWERS)
    answers += sorted((name, file.filename or "") for name, file in request.files.items(multi=True))
    return Once(key[:64], f"{request.method} {request.path}", hashlib.sha256(repr(answers).encode()).hexdigest())


def current_context() -> Context:
    """What services are told about this request."""
    return Context(actor=current_actor(), request_id=g.request_id, now=now(), once=_once())


def nobody_context() -> Context:
    """For the few use cases that need nobody to be signed in; the record shows no actor."""
    return Context(actor=NOBODY, request_id=g.request_id, now=now())
