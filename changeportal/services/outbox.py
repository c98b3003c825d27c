"""Sending what the outbox holds: each row in a transaction of its own, tried again later when it fails, set aside in the end."""

from datetime import timedelta

from sqlalchemy import func, select, text

from changeportal.adapters.mail import Mail, Sender
from changeportal.data.models.people import Person
from changeportal.data.models.plumbing import Outbox
from changeportal.data.session import db

MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=30)


def drain(sender: Sender, base_url: str, limit: int = 200) -> int:
    """Send up to ``limit`` rows that are due; how many were taken. Two drains at once never take the same row."""
    taken = 0
    while taken < limit and _send_one(sender, base_url):
        taken += 1
    return taken


def _send_one(sender: Sender, base_url: str) -> bool:
    db.session.rollback()
    now = db.session.execute(text("SELECT app_now()")).scalar_one()
    row = db.session.execute(
        select(Outbox)
        .where(Outbox.done_at.is_(None), Outbox.dead_at.is_(None), Outbox.next_try_at <= func.app_now())
        .order_by(Outbox.next_try_at, Outbox.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()
    if row is None:
        db.session.rollback()
        return False
    row.attempts += 1
    try:
        with db.session.begin_nested():
            _carry_out(row, sender, base_url)
    except OSError as error:
        row.last_error = f"{type(error).__name__}: {error}"[:500]
        row.next_try_at = now + FIRST_WAIT * 2 ** min(row.attempts, 10)
        row.dead_at = now if row.attempts >= MOST_TRIES else None
    else:
        row.done_at, row.last_error = now, ""
    db.session.commit()
    return True


def _carry_out(row: Outbox, sender: Sender, base_url: str) -> None:
    person = db.session.get(Person, row.person_id) if row.person_id else None
    if row.kind != "mail" or person is None or not person.active:
        return
    body = f"{row.payload['body']}\n\n{base_url}{row.payload['href']}\n"
    sender.send(
        Mail(
            message_id=f"<{row.id}@changeportal>",
            recipient=person.email,
            subject=" ".join(str(row.payload["subject"]).split()),
            body=body,
            at=row.made_at,
        )
    )


def send_again(row: Outbox) -> None:
    """Give a row that was set aside another round of tries."""
    row.dead_at, row.attempts = None, 0
