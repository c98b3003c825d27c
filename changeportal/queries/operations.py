"""What the operator asks: is everything ready, which mails were kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from changeportal.data.models.plumbing import KeptMail
from changeportal.data.session import db

HEAD = Path(__file__).resolve().parents[2] / "migrations" / ".current-head"


@dataclass(frozen=True, slots=True)
class KeptMailRow:
    """A mail kept in the demo."""

    recipient: str
    subject: str
    body: str
    at: datetime


def problems() -> list[str]:
    """What keeps the product from being ready; empty when it is."""
    try:
        found: list[str] = []
        version = db.session.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if version != HEAD.read_text().strip():
            found.append("migrations: the database is not at this release's version")
        late = db.session.execute(
            text(
                "SELECT count(*) FROM outbox WHERE done_at IS NULL AND dead_at IS NULL "
                "AND next_try_at < app_now() - interval '5 minutes'"
            )
        ).scalar_one()
        if late:
            found.append("outbox: mails or jobs are more than 5 minutes late")
    except SQLAlchemyError:
        return ["database: not reachable"]
    return found


def kept_mails(limit: int = 200) -> Sequence[KeptMailRow]:
    """The newest kept mails first."""
    rows = db.session.execute(
        select(KeptMail.recipient, KeptMail.subject, KeptMail.body, KeptMail.at)
        .order_by(KeptMail.n.desc())
        .limit(limit)
    )
    return [KeptMailRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """The newest run of a piece of scheduled work; times as ISO text."""

    name: str
    due: str
    finished: str
    error: str


def schedule_rows() -> list[ScheduleRow]:
    """The newest run of each."""
    rows = db.session.execute(
        text("SELECT DISTINCT ON (name) name, due_at, finished_at, error FROM schedule_run ORDER BY name, due_at DESC")
    )
    return [
        ScheduleRow(row.name, row.due_at.isoformat(), row.finished_at.isoformat() if row.finished_at else "", row.error)
        for row in rows
    ]


def outbox_counts() -> dict[str, int]:
    """Rows of the outbox by what has become of them."""
    row = db.session.execute(
        text(
            "SELECT count(*) FILTER (WHERE done_at IS NULL AND dead_at IS NULL AND attempts = 0) AS waiting, "
            "count(*) FILTER (WHERE done_at IS NULL AND dead_at IS NULL AND attempts > 0) AS tried_again, "
            "count(*) FILTER (WHERE done_at IS NOT NULL) AS done, count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead "
            "FROM outbox"
        )
    ).one()
    return {name: int(value) for name, value in row._mapping.items()}
