"""Browser sessions in the database: the cookie holds a secret, the row its hash. Limits are judged by the database's own clock."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.people import WebSession
from changeportal.data.session import db

IDLE_MINUTES = 30
IDLE = text(f"interval '{IDLE_MINUTES} minutes'")
ABSOLUTE = text("interval '12 hours'")
TOUCH_EVERY = text("interval '1 minute'")


@dataclass(frozen=True, slots=True)
class Opened:
    """A live session, and the product's time at this request."""

    data: dict[str, Any]
    person_id: UUID | None
    now: datetime
    stale: bool


def new_secret() -> str:
    """A session's secret: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def now() -> datetime:
    """The product's time, from the database."""
    moment = db.session.execute(text("SELECT app_now()")).scalar_one()
    assert isinstance(moment, datetime)
    return moment


def load(secret: str) -> Opened | None:
    """The session of this secret if it lives; one statement."""
    row = db.session.execute(
        select(
            WebSession.data,
            WebSession.person_id,
            func.app_now().label("now"),
            (WebSession.touched_at < func.now() - TOUCH_EVERY).label("stale"),
        ).where(
            WebSession.id_hash == digest(secret),
            WebSession.expires_at > func.now(),
            WebSession.touched_at > func.now() - IDLE,
        )
    ).first()
    return Opened(dict(row.data), row.person_id, row.now, row.stale) if row else None


def save(secret: str, data: dict[str, Any], person_id: UUID | None) -> None:
    """Keep the session's values, after whatever the page read."""
    db.session.rollback()
    statement = insert(WebSession).values(
        id_hash=digest(secret),
        person_id=person_id,
        created_at=func.now(),
        touched_at=func.now(),
        expires_at=func.now() + ABSOLUTE,
        data=data,
    )
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[WebSession.id_hash],
            set_={"data": data, "person_id": person_id, "touched_at": func.now()},
        )
    )
    db.session.commit()


def touch(secret: str) -> None:
    """Somebody is still there; at most once a minute."""
    db.session.execute(update(WebSession).where(WebSession.id_hash == digest(secret)).values(touched_at=func.now()))
    db.session.commit()


def end(secret: str) -> None:
    """The session is over; its cookie is worth nothing."""
    db.session.rollback()
    db.session.execute(delete(WebSession).where(WebSession.id_hash == digest(secret)))
    db.session.commit()


def purge() -> int:
    """Remove sessions past their limits; how many."""
    gone = db.session.execute(
        delete(WebSession).where((WebSession.expires_at < func.now()) | (WebSession.touched_at < func.now() - IDLE))
    )
    db.session.commit()
    return int(getattr(gone, "rowcount", 0))
