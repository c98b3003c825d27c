"""Flask's session over the database: nothing but a random secret is in the cookie."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from changeportal.services import web_sessions


class StoredSession(CallbackDict[str, Any], SessionMixin):
    """A session whose values are saved only when they changed."""

    def __init__(self, data: dict[str, Any], secret: str, *, new: bool, now: datetime | None) -> None:
        def changed(one: Any) -> None:
            one.modified = True

        on_update: Callable[[Any], None] = changed
        super().__init__(data, on_update)
        self.secret, self.new, self.now = secret, new, now
        self.modified = False
        self.ended: list[str] = []

    def rotate(self) -> None:
        """Give the session a new secret; the old one dies when this one is saved."""
        self.ended.append(self.secret)
        self.secret = web_sessions.new_secret()
        self.modified = True


class DatabaseSessions(SessionInterface):
    """Opens and saves ``StoredSession``."""

    def open_session(self, app: Flask, request: Request) -> StoredSession:
        """The live session of the cookie, or an empty one that is not stored until something is put into it."""
        if request.endpoint in {"static", "operations.healthz"}:
            return StoredSession({}, "", new=True, now=None)
        secret = request.cookies.get(self.get_cookie_name(app), "")
        opened = web_sessions.load(secret) if secret else None
        if opened is None:
            return StoredSession({}, web_sessions.new_secret(), new=True, now=None)
        if opened.stale:
            web_sessions.touch(secret)
        return StoredSession(opened.data, secret, new=False, now=opened.now)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Save what changed; an emptied session ends."""
        assert isinstance(session, StoredSession)
        name = self.get_cookie_name(app)
        for secret in session.ended:
            web_sessions.end(secret)
        if not session:
            if not session.new and session.modified:
                web_sessions.end(session.secret)
                response.delete_cookie(name, path="/")
            return
        if not session.modified:
            return
        person = session.get("_user_id")
        web_sessions.save(session.secret, dict(session), UUID(person) if person else None)
        response.set_cookie(
            name,
            session.secret,
            httponly=True,
            secure=self.get_cookie_secure(app),
            samesite="Lax",
            path="/",
        )
        response.vary.add("Cookie")
